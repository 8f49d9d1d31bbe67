//! The second factor: codes that change every half minute (RFC 6238), each of which works once, and recovery codes.

use crate::clock::Moment;
use crate::config::{Secrets, token_hash};
use crate::db::Conn;
use crate::entropy::secret_bytes;
use crate::error::{Error, Result};
use crate::ids::base32;
use crate::people::{self, Staff};
use totp_rs::{Builder, Totp};

const PURPOSE: &str = "second factor";
/// How many recovery codes there are.
const RECOVERY_CODES: usize = 8;

/// A new secret that has not been confirmed by a code yet.
pub struct Enrolment {
    totp: Totp,
    /// What the app reads from the QR code.
    pub url: String,
    /// The same for typing.
    pub typed: String,
}

/// Begins: a fresh secret, sealed, for a form to carry, and what the app needs.
///
/// # Errors
/// A defect of ours.
pub fn begin(secrets: &Secrets, account: &str) -> Result<(String, Enrolment)> {
    let bytes = secret_bytes::<20>();
    let sealed = secrets.seal(PURPOSE, &hex(&bytes))?;
    Ok((sealed.clone(), enrolment(secrets, &sealed, account)?))
}

/// An enrolment that a form has carried back.
///
/// # Errors
/// When it was not sealed by this server.
pub fn enrolment(secrets: &Secrets, sealed: &str, account: &str) -> Result<Enrolment> {
    let totp = totp(secrets, sealed, account)?;
    let url = totp.to_url().map_err(|error| Error::internal(format!("{error:?}")))?;
    let typed = totp.secret().to_base32();
    Ok(Enrolment { totp, url, typed })
}

impl Enrolment {
    /// Whether a code is the one of the moment.
    pub fn fits(&self, code: &str, now: Moment) -> Option<i64> {
        self.totp.check(&digits(code), now.seconds().unsigned_abs()).map(|step| step as i64)
    }
}

/// The QR code as the side of its square and the path of its dark modules.
///
/// # Errors
/// A defect of ours.
pub fn qr_path(url: &str) -> Result<(usize, String)> {
    let code = qrcode::QrCode::new(url).map_err(Error::internal)?;
    let side = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == qrcode::Color::Dark {
            let (x, y) = ((place % side).to_string(), (place / side).to_string());
            path.extend(["M", &x, " ", &y, "h1v1h-1z"]);
        }
    }
    Ok((side, path))
}

/// Fresh recovery codes, and their hashes for the database.
pub fn fresh_recovery_codes() -> Vec<(String, String)> {
    let code = |_| {
        let text = base32(&secret_bytes::<10>());
        let shown = format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..16]);
        let hash = token_hash(&plain(&shown));
        (shown, hash)
    };
    (0..RECOVERY_CODES).map(code).collect()
}

/// Uses up a code of the app, or a recovery code. `false` if it is neither, or was used before.
///
/// # Errors
/// The database's.
pub fn use_code(conn: &mut Conn, secrets: &Secrets, staff: &Staff, code: &str, now: Moment) -> Result<bool> {
    let (sealed, _) = people::totp_state(conn, &staff.organization, &staff.id)?;
    let Some(sealed) = sealed else { return Ok(false) };
    let step = totp(secrets, &sealed, &staff.email)?.check(&digits(code), now.seconds().unsigned_abs());
    if let Some(step) = step {
        return Ok(people::mark_totp_step(conn, &staff.organization, &staff.id, step as i64)?);
    }
    Ok(people::use_recovery_code(conn, &staff.organization, &staff.id, &token_hash(&plain(code)), now)?)
}

fn totp(secrets: &Secrets, sealed: &str, account: &str) -> Result<Totp> {
    let bytes =
        unhex(&secrets.open(PURPOSE, sealed)?).ok_or_else(|| Error::internal("a sealed second factor is not one"))?;
    let builder =
        Builder::new().with_secret(bytes).with_issuer(Some("Rapport")).with_account_name(account.replace(':', "_"));
    builder.build().map_err(|error| Error::internal(format!("{error:?}")))
}

/// Codes are typed with spaces and dashes.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_the_standard() {
        // RFC 6238, appendix B: secret "12345678901234567890", SHA-1, T = 59 s, 94287082; the last six digits.
        let secrets = Secrets::from_keys(&[[1; 32]]);
        let sealed = secrets.seal(PURPOSE, &hex(b"12345678901234567890")).unwrap();
        let enrolment = enrolment(&secrets, &sealed, "anna@example.com").unwrap();
        let at = |seconds: i64| Moment::from_micros(seconds * 1_000_000).unwrap();
        assert_eq!(enrolment.fits("287 082", at(59)), Some(1), "the step that is used up");
        assert!(enrolment.fits("287082", at(89)).is_some(), "one step late is still good");
        assert!(enrolment.fits("287082", at(150)).is_none());
        assert!(enrolment.url.starts_with("otpauth://totp/"));
    }

    #[test]
    fn recovery_codes_differ_and_are_found_as_typed() {
        let codes = fresh_recovery_codes();
        assert_eq!(codes.len(), 8);
        let (shown, hash) = &codes[0];
        assert_eq!(&token_hash(&plain(&shown.to_uppercase().replace('-', " "))), hash);
        assert_ne!(codes[0].0, codes[1].0);
    }

    #[test]
    fn a_qr_code_has_its_three_corners() {
        let (side, path) = qr_path("otpauth://totp/Rapport:anna?secret=ABC").unwrap();
        assert!(side >= 21 && path.starts_with("M0 0h1v1h-1z"));
    }
}
