//! The notice of an organization, for the programs of administrators.

use super::{BUILT_IN_VERSION, as_markdown, history, publish};
use crate::auth::{Signed, may};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::people;
use crate::web::{Access, Context, Json, Problem, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

/// The routes of this room under `/api/v1`.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("privacy.handle");
    vec![Route::get("/api/v1/notices", right, to!(list)), Route::post("/api/v1/notices", right, to!(add))]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, add))]
pub struct Api;

/// A version of the notice in a language.
#[derive(Serialize, ToSchema)]
struct VersionBody {
    /// The language.
    lang: String,
    /// Counts the versions of the language; 0 is the built-in one.
    version: i64,
    /// Markdown, with `{organization}`, `{contact}` and `{months}` in their places.
    text: String,
    /// When it was published, or the day of the built-in one.
    published_at: String,
}

/// The notice in every language: the version that stands comes first, the older ones after it, the built-in one last.
#[utoipa::path(get, path = "/api/v1/notices", tag = "privacy",
    responses((status = 200, body = Vec<VersionBody>), (status = 401, body = Problem), (status = 403, body = Problem)))]
async fn list(context: Context, signed: Signed<may::PrivacyHandle>) -> Result<HttpResponse> {
    let bodies = context
        .read(move |conn| {
            let organization = people::organization(conn, signed.actor.organization())?;
            let mut bodies = Vec::new();
            for locale in Locale::OFFERED {
                let body = |version: i64, text: String, published_at: String| VersionBody {
                    lang: locale.to_string(),
                    version,
                    text,
                    published_at,
                };
                for one in history(conn, &organization.id, locale)? {
                    bodies.push(body(one.version, one.body, Moment::rfc3339(one.published_at)));
                }
                bodies.push(body(0, as_markdown(&organization, locale), BUILT_IN_VERSION.into()));
            }
            Ok::<_, Error>(bodies)
        })
        .await?;
    Ok(json(&bodies))
}

/// A new version of the notice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNoticeBody {
    /// `en`, `es` or `de`.
    lang: String,
    /// Plain text or Markdown, up to 10,000 characters. It has to name `{contact}`.
    text: String,
    /// The newest version that its author saw; 0 for the built-in one.
    seen: i64,
}

/// The number of a version.
#[derive(Serialize, ToSchema)]
struct NumberBody {
    /// The number.
    version: i64,
}

/// Publish the notice of a language. Whoever starts from now on has to agree to it.
#[utoipa::path(post, path = "/api/v1/notices", tag = "privacy", request_body = NewNoticeBody,
    responses((status = 200, body = NumberBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(context: Context, signed: Signed<may::PrivacyHandle>, body: Json<NewNoticeBody>) -> Result<HttpResponse> {
    let known = Locale::OFFERED.into_iter().find(|locale| locale.as_str() == body.0.lang);
    let locale = known.ok_or_else(|| Error::field("lang", "Choose en, es or de."))?;
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let version =
        context.write(move |conn| publish(conn, &organization, locale, (&body.0.text, body.0.seen), &by, now)).await?;
    Ok(json(&NumberBody { version }))
}
