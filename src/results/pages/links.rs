//! The links of several people at once: a page that says whom it concerns, and the act.

use crate::auth::{Allowed, may, shell};
use crate::clock::Moment;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::CandidateId;
use crate::mail::Post;
use crate::openings::{self, Names, Opening};
use crate::results::links::{self, Concerned, LinkAct};
use crate::web::{Access, Context, Fields, Route, see_other, to};
use actix_web::{HttpResponse, web};
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    let invite = Access::Right("candidates.invite");
    vec![
        Route::post("/openings/{opening}/people/check", invite, to!(check)),
        Route::post("/openings/{opening}/people/links", invite, to!(act)),
    ]
}

#[derive(Serialize)]
struct CheckView {
    opening: String,
    opening_id: String,
    act: LinkAct,
    until: String,
    until_words: Option<String>,
    able: Vec<PersonView>,
    left_out: Vec<PersonView>,
    /// How many more wait who do not fit into one go.
    more: usize,
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
    note: String,
}

/// What a form asks for.
struct Asked {
    act: LinkAct,
    /// As it was typed.
    day: String,
    until: Result<Option<Moment>, String>,
    people: Vec<CandidateId>,
    everybody: bool,
}

fn read(fields: &Fields, now: Moment) -> Result<Asked> {
    let act: LinkAct = fields.get("act").unwrap_or_default().parse().map_err(|_| Code::Malformed)?;
    let day = fields.get("until").unwrap_or_default().to_owned();
    let until = (act == LinkAct::Extend).then(|| openings::end_of_day(&day, now)).transpose();
    let people =
        fields.all("candidate").map(str::parse).collect::<Result<_, _>>().map_err(|_| Error::from(Code::Malformed))?;
    Ok(Asked { act, day, until, people, everybody: fields.get("who") == Some("waiting") })
}

async fn check(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    fields: Fields,
) -> Result<HttpResponse> {
    let (asked, now) = (read(&fields, context.now)?, context.now);
    let mut problems = Vec::new();
    let until =
        asked.until.clone().map_err(|message| problems.push(FieldError { field: "until".into(), message })).ok();
    let (opening, act, mut people) = (allowed.thing.clone(), asked.act, asked.people);
    let (everybody, by) = (asked.everybody, allowed.actor.staff.id.clone());
    let (concerned, more) = context
        .read(move |conn| {
            let mut more = 0;
            if everybody {
                people = openings::not_started(conn, &opening)?;
                more = people.len().saturating_sub(links::MOST);
                people.truncate(links::MOST);
            }
            let concerned = links::concerned(conn, &opening, &people, (act, until.flatten()), now)?;
            Ok::<_, Error>((concerned.veiled(&Names::of(conn, &opening, &by)?), more))
        })
        .await?;
    let until_words = asked.until.ok().flatten().map(Moment::day);
    let opening = &allowed.thing;
    let view = CheckView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        more,
        until: asked.day,
        problems,
        ..people_views(act, until_words, concerned)
    };
    let shell = shell(&allowed.actor, "Check", "/openings");
    if view.problems.is_empty() {
        context.page("results/links.html", &shell, &view)
    } else {
        context.page_again("results/links.html", &shell, &view)
    }
}

fn people_views(act: LinkAct, until_words: Option<String>, concerned: Concerned) -> CheckView {
    let able = concerned.able.into_iter().map(|somebody| PersonView {
        id: somebody.candidate.id.to_string(),
        name: somebody.candidate.name,
        note: somebody.progress.name().to_lowercase(),
    });
    let left_out = concerned.left_out.into_iter().map(|(somebody, reason)| PersonView {
        id: somebody.candidate.id.to_string(),
        name: somebody.candidate.name,
        note: reason.to_owned(),
    });
    CheckView {
        opening: String::new(),
        opening_id: String::new(),
        act,
        until: String::new(),
        until_words,
        able: able.collect(),
        left_out: left_out.collect(),
        more: 0,
        problems: Vec::new(),
    }
}

async fn act(
    context: Context,
    allowed: Allowed<may::CandidatesInvite, Opening>,
    fields: Fields,
    post: web::Data<Post>,
) -> Result<HttpResponse> {
    let asked = read(&fields, context.now)?;
    let until = asked.until.map_err(|message| Error::field("until", message))?;
    let seen: usize = fields.get("seen").unwrap_or_default().parse().map_err(|_| Code::Malformed)?;
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id, context.now);
    let (what, people) = (asked.act, asked.people);
    let count = context
        .write(move |conn| links::act(conn, &post, &opening, (&people, seen), (what, until), (&by, now)))
        .await?;
    let done = match what {
        LinkAct::Send => "sent",
        LinkAct::Revoke => "revoked",
        LinkAct::Extend => "extended",
    };
    Ok(see_other(&format!("/openings/{}/people?done={done}&count={count}", allowed.thing.id)))
}
