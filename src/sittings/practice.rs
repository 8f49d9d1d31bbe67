//! Practice: a few questions before the test, with an explanation of each. Nothing of it is stored.

use crate::assessments::order;
use crate::bank::{self, Presented};
use crate::db::Conn;
use crate::error::Result;
use crate::openings::{self, Opening};
use crate::scoring::Letter;

/// A practice question.
#[derive(Debug, Clone)]
pub struct Practice {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// What it shows, with the explanation that follows an answer.
    pub presented: Presented,
    /// In which order.
    pub order: Vec<Letter>,
}

/// The practice questions of an opening, in their order and in the language of its items.
///
/// # Errors
/// The database's.
pub fn practice(conn: &mut Conn, opening: &Opening, lang: &str) -> Result<Vec<Practice>> {
    let blueprint = openings::assessment_of(conn, opening)?.blueprint;
    let all = bank::practice_items(conn, &opening.assessment.owner, &blueprint.practice, lang)?;
    let count = all.len();
    let numbered = (1..).zip(all).map(|(number, presented)| Practice {
        number,
        count,
        // Practice counts for nothing, so everybody may see it in the same order.
        order: order::options(0, number as i64, presented.options.len()),
        presented,
    });
    Ok(numbered.collect())
}
