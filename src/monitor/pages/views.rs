//! What the templates know.

use super::{figures, pooled, sentences, wording};
use crate::fairness::{FLOOR, Jurisdiction, Pack};
use crate::monitor::figures::{Against, Compared, Group, Pooled};
use crate::monitor::{LEAST_FINISHERS, Measure, Part, Snapshot, Waiting};
use crate::web::chart;
use serde::Serialize;

#[derive(Serialize)]
pub struct FairnessView {
    headline: String,
    meaning: String,
    pack: &'static str,
    jurisdiction: &'static str,
    questions: Vec<QuestionView>,
    snapshots: Vec<SnapshotLine>,
    waiting: WaitingView,
    problem: Option<String>,
    floor: i64,
}

#[derive(Serialize)]
struct SnapshotLine {
    number: i64,
    frozen: String,
    closed: String,
    openings: usize,
    people: String,
    pack: &'static str,
}

#[derive(Serialize)]
pub struct WaitingView {
    asks: bool,
    may: bool,
    ready: i64,
    openings: usize,
    undecided: usize,
    too_few: i64,
    least: i64,
}

/// A question over all snapshots.
#[derive(Serialize)]
struct QuestionView {
    name: String,
    reference: String,
    measures: Vec<PooledView>,
    times: Vec<TimeView>,
}

#[derive(Serialize)]
struct PooledView {
    name: &'static str,
    rows: Vec<PooledRow>,
}

#[derive(Serialize)]
struct PooledRow {
    group: String,
    parts: usize,
    people: u64,
    odds: String,
    range: RangeView,
    p: String,
}

/// One group in snapshot after snapshot.
#[derive(Serialize)]
struct TimeView {
    group: String,
    measure: &'static str,
    points: Vec<PointView>,
}

#[derive(Serialize)]
struct PointView {
    snapshot: i64,
    frozen: String,
    ratio: Option<String>,
    range: Option<RangeView>,
}

/// A ratio with its interval, in words and as it is drawn: equal is in the middle, a quarter and four times at the ends.
#[derive(Serialize)]
struct RangeView {
    words: String,
    left: f64,
    right: f64,
    dot: f64,
}

impl RangeView {
    fn of(value: f64, (low, high): (f64, f64)) -> Self {
        let drawn =
            |ratio: f64| ((50.0 + 50.0 * ratio.max(1e-6).ln() / 4_f64.ln()).clamp(0.0, 100.0) * 10.0).round() / 10.0;
        let words = format!("{} to {}", wording::decimals(low), wording::decimals(high));
        Self { words, left: drawn(low), right: drawn(high), dot: drawn(value) }
    }
}

/// A count as it was told, to be read: from 100 on exactly, below about.
fn told(count: Option<i64>) -> String {
    match count {
        None => "too few to say".into(),
        Some(count) if count < 100 => format!("about {count}"),
        Some(count) => count.to_string(),
    }
}

impl WaitingView {
    pub fn of(waiting: Waiting, asks: bool, may: bool) -> Self {
        let Waiting { ready, openings, undecided, too_few } = waiting;
        Self { asks, may, ready, openings, undecided, too_few, least: LEAST_FINISHERS }
    }
}

fn closed(snapshot: &Snapshot) -> String {
    let (from, to) = (snapshot.closed.0.day(), snapshot.closed.1.day());
    if from == to { from } else { format!("{from} to {to}") }
}

fn people(snapshot: &Snapshot) -> String {
    told(snapshot.parts.first().and_then(|part| part.everybody[0]))
}

