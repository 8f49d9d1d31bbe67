//! Hearing of finished tests: as they come, once a day, or not at all; each member of staff for themselves and for each
//! opening. The mail says how many and where to look. It holds no name and no score, because mail is read anywhere.

use super::{Opening, store};
use crate::clock::Moment;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::i18n::Locale;
use crate::ids::StaffId;
use crate::mail::{Kind, Letter, Post};
use crate::people;
use crate::words::words;
use chrono::Duration;
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub use store::NoticeRow;

words! {
    /// How somebody wants to hear of finished tests.
    NoticeChoice {
        /// Not at all.
        None = "none",
        /// As they come; those of a few seconds in one mail.
        Each = "each",
        /// Once a day, if there were any.
        Digest = "digest",
    }
}

/// The hour of the daily mail, by the clocks of the organization.
const HOUR: i64 = 7;
/// A test that was handed in so short a time ago may not be written yet.
const SETTLED: Duration = Duration::seconds(3);

/// What somebody has chosen for an opening.
///
/// # Errors
/// The database's.
pub fn notice_choice(conn: &mut Conn, opening: &Opening, staff: &StaffId) -> Result<NoticeChoice> {
    Ok(store::notice_choice(conn, opening, staff)?.unwrap_or(NoticeChoice::None))
}

/// Chooses for oneself. What was handed in before is not told of.
///
/// # Errors
/// The database's.
pub fn choose_notice(
    conn: &mut Conn,
    opening: &Opening,
    staff: &StaffId,
    choice: NoticeChoice,
    now: Moment,
) -> Result<()> {
    Ok(store::put_notice_choice(conn, opening, staff, choice, now)?)
}

/// Until when tests are told of now, where clocks are so far ahead of UTC: up to this moment, or up to the last daily hour.
fn horizon(choice: NoticeChoice, now: Moment, ahead: Duration) -> Moment {
    let settled = now.minus(SETTLED);
    if choice != NoticeChoice::Digest {
        return settled;
    }
    let since = (settled.plus(ahead).seconds() - HOUR * 3600).rem_euclid(24 * 3600);
    settled.minus(Duration::seconds(since))
}

/// Writes the mails that are due. Returns how many.
///
/// # Errors
/// The database's.
pub fn tell_finished(db: &Db, post: &std::sync::Arc<Post>, now: Moment) -> Result<usize> {
    let due = db.read_now(move |conn| {
        let mut due = Vec::new();
        let mut ahead = HashMap::new();
        for row in store::notice_rows(conn)? {
            let ahead = match ahead.entry(row.organization.clone()) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => *new.insert(people::organization(conn, &row.organization)?.zone.ahead(now)),
            };
            let until = horizon(row.choice, now, ahead);
            if row.told_until < until {
                due.push((store::finished_between(conn, &row, until)?, until, row));
            }
        }
        Ok::<_, Error>(due)
    })?;
    let mut told = 0;
    for (count, until, row) in due.into_iter().filter(|(count, ..)| *count > 0) {
        let post = post.clone();
        told += usize::from(db.write_now(move |conn| tell(conn, &post, &row, (count, until), now))?);
    }
    Ok(told)
}

#[derive(Serialize)]
struct FinishedView<'a> {
    organization: &'a str,
    opening: &'a str,
    name: &'a str,
    count: i64,
    daily: bool,
    link: String,
    settings: String,
}

/// Tells one person; `false` where somebody else has told them, or they are not to know any more.
fn tell(conn: &mut Conn, post: &Post, row: &NoticeRow, (count, until): (i64, Moment), now: Moment) -> Result<bool> {
    if !store::move_notice(conn, row, until)? {
        return Ok(false);
    }
    let staff = people::staff(conn, &row.organization, &row.staff)?.filter(|staff| staff.disabled_at.is_none());
    let opening = store::opening(conn, &row.organization, &row.opening)?;
    let (Some(staff), Some(opening)) = (staff, opening) else { return Ok(false) };
    if !store::on_team(conn, &row.organization, &row.opening, &row.staff)? {
        return Ok(false);
    }
    let organization = people::organization(conn, &row.organization).map_err(Error::from)?;
    let view = FinishedView {
        organization: &organization.name,
        opening: &opening.title,
        name: &staff.name,
        count,
        daily: row.choice == NoticeChoice::Digest,
        link: post.link(&format!("/openings/{}/people", opening.id)),
        settings: post.link(&format!("/openings/{}#notices", opening.id)),
    };
    let letter = Letter {
        to_name: &staff.name,
        to_address: &staff.email,
        reply_to: &organization.contact,
        locale: Locale::English,
        template: "finished",
        view,
    };
    post.send(conn, &row.organization, (Kind::Finished, opening.id.as_ref()), &letter, now)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_daily_mail_reaches_to_the_last_seven_o_clock() {
        let at = |text: &str| serde_json::from_str::<Moment>(&format!("\"{text}\"")).unwrap();
        let (before, after) = (at("2026-11-02T06:59:00Z"), at("2026-11-02T07:00:10Z"));
        let here = Duration::zero();
        assert_eq!(horizon(NoticeChoice::Digest, before, here), at("2026-11-01T07:00:00Z"));
        assert_eq!(horizon(NoticeChoice::Digest, after, here), at("2026-11-02T07:00:00Z"));
        assert_eq!(horizon(NoticeChoice::Each, after, here), at("2026-11-02T07:00:07Z"));
        let east = Duration::hours(2);
        assert_eq!(
            horizon(NoticeChoice::Digest, before, east),
            at("2026-11-02T05:00:00Z"),
            "seven, two hours to the east"
        );
    }
}
