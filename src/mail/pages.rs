//! Messages that have not arrived, and, where no mail server is set, the mails that were written into files.

use super::{Kind, Message, State, problems_of};
use crate::auth::{Signed, may, shell};
use crate::config::Settings;
use crate::error::Result;
use crate::web::{Access, Context, Route, to};
use actix_web::HttpResponse;
use serde::Serialize;
use std::path::Path;

/// The pages of this room.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/outbox", Access::Right("mail.read"), to!(page))]
}

#[derive(Serialize)]
struct OutboxView {
    waiting: Vec<WaitingView>,
    has_server: bool,
    files: Vec<FileView>,
}

#[derive(Serialize)]
struct WaitingView {
    kind: Kind,
    subject: String,
    state: State,
    tries: i64,
    problem: String,
    since: String,
}

#[derive(Serialize)]
struct FileView {
    to: String,
    subject: String,
    text: String,
}

/// How many files are shown.
const SHOWN: usize = 20;

async fn page(context: Context, signed: Signed<may::MailRead>) -> Result<HttpResponse> {
    let organization = signed.actor.organization().clone();
    let waiting = context.read(move |conn| problems_of(conn, &organization)).await?;
    let view = OutboxView {
        waiting: waiting
            .into_iter()
            .map(|message| WaitingView {
                kind: message.kind,
                subject: message.subject_id,
                state: message.state,
                tries: message.tries,
                problem: message.problem.unwrap_or_default(),
                since: message.created_at.day_and_time(),
            })
            .collect(),
        has_server: context.settings.smtp.is_some(),
        files: if shows_files(&context.settings) {
            files(&context.settings.data_dir.join("outbox"))
        } else {
            Vec::new()
        },
    };
    context.page("outbox/page.html", &shell(&signed.actor, "Outbox", "/outbox"), &view)
}

/// Files hold secret links of every organization: they are shown on a machine of one's own only.
fn shows_files(settings: &Settings) -> bool {
    let behind_a_proxy = settings.is_https() || !settings.trusted_proxies.is_empty();
    settings.smtp.is_none() && settings.listen.ip().is_loopback() && !behind_a_proxy
}

fn files(directory: &Path) -> Vec<FileView> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    // Names are time-ordered ids.
    paths.sort();
    let read = |path: &std::path::PathBuf| serde_json::from_slice::<Message>(&std::fs::read(path).ok()?).ok();
    let view = |message: Message| FileView { to: message.to_address, subject: message.subject, text: message.text };
    paths.iter().rev().take(SHOWN).filter_map(read).map(view).collect()
}
