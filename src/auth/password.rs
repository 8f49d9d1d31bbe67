//! Passwords: argon2id, bounded in how many are computed at once, and a check against what everybody guesses first.

use crate::entropy::secret_bytes;
use crate::error::{Code, Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Memory in KiB, passes, lanes: the second of OWASP's recommended settings.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Shorter ones are refused.
const SHORTEST: usize = 12;
/// Longer ones are refused rather than cut.
const LONGEST: usize = 1024;
/// Below ten to this many guesses a password is one of those that everybody tries.
const LEAST_GUESSES_LOG10: f64 = 8.0;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(3);

/// Computes hashes, a few at a time.
#[derive(Clone)]
pub struct Hasher {
    slots: Arc<Semaphore>,
    /// A hash that no password has: checked where there is no account, so that both take as long.
    dummy: Arc<str>,
}

impl Hasher {
    /// A hasher with so many hashes at once.
    ///
    /// # Errors
    /// When argon2 refuses its own parameters: a defect of ours.
    pub fn new(at_once: usize) -> Result<Self> {
        let nobody = secret_bytes::<32>();
        Ok(Self { slots: Arc::new(Semaphore::new(at_once.max(1))), dummy: compute(&nobody)?.into() })
    }

    /// Hashes a password.
    ///
    /// # Errors
    /// [`Code::Unavailable`] when too many wait already.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.as_bytes().to_vec();
        self.run(move || compute(&password)).await?
    }

    /// Whether a password belongs to a hash. Without a hash the same work is done for nothing, and the answer is no.
    ///
    /// # Errors
    /// [`Code::Unavailable`] when too many wait already.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let (password, dummy) = (password.as_bytes().to_vec(), self.dummy.clone());
        self.run(move || {
            let known = hash.is_some();
            let text = hash.unwrap_or_else(|| dummy.to_string());
            let parsed = PasswordHash::new(&text).map_err(|error| Error::internal(error.to_string()))?;
            Ok(argon()?.verify_password(&password, &parsed).is_ok() && known)
        })
        .await?
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let waiting = tokio::time::timeout(PATIENCE, self.slots.clone().acquire_owned()).await;
        let permit = waiting.map_err(Error::unavailable)?.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        done.await.map_err(Error::internal)
    }
}

fn argon() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn compute(password: &[u8]) -> Result<String> {
    let hash = argon()?.hash_password_with_salt(password, &secret_bytes::<16>());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::internal(error.to_string()))
}

/// Whether a hash was made with weaker settings than those of today.
pub fn is_outdated(hash: &str) -> bool {
    let (memory, passes, lanes) = COST;
    !hash.contains(&format!("$argon2id$v=19$m={memory},t={passes},p={lanes}$"))
}

/// Whether a new password is long enough and not one that everybody guesses first. `known` are words that an attacker
/// would try: the name, the address, the organization.
///
/// # Errors
/// [`Code::Invalid`] for the field `password`.
pub fn check_strength(password: &str, known: &[&str]) -> Result<()> {
    let length = password.chars().count();
    let wrong = |message: &str| Err(Error::field("password", message));
    if length < SHORTEST {
        return wrong("Use at least 12 characters. A few words that do not belong together are good.");
    }
    if password.len() > LONGEST {
        return wrong("Use at most 1,024 characters.");
    }
    // Guessing costs grow with length; what matters is whether the beginning is common.
    let beginning: String = password.chars().take(100).collect();
    // "Anna Meier" is guessed as anna, as meier and as annameier.
    let parts = known.iter().flat_map(|known| known.split(|c: char| !c.is_alphanumeric()));
    let whole = known.iter().map(|known| known.chars().filter(|c| c.is_alphanumeric()).collect::<String>());
    let words: Vec<String> = parts.map(str::to_owned).chain(whole).map(|word| word.to_lowercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if zxcvbn::zxcvbn(&beginning, &words).guesses_log10() < LEAST_GUESSES_LOG10 {
        return wrong("This password is among those that are guessed first. Choose another one.");
    }
    Ok(())
}

/// A refusal that tells nothing about which part was wrong.
pub fn refused() -> Error {
    Code::SignInRefused.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_account_fits_none() {
        let hasher = Hasher::new(2).unwrap();
        let hash = hasher.hash("correct horse battery staple").await.unwrap();
        assert!(!is_outdated(&hash));
        assert!(hasher.verify("correct horse battery staple", Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify("correct horse battery stable", Some(hash)).await.unwrap());
        assert!(!hasher.verify("anything", None).await.unwrap());
    }

    #[test]
    fn an_older_hash_is_renewed_at_the_next_sign_in() {
        assert!(is_outdated("$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHQ$aGFzaA"));
    }

    #[test]
    fn common_passwords_are_refused_and_long_odd_ones_are_not() {
        for weak in ["short", "password1234", "aaaaaaaaaaaa", "123456789012", "qwertyuiop12"] {
            assert!(check_strength(weak, &[]).is_err(), "{weak}");
        }
        assert!(check_strength("AnnaMeier2026", &["Anna Meier", "anna@example.com"]).is_err());
        assert!(check_strength("violet kettle on the ninth bus", &[]).is_ok());
        assert!(check_strength(&"ä".repeat(600), &[]).is_err());
    }
}
