//! After a decision: who was decided on, until when it can be taken back, and taking it back.

use crate::auth::{Allowed, may, shell};
use crate::decisions::take_back;
use crate::error::{Code, Error, Result};
use crate::ids::ActId;
use crate::mail::{Kind, plan};
use crate::openings::{self, Names, Opening, TIME_TO_TAKE_BACK};
use crate::people;
use crate::web::{Access, Context, Form, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    let decide = Access::Right("candidates.decide");
    vec![
        Route::get("/openings/{opening}/decisions/{act}", decide, to!(page)),
        Route::post("/openings/{opening}/decisions/{act}/undo", decide, to!(undo)),
    ]
}

#[derive(Serialize)]
struct ActView {
    opening: String,
    opening_id: String,
    id: String,
    stage: &'static str,
    reason: String,
    by: String,
    at: String,
    people: Vec<PersonView>,
    letters: usize,
    leaves: String,
    until: Option<String>,
    undone: bool,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
}

fn act_of(path: &(String, String)) -> Result<ActId> {
    path.1.parse().map_err(|_| Code::NotFound.into())
}

async fn page(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (opening, act, now) = (allowed.thing.clone(), act_of(&path)?, context.now);
    let own = allowed.actor.staff.id.clone();
    let view = context
        .read(move |conn| {
            let rows = openings::decisions_of_act(conn, &opening, &act)?;
            let Some((_, _, first)) = rows.first().filter(|row| row.2.takes_back.is_none()).cloned() else {
                return Err(Error::from(Code::NotFound));
            };
            let names = Names::of(conn, &opening, &own)?;
            let (mut people, mut undone, mut letters, mut leaves) = (Vec::new(), 0, 0, None);
            for (id, seq, _) in &rows {
                let all = openings::decisions(conn, &opening.organization, id)?;
                undone += usize::from(all.iter().any(|decision| decision.takes_back == Some(*seq)));
                let candidate = openings::candidate(conn, &opening.organization, id)?.ok_or(Code::NotFound)?;
                people.push(PersonView { id: id.to_string(), name: names.veil(candidate).name });
                let mails = plan::of_candidate(conn, &opening.organization, id)?;
                let told = mails.iter().filter(|letter| letter.kind == Kind::Decision && letter.about == act.as_ref());
                for letter in told.filter(|letter| letter.stage != plan::Stage::Dropped) {
                    letters += 1;
                    leaves = Some(letter.due_at);
                }
            }
            people.sort_by(|a, b| a.name.cmp(&b.name));
            let by = people::staff(conn, &opening.organization, &first.decided_by)?;
            let until = first.decided_at.plus(TIME_TO_TAKE_BACK);
            let may_undo = first.decided_by == own && now < until && undone == 0;
            Ok(ActView {
                opening: opening.title.clone(),
                opening_id: opening.id.to_string(),
                id: act.to_string(),
                stage: first.stage.name(),
                reason: first.reason.clone(),
                by: by.map(|staff| staff.name).unwrap_or_default(),
                at: first.decided_at.day_and_time(),
                letters,
                leaves: leaves.map(crate::clock::Moment::day_and_time).unwrap_or_default(),
                until: may_undo.then(|| until.day_and_time()),
                undone: undone > 0,
                people,
            })
        })
        .await?;
    context.page("decisions/act.html", &shell(&allowed.actor, "Decision", "/openings"), &view)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

async fn undo(
    context: Context,
    allowed: Allowed<may::CandidatesDecide, Opening>,
    path: web::Path<(String, String)>,
    _form: Form<Nothing>,
) -> Result<HttpResponse> {
    let (opening, act, by, now) = (allowed.thing, act_of(&path)?, allowed.actor.staff.id, context.now);
    let there = format!("/openings/{}/decisions/{act}", opening.id);
    context.write(move |conn| take_back(conn, &opening, &act, &by, now)).await?;
    Ok(see_other(&there))
}
