//! What is held on a candidate, as it lies in the tables.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, consents, invitations, item_reports, messages, results, scores, sessions, steps};
use crate::ids::{AttemptId, CandidateId, OrganizationId};
use crate::mail::{Kind, State};
use crate::openings::Candidate;
use crate::sittings::{Attempt, Resolution};
use diesel::prelude::*;

/// When links were made, until when they were open, when they were revoked.
pub fn invitations_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<(Moment, Moment, Option<Moment>)>> {
    invitations::table
        .filter(invitations::organization_id.eq(&who.organization))
        .filter(invitations::candidate_id.eq(&who.id))
        .order(invitations::id)
        .select((invitations::created_at, invitations::expires_at, invitations::revoked_at))
        .load(conn)
}

/// Notice, language, digest, time.
pub fn consents_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<(String, String, String, Moment)>> {
    consents::table
        .filter(consents::organization_id.eq(&who.organization))
        .filter(consents::candidate_id.eq(&who.id))
        .order(consents::seq)
        .select((consents::notice, consents::lang, consents::digest, consents::agreed_at))
        .load(conn)
}

/// The sittings, the first first, with how they were taken and the notice that was agreed to.
pub fn sittings_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<(AttemptId, String, String)>> {
    attempts::table
        .filter(attempts::organization_id.eq(&who.organization))
        .filter(attempts::candidate_id.eq(&who.id))
        .order(attempts::number)
        .select((attempts::id, attempts::mode, attempts::notice_version))
        .load(conn)
}

/// Position, revision, kind, payload, time.
pub type StepRow = (i64, i64, String, String, Moment);

/// Every step of a sitting.
pub fn steps_of(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Vec<StepRow>> {
    steps::table
        .filter(steps::organization_id.eq(&attempt.organization))
        .filter(steps::attempt_id.eq(&attempt.id))
        .order((steps::position, steps::revision))
        .select((steps::position, steps::revision, steps::kind, steps::payload, steps::at))
        .load(conn)
}

/// Run, scale, score, standard error, questions, missing, version of the rules, time.
pub type ScoreRow = (i64, String, f64, f64, i64, i64, String, Moment);

/// Every computation of the scores of a sitting.
pub fn scores_of(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Vec<ScoreRow>> {
    scores::table
        .filter(scores::organization_id.eq(&attempt.organization))
        .filter(scores::attempt_id.eq(&attempt.id))
        .order((scores::run, scores::scale))
        .select((
            scores::run,
            scores::scale,
            scores::score,
            scores::se,
            scores::items,
            scores::missing,
            scores::scoring_version,
            scores::computed_at,
        ))
        .load(conn)
}

/// Position, message, time, resolution, reply, time of the reply.
pub type ReportRow = (i64, String, Moment, Option<Resolution>, Option<String>, Option<Moment>);

/// What was reported during a sitting.
pub fn reports_of(conn: &mut Conn, attempt: &Attempt) -> QueryResult<Vec<ReportRow>> {
    item_reports::table
        .filter(item_reports::organization_id.eq(&attempt.organization))
        .filter(item_reports::attempt_id.eq(&attempt.id))
        .order(item_reports::id)
        .select((
            item_reports::position,
            item_reports::message,
            item_reports::created_at,
            item_reports::resolution,
            item_reports::reply,
            item_reports::resolved_at,
        ))
        .load(conn)
}

/// Kind, state, time, time of sending.
pub type MessageRow = (Kind, State, Moment, Option<Moment>);

/// The messages about some subjects.
pub fn messages_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    subjects: &[String],
) -> QueryResult<Vec<MessageRow>> {
    messages::table
        .filter(messages::organization_id.eq(organization))
        .filter(messages::subject_id.eq_any(subjects))
        .order(messages::id)
        .select((messages::kind, messages::state, messages::created_at, messages::sent_at))
        .load(conn)
}

/// When the test was opened, and when last used.
pub fn visits_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<(Moment, Moment)>> {
    sessions::table
        .filter(sessions::organization_id.eq(&who.organization))
        .filter(sessions::holder_id.eq(who.id.as_ref()))
        .order(sessions::created_at)
        .select((sessions::created_at, sessions::seen_at))
        .load(conn)
}

/// What the threshold policy says of somebody in the ranking, and its version.
pub fn outcome_of(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Option<(crate::scoring::Outcome, i64)>> {
    results::table
        .filter(results::organization_id.eq(organization))
        .filter(results::candidate_id.eq(candidate))
        .select((results::outcome, results::policy_version))
        .first(conn)
        .optional()
}
