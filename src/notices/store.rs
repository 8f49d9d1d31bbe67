//! The tables of notices and consents.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{consents, notices};
use crate::i18n::Locale;
use crate::ids::{CandidateId, OrganizationId, StaffId};
use diesel::prelude::*;

/// A version that an organization has published.
#[derive(Debug, Clone, Queryable)]
pub struct Published {
    /// Counts the versions of a language, from 1.
    pub version: i64,
    /// Markdown, as it was written.
    pub body: String,
    /// By whom.
    pub published_by: StaffId,
    /// When.
    pub published_at: Moment,
}

/// That somebody agreed.
#[derive(Debug, Clone, Queryable)]
pub struct Consent {
    /// Counts the consents of a candidate, from 1.
    pub seq: i64,
    /// To which version.
    pub notice: String,
    /// In which language.
    pub locale: Locale,
    /// The SHA-256 of what they read.
    pub digest: String,
    /// When.
    pub agreed_at: Moment,
}

/// The versions of a language, the newest first.
pub fn history(conn: &mut Conn, organization: &OrganizationId, locale: Locale) -> QueryResult<Vec<Published>> {
    notices::table
        .filter(notices::organization_id.eq(organization))
        .filter(notices::lang.eq(locale))
        .order(notices::version.desc())
        .select((notices::version, notices::body, notices::published_by, notices::published_at))
        .load(conn)
}

/// The newest version of a language.
pub fn newest(conn: &mut Conn, organization: &OrganizationId, locale: Locale) -> QueryResult<Option<Published>> {
    notices::table
        .filter(notices::organization_id.eq(organization))
        .filter(notices::lang.eq(locale))
        .order(notices::version.desc())
        .select((notices::version, notices::body, notices::published_by, notices::published_at))
        .first(conn)
        .optional()
}

/// A version of a language.
pub fn published(
    conn: &mut Conn,
    organization: &OrganizationId,
    locale: Locale,
    version: i64,
) -> QueryResult<Option<Published>> {
    notices::table
        .find((organization, locale, version))
        .select((notices::version, notices::body, notices::published_by, notices::published_at))
        .first(conn)
        .optional()
}

/// Adds a version. A second one with the same number is a unique violation.
pub fn insert(
    conn: &mut Conn,
    organization: &OrganizationId,
    locale: Locale,
    published: &Published,
    digest: &str,
) -> QueryResult<()> {
    diesel::insert_into(notices::table)
        .values((
            notices::organization_id.eq(organization),
            notices::lang.eq(locale),
            notices::version.eq(published.version),
            notices::body.eq(&published.body),
            notices::digest.eq(digest),
            notices::published_by.eq(&published.published_by),
            notices::published_at.eq(published.published_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The last consent of a candidate.
pub fn latest_consent(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
) -> QueryResult<Option<Consent>> {
    consents::table
        .filter(consents::organization_id.eq(organization))
        .filter(consents::candidate_id.eq(candidate))
        .order(consents::seq.desc())
        .select((consents::seq, consents::notice, consents::lang, consents::digest, consents::agreed_at))
        .first(conn)
        .optional()
}

/// Adds a consent. A second one with the same number is a unique violation.
pub fn insert_consent(
    conn: &mut Conn,
    organization: &OrganizationId,
    candidate: &CandidateId,
    consent: &Consent,
) -> QueryResult<()> {
    diesel::insert_into(consents::table)
        .values((
            consents::organization_id.eq(organization),
            consents::candidate_id.eq(candidate),
            consents::seq.eq(consent.seq),
            consents::notice.eq(&consent.notice),
            consents::lang.eq(consent.locale),
            consents::digest.eq(&consent.digest),
            consents::agreed_at.eq(consent.agreed_at),
        ))
        .execute(conn)
        .map(|_| ())
}
