//! Where the bands of an opening begin, as they are stored.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::{self, Opening};
use crate::scoring::bands::{self, Band};

/// How many standard errors of a difference a band is wide by default: two scores of one band differ by more than that
/// in one of twenty pairs of equals.
pub const DEFAULT_C: f64 = 1.96;

/// The bands of an opening, and whether they stand still.
#[derive(Debug, Clone, PartialEq)]
pub struct BandRound {
    /// Counts the rounds, from 1.
    pub round: i64,
    /// How many standard errors of a difference a band is wide.
    pub c: f64,
    /// Since when they stand still.
    pub frozen_at: Option<Moment>,
    /// From the top.
    pub bands: Vec<Band>,
}

/// The bands of an opening.
///
/// # Errors
/// The database's.
pub fn band_round(conn: &mut Conn, opening: &Opening) -> Result<BandRound> {
    let bands = store::bands(conn, opening)?;
    let (round, c, frozen_at) = store::round(conn, opening)?.unwrap_or((1, DEFAULT_C, None));
    Ok(BandRound { round, c, frozen_at, bands })
}

/// Computes the bands again from all results of the opening, unless they stand still.
///
/// # Errors
/// The database's.
pub fn refresh(conn: &mut Conn, opening: &Opening, form_se: f64) -> Result<()> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let before = band_round(conn, opening)?;
    if before.frozen_at.is_some() {
        return Ok(());
    }
    let width = bands::width(form_se, before.c);
    let fresh = bands::from_top(width, |bound| store::highest_total_below(conn, opening, bound))?;
    if fresh != before.bands {
        store::put_bands(conn, opening, &fresh)?;
    }
    Ok(())
}

/// Freezes the bands, when the first decision of a round is recorded. Does nothing if they stand still already.
///
/// # Errors
/// The database's.
pub fn freeze_bands(conn: &mut Conn, opening: &Opening, who: &Who, now: Moment) -> Result<()> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let round = band_round(conn, opening)?;
    if round.frozen_at.is_none() {
        store::put_round(conn, opening, (round.round, round.c, Some(now)))?;
        note(conn, opening, who, ("frozen", round.round), now)?;
    }
    Ok(())
}

/// Begins a new round: the bands are computed again and move with every new result until the next decision.
///
/// # Errors
/// The database's.
pub fn new_round(conn: &mut Conn, opening: &Opening, form_se: f64, who: &Who, now: Moment) -> Result<()> {
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let round = band_round(conn, opening)?;
    if round.frozen_at.is_some() {
        store::put_round(conn, opening, (round.round + 1, round.c, None))?;
        note(conn, opening, who, ("new round", round.round + 1), now)?;
        refresh(conn, opening, form_se)?;
    }
    Ok(())
}

fn note(conn: &mut Conn, opening: &Opening, who: &Who, (what, round): (&str, i64), now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who,
        action: Action::BandsChanged,
        object: format!("opening:{}", opening.id),
        detail: &[("what", what.to_owned()), ("round", round.to_string())],
    };
    audit::append(conn, &fact)
}
