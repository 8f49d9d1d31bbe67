//! The tables of scores, results and bands.

mod changes;

use super::{Finished, Standing};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{band_rounds, bands, opening_counts, results, scores};
use crate::error::{Error, Result};
use crate::ids::{AttemptId, CandidateId, OrganizationId};
use crate::openings::{Opening, Stage};
use crate::scoring::bands::Band;
use crate::scoring::{Competency, Outcome, PerCompetency, Score, Scores};
use diesel::dsl::max;
use diesel::prelude::*;
use std::collections::HashMap;

pub use changes::{Marks, marks, next_change, note_gone, rows_changed_since};

/// What the scale of the total is called.
const TOTAL: &str = "total";

/// One computation of the scores of a sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Counts the computations, from 1.
    pub run: i64,
    /// The total.
    pub total: Score,
    /// Each competency.
    pub competencies: PerCompetency<Score>,
    /// The SHA-256 of the items, key versions and voids.
    pub key_set: String,
    /// The version of the rules.
    pub scoring_version: String,
    /// The version of the precision constants.
    pub precision_version: i64,
    /// When.
    pub computed_at: Moment,
}

/// The number of the last run of a sitting, 0 for none.
pub fn last_run_number(conn: &mut Conn, organization: &OrganizationId, attempt: &AttemptId) -> QueryResult<i64> {
    let last = scores::table
        .filter(scores::organization_id.eq(organization))
        .filter(scores::attempt_id.eq(attempt))
        .select(max(scores::run))
        .first::<Option<i64>>(conn)?;
    Ok(last.unwrap_or(0))
}

