//! `rapport analyze`: arguments in, a report or a refusal out.

use super::output;
use crate::analyze::{Report, Unusable, agreement, cut, dif, impact, irt, reliability, to_json};
use crate::error::Result;
use crate::psychometrics::irt::{Method, Model};
use crate::psychometrics::standards::HofsteeBounds;
use clap::{Args, Subcommand, ValueEnum};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The exit code for input that cannot be used, the same as for arguments that cannot.
const UNUSABLE: u8 = 2;

/// Psychometrics on a CSV file.
#[derive(Args)]
pub struct Analyze {
    #[command(subcommand)]
    what: What,
    /// How to print the report
    #[arg(long, global = true, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Columns to leave out
    #[arg(long, global = true, value_name = "COLUMN", value_delimiter = ',')]
    ignore: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Table,
}

#[derive(Subcommand)]
enum What {
    /// Reliability and item statistics
    Reliability {
        /// The CSV file
        file: PathBuf,
        /// A CSV file with the columns item and stratum
        #[arg(long)]
        strata: Option<PathBuf>,
    },
    /// Item response models by marginal maximum likelihood
    Irt {
        /// The CSV file
        file: PathBuf,
        #[arg(long, value_enum)]
        model: ModelName,
        #[arg(long, value_enum)]
        scores: Option<ScoreName>,
    },
    /// Differential item functioning
    Dif {
        /// The CSV file
        file: PathBuf,
        #[arg(long, value_name = "COLUMN")]
        group: String,
        #[arg(long, value_name = "VALUE")]
        focal: String,
        #[arg(long, value_enum, default_value_t = DifName::Mh)]
        method: DifName,
        /// Take flagged items out of the matching score, until the flags no longer change
        #[arg(long)]
        purify: bool,
    },
    /// Adverse impact
    Impact {
        /// The CSV file
        file: PathBuf,
        #[arg(long, value_name = "COLUMN")]
        group: String,
        #[arg(long, value_name = "COLUMN")]
        selected: String,
    },
    /// Agreement of experts: rows are options, columns are experts
    Agreement {
        /// The CSV file
        file: PathBuf,
        /// The ends of the rating scale
        #[arg(long, value_delimiter = ',', num_args = 1, value_name = "LOW,HIGH", allow_hyphen_values = true)]
        scale: Vec<f64>,
    },
    /// Standard setting
    Cut(CutArguments),
}

#[derive(Args)]
struct CutArguments {
    /// The CSV file
    file: PathBuf,
    /// Whose judgement: the items', the people's, the booklet's
    #[arg(long, value_enum)]
    method: CutName,
    /// The column of scores (contrasting, borderline, hofstee); `score` unless there is only one
    #[arg(long, value_name = "COLUMN")]
    score: Option<String>,
    /// The column of competence, 0/1 (contrasting); `competent` by default
    #[arg(long, value_name = "COLUMN")]
    competent: Option<String>,
    /// The highest raw score (angoff)
    #[arg(long)]
    max_raw: Option<f64>,
    /// The test's standard error of measurement (angoff)
    #[arg(long)]
    sem: Option<f64>,
    /// Each judge's bookmark, a page of the booklet from 1 (bookmark)
    #[arg(long, value_delimiter = ',', value_name = "PAGE,…")]
    bookmarks: Vec<usize>,
    /// The response probability (bookmark)
    #[arg(long, default_value_t = 2.0 / 3.0)]
    rp: f64,
    /// The lowest bearable cut (hofstee)
    #[arg(long, allow_hyphen_values = true)]
    c_min: Option<f64>,
    /// The highest bearable cut (hofstee)
    #[arg(long, allow_hyphen_values = true)]
    c_max: Option<f64>,
    /// The lowest bearable share of failures (hofstee)
    #[arg(long)]
    f_min: Option<f64>,
    /// The highest bearable share of failures (hofstee)
    #[arg(long)]
    f_max: Option<f64>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ModelName {
    Rasch,
    #[value(name = "2pl")]
    TwoPl,
    Grm,
    Gpcm,
}

#[derive(Clone, Copy, ValueEnum)]
enum ScoreName {
    Eap,
    Map,
    Wle,
}

#[derive(Clone, Copy, ValueEnum)]
enum DifName {
    Mh,
    Logistic,
    Mantel,
}

#[derive(Clone, Copy, ValueEnum)]
enum CutName {
    Angoff,
    Contrasting,
    Borderline,
    Hofstee,
    Bookmark,
}

impl Analyze {
    /// Runs the command.
    pub fn run(&self) -> Result<ExitCode> {
        match self.report() {
            Ok(text) => output::text(&text).map(|()| ExitCode::SUCCESS),
            Err(unusable) => {
                output::refusal(unusable);
                Ok(ExitCode::from(UNUSABLE))
            }
        }
    }

