//! What commands say. The one place that prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands speak to whoever called them")]

use crate::error::{Error, Result};
use std::io::{self, Write};

/// A line for the person who ran the command.
pub fn line(text: impl std::fmt::Display) {
    println!("{text}");
}

/// Text of several lines. Whoever reads the other end of a pipe may stop when they have heard enough.
pub fn text(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}

/// A line beside the output: progress, hints.
pub fn aside(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// Why input cannot be used.
pub fn refusal(message: impl std::fmt::Display) {
    eprintln!("rapport: {message}");
}

/// Why a command failed, with its cause: whoever runs commands may see it.
pub fn problem(error: &Error) {
    eprintln!("rapport: {error}");
    if let Some(cause) = error.cause() {
        eprintln!("  because: {cause}");
    }
}
