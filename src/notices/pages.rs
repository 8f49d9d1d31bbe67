//! Where administrators write the notice, see it as applicants do, and publish it.

use super::{LONGEST, as_markdown, check, filled, history, publish};
use crate::auth::{Signed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::html::Html;
use crate::i18n::Locale;
use crate::people::{self, Actor};
use crate::web::{Access, Context, Form, Query, Route, rendered, see_other, to};
use actix_web::HttpResponse;
use minijinja::Value;
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    let right = Access::Right("privacy.handle");
    vec![Route::get("/notice", right, to!(show)), Route::post("/notice", right, to!(save))]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    lang: Option<String>,
}

#[derive(Serialize)]
struct NoticeView {
    lang: &'static str,
    languages: Vec<LanguageView>,
    text: String,
    seen: i64,
    longest: usize,
    preview: Option<Value>,
    versions: Vec<VersionView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct LanguageView {
    tag: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct VersionView {
    version: i64,
    by: String,
    at: String,
    text: Value,
}

/// What was typed, and what is said about it.
#[derive(Default)]
struct Draft {
    text: Option<String>,
    preview: bool,
    problems: Vec<FieldError>,
}

async fn show(context: Context, signed: Signed<may::PrivacyHandle>, asked: Query<Asked>) -> Result<HttpResponse> {
    let locale = asked.0.lang.as_deref().and_then(Locale::offered).unwrap_or(Locale::English);
    page(&context, &signed.actor, locale, Draft::default()).await
}

async fn page(context: &Context, actor: &Actor, locale: Locale, draft: Draft) -> Result<HttpResponse> {
    let (who, typed) = (actor.clone(), draft.text);
    let (organization, versions, text) = context
        .read(move |conn| {
            let organization = people::organization(conn, who.organization())?;
            let versions = history(conn, who.organization(), locale)?;
            let newest = versions.first().map(|newest| newest.body.clone());
            let text = typed.or(newest).unwrap_or_else(|| as_markdown(&organization, locale));
            let mut views = Vec::new();
            for version in versions {
                let by = people::staff(conn, who.organization(), &version.published_by)?;
                views.push((version, by.map(|staff| staff.name).unwrap_or_default()));
            }
            Ok::<_, Error>((organization, views, text))
        })
        .await?;
    let read = |text: &str| rendered(&Html::from_markdown(&filled(text, &organization, &organization.contact, locale)));
    let view = NoticeView {
        lang: locale.as_str(),
        languages: Locale::OFFERED.map(|one| LanguageView { tag: one.as_str(), name: one.own_name() }).into(),
        seen: versions.first().map_or(0, |(newest, _)| newest.version),
        longest: LONGEST,
        preview: draft.preview.then(|| read(&text)),
        versions: versions
            .iter()
            .map(|(version, by)| VersionView {
                version: version.version,
                by: by.clone(),
                at: version.published_at.day_and_time(),
                text: read(&version.body),
            })
            .collect(),
        text,
        problems: draft.problems,
    };
    let shell = shell(actor, "Privacy notice", "/requests");
    if view.problems.is_empty() {
        context.page("notices/page.html", &shell, &view)
    } else {
        context.page_again("notices/page.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Act {
    Preview,
    Publish,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeForm {
    lang: Locale,
    seen: i64,
    #[serde(default)]
    text: String,
    act: Act,
}

async fn save(context: Context, signed: Signed<may::PrivacyHandle>, form: Form<NoticeForm>) -> Result<HttpResponse> {
    let NoticeForm { lang, seen, text, act } = form.0;
    if !Locale::OFFERED.contains(&lang) {
        return Err(Code::Malformed.into());
    }
    if matches!(act, Act::Preview) {
        let problems = check(&text).err().map(|error| error.field_errors().to_vec()).unwrap_or_default();
        let draft = Draft { text: Some(text), preview: problems.is_empty(), problems };
        return page(&context, &signed.actor, lang, draft).await;
    }
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let typed = text.clone();
    let published = context.write(move |conn| publish(conn, &organization, lang, (&text, seen), &by, now)).await;
    match published {
        Ok(_) => Ok(see_other(&format!("/notice?lang={lang}"))),
        Err(error) if error.code() == Code::Invalid => {
            let draft = Draft { text: Some(typed), preview: false, problems: error.field_errors().to_vec() };
            page(&context, &signed.actor, lang, draft).await
        }
        Err(error) => Err(error),
    }
}
