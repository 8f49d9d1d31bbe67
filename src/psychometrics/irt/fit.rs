//! Fitting a model: marginal maximum likelihood by accelerated EM, then errors from the observed information.

use super::graded::Graded;
use super::linear::Linear;
use super::model::{Item, Model};
use super::parameters::Layout;
use super::patterns::Patterns;
use crate::psychometrics::absent::{Absent, Statistic};
use crate::psychometrics::matrix::Matrix;
use crate::psychometrics::squarem::{Climb, Summit, squarem};
use crate::psychometrics::tables::Responses;

/// No parameter moves by this much in the last cycle.
const TOLERANCE: f64 = 1e-7;
/// Cycles after which the climb is called off.
const MOST_CYCLES: usize = 2_000;

/// Normal priors on slopes and intercepts, for samples of 300 to 500.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priors {
    /// The mean of slopes.
    pub slope_mean: f64,
    /// Their SD.
    pub slope_sd: f64,
    /// The SD of intercepts around 0.
    pub intercept_sd: f64,
}

impl Default for Priors {
    fn default() -> Self {
        Self { slope_mean: 1.0, slope_sd: 0.5, intercept_sd: 3.0 }
    }
}

/// How to fit.
#[derive(Debug, Clone, Copy, Default)]
pub struct FitOptions<'a> {
    /// How often each person's row occurs; once where there are none.
    pub frequencies: Option<&'a [u32]>,
    /// Priors, if the sample is small.
    pub priors: Option<Priors>,
}

/// A fitted item with its standard errors.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedItem {
    /// The item.
    pub item: Item,
    /// The standard error of the slope; absent for Rasch, where it is fixed.
    pub se_a: Statistic,
    /// The standard errors of the thresholds.
    pub se_b: Statistic<Vec<f64>>,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// How many persons answered anything.
    pub n: f64,
    /// The items in the order of the columns; absent where everybody answered alike.
    pub items: Vec<Statistic<FittedItem>>,
    /// The SD of ability: 1, but for Rasch.
    pub sd: f64,
    /// The log-likelihood, without priors.
    pub log_likelihood: f64,
    /// The number of free parameters.
    pub parameters: usize,
    /// EM cycles.
    pub cycles: usize,
    /// Whether the climb came to rest.
    pub converged: bool,
}

impl Fit {
    /// Akaike's criterion.
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// The Bayesian criterion.
    pub fn bic(&self) -> f64 {
        self.parameters as f64 * self.n.ln() - 2.0 * self.log_likelihood
    }

    /// The items that have a curve, with their places among all.
    pub fn modelled(&self) -> Vec<(usize, &Item)> {
        self.items.iter().enumerate().filter_map(|(place, item)| Some((place, &item.as_ref().ok()?.item))).collect()
    }
}

/// Fits a model to all answers, missing ones ignored. Absent where nothing can be fitted.
pub fn fit(responses: &Responses, model: Model, options: &FitOptions) -> Statistic<Fit> {
    let patterns = Patterns::of(responses, options.frequencies)?;
    if model == Model::TwoPl && patterns.categories.iter().any(|&categories| categories > 2) {
        return Err(Absent("the 2PL is for items with two categories"));
    }
    let layout = Layout::of(model, &patterns);
    let priors = options.priors.as_ref();
    let (summit, log_likelihood, information) = if model == Model::Graded {
        let climb = Graded { patterns: &patterns, layout: &layout, priors };
        let summit = ascend(&climb, start(&patterns, &layout));
        let expected = climb.expect(&summit.parameters);
        let information = super::errors::graded_information(&climb, &summit.parameters, &expected);
        (summit, expected.log_likelihood, information)
    } else {
        let climb = Linear { patterns: &patterns, layout: &layout, priors };
        let summit = ascend(&climb, start(&patterns, &layout));
        let expected = climb.expect(&summit.parameters);
        let information = super::errors::linear_information(&climb, &summit.parameters, &expected);
        (summit, expected.log_likelihood, information)
    };
    Ok(Fit {
        model,
        n: patterns.persons,
        items: fitted_items(responses.items(), &patterns, &layout, &summit.parameters, &information),
        sd: layout.sd(&summit.parameters),
        log_likelihood,
        parameters: layout.len(),
        cycles: summit.steps,
        converged: summit.converged,
    })
}

fn ascend(climb: &impl Climb, start: Vec<f64>) -> Summit {
    squarem(climb, start, TOLERANCE, MOST_CYCLES)
}

