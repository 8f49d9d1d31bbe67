//! What commands say. The one place that prints.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands speak to whoever called them")]

use crate::error::Error;

/// A line for the person who ran the command.
pub fn line(text: impl std::fmt::Display) {
    println!("{text}");
}

/// A line beside the output: progress, hints.
pub fn aside(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// Why a command failed, with its cause: whoever runs commands may see it.
pub fn problem(error: &Error) {
    eprintln!("rapport: {error}");
    if let Some(cause) = error.cause() {
        eprintln!("  because: {cause}");
    }
}
