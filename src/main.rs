//! The program: see `rapport --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rapport::commands::run()
}
