//! The saved views of a ranking, for programs.

use crate::auth::{Allowed, may};
use crate::db::Conn;
use crate::error::Result;
use crate::ids::SavedViewId;
use crate::openings::Opening;
use crate::people::{Actor, Reach, Scoped};
use crate::results::RankingQuery;
use crate::results::views::{NewView, SavedView, delete_view, save_view, saved_views};
use crate::web::{Access, Context, Json, Problem, Query, Route, from_pairs, json, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};

/// The routes.
pub fn routes() -> Vec<Route> {
    let (right, all) = (Access::Right("results.read"), "/api/v1/openings/{opening}/views");
    let one = "/api/v1/openings/{opening}/views/{view}";
    vec![
        Route::get(all, right, to!(list)),
        Route::post(all, right, to!(add)),
        Route::put(one, right, to!(replace)),
        Route::delete(one, right, to!(remove)),
    ]
}

/// The documentation of these routes.
#[derive(OpenApi)]
#[openapi(paths(list, add, replace, remove))]
pub struct Api;

/// One's own view, together with its opening: that of a colleague is found by nobody else.
struct OwnView {
    opening: Opening,
    view: SavedView,
}

impl Scoped for OwnView {
    const SEGMENTS: &'static [&'static str] = &["opening", "view"];

    fn find(conn: &mut Conn, actor: &Actor, reach: Reach, ids: &[String]) -> Result<Option<Self>> {
        let [opening, view] = ids else { return Ok(None) };
        let Some(opening) = Opening::find(conn, actor, reach, std::slice::from_ref(opening))? else { return Ok(None) };
        let Ok(id) = view.parse::<SavedViewId>() else { return Ok(None) };
        let mine = saved_views(conn, &opening, &actor.staff.id)?;
        let found = mine.into_iter().find(|view| view.id == id && view.owner == actor.staff.id);
        Ok(found.map(|view| Self { opening, view }))
    }
}

/// A saved view.
#[derive(Serialize, ToSchema)]
struct ViewBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The query, as it stands in the address of the ranking.
    query: String,
    /// Whether it is one's own.
    mine: bool,
    /// Whether the rest of the team sees it.
    shared: bool,
    /// Whether its owner begins with it.
    first: bool,
    /// Counts changes, from 1.
    version: i64,
}

fn body(view: SavedView, by: &crate::ids::StaffId) -> ViewBody {
    let SavedView { id, owner, name, query, shared, is_default, version } = view;
    ViewBody { id: id.to_string(), name, query, mine: owner == *by, shared, first: is_default, version }
}

/// One's own views of an opening, and those that colleagues share.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/views", tag = "results", params(("opening" = String, Path, description = "The id of an opening")),
    responses((status = 200, body = Vec<ViewBody>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
async fn list(context: Context, allowed: Allowed<may::ResultsRead, Opening>) -> Result<HttpResponse> {
    let (opening, by) = (allowed.thing, allowed.actor.staff.id);
    let reader = by.clone();
    let views = context.read(move |conn| saved_views(conn, &opening, &reader)).await?;
    Ok(json(&views.into_iter().map(|view| body(view, &by)).collect::<Vec<_>>()))
}

/// A view to save.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewViewBody {
    /// Its name, one's own for this opening.
    name: String,
    /// The query, as it stands in the address of the ranking; a what-if is not saved.
    query: String,
    /// Whether the rest of the team sees it.
    shared: bool,
    /// Whether one begins with it.
    first: bool,
}

fn new_view(name: String, query: &str, (shared, is_default): (bool, bool)) -> Result<NewView> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let query: RankingQuery = from_pairs(&pairs)?;
    Ok(NewView { name, query, shared, is_default })
}

/// Save a view.
#[utoipa::path(post, path = "/api/v1/openings/{opening}/views", tag = "results", params(("opening" = String, Path, description = "The id of an opening")),
    request_body = NewViewBody,
    responses((status = 201, body = ViewBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn add(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    body: Json<NewViewBody>,
) -> Result<HttpResponse> {
    let (opening, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let new = new_view(body.0.name, &body.0.query, (body.0.shared, body.0.first))?;
    let owner = by.clone();
    let saved = context.write(move |conn| save_view(conn, &opening, &new, (&owner, None), now)).await?;
    Ok(HttpResponse::Created().json(self::body(saved, &by)))
}

/// A view to write again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangedViewBody {
    /// Its name.
    name: String,
    /// The query.
    query: String,
    /// Whether the rest of the team sees it.
    shared: bool,
    /// Whether one begins with it.
    first: bool,
    /// The version that the sender saw.
    version: i64,
}

/// Write one's own view again.
#[utoipa::path(put, path = "/api/v1/openings/{opening}/views/{view}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("view" = String, Path, description = "The id of a view of one's own")),
    request_body = ChangedViewBody,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn replace(
    context: Context,
    allowed: Allowed<may::ResultsRead, OwnView>,
    body: Json<ChangedViewBody>,
) -> Result<HttpResponse> {
    let (OwnView { opening, view }, by, now) = (allowed.thing, allowed.actor.staff.id, context.now);
    let ChangedViewBody { name, query, shared, first, version } = body.0;
    let new = new_view(name, &query, (shared, first))?;
    context.write(move |conn| save_view(conn, &opening, &new, (&by, Some((&view.id, version))), now)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which version of a view is meant.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct VersionQuery {
    /// The version that the sender saw; the latest where none is named.
    version: Option<i64>,
}

/// Take one's own view away.
#[utoipa::path(delete, path = "/api/v1/openings/{opening}/views/{view}", tag = "results", params(("opening" = String, Path, description = "The id of an opening"), ("view" = String, Path, description = "The id of a view of one's own"), VersionQuery),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn remove(
    context: Context,
    allowed: Allowed<may::ResultsRead, OwnView>,
    query: Query<VersionQuery>,
) -> Result<HttpResponse> {
    let (OwnView { opening, view }, by) = (allowed.thing, allowed.actor.staff.id);
    let version = query.0.version.unwrap_or(view.version);
    context.write(move |conn| delete_view(conn, &opening, (&view.id, version), &by)).await?;
    Ok(HttpResponse::NoContent().finish())
}
