//! The room `psychometrics` against numbers from R 4.2 (psych, mirt 1.41, ltm, difR, catR, irr), from printed tables
//! and from independent computations; and what must hold whatever comes in. The numbers are in `data/`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

mod support;

mod adaptive;
mod agreement;
mod analyze;
mod decisions;
mod dif;
mod impact;
mod integrity;
mod irt;
mod properties;
mod reliability;
mod standards;
