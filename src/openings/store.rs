//! The tables of openings, candidates, invitations and decisions.

use super::{Candidate, Invitation, Opening, OpeningState, Source, Stage};
use crate::assessments::{AssessmentRef, Drawn};
use crate::bank::ItemRef;
use crate::clock::Moment;
use crate::db::schema::{attempts, candidates, decisions, invitations, opening_items, opening_team, openings, results};
use crate::db::{Conn, for_update};
use crate::ids::{CandidateId, InvitationId, OpeningId, OrganizationId, StaffId};
use crate::scoring::Outcome;
use diesel::dsl::exists;
use diesel::prelude::*;

type OpeningRow = (
    (OrganizationId, OpeningId, String, String, String, OpeningState),
    (OrganizationId, String, i64, i64),
    (Option<i64>, i64, Option<String>, String, Moment, i64),
);

macro_rules! opening_columns {
    () => {
        (
            (
                openings::organization_id,
                openings::id,
                openings::title,
                openings::place,
                openings::contact,
                openings::state,
            ),
            (
                openings::assessment_owner,
                openings::assessment_id,
                openings::assessment_version,
                openings::precision_version,
            ),
            (
                openings::time_limit_minutes,
                openings::invitation_days,
                openings::public_link,
                openings::created_by,
                openings::created_at,
                openings::version,
            ),
        )
    };
}

fn opening_of((what, assessment, rules): OpeningRow) -> Opening {
    let (organization, id, title, place, contact, state) = what;
    let (owner, assessment_id, assessment_version, precision_version) = assessment;
    let (time_limit_minutes, invitation_days, public_link, created_by, created_at, version) = rules;
    Opening {
        organization,
        id,
        title,
        place,
        contact,
        state,
        assessment: AssessmentRef { owner, id: assessment_id, version: assessment_version },
        precision_version,
        time_limit_minutes,
        invitation_days,
        public_link,
        created_by,
        created_at,
        version,
    }
}

