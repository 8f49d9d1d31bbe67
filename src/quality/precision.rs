//! Freezing a new precision version: the within-person spread of item scores over all finished sittings.

use crate::assessments::{self, Assessment, AssessmentRef};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Result};
use crate::ids::OrganizationId;
use crate::openings::{self, Opening, Source};
use crate::scores::Scorer;
use crate::scoring::{Competency, ItemSpread, PerCompetency, Precision};
use crate::sittings::{self, AttemptState};

/// An assessment with what is known of its precision.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which one.
    pub assessment: Assessment,
    /// What new openings use: the newest version, or the assumption.
    pub precision: Precision,
    /// The frozen versions, the newest first.
    pub frozen: Vec<Frozen>,
}

/// A frozen precision version.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// Its version.
    pub version: i64,
    /// From how many finished sittings it was estimated.
    pub sittings: i64,
    /// Who froze it.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Every assessment with how precise it is.
///
/// # Errors
/// The database's.
pub fn known_precision(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Known>> {
    let all = assessments::list(conn, organization)?.into_iter();
    all.map(|assessment| {
        let frozen = assessments::precision_list(conn, organization, &assessment.key)?;
        let version = frozen.first().map_or(0, |newest| newest.version);
        let precision = assessments::precision(conn, organization, &assessment.key, version)?;
        let frozen = frozen.into_iter().map(|frozen| Frozen {
            version: frozen.version,
            sittings: frozen.attempts,
            by: frozen.frozen_by,
            at: frozen.frozen_at,
        });
        Ok(Known { assessment, precision, frozen: frozen.collect() })
    })
    .collect()
}

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
    let same = |opening: &Opening| opening.assessment == *assessment;
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
