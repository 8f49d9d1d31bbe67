//! Reading a body: within a size, and within a time, because the framework itself waits for ever.

use crate::error::{Code, Error};
use actix_web::dev::Payload;
use futures_util::StreamExt;
use std::time::Duration;

/// How much an ordinary form or JSON body may hold.
pub const ORDINARY: usize = 64 * 1024;
/// How much a list or a file of one may hold, with what stands around it in a form.
pub const LONG: usize = 5 * 1024 * 1024 + ORDINARY;
/// How long it may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// The same for one of more than ordinary size.
const LONG_PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body.
///
/// # Errors
/// [`Code::TooLarge`], [`Code::TooSlow`], or [`Code::Malformed`] for one that breaks off.
pub async fn read(mut payload: Payload, limit: usize) -> Result<Vec<u8>, Error> {
    let all = async {
        let mut body = Vec::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Code::Malformed)?;
            if body.len() + chunk.len() > limit {
                return Err(Error::from(Code::TooLarge));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    let patience = if limit > ORDINARY { LONG_PATIENCE } else { PATIENCE };
    tokio::time::timeout(patience, all).await.unwrap_or_else(|_| Err(Code::TooSlow.into()))
}