    fn report(&self) -> Result<String, Unusable> {
        let (format, ignore) = (self.format, &self.ignore[..]);
        match &self.what {
            What::Reliability { file, strata } => {
                let strata = strata.as_deref().map(open).transpose()?;
                show(&reliability::reliability(open(file)?, strata, ignore)?, format)
            }
            What::Irt { file, model, scores } => {
                show(&irt::irt(open(file)?, model.model(), scores.map(ScoreName::method), ignore)?, format)
            }
            What::Dif { file, group, focal, method, purify } => {
                show(&dif::dif(open(file)?, (group, focal), method.method(), *purify, ignore)?, format)
            }
            What::Impact { file, group, selected } => show(&impact::impact(open(file)?, group, selected)?, format),
            What::Agreement { file, scale } => {
                let scale = match scale[..] {
                    [] => None,
                    [low, high] => Some((low, high)),
                    _ => return Err(Unusable::whole("--scale needs two numbers: the lowest and the highest rating")),
                };
                show(&agreement::agreement(open(file)?, scale, ignore)?, format)
            }
            What::Cut(arguments) => by_method(arguments, ignore, format),
        }
    }
}

fn by_method(arguments: &CutArguments, ignore: &[String], format: Format) -> Result<String, Unusable> {
    let file = open(&arguments.file)?;
    let score = arguments.score.as_deref();
    match arguments.method {
        CutName::Angoff => show(&cut::angoff(file, arguments.max_raw, arguments.sem, ignore)?, format),
        CutName::Contrasting => show(&cut::contrasting(file, score, arguments.competent.as_deref())?, format),
        CutName::Borderline => show(&cut::borderline(file, score)?, format),
        CutName::Hofstee => {
            let needed = |value: Option<f64>, name: &str| {
                value.ok_or_else(|| Unusable::whole(format!("Hofstee's method needs --{name}")))
            };
            let bounds = HofsteeBounds {
                cut: (needed(arguments.c_min, "c-min")?, needed(arguments.c_max, "c-max")?),
                fail: (needed(arguments.f_min, "f-min")?, needed(arguments.f_max, "f-max")?),
            };
            show(&cut::hofstee(file, score, bounds)?, format)
        }
        CutName::Bookmark => show(&cut::bookmark(file, &arguments.bookmarks, arguments.rp)?, format),
    }
}

fn open(path: &Path) -> Result<File, Unusable> {
    File::open(path).map_err(|error| Unusable::whole(format!("{}: {error}", path.display())))
}

fn show(report: &impl Report, format: Format) -> Result<String, Unusable> {
    match format {
        Format::Json => to_json(report).map(|json| json + "\n"),
        Format::Table => Ok(report.table()),
    }
}

impl ModelName {
    fn model(self) -> Model {
        match self {
            Self::Rasch => Model::Rasch,
            Self::TwoPl => Model::TwoPl,
            Self::Grm => Model::Graded,
            Self::Gpcm => Model::PartialCredit,
        }
    }
}

impl ScoreName {
    fn method(self) -> Method {
        match self {
            Self::Eap => Method::Eap,
            Self::Map => Method::Map,
            Self::Wle => Method::Wle,
        }
    }
}

impl DifName {
    fn method(self) -> dif::DifMethod {
        match self {
            Self::Mh => dif::DifMethod::MantelHaenszel,
            Self::Logistic => dif::DifMethod::Logistic,
            Self::Mantel => dif::DifMethod::Mantel,
        }
    }
}
