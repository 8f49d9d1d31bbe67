//! Candidates and their invitations.

use crate::clock::Moment;
use crate::db::schema::{attempts, candidates, invitations, openings};
use crate::db::{Conn, each, for_update};
use crate::i18n::Locale;
use crate::ids::{CandidateId, InvitationId, OpeningId, OrganizationId};
use crate::openings::{Candidate, Invitation, Opening, OpeningState, Source};
use diesel::dsl::{exists, not};
use diesel::prelude::*;

type CandidateRow = (OrganizationId, CandidateId, OpeningId, String, String, String, Option<Locale>, Source, Moment);

macro_rules! candidate_columns {
    () => {
        (
            candidates::organization_id,
            candidates::id,
            candidates::opening_id,
            candidates::pseudonym,
            candidates::name,
            candidates::email,
            candidates::language,
            candidates::source,
            candidates::created_at,
        )
    };
}

fn candidate_of(row: CandidateRow) -> Candidate {
    let (organization, id, opening, pseudonym, name, email, language, source, created_at) = row;
    Candidate { organization, id, opening, pseudonym, name, email, language, source, created_at }
}

fn search_text(candidate: &Candidate) -> String {
    format!("{} {} {}", candidate.name, candidate.email, candidate.pseudonym).to_lowercase()
}

/// Adds candidates.
pub fn insert_candidates(conn: &mut Conn, people: &[&Candidate]) -> QueryResult<()> {
    let values: Vec<_> = people
        .iter()
        .map(|candidate| {
            (
                candidates::organization_id.eq(&candidate.organization),
                candidates::id.eq(&candidate.id),
                candidates::opening_id.eq(&candidate.opening),
                candidates::pseudonym.eq(&candidate.pseudonym),
                candidates::name.eq(&candidate.name),
                candidates::email.eq(&candidate.email),
                candidates::language.eq(candidate.language),
                candidates::source.eq(candidate.source),
                candidates::search.eq(search_text(candidate)),
                candidates::created_at.eq(candidate.created_at),
            )
        })
        .collect();
    each!(conn, conn => diesel::insert_into(candidates::table).values(&values).execute(conn)).map(|_| ())
}

