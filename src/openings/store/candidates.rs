//! Candidates and their invitations.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{candidates, invitations};
use crate::ids::{CandidateId, InvitationId, OpeningId, OrganizationId};
use crate::openings::{Candidate, Invitation, Opening, Source};
use diesel::prelude::*;

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
