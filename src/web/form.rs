//! A form that was sent from one of our pages.

use super::{body, csrf, gate, input};
use crate::config::{Secrets, Settings};
use crate::error::{Code, Error};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// The fields of a form as they came, for forms whose fields depend on what is shown.
#[derive(Debug, Clone)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All values of a field that may come several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest for Fields {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(read(request.clone(), payload.take(), gate::of(request)))
    }
}

/// A form with fixed fields. Unknown and repeated fields are refused.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let fields = read(request.clone(), payload.take(), gate::of(request));
        Box::pin(async move {
            let given: Vec<_> = fields.await?.0.into_iter().filter(|(_, value)| !value.is_empty()).collect();
            input::from_pairs(&given).map(Self)
        })
    }
}

async fn read(request: HttpRequest, payload: Payload, gate: Option<gate::Signal>) -> Result<Fields, Error> {
    gate::wait(gate).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(Code::WrongType.into());
    }
    let body = body::read(payload, body::ORDINARY).await?;
    from_our_page(&request, input::pairs(&body)?)
}

/// The fields of a form without its token, which must be that of our own page.
pub(super) fn from_our_page(request: &HttpRequest, mut fields: Vec<(String, String)>) -> Result<Fields, Error> {
    let token = fields.iter().position(|(name, _)| name == "csrf").map(|place| fields.remove(place).1);
    let settings = data::<Settings>(request)?;
    let secrets = data::<Secrets>(request)?;
    csrf::check(request, &settings, &secrets, token.as_deref())?;
    Ok(Fields(fields))
}

/// What `app` has put into every request.
///
/// # Errors
/// When it has not: a defect of ours.
pub fn data<T: 'static>(request: &HttpRequest) -> Result<web::Data<T>, Error> {
    request
        .app_data::<web::Data<T>>()
        .cloned()
        .ok_or_else(|| Error::internal(format!("{} is not in the app", std::any::type_name::<T>())))
}
