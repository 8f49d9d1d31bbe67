//! A form with a file in it, and a file as the whole body of a request: up to 5 MB.

use super::form::{Fields, from_our_page};
use super::{body, gate, input};
use crate::error::{Code, Error};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

/// A form from one of our pages that may carry a file. A browser that sends none is read as any other form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The fields.
    pub fields: Fields,
    /// The content of the file, if one was chosen.
    pub file: Option<Vec<u8>>,
}

impl FromRequest for Upload {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(read(request.clone(), payload.take(), gate::of(request)))
    }
}

/// The type of a body as its header says it.
fn kind_of(request: &HttpRequest) -> &str {
    request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

async fn read(request: HttpRequest, payload: Payload, gate: Option<gate::Signal>) -> Result<Upload, Error> {
    gate::wait(gate).await?;
    let kind = kind_of(&request).to_owned();
    if kind.split(';').next().map(str::trim) == Some("application/x-www-form-urlencoded") {
        let body = body::read(payload, body::LONG).await?;
        return Ok(Upload { fields: from_our_page(&request, input::pairs(&body)?)?, file: None });
    }
    let boundary = multer::parse_boundary(&kind).map_err(|_| Code::WrongType)?;
    let body = body::read(payload, body::LONG).await?;
    let (fields, file) = parts(body, boundary).await?;
    Ok(Upload { fields: from_our_page(&request, fields)?, file })
}

type Parts = (Vec<(String, String)>, Option<Vec<u8>>);

/// Takes a body apart. What has a file name is the file; the name itself is not looked at.
async fn parts(body: Vec<u8>, boundary: String) -> Result<Parts, Error> {
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut multipart = multer::Multipart::new(stream, boundary);
    let malformed = |_| Error::from(Code::Malformed);
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(part) = multipart.next_field().await.map_err(malformed)? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(malformed)?;
        if is_file {
            // A browser sends an empty one where none was chosen.
            file = file.or_else(|| Some(bytes.to_vec()).filter(|bytes| !bytes.is_empty()));
            continue;
        }
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| Code::Malformed)?;
        if name.contains('\0') || text.contains('\0') {
            return Err(Error::new(Code::Malformed, "The text holds a character that cannot be stored (NUL)."));
        }
        fields.push((name, text));
    }
    Ok((fields, file))
}

/// A CSV file as the body of a program's request, with the header `Content-Type: text/csv`.
#[derive(Debug, Clone)]
pub struct Csv(pub Vec<u8>);

impl FromRequest for Csv {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_csv = kind_of(request).split(';').next().map(str::trim) == Some("text/csv");
        let (payload, gate) = (payload.take(), gate::of(request));
        Box::pin(async move {
            gate::wait(gate).await?;
            if !is_csv {
                return Err(Error::new(Code::WrongType, "Send CSV, with the header Content-Type: text/csv."));
            }
            body::read(payload, body::LONG).await.map(Self)
        })
    }
}
