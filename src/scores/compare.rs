//! What is stored against a fresh computation, bit for bit.

use super::store::Run;
use super::{Standing, result_of};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::CandidateId;
use crate::openings::Opening;
use crate::policies::Policy;
use crate::scoring::{Competency, PerCompetency, Score, Scores};

/// A stored value that is not what the stored answers give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is: `total of the run`, `empathy in the ranking` …
    pub what: String,
    /// What is stored, with every digit that tells it from its neighbours.
    pub stored: String,
    /// What comes out now.
    pub computed: String,
}

/// All numbers of a run that differ from a fresh computation, in any bit.
pub fn differences(stored: &Run, computed: &Scores) -> Vec<Difference> {
    between("of the run", (stored.total, &stored.competencies), computed)
}

/// What the ranking says of somebody against a fresh computation and the policy in force.
///
/// # Errors
/// The database's.
pub fn differences_in_ranking(
    conn: &mut Conn,
    opening: &Opening,
    candidate: &CandidateId,
    computed: &Scores,
    policy: &Policy,
) -> Result<Vec<Difference>> {
    let Some(row) = result_of(conn, opening, candidate)? else {
        let (what, stored, computed) = ("place in the ranking".into(), "nothing".into(), "a result".into());
        return Ok(vec![Difference { what, stored, computed }]);
    };
    let Standing { total, competencies, outcome, .. } = &row.standing;
    let mut found = between("in the ranking", (*total, competencies), computed);
    let fresh = policy.thresholds.outcome(computed.total, &computed.competencies);
    if *outcome != fresh {
        let (stored, computed) = (outcome.to_string(), fresh.to_string());
        found.push(Difference { what: "outcome in the ranking".into(), stored, computed });
    }
    Ok(found)
}

fn between(whose: &str, stored: (Score, &PerCompetency<Score>), computed: &Scores) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |scale: &str, stored: Score, computed: Score| {
        for (part, stored, computed) in
            [("", stored.value, computed.value), ("standard error of ", stored.se, computed.se)]
        {
            if stored.to_bits() != computed.to_bits() {
                let what = format!("{part}{scale} {whose}");
                found.push(Difference { what, stored: format!("{stored:?}"), computed: format!("{computed:?}") });
            }
        }
    };
    compare("total", stored.0, computed.total);
    for competency in Competency::all() {
        compare(competency.as_str(), stored.1[competency], computed.competencies[competency]);
    }
    found
}
