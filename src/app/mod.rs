//! The composition root: settings -> running server. The only importer of every room's routes.

mod health;
mod log;
pub mod openapi;
mod preview;
mod routes;
mod serve;
mod start;

pub use preview::{Preview, serve_preview};
pub use routes::routes;
pub use serve::{Running, serve};
pub use start::{Server, start};
