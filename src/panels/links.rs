//! The links of judges: they end, and a new one takes the place of the old.

use super::{Judge, PanelOfOpening, PanelState, note, store};
use crate::audit::Who;
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::mail::fresh_token;
use crate::openings;
use crate::people::directory::{self, Entry, Kind};
use chrono::Duration;

/// How many days a judge's link opens.
pub const LINK_DAYS: i64 = 30;

/// A fresh token with its hash, and until when it opens.
pub(super) fn fresh(now: Moment) -> (String, String, Moment) {
    let token = fresh_token();
    let hash = token_hash(&token);
    (token, hash, now.plus(Duration::days(LINK_DAYS)))
}

/// Enters the link of a judge.
pub(super) fn enter(conn: &mut Conn, organization: &OrganizationId, judge: &Judge, hash: &str) -> Result<()> {
    let entry = Entry { organization: organization.clone(), subject: judge.id.to_string() };
    Ok(directory::put(conn, Kind::Judge, hash, &entry, judge.expires_at)?)
}

/// Gives a judge a new link; the old one opens nothing any more. Returns their name and the link's token, known only now.
///
/// # Errors
/// [`Code::NotFound`] for somebody who is not on the panel, [`Code::WrongState`] when the panel is over.
pub fn renew(
    conn: &mut Conn,
    case: &PanelOfOpening,
    judge: &str,
    by: &StaffId,
    now: Moment,
) -> Result<(Judge, String)> {
    let PanelOfOpening { opening, panel } = case;
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    let found = store::judge(conn, &panel.organization, judge)?;
    let mut judge = found.filter(|judge| judge.panel == panel.id.as_ref()).ok_or(Code::NotFound)?;
    let state = store::panel(conn, &panel.organization, panel.id.as_ref())?.map(|panel| panel.state);
    if state == Some(PanelState::Closed) {
        return Err(Error::new(Code::WrongState, "This panel is over: nobody judges any more."));
    }
    let (token, hash, until) = fresh(now);
    judge.expires_at = Some(until);
    let entry = Entry { organization: panel.organization.clone(), subject: judge.id.to_string() };
    directory::remove_subject(conn, Kind::Judge, &entry)?;
    store::put_link(conn, &panel.organization, &judge, &hash)?;
    enter(conn, &panel.organization, &judge, &hash)?;
    note(conn, &panel.organization, &Who::Staff(by.clone()), (panel.id.as_ref(), "judge's link renewed"), now)?;
    Ok((judge, token))
}
