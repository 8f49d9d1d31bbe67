//! `rapport bank preview`

use super::files;
use crate::app;
use crate::commands::output;
use crate::error::Result;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which item.
#[derive(Args)]
pub struct Preview {
    /// The item's id
    id: String,
    /// A directory laid out like question-bank/ [default: the built-in bank]
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Where to serve it
    #[arg(long = "at", value_name = "ADDR", default_value = "127.0.0.1:0")]
    at: SocketAddr,
}

impl Preview {
    /// Serves until stopped.
    pub fn run(self) -> Result<ExitCode> {
        let preview = app::Preview { files: files(self.dir), id: self.id };
        preview.item()?;
        actix_web::rt::System::new().block_on(app::serve_preview(preview, self.at, |address| {
            output::line(format_args!("Look at it: http://{address}/  (its key: http://{address}/key; Ctrl-C stops)"));
        }))?;
        Ok(ExitCode::SUCCESS)
    }
}
