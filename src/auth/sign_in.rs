//! Signing in: unknown and known accounts look alike, from the words to the time it takes.

use super::factor;
use super::password::{self, Hasher};
use super::session::{self, Holder};
use super::throttle::{Limit, count, forgive};
use super::token::Tokens;
use super::{HalfSignedIn, store};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::config::Secrets;
use crate::db::{Conn, Db};
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::people::{self, Staff, directory};

/// What came of a right password.
pub enum SignedIn {
    /// A session.
    Whole {
        /// Its token.
        token: String,
    },
    /// A half session: the second factor is owed.
    Half {
        /// Its token.
        token: String,
    },
}

/// Who tries, from where.
#[derive(Debug, Clone)]
pub struct Try {
    /// The e-mail address, as typed.
    pub email: String,
    /// The password.
    pub password: String,
    /// The network address.
    pub address: String,
}

/// Checks a password and opens a session.
///
/// # Errors
/// [`Code::SignInRefused`] whatever is wrong; [`Code::TooMany`] after too many tries.
pub async fn sign_in(db: &Db, hasher: &Hasher, tokens: &Tokens, given: &Try, now: Moment) -> Result<SignedIn> {
    let email = given.email.trim().to_lowercase();
    count(db, &[(Limit::SIGN_IN_ADDRESS, given.address.clone()), (Limit::SIGN_IN_ACCOUNT, email.clone())], now).await?;
    let lookup = email.clone();
    let found = db.read(move |conn| find(conn, &lookup, now)).await?;
    let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
    let fits = hasher.verify(&given.password, hash.clone()).await?;
    let Some((staff, _)) = found.filter(|(staff, _)| fits && staff.disabled_at.is_none()) else {
        let lookup = email.clone();
        db.write(move |conn| note_refusal(conn, &lookup, now)).await?;
        return Err(password::refused());
    };
    if hash.as_deref().is_some_and(password::is_outdated) {
        let (fresh, staff) = (hasher.hash(&given.password).await?, staff.clone());
        db.write(move |conn| people::put_password(conn, &staff.organization, &staff.id, &fresh)).await?;
    }
    let tokens = tokens.clone();
    db.write(move |conn| {
        forgive(conn, &Limit::SIGN_IN_ACCOUNT, &email)?;
        let holder = if staff.has_second_factor { Holder::HalfStaff } else { Holder::Staff };
        let token = session::open(conn, &tokens, &staff.organization, (holder, staff.id.as_ref()), now)?;
        if staff.has_second_factor {
            return Ok(SignedIn::Half { token });
        }
        note(conn, &staff, Action::SignedIn, now)?;
        Ok::<_, Error>(SignedIn::Whole { token })
    })
    .await
}

/// Checks a code of the second factor and opens the whole session.
///
/// # Errors
/// [`Code::Invalid`] for a wrong or used code; [`Code::TooMany`] after too many tries.
pub async fn second_step(
    db: &Db,
    (tokens, secrets): (&Tokens, &Secrets),
    half: HalfSignedIn,
    code: String,
    now: Moment,
) -> Result<String> {
    count(db, &[(Limit::FACTOR, half.staff.id.to_string())], now).await?;
    let (tokens, secrets) = (tokens.clone(), secrets.clone());
    let token = db.write(move |conn| {
        let staff = &half.staff;
        if !factor::use_code(conn, &secrets, staff, &code, now)? {
            // Whoever got this far knows the password: the log must say that the code was wrong.
            note_as(conn, (&staff.organization, &staff.id), (&Who::Unknown, Action::FactorRefused), now)?;
            return Ok(None);
        }
        forgive(conn, &Limit::FACTOR, staff.id.as_ref())?;
        store::end_session(conn, &staff.organization, &half.session.id, now)?;
        note(conn, staff, Action::SignedIn, now)?;
        session::open(conn, &tokens, &staff.organization, (Holder::Staff, staff.id.as_ref()), now).map(Some)
    });
    let wrong = || Error::field("code", "This code does not fit, or was used before. Wait for the next one.");
    token.await?.ok_or_else(wrong)
}

fn find(conn: &mut Conn, email: &str, now: Moment) -> Result<Option<(Staff, Option<String>)>> {
    let Some(entry) = directory::find(conn, directory::Kind::Email, email, now)? else { return Ok(None) };
    let Some(staff) = people::staff_by_id(conn, &entry.organization, &entry.subject)? else { return Ok(None) };
    let hash = people::password_hash(conn, &staff.organization, &staff.id)?;
    Ok(Some((staff, hash)))
}

fn note_refusal(conn: &mut Conn, email: &str, now: Moment) -> Result<()> {
    match find(conn, email, now)? {
        Some((staff, _)) => {
            note_as(conn, (&staff.organization, &staff.id), (&Who::Unknown, Action::SignInRefused), now)
        }
        None => Ok(()),
    }
}

/// Notes what a staff member did about their own account.
///
/// # Errors
/// The database's.
pub fn note(conn: &mut Conn, staff: &Staff, action: Action, now: Moment) -> Result<()> {
    note_as(conn, (&staff.organization, &staff.id), (&Who::Staff(staff.id.clone()), action), now)
}

fn note_as(
    conn: &mut Conn,
    (organization, staff): (&OrganizationId, &StaffId),
    (who, action): (&Who, Action),
    now: Moment,
) -> Result<()> {
    let fact = Fact { organization, at: now, who, action, object: format!("staff:{staff}"), detail: &[] };
    audit::append(conn, &fact)
}

/// A code that a form names as wrong.
pub const SIGN_IN_FAULTS: [Code; 2] = [Code::SignInRefused, Code::TooMany];
