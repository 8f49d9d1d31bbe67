//! `rapport serve`

use super::output;
use crate::app::{self, Server};
use crate::auth;
use crate::clock::Clock;
use crate::config::Settings;
use crate::error::Result;
use std::process::ExitCode;

/// Runs the server until it is told to stop.
pub fn run(settings: Settings, clock: Clock) -> Result<ExitCode> {
    let server = app::start(settings, clock)?;
    tracing::info!(database = %server.settings.database, "ready to serve");
    let now = server.clock.now();
    let first = server.db.write_now(move |conn| auth::first_admin_link(conn, now))?;
    if let Some(path) = first {
        output::line(format_args!(
            "There is no organization yet. Create it here (the link works once, for a week):\n  {}",
            server.settings.link(&path)
        ));
    }
    serve(server, || Ok(()))
}

/// Serves until told to stop. `listening` is called once the server takes requests.
pub fn serve(server: Server, listening: impl FnOnce() -> Result<()> + 'static) -> Result<ExitCode> {
    actix_web::rt::System::new().block_on(async move {
        let url = server.settings.public_url.clone();
        let running = app::serve(server)?;
        tracing::info!(address = %running.address, %url, "listening");
        listening()?;
        running.until_told().await?;
        Ok(ExitCode::SUCCESS)
    })
}
