//! What a threshold would do, before it is saved; saving it with a reason; its history.
//!
//! The page is the same with and without script: the Preview button asks for it with the numbers in the address, and
//! the script only asks sooner.

use super::{Preview, preview, save};
use crate::auth::{Allowed, may, shell};
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::Opening;
use crate::people::{self, Actor, Right};
use crate::policies::{self, Policy, ZONES, zone_words};
use crate::scoring::{Competency, PerCompetency, Thresholds};
use crate::thresholds::{BIN, sentence};
use crate::web::chart::{Column, histogram, share};
use crate::web::{Access, Context, Form, Query, Route, see_other, to};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/openings/{opening}/threshold", Access::Right("thresholds.read"), to!(page)),
        Route::post("/openings/{opening}/threshold", Access::Right("thresholds.set"), to!(store)),
    ]
}

/// The numbers as they are typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Typed {
    total: Option<String>,
    empathy: Option<String>,
    patience: Option<String>,
    communication: Option<String>,
    product_knowledge: Option<String>,
    z: Option<String>,
    reason: Option<String>,
    seen: Option<i64>,
    act: Option<String>,
    done: Option<String>,
}

impl Typed {
    fn minimum(&self, competency: Competency) -> Option<&String> {
        match competency {
            Competency::Empathy => self.empathy.as_ref(),
            Competency::Patience => self.patience.as_ref(),
            Competency::Communication => self.communication.as_ref(),
            Competency::ProductKnowledge => self.product_knowledge.as_ref(),
        }
    }

    /// The address that shows what these numbers would do: reloading and going back give the same view.
    fn preview_address(&self, opening: &Opening) -> Result<String> {
        let asked = Self { act: None, seen: None, done: None, ..self.clone() };
        let query = serde_urlencoded::to_string(asked).map_err(Error::internal)?;
        Ok(format!("/openings/{}/threshold?{query}", opening.id))
    }

    /// Whether numbers were typed at all; without, the policy in force is shown.
    fn is_asked(&self) -> bool {
        self.total.is_some()
    }

    fn parse(&self) -> Result<Thresholds> {
        let mut faults = Vec::new();
        let mut number = |field: &str, text: Option<&String>| -> Option<f64> {
            let text = text.map(|text| text.trim().replace(',', ".")).filter(|text| !text.is_empty())?;
            let parsed = text.parse().ok().filter(|number: &f64| number.is_finite());
            if parsed.is_none() {
                faults.push(FieldError { field: field.into(), message: "Enter a number from 0 to 100.".into() });
            }
            parsed
        };
        let total = number("total", self.total.as_ref());
        let minima = PerCompetency::from_fn(|competency| number(competency.as_str(), self.minimum(competency)));
        let z = number("z", self.z.as_ref()).unwrap_or(ZONES[0].0);
        if total.is_none() && faults.is_empty() {
            faults.push(FieldError { field: "total".into(), message: "Enter a number from 0 to 100.".into() });
        }
        let thresholds = Thresholds { total: total.unwrap_or_default(), minima, z };
        if !faults.is_empty() {
            return Err(Error::fields(faults));
        }
        policies::check(&thresholds)?;
        Ok(thresholds)
    }

    fn of(thresholds: &Thresholds) -> Self {
        let text = |number: f64| number.to_string();
        Self {
            total: Some(text(thresholds.total)),
            empathy: thresholds.minima.empathy.map(text),
            patience: thresholds.minima.patience.map(text),
            communication: thresholds.minima.communication.map(text),
            product_knowledge: thresholds.minima.product_knowledge.map(text),
            z: Some(text(thresholds.z)),
            ..Self::default()
        }
    }
}

#[derive(Serialize)]
struct ThresholdView {
    opening: String,
    opening_id: String,
    version: i64,
    preview: PreviewView,
    fields: Vec<MinimumView>,
    typed: Typed,
    zones: Vec<ZoneChoice>,
    is_current: bool,
    may_set: bool,
    history: Vec<VersionView>,
    problems: Vec<FieldError>,
    done: bool,
}

