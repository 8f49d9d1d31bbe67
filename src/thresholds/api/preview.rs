//! What thresholds would do, for programs and for the page's script.

use crate::auth::{Allowed, may};
use crate::error::Result;
use crate::openings::Opening;
use crate::psychometrics::decisions::Decisions;
use crate::scoring::{PerCompetency, Thresholds};
use crate::thresholds::{BIN, Counts, Preview, preview, sentence};
use crate::web::{Context, Problem, Query, chart, json};
use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Thresholds to look at.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[into_params(parameter_in = Query)]
pub(super) struct PreviewQuery {
    /// The least total, 0 to 100.
    total: f64,
    /// The least score in empathy.
    empathy: Option<f64>,
    /// The least score in patience.
    patience: Option<f64>,
    /// The least score in communication.
    communication: Option<f64>,
    /// The least score in product knowledge.
    product_knowledge: Option<f64>,
    /// How many standard errors the borderline zone is wide on either side: 1, 1.645 or 1.96. 1 if left out.
    z: Option<f64>,
}

impl PreviewQuery {
    fn thresholds(&self) -> Thresholds {
        let minima = PerCompetency {
            empathy: self.empathy,
            patience: self.patience,
            communication: self.communication,
            product_knowledge: self.product_knowledge,
        };
        Thresholds { total: self.total, minima, z: self.z.unwrap_or(1.0) }
    }
}

/// What thresholds would do.
#[derive(Serialize, ToSchema)]
struct PreviewBody {
    /// It in one sentence.
    sentence: String,
    /// How many are too close to call, and what would help.
    borderline_sentence: String,
    /// How many would have another outcome than now.
    change_sentence: String,
    /// Where a total meets, is borderline, is below.
    zone_sentence: String,
    /// How many are to be hired against how many meet; empty where nobody has said how many are to be hired.
    positions_sentence: String,
    /// How often the threshold of the total is expected to decide rightly, or why that cannot be said.
    expected_sentence: String,
    /// A warning for minima that rest on too little; empty where there is none.
    doubts_sentence: String,
    /// Who would fall where.
    counts: Counts,
    /// The share that is too close to call, 0 to 1.
    borderline_share: f64,
    /// How many people are to be hired, where somebody has said so.
    positions: Option<i64>,
    /// How often the threshold of the total is expected to decide rightly; null until that can be said.
    expected: Option<ExpectedBody>,
    /// How many would have another outcome than now.
    would_change: usize,
    /// Of them, how many have a decision already; it stays.
    decided_would_change: usize,
    /// From this total on, it meets.
    meets_from: f64,
    /// From this total on, it is borderline.
    borderline_from: f64,
    /// The threshold of the total.
    cut: f64,
    /// People by their total, in columns of `bin` points from 0.
    bins: Vec<usize>,
    /// The width of a column.
    bin: f64,
    /// How many items would halve the borderline cases, if any number up to ten times today's would.
    items_to_halve: Option<usize>,
}

/// Expected shares of people, by Livingston and Lewis (1995).
#[derive(Serialize, ToSchema)]
struct ExpectedBody {
    /// On the side on which their true score lies.
    accuracy: f64,
    /// On the same side again with other questions of the same kind.
    consistency: f64,
    /// Reach it, and their true score does not.
    false_positive: f64,
    /// Miss it, and their true score reaches it.
    false_negative: f64,
    /// Cohen's kappa of two sittings; null where everybody is on one side.
    kappa: Option<f64>,
}

impl From<Decisions> for ExpectedBody {
    fn from(expected: Decisions) -> Self {
        Self {
            accuracy: expected.accuracy,
            consistency: expected.consistency,
            false_positive: expected.false_positive,
            false_negative: expected.false_negative,
            kappa: expected.kappa.ok(),
        }
    }
}

impl From<&Preview> for PreviewBody {
    fn from(preview: &Preview) -> Self {
        Self {
            sentence: sentence::headline(preview),
            borderline_sentence: sentence::borderline(preview),
            change_sentence: sentence::change(preview),
            zone_sentence: sentence::zone(preview),
            positions_sentence: sentence::positions(preview),
            expected_sentence: sentence::expected(preview),
            doubts_sentence: sentence::doubts(preview),
            borderline_share: chart::share(preview.counts.borderline, preview.counts.all()),
            positions: preview.positions,
            expected: preview.expected.ok().map(ExpectedBody::from),
            counts: preview.counts,
            would_change: preview.would_change,
            decided_would_change: preview.decided_would_change,
            meets_from: preview.zone.meets_from,
            borderline_from: preview.zone.borderline_from,
            cut: preview.thresholds.total,
            bins: preview.bins.clone(),
            bin: BIN,
            items_to_halve: preview.items_to_halve,
        }
    }
}

/// What would these thresholds do? Nothing is saved.
#[utoipa::path(get, path = "/api/v1/openings/{opening}/threshold/preview", tag = "thresholds", params(("opening" = String, Path, description = "The id of an opening"), PreviewQuery),
    responses((status = 200, body = PreviewBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn look(
    context: Context,
    allowed: Allowed<may::ThresholdsRead, Opening>,
    query: Query<PreviewQuery>,
) -> Result<HttpResponse> {
    let thresholds = query.0.thresholds();
    let preview = context.read(move |conn| preview(conn, &allowed.thing, &thresholds)).await?;
    Ok(json(&PreviewBody::from(&preview)))
}
