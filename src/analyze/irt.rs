//! `rapport analyze irt FILE --model rasch|2pl|grm|gpcm [--scores eap|map|wle]`.

use super::omitted::Keeper;
use super::plain::{self, Plain};
use super::{Omitted, People, Report, Unusable, Wanted};
use crate::psychometrics::irt::{
    Advice, Estimate, Fit, FitOptions, FittedItem, Method, Model, advice, estimate_all, first_eigenvalues, fit,
};
use crate::psychometrics::{MISSING, Statistic};
use serde::Serialize;
use std::fmt::Write;
use std::io::Read;

/// A fitted model.
#[derive(Debug, Clone, Serialize)]
pub struct IrtReport {
    /// Its name.
    pub model: &'static str,
    /// How many persons answered anything.
    pub n: u64,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// The Bayesian criterion.
    pub bic: f64,
    /// EM cycles.
    pub cycles: usize,
    /// Whether the algorithm came to rest.
    pub converged: bool,
    /// The SD of ability: 1, but for Rasch.
    pub latent_sd: f64,
    /// The largest eigenvalues of the correlations of the complete cases: a look at whether there is one dimension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_eigenvalues: Option<Vec<f64>>,
    /// The items.
    pub items: Vec<IrtItem>,
    /// The persons, if scores were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<Vec<PersonScore>>,
    /// What to know before using the numbers.
    pub notes: Vec<String>,
    /// What does not exist, and why.
    pub omitted: Vec<Omitted>,
}

/// One item.
#[derive(Debug, Clone, Serialize)]
pub struct IrtItem {
    /// Its name.
    pub item: String,
    /// The slope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<f64>,
    /// The thresholds or steps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Vec<f64>>,
    /// Their standard errors.
    pub se: IrtErrors,
}

/// Standard errors.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IrtErrors {
    /// Of the slope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub a: Option<f64>,
    /// Of the thresholds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub b: Option<Vec<f64>>,
}

/// One person.
#[derive(Debug, Clone, Serialize)]
pub struct PersonScore {
    /// The column `id`, or the number of the row.
    pub id: String,
    /// Ability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theta: Option<f64>,
    /// Its standard error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub se: Option<f64>,
}

/// The report on a file of answers.
pub fn irt<'a>(
    answers: impl Read + 'a,
    model: Model,
    scores: Option<Method>,
    ignore: &[String],
) -> Result<IrtReport, Unusable> {
    let people = People::read(answers, &Wanted { ignore, text: None })?;
    if model == Model::TwoPl {
        people.require_two_categories("the 2PL is for two: use --model grm or gpcm")?;
    }
    let options = FitOptions { frequencies: people.weights.as_deref(), priors: None };
    let fitted = fit(&people.responses, model, &options)?;
    let mut keeper = Keeper::default();
    let eigenvalues = first_eigenvalues(&people.responses, 3);
    let items = people.items.iter().zip(&fitted.items).map(|(name, item)| irt_item(name, item, &mut keeper)).collect();
    let scores = scores.map(|method| person_scores(&people, &fitted, method, &mut keeper)).transpose()?;
    Ok(IrtReport {
        model: name_of(model),
        n: fitted.n as u64,
        log_likelihood: fitted.log_likelihood,
        aic: fitted.aic(),
        bic: fitted.bic(),
        cycles: fitted.cycles,
        converged: fitted.converged,
        latent_sd: fitted.sd,
        first_eigenvalues: keeper.keep("first_eigenvalues", eigenvalues),
        items,
        scores,
        notes: notes(&people, &fitted),
        omitted: keeper.finish(),
    })
}

fn name_of(model: Model) -> &'static str {
    match model {
        Model::Rasch => "rasch",
        Model::TwoPl => "2pl",
        Model::Graded => "grm",
        Model::PartialCredit => "gpcm",
    }
}

