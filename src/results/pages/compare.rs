//! People beside each other: which differences are real, in sentences, and every score with its range on one axis.

use crate::auth::{Allowed, may, shell};
use crate::error::{Code, Error, FieldError, Result};
use crate::openings::Opening;
use crate::policies::zone_words;
use crate::results::{Comparison, Scale, chosen, compare};
use crate::scoring::{Outcome, bands};
use crate::web::chart::Interval;
use crate::web::{Access, Context, QueryPairs, Route, to};
use actix_web::HttpResponse;
use serde::Serialize;

pub fn routes() -> Vec<Route> {
    vec![Route::get("/openings/{opening}/compare", Access::Right("results.read"), to!(page))]
}

#[derive(Serialize)]
struct CompareView {
    opening: String,
    opening_id: String,
    people: Vec<PersonView>,
    scales: Vec<ScaleView>,
    often: &'static str,
    range_words: &'static str,
    evidence: String,
    /// What is wrong with the choice; then nothing else is shown.
    problems: Vec<FieldError>,
}

#[derive(Serialize)]
struct PersonView {
    id: String,
    name: String,
    outcome: Outcome,
    band: String,
    stage: &'static str,
}

/// The total or a competency, with everybody's score and what can be said of the differences.
#[derive(Serialize)]
struct ScaleView {
    name: &'static str,
    cut: Option<f64>,
    ranges: Vec<RangeView>,
    sentences: Vec<SentenceView>,
}

#[derive(Serialize)]
struct RangeView {
    name: String,
    range: Interval,
}

#[derive(Serialize)]
struct SentenceView {
    text: String,
    clear: bool,
}

async fn page(
    context: Context,
    allowed: Allowed<may::ResultsRead, Opening>,
    query: QueryPairs,
) -> Result<HttpResponse> {
    let shell = shell(&allowed.actor, "Compare", "/openings");
    match read(&context, &allowed, &query).await {
        Ok(comparison) => context.page("results/compare.html", &shell, &view(&allowed.thing, &comparison)),
        Err(error) if error.code() == Code::Invalid => {
            let view = CompareView { problems: error.field_errors().to_vec(), ..empty(&allowed.thing) };
            context.page_again("results/compare.html", &shell, &view)
        }
        Err(error) => Err(error),
    }
}

async fn read(
    context: &Context,
    allowed: &Allowed<may::ResultsRead, Opening>,
    query: &QueryPairs,
) -> Result<Comparison, Error> {
    let ids = chosen(&query.0)?;
    let (opening, by, now) = (allowed.thing.clone(), allowed.actor.staff.id.clone(), context.now);
    context.write(move |conn| compare(conn, &opening, &ids, &by, now)).await
}

fn empty(opening: &Opening) -> CompareView {
    CompareView {
        opening: opening.title.clone(),
        opening_id: opening.id.to_string(),
        people: Vec::new(),
        scales: Vec::new(),
        often: "",
        range_words: "",
        evidence: String::new(),
        problems: Vec::new(),
    }
}

fn view(opening: &Opening, comparison: &Comparison) -> CompareView {
    let person = |person: &crate::results::Ranked| PersonView {
        id: person.row.candidate.to_string(),
        name: comparison.label(person),
        outcome: person.row.standing.outcome,
        band: bands::letter(person.band),
        stage: person.row.standing.stage.name(),
    };
    CompareView {
        people: comparison.people.iter().map(person).collect(),
        scales: Scale::all().map(|scale| scale_view(scale, comparison)).collect(),
        often: comparison.range_words(),
        range_words: zone_words(comparison.policy.thresholds.z),
        evidence: comparison.evidence.clone(),
        ..empty(opening)
    }
}

fn scale_view(scale: Scale, comparison: &Comparison) -> ScaleView {
    let thresholds = &comparison.policy.thresholds;
    let range = |person: &crate::results::Ranked| {
        let score = scale.of(person);
        RangeView { name: comparison.label(person), range: Interval::of(score.value, score.se, thresholds.z) }
    };
    ScaleView {
        name: scale.name(),
        cut: match scale {
            Scale::Total => Some(thresholds.total),
            Scale::Competency(competency) => thresholds.minima[competency],
        },
        ranges: comparison.people.iter().map(range).collect(),
        sentences: sentences(scale, comparison),
    }
}

/// Every pair on the total; of a competency only what is clear, and one sentence for the rest.
fn sentences(scale: Scale, comparison: &Comparison) -> Vec<SentenceView> {
    let all = comparison.apart(scale).into_iter();
    let all: Vec<SentenceView> =
        all.map(|apart| SentenceView { clear: apart.contrast.is_clear(), text: apart.sentence }).collect();
    let (clear, unclear): (Vec<_>, Vec<_>) = all.into_iter().partition(|sentence| sentence.clear);
    if scale == Scale::Total {
        return clear.into_iter().chain(unclear).collect();
    }
    let rest = match (clear.is_empty(), unclear.len()) {
        (_, 0) => None,
        (true, 1) => Some(format!("No difference in {} is clear.", scale.name().to_lowercase())),
        (true, _) => Some(format!("None of the differences in {} is clear.", scale.name().to_lowercase())),
        (false, 1) => Some("The other difference is not clear.".to_owned()),
        (false, _) => Some("The other differences are not clear.".to_owned()),
    };
    clear.into_iter().chain(rest.map(|text| SentenceView { text, clear: false })).collect()
}
