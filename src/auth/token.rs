//! The signed handle of a session: a JWT that says which one, and nothing else.
//!
//! The library accepts by default what must not be accepted (measured: expired a little ago, not yet valid, without
//! audience or issuer, of another type, with critical extensions, signed with an empty key). So every rule is stated
//! here, and each has a test.

use crate::clock::Moment;
use crate::config::Secrets;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, SessionId};
use chrono::Duration;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const ISSUER: &str = "rapport";
const AUDIENCE: &str = "rapport-session";
const TYPE: &str = "JWT";
const LEEWAY_SECONDS: i64 = 5;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The session.
    sub: String,
    /// The organization, under which alone the session can be found.
    org: String,
    nbf: i64,
    exp: i64,
}

/// Signs and reads tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: (String, EncodingKey),
    verifying: HashMap<String, DecodingKey>,
}

/// Which session a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handle {
    /// Of which organization.
    pub organization: OrganizationId,
    /// Which session.
    pub session: SessionId,
}

impl Tokens {
    /// With the keys of the server.
    pub fn new(secrets: &Secrets) -> Self {
        let keys = secrets.keys_for("session");
        let (kid, key) = &keys[0];
        Self {
            signing: (kid.clone(), EncodingKey::from_secret(key)),
            verifying: keys.iter().map(|(kid, key)| (kid.clone(), DecodingKey::from_secret(key))).collect(),
        }
    }

    /// Signs a handle that holds until a moment.
    ///
    /// # Errors
    /// When signing fails: a defect of ours.
    pub fn sign(&self, handle: &Handle, now: Moment, until: Moment) -> Result<String> {
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(self.signing.0.clone());
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: handle.session.to_string(),
            org: handle.organization.to_string(),
            nbf: now.seconds(),
            exp: until.seconds(),
        };
        jsonwebtoken::encode(&header, &claims, &self.signing.1).map_err(Error::internal)
    }

    /// Reads a handle.
    ///
    /// # Errors
    /// [`Code::SignInNeeded`] for whatever is not one of ours, in time.
    pub fn read(&self, token: &str, now: Moment) -> Result<Handle> {
        self.verified(token, now).ok_or_else(|| Code::SignInNeeded.into())
    }

    fn verified(&self, token: &str, now: Moment) -> Option<Handle> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(TYPE) || header.crit.is_some() {
            return None;
        }
        let key = self.verifying.get(&header.kid?)?;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &validation()).ok()?.claims;
        // The library asks the system for the time; ours is a parameter, so both ends are compared here.
        let leeway = Duration::seconds(LEEWAY_SECONDS);
        let begun = claims.nbf <= now.plus(leeway).seconds();
        let lasting = now.minus(leeway).seconds() < claims.exp;
        let handle = Handle { organization: claims.org.parse().ok()?, session: claims.sub.parse().ok()? };
        (begun && lasting).then_some(handle)
    }
}

fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["exp", "nbf", "aud", "iss", "sub"]);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use serde_json::{Value, json};

    const NOW: i64 = 1_764_000_000;

    fn at(seconds: i64) -> Moment {
        Moment::from_micros(seconds * 1_000_000).unwrap()
    }

    fn secrets(key: u8) -> Secrets {
        Secrets::from_keys(&[[key; 32]])
    }

    fn handle() -> Handle {
        Handle { organization: OrganizationId::built_in(), session: SessionId::new() }
    }

    fn claims() -> Value {
        json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": SessionId::new().to_string(),
            "org": OrganizationId::built_in().to_string(), "nbf": NOW, "exp": NOW + 100 })
    }

    /// A token of our own making, right but for one thing.
    fn forged(change_header: impl Fn(&mut Header), change_claims: impl Fn(&mut Value)) -> Option<Handle> {
        let tokens = Tokens::new(&secrets(1));
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.into());
        header.kid = Some(tokens.signing.0.clone());
        change_header(&mut header);
        let mut claims = claims();
        change_claims(&mut claims);
        let token = jsonwebtoken::encode(&header, &claims, &tokens.signing.1).unwrap();
        tokens.verified(&token, at(NOW + 1))
    }

    #[test]
    fn a_token_of_ours_is_read() {
        let (tokens, handle) = (Tokens::new(&secrets(1)), handle());
        let token = tokens.sign(&handle, at(NOW), at(NOW + 60)).unwrap();
        assert_eq!(tokens.verified(&token, at(NOW + 30)), Some(handle));
        assert!(forged(|_| (), |_| ()).is_some());
    }

    #[test]
    fn expired_even_a_little_is_refused() {
        let tokens = Tokens::new(&secrets(1));
        let token = tokens.sign(&handle(), at(NOW), at(NOW + 60)).unwrap();
        assert!(tokens.verified(&token, at(NOW + 64)).is_some());
        assert!(tokens.verified(&token, at(NOW + 66)).is_none());
    }

    #[test]
    fn not_yet_valid_is_refused() {
        assert!(forged(|_| (), |claims| claims["nbf"] = json!(NOW + 60)).is_none());
    }

    #[test]
    fn every_claim_is_required() {
        for claim in ["iss", "aud", "sub", "org", "nbf", "exp"] {
            let left_out = |claims: &mut Value| drop(claims.as_object_mut().unwrap().remove(claim));
            assert!(forged(|_| (), left_out).is_none(), "{claim}");
        }
    }

    #[test]
    fn another_issuer_or_audience_is_refused() {
        assert!(forged(|_| (), |claims| claims["iss"] = json!("other")).is_none());
        assert!(forged(|_| (), |claims| claims["aud"] = json!("other")).is_none());
    }

    #[test]
    fn another_type_is_refused() {
        assert!(forged(|header| header.typ = Some("at+jwt".into()), |_| ()).is_none());
        assert!(forged(|header| header.typ = None, |_| ()).is_none());
    }

    #[test]
    fn critical_extensions_are_refused() {
        assert!(forged(|header| header.crit = Some(vec!["b64".into()]), |_| ()).is_none());
    }

    #[test]
    fn the_key_is_found_by_its_name_or_not_at_all() {
        assert!(forged(|header| header.kid = Some("other".into()), |_| ()).is_none());
        assert!(forged(|header| header.kid = None, |_| ()).is_none());
    }

    #[test]
    fn another_algorithm_or_none_is_refused() {
        let tokens = Tokens::new(&secrets(1));
        let token = tokens.sign(&handle(), at(NOW), at(NOW + 60)).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let engine = base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let kid = &tokens.signing.0;
        for algorithm in ["none", "HS512", "RS256"] {
            let header = engine.encode(format!(r#"{{"typ":"JWT","alg":"{algorithm}","kid":"{kid}"}}"#));
            assert!(tokens.verified(&format!("{header}.{}.{}", parts[1], parts[2]), at(NOW)).is_none());
            assert!(tokens.verified(&format!("{header}.{}.", parts[1]), at(NOW)).is_none());
        }
    }

    #[test]
    fn an_empty_key_signs_nothing() {
        let tokens = Tokens::new(&secrets(1));
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(TYPE.into());
        header.kid = Some(tokens.signing.0.clone());
        let token = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&[])).unwrap();
        assert!(tokens.verified(&token, at(NOW)).is_none());
    }

    #[test]
    fn a_replaced_key_still_reads_its_tokens() {
        let old = Tokens::new(&secrets(1)).sign(&handle(), at(NOW), at(NOW + 60)).unwrap();
        let both = Tokens::new(&Secrets::from_keys(&[[2; 32], [1; 32]]));
        assert!(both.verified(&old, at(NOW)).is_some());
        assert!(Tokens::new(&secrets(2)).verified(&old, at(NOW)).is_none());
    }
}
