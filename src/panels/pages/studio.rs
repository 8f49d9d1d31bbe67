//! The studio: making a panel, following its rounds, and proposing its cut as a threshold.

use super::performance::{Asked, PerformanceView};
use crate::auth::{Allowed, may, shell};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::JudgeId;
use crate::mail::Post;
use crate::openings::Opening;
use crate::panels::{self, Cut, ENOUGH_JUDGES, Judge, Panel, PanelOfOpening, PanelState};
use crate::people::{Actor, Right};
use crate::policies::tenths;
use crate::psychometrics::standards::{HofsteeBounds, hofstee};
use crate::scores;
use crate::web::{Context, Form, Query, see_other};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct ListView {
    opening: String,
    opening_id: String,
    panels: Vec<PanelLine>,
    links: Vec<LinkView>,
    performance: PerformanceView,
    target: String,
    judges: String,
    may_set: bool,
    problems: Vec<FieldError>,
}

/// A judge's link, shown once.
#[derive(Serialize)]
pub(super) struct LinkView {
    name: String,
    link: String,
    until: String,
}

fn link_view(post: &Post, (judge, token): (Judge, String)) -> LinkView {
    LinkView {
        link: post.link(&format!("/panel/{token}")),
        until: judge.expires_at.map(Moment::day).unwrap_or_default(),
        name: judge.name,
    }
}

#[derive(Serialize)]
struct PanelLine {
    id: String,
    state: &'static str,
    at: String,
}

fn state_words(state: PanelState) -> &'static str {
    match state {
        PanelState::First => "First round: judges rate alone",
        PanelState::Second => "Second round: judges know the key and what the others said",
        PanelState::Closed => "Over",
    }
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewPanel {
    target: String,
    judges: String,
}

pub(super) async fn list(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<Asked>,
) -> Result<HttpResponse> {
    let whose = (&allowed.actor, &allowed.thing);
    show_list(&context, whose, (NewPanel::default(), query.0), (Vec::new(), Vec::new())).await
}

pub(super) async fn show_list(
    context: &Context,
    (actor, opening): (&Actor, &Opening),
    (typed, asked): (NewPanel, Asked),
    (links, problems): (Vec<LinkView>, Vec<FieldError>),
) -> Result<HttpResponse> {
    let for_read = opening.clone();
    let (all, performance) = context
        .read(move |conn| {
            Ok::<_, Error>((panels::list(conn, &for_read)?, PerformanceView::load(conn, &for_read, &asked)?))
        })
        .await?;
    let line = |panel: Panel| PanelLine {
        id: panel.id.to_string(),
        state: state_words(panel.state),
        at: panel.created_at.day(),
    };
    let view = ListView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        panels: all.into_iter().map(line).collect(),
        links,
        performance,
        target: typed.target,
        judges: typed.judges,
        may_set: actor.reach(Right::ThresholdsSet).is_some(),
        problems,
    };
    let shell = shell(actor, "Standard setting", "/openings");
    if view.problems.is_empty() {
        context.page("panels/list.html", &shell, &view)
    } else {
        context.page_again("panels/list.html", &shell, &view)
    }
}

pub(super) async fn create(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    post: web::Data<Post>,
    form: Form<NewPanel>,
) -> Result<HttpResponse> {
    let (opening, by, now, typed) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    let names: Vec<String> =
        typed.judges.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let target = typed.target.clone();
    let made = context.write(move |conn| panels::create(conn, &opening, (&target, &names), &by, now)).await;
    let whose = (&allowed.actor, &allowed.thing);
    match made {
        // Not by way of another address: the links are known only now.
        Ok((_, links)) => {
            let links = links.into_iter().map(|link| link_view(&post, link)).collect();
            show_list(&context, whose, Default::default(), (links, Vec::new())).await
        }
        Err(error) if error.code() == Code::Invalid => {
            let again = (typed, Asked::default());
            show_list(&context, whose, again, (Vec::new(), error.field_errors().to_vec())).await
        }
        Err(error) => Err(error),
    }
}

#[derive(Serialize)]
struct PanelView {
    opening: String,
    opening_id: String,
    id: String,
    target: String,
    state: &'static str,
    round: Option<i64>,
    version: i64,
    judges: Vec<JudgeView>,
    /// A link that was renewed just now.
    link: Option<LinkView>,
    link_days: i64,
    items: usize,
    cuts: Vec<CutView>,
    hofstee: Option<String>,
    bounds: Bounds,
    may_set: bool,
    problems: Vec<FieldError>,
    printed: String,
}

#[derive(Serialize)]
struct JudgeView {
    id: String,
    name: String,
    /// Until when their link opens; empty for one that does not end.
    until: String,
    ended: bool,
    trained: bool,
    first: usize,
    second: usize,
}

#[derive(Serialize)]
struct CutView {
    round: i64,
    cut: String,
    se: String,
    with_measurement: String,
    sd: String,
    errors: String,
    judges: Vec<(String, String)>,
    outlying: String,
    few: bool,
    count: usize,
    proposal: f64,
}

#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Bounds {
    low: Option<f64>,
    high: Option<f64>,
    least: Option<f64>,
    most: Option<f64>,
}

pub(super) async fn page(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, PanelOfOpening>,
    query: Query<Bounds>,
) -> Result<HttpResponse> {
    show(&context, (&allowed.actor, &allowed.thing), query.0, (None, Vec::new())).await
}

