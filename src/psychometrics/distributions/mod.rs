//! The distributions that tests and intervals need, to about 1e-13 relative, in pure Rust.
//!
//! Densities follow Loader (2000), "Fast and accurate computation of binomial probabilities": the saddle point keeps
//! its digits where differences of log-gammas lose them. Tails are computed as tails, never as one minus a body.

mod beta;
mod gamma;
mod hypergeometric;
mod saddle;

pub use crate::scoring::normal::{
    cdf as normal_cdf, density as normal_density, quantile as normal_quantile, two_sided as normal_two_sided,
};
pub use beta::{beta_cdf, beta_quantile, beta_upper, f_quantile, f_upper, ln_beta, t_quantile, t_two_sided};
pub use gamma::{chi_square_quantile, chi_square_upper, gamma_cdf, gamma_upper};
pub use hypergeometric::Hypergeometric;
pub use saddle::binomial_mass;

#[cfg(test)]
mod tests;
