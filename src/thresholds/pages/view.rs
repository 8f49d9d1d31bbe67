//! The page of the thresholds as its template sees it.

use super::{GroupsView, Typed};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{FieldError, Result};
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::people::{self, Reach, Right};
use crate::policies::{self, Policy, Positions, Proposal, ProposalState, ZONES, zone_words};
use crate::scoring::{Competency, Thresholds};
use crate::thresholds::{BIN, Preview, sentence};
use crate::web::chart::{Column, histogram, share};
use serde::Serialize;

/// What stands around the preview, loaded with it.
pub(super) struct Around {
    opened: bool,
    proposal: Option<ProposalView>,
    history: Vec<VersionView>,
    positions: Option<Positions>,
    look_again: i64,
    /// Who else may approve.
    others: Vec<String>,
}

/// What the reader may do, and when.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub may_set: bool,
    pub may_decide: bool,
    pub now: Moment,
}

#[derive(Serialize)]
pub(super) struct ThresholdView {
    opening: String,
    opening_id: String,
    version: i64,
    printed: String,
    preview: PreviewView,
    groups: GroupsView,
    fields: Vec<MinimumView>,
    typed: Typed,
    zones: Vec<ZoneChoice>,
    is_current: bool,
    may_set: bool,
    may_decide: bool,
    opened: bool,
    proposal: Option<ProposalView>,
    others: Vec<String>,
    look_again: i64,
    positions: Option<i64>,
    positions_seen: i64,
    history: Vec<VersionView>,
    pub(super) problems: Vec<FieldError>,
    done: &'static str,
}