/// The preview as the template draws it; the script gets the same numbers as JSON.
#[derive(Serialize)]
struct PreviewView {
    sentence: String,
    borderline_sentence: String,
    change_sentence: String,
    zone_sentence: String,
    counts: super::Counts,
    columns: Vec<ColumnView>,
    cut_x: f64,
    zone_x: f64,
    zone_width: f64,
    width: f64,
    height: f64,
    cut: f64,
    all: usize,
    rows: Vec<HistogramRow>,
}

#[derive(Serialize)]
struct ColumnView {
    #[serde(flatten)]
    column: Column,
    under: bool,
}

/// A row of the table that stands beside the chart: ten points of the scale.
#[derive(Serialize)]
struct HistogramRow {
    from: i64,
    to: i64,
    count: usize,
    share: f64,
}

#[derive(Serialize)]
struct MinimumView {
    field: &'static str,
    name: &'static str,
    value: String,
}

#[derive(Serialize)]
struct ZoneChoice {
    z: f64,
    words: &'static str,
    chosen: bool,
}

#[derive(Serialize)]
struct VersionView {
    version: i64,
    thresholds: Vec<String>,
    changes: Vec<String>,
    reason: String,
    author: String,
    at: String,
}

async fn page(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<Typed>,
) -> Result<HttpResponse> {
    render(&context, &allowed.actor, &allowed.thing, query.0, Vec::new()).await
}

async fn render(
    context: &Context,
    actor: &Actor,
    opening: &Opening,
    typed: Typed,
    mut problems: Vec<FieldError>,
) -> Result<HttpResponse> {
    let asked = typed.is_asked().then(|| typed.parse()).transpose().unwrap_or_else(|error| {
        if problems.is_empty() {
            problems.extend_from_slice(error.field_errors());
        }
        None
    });
    let for_read = opening.clone();
    let (current, shown, history) = context
        .read(move |conn| {
            let current = policies::current(conn, &for_read)?;
            let shown = preview(conn, &for_read, &asked.unwrap_or(current.thresholds))?;
            let history = history_views(conn, &for_read)?;
            Ok::<_, Error>((current, shown, history))
        })
        .await?;
    let done = typed.done.is_some();
    let typed =
        if typed.is_asked() { typed } else { Typed { reason: typed.reason.clone(), ..Typed::of(&current.thresholds) } };
    let view = view(
        opening,
        &current,
        &shown,
        (typed, history, problems),
        (actor.reach(Right::ThresholdsSet).is_some(), done),
    );
    let shell = shell(actor, "Threshold", "/openings");
    if view.problems.is_empty() {
        context.page("thresholds/page.html", &shell, &view)
    } else {
        context.page_again("thresholds/page.html", &shell, &view)
    }
}

fn view(
    opening: &Opening,
    current: &Policy,
    shown: &Preview,
    (typed, history, problems): (Typed, Vec<VersionView>, Vec<FieldError>),
    (may_set, done): (bool, bool),
) -> ThresholdView {
    let fields = Competency::all().map(|competency| MinimumView {
        field: competency.as_str(),
        name: competency.name(),
        value: typed.minimum(competency).cloned().unwrap_or_default(),
    });
    let chosen = shown.thresholds.z;
    ThresholdView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        version: current.version,
        preview: preview_view(shown),
        fields: fields.collect(),
        zones: ZONES.iter().map(|(z, words)| ZoneChoice { z: *z, words, chosen: (z - chosen).abs() < 1e-9 }).collect(),
        is_current: shown.thresholds == current.thresholds,
        typed,
        may_set,
        history,
        problems,
        done,
    }
}

const CHART: (f64, f64) = (600.0, 170.0);

