//! One item of a bank on this machine only, as the applicant sees it, and with its key for the author.
//!
//! The files are read again for every page, so an author writes in one window and looks at the other.

use crate::bank::{Files, Item, Library, Presented};
use crate::error::{Code, Error, Result};
use crate::i18n::Locale;
use crate::scoring::Letter;
use crate::sittings::choice::Places;
use crate::sittings::pages::QuestionView;
use crate::web::{Shell, Views, asset, rendered, secure};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, HttpResponse, HttpServer, web};
use minijinja::Value;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// What is previewed.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The bank.
    pub files: Files,
    /// The item's id.
    pub id: String,
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

#[derive(Serialize)]
struct ItemView {
    id: String,
    version: i64,
    status: &'static str,
    langs: Vec<String>,
    question: QuestionView,
    key: Option<Vec<KeyRow>>,
}

#[derive(Serialize)]
struct KeyRow {
    text: Value,
    effectiveness: f64,
    reader: Option<f64>,
    why: String,
}

impl Preview {
    /// The item, as its file is now.
    ///
    /// # Errors
    /// When the bank cannot be read, has no such item, or its file is refused.
    pub fn item(&self) -> Result<Item> {
        let library = Library::read(&self.files)?;
        let found = library.items.into_iter().find(|item| item.id == self.id);
        found.ok_or_else(|| {
            let sentence = format!(
                "{} has no item `{}` that is in order. `rapport bank check` says more.",
                self.files.name(),
                self.id
            );
            Error::new(Code::NotFound, sentence)
        })
    }

    fn view(&self, lang: Option<&str>, with_key: bool) -> Result<ItemView> {
        let item = self.item()?;
        let shown = item.texts.iter().find(|text| Some(text.lang.as_str()) == lang).unwrap_or_else(|| item.presented());
        let order: Vec<Letter> = (0..shown.options.len()).filter_map(Letter::at).collect();
        Ok(ItemView {
            question: QuestionView::of(shown, &order, &Places::of(None, &order), (1, 1), "/".into()),
            key: with_key.then(|| key_rows(&item, shown)),
            langs: item.texts.iter().map(|text| text.lang.clone()).collect(),
            status: item.status.as_str(),
            version: item.version,
            id: item.id,
        })
    }
}

fn key_rows(item: &Item, shown: &Presented) -> Vec<KeyRow> {
    let rows = item.key.options.iter().zip(&shown.options).enumerate();
    rows.map(|(place, (key, option))| KeyRow {
        text: rendered(&option.text),
        effectiveness: key.effectiveness,
        reader: item.review.as_ref().and_then(|review| review.ratings.get(place).copied()),
        why: key.why.clone(),
    })
    .collect()
}

/// Serves it until the process is stopped. `ready` hears the address.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve_preview(preview: Preview, listen: SocketAddr, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    if !listen.ip().is_loopback() {
        let sentence = format!("{listen} can be reached from elsewhere, and the preview shows a key. Use 127.0.0.1.");
        return Err(Error::new(Code::Invalid, sentence));
    }
    let views = web::Data::new(Views::new()?);
    let preview = web::Data::new(preview);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(views.clone())
            .app_data(preview.clone())
            .route("/", web::get().to(as_applicant))
            .route("/key", web::get().to(as_author))
            .route("/assets/{name}", web::get().to(asset))
            .wrap(from_fn(secure))
            // A page elsewhere may give its own name this address; no name but ours gets an answer.
            .wrap(from_fn(only_by_our_name))
    });
    let server = server.workers(1).bind(listen);
    let server =
        server.map_err(|problem| Error::new(Code::Invalid, format!("Cannot listen on {listen}: {problem}.")))?;
    if let Some(address) = server.addrs().first() {
        ready(*address);
    }
    server.run().await.map_err(Error::internal)
}

async fn only_by_our_name(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let host = request.headers().get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if ["127.0.0.1", "localhost", "[::1]"].contains(&name) {
        next.call(request).await.map(ServiceResponse::map_into_boxed_body)
    } else {
        Err(Error::from(Code::NotFound).into())
    }
}

async fn as_applicant(
    preview: web::Data<Preview>,
    views: web::Data<Views>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    page(&preview, &views, &asked, false)
}

async fn as_author(
    preview: web::Data<Preview>,
    views: web::Data<Views>,
    asked: web::Query<Asked>,
) -> Result<HttpResponse> {
    page(&preview, &views, &asked, true)
}

fn page(preview: &Preview, views: &Views, asked: &Asked, with_key: bool) -> Result<HttpResponse> {
    let view = preview.view(asked.lang.as_deref(), with_key)?;
    let shell = Shell { title: view.id.clone(), organization: "Preview".into(), ..Shell::default() };
    let html = views.render(Locale::English, "sittings/preview.html", &shell, "", &view)?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html))
}
