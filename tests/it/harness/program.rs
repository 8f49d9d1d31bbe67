//! The program itself, as somebody at a terminal runs it.

use std::path::Path;
use std::process::{Command, Output};

/// What a run said.
pub struct Said {
    /// Its exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs `rapport` with a directory for its data.
pub fn rapport(data: &Path, database: Option<&str>, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    command.arg("--data-dir").arg(data).args(arguments).env_remove("RAPPORT_DATABASE");
    if let Some(url) = database {
        command.args(["--database", url]);
    }
    let Output { status, stdout, stderr } = command.output().expect("the program");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    Said { status: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

impl Said {
    /// Checks the exit status, and shows what was said where it is another.
    #[track_caller]
    pub fn expect(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}{}", self.out, self.err);
        self
    }
}
