//! Rendering, charts, forms, CSRF, pagination, headers, errors as pages.
//!
//! The way of a request: route -> extractor (who, and the resource they may touch) -> one call into the room -> a view
//! struct -> template or JSON. This room knows templates and HTTP; it knows nothing of openings or scores.

pub mod address;
mod assets;
mod body;
pub mod chart;
mod context;
pub mod cookies;
mod csrf;
mod display;
mod failure;
mod form;
pub mod gate;
mod headers;
mod input;
mod json;
mod language;
mod route;
mod upload;
mod views;

pub use assets::asset;
pub use context::{Context, local, see_other};
pub use csrf::FormToken;
pub use display::Display;
pub use failure::{present, problem_json};
pub use form::{Fields, Form, data};
pub use headers::secure;
pub use input::{Query, QueryPairs, from_pairs};
pub use json::{Empty, Json, Problem, json};
pub(crate) use route::to;
pub use route::{Access, Method, Route, mount};
pub use upload::{Csv, Upload};
pub use views::{Contact, NavLink, Progress, Shell, Views, rendered};
