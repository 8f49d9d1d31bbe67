//! The mails to a person, as their page shows them: kind, time, what has become of each.

use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::mail::{self, Kind, State, plan};
use crate::openings::{self, Candidate};
use serde::Serialize;

#[derive(Serialize)]
pub struct MailView {
    kind: &'static str,
    at: String,
    state: String,
}

/// Those that were sent, or wait to be, and the message after a decision that is still to leave. What a mail server said
/// may hold the address, so it is not told where the name is hidden.
pub fn mails(conn: &mut Conn, candidate: &Candidate, hidden: bool) -> Result<Vec<MailView>> {
    let mut views = Vec::new();
    for message in mail::about(conn, &candidate.organization, candidate.id.as_ref())? {
        let said = message.problem.filter(|_| !hidden).map(|said| format!(": “{said}”")).unwrap_or_default();
        let state = match message.state {
            State::Sent => format!("sent {}", message.sent_at.map(Moment::day_and_time).unwrap_or_default()),
            State::Waiting if message.tries > 0 => format!("not delivered yet, tried again by itself{said}"),
            State::Waiting => "on its way".to_owned(),
            State::Failed => format!("not delivered{said}"),
        };
        views.push(MailView { kind: message.kind.name(), at: message.created_at.day_and_time(), state });
    }
    // Only the word about the last decision leaves.
    let last = openings::decisions(conn, &candidate.organization, &candidate.id)?.pop().and_then(|last| last.act);
    let planned = plan::of_candidate(conn, &candidate.organization, &candidate.id)?;
    let to_leave = planned.iter().filter(|letter| {
        let about_it = last.as_ref().is_some_and(|act| act.as_ref() == letter.about);
        letter.kind == Kind::Decision && letter.stage == plan::Stage::Planned && about_it
    });
    views.extend(to_leave.map(|letter| MailView {
        kind: letter.kind.name(),
        at: letter.due_at.day_and_time(),
        state: "leaves then, unless the decision is taken back".to_owned(),
    }));
    Ok(views)
}
