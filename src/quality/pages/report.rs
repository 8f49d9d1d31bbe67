//! The score quality of an assessment, for people: the sentence first, then the numbers, each with what it says.

use crate::auth::{Signed, may, shell};
use crate::bank::Basis;
use crate::error::{Code, Result};
use crate::psychometrics::Statistic;
use crate::psychometrics::describe::coefficient;
use crate::quality::gather::KnownItem;
use crate::quality::items::shape;
use crate::quality::{
    Chosen, Doubt, ItemReport, LEAST_FOR_ERROR, LEAST_FOR_TRACES, OptionReport, Reliability, Report, report, sentence,
};
use crate::scoring::Format;
use crate::web::chart::{self, Line};
use crate::web::{Context, rendered};
use actix_web::{HttpResponse, web};
use serde::Serialize;

#[derive(Serialize)]
struct ReportView {
    id: String,
    version: i64,
    title: String,
    headline: String,
    meaning: String,
    doubted: String,
    openings: usize,
    panel: Option<PanelView>,
    items: Vec<ItemView>,
    schemes: Vec<SchemeView>,
    provisional: bool,
    least_for_traces: usize,
    width: f64,
    height: f64,
}

#[derive(Serialize)]
struct PanelView {
    figures: Vec<FigureView>,
    sets: Vec<SetView>,
}

/// A number with what it says, or why there is none.
#[derive(Serialize)]
struct FigureView {
    name: &'static str,
    value: String,
    says: &'static str,
}

#[derive(Serialize)]
struct SetView {
    number: usize,
    tests: usize,
    items: usize,
    alpha: String,
    stratified: String,
    omega: String,
    halves: String,
}

#[derive(Serialize)]
struct ItemView {
    anchor: String,
    id: String,
    title: String,
    competency: &'static str,
    format: &'static str,
    answers: usize,
    left_out: usize,
    openings: usize,
    difficulty: String,
    discrimination: String,
    interval: Option<String>,
    median: String,
    quartiles: Option<String>,
    doubts: Vec<String>,
    missing: usize,
    options: Vec<OptionView>,
    lines: Vec<Line>,
    says: &'static str,
    top: String,
    bottom: String,
}

#[derive(Serialize)]
struct OptionView {
    letter: String,
    text: minijinja::Value,
    effectiveness: f64,
    best: bool,
    chosen: String,
    with_rest: String,
    fifths: Vec<String>,
}

#[derive(Serialize)]
struct SchemeView {
    name: &'static str,
    in_force: bool,
    says: String,
    ranks: String,
    top: String,
    outcomes: String,
    agreement: String,
}

/// The picture of the trace lines.
const CHART: (f64, f64) = (360.0, 130.0);

pub async fn page(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (id, version) = path.into_inner();
    let version = version.parse().map_err(|_| Code::NotFound)?;
    let report = report(&context.db, signed.actor.organization(), (&id, version)).await?;
    context.page("quality/report.html", &shell(&signed.actor, "Score quality", "/assessments"), &view(&report))
}

fn view(report: &Report) -> ReportView {
    ReportView {
        id: report.assessment.key.id.clone(),
        version: report.assessment.key.version,
        title: report.assessment.blueprint.title.clone(),
        headline: sentence::headline(report),
        meaning: sentence::meaning(report),
        doubted: sentence::doubted(report),
        openings: report.openings,
        panel: report.reliability.as_ref().ok().map(panel),
        items: report.items.iter().enumerate().map(|(place, (item, found))| item_view(place, item, found)).collect(),
        schemes: report.schemes.iter().map(scheme_view).collect(),
        provisional: report.items.iter().any(|(item, _)| item.key.basis == Basis::Author),
        least_for_traces: LEAST_FOR_TRACES,
        width: CHART.0,
        height: CHART.1,
    }
}

fn number(statistic: &Statistic) -> String {
    statistic.map_or_else(|absent| format!("none: {absent}"), coefficient)
}

fn panel(found: &Reliability) -> PanelView {
    let alpha = found.alpha.map_or_else(
        |absent| format!("none: {absent}"),
        |(value, (low, high))| {
            let text = coefficient;
            format!("{}, likely {} to {}", text(value), text(low), text(high))
        },
    );
    let sem = found.sem.map_or_else(
        |_| {
            format!("from {LEAST_FOR_ERROR} finished tests on; {} to go", LEAST_FOR_ERROR.saturating_sub(found.tests()))
        },
        |value| format!("{value:.1} points"),
    );
    let figure = |name, value, says| FigureView { name, value, says };
    let figures = vec![
        figure(
            "Stratified alpha",
            number(&found.stratified),
            "How consistently the questions of each competency answer together. It is the number quoted above, because a test of four competencies is not meant to be one thing.",
        ),
        figure(
            "Alpha",
            alpha,
            "The same as if all questions measured one thing, with the interval that holds it 19 times in 20. Situational tests have low values by nature: .46 to .68 in summaries of many studies.",
        ),
        figure(
            "Omega",
            number(&found.omega),
            "How much of the total one common factor explains, where questions may weigh differently.",
        ),
        figure(
            "Split half",
            number(&found.halves),
            "How well two halves of like content agree, stepped up to the whole length.",
        ),
        figure(
            "Error of measurement",
            sem,
            "How far a total lies from the true one, typically: the spread of totals times √(1 − reliability).",
        ),
        figure(
            "Spread of totals",
            format!("{:.1} points", found.sd),
            "The standard deviation between people who were asked the same questions.",
        ),
    ];
    let sets = found.sets.iter().enumerate().map(|(place, set)| SetView {
        number: place + 1,
        tests: set.tests,
        items: set.items,
        alpha: number(&set.alpha),
        stratified: number(&set.stratified),
        omega: number(&set.omega),
        halves: number(&set.halves),
    });
    PanelView { figures, sets: sets.collect() }
}

