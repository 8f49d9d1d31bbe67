//! The program: see `rapport --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Database, mails and backups hold personal data: what this program writes is for its own user alone.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    rapport::commands::run()
}
