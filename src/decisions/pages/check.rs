//! Before a decision about one person or several: who they are, one reason, and the word to them as it would go out.

use crate::audit::{self, Action, Fact, Who};
use crate::auth::{Allowed, may, shell};
use crate::db::Conn;
use crate::decisions::template::{Facts, fill, template};
use crate::decisions::{Chosen, MOST, Outline, decide_all, outline};
use crate::error::{Code, Error, FieldError, Result};
use crate::i18n::Texts;
use crate::ids::{CandidateId, StaffId};
use crate::openings::{self, Names, Opening, Stage, TIME_TO_TAKE_BACK};
use crate::people::{self, quiet};
use crate::results::{self, RankingQuery, Sort};
use crate::scores;
use crate::scoring::Outcome;
use crate::web::{Access, Context, Fields, QueryPairs, Route, from_pairs, see_other, to};
use actix_web::HttpResponse;
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    let decide = Access::Right("candidates.decide");
    vec![
        Route::get("/openings/{opening}/decisions/new", decide, to!(check)),
        Route::post("/openings/{opening}/decisions", decide, to!(record)),
    ]
}

#[derive(Serialize)]
struct CheckView {
    opening: String,
    opening_id: String,
    stage: Stage,
    /// `advance`, `put on hold`, `reject`: with the number before and after it.
    verb: &'static str,
    people: Vec<PersonView>,
    departing: usize,
    again: usize,
    reason: String,
    letter: Option<LetterView>,
    tell: bool,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct PersonView {
    /// Who, and how many decisions about them are known: what the form sends back.
    value: String,
    id: String,
    name: String,
    outcome: Outcome,
    stage: &'static str,
}

/// The mail to the first of them, as it would go out; with the pseudonym alone where the name is hidden.
#[derive(Serialize)]
struct LetterView {
    to: String,
    subject: String,
    paragraphs: Vec<String>,
    review: String,
    leaves: String,
    lang: String,
}

const fn verb(stage: Stage) -> &'static str {
    match stage {
        Stage::Advance => "Advance",
        Stage::Hold => "Put on hold",
        Stage::Reject | Stage::Undecided => "Reject",
    }
}

/// What is asked for: these people, or everybody whom a filter of the ranking shows.
enum Asked {
    People(Vec<CandidateId>),
    Filter(Box<RankingQuery>),
}

fn asked(pairs: Vec<(String, String)>) -> Result<(Stage, Asked)> {
    let (mut stage, mut ids, mut rest, mut all) = (None, Vec::new(), Vec::new(), false);
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            "stage_wanted" => stage = Some(stage_of(&value)?),
            "everybody" => all = true,
            "candidate" => {
                let id = value.parse::<CandidateId>().map_err(|_| Error::from(Code::NotFound))?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            _ => rest.push((name, value)),
        }
    }
    let stage = stage.ok_or(Code::Malformed)?;
    let filter: RankingQuery = from_pairs(&rest)?;
    Ok((stage, if all { Asked::Filter(Box::new(filter)) } else { Asked::People(ids) }))
}

fn stage_of(text: &str) -> Result<Stage> {
    let stage = text.parse::<Stage>().ok().filter(|stage| *stage != Stage::Undecided);
    stage.ok_or_else(|| Error::new(Code::Malformed, "Choose advance, hold or reject."))
}

