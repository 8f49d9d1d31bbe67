//! A list held against the database before anybody is invited: who is here already, who is in other openings, and who
//! reads a language into which the test has not been translated.

use super::people_list::{Row, RowProblem};
use super::{Opening, language_of_items, openings_of, store};
use crate::db::Conn;
use crate::error::Result;
use crate::i18n::Locale;
use crate::ids::{OpeningId, StaffId};
use crate::people::Reach;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A list that has been checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Its rows, each with its faults.
    pub rows: Vec<Row>,
    /// Who of them is in other openings that whoever checks may see.
    pub elsewhere: Vec<Elsewhere>,
    /// Languages into which the test has not been translated, with how many people they were named for: their mails and
    /// pages are in that language, and the scenes in that of the test.
    pub half: Vec<(Locale, usize)>,
}

/// Somebody of a list who is in another opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// Their line.
    pub line: usize,
    /// Their name, as the list has it.
    pub name: String,
    /// The other opening.
    pub opening: OpeningId,
    /// Its title.
    pub title: String,
}

impl Checked {
    /// Those who can be invited.
    pub fn good(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_good())
    }

    /// Those who cannot.
    pub fn bad(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.is_good())
    }

    /// Whether there is anything that a person should see before the list is sent.
    pub fn is_plain(&self) -> bool {
        self.bad().next().is_none() && self.elsewhere.is_empty() && self.half.is_empty()
    }
}

/// Checks a list. Others' openings are looked into only as far as the checker may see them.
///
/// # Errors
/// The database's.
pub fn check(conn: &mut Conn, opening: &Opening, rows: Vec<Row>, (reach, staff): (Reach, &StaffId)) -> Result<Checked> {
    let mut rows = rows;
    for row in &mut rows {
        row.faults.retain(|fault| fault.problem != RowProblem::AlreadyInvited);
    }
    let emails: Vec<String> = rows.iter().filter(|row| row.is_good()).map(|row| row.email.clone()).collect();
    let there = store::openings_by_email(conn, &opening.organization, &emails)?;
    let here: BTreeSet<&str> =
        there.iter().filter(|(_, of)| *of == opening.id).map(|(email, _)| email.as_str()).collect();
    for row in rows.iter_mut().filter(|row| here.contains(row.email.as_str()) && row.is_good()) {
        row.fault(
            RowProblem::AlreadyInvited,
            "This person is in this opening already. You can send them a new link from the list of people.",
        );
    }
    let seen: HashMap<OpeningId, String> = openings_of(conn, &opening.organization, reach, staff)?
        .into_iter()
        .filter(|other| other.id != opening.id)
        .map(|other| (other.id, other.title))
        .collect();
    let mut others: HashMap<&str, Vec<&OpeningId>> = HashMap::new();
    for (email, of) in there.iter().filter(|(_, of)| seen.contains_key(of)) {
        others.entry(email).or_default().push(of);
    }
    let elsewhere = rows.iter().filter(|row| row.is_good()).flat_map(|row| {
        let found = others.get(row.email.as_str()).into_iter().flatten();
        found.map(|id| Elsewhere {
            line: row.line,
            name: row.name.clone(),
            title: seen.get(*id).cloned().unwrap_or_default(),
            opening: (*id).clone(),
        })
    });
    let elsewhere = elsewhere.collect();
    let half = untranslated(conn, opening, &rows)?;
    Ok(Checked { rows, elsewhere, half })
}

fn untranslated(conn: &mut Conn, opening: &Opening, rows: &[Row]) -> Result<Vec<(Locale, usize)>> {
    let mut counts: BTreeMap<Locale, usize> = BTreeMap::new();
    for language in rows.iter().filter(|row| row.is_good()).filter_map(|row| row.language) {
        *counts.entry(language).or_default() += 1;
    }
    let mut half = Vec::new();
    for (language, count) in counts {
        let shown = language_of_items(conn, opening, Some(language))?;
        if Locale::offered(&shown) != Some(language) {
            half.push((language, count));
        }
    }
    Ok(half)
}
