//! `rapport bank check`

use super::{Checked, Format};
use crate::bank::{Files, Finding, Place, Severity};
use crate::commands::output;
use crate::error::{Error, Result};
use clap::Args;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};
use std::path::PathBuf;
use std::process::ExitCode;

/// How to check.
#[derive(Args)]
pub struct Check {
    /// Directories laid out like question-bank/
    dirs: Vec<PathBuf>,
    /// For people, or one JSON object for CI
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> Result<ExitCode> {
        let all = if self.dirs.is_empty() {
            vec![Files::BuiltIn]
        } else {
            self.dirs.into_iter().map(Files::Directory).collect()
        };
        let mut refused = 0;
        for files in all {
            let checked = Checked::read(files)?;
            refused += checked.refused();
            match self.format {
                Format::Text => print_findings(&checked)?,
                Format::Json => print_json(&checked)?,
            }
        }
        Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Draws every finding at its line.
pub fn print_findings(checked: &Checked) -> Result<()> {
    let texts = checked.files.read()?;
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    for finding in &checked.findings {
        let mut drawn = String::new();
        let source = texts.get(&*finding.place.path).cloned().unwrap_or_default();
        handler.render_report(&mut drawn, report(finding, source).as_ref()).map_err(Error::internal)?;
        output::line(drawn.trim_end());
    }
    let warnings = checked.findings.len() - checked.refused();
    output::line(format_args!(
        "{}: {} items, {} practice items, {} assessments; {} refused, {warnings} warnings",
        checked.files.name(),
        checked.library.items.len(),
        checked.library.practice_ids().len(),
        checked.blueprints.len(),
        checked.refused()
    ));
    Ok(())
}

/// The finding as a report that points at its line.
fn report(finding: &Finding, source: String) -> Report {
    let Place { path, line, column } = &finding.place;
    let start: usize = source.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let text = source[start..].lines().next().unwrap_or_default();
    let skipped: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
    let length = text[skipped..].trim_end().len();
    let severity = match finding.severity {
        Severity::Refused => miette::Severity::Error,
        Severity::Warning => miette::Severity::Warning,
    };
    let diagnostic = MietteDiagnostic::new(finding.message.clone())
        .with_code(finding.rule)
        .with_severity(severity)
        .with_help(finding.cure.clone())
        .with_label(LabeledSpan::at(start + skipped..start + skipped + length, "here"));
    Report::new(diagnostic).with_source_code(NamedSource::new(path, source))
}

fn print_json(checked: &Checked) -> Result<()> {
    let object = serde_json::json!({
        "bank": checked.files.name(),
        "items": checked.library.items.len(),
        "refused": checked.refused(),
        "findings": checked.findings,
    });
    output::line(serde_json::to_string(&object).map_err(Error::internal)?);
    Ok(())
}
