//! What erasure does, table by table. Whoever adds a table that knows a candidate adds it here and to the table of
//! `docs/privacy.md`; a test finds a table that is in neither.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{
    adjustment_requests, attempt_clocks, attempt_sections, attempts, candidate_tags, candidate_terms, candidate_words,
    candidates, consents, data_requests, decision_acts, decisions, equality_answers, impressions, integrity_reviews,
    invitations, item_reports, leavings, legal_holds, letters, messages, openings, organizations, outcome_reviews,
    performance_ratings, reveals, scores, sessions, steps, withdrawals,
};
use crate::ids::{AttemptId, CandidateId, InvitationId, OpeningId, OrganizationId};
use crate::openings::{Candidate, OpeningState};
use diesel::prelude::*;

macro_rules! forget {
    ($conn:expr, $who:expr, $($table:ident),+) => {
        $(
            diesel::delete(
                $table::table
                    .filter($table::organization_id.eq(&$who.organization))
                    .filter($table::candidate_id.eq(&$who.id)),
            )
            .execute($conn)?;
        )+
    };
}

/// The attempts of a candidate.
fn attempt_ids(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<AttemptId>> {
    attempts::table
        .filter(attempts::organization_id.eq(&who.organization))
        .filter(attempts::candidate_id.eq(&who.id))
        .select(attempts::id)
        .load(conn)
}

/// The invitations of a candidate, whose links end with them.
pub fn invitation_ids(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<InvitationId>> {
    invitations::table
        .filter(invitations::organization_id.eq(&who.organization))
        .filter(invitations::candidate_id.eq(&who.id))
        .select(invitations::id)
        .load(conn)
}

/// Deletes everything that is held on a candidate, and the words of what they asked for.
pub fn erase_candidate(conn: &mut Conn, who: &Candidate) -> QueryResult<()> {
    let organization = &who.organization;
    let sittings = attempt_ids(conn, who)?;
    diesel::delete(steps::table.filter(steps::organization_id.eq(organization)))
        .filter(steps::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    diesel::delete(scores::table.filter(scores::organization_id.eq(organization)))
        .filter(scores::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    diesel::delete(item_reports::table.filter(item_reports::organization_id.eq(organization)))
        .filter(item_reports::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    diesel::delete(attempt_clocks::table.filter(attempt_clocks::organization_id.eq(organization)))
        .filter(attempt_clocks::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    diesel::delete(attempt_sections::table.filter(attempt_sections::organization_id.eq(organization)))
        .filter(attempt_sections::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    diesel::delete(leavings::table.filter(leavings::organization_id.eq(organization)))
        .filter(leavings::attempt_id.eq_any(&sittings))
        .execute(conn)?;
    forget!(conn, who, letters, decision_acts, integrity_reviews);
    forget!(conn, who, attempts, decisions, invitations, consents, withdrawals, equality_answers);
    forget!(conn, who, adjustment_requests, candidate_terms, performance_ratings, outcome_reviews);
    forget!(conn, who, impressions, candidate_tags, candidate_words, reveals);
    diesel::delete(messages::table.filter(messages::organization_id.eq(organization)))
        .filter(messages::subject_id.eq(who.id.as_ref()))
        .execute(conn)?;
    diesel::delete(sessions::table.filter(sessions::organization_id.eq(organization)))
        .filter(sessions::holder_id.eq(who.id.as_ref()))
        .execute(conn)?;
    diesel::update(data_requests::table.filter(data_requests::organization_id.eq(organization)))
        .filter(data_requests::candidate_id.eq(&who.id))
        .set((data_requests::message.eq(""), data_requests::answer.eq(None::<String>)))
        .execute(conn)?;
    diesel::delete(candidates::table.find((organization, &who.id))).execute(conn)?;
    Ok(())
}

/// Closes what an erased candidate had still asked for: there is nobody left to answer.
pub fn close_requests(conn: &mut Conn, who: &Candidate, now: Moment) -> QueryResult<()> {
    use super::super::RequestState;
    diesel::update(data_requests::table.filter(data_requests::organization_id.eq(&who.organization)))
        .filter(data_requests::candidate_id.eq(&who.id))
        .filter(data_requests::state.eq(RequestState::Open))
        .set((
            data_requests::state.eq(RequestState::Done),
            data_requests::answered_at.eq(now),
            data_requests::version.eq(data_requests::version + 1),
        ))
        .execute(conn)
        .map(|_| ())
}

/// An organization's closed openings: whose, for how many months after which day what is in them is kept.
pub fn closed_openings(conn: &mut Conn) -> QueryResult<Vec<(OrganizationId, OpeningId, i64, Moment)>> {
    openings::table
        .inner_join(organizations::table.on(organizations::id.eq(openings::organization_id)))
        .left_join(legal_holds::table.on(
            legal_holds::organization_id.eq(openings::organization_id).and(legal_holds::opening_id.eq(openings::id)),
        ))
        .filter(openings::state.eq(OpeningState::Closed))
        .filter(legal_holds::reason.nullable().is_null())
        .filter(openings::closed_at.is_not_null())
        .order((openings::organization_id, openings::id))
        .select((
            openings::organization_id,
            openings::id,
            organizations::retention_months,
            openings::closed_at.assume_not_null(),
        ))
        .load(conn)
}

/// Some of the candidates of an opening, trials too.
pub fn some_candidates(
    conn: &mut Conn,
    organization: &OrganizationId,
    opening: &OpeningId,
    limit: i64,
) -> QueryResult<Vec<CandidateId>> {
    candidates::table
        .filter(candidates::organization_id.eq(organization))
        .filter(candidates::opening_id.eq(opening))
        .order(candidates::id)
        .limit(limit)
        .select(candidates::id)
        .load(conn)
}

/// Corrects a candidate's name and address, and the text they are found by.
pub fn correct(conn: &mut Conn, who: &Candidate, name: &str, email: &str) -> QueryResult<()> {
    let search = format!("{name} {email} {}", who.pseudonym).to_lowercase();
    diesel::update(candidates::table.find((&who.organization, &who.id)))
        .set((candidates::name.eq(name), candidates::email.eq(email), candidates::search.eq(search)))
        .execute(conn)
        .map(|_| ())
}
