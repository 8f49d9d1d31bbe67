//! The only reader of the environment, of the settings file and of the file with the server's key.
//!
//! A setting comes from the flag, else from the environment, else from the file, else it has a default:
//!
//! | flag | environment | default | what it decides |
//! |---|---|---|---|
//! | `--config FILE` | `RAPPORT_CONFIG` | `rapport.toml` if there is one | the settings file: the names below, `_` for `-` |
//! | `--data-dir DIR` | `RAPPORT_DATA_DIR` | `rapport-data` | database, key and, without SMTP, mails |
//! | `--database URL` | `RAPPORT_DATABASE` | `sqlite:DATA_DIR/rapport.db` | the database: `sqlite:FILE` or `postgres://…` |
//! | `--listen ADDR` | `RAPPORT_LISTEN` | `127.0.0.1:8080` | where the server listens |
//! | `--public-url URL` | `RAPPORT_PUBLIC_URL` | `http://LISTEN` | what links begin with; `https` turns on secure cookies |
//! | `--secret-file FILE` | `RAPPORT_SECRET_FILE` | `DATA_DIR/secret.key`, made at first start | the server's keys, one a line, the newest first |
//! | `--smtp URL` | `RAPPORT_SMTP` | none: mails become files | `smtps://user:password@host` or `smtp://user:password@host:587?tls=required` |
//! | `--mail-from ADDRESS` | `RAPPORT_MAIL_FROM` | `Rapport <rapport@localhost>` | the sender of mails |
//! | `--trusted-proxy IP` | `RAPPORT_TRUSTED_PROXY` | none | proxies whose `X-Forwarded-For` counts; repeatable |
//! | `--workers N` | `RAPPORT_WORKERS` | one a processor | threads that serve requests |
//! | `--log-format FORMAT` | `RAPPORT_LOG_FORMAT` | `text` | `text` or `json`; `RUST_LOG` filters |

mod database_url;
mod secrets;
mod settings;

pub use database_url::{DatabaseUrl, without_password};
pub use secrets::{Secrets, token_hash};
pub use settings::{Flags, LogFormat, Settings};
