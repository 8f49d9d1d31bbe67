//! `rapport bank new`

use crate::commands::output;
use crate::error::{Code, Error, Result};
use crate::scoring::{Competency, Format};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the new item is to be.
#[derive(Args)]
pub struct New {
    /// Its id, which becomes the file's name: lower-case words with hyphens
    id: String,
    /// empathy, patience, communication or product-knowledge
    #[arg(long)]
    competency: Competency,
    /// pick-best, best-worst, rank or rate
    #[arg(long, default_value = "pick-best")]
    format: Format,
    /// The bank it goes into
    #[arg(long, default_value = "question-bank")]
    dir: PathBuf,
}

impl New {
    /// Runs the command. An item that is there is never overwritten.
    pub fn run(self) -> Result<ExitCode> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(plain) {
            let sentence = format!("`{}` is no id: write lower-case words with hyphens, like kind-word.", self.id);
            return Err(Error::new(Code::Invalid, sentence));
        }
        let folder = self.dir.join(self.competency.as_str());
        let path = folder.join(format!("{}.md", self.id));
        let failed = |problem: std::io::Error| {
            Error::new(Code::Invalid, format!("{} cannot be written: {problem}.", path.display()))
        };
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let mut file = std::fs::File::create_new(&path).map_err(failed)?;
        file.write_all(self.text().as_bytes()).map_err(failed)?;
        output::line(format_args!("Wrote {}. Next: rapport bank check {}", path.display(), self.dir.display()));
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self) -> String {
        let ask = match self.format {
            Format::PickBest => "Which reply is the **best** thing to say next?",
            Format::BestWorst => "Which reply is the **best** thing to say next, and which is the **worst**?",
            Format::Rank => "Put these replies in order, from the **best** to the **worst**.",
            Format::Rate => "How good is each reply? Rate each one from 1 (very poor) to 5 (very good).",
        };
        let brief = match self.competency {
            Competency::ProductKnowledge => {
                "brief: BRIEF                  # a file in briefs/: what the applicant may look up"
            }
            _ => "# brief: BRIEF                # a file in briefs/, where the answer depends on a price or a rule",
        };
        include_str!("skeleton.md")
            .replace("{id}", &self.id)
            .replace("{competency}", self.competency.as_str())
            .replace("{format}", self.format.as_str())
            .replace("{brief}", brief)
            .replace("{ask}", ask)
    }
}
