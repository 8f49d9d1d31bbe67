//! The columns of an export, once for all kinds of file: name, unit, what it says and does not say, and the cell.

use super::Export;
use crate::clock::Moment;
use crate::results::Ranked;
use crate::scores::Provenance;
use crate::scoring::{PerCompetency, Score, bands};
use serde::{Serialize, Serializer};

/// Somebody in the ranking with what their scores were computed from.
#[derive(Debug, Clone)]
pub struct Line {
    /// The person.
    pub person: Ranked,
    /// The computation.
    pub source: Provenance,
}

/// What stands in a cell. Numbers stay numbers in every kind of file.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, never a formula.
    Text(String),
    /// Points with all digits.
    Points(f64),
    /// A count or a version.
    Count(i64),
    /// A moment, UTC.
    Time(Moment),
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Points(points) => to.serialize_f64(*points),
            Self::Count(count) => to.serialize_i64(*count),
            Self::Time(time) => to.serialize_str(&time.rfc3339()),
        }
    }
}

/// A column.
pub struct Column {
    /// Its name, the same in every kind of file.
    pub name: &'static str,
    /// In what it counts.
    pub unit: &'static str,
    /// What it says, and what not.
    pub says: &'static str,
    /// What stands in it.
    pub cell: fn(&Export, &Line) -> Cell,
}

/// A column of which only the cell is code.
const fn column(
    name: &'static str,
    unit: &'static str,
    says: &'static str,
    cell: fn(&Export, &Line) -> Cell,
) -> Column {
    Column { name, unit, says, cell }
}

fn text(word: impl AsRef<str>) -> Cell {
    Cell::Text(word.as_ref().to_owned())
}

fn total(line: &Line) -> Score {
    line.person.row.standing.total
}

fn scores(line: &Line) -> &PerCompetency<Score> {
    &line.person.row.standing.competencies
}

const POINTS: &str = "points: 0 is what guessing gives, 100 the key; may be negative";
const ERROR: &str = "points: standard error";
const COMPETENCY: &str = "The score in this competency. It rests on few questions, so its error is large.";
const COMPETENCY_ERROR: &str = "How far the score of the column before lies from the true one, typically.";

/// The columns, in their order.
pub const COLUMNS: &[Column] = &[
    column(
        "pseudonym",
        "text",
        "Six characters that stand for the person where a name must not be seen.",
        |_, line| text(&line.person.pseudonym),
    ),
    column(
        "name",
        "text",
        "As the person or whoever invited them wrote it; the pseudonym where names are hidden.",
        |_, line| text(&line.person.name),
    ),
    column("email", "text", "Where the invitation went; empty where names are hidden.", |_, line| {
        text(&line.person.email)
    }),
    column("stage", "word", "What people decided: undecided, advance, hold or reject.", |_, line| {
        text(line.person.row.standing.stage)
    }),
    column(
        "outcome",
        "word",
        "What the threshold says: meets, borderline (too close to call, a person must look) or below. A recommendation, not a decision.",
        |_, line| text(line.person.row.standing.outcome),
    ),
    column(
        "band",
        "letter",
        "People within measurement error of the highest in their band, A at the top. The order inside a band means nothing, and neighbours across an edge may not differ.",
        |_, line| Cell::Text(bands::letter(line.person.band)),
    ),
    column("total", POINTS, "The weighted mean of the competencies. Not a percentage of right answers.", |_, line| {
        Cell::Points(total(line).value)
    }),
    column(
        "total_low",
        "points",
        "The lower end of the likely range: the total minus range_z standard errors.",
        |export, line| Cell::Points(total(line).value - export.z * total(line).se),
    ),
    column(
        "total_high",
        "points",
        "The upper end of the likely range: the total plus range_z standard errors.",
        |export, line| Cell::Points(total(line).value + export.z * total(line).se),
    ),
    column("total_se", ERROR, "How far the total lies from the true one, typically.", |_, line| {
        Cell::Points(total(line).se)
    }),
    column(
        "range_z",
        "standard errors",
        "How far the likely range reaches to either side: 1 holds the true score two times in three, 1.645 nine times in ten, 1.96 19 times in 20.",
        |export, _| Cell::Points(export.z),
    ),
    column("empathy", POINTS, COMPETENCY, |_, line| Cell::Points(scores(line).empathy.value)),
    column("empathy_se", ERROR, COMPETENCY_ERROR, |_, line| Cell::Points(scores(line).empathy.se)),
    column("patience", POINTS, COMPETENCY, |_, line| Cell::Points(scores(line).patience.value)),
    column("patience_se", ERROR, COMPETENCY_ERROR, |_, line| Cell::Points(scores(line).patience.se)),
    column("communication", POINTS, COMPETENCY, |_, line| Cell::Points(scores(line).communication.value)),
    column("communication_se", ERROR, COMPETENCY_ERROR, |_, line| Cell::Points(scores(line).communication.se)),
    column("product_knowledge", POINTS, COMPETENCY, |_, line| Cell::Points(scores(line).product_knowledge.value)),
    column("product_knowledge_se", ERROR, COMPETENCY_ERROR, |_, line| Cell::Points(scores(line).product_knowledge.se)),
    column(
        "questions_counted",
        "questions",
        "How many questions the total rests on. One left without an answer counts, as a guess would on average.",
        |_, line| Cell::Count(line.source.items),
    ),
    column(
        "questions_missing",
        "questions",
        "How many do not count for this person: never displayed, or voided for everybody.",
        |_, line| Cell::Count(line.source.missing),
    ),
    column("finished_at", "date and time, UTC", "When the test was handed in.", |_, line| {
        Cell::Time(line.person.row.submitted_at)
    }),
    column("threshold_version", "number", "Under which version of the threshold the outcome is.", |_, line| {
        Cell::Count(line.person.row.standing.policy_version)
    }),
    column(
        "keys",
        "word",
        "Whose judgement the keys are. An author's keys are provisional: no panel made them.",
        |export, _| text(export.basis),
    ),
    column(
        "key_set",
        "SHA-256",
        "Stands for the questions, the versions of their keys and which are voided. Totals of different key sets do not compare without care.",
        |_, line| text(&line.source.key_set),
    ),
    column("scoring_version", "text", "The version of the rules of scoring.", |_, line| {
        text(&line.source.scoring_version)
    }),
    column("precision_version", "number", "The version of the precision constants; 0 is an assumption.", |_, line| {
        Cell::Count(line.source.precision_version)
    }),
    column("assessment", "text", "The assessment and its version.", |export, _| {
        let assessment = &export.opening.assessment;
        Cell::Text(format!("{} {}", assessment.id, assessment.version))
    }),
    column(
        "exported_at",
        "date and time, UTC",
        "When this file was made. What came later is not in it.",
        |export, _| Cell::Time(export.at),
    ),
];