fn irt_item(name: &str, item: &Statistic<FittedItem>, keeper: &mut Keeper) -> IrtItem {
    let field = |part: &str| format!("items[{name}].{part}");
    match item {
        Ok(FittedItem { item, se_a, se_b }) => IrtItem {
            item: name.to_owned(),
            a: Some(item.a),
            b: Some(item.b.clone()),
            se: IrtErrors { a: keeper.keep(field("se.a"), *se_a), b: keeper.keep(field("se.b"), se_b.clone()) },
        },
        Err(absent) => {
            for part in ["a", "b", "se"] {
                keeper.note(field(part), absent.0);
            }
            IrtItem { item: name.to_owned(), a: None, b: None, se: IrtErrors::default() }
        }
    }
}

fn person_scores(
    people: &People,
    fitted: &Fit,
    method: Method,
    keeper: &mut Keeper,
) -> Result<Vec<PersonScore>, Unusable> {
    let estimates = estimate_all(&people.responses, people.weights.as_deref(), &fitted.modelled(), method, fitted.sd)?;
    let score = |(id, estimate): (&String, Statistic<Estimate>)| {
        let kept = keeper.keep(format!("scores[{id}]"), estimate);
        PersonScore { id: id.clone(), theta: kept.map(|e| e.theta), se: kept.map(|e| e.se) }
    };
    Ok(people.ids.iter().zip(estimates).map(score).collect())
}

fn notes(people: &People, fitted: &Fit) -> Vec<String> {
    let mut notes = Vec::new();
    if !fitted.converged {
        notes.push("the algorithm did not come to rest: do not use these numbers".to_owned());
    }
    let answers = |item: usize| -> u64 {
        let weight = |row: usize| people.weights.as_ref().map_or(1, |weights| u64::from(weights[row]));
        let column = people.responses.column(item).iter().enumerate();
        column.filter(|(_, answer)| **answer != MISSING).map(|(row, _)| weight(row)).sum()
    };
    let fewest = (0..people.items.len()).map(answers).min().unwrap_or(0);
    match advice(fewest as usize) {
        Advice::Full => {}
        Advice::WithPriors => {
            notes.push(format!("an item has only {fewest} answers: from 300 to 500 a model needs priors"));
        }
        Advice::ClassicalOnly => {
            notes.push(format!("an item has only {fewest} answers: under 300 use classical statistics only"));
        }
    }
    notes
}

impl Report for IrtReport {
    fn table(&self) -> String {
        let Self { model, n, log_likelihood, aic, bic, cycles, converged, latent_sd, .. } = self;
        let mut text = format!(
            "{model}, {n} persons\nlog-likelihood {log_likelihood:.4}, AIC {aic:.4}, BIC {bic:.4}\n\
             {cycles} cycles, {}; SD of ability {latent_sd:.4}\n",
            if *converged { "converged" } else { "NOT converged" },
        );
        if let Some(values) = &self.first_eigenvalues {
            let values: Vec<String> = values.iter().map(|value| format!("{value:.3}")).collect();
            let _ = writeln!(text, "first eigenvalues {}", values.join(", "));
        }
        let mut items = Plain::new(&["item", "a", "b (standard error) …"]);
        for item in &self.items {
            let with_error = |value: f64, se: Option<f64>| {
                se.map_or_else(|| format!("{value:.4}"), |se| format!("{value:.4} ({se:.4})"))
            };
            let mut cells = vec![item.item.clone()];
            cells.push(item.a.map_or_else(|| "–".to_owned(), |a| with_error(a, item.se.a)));
            for (k, b) in item.b.iter().flatten().enumerate() {
                cells.push(with_error(*b, item.se.b.as_ref().map(|se| se[k])));
            }
            items.row(cells);
        }
        let _ = write!(text, "\n{}", items.finish());
        if let Some(scores) = &self.scores {
            let mut persons = Plain::new(&["id", "theta", "se"]);
            for PersonScore { id, theta, se } in scores {
                persons.row(vec![id.clone(), plain::number(*theta), plain::number(*se)]);
            }
            let _ = write!(text, "\n{}", persons.finish());
        }
        for note in &self.notes {
            let _ = write!(text, "\nNote: {note}\n");
        }
        text + &plain::omissions(&self.omitted)
    }
}