async fn check(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    query: QueryPairs,
) -> Result<HttpResponse> {
    let (stage, asked) = asked(query.0)?;
    let (opening, by) = (allowed.thing.clone(), allowed.actor.staff.id.clone());
    let ids = context.read(move |conn| people_asked_for(conn, &opening, asked, &by)).await;
    let form = Form { stage, reason: String::new(), tell: false };
    match ids {
        Ok(ids) => render(&context, &allowed, &ids, form, Vec::new()).await,
        Err(error) if error.code() == Code::Invalid => {
            render(&context, &allowed, &[], form, error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}

fn people_asked_for(conn: &mut Conn, opening: &Opening, asked: Asked, by: &StaffId) -> Result<Vec<CandidateId>> {
    let names = Names::of(conn, opening, by)?;
    match asked {
        Asked::People(ids) => outline(conn, opening, &ids, &names).map(|_| ids),
        Asked::Filter(query) => {
            let usual = openings::usual_language(conn, opening)?;
            let round = scores::band_round(conn, opening)?;
            let asked = results::Asked { sort: Sort::Total, ..query.asked(names, usual)? };
            let (people, more) = results::rank_in(conn, opening, &round, &asked, None, MOST)?;
            if more.is_some() {
                let sentence = format!("The filter shows more than {MOST} people. Narrow it, or decide in parts.");
                return Err(Error::field("candidate", sentence));
            }
            if people.is_empty() {
                return Err(Error::field("candidate", "The filter shows nobody."));
            }
            Ok(people.into_iter().map(|person| person.row.candidate).collect())
        }
    }
}

/// What was typed.
struct Form {
    stage: Stage,
    reason: String,
    tell: bool,
}

async fn render(
    context: &Context,
    allowed: &Allowed<may::CandidatesDecide, Opening>,
    ids: &[CandidateId],
    form: Form,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let (opening, ids, now, stage) = (allowed.thing.clone(), ids.to_vec(), context.now, form.stage);
    let by = allowed.actor.staff.id.clone();
    let (people, letter) = context
        .write(move |conn| {
            // The page shows outcomes, so it is a look at the ranking.
            let fact = Fact {
                organization: &opening.organization,
                at: now,
                who: &Who::Staff(by.clone()),
                action: Action::RankingSeen,
                object: format!("opening:{}", opening.id),
                detail: &[("people", ids.len().to_string())],
            };
            audit::append(conn, &fact)?;
            let names = Names::of(conn, &opening, &by)?;
            let people = if ids.is_empty() { Vec::new() } else { outline(conn, &opening, &ids, &names)? };
            let letter = match people.first() {
                Some(first) => letter(conn, &opening, (stage, first), now)?,
                None => None,
            };
            Ok::<_, Error>((people, letter))
        })
        .await?;
    let departs = |person: &&Outline| {
        matches!((stage, person.outcome), (Stage::Advance, Outcome::Below) | (Stage::Reject, Outcome::Meets))
    };
    let view = CheckView {
        opening: allowed.thing.title.clone(),
        opening_id: allowed.thing.id.to_string(),
        stage,
        verb: verb(stage),
        departing: people.iter().filter(departs).count(),
        again: people.iter().filter(|person| person.stage != Stage::Undecided).count(),
        people: people.into_iter().map(person_view).collect(),
        reason: form.reason,
        tell: form.tell,
        letter,
        problems,
    };
    let shell = shell(&allowed.actor, "Decide", "/openings");
    if view.problems.is_empty() {
        context.page("decisions/check.html", &shell, &view)
    } else {
        context.page_again("decisions/check.html", &shell, &view)
    }
}

fn person_view(person: Outline) -> PersonView {
    PersonView {
        value: format!("{}.{}", person.candidate.id, person.seen),
        id: person.candidate.id.to_string(),
        name: person.candidate.name,
        outcome: person.outcome,
        stage: person.stage.name(),
    }
}

fn letter(
    conn: &mut Conn,
    opening: &Opening,
    (stage, first): (Stage, &Outline),
    now: crate::clock::Moment,
) -> Result<Option<LetterView>> {
    let organization = people::organization(conn, &opening.organization)?;
    let locale = openings::locale_of(conn, opening, &first.candidate)?;
    let Some(words) = template(conn, &opening.organization, stage, locale)?.words else { return Ok(None) };
    let facts = Facts::of(&organization, opening, &first.candidate);
    let leaves = quiet::by_day(&organization, now.plus(TIME_TO_TAKE_BACK));
    Ok(Some(LetterView {
        to: match first.candidate.email.as_str() {
            "" => first.candidate.name.clone(),
            address => format!("{} <{address}>", first.candidate.name),
        },
        subject: format!("{}: {}", organization.name, fill(&words.subject, &facts)),
        paragraphs: fill(&words.body, &facts).split("\n\n").map(|part| part.trim().to_owned()).collect(),
        review: Texts::of(locale).tr("decision-review", &[]),
        leaves: leaves.day_and_time(),
        lang: locale.to_string(),
    }))
}

fn chosen(text: &str) -> Result<Chosen> {
    let parts = text.split_once('.').and_then(|(id, seen)| Some((id.parse().ok()?, seen.parse().ok()?)));
    let (candidate, seen) = parts.ok_or(Code::Malformed)?;
    Ok(Chosen { candidate, seen })
}

async fn record(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    fields: Fields,
) -> Result<HttpResponse> {
    let people = fields.all("person").map(chosen).collect::<Result<Vec<_>>>()?;
    let form = Form {
        stage: stage_of(fields.get("stage").unwrap_or_default())?,
        reason: fields.get("reason").unwrap_or_default().to_owned(),
        tell: fields.get("tell").is_some(),
    };
    let ids: Vec<CandidateId> = people.iter().map(|person| person.candidate.clone()).collect();
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let (stage, reason, tell) = (form.stage, form.reason.clone(), form.tell);
    let recorded =
        context.write(move |conn| decide_all(conn, &opening, &people, (stage, &reason), tell, (&by, now))).await;
    match recorded {
        Ok(act) => Ok(see_other(&format!("/openings/{}/decisions/{act}", allowed.thing.id))),
        Err(error) if error.code() == Code::Invalid => {
            render(&context, &allowed, &ids, form, error.field_errors().to_vec()).await
        }
        Err(error) if error.code() == Code::Conflict => {
            let problem = FieldError { field: "reason".into(), message: error.sentence().to_owned() };
            render(&context, &allowed, &ids, form, vec![problem]).await
        }
        Err(error) => Err(error),
    }
}