/// Which of these addresses are in which openings of an organization, trials left out.
pub fn openings_by_email(
    conn: &mut Conn,
    organization: &OrganizationId,
    emails: &[String],
) -> QueryResult<Vec<(String, OpeningId)>> {
    let mut found = Vec::new();
    // In parts, because a statement takes only so many parameters.
    for part in emails.chunks(500) {
        let rows = candidates::table
            .filter(candidates::organization_id.eq(organization))
            .filter(candidates::email.eq_any(part))
            .filter(candidates::source.ne(Source::Trial))
            .select((candidates::email, candidates::opening_id))
            .load::<(String, OpeningId)>(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// A candidate of an organization.
pub fn candidate(conn: &mut Conn, organization: &OrganizationId, id: &CandidateId) -> QueryResult<Option<Candidate>> {
    let row = candidates::table.find((organization, id)).select(candidate_columns!()).first::<CandidateRow>(conn);
    Ok(row.optional()?.map(candidate_of))
}

/// Holds a candidate until the transaction ends, so that starting and granting something cannot pass each other.
pub fn hold_candidate(conn: &mut Conn, organization: &OrganizationId, id: &CandidateId) -> QueryResult<()> {
    let row: QueryResult<Source> =
        for_update!(conn, candidates::table.find((organization, id)).select(candidates::source));
    row.map(|_| ())
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

/// The candidates of an organization with this address, those who came last first.
pub fn candidates_at(
    conn: &mut Conn,
    organization: &OrganizationId,
    email: &str,
    limit: i64,
) -> QueryResult<Vec<Candidate>> {
    let rows = candidates::table
        .filter(candidates::organization_id.eq(organization))
        .filter(candidates::email.eq(email))
        .order(candidates::created_at.desc())
        .limit(limit)
        .select(candidate_columns!())
        .load::<CandidateRow>(conn)?;
    Ok(rows.into_iter().map(candidate_of).collect())
}

/// The candidates of an opening in no particular order, trials left out, after a given one; a page of them.
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

type InvitationRow = (InvitationId, OpeningId, CandidateId, Moment, Option<Moment>, Moment, String);

macro_rules! invitation_columns {
    () => {
        (
            invitations::id,
            invitations::opening_id,
            invitations::candidate_id,
            invitations::expires_at,
            invitations::revoked_at,
            invitations::created_at,
            invitations::created_by,
        )
    };
}

fn invitation_of((id, opening, candidate, expires_at, revoked_at, created_at, by): InvitationRow) -> Invitation {
    let from_staff = by.starts_with("staff:");
    Invitation { id, opening, candidate, expires_at, revoked_at, created_at, from_staff }
}

/// Adds invitations, each with the hash of its secret. A second live one of a candidate is a unique violation.
pub fn insert_invitations(
    conn: &mut Conn,
    organization: &OrganizationId,
    new: &[(&Invitation, &str)],
    created_by: &str,
) -> QueryResult<()> {
    let values: Vec<_> = new
        .iter()
        .map(|(invitation, token_hash)| {
            (
                invitations::organization_id.eq(organization),
                invitations::id.eq(&invitation.id),
                invitations::opening_id.eq(&invitation.opening),
                invitations::candidate_id.eq(&invitation.candidate),
                invitations::token_hash.eq(*token_hash),
                invitations::expires_at.eq(invitation.expires_at),
                invitations::created_by.eq(created_by),
                invitations::created_at.eq(invitation.created_at),
            )
        })
        .collect();
    each!(conn, conn => diesel::insert_into(invitations::table).values(&values).execute(conn)).map(|_| ())
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

/// Keeps a link open until a later moment. `false` if it was taken back in the meantime.
pub fn extend_invitation(
    conn: &mut Conn,
    organization: &OrganizationId,
    link: &Invitation,
    until: Moment,
) -> QueryResult<bool> {
    let changed = diesel::update(invitations::table.find((organization, &link.id)))
        .filter(invitations::revoked_at.is_null())
        .filter(invitations::expires_at.lt(until))
        .set(invitations::expires_at.eq(until))
        .execute(conn)?;
    Ok(changed == 1)
}

/// The links that ran out between two moments and were not used: of people who had not started by them, in openings that
/// are open; over all organizations.
pub fn unused_links_ending(
    conn: &mut Conn,
    (from, until): (Moment, Moment),
) -> QueryResult<Vec<(OrganizationId, Invitation)>> {
    let is_used = attempts::table
        .filter(attempts::organization_id.eq(invitations::organization_id))
        .filter(attempts::candidate_id.eq(invitations::candidate_id))
        .filter(attempts::state.eq("started").or(attempts::started_at.ge(invitations::created_at)));
    let is_open = openings::table
        .filter(openings::organization_id.eq(invitations::organization_id))
        .filter(openings::id.eq(invitations::opening_id))
        .filter(openings::state.eq(OpeningState::Open));
    let rows = invitations::table
        .filter(invitations::expires_at.between(from, until))
        .filter(invitations::revoked_at.is_null())
        .filter(exists(is_open))
        .filter(not(exists(is_used)))
        .order((invitations::organization_id, invitations::id))
        .select((invitations::organization_id, invitation_columns!()))
        .load::<(OrganizationId, InvitationRow)>(conn)?;
    Ok(rows.into_iter().map(|(organization, row)| (organization, invitation_of(row))).collect())
}

/// Lets a running sitting of a candidate go on until then; a deadline of its own stays.
pub fn extend_sitting(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    until: Moment,
) -> QueryResult<usize> {
    diesel::update(attempts::table)
        .filter(attempts::organization_id.eq(organization))
        .filter(attempts::candidate_id.eq(candidate))
        .filter(attempts::state.eq("started"))
        .filter(attempts::open_until.lt(until))
        .set((attempts::open_until.eq(until), attempts::version.eq(attempts::version + 1)))
        .execute(conn)
}

/// Those of an opening who have not started, trials left out, those who came first first.
pub fn not_started(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<CandidateId>> {
    let has_attempt = attempts::table
        .filter(attempts::organization_id.eq(candidates::organization_id))
        .filter(attempts::candidate_id.eq(candidates::id));
    candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::source.ne(Source::Trial))
        .filter(not(exists(has_attempt)))
        .order((candidates::created_at, candidates::id))
        .select(candidates::id)
        .load(conn)
}

/// How many have come to an opening by its public link.
pub fn came_by_link(conn: &mut Conn, opening: &Opening) -> QueryResult<i64> {
    candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::source.eq(Source::PublicLink))
        .count()
        .get_result(conn)
}

/// Those of an opening with these ids, trials left out.
pub fn candidates_in(conn: &mut Conn, opening: &Opening, ids: &[CandidateId]) -> QueryResult<Vec<Candidate>> {
    let rows = candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::id.eq_any(ids))
        .filter(candidates::source.ne(Source::Trial))
        .order((candidates::name, candidates::id))
        .select(candidate_columns!())
        .load::<CandidateRow>(conn)?;
    Ok(rows.into_iter().map(candidate_of).collect())
}

/// Which of these pseudonyms somebody in an opening has.
pub fn pseudonyms_taken(conn: &mut Conn, opening: &Opening, drawn: &[String]) -> QueryResult<Vec<String>> {
    candidates::table
        .filter(candidates::organization_id.eq(&opening.organization))
        .filter(candidates::opening_id.eq(&opening.id))
        .filter(candidates::pseudonym.eq_any(drawn))
        .select(candidates::pseudonym)
        .load(conn)
}
