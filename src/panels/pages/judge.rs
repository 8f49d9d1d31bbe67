//! What a judge sees behind their link: an item to practise on, then one question after the other, twice.

use crate::bank;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::{self, Opening};
use crate::panels::{self, Judge, Panel, Rating};
use crate::people;
use crate::web::{Context, Form, Query, Shell, rendered, see_other};
use actix_web::{HttpResponse, web};
use minijinja::Value;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct JudgeView {
    token: String,
    name: String,
    opening: String,
    target: String,
    step: &'static str,
    round: i64,
    number: usize,
    position: i64,
    done: usize,
    of: usize,
    item: Option<ItemView>,
    /// What they say, or said.
    points: String,
    /// What they said in the first round.
    before: Option<i64>,
    /// What the others said in the first round, ascending.
    others: Vec<i64>,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct ItemView {
    title: String,
    setting: String,
    lang: String,
    scenario: Value,
    ask: Value,
    brief: Option<(String, Value)>,
    /// Each reply, with what the key says of it where that may be known.
    options: Vec<(Value, Option<f64>)>,
    explanation: Option<Value>,
}

fn item_view(shown: &bank::Presented, key: Option<&bank::ItemKey>) -> ItemView {
    let key_of = |letter: crate::scoring::Letter| {
        key.and_then(|key| key.options.get(letter.place())).map(|option| option.effectiveness)
    };
    ItemView {
        title: shown.title.clone(),
        setting: shown.setting.clone(),
        lang: shown.lang.clone(),
        scenario: rendered(&shown.scenario),
        ask: rendered(&shown.ask),
        brief: shown.brief.as_ref().map(|brief| (brief.title.clone(), rendered(&brief.text))),
        options: shown.options.iter().map(|option| (rendered(&option.text), key_of(option.letter))).collect(),
        explanation: shown.explanation.as_ref().map(rendered),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Asked {
    question: Option<usize>,
}

pub(super) async fn page(context: Context, token: web::Path<String>, query: Query<Asked>) -> Result<HttpResponse> {
    show(&context, &token, query.0.question, Vec::new()).await
}

async fn show(
    context: &Context,
    token: &str,
    question: Option<usize>,
    problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let (now, for_read) = (context.now, token.to_owned());
    let (organization, mut view) = context
        .read(move |conn| {
            let (opening, panel, judge) = panels::by_token(conn, &for_read, now)?;
            let organization = people::organization(conn, &opening.organization)?.name;
            Ok::<_, Error>((organization, load(conn, (&opening, &panel, &judge), &for_read, question)?))
        })
        .await?;
    view.problems = problems;
    let title = match view.step {
        "question" => format!("Question {} of {}", view.number, view.of),
        _ => "Your judgement".to_owned(),
    };
    let shell = Shell { title, organization, ..Shell::default() };
    if view.problems.is_empty() {
        context.page("panels/judge.html", &shell, &view)
    } else {
        context.page_again("panels/judge.html", &shell, &view)
    }
}

fn load(
    conn: &mut Conn,
    (opening, panel, judge): (&Opening, &Panel, &Judge),
    token: &str,
    question: Option<usize>,
) -> Result<JudgeView> {
    let blueprint = openings::assessment_of(conn, opening)?.blueprint;
    let set = openings::items(conn, &opening.organization, &opening.id)?;
    let set: Vec<_> = set.into_iter().filter(|item| item.voided.is_none()).collect();
    let ratings = panels::ratings(conn, panel)?;
    let round = panels::round_of(panel.state).unwrap_or(2);
    let own = |round: i64, position: i64| {
        let mine = |rating: &&Rating| rating.judge == judge.id && rating.round == round && rating.position == position;
        ratings.iter().find(mine).map(|rating| rating.points)
    };
    let open = set.iter().position(|item| own(round, item.position).is_none());
    let place = question.and_then(|number| number.checked_sub(1)).filter(|place| *place < set.len()).or(open);
    let (step, place) = match (panels::round_of(panel.state), judge.trained_at, place) {
        (None, ..) => ("over", None),
        (_, None, _) => ("training", None),
        (.., None) => ("waiting", None),
        (.., place) => ("question", place),
    };
    let mut view = JudgeView {
        token: token.to_owned(),
        name: judge.name.clone(),
        opening: opening.title.clone(),
        target: panel.target.clone(),
        step,
        round,
        number: place.map_or(0, |place| place + 1),
        position: 0,
        done: set.iter().filter(|item| own(round, item.position).is_some()).count(),
        of: set.len(),
        item: None,
        points: String::new(),
        before: None,
        others: Vec::new(),
        problems: Vec::new(),
    };
    if step == "training" {
        let practice = bank::practice_items(conn, &opening.assessment.owner, &blueprint.practice, &blueprint.lang)?;
        view.item = practice.first().map(|shown| item_view(shown, None));
    }
    if let Some(item) = place.and_then(|place| set.get(place)) {
        // The key is shown in the second round only: first they judge the job, then they learn how it is scored.
        let key = if round == 2 { Some(bank::key_of(conn, &item.item, item.key_version)?) } else { None };
        view.item = Some(item_view(&bank::presented(conn, &item.item, &blueprint.lang)?, key.as_ref()));
        view.position = item.position;
        view.before = (round == 2).then(|| own(1, item.position)).flatten();
        view.points = own(round, item.position).or(view.before).map(|points| points.to_string()).unwrap_or_default();
        if round == 2 {
            let others = ratings
                .iter()
                .filter(|rating| rating.round == 1 && rating.position == item.position && rating.judge != judge.id);
            view.others = others.map(|rating| rating.points).collect();
            view.others.sort_unstable();
        }
    }
    Ok(view)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Judged {
    act: String,
    round: Option<i64>,
    position: Option<i64>,
    number: Option<usize>,
    points: Option<String>,
}

pub(super) async fn rate(context: Context, token: web::Path<String>, form: Form<Judged>) -> Result<HttpResponse> {
    let (secret, now, form) = (token.into_inner(), context.now, form.0);
    let (for_write, number) = (secret.clone(), form.number);
    // What is no number is off the scale too, and is refused with the sentence that says what to enter.
    let points = form.points.and_then(|text| text.trim().parse().ok()).unwrap_or(-1);
    let (round, position) = (form.round.unwrap_or(0), form.position.unwrap_or(0));
    let trains = form.act == "trained";
    let done = context
        .write(move |conn| {
            let (opening, panel, judge) = panels::by_token(conn, &for_write, now)?;
            if trains {
                return panels::train(conn, &panel, &judge, now);
            }
            panels::rate(conn, &opening, (&panel, &judge), (round, position, points), now)
        })
        .await;
    match done {
        Ok(()) => Ok(see_other(&format!("/panel/{secret}"))),
        Err(error) if error.code() == Code::Invalid => {
            show(&context, &secret, number, error.field_errors().to_vec()).await
        }
        Err(error) => Err(error),
    }
}