impl FairnessView {
    pub fn of(
        snapshots: &[Snapshot],
        waiting: WaitingView,
        rules: &'static Jurisdiction,
        problem: Option<String>,
    ) -> Self {
        let all = pooled(snapshots);
        let (headline, meaning) = sentences(snapshots, &all);
        let pack = figures::packs(snapshots).into_iter().next();
        let lines = snapshots.iter().rev().map(|snapshot| SnapshotLine {
            number: snapshot.number,
            frozen: snapshot.frozen_at.day(),
            closed: closed(snapshot),
            openings: snapshot.openings.len(),
            people: people(snapshot),
            pack: &snapshot.pack.name,
        });
        Self {
            headline,
            meaning,
            pack: pack.map_or("", |pack| &pack.name),
            jurisdiction: &rules.name,
            questions: pack.map_or_else(Vec::new, |pack| questions(snapshots, pack, &all)),
            snapshots: lines.collect(),
            waiting,
            problem,
            floor: FLOOR,
        }
    }
}

fn questions(snapshots: &[Snapshot], pack: &'static Pack, all: &[Pooled]) -> Vec<QuestionView> {
    let view = |question: &crate::fairness::Question| {
        let reference = figures::largest(snapshots, &pack.id, &question.id)?;
        let name = |group: &str| wording::answer(pack, &question.id, group);
        let of = |measure: Measure| all.iter().filter(move |one| one.question == question.id && one.measure == measure);
        let row = |one: &Pooled| PooledRow {
            group: name(&one.group),
            parts: one.parts,
            people: one.people,
            odds: wording::decimals(one.odds.odds_ratio),
            range: RangeView::of(one.odds.odds_ratio, one.odds.interval),
            p: wording::p_value(one.odds.chi_square_corrected.1),
        };
        let measures =
            figures::COMPARED.map(|measure| PooledView { name: measure.name(), rows: of(measure).map(row).collect() });
        let times = question.answers.iter().filter(|answer| answer.id != reference).flat_map(|answer| {
            figures::COMPARED.map(|measure| time(snapshots, pack, &question.id, (&answer.id, &reference), measure))
        });
        Some(QuestionView {
            name: wording::question(&question.id),
            reference: name(&reference),
            measures: measures.into(),
            times: times.filter(|time| time.points.iter().any(|point| point.ratio.is_some())).collect(),
        })
    };
    pack.questions.iter().filter_map(view).collect()
}

fn time(
    snapshots: &[Snapshot],
    pack: &Pack,
    question: &str,
    (group, reference): (&str, &str),
    measure: Measure,
) -> TimeView {
    let point = |snapshot: &Snapshot| {
        let found = figures::in_snapshot(snapshot, question, (group, reference), measure);
        PointView {
            snapshot: snapshot.number,
            frozen: snapshot.frozen_at.day(),
            ratio: found.map(|found| wording::decimals(found.ratio)),
            range: found.map(|found| RangeView::of(found.ratio, found.interval)),
        }
    };
    let own = snapshots.iter().filter(|snapshot| snapshot.pack.id == pack.id);
    TimeView {
        group: wording::answer(pack, question, group),
        measure: measure.name(),
        points: own.map(point).collect(),
    }
}

#[derive(Serialize)]
pub struct SnapshotView {
    number: i64,
    frozen: String,
    by_server: bool,
    closed: String,
    pack: &'static str,
    openings: usize,
    people: String,
    floor: i64,
    /// Whether the tables of Local Law 144 are asked for, and can be made.
    ll144: bool,
    /// Whether ratios are given a word by the four-fifths rule.
    four_fifths: bool,
    jurisdiction: &'static str,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    name: String,
    whole: bool,
    people: String,
    totals: Vec<String>,
    tables: Vec<TableView>,
}

#[derive(Serialize)]
struct TableView {
    name: String,
    measures: Vec<MeasureView>,
    /// The measures of which nothing can be compared, because too little was told.
    silent: Vec<&'static str>,
}

#[derive(Serialize)]
struct MeasureView {
    name: &'static str,
    best: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    group: String,
    people: String,
    favoured: String,
    rate: String,
    best: bool,
    ratio: String,
    range: Option<RangeView>,
    fisher: String,
    z: String,
    word: &'static str,
}

