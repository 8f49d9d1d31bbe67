//! PURE. The records of a snapshot as a folder of tables for somebody who checks them independently: what was told, what
//! was computed from it, and how to read both.

use super::figures::{self, Compared, compared, is_known};
use super::{EVERYBODY, LEAST_FINISHERS, Measure, Snapshot, TOGETHER, Table, wording};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::fairness::FLOOR;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// What the folder explains of itself.
const README: &str = include_str!("records.txt");

/// The tables that Local Law 144 of New York City asks for, and of which question each is.
const LL144: [(&str, &str); 3] = [
    ("ll144_sex.csv", TOGETHER[0]),
    ("ll144_race_ethnicity.csv", TOGETHER[1]),
    ("ll144_intersectional.csv", "sex+ethnic-group"),
];

/// A table as text.
struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    fn new(header: &[&str]) -> Result<Self> {
        let mut csv = Self(csv::Writer::from_writer(Vec::new()));
        csv.0.write_record(header).map_err(Error::internal)?;
        Ok(csv)
    }

    fn row(&mut self, cells: &[String]) -> Result<()> {
        self.0.write_record(cells.iter().map(|cell| harmless(cell))).map_err(Error::internal)
    }

    fn finish(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| Error::internal(error.to_string()))
    }
}

/// A cell that no spreadsheet takes for a formula. Numbers stay what they are.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn cell<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The folder: names and contents.
///
/// # Errors
/// Never, but that writing into memory can fail.
pub fn files(snapshot: &Snapshot, made: Moment) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = vec![
        ("README.txt", README.as_bytes().to_vec()),
        ("snapshot.csv", about(snapshot, made)?),
        ("openings.csv", openings(snapshot)?),
        ("answers.csv", answers(snapshot)?),
        ("counts.csv", counts(snapshot)?),
        ("comparisons.csv", comparisons(snapshot)?),
    ];
    for (name, question) in LL144 {
        if let Some(table) = snapshot.parts.first().and_then(|whole| whole.table(question)) {
            files.push((name, ll144(snapshot, table)?));
        }
    }
    Ok(files)
}

/// The folder as one file.
///
/// # Errors
/// As [`files`].
pub fn zipped(snapshot: &Snapshot, made: Moment) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files(snapshot, made)? {
        let inside = format!("fairness-records-{}/{name}", snapshot.number);
        zip.start_file(inside, SimpleFileOptions::default()).map_err(Error::internal)?;
        zip.write_all(&content).map_err(Error::internal)?;
    }
    Ok(zip.finish().map_err(Error::internal)?.into_inner())
}

fn about(snapshot: &Snapshot, made: Moment) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&["name", "value"])?;
    let rows: [(&str, String); 9] = [
        ("snapshot", snapshot.number.to_string()),
        ("frozen_at", snapshot.frozen_at.rfc3339()),
        ("made_at", made.rfc3339()),
        ("questions", snapshot.pack.id.clone()),
        ("openings_closed_from", snapshot.closed.0.rfc3339()),
        ("openings_closed_to", snapshot.closed.1.rfc3339()),
        ("least_people_of_a_part", LEAST_FINISHERS.to_string()),
        ("least_people_of_a_number", FLOOR.to_string()),
        ("exact_from", super::release::EXACT_FROM.to_string()),
    ];
    for (name, value) in rows {
        csv.row(&[name.to_owned(), value])?;
    }
    csv.finish()
}

fn openings(snapshot: &Snapshot) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&["part", "opening", "title"])?;
    for (part, id, title) in &snapshot.openings {
        csv.row(&[part.to_string(), id.to_string(), title.clone()])?;
    }
    csv.finish()
}

fn answers(snapshot: &Snapshot) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&["question", "answer", "words"])?;
    for table in snapshot.parts.first().map_or(&[][..], |whole| &whole.tables) {
        for (answer, _) in &table.groups {
            let words = wording::answer(snapshot.pack, &table.question, answer);
            csv.row(&[table.question.clone(), answer.clone(), words])?;
        }
    }
    csv.finish()
}

fn counts(snapshot: &Snapshot) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&["part", "question", "answer", "people", "above_median", "met_threshold", "advanced"])?;
    for part in &snapshot.parts {
        let mut row = |question: &str, answer: &str, told: &super::Told| {
            let names = [part.stratum.to_string(), question.to_owned(), answer.to_owned()];
            csv.row(&names.into_iter().chain(told.iter().map(|count| cell(*count))).collect::<Vec<_>>())
        };
        row(EVERYBODY, EVERYBODY, &part.everybody)?;
        for table in &part.tables {
            for (answer, told) in &table.groups {
                row(&table.question, answer, told)?;
            }
        }
    }
    csv.finish()
}

fn comparisons(snapshot: &Snapshot) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&[
        "part",
        "question",
        "measure",
        "group",
        "reference",
        "ratio",
        "ratio_low",
        "ratio_high",
        "interval",
        "fisher_p",
        "z",
        "z_p",
        "under_four_fifths",
    ])?;
    for part in &snapshot.parts {
        let all = part.tables.iter().flat_map(|table| figures::COMPARED.map(|measure| compared(table, measure)));
        for Compared { question, measure, best, groups } in all {
            for group in &groups {
                let (Some(found), Some(best)) = (group.against, &best) else { continue };
                let method = if found.by_score { "miettinen-nurminen" } else { "log" };
                let names = [part.stratum.to_string(), question.clone(), measure.to_string(), group.answer.clone()];
                let figures = [
                    best.clone(),
                    found.ratio.to_string(),
                    found.interval.0.to_string(),
                    found.interval.1.to_string(),
                    method.to_owned(),
                    found.fisher_p.to_string(),
                    cell(found.z.map(|(z, _)| z)),
                    cell(found.z.map(|(_, p)| p)),
                    found.under_four_fifths.to_string(),
                ];
                csv.row(&names.into_iter().chain(figures).collect::<Vec<_>>())?;
            }
        }
    }
    csv.finish()
}

/// One table of the law: rates and impact ratios by category, and those whose category nobody knows at its foot.
fn ll144(snapshot: &Snapshot, table: &Table) -> Result<Vec<u8>> {
    let mut csv = Csv::new(&[
        "category",
        "applicants",
        "selected",
        "selection_rate",
        "selection_impact_ratio",
        "above_median",
        "scoring_rate",
        "scoring_impact_ratio",
    ])?;
    let both = [Measure::Advanced, Measure::Above].map(|measure| compared(table, measure));
    let places = 0..table.groups.len();
    let (known, unknown): (Vec<usize>, Vec<usize>) = places.partition(|place| is_known(&table.groups[*place].0));
    for place in known.into_iter().chain(unknown) {
        let (answer, _) = &table.groups[place];
        let [selected, scored] = both.each_ref().map(|compared| {
            let group = &compared.groups[place];
            let is_best = compared.best.as_ref() == Some(answer);
            let ratio = if is_best { Some(1.0) } else { group.against.map(|found| found.ratio) };
            [cell(group.favoured), cell(group.rate), cell(ratio)]
        });
        let people = cell(both[0].groups[place].people);
        let words = [wording::answer(snapshot.pack, &table.question, answer), people];
        csv.row(&words.into_iter().chain(selected).chain(scored).collect::<Vec<_>>())?;
    }
    csv.finish()
}
