//! The score quality of an assessment, for programs: the sentences and every number of the page.

use crate::auth::{Signed, may};
use crate::error::{Code, Result};
use crate::psychometrics::Statistic;
use crate::psychometrics::validity::{Within, fisher_interval};
use crate::quality::gather::KnownItem;
use crate::quality::{Chosen, ItemReport, OptionReport, Reliability, Report, SchemeReport, report, sentence};
use crate::scoring::{Competency, Format, RateScheme};
use crate::web::{Context, Problem, json};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

/// How good the scores of an assessment are. A number that does not exist is null.
#[derive(Serialize, ToSchema)]
pub struct QualityBody {
    /// The id of the assessment.
    assessment: String,
    /// Its version.
    assessment_version: i64,
    /// How reliable the total is, in a sentence; or how many tests are missing.
    sentence: String,
    /// What that means.
    meaning: String,
    /// How many keys need another look.
    doubted_sentence: String,
    /// In how many openings it is used.
    openings: usize,
    /// How many tests are finished, over all of them.
    tests: usize,
    /// Null while there are too few tests.
    reliability: Option<ReliabilityBody>,
    /// How many tests of one item set are missing before there is a reliability; 0 when there is one.
    tests_missing: usize,
    /// Every question that was drawn.
    items: Vec<ItemBody>,
    /// What other ways to compare ratings with the key would change; empty without rating questions.
    schemes: Vec<SchemeBody>,
}

/// How reliable the total is.
#[derive(Serialize, ToSchema)]
pub struct ReliabilityBody {
    /// How many finished tests it rests on.
    tests: usize,
    /// Alpha within competencies, pooled over item sets: what is quoted.
    stratified_alpha: Option<f64>,
    /// Cronbach's alpha.
    alpha: Option<f64>,
    /// Its 95 % interval.
    alpha_ci: Option<[f64; 2]>,
    /// `McDonald`'s omega of one factor.
    omega: Option<f64>,
    /// Split halves of like content, stepped up.
    split_half: Option<f64>,
    /// The spread of totals inside item sets, in points.
    sd: f64,
    /// The error of measurement in points; null under 100 finished tests.
    sem: Option<f64>,
    /// How far apart two totals must lie to differ 19 times in 20.
    clear_difference: Option<f64>,
    /// Each item set with enough tests, the largest first.
    sets: Vec<SetBody>,
}

/// The people who were asked the same questions.
#[derive(Serialize, ToSchema)]
pub struct SetBody {
    /// How many answered everything.
    tests: usize,
    /// How many questions count.
    items: usize,
    /// As above, of this set.
    alpha: Option<f64>,
    /// As above, of this set.
    stratified_alpha: Option<f64>,
    /// As above, of this set.
    omega: Option<f64>,
    /// As above, of this set.
    split_half: Option<f64>,
}

/// One question.
#[derive(Serialize, ToSchema)]
pub struct ItemBody {
    /// The id of the item.
    item: String,
    /// Its version.
    item_version: i64,
    /// The version of its key.
    key_version: i64,
    /// What it measures.
    competency: Competency,
    /// What it asks for.
    format: Format,
    /// In how many openings it was drawn.
    openings: usize,
    /// In how many finished tests it was asked and counted.
    answers: usize,
    /// How many left it without an answer.
    left_out: usize,
    /// The mean score: 0 is what guessing gives, 1 the key. Null under 50 answers, like all that follows.
    difficulty: Option<f64>,
    /// The correlation with the mean of the other questions, inside openings.
    discrimination: Option<f64>,
    /// Its 95 % interval.
    discrimination_ci: Option<[f64; 2]>,
    /// The quartiles of the seconds it took.
    seconds: Option<[f64; 3]>,
    /// Its replies.
    options: Vec<OptionBody>,
    /// Why its key needs another look; empty under 100 answers.
    doubts: Vec<DoubtBody>,
}

/// One reply.
#[derive(Serialize, ToSchema)]
pub struct OptionBody {
    /// Its letter in the item's file.
    letter: String,
    /// How effective it is by the key.
    effectiveness: f64,
    /// The share who chose it as the best: pick-best and best-worst.
    best: Option<f64>,
    /// The share who chose it as the worst: best-worst.
    worst: Option<f64>,
    /// Its mean place: rank.
    place: Option<f64>,
    /// Its mean rating: rate.
    rating: Option<f64>,
    /// How much people are drawn to it by fifths of the rest of the test, the lowest first: chosen 1 and chosen as worst
    /// −1, first place 1 and last 0, highest rating 1 and lowest 0. Null under 100 answers.
    trace: Option<[Option<f64>; 5]>,
    /// How that goes with the rest of the test: a correlation.
    with_rest: Option<f64>,
}

/// Why a key needs another look.
#[derive(Serialize, ToSchema)]
pub struct DoubtBody {
    /// `backwards`, `poor-reply-rises` or `beats-the-best`.
    doubt: &'static str,
    /// Which reply it is about.
    letter: Option<String>,
    /// It in a sentence.
    sentence: String,
}

