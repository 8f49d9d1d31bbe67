//! What comes in by the address: typed, closed, without NUL.

use super::gate;
use crate::error::{Code, Error};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// The query of an address. Unknown and repeated names are refused.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Query<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (query, gate) = (parse(request.query_string().as_bytes()).map(Self), gate::of(request));
        Box::pin(async move {
            gate::wait(gate).await?;
            query
        })
    }
}

/// The query of an address as it came, for names that may come several times.
#[derive(Debug, Clone)]
pub struct QueryPairs(pub Vec<(String, String)>);

impl FromRequest for QueryPairs {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (query, gate) = (pairs(request.query_string().as_bytes()).map(Self), gate::of(request));
        Box::pin(async move {
            gate::wait(gate).await?;
            query
        })
    }
}

/// Reads `name=value&…`. Empty values count as left out, because that is how forms send an empty field.
///
/// # Errors
/// [`Code::Malformed`] with what cannot be read.
pub fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, Error> {
    let pairs: Vec<(String, String)> = pairs(text)?.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    from_pairs(&pairs)
}

/// The names and values of `name=value&…`.
///
/// # Errors
/// [`Code::Malformed`] for a NUL, which one of the two databases cannot keep.
pub fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(text).into_owned().collect();
    if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Error::new(Code::Malformed, "The text holds a character that cannot be stored (NUL)."));
    }
    Ok(pairs)
}

/// Names and values as a type.
///
/// # Errors
/// [`Code::Malformed`] with the field that cannot be read.
pub fn from_pairs<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, Error> {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    serde_urlencoded::from_str(&text).map_err(|error| {
        // serde's words name the field and the kind of value; neither is a secret.
        Error::new(Code::Malformed, format!("We could not read what was sent: {error}."))
    })
}