/// Adds an opening.
pub fn insert_opening(conn: &mut Conn, opening: &Opening, seed: i64) -> QueryResult<()> {
    diesel::insert_into(openings::table)
        .values((
            (
                openings::organization_id.eq(&opening.organization),
                openings::id.eq(&opening.id),
                openings::title.eq(&opening.title),
                openings::place.eq(&opening.place),
                openings::contact.eq(&opening.contact),
                openings::state.eq(opening.state),
                openings::assessment_owner.eq(&opening.assessment.owner),
                openings::assessment_id.eq(&opening.assessment.id),
                openings::assessment_version.eq(opening.assessment.version),
            ),
            (
                openings::precision_version.eq(opening.precision_version),
                openings::seed.eq(seed),
                openings::time_limit_minutes.eq(opening.time_limit_minutes),
                openings::invitation_days.eq(opening.invitation_days),
                openings::public_link.eq(&opening.public_link),
                openings::created_by.eq(&opening.created_by),
                openings::created_at.eq(opening.created_at),
                openings::version.eq(opening.version),
            ),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes what may change of an opening. `false` if somebody else has changed it since this version was read.
pub fn update_opening(conn: &mut Conn, opening: &Opening, closed_at: Option<Moment>) -> QueryResult<bool> {
    let changed = diesel::update(openings::table.find((&opening.organization, &opening.id)))
        .filter(openings::version.eq(opening.version))
        .set((
            openings::title.eq(&opening.title),
            openings::place.eq(&opening.place),
            openings::contact.eq(&opening.contact),
            openings::state.eq(opening.state),
            openings::time_limit_minutes.eq(opening.time_limit_minutes),
            openings::invitation_days.eq(opening.invitation_days),
            openings::public_link.eq(&opening.public_link),
            openings::closed_at.eq(closed_at),
            openings::version.eq(opening.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// An opening of an organization.
pub fn opening(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Option<Opening>> {
    let row =
        openings::table.find((organization, id)).select(opening_columns!()).first::<OpeningRow>(conn).optional()?;
    Ok(row.map(opening_of))
}

/// Holds an opening until the transaction ends, so that what is computed over all its candidates is computed by one.
pub fn hold_opening(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<()> {
    let row: QueryResult<i64> = for_update!(conn, openings::table.find((organization, id)).select(openings::version));
    row.map(|_| ())
}

/// The openings of an organization, or only those with this staff member on the team; the newest first.
pub fn list(conn: &mut Conn, organization: &OrganizationId, staff: Option<&StaffId>) -> QueryResult<Vec<Opening>> {
    let mut query = openings::table
        .filter(openings::organization_id.eq(organization))
        .order(openings::id.desc())
        .select(opening_columns!())
        .into_boxed();
    if let Some(staff) = staff {
        let ids = opening_team::table
            .filter(opening_team::organization_id.eq(organization))
            .filter(opening_team::staff_id.eq(staff))
            .select(opening_team::opening_id)
            .load::<OpeningId>(conn)?;
        query = query.filter(openings::id.eq_any(ids));
    }
    Ok(query.load::<OpeningRow>(conn)?.into_iter().map(opening_of).collect())
}

/// Whether somebody is on the team of an opening.
pub fn on_team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId, staff: &StaffId) -> QueryResult<bool> {
    diesel::select(exists(opening_team::table.find((organization, id, staff)))).get_result(conn)
}

/// Who is on the team.
pub fn team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Vec<StaffId>> {
    opening_team::table
        .filter(opening_team::organization_id.eq(organization))
        .filter(opening_team::opening_id.eq(id))
        .select(opening_team::staff_id)
        .load(conn)
}

/// Replaces the team.
pub fn put_team(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId, staff: &[StaffId]) -> QueryResult<()> {
    diesel::delete(opening_team::table)
        .filter(opening_team::organization_id.eq(organization))
        .filter(opening_team::opening_id.eq(id))
        .execute(conn)?;
    for member in staff {
        diesel::insert_into(opening_team::table)
            .values((
                opening_team::organization_id.eq(organization),
                opening_team::opening_id.eq(id),
                opening_team::staff_id.eq(member),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// An item of the set of an opening.
#[derive(Debug, Clone)]
pub struct OpeningItem {
    /// Its position in the set, from 1. Sittings show the set in orders of their own.
    pub position: i64,
    /// Which item.
    pub item: ItemRef,
    /// The version of the key that scores it.
    pub key_version: i64,
    /// Since when it does not count in this opening, and why.
    pub voided: Option<(Moment, String)>,
}

/// Writes the item set of an opening.
pub fn insert_items(conn: &mut Conn, opening: &Opening, set: &[Drawn]) -> QueryResult<()> {
    for (place, drawn) in set.iter().enumerate() {
        diesel::insert_into(opening_items::table)
            .values((
                opening_items::organization_id.eq(&opening.organization),
                opening_items::opening_id.eq(&opening.id),
                opening_items::position.eq(place as i64 + 1),
                opening_items::item_owner.eq(&drawn.item.owner),
                opening_items::item_id.eq(&drawn.item.id),
                opening_items::item_version.eq(drawn.item.version),
                opening_items::key_version.eq(drawn.key_version),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The item set of an opening, in its order.
pub fn items(conn: &mut Conn, organization: &OrganizationId, id: &OpeningId) -> QueryResult<Vec<OpeningItem>> {
    type Row = (i64, (OrganizationId, String, i64), i64, (Option<Moment>, Option<String>));
    let rows = opening_items::table
        .filter(opening_items::organization_id.eq(organization))
        .filter(opening_items::opening_id.eq(id))
        .order(opening_items::position)
        .select((
            opening_items::position,
            (opening_items::item_owner, opening_items::item_id, opening_items::item_version),
            opening_items::key_version,
            (opening_items::voided_at, opening_items::void_reason),
        ))
        .load::<Row>(conn)?;
    Ok(rows
        .into_iter()
        .map(|(position, (owner, id, version), key_version, (voided_at, reason))| OpeningItem {
            position,
            item: ItemRef { owner, id, version },
            key_version,
            voided: voided_at.map(|at| (at, reason.unwrap_or_default())),
        })
        .collect())
}

/// Takes an item out of what counts. `false` if it was out already.
pub fn void_item(
    conn: &mut Conn,
    opening: &Opening,
    position: i64,
    (by, reason): (&StaffId, &str),
    now: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(opening_items::table.find((&opening.organization, &opening.id, position)))
        .filter(opening_items::voided_at.is_null())
        .set((
            opening_items::voided_at.eq(now),
            opening_items::voided_by.eq(by.as_ref()),
            opening_items::void_reason.eq(reason),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

type CandidateRow = (OrganizationId, CandidateId, OpeningId, String, String, String, Source, Moment);

macro_rules! candidate_columns {
    () => {
        (
            candidates::organization_id,
            candidates::id,
            candidates::opening_id,
            candidates::pseudonym,
            candidates::name,
            candidates::email,
            candidates::source,
            candidates::created_at,
        )
    };
}

fn candidate_of(row: CandidateRow) -> Candidate {
    let (organization, id, opening, pseudonym, name, email, source, created_at) = row;
    Candidate { organization, id, opening, pseudonym, name, email, source, created_at }
}

fn search_text(candidate: &Candidate) -> String {
    format!("{} {} {}", candidate.name, candidate.email, candidate.pseudonym).to_lowercase()
}

/// Adds a candidate.
pub fn insert_candidate(conn: &mut Conn, candidate: &Candidate) -> QueryResult<()> {
    diesel::insert_into(candidates::table)
        .values((
            candidates::organization_id.eq(&candidate.organization),
            candidates::id.eq(&candidate.id),
            candidates::opening_id.eq(&candidate.opening),
            candidates::pseudonym.eq(&candidate.pseudonym),
            candidates::name.eq(&candidate.name),
            candidates::email.eq(&candidate.email),
            candidates::source.eq(candidate.source),
            candidates::search.eq(search_text(candidate)),
            candidates::created_at.eq(candidate.created_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A candidate of an organization.
pub fn candidate(conn: &mut Conn, organization: &OrganizationId, id: &CandidateId) -> QueryResult<Option<Candidate>> {
    let row = candidates::table.find((organization, id)).select(candidate_columns!()).first::<CandidateRow>(conn);
    Ok(row.optional()?.map(candidate_of))
}

/// The candidate of an opening with this address, trials left out.
pub fn candidate_by_email(conn: &mut Conn, opening: &Opening, email: &str) -> QueryResult<Option<Candidate>> {
    let row = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::email.eq(email))
        .filter(candidates::source.ne(Source::Trial))
        .select(candidate_columns!())
        .first::<CandidateRow>(conn);
    Ok(row.optional()?.map(candidate_of))
}

/// The candidates of an opening by when they came, trials left out, after a given one; a page of them.
pub fn candidates(
    conn: &mut Conn,
    opening: &Opening,
    after: Option<&CandidateId>,
    limit: i64,
) -> QueryResult<Vec<Candidate>> {
    let mut query = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::source.ne(Source::Trial))
        .order(candidates::id)
        .limit(limit)
        .select(candidate_columns!())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(candidates::id.gt(after));
    }
    Ok(query.load::<CandidateRow>(conn)?.into_iter().map(candidate_of).collect())
}

type InvitationRow = (InvitationId, OpeningId, CandidateId, Moment, Option<Moment>);

macro_rules! invitation_columns {
    () => {
        (
            invitations::id,
            invitations::opening_id,
            invitations::candidate_id,
            invitations::expires_at,
            invitations::revoked_at,
        )
    };
}

fn invitation_of((id, opening, candidate, expires_at, revoked_at): InvitationRow) -> Invitation {
    Invitation { id, opening, candidate, expires_at, revoked_at }
}

/// Adds an invitation.
pub fn insert_invitation(
    conn: &mut Conn,
    organization: &OrganizationId,
    invitation: &Invitation,
    (token_hash, created_by): (&str, &str),
    now: Moment,
) -> QueryResult<()> {
    diesel::insert_into(invitations::table)
        .values((
            invitations::organization_id.eq(organization),
            invitations::id.eq(&invitation.id),
            invitations::opening_id.eq(&invitation.opening),
            invitations::candidate_id.eq(&invitation.candidate),
            invitations::token_hash.eq(token_hash),
            invitations::expires_at.eq(invitation.expires_at),
            invitations::created_by.eq(created_by),
            invitations::created_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The invitation behind an entry of the directory.
pub fn invitation_by_token(
    conn: &mut Conn,
    organization: &OrganizationId,
    id: &str,
) -> QueryResult<Option<Invitation>> {
    let row = invitations::table.find((organization, id)).select(invitation_columns!()).first::<InvitationRow>(conn);
    Ok(row.optional()?.map(invitation_of))
}

/// The newest invitation of a candidate that was not revoked.
pub fn live_invitation(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Option<Invitation>> {
    let row = invitations::table
        .filter(invitations::organization_id.eq(organization))
        .filter(invitations::candidate_id.eq(candidate))
        .filter(invitations::revoked_at.is_null())
        .order(invitations::id.desc())
        .select(invitation_columns!())
        .first::<InvitationRow>(conn);
    Ok(row.optional()?.map(invitation_of))
}

/// Revokes all invitations of a candidate.
pub fn revoke_invitations(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(invitations::table)
        .filter(invitations::organization_id.eq(organization))
        .filter(invitations::candidate_id.eq(candidate))
        .filter(invitations::revoked_at.is_null())
        .set(invitations::revoked_at.eq(now))
        .execute(conn)
}

/// A decision as it was recorded.
#[derive(Debug, Clone, Queryable)]
pub struct Recorded {
    /// What.
    pub stage: Stage,
    /// Why.
    pub reason: String,
    /// What the software showed.
    pub outcome: Option<Outcome>,
    /// By whom.
    pub decided_by: StaffId,
    /// When.
    pub decided_at: Moment,
}

/// Adds a decision. A second one of the same place is a unique violation.
pub fn insert_decision(conn: &mut Conn, candidate: &Candidate, (seq, recorded): (i64, &Recorded)) -> QueryResult<()> {
    diesel::insert_into(decisions::table)
        .values((
            decisions::organization_id.eq(&candidate.organization),
            decisions::candidate_id.eq(&candidate.id),
            decisions::seq.eq(seq),
            decisions::opening_id.eq(&candidate.opening),
            decisions::stage.eq(recorded.stage),
            decisions::reason.eq(&recorded.reason),
            decisions::outcome.eq(recorded.outcome),
            decisions::decided_by.eq(&recorded.decided_by),
            decisions::decided_at.eq(recorded.decided_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The decisions about a candidate, the first first.
pub fn decisions(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Vec<Recorded>> {
    decisions::table
        .filter(decisions::organization_id.eq(organization))
        .filter(decisions::candidate_id.eq(candidate))
        .order(decisions::seq)
        .select((decisions::stage, decisions::reason, decisions::outcome, decisions::decided_by, decisions::decided_at))
        .load(conn)
}

/// How many have come how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Funnel {
    /// Candidates.
    pub invited: i64,
    /// Of them, those who started.
    pub started: i64,
    /// Of them, those who have a score.
    pub scored: i64,
    /// Of them, those whom somebody advanced.
    pub advanced: i64,
}

/// The funnel of an opening, trials left out.
pub fn funnel(conn: &mut Conn, opening: &Opening) -> QueryResult<Funnel> {
    let people = || {
        candidates::table
            .filter(candidates::organization_id.eq(&opening.organization))
            .filter(candidates::opening_id.eq(&opening.id))
            .filter(candidates::source.ne(Source::Trial))
    };
    let has_attempt = attempts::table
        .filter(attempts::organization_id.eq(candidates::organization_id))
        .filter(attempts::candidate_id.eq(candidates::id));
    let ranked = || {
        results::table
            .filter(results::organization_id.eq(&opening.organization))
            .filter(results::opening_id.eq(&opening.id))
    };
    Ok(Funnel {
        invited: people().count().get_result(conn)?,
        started: people().filter(exists(has_attempt)).count().get_result(conn)?,
        scored: ranked().count().get_result(conn)?,
        advanced: ranked().filter(results::stage.eq(Stage::Advance)).count().get_result(conn)?,
    })
}
