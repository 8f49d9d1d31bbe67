//! Which questions are asked, and what came of them: counts for administrators, never a person.

use super::{FLOOR, PREFER_NOT, Question, choose, chosen, packs, tallies};
use crate::auth::{Signed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::{Locale, Texts};
use crate::people::Actor;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/equality", Access::Right("equality.read"), to!(show)),
        Route::post("/equality", Access::Right("privacy.handle"), to!(save)),
    ]
}

#[derive(Serialize)]
struct EqualityView {
    packs: Vec<PackView>,
    pack: String,
    basis: String,
    version: i64,
    since: Option<String>,
    floor: i64,
    questions: Vec<QuestionView>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct PackView {
    id: &'static str,
    name: &'static str,
    note: &'static str,
    sources: &'static [String],
}

#[derive(Serialize)]
struct QuestionView {
    text: String,
    answered: Option<i64>,
    counts: Vec<(String, Option<i64>)>,
}

async fn show(context: Context, signed: Signed<may::EqualityRead>) -> Result<HttpResponse> {
    page(&context, &signed.actor, None, Vec::new()).await
}

/// The words of an answer, in English as all pages of staff.
fn words(question: &Question, answer: &str) -> String {
    let texts = Texts::of(Locale::English);
    let known = question.answers.iter().find(|known| known.id == answer);
    match known {
        Some(known) => texts.tr(&known.text, &[]),
        None if answer == PREFER_NOT => texts.tr("equality-prefer-not", &[]),
        None => answer.to_owned(),
    }
}

async fn page(
    context: &Context,
    actor: &Actor,
    typed: Option<(String, String)>,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let organization = actor.organization().clone();
    let (chosen, tallies) =
        context.read(move |conn| Ok::<_, Error>((chosen(conn, &organization)?, tallies(conn, &organization)?))).await?;
    let version = chosen.as_ref().map_or(0, |chosen| chosen.version);
    let since = chosen.as_ref().map(|chosen| chosen.chosen_at.day());
    let stands = chosen.map_or_else(|| ("none".to_owned(), String::new()), |chosen| (chosen.pack, chosen.basis));
    let (pack, basis) = typed.unwrap_or(stands);
    let view = EqualityView {
        packs: packs()
            .iter()
            .map(|pack| PackView { id: &pack.id, name: &pack.name, note: &pack.note, sources: &pack.sources })
            .collect(),
        pack,
        basis,
        version,
        since,
        floor: FLOOR,
        questions: tallies
            .into_iter()
            .map(|tally| QuestionView {
                text: Texts::of(Locale::English).tr(&tally.question.text, &[]),
                answered: tally.answered,
                counts: tally
                    .counts
                    .into_iter()
                    .map(|(answer, count)| (words(tally.question, &answer), count))
                    .collect(),
            })
            .collect(),
        problems,
    };
    let shell = shell(actor, "Equality questions", "/requests");
    if view.problems.is_empty() {
        context.page("fairness/page.html", &shell, &view)
    } else {
        context.page_again("fairness/page.html", &shell, &view)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceForm {
    pack: String,
    #[serde(default)]
    basis: String,
    seen: i64,
}

async fn save(context: Context, signed: Signed<may::PrivacyHandle>, form: Form<ChoiceForm>) -> Result<HttpResponse> {
    let ChoiceForm { pack, basis, seen } = form.0;
    let typed = (pack.clone(), basis.clone());
    let (organization, by, now) = (signed.actor.organization().clone(), signed.actor.staff.id.clone(), context.now);
    let done = context.write(move |conn| choose(conn, &organization, (&pack, &basis, seen), &by, now)).await;
    match done {
        Ok(()) => Ok(see_other("/equality")),
        Err(error) if error.code() == Code::Invalid => {
            page(&context, &signed.actor, Some(typed), error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}