/// Adds a run.
pub fn insert_run(conn: &mut Conn, organization: &OrganizationId, attempt: &AttemptId, run: &Run) -> QueryResult<()> {
    let scales = run.competencies.iter().map(|(competency, score)| (competency.as_str(), *score));
    for (scale, score) in scales.chain([(TOTAL, run.total)]) {
        diesel::insert_into(scores::table)
            .values((
                scores::organization_id.eq(organization),
                scores::attempt_id.eq(attempt),
                scores::run.eq(run.run),
                scores::scale.eq(scale),
                scores::score.eq(score.value),
                scores::se.eq(score.se),
                scores::items.eq(score.items as i64),
                scores::missing.eq(score.missing as i64),
                scores::key_set.eq(&run.key_set),
                scores::scoring_version.eq(&run.scoring_version),
                scores::precision_version.eq(run.precision_version),
                scores::computed_at.eq(run.computed_at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What the total in the ranking was computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// How many questions count.
    pub items: i64,
    /// How many do not: never displayed, or voided.
    pub missing: i64,
    /// The SHA-256 of the items, key versions and voids.
    pub key_set: String,
    /// The version of the rules.
    pub scoring_version: String,
    /// The version of the precision constants.
    pub precision_version: i64,
}

/// What the totals of some people in the ranking were computed from.
pub fn provenance(
    conn: &mut Conn,
    opening: &Opening,
    people: &[CandidateId],
) -> QueryResult<HashMap<CandidateId, Provenance>> {
    let own = scores::organization_id.eq(results::organization_id);
    let of_run = own.and(scores::attempt_id.eq(results::attempt_id)).and(scores::run.eq(results::run));
    let rows = results::table
        .inner_join(scores::table.on(of_run))
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .filter(results::candidate_id.eq_any(people))
        .filter(scores::scale.eq(TOTAL))
        .select((
            results::candidate_id,
            (scores::items, scores::missing),
            (scores::key_set, scores::scoring_version, scores::precision_version),
        ))
        .load::<(CandidateId, (i64, i64), (String, String, i64))>(conn)?;
    let provenance = |((items, missing), (key_set, scoring_version, precision_version))| Provenance {
        items,
        missing,
        key_set,
        scoring_version,
        precision_version,
    };
    Ok(rows.into_iter().map(|(candidate, counts, versions)| (candidate, provenance((counts, versions)))).collect())
}

type ScaleRow = (String, (f64, f64, i64, i64), (String, String, i64, Moment));

/// The last run of a sitting.
pub fn last_run(conn: &mut Conn, organization: &OrganizationId, attempt: &AttemptId) -> Result<Option<Run>> {
    let run = last_run_number(conn, organization, attempt)?;
    let rows = scores::table
        .filter(scores::organization_id.eq(organization))
        .filter(scores::attempt_id.eq(attempt))
        .filter(scores::run.eq(run))
        .select((
            scores::scale,
            (scores::score, scores::se, scores::items, scores::missing),
            (scores::key_set, scores::scoring_version, scores::precision_version, scores::computed_at),
        ))
        .load::<ScaleRow>(conn)?;
    let Some((_, _, (key_set, scoring_version, precision_version, computed_at))) = rows.first().cloned() else {
        return Ok(None);
    };
    let score_of = |scale: &str| -> Result<Score> {
        let row =
            rows.iter().find(|row| row.0 == scale).ok_or_else(|| Error::internal(format!("run without {scale}")))?;
        let (value, se, items, missing) = row.1;
        Ok(Score { value, se, items: items as usize, missing: missing as usize })
    };
    let competencies = PerCompetency {
        empathy: score_of(Competency::Empathy.as_str())?,
        patience: score_of(Competency::Patience.as_str())?,
        communication: score_of(Competency::Communication.as_str())?,
        product_knowledge: score_of(Competency::ProductKnowledge.as_str())?,
    };
    Ok(Some(Run {
        run,
        total: score_of(TOTAL)?,
        competencies,
        key_set,
        scoring_version,
        precision_version,
        computed_at,
    }))
}

/// Writes the projection of a run; the stage that people decided stays.
pub fn put_result(
    conn: &mut Conn,
    finished: &Finished<'_>,
    run: i64,
    scored: &Scores,
    (policy_version, outcome): (i64, Outcome),
) -> QueryResult<()> {
    let opening = finished.opening;
    let change = next_change(conn, opening)?;
    let row = results::table.find((&opening.organization, &opening.id, finished.candidate));
    let c = &scored.competencies;
    let values = (
        (
            results::attempt_id.eq(finished.attempt),
            results::run.eq(run),
            results::submitted_at.eq(finished.submitted_at),
        ),
        (results::total.eq(scored.total.value), results::total_se.eq(scored.total.se)),
        (results::empathy.eq(c.empathy.value), results::empathy_se.eq(c.empathy.se)),
        (results::patience.eq(c.patience.value), results::patience_se.eq(c.patience.se)),
        (results::communication.eq(c.communication.value), results::communication_se.eq(c.communication.se)),
        (
            results::product_knowledge.eq(c.product_knowledge.value),
            results::product_knowledge_se.eq(c.product_knowledge.se),
        ),
        (results::policy_version.eq(policy_version), results::outcome.eq(outcome), results::changed.eq(change)),
    );
    if diesel::update(row).set(values).execute(conn)? == 0 {
        let key = (
            results::organization_id.eq(&opening.organization),
            results::opening_id.eq(&opening.id),
            results::candidate_id.eq(finished.candidate),
            results::stage.eq(Stage::Undecided),
        );
        diesel::insert_into(results::table).values((key, values)).execute(conn)?;
    }
    Ok(())
}

/// Somebody's place in the ranking with their id.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultRow {
    /// Who.
    pub candidate: CandidateId,
    /// By which sitting.
    pub attempt: AttemptId,
    /// Their scores, outcome and stage.
    pub standing: Standing,
    /// When they handed in.
    pub submitted_at: Moment,
}

type Pair = (f64, f64);
/// What [`result_columns!`] selects.
pub type ResultColumns = ((CandidateId, AttemptId, Moment), Pair, (Pair, Pair, Pair, Pair), (Outcome, i64, Stage));

/// The columns of a result, in the shape of [`ResultColumns`].
macro_rules! result_columns {
    () => {
        (
            (results::candidate_id, results::attempt_id, results::submitted_at),
            (results::total, results::total_se),
            (
                (results::empathy, results::empathy_se),
                (results::patience, results::patience_se),
                (results::communication, results::communication_se),
                (results::product_knowledge, results::product_knowledge_se),
            ),
            (results::outcome, results::policy_version, results::stage),
        )
    };
}

pub(crate) use result_columns;

/// A result from its columns.
pub fn result_row((who, total, competencies, state): ResultColumns) -> ResultRow {
    let (candidate, attempt, submitted_at) = who;
    let (outcome, policy_version, stage) = state;
    let score = |(value, se)| Score { value, se, items: 0, missing: 0 };
    let (empathy, patience, communication, product_knowledge) = competencies;
    let competencies = PerCompetency {
        empathy: score(empathy),
        patience: score(patience),
        communication: score(communication),
        product_knowledge: score(product_knowledge),
    };
    ResultRow {
        candidate,
        attempt,
        submitted_at,
        standing: Standing { total: score(total), competencies, outcome, policy_version, stage },
    }
}

/// The result of one candidate, if they have one.
pub fn result_of(conn: &mut Conn, opening: &Opening, candidate: &CandidateId) -> QueryResult<Option<ResultRow>> {
    let row = results::table.find((&opening.organization, &opening.id, candidate)).select(result_columns!());
    Ok(row.first::<ResultColumns>(conn).optional()?.map(result_row))
}

/// All results of an opening, for what is computed over all of them.
pub fn results_for_preview(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<ResultRow>> {
    let rows = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .select(result_columns!())
        .load::<ResultColumns>(conn)?;
    Ok(rows.into_iter().map(result_row).collect())
}

/// How many people have which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct OutcomeCounts {
    /// Safely above every threshold.
    pub meets: i64,
    /// Too close to call.
    pub borderline: i64,
    /// Safely below a threshold.
    pub below: i64,
}

/// Counts the outcomes of an opening, as the triggers of migration `workspace` have counted them.
pub fn outcome_counts(conn: &mut Conn, opening: &Opening) -> QueryResult<OutcomeCounts> {
    let counts = opening_counts::table.find((&opening.organization, &opening.id));
    let (meets, borderline, below) =
        counts.select((opening_counts::meets, opening_counts::borderline, opening_counts::below)).first(conn)?;
    Ok(OutcomeCounts { meets, borderline, below })
}

/// How many people with a result nobody has decided about, and how many of them are too close to call.
pub fn undecided(conn: &mut Conn, opening: &Opening) -> QueryResult<(i64, i64)> {
    let counts = opening_counts::table.find((&opening.organization, &opening.id));
    counts.select((opening_counts::undecided, opening_counts::close_calls)).first(conn)
}

/// Counts every change of the results of an opening: whoever keeps some of them in memory compares it first.
pub fn changes(conn: &mut Conn, opening: &Opening) -> QueryResult<i64> {
    opening_counts::table.find((&opening.organization, &opening.id)).select(opening_counts::changes).first(conn)
}

/// Sets what a policy says of some candidates.
pub fn set_outcome(
    conn: &mut Conn,
    opening: &Opening,
    candidates: &[CandidateId],
    (policy_version, outcome): (i64, Outcome),
    change: i64,
) -> QueryResult<()> {
    diesel::update(results::table)
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id))
        .filter(results::candidate_id.eq_any(candidates))
        .set((results::policy_version.eq(policy_version), results::outcome.eq(outcome), results::changed.eq(change)))
        .execute(conn)
        .map(|_| ())
}

/// Sets what people decided about a candidate.
pub fn set_stage(conn: &mut Conn, opening: &Opening, candidate: &CandidateId, stage: Stage) -> QueryResult<()> {
    let change = next_change(conn, opening)?;
    diesel::update(results::table.find((&opening.organization, &opening.id, candidate)))
        .set((results::stage.eq(stage), results::changed.eq(change)))
        .execute(conn)
        .map(|_| ())
}

/// Takes somebody out of the ranking whose sitting has no score any more.
pub fn withdraw_result(conn: &mut Conn, opening: &Opening, candidate: &CandidateId) -> QueryResult<()> {
    note_gone(conn, opening)?;
    diesel::delete(results::table.find((&opening.organization, &opening.id, candidate))).execute(conn).map(|_| ())
}

/// The highest total of an opening under a bound, or of all.
pub fn highest_total_below(conn: &mut Conn, opening: &Opening, bound: Option<f64>) -> QueryResult<Option<f64>> {
    let all = results::table
        .filter(results::organization_id.eq(&opening.organization))
        .filter(results::opening_id.eq(&opening.id));
    match bound {
        Some(bound) => all.filter(results::total.lt(bound)).select(max(results::total)).first(conn),
        None => all.select(max(results::total)).first(conn),
    }
}

/// The stored bands, from the top.
pub fn bands(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Band>> {
    let rows = bands::table
        .filter(bands::organization_id.eq(&opening.organization))
        .filter(bands::opening_id.eq(&opening.id))
        .order(bands::rank)
        .select((bands::top, bands::floor))
        .load::<(f64, f64)>(conn)?;
    Ok(rows.into_iter().map(|(top, floor)| Band { top, floor }).collect())
}

/// Replaces the stored bands.
pub fn put_bands(conn: &mut Conn, opening: &Opening, fresh: &[Band]) -> QueryResult<()> {
    diesel::delete(bands::table)
        .filter(bands::organization_id.eq(&opening.organization))
        .filter(bands::opening_id.eq(&opening.id))
        .execute(conn)?;
    for (place, band) in fresh.iter().enumerate() {
        diesel::insert_into(bands::table)
            .values((
                bands::organization_id.eq(&opening.organization),
                bands::opening_id.eq(&opening.id),
                bands::rank.eq(place as i64 + 1),
                bands::top.eq(band.top),
                bands::floor.eq(band.floor),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The round of the bands, if one was written.
pub fn round(conn: &mut Conn, opening: &Opening) -> QueryResult<Option<(i64, f64, Option<Moment>)>> {
    let row = band_rounds::table.find((&opening.organization, &opening.id));
    row.select((band_rounds::round, band_rounds::c, band_rounds::frozen_at)).first(conn).optional()
}

/// Writes the round of the bands.
pub fn put_round(
    conn: &mut Conn,
    opening: &Opening,
    (round, c, frozen_at): (i64, f64, Option<Moment>),
) -> QueryResult<()> {
    let row = band_rounds::table.find((&opening.organization, &opening.id));
    let values = (band_rounds::round.eq(round), band_rounds::c.eq(c), band_rounds::frozen_at.eq(frozen_at));
    if diesel::update(row).set(values).execute(conn)? == 0 {
        let key = (band_rounds::organization_id.eq(&opening.organization), band_rounds::opening_id.eq(&opening.id));
        diesel::insert_into(band_rounds::table).values((key, values)).execute(conn)?;
    }
    Ok(())
}
