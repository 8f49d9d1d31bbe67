//! The tables of panels, judges and ratings.

use super::{Judge, Panel, PanelState};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{panel_judges, panel_ratings, panels};
use crate::ids::{JudgeId, OrganizationId, PanelId, StaffId};
use crate::openings::Opening;
use diesel::prelude::*;

type PanelRow = (OrganizationId, PanelId, String, String, PanelState, Moment, i64);
type JudgeRow = (JudgeId, String, String, Option<Moment>, Option<Moment>);

macro_rules! panel_columns {
    () => {
        (
            panels::organization_id,
            panels::id,
            panels::opening_id,
            panels::target,
            panels::state,
            panels::created_at,
            panels::version,
        )
    };
}

macro_rules! judge_columns {
    () => {
        (
            panel_judges::id,
            panel_judges::panel_id,
            panel_judges::name,
            panel_judges::trained_at,
            panel_judges::expires_at,
        )
    };
}

fn panel_of((organization, id, opening, target, state, created_at, version): PanelRow) -> Panel {
    Panel { organization, id, opening, target, state, created_at, version }
}

fn judge_of((id, panel, name, trained_at, expires_at): JudgeRow) -> Judge {
    Judge { id, panel, name, trained_at, expires_at }
}

/// What a judge said.
#[derive(Debug, Clone, Queryable)]
pub struct Rating {
    /// Who.
    pub judge: JudgeId,
    /// In which round.
    pub round: i64,
    /// Of which question.
    pub position: i64,
    /// How many points, 0 to 100.
    pub points: i64,
}

/// Adds a panel.
pub fn insert(conn: &mut Conn, panel: &Panel, by: &StaffId) -> QueryResult<()> {
    diesel::insert_into(panels::table)
        .values((
            panels::organization_id.eq(&panel.organization),
            panels::id.eq(&panel.id),
            panels::opening_id.eq(&panel.opening),
            panels::target.eq(&panel.target),
            panels::state.eq(panel.state),
            panels::created_by.eq(by),
            panels::created_at.eq(panel.created_at),
            panels::version.eq(panel.version),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A panel.
pub fn panel(conn: &mut Conn, organization: &OrganizationId, id: &str) -> QueryResult<Option<Panel>> {
    let row = panels::table.find((organization, id)).select(panel_columns!()).first::<PanelRow>(conn).optional()?;
    Ok(row.map(panel_of))
}

/// The panels of an opening, the newest first.
pub fn list(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Panel>> {
    let rows = panels::table
        .filter(panels::organization_id.eq(&opening.organization))
        .filter(panels::opening_id.eq(&opening.id))
        .order(panels::id.desc())
        .select(panel_columns!())
        .load::<PanelRow>(conn)?;
    Ok(rows.into_iter().map(panel_of).collect())
}

/// Goes on. `false` if somebody else has since this version was seen.
pub fn put_state(conn: &mut Conn, panel: &Panel, state: PanelState, seen: i64) -> QueryResult<bool> {
    let changed = diesel::update(panels::table.find((&panel.organization, &panel.id)))
        .filter(panels::version.eq(seen))
        .set((panels::state.eq(state), panels::version.eq(seen + 1)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Adds a judge.
pub fn insert_judge(conn: &mut Conn, organization: &OrganizationId, judge: &Judge, hash: &str) -> QueryResult<()> {
    diesel::insert_into(panel_judges::table)
        .values((
            panel_judges::organization_id.eq(organization),
            panel_judges::id.eq(&judge.id),
            panel_judges::panel_id.eq(&judge.panel),
            panel_judges::name.eq(&judge.name),
            panel_judges::token_hash.eq(hash),
            panel_judges::trained_at.eq(judge.trained_at),
            panel_judges::expires_at.eq(judge.expires_at),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A judge.
pub fn judge(conn: &mut Conn, organization: &OrganizationId, id: &str) -> QueryResult<Option<Judge>> {
    let row = panel_judges::table.find((organization, id)).select(judge_columns!()).first::<JudgeRow>(conn);
    Ok(row.optional()?.map(judge_of))
}

/// The judges of a panel.
pub fn judges(conn: &mut Conn, panel: &Panel) -> QueryResult<Vec<Judge>> {
    let rows = panel_judges::table
        .filter(panel_judges::organization_id.eq(&panel.organization))
        .filter(panel_judges::panel_id.eq(&panel.id))
        .order((panel_judges::name, panel_judges::id))
        .select(judge_columns!())
        .load::<JudgeRow>(conn)?;
    Ok(rows.into_iter().map(judge_of).collect())
}

/// Writes a judge's new link.
pub fn put_link(conn: &mut Conn, organization: &OrganizationId, judge: &Judge, hash: &str) -> QueryResult<()> {
    let row = panel_judges::table.find((organization, &judge.id));
    let values = (panel_judges::token_hash.eq(hash), panel_judges::expires_at.eq(judge.expires_at));
    diesel::update(row).set(values).execute(conn).map(|_| ())
}

/// A judge has done the training item.
pub fn put_trained(conn: &mut Conn, organization: &OrganizationId, judge: &JudgeId, now: Moment) -> QueryResult<()> {
    let row = panel_judges::table.find((organization, judge));
    diesel::update(row).set(panel_judges::trained_at.eq(now)).execute(conn).map(|_| ())
}

/// All ratings of a panel.
pub fn ratings(conn: &mut Conn, panel: &Panel) -> QueryResult<Vec<Rating>> {
    let judges: Vec<JudgeId> = judges(conn, panel)?.into_iter().map(|judge| judge.id).collect();
    panel_ratings::table
        .filter(panel_ratings::organization_id.eq(&panel.organization))
        .filter(panel_ratings::judge_id.eq_any(judges))
        .select((panel_ratings::judge_id, panel_ratings::round, panel_ratings::position, panel_ratings::points))
        .load(conn)
}

/// Writes what a judge says of a question in a round; until the round is over they may change it.
pub fn put_rating(
    conn: &mut Conn,
    organization: &OrganizationId,
    judge: &JudgeId,
    (round, position, points): (i64, i64, i64),
    now: Moment,
) -> QueryResult<()> {
    let row = panel_ratings::table.find((organization, judge, round, position));
    let values = (panel_ratings::points.eq(points), panel_ratings::rated_at.eq(now));
    if diesel::update(row).set(values).execute(conn)? == 0 {
        let key = (
            panel_ratings::organization_id.eq(organization),
            panel_ratings::judge_id.eq(judge),
            panel_ratings::round.eq(round),
            panel_ratings::position.eq(position),
        );
        diesel::insert_into(panel_ratings::table).values((key, values)).execute(conn)?;
    }
    Ok(())
}
