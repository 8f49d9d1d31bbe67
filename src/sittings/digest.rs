//! The digest of a receipt: what an applicant can hold against the stored answers later. `docs/privacy.md` says how
//! to compute it from the download; a test does.

use super::machine::Sitting;
use super::{Attempt, store};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::openings::{self, OpeningItem};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The first line of the canonical form; another form would have another.
const FORM: &str = "rapport answers 1";

/// The answers that count of a sitting that was handed in, in a form that is the same byte for byte whenever it is
/// written: a line each, in the order of the opening's set. `None` for a sitting without a receipt.
///
/// # Errors
/// When an answer cannot be written as JSON: a defect of ours.
pub fn canonical(attempt: &Attempt, sitting: &Sitting, set: &[OpeningItem]) -> Result<Option<String>> {
    let (Some(receipt), Some(submitted_at)) = (&attempt.receipt, attempt.submitted_at) else { return Ok(None) };
    let mut text = format!("{FORM}\nreceipt {receipt}\nhanded in {}\n", submitted_at.rfc3339());
    for item in set {
        let slot = sitting.slot(item.position);
        let given = slot.and_then(|slot| slot.response.as_ref().zip(slot.answered_at));
        let Some((answer, at)) = given else { continue };
        let (position, id, version) = (item.position, &item.item.id, item.item.version);
        let answer = serde_json::to_string(answer).map_err(Error::internal)?;
        writeln!(text, "{position} {id} {version} {} {answer}", at.rfc3339()).map_err(Error::internal)?;
    }
    Ok(Some(text))
}

/// The SHA-256 of the canonical form, in hexadecimal digits; `None` for a sitting without a receipt.
///
/// # Errors
/// The database's.
pub fn digest_of(conn: &mut Conn, attempt: &Attempt) -> Result<Option<String>> {
    let set = openings::items(conn, &attempt.organization, &attempt.opening)?;
    let sitting = store::sitting(conn, attempt, set.len(), None)?;
    Ok(canonical(attempt, &sitting, &set)?.map(|text| sha256(&text)))
}

/// The SHA-256 of a text, in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