fn preview_view(shown: &Preview) -> PreviewView {
    let (width, height) = CHART;
    let x = |score: f64| (score.clamp(0.0, 100.0) * width / 100.0 * 10.0).round() / 10.0;
    let columns = histogram(&shown.bins, BIN, CHART);
    let cut = shown.thresholds.total;
    let ten = (10.0 / BIN) as usize;
    let all = shown.counts.all();
    let rows = shown.bins.chunks(ten).enumerate().map(|(place, bins)| {
        let count = bins.iter().sum();
        HistogramRow { from: place as i64 * 10, to: place as i64 * 10 + 10, count, share: share(count, all) }
    });
    PreviewView {
        sentence: sentence::headline(shown),
        borderline_sentence: sentence::borderline(shown),
        change_sentence: sentence::change(shown),
        zone_sentence: sentence::zone(shown),
        counts: shown.counts,
        columns: columns.into_iter().map(|column| ColumnView { under: column.to <= cut, column }).collect(),
        cut_x: x(cut),
        zone_x: x(shown.zone.borderline_from),
        zone_width: x(shown.zone.meets_from) - x(shown.zone.borderline_from),
        width,
        height,
        cut,
        all,
        rows: rows.collect(),
    }
}

fn history_views(conn: &mut Conn, opening: &Opening) -> Result<Vec<VersionView>> {
    let versions = policies::history(conn, opening)?;
    let mut views = Vec::with_capacity(versions.len());
    for (place, policy) in versions.iter().enumerate() {
        let author = people::staff_by_id(conn, &opening.organization, &policy.author)?;
        views.push(VersionView {
            version: policy.version,
            thresholds: lines(&policy.thresholds),
            changes: versions
                .get(place + 1)
                .map(|before| differences(&before.thresholds, &policy.thresholds))
                .unwrap_or_default(),
            reason: policy.reason.clone(),
            author: author.map(|staff| staff.name).unwrap_or_default(),
            at: policy.created_at.day_and_time(),
        });
    }
    Ok(views)
}

fn lines(thresholds: &Thresholds) -> Vec<String> {
    let minima = thresholds
        .minima
        .iter()
        .filter_map(|(competency, minimum)| Some(format!("{} {}", competency.name(), (*minimum)?)));
    std::iter::once(format!("Total {}", thresholds.total))
        .chain(minima)
        .chain([format!("zone {}", zone_words(thresholds.z))])
        .collect()
}

/// What changed from one version to the next, in words.
fn differences(before: &Thresholds, after: &Thresholds) -> Vec<String> {
    let (old, new) = (lines(before), lines(after));
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("before: {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("now: {line}"));
    gone.chain(come).collect()
}

async fn store(
    context: Context,
    allowed: Allowed<may::ThresholdsSet, Opening>,
    form: Form<Typed>,
) -> Result<HttpResponse> {
    let typed = form.0;
    if typed.act.as_deref() == Some("preview") {
        return Ok(see_other(&typed.preview_address(&allowed.thing)?));
    }
    let thresholds = match typed.parse() {
        Ok(thresholds) => thresholds,
        Err(error) => {
            return render(&context, &allowed.actor, &allowed.thing, typed, error.field_errors().to_vec()).await;
        }
    };
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    let (reason, seen) = (typed.reason.clone().unwrap_or_default(), typed.seen.unwrap_or(-1));
    let saved = context.write(move |conn| save(conn, &opening, (&thresholds, &reason), (&by, seen), now)).await;
    match saved {
        Ok(_) => Ok(see_other(&format!("/openings/{}/threshold?done=saved", allowed.thing.id))),
        Err(error) if error.code() == Code::Invalid => {
            render(&context, &allowed.actor, &allowed.thing, typed, error.field_errors().to_vec()).await
        }
        Err(error) if error.code() == Code::Conflict => {
            let problem = FieldError { field: "total".into(), message: error.sentence().to_owned() };
            render(&context, &allowed.actor, &allowed.thing, typed, vec![problem]).await
        }
        Err(error) => Err(error),
    }
}
