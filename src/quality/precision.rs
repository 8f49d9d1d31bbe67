//! Freezing a new precision version: the within-person spread of item scores over all finished sittings.

use crate::assessments::{self, AssessmentRef};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::OrganizationId;
use crate::openings::{self, Opening, Source};
use crate::scores::Scorer;
use crate::scoring::{Competency, ItemSpread, PerCompetency};
use crate::sittings::{self, AttemptState};

/// Estimates the within-person spread of item scores from all finished sittings of an assessment and freezes it as a
/// new precision version, which new openings use. Returns its number and how many sittings it rests on.
///
/// # Errors
/// The database's.
pub fn freeze_precision(
    conn: &mut Conn,
    organization: &OrganizationId,
    assessment: &AssessmentRef,
    who: &Who,
    now: Moment,
) -> Result<(i64, i64)> {
    let mut spread = PerCompetency::<ItemSpread>::default();
    let mut sittings = 0;
    let same =
        |opening: &Opening| opening.assessment.id == assessment.id && opening.assessment.version == assessment.version;
    for opening in openings::list(conn, organization, None)?.into_iter().filter(same) {
        let scorer = Scorer::load(conn, &opening)?;
        for attempt in sittings::attempts_of(conn, &opening, &[AttemptState::Scored])? {
            let candidate = openings::candidate(conn, organization, &attempt.candidate)?.ok_or(Code::NotFound)?;
            if candidate.source == Source::Trial {
                continue;
            }
            let given = sittings::given_of(conn, &attempt, scorer.rules().len())?;
            if let Ok(scores) = scorer.score(&given) {
                sittings += 1;
                for competency in Competency::all() {
                    let own =
                        scorer.rules().iter().zip(&scores.items).filter(|(rule, _)| rule.competency == competency);
                    let items: Vec<f64> = own.filter_map(|(_, score)| *score).collect();
                    spread[competency].add(&items);
                }
            }
        }
    }
    let sd = PerCompetency::from_fn(|competency| spread[competency].sd());
    let version = assessments::freeze(conn, organization, assessment, (&sd, sittings), &who.to_string(), now)?;
    let fact = Fact {
        organization,
        at: now,
        who,
        action: Action::PrecisionFrozen,
        object: format!("assessment:{}", assessment.id),
        detail: &[("version", version.to_string()), ("sittings", sittings.to_string())],
    };
    audit::append(conn, &fact)?;
    Ok((version, sittings))
}