fn cut_view(round: i64, cut: &Cut) -> CutView {
    let number = |value: crate::psychometrics::Statistic| value.map_or_else(|why| why.to_string(), tenths);
    CutView {
        round,
        cut: tenths(cut.angoff.cut),
        se: number(cut.angoff.se_judges),
        with_measurement: number(cut.with_measurement),
        sd: number(cut.angoff.sd_judges),
        errors: cut.errors.map_or_else(
            |why| why.to_string(),
            |(fixed, random)| {
                format!("{} with these questions, {} if they were a sample", tenths(fixed), tenths(random))
            },
        ),
        judges: cut.judges.iter().map(|(name, own)| (name.clone(), tenths(*own))).collect(),
        outlying: cut.outlying.join(", "),
        few: cut.judges.len() < ENOUGH_JUDGES,
        count: cut.judges.len(),
        proposal: cut.to_propose(),
    }
}

/// Hofstee's compromise in a sentence, where all four bounds are given.
fn compromise(totals: &[f64], bounds: &Bounds) -> Option<String> {
    let cut = (bounds.low?, bounds.high?);
    let fail = (bounds.least? / 100.0, bounds.most? / 100.0);
    let found = hofstee(totals, HofsteeBounds { cut, fail }).and_then(|found| found.crossing);
    Some(match found {
        Ok((cut, fail)) => format!(
            "Between what the panel finds right and what it finds bearable, the compromise is {}: {:.0} % would be below it.",
            tenths(cut),
            fail * 100.0
        ),
        Err(why) => format!("There is no compromise within these bounds: {why}."),
    })
}

/// The judges, and how far each has come.
fn judge_views(conn: &mut Conn, case: &PanelOfOpening, now: Moment) -> Result<Vec<JudgeView>> {
    let ratings = panels::ratings(conn, &case.panel)?;
    let count =
        |id: &JudgeId, round: i64| ratings.iter().filter(|rating| rating.judge == *id && rating.round == round).count();
    let judges = panels::judges(conn, &case.panel)?.into_iter().map(|judge| JudgeView {
        first: count(&judge.id, 1),
        second: count(&judge.id, 2),
        trained: judge.trained_at.is_some(),
        until: judge.expires_at.map(Moment::short_day).unwrap_or_default(),
        ended: judge.expires_at.is_some_and(|until| until <= now),
        id: judge.id.to_string(),
        name: judge.name,
    });
    Ok(judges.collect())
}

async fn show(
    context: &Context,
    (actor, case): (&Actor, &PanelOfOpening),
    bounds: Bounds,
    (link, problems): (Option<LinkView>, Vec<FieldError>),
) -> Result<HttpResponse> {
    let (for_read, asked, now) = (case.clone(), bounds.clone(), context.now);
    let (judges, cuts, items, compromise) = context
        .read(move |conn| {
            let judges = judge_views(conn, &for_read, now)?;
            let mut cuts = Vec::new();
            for round in panels::rounds_shown(for_read.panel.state) {
                cuts.extend(panels::cut(conn, &for_read, *round)?.ok().map(|cut| cut_view(*round, &cut)));
            }
            let items = crate::scores::Scorer::load(conn, &for_read.opening)?.counted();
            let compromise =
                scores::with_columns(conn, &for_read.opening, |columns| compromise(columns.values(None), &asked))?;
            Ok::<_, Error>((judges, cuts, items, compromise))
        })
        .await?;
    let PanelOfOpening { opening, panel } = case;
    let view = PanelView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        id: panel.id.to_string(),
        target: panel.target.clone(),
        state: state_words(panel.state),
        round: panels::round_of(panel.state),
        version: panel.version,
        judges,
        link,
        link_days: panels::LINK_DAYS,
        items,
        cuts,
        hofstee: compromise,
        bounds,
        may_set: actor.reach(Right::ThresholdsSet).is_some(),
        problems,
        printed: format!(
            "{} · panel of {} · printed {}",
            opening.title,
            panel.created_at.day(),
            context.now.day_and_time()
        ),
    };
    let shell = shell(actor, "Panel", "/openings");
    if view.problems.is_empty() {
        context.page("panels/page.html", &shell, &view)
    } else {
        context.page_again("panels/page.html", &shell, &view)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PanelForm {
    act: String,
    seen: Option<i64>,
    reason: Option<String>,
    judge: Option<String>,
}

pub(super) async fn act(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, PanelOfOpening>,
    post: web::Data<Post>,
    form: Form<PanelForm>,
) -> Result<HttpResponse> {
    let (case, by, now, form) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now, form.0);
    let whose = (&allowed.actor, &allowed.thing);
    if form.act == "renew" {
        let judge = form.judge.unwrap_or_default();
        let renewed = context.write(move |conn| panels::renew(conn, &case, &judge, &by, now)).await?;
        // Not by way of another address: the link is known only now.
        return show(&context, whose, Bounds::default(), (Some(link_view(&post, renewed)), Vec::new())).await;
    }
    let adopts = form.act == "adopt";
    let done = context
        .write(move |conn| {
            if !adopts {
                return panels::go_on(conn, &case, &by, form.seen.unwrap_or(-1), now);
            }
            panels::propose(conn, &case, form.reason.as_deref().unwrap_or_default(), &by, now).map(|_| ())
        })
        .await;
    let PanelOfOpening { opening, panel } = &allowed.thing;
    match done {
        Ok(()) if adopts => Ok(see_other(&format!("/openings/{}/threshold?done=proposed", opening.id))),
        Ok(()) => Ok(see_other(&format!("/openings/{}/panels/{}", opening.id, panel.id))),
        Err(error) if error.code() == Code::Invalid => {
            let problems = error.field_errors().to_vec();
            show(&context, whose, Bounds::default(), (None, problems)).await
        }
        Err(error) if matches!(error.code(), Code::WrongState | Code::Conflict) => {
            let problem = FieldError { field: "act".into(), message: error.sentence().to_owned() };
            show(&context, whose, Bounds::default(), (None, vec![problem])).await
        }
        Err(error) => Err(error),
    }
}