fn item_view(place: usize, item: &KnownItem, found: &ItemReport) -> ItemView {
    let interval = found.discrimination.as_ref().ok().and_then(|within| {
        let (low, high) = crate::psychometrics::validity::fisher_interval(within, 0.95).ok()?;
        Some(format!("{} to {}", coefficient(low), coefficient(high)))
    });
    let points = |share: f64| format!("{:.0}", share * 100.0);
    let dash = || "–".to_owned();
    let best = item.rule.key.highest();
    let format = item.rule.format;
    let traced: Option<Vec<_>> = found
        .options
        .iter()
        .map(|option| Some((option, option.trace?.map(|drawn| Some(on_chart(format, drawn?))))))
        .collect();
    let series = traced
        .unwrap_or_default()
        .into_iter()
        .map(|(option, values)| (capital(option), values.to_vec(), option.effectiveness >= best));
    let (top, bottom) = ends(item);
    ItemView {
        anchor: format!("question-{}", place + 1),
        id: item.item.id.clone(),
        title: item.presented.title.clone(),
        competency: item.rule.competency.name(),
        format: item.rule.format.as_str(),
        answers: found.answers,
        left_out: found.left_out,
        openings: found.openings,
        difficulty: found.difficulty.map_or_else(|_| dash(), points),
        discrimination: found.discrimination.as_ref().map_or_else(|_| dash(), |within| coefficient(within.r)),
        interval,
        median: found.seconds.map_or_else(|_| dash(), |quartiles| format!("{:.0} s", quartiles[1])),
        quartiles: found.seconds.ok().map(|quartiles| format!("{:.0} to {:.0}", quartiles[0], quartiles[2])),
        doubts: found.doubts.iter().copied().map(Doubt::sentence).collect(),
        missing: LEAST_FOR_TRACES.saturating_sub(found.answers),
        options: found.options.iter().map(|option| option_view(item, option)).collect(),
        lines: chart::lines(series.collect(), CHART),
        says: measure(format),
        top,
        bottom,
    }
}

/// What the trace lines show, in words.
const fn measure(format: Format) -> &'static str {
    match format {
        Format::PickBest => "the share who chose the reply",
        Format::BestWorst => "the share who chose the reply as best, less the share who chose it as worst",
        Format::Rank => "the mean place of the reply",
        Format::Rate => "the mean rating of the reply",
    }
}

/// The upper and the lower end of that.
fn ends(item: &KnownItem) -> (String, String) {
    match item.rule.format {
        Format::PickBest => ("100 %".into(), "0 %".into()),
        Format::BestWorst => ("100 %".into(), "−100 %".into()),
        Format::Rank => ("1st".into(), "last".into()),
        Format::Rate => (item.key.scale.to_string(), "1".into()),
    }
}

/// The appeal of a reply as a height from 0 to 1.
fn on_chart(format: Format, drawn: f64) -> f64 {
    if format == Format::BestWorst { f64::midpoint(drawn, 1.0) } else { drawn }
}

fn capital(option: &OptionReport) -> String {
    option.letter.to_string().to_uppercase()
}

fn percent(share: f64) -> String {
    let text = chart::percent(share.abs());
    if share < 0.0 && text != "0 %" { format!("−{text}") } else { text }
}

fn option_view(item: &KnownItem, option: &OptionReport) -> OptionView {
    let (options, scale) = shape(item);
    let in_words = |drawn: f64| match item.rule.format {
        Format::PickBest | Format::BestWorst => percent(drawn),
        Format::Rank => format!("{:.1}", options as f64 - drawn * (options as f64 - 1.0)),
        Format::Rate => format!("{:.1}", 1.0 + drawn * (f64::from(scale) - 1.0)),
    };
    let text = item.presented.options.iter().find(|known| known.letter == option.letter);
    OptionView {
        letter: capital(option),
        text: text.map_or_else(|| minijinja::Value::from(""), |known| rendered(&known.text)),
        effectiveness: option.effectiveness,
        best: option.effectiveness >= item.rule.key.highest(),
        chosen: match option.chosen {
            Chosen::Best(share) => percent(share),
            Chosen::BestWorst(best, worst) => format!("{} best, {} worst", percent(best), percent(worst)),
            Chosen::Place(place) => format!("place {place:.1}"),
            Chosen::Rating(rating) => format!("rated {rating:.1}"),
            Chosen::Unknown => "–".to_owned(),
        },
        with_rest: option.with_rest.as_ref().map_or_else(|_| "–".to_owned(), |within| coefficient(within.r)),
        fifths: option.trace.map_or_else(Vec::new, |trace| {
            trace.iter().map(|drawn| drawn.map_or_else(|| "–".to_owned(), in_words)).collect()
        }),
    }
}

fn scheme_view(scheme: &crate::quality::SchemeReport) -> SchemeView {
    let of = |some: usize, all: usize| format!("{some} of {all}");
    SchemeView {
        name: sentence::scheme_name(scheme.scheme),
        in_force: scheme.in_force,
        says: sentence::scheme(scheme),
        ranks: of(scheme.ranks_changed, scheme.tests),
        top: of(scheme.out_of_top, scheme.top),
        outcomes: of(scheme.outcomes_changed, scheme.tests),
        agreement: number(&scheme.agreement),
    }
}
