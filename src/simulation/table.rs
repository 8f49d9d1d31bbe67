//! The expectations as text for a terminal.

use super::Expectations;
use super::classification::Cell;
use super::precision::Decile;
use crate::analyze::{Plain, Report, omissions};
use std::fmt::Write;

impl Report for Expectations {
    fn table(&self) -> String {
        let mut text = format!(
            "{} ({}, version {}): what to expect under the assumed model\n\nThe model:\n",
            self.title, self.assessment, self.version
        );
        for sentence in &self.assumptions {
            // Writing to a String does not fail.
            let _ = writeln!(text, "  {sentence}");
        }
        let sections = [
            ("Test", self.test()),
            ("Reliability", self.reliability_table()),
            ("Standard error by true score", self.errors()),
            ("Classification", self.decisions()),
            ("Exposure of items", self.exposed()),
        ];
        for (name, table) in sections {
            let _ = write!(text, "\n{name}, under the assumed model\n{table}");
        }
        text + &omissions(&self.omitted)
    }
}

fn share(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

fn points(value: f64) -> String {
    format!("{value:.1}")
}

/// As it is written by those who publish it: two decimals.
fn coefficient(value: f64) -> String {
    format!("{value:.2}")
}

/// An en dash for what does not exist.
fn or_none(value: Option<f64>, write: fn(f64) -> String) -> String {
    value.map_or_else(|| "–".to_owned(), write)
}

/// Rows of a name and a value.
fn pairs(rows: Vec<(&str, String)>) -> String {
    let mut table = Plain::new(&["", ""]);
    rows.into_iter().for_each(|(name, value)| table.row(vec![name.to_owned(), value]));
    table.finish().trim_start().to_owned()
}

impl Expectations {
    fn test(&self) -> String {
        pairs(vec![
            ("items", self.items.to_string()),
            ("expected minutes", self.minutes.to_string()),
            ("simulated applicants", self.applicants.to_string()),
            ("seed", self.seed.to_string()),
            ("mean total", or_none(self.total.mean, points)),
            ("SD of totals", or_none(self.total.sd, points)),
        ])
    }

    fn reliability_table(&self) -> String {
        let own = &self.reliability;
        let mut table = Plain::new(&["score", "retest", "alpha", "stratified alpha"]);
        let row = |name: &str, values: [Option<f64>; 3]| {
            std::iter::once(name.to_owned()).chain(values.map(|value| or_none(value, coefficient))).collect()
        };
        table.row(row("total", [own.retest, own.alpha, own.stratified_alpha]));
        for (competency, part) in own.competencies.iter() {
            table.row(row(competency.as_str(), [part.retest, part.alpha, None]));
        }
        table.finish()
    }

    fn errors(&self) -> String {
        let mut table = Plain::new(&["true score", "applicants", "SE shown", "SD of score - true score"]);
        let row = |name: String, n: usize, reported: f64, empirical: f64| {
            vec![name, n.to_string(), points(reported), points(empirical)]
        };
        for Decile { from, to, n, reported, empirical } in &self.standard_error.deciles {
            table.row(row(format!("{} to {}", points(*from), points(*to)), *n, *reported, *empirical));
        }
        let all = &self.standard_error;
        table.row(row("all".to_owned(), self.applicants as usize, all.reported, all.empirical));
        table.finish()
    }

    fn decisions(&self) -> String {
        let own = &self.classification;
        let mut table = Plain::new(&["outcome", "of all", "truly above", "truly below"]);
        let row = |name: &str, cell: &Cell| {
            vec![name.to_owned(), share(cell.share), share(cell.truly_above), share(cell.truly_below)]
        };
        for (name, cell) in [("meets", &own.meets), ("borderline", &own.borderline), ("below", &own.below)] {
            table.row(row(name, cell));
        }
        let rates = pairs(vec![
            ("threshold on the total", points(own.threshold)),
            ("truly above", share(own.truly_above)),
            ("score on the true score's side", share(own.accuracy)),
            ("two scores on one side", share(own.consistency)),
            ("same outcome twice", share(own.same_outcome_twice)),
            ("truly below, of those that meet", or_none(own.wrongly_meets, share)),
            ("truly above, of those below", or_none(own.wrongly_below, share)),
        ]);
        rates + &table.finish()
    }

    fn exposed(&self) -> String {
        let own = &self.exposure;
        let mut table = Plain::new(&["most exposed", "openings"]);
        own.most.iter().for_each(|exposed| table.row(vec![exposed.item.clone(), share(exposed.share)]));
        let rates = pairs(vec![
            ("openings drawn", own.openings.to_string()),
            ("not to be filled", own.unfilled.to_string()),
            ("items that may be drawn", own.pool.to_string()),
            ("never drawn", own.never_drawn.to_string()),
            ("least exposed, share of openings", share(own.minimum)),
            ("median", share(own.median)),
            ("most exposed", share(own.maximum)),
        ]);
        rates + &table.finish()
    }
}