fn fitted_items(
    count: usize,
    patterns: &Patterns,
    layout: &Layout,
    parameters: &[f64],
    information: &Matrix,
) -> Vec<Statistic<FittedItem>> {
    let why = Absent("the observed information has no inverse here");
    let covariance = information.inverse().map_err(|_| why);
    let mut items: Vec<Statistic<FittedItem>> = vec![Err(Absent("everybody answered alike")); count];
    for (item, &place) in patterns.varying.iter().enumerate() {
        let errors = covariance.as_ref().map(|covariance| layout.errors(parameters, covariance, item)).map_err(|e| *e);
        let usable = |se: &f64| se.is_finite();
        let se_a = errors.as_ref().map_err(|e| *e).and_then(|(slope, _)| {
            slope.ok_or(Absent("the slope is fixed at 1")).and_then(|se| Some(se).filter(usable).ok_or(why))
        });
        let se_b = errors.and_then(|(_, b)| if b.iter().all(usable) { Ok(b) } else { Err(why) });
        let item = layout.to_item(parameters, item);
        items[place] = if item.b.iter().all(|b| b.is_finite()) {
            Ok(FittedItem { item, se_a, se_b })
        } else {
            Err(Absent("the slope is zero: the thresholds have no place"))
        };
    }
    items
}

/// Where the climb begins: a middling slope (smaller for more categories, as they share the same range) with the sign
/// of the item's relation to the rest, and intercepts that give the observed shares to somebody at 0.
fn start(patterns: &Patterns, layout: &Layout) -> Vec<f64> {
    let mut all = Vec::with_capacity(layout.len());
    for (counts, sign) in patterns.counts.iter().zip(super::dimension::signs(patterns)) {
        if layout.model != Model::Rasch {
            let shrink = if layout.model == Model::Graded { 1.0 } else { (counts.len() as f64 - 1.0).sqrt() };
            all.push(sign * 1.2 / shrink);
        }
        let n: f64 = counts.iter().sum();
        for k in 1..counts.len() {
            all.push(if layout.model == Model::Graded {
                let above: f64 = counts[k..].iter().sum();
                (above / (n - above)).ln()
            } else {
                (counts[k] / counts[0]).ln()
            });
        }
    }
    if layout.model == Model::Rasch {
        all.push(0.0);
    }
    all
}

/// Newton's method on a concave function of the entries from `from` on, each step halved until it climbs.
pub(super) fn newton(at: &mut [f64], from: usize, objective: impl Fn(&[f64]) -> (f64, Vec<f64>, Matrix)) {
    let (mut value, mut gradient, mut curvature) = objective(at);
    for _ in 0..20 {
        let free = at.len() - from;
        let inner = Matrix::from_fn(free, |i, j| {
            // The smallest ridge keeps a category that nobody is expected in from stopping the whole.
            curvature[(i + from, j + from)] * if i == j { 1.0 + 1e-12 } else { 1.0 }
        });
        let Ok(mut step) = inner.solve(&gradient[from..]) else { return };
        let largest = step.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        if largest < 1e-10 {
            return;
        }
        if largest > 2.0 {
            let scale = 2.0 / largest;
            for s in &mut step {
                *s *= scale;
            }
        }
        let before = at.to_vec();
        let climbed = (0..30).any(|halvings| {
            let scale = 0.5_f64.powi(halvings);
            at[from..].iter_mut().zip(&before[from..]).zip(&step).for_each(|((x, old), s)| *x = old + scale * s);
            let next = objective(at);
            // Rounding may lower a value that has reached its top.
            let higher = next.0 >= value - 1e-9 * value.abs().max(1.0) && next.0.is_finite();
            if higher {
                (value, gradient, curvature) = next;
            }
            higher
        });
        if !climbed {
            at.copy_from_slice(&before);
            return;
        }
        if largest < 1e-6 {
            // Quadratic convergence: what is left is below rounding.
            return;
        }
    }
}

impl Priors {
    /// ln of the density of all slopes and intercepts, up to a constant.
    pub(super) fn log_density(&self, layout: &Layout, parameters: &[f64]) -> f64 {
        let one = |item: usize| {
            let (a, intercepts) = layout.item(parameters, item);
            let slope =
                if layout.model == Model::Rasch { 0.0 } else { ((a - self.slope_mean) / self.slope_sd).powi(2) };
            -0.5 * (slope + intercepts.iter().map(|c| (c / self.intercept_sd).powi(2)).sum::<f64>())
        };
        (0..layout.items()).map(one).sum()
    }

    /// Adds the priors of one item to value, gradient and negative curvature, slope first.
    pub(super) fn add(&self, a: f64, intercepts: &[f64], (value, gradient, curvature): &mut (f64, Vec<f64>, Matrix)) {
        for place in 0..=intercepts.len() {
            let (x, mean, sd) = match place {
                0 => (a, self.slope_mean, self.slope_sd),
                _ => (intercepts[place - 1], 0.0, self.intercept_sd),
            };
            *value -= 0.5 * ((x - mean) / sd).powi(2);
            gradient[place] -= (x - mean) / (sd * sd);
            curvature[(place, place)] += 1.0 / (sd * sd);
        }
    }
}
