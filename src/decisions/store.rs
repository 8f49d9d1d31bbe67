//! The table of what organizations write after a decision.

use super::template::Words;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::letter_templates;
use crate::i18n::Locale;
use crate::ids::{OrganizationId, StaffId};
use crate::openings::Stage;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};

/// An organization's own words, with their version.
pub fn template(
    conn: &mut Conn,
    organization: &OrganizationId,
    stage: Stage,
    locale: Locale,
) -> QueryResult<Option<(String, String, i64)>> {
    letter_templates::table
        .find((organization, stage, locale))
        .select((letter_templates::subject, letter_templates::body, letter_templates::version))
        .first(conn)
        .optional()
}

/// Writes an organization's own words. `false` if somebody has written others since this version was read.
pub fn put_template(
    conn: &mut Conn,
    organization: &OrganizationId,
    (stage, locale, seen): (Stage, Locale, i64),
    words: &Words,
    (by, now): (&StaffId, Moment),
) -> QueryResult<bool> {
    let values = (
        letter_templates::subject.eq(&words.subject),
        letter_templates::body.eq(&words.body),
        letter_templates::version.eq(seen.saturating_add(1)),
        letter_templates::edited_by.eq(by),
        letter_templates::edited_at.eq(now),
    );
    if seen > 0 {
        let changed = diesel::update(letter_templates::table.find((organization, stage, locale)))
            .filter(letter_templates::version.eq(seen))
            .set(values)
            .execute(conn)?;
        return Ok(changed == 1);
    }
    let key = (
        letter_templates::organization_id.eq(organization),
        letter_templates::stage.eq(stage),
        letter_templates::lang.eq(locale),
    );
    // In a savepoint, so that losing the race to be first leaves the transaction usable.
    let inserted =
        conn.transaction(|conn| diesel::insert_into(letter_templates::table).values((key, values)).execute(conn));
    match inserted {
        Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(false),
        other => other.map(|_| true),
    }
}

/// Forgets an organization's own words. `false` if somebody has written others since this version was read.
pub fn remove_template(
    conn: &mut Conn,
    organization: &OrganizationId,
    (stage, locale, seen): (Stage, Locale, i64),
) -> QueryResult<bool> {
    let removed = diesel::delete(letter_templates::table.find((organization, stage, locale)))
        .filter(letter_templates::version.eq(seen))
        .execute(conn)?;
    Ok(removed == 1)
}