/// What another way to compare ratings with the key would change.
#[derive(Serialize, ToSchema)]
pub struct SchemeBody {
    /// Which.
    scheme: RateScheme,
    /// Whether it is in force.
    in_force: bool,
    /// It in a sentence.
    sentence: String,
    /// How many tests were scored.
    tests: usize,
    /// How many people would have another rank in their opening.
    ranks_changed: usize,
    /// The most places that anybody would move.
    furthest: usize,
    /// How many there are in the top fifths of the openings.
    top: usize,
    /// How many of them would not be there.
    out_of_top: usize,
    /// How many would have another outcome under today's thresholds.
    outcomes_changed: usize,
    /// The rank correlation with the scheme in force.
    rank_correlation: Option<f64>,
}

fn found<T: Copy>(statistic: &Statistic<T>) -> Option<T> {
    statistic.as_ref().ok().copied()
}

fn interval(within: &Statistic<Within>) -> Option<[f64; 2]> {
    fisher_interval(within.as_ref().ok()?, 0.95).ok().map(|(low, high)| [low, high])
}

impl From<&Reliability> for ReliabilityBody {
    fn from(of: &Reliability) -> Self {
        let set = |set: &crate::quality::SetReliability| SetBody {
            tests: set.tests,
            items: set.items,
            alpha: found(&set.alpha),
            stratified_alpha: found(&set.stratified),
            omega: found(&set.omega),
            split_half: found(&set.halves),
        };
        Self {
            tests: of.tests(),
            stratified_alpha: found(&of.stratified),
            alpha: found(&of.alpha).map(|(alpha, _)| alpha),
            alpha_ci: found(&of.alpha).map(|(_, (low, high))| [low, high]),
            omega: found(&of.omega),
            split_half: found(&of.halves),
            sd: of.sd,
            sem: found(&of.sem),
            clear_difference: found(&of.clear_difference()),
            sets: of.sets.iter().map(set).collect(),
        }
    }
}

impl From<&OptionReport> for OptionBody {
    fn from(option: &OptionReport) -> Self {
        let mut body = Self {
            letter: option.letter.to_string(),
            effectiveness: option.effectiveness,
            best: None,
            worst: None,
            place: None,
            rating: None,
            trace: option.trace,
            with_rest: option.with_rest.as_ref().ok().map(|within| within.r),
        };
        match option.chosen {
            Chosen::Best(best) => body.best = Some(best),
            Chosen::BestWorst(best, worst) => (body.best, body.worst) = (Some(best), Some(worst)),
            Chosen::Place(place) => body.place = Some(place),
            Chosen::Rating(rating) => body.rating = Some(rating),
            Chosen::Unknown => {}
        }
        body
    }
}

fn item_body((item, of): &(KnownItem, ItemReport)) -> ItemBody {
    let doubt = |doubt: &crate::quality::Doubt| DoubtBody {
        doubt: doubt.as_str(),
        letter: doubt.letter().map(|letter| letter.to_string()),
        sentence: doubt.sentence(),
    };
    ItemBody {
        item: item.item.id.clone(),
        item_version: item.item.version,
        key_version: item.key_version,
        competency: item.rule.competency,
        format: item.rule.format,
        openings: of.openings,
        answers: of.answers,
        left_out: of.left_out,
        difficulty: found(&of.difficulty),
        discrimination: of.discrimination.as_ref().ok().map(|within| within.r),
        discrimination_ci: interval(&of.discrimination),
        seconds: found(&of.seconds),
        options: of.options.iter().map(OptionBody::from).collect(),
        doubts: of.doubts.iter().map(doubt).collect(),
    }
}

impl From<&SchemeReport> for SchemeBody {
    fn from(of: &SchemeReport) -> Self {
        Self {
            scheme: of.scheme,
            in_force: of.in_force,
            sentence: sentence::scheme(of),
            tests: of.tests,
            ranks_changed: of.ranks_changed,
            furthest: of.furthest,
            top: of.top,
            out_of_top: of.out_of_top,
            outcomes_changed: of.outcomes_changed,
            rank_correlation: found(&of.agreement),
        }
    }
}

impl From<&Report> for QualityBody {
    fn from(report: &Report) -> Self {
        Self {
            assessment: report.assessment.key.id.clone(),
            assessment_version: report.assessment.key.version,
            sentence: sentence::headline(report),
            meaning: sentence::meaning(report),
            doubted_sentence: sentence::doubted(report),
            openings: report.openings,
            tests: report.tests,
            reliability: report.reliability.as_ref().ok().map(ReliabilityBody::from),
            tests_missing: report.reliability.as_ref().err().map_or(0, |few| few.missing()),
            items: report.items.iter().map(item_body).collect(),
            schemes: report.schemes.iter().map(SchemeBody::from).collect(),
        }
    }
}

/// How good are the scores of an assessment? Computed from the finished tests of all openings of the organization; nothing
/// in it is about one person.
#[utoipa::path(get, path = "/api/v1/assessments/{assessment}/{version}/quality", tag = "administration",
    params(("assessment" = String, Path, description = "The id of an assessment"), ("version" = i64, Path, description = "Its version")),
    responses((status = 200, body = QualityBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn read(
    context: Context,
    signed: Signed<may::PrecisionFreeze>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse> {
    let (id, version) = path.into_inner();
    let version = version.parse().map_err(|_| Code::NotFound)?;
    let report = report(&context.db, signed.actor.organization(), (&id, version)).await?;
    Ok(json(&QualityBody::from(&*report)))
}
