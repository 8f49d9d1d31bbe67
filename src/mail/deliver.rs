//! From the outbox to a mail server, or, without one, into files.

use super::{Message, PURPOSE, store};
use crate::clock::{Clock, Moment};
use crate::config::{Secrets, Settings};
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use chrono::Duration;
use lettre::message::{Mailbox, MultiPart};
use lettre::{SmtpTransport, Transport as _};
use std::path::PathBuf;

/// Where messages go.
pub enum Transport {
    /// To a mail server.
    Smtp {
        /// The connection.
        server: Box<SmtpTransport>,
        /// The sender.
        from: Mailbox,
    },
    /// Into files: for development and demonstrations.
    Files {
        /// The directory.
        directory: PathBuf,
        /// The sender.
        from: Mailbox,
    },
}

/// How long after each failed try the next one comes; after the last, the message has failed.
const WAITS_MINUTES: [i64; 7] = [1, 5, 30, 120, 360, 720, 1440];
/// How many messages one round takes.
const ROUND: i64 = 50;

impl Transport {
    /// The transport the settings ask for.
    ///
    /// # Errors
    /// When the sender or the mail server's URL cannot be understood.
    pub fn from_settings(settings: &Settings) -> Result<Self> {
        let wrong = |name: &str, problem: &dyn std::fmt::Display| {
            Error::new(Code::Invalid, format!("The setting {name} cannot be used: {problem}."))
        };
        let from = settings.mail_from.parse::<Mailbox>().map_err(|error| wrong("mail-from", &error))?;
        match &settings.smtp {
            Some(url) => {
                if sends_a_password_in_clear(url) {
                    let problem = "it would send the password in clear; write smtps://… or add ?tls=required";
                    return Err(wrong("smtp", &problem));
                }
                let server = SmtpTransport::from_url(url).map_err(|error| wrong("smtp", &error))?;
                let server = Box::new(server.timeout(Some(std::time::Duration::from_secs(20))).build());
                Ok(Self::Smtp { server, from })
            }
            None => Ok(Self::Files { directory: settings.data_dir.join("outbox"), from }),
        }
    }

    fn send(&self, id: &str, message: &Message) -> Result<(), String> {
        let from = match self {
            Self::Smtp { from, .. } | Self::Files { from, .. } => from,
        };
        let mail = build(from, message)?;
        match self {
            Self::Smtp { server, .. } => server.send(&mail).map(|_| ()).map_err(|error| error.to_string()),
            Self::Files { directory, .. } => std::fs::create_dir_all(directory)
                .and_then(|()| std::fs::write(directory.join(format!("{id}.eml")), mail.formatted()))
                .and_then(|()| std::fs::write(directory.join(format!("{id}.json")), serde_json::to_vec(message)?))
                .map_err(|error| error.to_string()),
        }
    }
}

/// `smtp://` alone never encrypts. On this machine itself that may be meant.
fn sends_a_password_in_clear(url: &str) -> bool {
    let Some((credentials, server)) = url.strip_prefix("smtp://").and_then(|rest| rest.rsplit_once('@')) else {
        return false;
    };
    let host = server.split(['/', '?']).next().unwrap_or_default();
    let host = host
        .rsplit_once(':')
        .filter(|(_, port)| port.chars().all(|c| c.is_ascii_digit()))
        .map_or(host, |(host, _)| host);
    let local = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    !credentials.is_empty() && !server.contains("tls=required") && !local
}

fn build(from: &Mailbox, message: &Message) -> Result<lettre::Message, String> {
    let address = message.to_address.parse().map_err(|error| format!("the address: {error}"))?;
    let reply_to = message.reply_to.parse::<Mailbox>().map_err(|error| format!("the address for answers: {error}"))?;
    lettre::Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(one_line(&message.to_name)), address))
        .reply_to(reply_to)
        .subject(one_line(&message.subject))
        .multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
        .map_err(|error| error.to_string())
}

