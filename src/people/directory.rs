//! Finds the organization of somebody who has only shown an e-mail address or a secret link. It is the one table that
//! is asked without an organization.

use crate::clock::Moment;
use crate::db::schema::directory;
use crate::db::{Conn, each};
use crate::ids::OrganizationId;
use crate::words::words;
use diesel::prelude::*;

words! {
    /// What was shown.
    Kind {
        /// The e-mail address of a staff member, in small letters.
        Email = "email",
        /// A link with which a staff member sets a password, as its hash.
        StaffLink = "staff-link",
        /// The link with which the first administrator begins, as its hash.
        FirstAdmin = "first-admin",
        /// An applicant's personal link, as its hash.
        Invitation = "invitation",
        /// An opening's public link.
        PublicLink = "public-link",
        /// The link of a judge of a standard-setting panel, as its hash.
        Judge = "judge",
    }
}

/// Whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Entry {
    /// The organization.
    pub organization: OrganizationId,
    /// What it stands for: the id of a staff member, an invitation, an opening.
    pub subject: String,
}

/// Enters something; a second entry of the same kind and text is a unique violation.
pub fn put(conn: &mut Conn, kind: Kind, lookup: &str, entry: &Entry, expires_at: Option<Moment>) -> QueryResult<()> {
    diesel::insert_into(directory::table)
        .values((
            directory::kind.eq(kind),
            directory::lookup.eq(lookup),
            directory::organization_id.eq(&entry.organization),
            directory::subject.eq(&entry.subject),
            directory::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Enters many of one kind, none of which expires.
pub fn put_all(conn: &mut Conn, kind: Kind, entries: &[(String, Entry)]) -> QueryResult<()> {
    let values: Vec<_> = entries
        .iter()
        .map(|(lookup, entry)| {
            (
                directory::kind.eq(kind),
                directory::lookup.eq(lookup),
                directory::organization_id.eq(&entry.organization),
                directory::subject.eq(&entry.subject),
            )
        })
        .collect();
    each!(conn, conn => diesel::insert_into(directory::table).values(&values).execute(conn)).map(|_| ())
}

/// Finds whose it is, unless it has expired.
pub fn find(conn: &mut Conn, kind: Kind, lookup: &str, now: Moment) -> QueryResult<Option<Entry>> {
    directory::table
        .find((kind, lookup))
        .filter(directory::expires_at.is_null().or(directory::expires_at.gt(now)))
        .select((directory::organization_id, directory::subject))
        .first(conn)
        .optional()
}

/// Takes an entry out.
pub fn remove(conn: &mut Conn, kind: Kind, lookup: &str) -> QueryResult<()> {
    diesel::delete(directory::table.find((kind, lookup))).execute(conn).map(|_| ())
}

/// Takes out what was over before a moment: nobody can use it any more.
pub fn forget_expired(conn: &mut Conn, before: Moment) -> QueryResult<usize> {
    diesel::delete(directory::table.filter(directory::expires_at.lt(before).assume_not_null())).execute(conn)
}

/// Takes out all entries of a kind that stand for a subject.
pub fn remove_subject(conn: &mut Conn, kind: Kind, entry: &Entry) -> QueryResult<()> {
    diesel::delete(directory::table)
        .filter(directory::kind.eq(kind))
        .filter(directory::organization_id.eq(&entry.organization))
        .filter(directory::subject.eq(&entry.subject))
        .execute(conn)
        .map(|_| ())
}