/// The preview as the template draws it; the script gets the same numbers as JSON.
#[derive(Serialize)]
struct PreviewView {
    sentence: String,
    borderline_sentence: String,
    change_sentence: String,
    zone_sentence: String,
    positions_sentence: String,
    expected_sentence: String,
    doubts_sentence: String,
    columns: Vec<ColumnView>,
    cut_x: f64,
    zone_x: f64,
    zone_width: f64,
    width: f64,
    height: f64,
    cut: f64,
    all: usize,
    outcomes: [(&'static str, usize, f64); 3],
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
    /// Who approved it, and what they said.
    approved: Option<(String, String)>,
}

#[derive(Serialize)]
struct ProposalView {
    number: i64,
    changes: Vec<String>,
    reason: String,
    author: String,
    at: String,
    is_own: bool,
    panel: Option<String>,
    /// The address that shows what it would do.
    query: String,
}

impl Around {
    /// Loads it. `by` is who looks.
    pub(super) fn load(conn: &mut Conn, opening: &Opening, current: &Policy, by: &StaffId) -> Result<Self> {
        let all = policies::proposals(conn, opening)?;
        let waiting = all.iter().find(|proposal| proposal.state == ProposalState::Waiting);
        let proposal = match waiting {
            Some(proposal) => Some(proposal_view(conn, opening, current, (proposal, by))?),
            None => None,
        };
        let author = waiting.map_or(by.as_ref(), |proposal| proposal.author.as_str());
        let others = openings::members(conn, opening)?.into_iter().filter(|member| {
            let reaches = member.roles.iter().filter_map(|role| role.reach(Right::ThresholdsSet)).max();
            let may = reaches == Some(Reach::All) || reaches == Some(Reach::Own) && member.on_team;
            may && member.staff.id.as_ref() != author
        });
        Ok(Self {
            opened: policies::results_opened(conn, opening)?,
            proposal,
            others: others.map(|member| member.staff.name).collect(),
            history: history_views(conn, opening, &all)?,
            positions: policies::positions(conn, opening)?,
            look_again: policies::reviews_waiting(conn, opening)?,
        })
    }
}

fn proposal_view(
    conn: &mut Conn,
    opening: &Opening,
    current: &Policy,
    (proposal, by): (&Proposal, &StaffId),
) -> Result<ProposalView> {
    let typed = Typed::of(&proposal.thresholds);
    Ok(ProposalView {
        number: proposal.number,
        changes: differences(&current.thresholds, &proposal.thresholds),
        reason: proposal.reason.clone(),
        author: name_of(conn, opening, &proposal.author)?,
        at: proposal.created_at.day_and_time(),
        is_own: proposal.author == by.as_ref(),
        panel: proposal.panel.clone(),
        query: typed.preview_address(opening)?,
    })
}

fn name_of(conn: &mut Conn, opening: &Opening, id: &str) -> Result<String> {
    Ok(people::staff_by_id(conn, &opening.organization, id)?.map(|staff| staff.name).unwrap_or_default())
}

/// The view.
pub(super) fn threshold(
    opening: &Opening,
    (current, shown): (&Policy, &Preview),
    (around, groups): (Around, GroupsView),
    (typed, problems): (Typed, Vec<FieldError>),
    extent: Extent,
) -> ThresholdView {
    let done = match typed.done.as_deref() {
        Some("saved" | "approved") => "saved",
        Some("proposed") => "proposed",
        Some("refused") => "refused",
        Some("withdrawn") => "withdrawn",
        Some("positions") => "positions",
        _ => "",
    };
    let typed =
        if typed.is_asked() { typed } else { Typed { reason: typed.reason.clone(), ..Typed::of(&current.thresholds) } };
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
        printed: format!(
            "{} · threshold version {} · printed {}",
            opening.title,
            current.version,
            extent.now.day_and_time()
        ),
        preview: preview_view(shown),
        groups,
        fields: fields.collect(),
        zones: ZONES.iter().map(|(z, words)| ZoneChoice { z: *z, words, chosen: (z - chosen).abs() < 1e-9 }).collect(),
        is_current: shown.thresholds == current.thresholds,
        typed,
        may_set: extent.may_set,
        may_decide: extent.may_decide,
        opened: around.opened,
        proposal: around.proposal,
        others: around.others,
        look_again: around.look_again,
        positions: around.positions.map(|positions| positions.count),
        positions_seen: around.positions.map_or(0, |positions| positions.version),
        history: around.history,
        problems,
        done,
    }
}

const CHART: (f64, f64) = (600.0, 170.0);

fn preview_view(shown: &Preview) -> PreviewView {
    let (width, height) = CHART;
    let tenth = |x: f64| (x * 10.0).round() / 10.0;
    let x = |score: f64| tenth(score.clamp(0.0, 100.0) * width / 100.0);
    let columns = histogram(&shown.bins, BIN, CHART);
    let cut = shown.thresholds.total;
    let ten = (10.0 / BIN) as usize;
    let all = shown.counts.all();
    let rows = shown.bins.chunks(ten).enumerate().map(|(place, bins)| {
        let count = bins.iter().sum();
        HistogramRow { from: place as i64 * 10, to: place as i64 * 10 + 10, count, share: share(count, all) }
    });
    let outcome = |name, count| (name, count, share(count, all));
    PreviewView {
        sentence: sentence::headline(shown),
        borderline_sentence: sentence::borderline(shown),
        change_sentence: sentence::change(shown),
        zone_sentence: sentence::zone(shown),
        positions_sentence: sentence::positions(shown),
        expected_sentence: sentence::expected(shown),
        doubts_sentence: sentence::doubts(shown),
        columns: columns.into_iter().map(|column| ColumnView { under: column.to <= cut, column }).collect(),
        cut_x: x(cut),
        zone_x: x(shown.zone.borderline_from),
        zone_width: tenth(x(shown.zone.meets_from) - x(shown.zone.borderline_from)),
        width,
        height,
        cut,
        all,
        outcomes: [
            outcome("meets", shown.counts.meets),
            outcome("borderline", shown.counts.borderline),
            outcome("below", shown.counts.below),
        ],
        rows: rows.collect(),
    }
}

fn history_views(conn: &mut Conn, opening: &Opening, proposals: &[Proposal]) -> Result<Vec<VersionView>> {
    let versions = policies::history(conn, opening)?;
    let mut views = Vec::with_capacity(versions.len());
    for (place, policy) in versions.iter().enumerate() {
        let approved = proposals
            .iter()
            .find(|proposal| proposal.state == ProposalState::Approved && proposal.base_version + 1 == policy.version);
        let approved = match approved {
            Some(proposal) => {
                let by = proposal.answered_by.clone().unwrap_or_default();
                Some((name_of(conn, opening, &by)?, proposal.answer.clone().unwrap_or_default()))
            }
            None => None,
        };
        views.push(VersionView {
            version: policy.version,
            thresholds: lines(&policy.thresholds),
            changes: versions
                .get(place + 1)
                .map(|before| differences(&before.thresholds, &policy.thresholds))
                .unwrap_or_default(),
            reason: policy.reason.clone(),
            author: name_of(conn, opening, &policy.author)?,
            at: policy.created_at.day_and_time(),
            approved,
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
