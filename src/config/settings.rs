//! Flags over environment over file over defaults, validated once.

use super::DatabaseUrl;
use crate::error::{Code, Error, Result};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For machines: one object a line.
    Json,
}

/// The settings as they are given: by flag or environment here, by file in the same shape.
#[derive(Debug, Clone, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Flags {
    /// The settings file (TOML; the names of these flags with `_` for `-`)
    #[arg(long, env = "RAPPORT_CONFIG", value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Where database, key and, without SMTP, mails are kept [default: rapport-data]
    #[arg(long, env = "RAPPORT_DATA_DIR", value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// The database: sqlite:FILE or postgres://… [default: sqlite:DATA_DIR/rapport.db]
    #[arg(long, env = "RAPPORT_DATABASE", value_name = "URL", global = true, hide_env_values = true)]
    pub database: Option<String>,
    /// Where the server listens [default: 127.0.0.1:8080]
    #[arg(long, env = "RAPPORT_LISTEN", value_name = "ADDR", global = true)]
    pub listen: Option<SocketAddr>,
    /// What links begin with; https turns on secure cookies [default: http://LISTEN]
    #[arg(long, env = "RAPPORT_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// The server's keys, one a line, the newest first [default: DATA_DIR/secret.key, made at first start]
    #[arg(long, env = "RAPPORT_SECRET_FILE", value_name = "FILE", global = true)]
    pub secret_file: Option<PathBuf>,
    /// The mail server: smtps://user:password@host or smtp://user:password@host:587?tls=required [default: none, mails become files]
    #[arg(long, env = "RAPPORT_SMTP", value_name = "URL", global = true, hide_env_values = true)]
    pub smtp: Option<String>,
    /// The sender of mails [default: Rapport <rapport@localhost>]
    #[arg(long, env = "RAPPORT_MAIL_FROM", value_name = "ADDRESS", global = true)]
    pub mail_from: Option<String>,
    /// A proxy whose X-Forwarded-For counts; repeatable
    #[arg(long, env = "RAPPORT_TRUSTED_PROXY", value_name = "IP", global = true, value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// Threads that serve requests [default: one a processor]
    #[arg(long, env = "RAPPORT_WORKERS", value_name = "N", global = true)]
    pub workers: Option<usize>,
    /// How log lines are written [default: text]
    #[arg(long, env = "RAPPORT_LOG_FORMAT", value_name = "FORMAT", global = true)]
    pub log_format: Option<LogFormat>,
}

/// The settings of a running server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where things are kept.
    pub data_dir: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// What links begin with, without a slash at the end.
    pub public_url: String,
    /// The file with the server's keys, and whether it may be made.
    pub secret_file: PathBuf,
    /// Whether a missing key file is made: only where nobody named one.
    pub secret_may_be_made: bool,
    /// The mail server, if any.
    pub smtp: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// Proxies whose forwarded addresses count.
    pub trusted_proxies: Vec<IpAddr>,
    /// Threads that serve requests.
    pub workers: usize,
    /// How log lines are written.
    pub log_format: LogFormat,
}

const DEFAULT_FILE: &str = "rapport.toml";

impl Settings {
    /// Puts the sources together and checks what they say.
    ///
    /// # Errors
    /// A sentence that names the setting and what it should look like.
    pub fn resolve(flags: &Flags) -> Result<Self> {
        let file = read_file(flags.config.as_deref())?;
        let data_dir = flags.data_dir.clone().or(file.data_dir).unwrap_or_else(|| "rapport-data".into());
        let database = match flags.database.clone().or(file.database) {
            Some(text) => text.parse().map_err(|problem: String| wrong("database", &problem))?,
            None => DatabaseUrl::Sqlite(data_dir.join("rapport.db")),
        };
        let listen = flags.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let public_url = flags.public_url.clone().or(file.public_url).unwrap_or_else(|| format!("http://{listen}"));
        let named_secret = flags.secret_file.clone().or(file.secret_file);
        let trusted = if flags.trusted_proxy.is_empty() { file.trusted_proxy } else { flags.trusted_proxy.clone() };
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            database,
            listen,
            public_url: checked_public_url(&public_url)?,
            secret_may_be_made: named_secret.is_none(),
            secret_file: named_secret.unwrap_or_else(|| data_dir.join("secret.key")),
            smtp: flags.smtp.clone().or(file.smtp),
            mail_from: flags
                .mail_from
                .clone()
                .or(file.mail_from)
                .unwrap_or_else(|| "Rapport <rapport@localhost>".into()),
            trusted_proxies: trusted,
            workers: flags.workers.or(file.workers).unwrap_or(processors).clamp(1, 256),
            log_format: flags.log_format.or(file.log_format).unwrap_or_default(),
            data_dir,
        })
    }

    /// Whether pages are reached by https, so that cookies may be bound to it.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// A link to a path of ours, which begins with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

fn read_file(named: Option<&Path>) -> Result<Flags> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    if named.is_none() && !path.exists() {
        return Ok(Flags::default());
    }
    let text =
        std::fs::read_to_string(path).map_err(|error| wrong("config", &format!("{}: {error}", path.display())))?;
    toml::from_str(&text).map_err(|error| wrong("config", &format!("{}: {error}", path.display())))
}

fn checked_public_url(url: &str) -> Result<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.trim_end_matches('/'));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(url.trim_end_matches('/').to_owned())
        }
        _ => Err(wrong("public-url", &format!("`{url}` should look like https://hiring.example.com, without a path"))),
    }
}

fn wrong(setting: &str, problem: &str) -> Error {
    Error::new(Code::Invalid, format!("The setting {setting} cannot be used: {problem}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_stand_over_the_file_and_the_file_over_defaults() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.toml");
        std::fs::write(&path, "workers = 3\nlisten = \"127.0.0.1:9000\"\npublic_url = \"https://a.example/\"\n")
            .unwrap();
        let flags = Flags { config: Some(path), workers: Some(5), ..Flags::default() };
        let settings = Settings::resolve(&flags).unwrap();
        assert_eq!((settings.workers, settings.listen.port()), (5, 9000));
        assert_eq!(settings.link("/x"), "https://a.example/x");
        assert!(settings.is_https() && settings.secret_may_be_made);
        assert_eq!(settings.database.to_string(), "sqlite:rapport-data/rapport.db");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (text, name) in [
            ("listne = 1", "listne"),
            ("public_url = \"hiring.example\"", "public-url"),
            ("database = \"mysql://x\"", "database"),
        ] {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("a.toml");
            std::fs::write(&path, text).unwrap();
            let error = Settings::resolve(&Flags { config: Some(path), ..Flags::default() }).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}
