//! The words that follow decisions: a list, and one of them to write, with a preview.

use crate::auth::{Signed, may, shell};
use crate::decisions::template::{Facts, PLACES, parse};
use crate::decisions::{Words, default_words, fill, put_template, reset_template, template, templates};
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::{Locale, Texts};
use crate::openings::Stage;
use crate::people;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let edit = Access::Right("letters.edit");
    vec![
        Route::get("/letters", edit, to!(list)),
        Route::get("/letters/{stage}/{lang}", edit, to!(form)),
        Route::post("/letters/{stage}/{lang}", edit, to!(save)),
    ]
}

#[derive(Serialize)]
struct ListView {
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    stage: &'static str,
    name: &'static str,
    languages: Vec<LanguageView>,
}

#[derive(Serialize)]
struct LanguageView {
    lang: &'static str,
    name: &'static str,
    state: &'static str,
}

const fn english(locale: Locale) -> &'static str {
    match locale {
        Locale::Spanish => "Spanish",
        Locale::German => "German",
        _ => "English",
    }
}

async fn list(context: Context, signed: Signed<may::LettersEdit>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let all = context.read(move |conn| templates(conn, &organization)).await?;
    let mut rows: Vec<RowView> = Vec::new();
    for known in &all {
        if rows.last().is_none_or(|row| row.stage != known.stage.as_str()) {
            rows.push(RowView { stage: known.stage.as_str(), name: known.stage.name(), languages: Vec::new() });
        }
        let state = match (known.version, &known.words) {
            (0, Some(_)) => "the words that come with Rapport",
            (0, None) => "nothing is written",
            _ => "your own words",
        };
        let language = LanguageView { lang: known.locale.as_str(), name: english(known.locale), state };
        if let Some(row) = rows.last_mut() {
            row.languages.push(language);
        }
    }
    context.page("decisions/letters.html", &shell(&signed.actor, "Letters", "/letters"), &ListView { rows })
}

#[derive(Serialize)]
struct FormView {
    stage: Stage,
    name: &'static str,
    lang: &'static str,
    language: &'static str,
    subject: String,
    body: String,
    seen: i64,
    own: bool,
    has_default: bool,
    places: Vec<PlaceView>,
    preview: Option<PreviewView>,
    problems: Vec<FieldError>,
    saved: bool,
}

#[derive(Serialize)]
struct PlaceView {
    name: String,
    what: &'static str,
}

#[derive(Serialize)]
struct PreviewView {
    subject: String,
    paragraphs: Vec<String>,
    review: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsForm {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
    seen: i64,
    /// `preview`, `save` or `reset`.
    act: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    saved: Option<String>,
}

pub(in crate::decisions) fn which(path: &(String, String)) -> Result<(Stage, Locale)> {
    let stage = path.0.parse::<Stage>().ok().filter(|stage| *stage != Stage::Undecided);
    let locale = path.1.parse::<Locale>().ok().filter(|locale| Locale::OFFERED.contains(locale));
    stage.zip(locale).ok_or_else(|| Code::NotFound.into())
}

async fn form(
    context: Context,
    signed: Signed<may::LettersEdit>,
    path: web::Path<(String, String)>,
    done: crate::web::Query<Done>,
) -> Result<HttpResponse> {
    page(&context, &signed, which(&path)?, (None, Vec::new(), done.0.saved.is_some())).await
}

async fn page(
    context: &Context,
    signed: &Signed<may::LettersEdit>,
    (stage, locale): (Stage, Locale),
    (typed, problems, saved): (Option<WordsForm>, Vec<FieldError>, bool),
) -> Result<HttpResponse> {
    let id = signed.actor.organization().clone();
    let (organization, known) = context
        .read(move |conn| Ok::<_, Error>((people::organization(conn, &id)?, template(conn, &id, stage, locale)?)))
        .await?;
    let own = known.version > 0;
    let empty = || Words { subject: String::new(), body: String::new() };
    let words = match &typed {
        Some(typed) => Words { subject: typed.subject.clone(), body: typed.body.clone() },
        None => known.words.unwrap_or_else(empty),
    };
    let facts = Facts::example(&organization);
    let preview = parse(&words.subject, &words.body).ok().map(|words| PreviewView {
        subject: format!("{}: {}", organization.name, fill(&words.subject, &facts)),
        paragraphs: fill(&words.body, &facts).split("\n\n").map(|part| part.trim().to_owned()).collect(),
        review: Texts::of(locale).tr("decision-review", &[]),
    });
    let view = FormView {
        stage,
        name: stage.name(),
        lang: locale.as_str(),
        language: english(locale),
        subject: words.subject,
        body: words.body,
        seen: typed.map_or(known.version, |typed| typed.seen),
        own,
        has_default: default_words(stage, locale).is_some(),
        places: PLACES.iter().map(|(name, what)| PlaceView { name: format!("{{{name}}}"), what }).collect(),
        preview,
        problems,
        saved,
    };
    let shell = shell(&signed.actor, "Letter", "/letters");
    if view.problems.is_empty() {
        context.page("decisions/letter.html", &shell, &view)
    } else {
        context.page_again("decisions/letter.html", &shell, &view)
    }
}

async fn save(
    context: Context,
    signed: Signed<may::LettersEdit>,
    path: web::Path<(String, String)>,
    form: Form<WordsForm>,
) -> Result<HttpResponse> {
    let ((stage, locale), typed) = (which(&path)?, form.0);
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let (words, seen) = (typed.clone(), typed.seen);
    let done = match typed.act.as_str() {
        "preview" => parse(&typed.subject, &typed.body).map(|_| false),
        "reset" => {
            let reset = move |conn: &mut _| reset_template(conn, &organization, (stage, locale, seen), (&by, now));
            context.write(reset).await.map(|()| true)
        }
        "save" => {
            let put = move |conn: &mut _| {
                let typed = (words.subject.as_str(), words.body.as_str());
                put_template(conn, &organization, (stage, locale, seen), typed, (&by, now))
            };
            context.write(put).await.map(|()| true)
        }
        _ => Err(Code::Malformed.into()),
    };
    match done {
        Ok(true) => Ok(see_other(&format!("/letters/{stage}/{locale}?saved=yes"))),
        Ok(false) => page(&context, &signed, (stage, locale), (Some(typed), Vec::new(), false)).await,
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            page(&context, &signed, (stage, locale), (Some(typed), problems, false)).await
        }
        Err(error) => Err(error),
    }
}
