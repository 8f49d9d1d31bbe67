//! What the palette finds: pages, openings, and people by name where one may see it. A page asks for it by script; whoever
//! has none loses nothing but a short way.

use crate::auth::{Signed, may, shell};
use crate::error::{Error, Result};
use crate::openings::{self, Names};
use crate::people::{Reach, Right};
use crate::results::filter::words_of;
use crate::results::{Asked, Filter, Sort, rank};
use crate::web::{Access, Context, Query, Route, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

pub fn routes() -> Vec<Route> {
    vec![Route::get("/palette", Access::Right("account.own"), to!(find))]
}

/// So many of each kind.
const MOST: usize = 6;
/// In so many of the newest openings people are looked for.
const OPENINGS: usize = 20;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PaletteQuery {
    q: String,
}

/// A place to go to.
#[derive(Serialize)]
struct Place {
    name: String,
    /// What kind of place, in a word or two.
    kind: String,
    href: String,
}

async fn find(context: Context, signed: Signed<may::AccountOwn>, query: Query<PaletteQuery>) -> Result<HttpResponse> {
    let words = words_of(&query.0.q);
    let fits = |name: &str| {
        let own = words_of(name);
        words.iter().all(|word| own.iter().any(|own| own.starts_with(word.as_str())))
    };
    let actor = signed.actor;
    let links = shell(&actor, "", "").nav;
    let pages = links.iter().map(|link| (link.label, link.href)).chain([("Account", "/account")]);
    let mut places: Vec<Place> = pages
        .filter(|(name, _)| fits(name))
        .map(|(name, href)| Place { name: name.into(), kind: "Page".into(), href: href.into() })
        .collect();
    let (reach, people) = (actor.reach(Right::OpeningsRead), actor.reach(Right::ResultsRead));
    let (organization, by) = (actor.organization().clone(), actor.staff.id.clone());
    let searched = words.clone();
    let of_openings = context.read(move |conn| {
        let Some(reach) = reach else { return Ok((Vec::new(), Vec::new())) };
        let all = openings::openings_of(conn, &organization, reach, &by)?;
        let mut found = Vec::new();
        // Those on whose team one is: an administrator who is a recruiter too sees other openings, and not their people.
        let own =
            if people.is_some() { openings::openings_of(conn, &organization, Reach::Own, &by)? } else { Vec::new() };
        for opening in own.iter().take(OPENINGS).filter(|_| !searched.is_empty()) {
            let names = Names::of(conn, opening, &by)?;
            let filter = Filter { words: searched.clone(), names_hidden: names.are_hidden(), ..Filter::default() };
            let asked = Asked { filter, sort: Sort::Band, names, weights: None };
            for person in rank(conn, opening, &asked, None, MOST)?.people {
                let href = format!("/openings/{}/candidates/{}", opening.id, person.row.candidate);
                found.push(Place { name: person.name, kind: opening.title.clone(), href });
            }
            if found.len() >= MOST {
                break;
            }
        }
        found.truncate(MOST);
        Ok::<_, Error>((all, found))
    });
    let (all, found) = of_openings.await?;
    let openings = all.into_iter().filter(|opening| fits(&opening.title)).take(MOST).map(|opening| Place {
        kind: "Opening".into(),
        href: format!("/openings/{}", opening.id),
        name: opening.title,
    });
    places.extend(openings);
    places.extend(found);
    Ok(json(&places))
}
