//! Cuts from the same ratings, for whoever sets a standard: who was later rated well enough, and who was just at the
//! border.

use super::found::{LEAST_PEOPLE, people};
use super::store;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::Opening;
use crate::psychometrics::Statistic;
use crate::psychometrics::standards::{Borderline, Contrasting, borderline, contrasting};

/// What the later ratings of the people of an opening say of a cut.
#[derive(Debug, Clone)]
pub struct Cuts {
    /// How many people it rests on.
    pub people: usize,
    /// Those rated at or above the bar against those below it.
    pub contrasting: Statistic<Contrasting>,
    /// Those rated within a twentieth of the scale of the bar.
    pub borderline: Statistic<Borderline>,
}

/// The cuts, where the people of this opening who were rated are enough; `bar` is the rating that is just good enough, as
/// a share of its scale. A cut of one opening holds for its questions only, so others do not count.
///
/// # Errors
/// The database's.
pub fn cuts(conn: &mut Conn, opening: &Opening, bar: f64) -> Result<Option<Cuts>> {
    let mut people = people(&store::rated(conn, &opening.organization, &opening.assessment)?);
    people.retain(|person| person.opening == opening.id);
    if people.len() < LEAST_PEOPLE {
        return Ok(None);
    }
    let totals = |wanted: &dyn Fn(f64) -> bool| -> Vec<f64> {
        people.iter().filter(|person| wanted(person.rating)).map(|person| person.total).collect()
    };
    Ok(Some(Cuts {
        contrasting: contrasting(&totals(&|rating| rating < bar), &totals(&|rating| rating >= bar)),
        borderline: borderline(&totals(&|rating| (rating - bar).abs() <= 0.05)),
        people: people.len(),
    }))
}
