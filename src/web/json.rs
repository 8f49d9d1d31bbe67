//! JSON in and out: closed types in, problem details (RFC 9457) for what fails.

use super::{body, gate};
use crate::error::{Code, Error, FieldError};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A JSON body. Unknown and repeated fields are refused by the types themselves.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_json = kind.split(';').next().map(str::trim) == Some("application/json");
        let (payload, gate) = (payload.take(), gate::of(request));
        Box::pin(async move {
            gate::wait(gate).await?;
            if !is_json {
                return Err(Error::new(Code::WrongType, "Send JSON, with the header Content-Type: application/json."));
            }
            let body = body::read(payload, body::ORDINARY).await?;
            // An escaped NUL would pass through JSON into a database that cannot keep it.
            if body.windows(6).any(|six| six == b"\\u0000") {
                return Err(Error::new(Code::Malformed, "The text holds a character that cannot be stored (NUL)."));
            }
            serde_json::from_slice(&body)
                .map(Self)
                .map_err(|error| Error::new(Code::Malformed, format!("The JSON cannot be read: {error}.")))
        })
    }
}

/// A body with nothing to say: `{}`.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// Answers with JSON.
pub fn json<T: Serialize>(value: &T) -> HttpResponse {
    HttpResponse::Ok().json(value)
}

/// What is wrong, as `application/problem+json`.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq, utoipa::ToSchema)]
pub struct Problem {
    /// A URN that names the kind of problem: `urn:rapport:problem:not-found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in a sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// This very case in a sentence, where more is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub detail: Option<String>,
    /// The fields that need another look.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[schema(required = false)]
    pub errors: Vec<FieldErrorOwned>,
    /// Of an `answer-conflict`: the revision that the question has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub revision: Option<i64>,
}

/// A field that needs another look.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq, utoipa::ToSchema)]
pub struct FieldErrorOwned {
    /// Its name.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Problem {
    /// A failure as a problem.
    pub fn of(error: &Error) -> Self {
        let code = error.code();
        let errors = error
            .field_errors()
            .iter()
            .map(|FieldError { field, message }| FieldErrorOwned { field: field.clone(), message: message.clone() });
        Self {
            kind: format!("urn:rapport:problem:{}", code.name()),
            title: code.sentence().to_owned(),
            status: code.status(),
            detail: Some(error.sentence().to_owned()).filter(|sentence| sentence != code.sentence()),
            errors: errors.collect(),
            revision: error.revision(),
        }
    }
}
