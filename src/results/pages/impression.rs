//! The tags of a person and what staff think of them, as their page shows it.

use super::person::ImpressionForm;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::StaffId;
use crate::openings::CandidateOfOpening;
use crate::people;
use crate::results::impressions::{Written, impressions, tags_of};
use serde::Serialize;

/// What stands beside a result: tags, and impressions.
pub type Beside = (Vec<String>, ImpressionsView);

/// The impressions that somebody may see, and the form for their own.
#[derive(Serialize, Default)]
pub struct ImpressionsView {
    own: Vec<WrittenView>,
    colleagues: Vec<WrittenView>,
    hidden: usize,
    form: ImpressionForm,
}

impl ImpressionsView {
    /// The same with an impression as it was typed.
    pub fn with(mut self, form: ImpressionForm) -> Self {
        self.form = form;
        self.form.seen = self.own.len() as i64;
        self
    }
}

/// An impression.
#[derive(Serialize)]
pub struct WrittenView {
    by: String,
    at: String,
    rating: i64,
    /// Single competencies, in words.
    single: Vec<String>,
    note: String,
}

/// Reads it.
pub fn beside(conn: &mut Conn, case: &CandidateOfOpening, reader: &StaffId) -> Result<Beside> {
    let person = &case.candidate;
    let tags = tags_of(conn, &case.opening, std::slice::from_ref(&person.id))?.remove(&person.id).unwrap_or_default();
    let seen = impressions(conn, person, reader)?;
    let mut views = |all: Vec<Written>| all.into_iter().map(|written| view(conn, case, written)).collect::<Result<_>>();
    let (own, colleagues) = (views(seen.own)?, views(seen.colleagues)?);
    Ok((tags, ImpressionsView { own, colleagues, hidden: seen.hidden, form: ImpressionForm::default() }))
}

fn view(conn: &mut Conn, case: &CandidateOfOpening, written: Written) -> Result<WrittenView> {
    let by = people::staff(conn, &case.opening.organization, &written.by)?;
    let single = written.impression.competencies.iter();
    let single = single.filter_map(|(competency, rating)| Some(format!("{} {}", competency.name(), (*rating)?)));
    Ok(WrittenView {
        by: by.map(|staff| staff.name).unwrap_or_default(),
        at: written.at.day_and_time(),
        rating: written.impression.rating,
        single: single.collect(),
        note: written.impression.note,
    })
}
