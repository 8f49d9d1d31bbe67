//! Who comes first: whoever may not do something is told so before their input is read.
//!
//! The framework runs the extractors of a handler side by side. An extractor that checks a right closes the gate of the
//! request when it begins and opens it when the right is there; extractors of bodies and queries wait at it. In a handler's
//! signature the right therefore stands before them.

use crate::error::{Code, Error};
use actix_web::{HttpMessage, HttpRequest};
use futures_util::FutureExt;
use futures_util::future::Shared;
use tokio::sync::oneshot;

/// What waits at a gate.
pub type Signal = Shared<oneshot::Receiver<()>>;

/// A gate that is closed until it is opened; dropped, it stays closed.
pub struct Gate(oneshot::Sender<()>);

impl Gate {
    /// Closes the gate of a request.
    pub fn close(request: &HttpRequest) -> Self {
        let (sender, receiver) = oneshot::channel();
        request.extensions_mut().insert::<Signal>(receiver.shared());
        Self(sender)
    }

    /// Lets the body in.
    pub fn open(self) {
        // Nobody may be waiting: not every handler takes a body.
        self.0.send(()).ok();
    }
}

/// The gate of a request, if one was closed.
pub fn of(request: &HttpRequest) -> Option<Signal> {
    request.extensions().get::<Signal>().cloned()
}

/// Waits until the gate is open.
///
/// # Errors
/// When it stays closed; the extractor that closed it has said why.
pub async fn wait(gate: Option<Signal>) -> Result<(), Error> {
    match gate {
        Some(gate) => gate.await.map_err(|_| Code::Forbidden.into()),
        None => Ok(()),
    }
}