/// A text for a header: whatever could begin another header is a space.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// What decides how long a message to somebody of an organization waits: see [`deliver_due`].
pub type ByDay<'a> = &'a dyn Fn(&OrganizationId, Moment) -> Result<Moment>;

/// Sends what is due, for as long as `may_go_on` says so before each message: a slow mail server must neither keep a
/// process from stopping nor outlast its lease. What can wait for the morning of its organization does, also when it is
/// tried again. Returns how many messages were taken.
///
/// # Errors
/// The database's; a mail server that refuses is noted at the message and tried again later.
pub fn deliver_due(
    db: &Db,
    secrets: &Secrets,
    transport: &Transport,
    clock: &Clock,
    by_day: ByDay<'_>,
    may_go_on: &dyn Fn() -> Result<bool>,
) -> Result<usize> {
    let now = clock.now();
    let due = db.read_now(move |conn| store::due(conn, now, ROUND))?;
    let mut taken = 0;
    for message in due {
        if !may_go_on()? {
            break;
        }
        let morning = |at| if message.kind.waits_for_day() { by_day(&message.organization, at) } else { Ok(at) };
        let morning_after = morning(now)?;
        if morning_after > now {
            db.write_now(move |conn| store::postpone(conn, &message, morning_after))?;
            continue;
        }
        let content = secrets
            .open(PURPOSE, &message.sealed)
            .and_then(|text| serde_json::from_str::<Message>(&text).map_err(Error::internal));
        let outcome = content
            .map_err(|error| format!("{error:?}"))
            .and_then(|content| transport.send(message.id.as_ref(), &content));
        let now = clock.now();
        match outcome {
            Ok(()) => {
                taken += 1;
                db.write_now(move |conn| store::sent(conn, &message, now))?;
            }
            Err(problem) => {
                tracing::warn!(message = %message.id, "a message was not taken by the mail server");
                let again = again_at(message.tries, now).map(morning).transpose()?;
                db.write_now(move |conn| store::not_sent(conn, &message, &problem, again, now))?;
            }
        }
    }
    Ok(taken)
}

fn again_at(tries: i64, now: Moment) -> Option<Moment> {
    let wait = usize::try_from(tries).ok().and_then(|tries| WAITS_MINUTES.get(tries))?;
    Some(now.plus(Duration::minutes(*wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_ends() {
        let now = Moment::from_micros(0).unwrap();
        let waits: Vec<Option<i64>> =
            (0..8).map(|tries| again_at(tries, now).map(|at| at.since(now).num_minutes())).collect();
        assert_eq!(waits, [Some(1), Some(5), Some(30), Some(120), Some(360), Some(720), Some(1440), None]);
    }

    #[test]
    fn a_password_is_never_sent_in_clear() {
        assert!(sends_a_password_in_clear("smtp://me:secret@mail.example.org:587"));
        assert!(sends_a_password_in_clear("smtp://me:secret@localhost.example.org"));
        assert!(sends_a_password_in_clear("smtp://me:secret@mail.example.org:587?tls=opportunistic"));
        for fine in ["smtp://me:secret@mail.example.org:587?tls=required", "smtps://me:secret@mail.example.org"] {
            assert!(!sends_a_password_in_clear(fine), "{fine}");
        }
        assert!(
            !sends_a_password_in_clear("smtp://127.0.0.1:2525") && !sends_a_password_in_clear("smtp://me:x@localhost")
        );
    }

    #[test]
    fn a_line_break_in_a_name_adds_no_header() {
        let message = Message {
            to_name: "Anna\r\nBcc: all@example.com".into(),
            to_address: "anna@example.com".into(),
            reply_to: "jobs@example.com".into(),
            subject: "Hello\r\nX-Evil: 1".into(),
            text: "Hi".into(),
            html: "<p>Hi</p>".into(),
        };
        let mail = build(&"Rapport <r@example.com>".parse().unwrap(), &message).unwrap();
        let text = String::from_utf8(mail.formatted()).unwrap();
        let headers = text.split("\r\n\r\n").next().unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil:")), "{headers}");
    }
}
