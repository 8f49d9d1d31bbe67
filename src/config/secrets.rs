//! The server's keys: what signs sessions and forms, and what seals secrets in the database.
//!
//! The file holds one key a line, base64, at least 32 bytes each. The first signs and seals; the others still verify
//! and open, so that a key can be replaced without signing anybody out. Processes that share a database share the file.

use super::Settings;
use crate::entropy::secret_bytes;
use crate::error::{Code, Error, Result};
use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Below this a key could be guessed.
const LEAST_BYTES: usize = 32;

/// One master key with its name.
#[derive(Clone)]
struct Master {
    kid: String,
    bytes: Vec<u8>,
}

impl Master {
    fn new(bytes: Vec<u8>) -> Self {
        Self { kid: URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..6]), bytes }
    }
}

/// The server's keys.
#[derive(Clone)]
pub struct Secrets(Arc<[Master]>);

impl Secrets {
    /// Reads the key file, or makes it where nobody named one.
    ///
    /// # Errors
    /// When it is missing, unreadable, or a key in it is too short.
    pub fn load(settings: &Settings) -> Result<Self> {
        let path = &settings.secret_file;
        if !path.exists() && settings.secret_may_be_made {
            make_file(path).map_err(|error| unusable(path, &error.to_string()))?;
        }
        let text = std::fs::read_to_string(path).map_err(|error| unusable(path, &error.to_string()))?;
        Self::parse(&text).map_err(|problem| unusable(path, &problem))
    }

    /// From keys that are at hand: for tests and simulations.
    pub fn from_keys(keys: &[[u8; LEAST_BYTES]]) -> Self {
        Self(keys.iter().map(|key| Master::new(key.to_vec())).collect())
    }

    fn parse(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let masters = lines.map(|line| {
            let bytes = STANDARD.decode(line).map_err(|error| format!("a line is not base64: {error}"))?;
            if bytes.len() < LEAST_BYTES {
                return Err(format!("a key has {} bytes, and {LEAST_BYTES} is the least", bytes.len()));
            }
            Ok(Master::new(bytes))
        });
        let masters: Vec<Master> = masters.collect::<Result<_, _>>()?;
        if masters.is_empty() { Err("it holds no key".into()) } else { Ok(Self(masters.into())) }
    }

    /// Keys of 32 bytes for one purpose by their names; the first is the one to use.
    pub fn keys_for(&self, purpose: &'static str) -> Vec<(String, [u8; 32])> {
        self.0.iter().map(|master| (master.kid.clone(), derive(&master.bytes, purpose))).collect()
    }

    /// Seals a text so that only this server can read it, and only for the same purpose.
    ///
    /// # Errors
    /// When the cipher fails: a defect of ours.
    pub fn seal(&self, purpose: &'static str, text: &str) -> Result<String> {
        let (kid, key) = self.keys_for(purpose).swap_remove(0);
        let cipher = RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(Error::internal)?;
        let mut data = text.as_bytes().to_vec();
        let nonce = cipher.seal_in_place_append_tag(Aad::from(purpose), &mut data).map_err(Error::internal)?;
        let sealed = [nonce.as_ref().as_slice(), &data].concat();
        Ok(format!("{kid}.{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Opens what [`Secrets::seal`] closed.
    ///
    /// # Errors
    /// When it was sealed by another key or for another purpose, or was altered.
    pub fn open(&self, purpose: &'static str, sealed: &str) -> Result<String> {
        let altered =
            || Error::internal(format!("a sealed value ({purpose}) cannot be opened with the keys of this server"));
        let (kid, data) = sealed.split_once('.').ok_or_else(altered)?;
        let (_, key) = self.keys_for(purpose).into_iter().find(|(name, _)| name == kid).ok_or_else(altered)?;
        let data = URL_SAFE_NO_PAD.decode(data).map_err(|_| altered())?;
        let (nonce, rest) = data.split_at_checked(12).ok_or_else(altered)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| altered())?;
        let cipher = RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(Error::internal)?;
        let mut rest = rest.to_vec();
        let plain = cipher.open_in_place(nonce, Aad::from(purpose), &mut rest).map_err(|_| altered())?;
        String::from_utf8(plain.to_vec()).map_err(|_| altered())
    }

    /// A keyed digest of a text, for one purpose.
    pub fn sign(&self, purpose: &'static str, text: &str) -> String {
        let (_, key) = self.keys_for(purpose).swap_remove(0);
        URL_SAFE_NO_PAD.encode(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), text.as_bytes()))
    }

    /// Whether a keyed digest is that of the text, by any of the keys; in constant time.
    pub fn verify(&self, purpose: &'static str, text: &str, signature: &str) -> bool {
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        self.keys_for(purpose)
            .iter()
            .any(|(_, key)| hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes(), &signature).is_ok())
    }
}

/// A secret link as it is stored: its SHA-256. The token has 256 bits of its own, so no salt is needed.
pub fn token_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

struct KeyLength;
impl hkdf::KeyType for KeyLength {
    fn len(&self) -> usize {
        32
    }
}

#[expect(clippy::expect_used, reason = "32 bytes are always within what HKDF can give")]
fn derive(master: &[u8], purpose: &'static str) -> [u8; 32] {
    let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, b"rapport").extract(master);
    let mut key = [0; 32];
    prk.expand(&[purpose.as_bytes()], KeyLength).and_then(|okm| okm.fill(&mut key)).expect("a key of 32 bytes");
    key
}

fn make_file(path: &Path) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let key = STANDARD.encode(secret_bytes::<48>());
    writeln!(options.open(path)?, "# The keys of this Rapport server. Keep them secret, and back them up.\n{key}")
}

fn unusable(path: &Path, problem: &str) -> Error {
    let cure = "Make one with `openssl rand -base64 48`.";
    Error::new(Code::Invalid, format!("The key file {} cannot be used: {problem}. {cure}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(keys: &[u8]) -> Secrets {
        Secrets::from_keys(&keys.iter().map(|key| [*key; 32]).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_only() {
        let secrets = secrets(&[1]);
        let sealed = secrets.seal("mail", "hello").unwrap();
        assert!(!sealed.contains("hello"));
        assert_eq!(secrets.open("mail", &sealed).unwrap(), "hello");
        assert!(secrets.open("totp", &sealed).is_err());
        let altered = format!("{}A", &sealed[..sealed.len() - 1]);
        assert!(altered == sealed || secrets.open("mail", &altered).is_err());
    }

    #[test]
    fn a_replaced_key_still_opens_and_verifies() {
        let sealed = secrets(&[1]).seal("mail", "hello").unwrap();
        let signed = secrets(&[1]).sign("form", "x");
        assert_eq!(secrets(&[2, 1]).open("mail", &sealed).unwrap(), "hello");
        assert!(secrets(&[2, 1]).verify("form", "x", &signed));
        assert!(secrets(&[2]).open("mail", &sealed).is_err());
        assert!(!secrets(&[2]).verify("form", "x", &signed));
        assert!(!secrets(&[1]).verify("form", "y", &signed));
    }

    #[test]
    fn short_keys_are_refused() {
        assert!(Secrets::parse("").is_err());
        assert!(Secrets::parse(&STANDARD.encode([0; 31])).is_err());
        assert!(Secrets::parse("not base64!").is_err());
    }
}