impl SnapshotView {
    pub fn of(snapshot: &Snapshot, rules: &'static Jurisdiction) -> Self {
        Self {
            number: snapshot.number,
            frozen: snapshot.frozen_at.day(),
            by_server: snapshot.frozen_by == crate::audit::Who::Server.to_string(),
            closed: closed(snapshot),
            pack: &snapshot.pack.name,
            openings: snapshot.openings.len(),
            people: people(snapshot),
            floor: FLOOR,
            ll144: rules.ll144
                && snapshot
                    .parts
                    .first()
                    .is_some_and(|whole| whole.tables.iter().any(|table| table.question.contains('+'))),
            four_fifths: rules.four_fifths,
            jurisdiction: &rules.name,
            parts: snapshot.parts.iter().map(|part| part_view(snapshot, part)).collect(),
        }
    }
}

/// What a part is called: its opening, or its openings.
pub(in crate::monitor) fn part_name(snapshot: &Snapshot, stratum: i64) -> String {
    if stratum == 0 {
        return "All openings of the snapshot".into();
    }
    let titles: Vec<&str> =
        snapshot.openings.iter().filter(|(part, ..)| *part == stratum).map(|(.., title)| title.as_str()).collect();
    match titles[..] {
        [one] => one.to_owned(),
        _ => format!("{} small openings together: {}", titles.len(), titles.join(", ")),
    }
}

fn part_view(snapshot: &Snapshot, part: &Part) -> PartView {
    let totals = figures::COMPARED.map(|measure| {
        let place = Measure::ALL.iter().position(|known| *known == measure).unwrap_or(0);
        format!("{}: {}", measure.name(), told(part.everybody[place]))
    });
    let table = |table: &crate::monitor::Table| {
        let all = figures::COMPARED.map(|measure| figures::compared(table, measure));
        let silent = all.iter().filter(|compared| compared.best.is_none()).map(|compared| compared.measure.name());
        TableView {
            name: wording::question(&table.question),
            silent: silent.collect(),
            measures: all.iter().filter_map(|compared| measure_view(snapshot.pack, compared)).collect(),
        }
    };
    PartView {
        name: part_name(snapshot, part.stratum),
        whole: part.stratum == 0,
        people: told(part.everybody[0]),
        totals: totals.into(),
        tables: part.tables.iter().map(table).collect(),
    }
}

fn measure_view(pack: &Pack, compared: &Compared) -> Option<MeasureView> {
    let best = compared.best.as_ref()?;
    let name = |group: &str| wording::answer(pack, &compared.question, group);
    let row = |group: &Group| row_view(name(&group.answer), group, group.answer == *best);
    // Of both questions together most rows would be empty.
    let worth = |group: &&Group| !compared.question.contains('+') || group.people.is_some();
    Some(MeasureView {
        name: compared.measure.name(),
        best: name(best),
        rows: compared.groups.iter().filter(worth).map(row).collect(),
    })
}

fn row_view(name: String, group: &Group, best: bool) -> RowView {
    let dash = || "–".to_owned();
    let number = |of: &dyn Fn(&Against) -> Option<String>| group.against.as_ref().and_then(of).unwrap_or_else(dash);
    RowView {
        group: name,
        people: told(group.people),
        favoured: told(group.favoured),
        rate: group.rate.map_or_else(dash, chart::percent),
        best,
        ratio: if best { "1".into() } else { number(&|found| Some(wording::decimals(found.ratio))) },
        range: group.against.map(|found| RangeView::of(found.ratio, found.interval)),
        fisher: number(&|found| Some(wording::p_value(found.fisher_p))),
        z: number(&|found| found.z.map(|(z, _)| wording::decimals(z))),
        word: match group.against {
            None => "",
            Some(found) if found.few => "too few for a word",
            Some(found) if found.under_four_fifths => "under four fifths",
            Some(_) => "not under four fifths",
        },
    }
}
