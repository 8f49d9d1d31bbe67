//! How reliable a sum of item scores is: everything here starts from [`Moments`], the means and covariances of items.
//!
//! Formulas and sources are in `docs/psychometrics.md`. Covariances use n - 1. None of these numbers is a gate:
//! situational-judgment tests have low alphas by nature, and stratified alpha stands beside alpha for that reason.

mod alpha;
mod composite;
mod error;
mod halves;
mod integer_products;
mod moments;
mod omega;
mod pooled;
mod subscores;

pub use alpha::{alpha, alpha_of, feldt_interval, standardized_alpha, stratified_alpha};
pub use composite::{Composite, mosier, reliability_of_difference};
pub use error::{keats_error, kelley, kr21, lord_error, sed, sem};
pub use halves::{matched_halves, odd_even_halves, spearman_brown, split_half};
pub use moments::Moments;
pub use omega::{OneFactor, omega_total, one_factor};
pub use pooled::{SetAlpha, pooled_alpha};
pub use subscores::{SubscoreValue, bootstrap_lower_bound, subscore_value};
