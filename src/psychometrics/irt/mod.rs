//! Item response theory: Rasch, 2PL, graded response and generalized partial credit models by marginal maximum
//! likelihood, scores of persons, information and item fit.
//!
//! Conventions: 61 equally spaced nodes on [−6, 6] with normalized N(0, 1) weights, D = 1. Graded response:
//! P(X >= k) = logistic(a(θ − bₖ)). Partial credit: P(k) ∝ exp Σ_{v<=k} a(θ − bᵥ). Rasch: slopes of 1 and a normal
//! distribution of ability whose SD is estimated; with more than two categories it is the partial credit model.
//! With fewer nodes the likelihood goes wrong where tests are long: 21 miss it by 1,364 at 60 items.

mod collapse;
mod dimension;
mod errors;
mod fit;
mod graded;
mod graded_curve;
mod item_fit;
mod linear;
mod linear_curve;
mod model;
mod nodes;
mod parameters;
mod patterns;
mod score;

pub use collapse::{Advice, Collapse, advice, collapse};
pub use dimension::first_eigenvalues;
pub use fit::{Fit, FitOptions, FittedItem, Priors, fit};
pub use item_fit::{ItemFit, item_fit};
pub(in crate::psychometrics) use model::information_of;
pub use model::{Curve, Item, Model, Point, test_information};
pub(in crate::psychometrics) use score::mode;
pub use score::{Estimate, Method, estimate, estimate_all, log_likelihood};
