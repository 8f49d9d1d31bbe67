//! Filling the demonstration: staff, openings, thresholds, and sittings that go through the real code.

use super::{about, names, past};
use crate::app::Server;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::entropy::Stream;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::mail::Post;
use crate::notices;
use crate::openings::{self, Invited, Invitee, NewOpening, Opening, OpeningState, Source, Stage};
use crate::people::{self, NewOrganization, Role};
use crate::results;
use crate::scores::{self, Scorer};
use crate::scoring::{Outcome, PerCompetency, Thresholds};
use crate::simulation::Simulated;
use crate::sittings::{self, GivenAnswer};
use crate::thresholds;
use chrono::Duration;
use indicatif::{ProgressBar, ProgressStyle};

/// The staff: one of each role.
pub const STAFF: [(Role, &str, &str); 4] = [
    (Role::Admin, "Ada Lindqvist", "ada@harbour-finch.example"),
    (Role::Author, "Teo Marsh", "teo@harbour-finch.example"),
    (Role::Recruiter, "Ruth Okonjo", "ruth@harbour-finch.example"),
    (Role::Manager, "Milan Novak", "milan@harbour-finch.example"),
];

/// Somebody of the staff with the hash of this run's password.
#[derive(Clone)]
pub struct Member {
    /// Their role.
    pub role: Role,
    /// Their name.
    pub name: &'static str,
    /// Their address.
    pub email: &'static str,
    /// The hash of their password.
    pub hash: String,
}

/// An opening of the demonstration: title, place, assessment, share of the applicants, threshold.
const OPENINGS: [(&str, &str, &str, f64, f64); 3] = [
    ("Support specialist", "Leeds", "customer-support-essentials", 0.6, 58.0),
    ("Store adviser", "Bristol", "customer-support-essentials", 0.3, 52.0),
    ("Weekend chat team", "Remote", "customer-support-short-screen", 0.1, 50.0),
];

pub(super) struct Desk {
    pub organization: OrganizationId,
    pub recruiter: StaffId,
    pub manager: StaffId,
}

/// Fills an empty database. Returns the link of an applicant who has not started.
pub fn fill(server: &Server, seed: i64, applicants: u32, members: &[Member]) -> Result<String> {
    let now = server.clock.now();
    let began = now.minus(Duration::days(21));
    let staff = members.to_vec();
    let desk = server.db.write_now(move |conn| create_staff(conn, &staff, now.minus(past::BEGAN)))?;
    let bar = ProgressBar::new(u64::from(applicants + past::applicants(applicants))).with_style(
        ProgressStyle::with_template("{bar:32} {pos}/{len} applicants take the test")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    past::fill(server, &desk, seed, applicants, &bar)?;
    let mut number = 0;
    let mut invitation = String::new();
    for (place, (title, town, assessment, share, cut)) in OPENINGS.into_iter().enumerate() {
        let when = began.plus(Duration::hours(place as i64));
        let opening = open(server, &desk, (title, town, assessment, cut), (seed + place as i64, when))?;
        let last = if place + 1 == OPENINGS.len() {
            applicants
        } else {
            number + (f64::from(applicants) * share).round() as u32
        };
        while number < last.min(applicants) {
            number += 1;
            sit(server, &opening, (seed, number), began)?;
            bar.inc(1);
        }
        if place == 0 {
            decide_some(server, &opening, &desk, seed)?;
            invitation = invite_newcomer(server, &opening)?;
        }
    }
    bar.finish_and_clear();
    Ok(invitation)
}

/// An opening with its team and its threshold.
pub(super) fn open(
    server: &Server,
    desk: &Desk,
    (title, town, assessment, cut): (&'static str, &'static str, &'static str, f64),
    (seed, created): (i64, Moment),
) -> Result<Opening> {
    let (organization, recruiter, manager) = (desk.organization.clone(), desk.recruiter.clone(), desk.manager.clone());
    server.db.write_now(move |conn| {
        let new = NewOpening {
            place: town.parse().map_err(Error::internal)?,
            seed,
            invitation_days: 28,
            ..NewOpening::of(
                title.parse().map_err(Error::internal)?,
                "jobs@harbour-finch.example".parse().map_err(Error::internal)?,
                assessment,
            )
        };
        let opening = openings::create(conn, &organization, &recruiter, &new, created)?;
        let team = [recruiter.clone(), manager.clone()];
        openings::set_team(conn, &opening, (opening.version, &team), &recruiter, created)?;
        set_threshold(conn, &opening, cut, &manager, created)?;
        Ok::<_, Error>(opening)
    })
}

fn create_staff(conn: &mut Conn, members: &[Member], now: Moment) -> Result<Desk> {
    let name = "Harbour & Finch".parse().map_err(Error::internal)?;
    let contact = "jobs@harbour-finch.example".parse().map_err(Error::internal)?;
    let organization = people::create_organization(
        conn,
        &NewOrganization { name: &name, contact: &contact, retention_months: 12 },
        now,
    )?;
    let fact = Fact {
        organization: &organization,
        at: now,
        who: &Who::Command,
        action: Action::OrganizationCreated,
        object: format!("organization:{organization}"),
        detail: &[("what", "demo".into())],
    };
    audit::append(conn, &fact)?;
    let mut ids = Vec::new();
    for member in members {
        let (email, name) =
            (member.email.parse().map_err(Error::internal)?, member.name.parse().map_err(Error::internal)?);
        let id = people::add_staff(conn, &organization, &email, &name, &[member.role], now)?;
        people::put_password(conn, &organization, &id, &member.hash)?;
        ids.push((member.role, id));
    }
    let of = |role: Role| ids.iter().find(|(known, _)| *known == role).map(|(_, id)| id.clone()).ok_or(Code::NotFound);
    about::choose(conn, &organization, &of(Role::Admin)?, now)?;
    Ok(Desk { recruiter: of(Role::Recruiter)?, manager: of(Role::Manager)?, organization })
}

fn set_threshold(conn: &mut Conn, opening: &Opening, cut: f64, manager: &StaffId, now: Moment) -> Result<()> {
    let wanted = Thresholds { total: cut, minima: PerCompetency::default(), z: 1.0 };
    let reason = "Demo: what our present team would be expected to reach, to be replaced by a standard setting.";
    thresholds::save(conn, opening, (&wanted, reason), (manager, 0), now.plus(Duration::minutes(5)))?;
    Ok(())
}

/// One simulated applicant, from the invitation to the end; some never start, and some never finish.
pub(super) fn sit(server: &Server, opening: &Opening, (seed, number): (i64, u32), began: Moment) -> Result<()> {
    let (opening, post) = (opening.clone(), server.post.clone());
    server.db.write_now(move |conn| {
        let mut person = Simulated::draw(seed, number);
        let stream = person.stream();
        let (name, email) = names::person(stream, number);
        let fate = stream.unit();
        let start = began.plus(Duration::minutes(90 + stream.below(60 * 24 * 19) as i64));
        let invited = invite(conn, &post, &opening, (&name, &email), start.minus(Duration::hours(1)))?;
        if fate < 0.12 {
            return Ok(());
        }
        take_test(conn, &opening, &invited, &mut person, (start, fate >= 0.18))?;
        if fate >= 0.18 { about::say(conn, &invited.candidate, (seed, number), start) } else { Ok(()) }
    })
}

fn invite(
    conn: &mut Conn,
    post: &Post,
    opening: &Opening,
    (name, email): (&str, &str),
    now: Moment,
) -> Result<Invited> {
    let invitee = Invitee {
        name: name.parse().map_err(Error::internal)?,
        email: email.parse().map_err(Error::internal)?,
        language: None,
    };
    let mut invited = openings::invite(conn, post, opening, &[invitee], (Source::Demo, &Who::Command), now)?;
    invited.pop().ok_or_else(|| Error::internal("an invitation without anybody"))
}

fn take_test(
    conn: &mut Conn,
    opening: &Opening,
    invited: &Invited,
    person: &mut Simulated,
    (start, finishes): (Moment, bool),
) -> Result<()> {
    let invitation =
        openings::live_invitation(conn, &opening.organization, &invited.candidate.id)?.ok_or(Code::NotFound)?;
    agree(conn, opening, invited, start)?;
    let attempt = sittings::start(conn, opening, &invited.candidate, &invitation, start)?.attempt;
    let scorer = Scorer::load(conn, opening)?;
    let (count, mut now) = (scorer.rules().len(), start);
    let answered = if finishes { count } else { 1 + person.stream().below(count - 1) };
    let key = (&attempt.organization, &attempt.id);
    for (place, rule) in scorer.rules().iter().enumerate().take(answered) {
        let position = place as i64 + 1;
        sittings::show(conn, key.0, key.1, (position, None, count), now)?;
        now = now.plus(Duration::seconds(15 + person.stream().below(60) as i64));
        let response = person.answer(rule);
        let given = GivenAnswer { position, section: None, seen: 1, response: Some(&response), flagged: false };
        let rules = (rule.format, rule.key.effectiveness().len(), rule.key.scale());
        sittings::save(conn, key, count, rules, &given, now)??;
    }
    if finishes {
        sittings::submit(conn, key, false, now.plus(Duration::seconds(20)))?;
    }
    Ok(())
}

/// What somebody does who reads the notice and ticks that they agree.
fn agree(conn: &mut Conn, opening: &Opening, invited: &Invited, now: Moment) -> Result<()> {
    let organization = people::organization(conn, &opening.organization)?;
    let locale = openings::locale_of(conn, opening, &invited.candidate)?;
    let notice = notices::current(conn, &organization, &opening.contact, locale)?;
    notices::agree(conn, &organization.id, &invited.candidate.id, &notice, now)
}

/// A few decisions, so that the pages have something to show.
fn decide_some(server: &Server, opening: &Opening, desk: &Desk, seed: i64) -> Result<()> {
    let (opening, recruiter, now) = (opening.clone(), desk.recruiter.clone(), server.clock.now());
    server.db.write_now(move |conn| {
        let mut stream = Stream::new(seed, "decisions");
        let mut rows = scores::results_for_preview(conn, &opening)?;
        rows.retain(|row| row.standing.outcome == Outcome::Meets);
        rows.sort_by(|a, b| a.candidate.cmp(&b.candidate));
        for row in rows.into_iter().filter(|_| stream.unit() < 0.25).take(12) {
            let candidate = openings::candidate(conn, &opening.organization, &row.candidate)?.ok_or(Code::NotFound)?;
            let case = openings::CandidateOfOpening { opening: opening.clone(), candidate };
            let reason = "Demo: strong replies throughout; invited to the interview.";
            results::decide(conn, &case, (Stage::Advance, reason), (&recruiter, 0), now)?;
        }
        Ok::<_, Error>(())
    })
}

/// An applicant for whoever looks around: invited, not started.
fn invite_newcomer(server: &Server, opening: &Opening) -> Result<String> {
    let (opening, post, now) = (opening.clone(), server.post.clone(), server.clock.now());
    let email = format!("you.{}@applicants.example", now.micros());
    let invited = server.db.write_now(move |conn| invite(conn, &post, &opening, ("Robin Vale", &email), now))?;
    Ok(invited.link)
}

/// A demonstration that exists: new passwords for its accounts, and a fresh applicant.
pub fn renew(server: &Server, members: &[Member]) -> Result<String> {
    let (members, now) = (members.to_vec(), server.clock.now());
    let opening = server.db.write_now(move |conn| {
        let not_ours = || {
            Error::new(
                Code::Conflict,
                "The database holds an organization that is not the demonstration. Name another one with --database.",
            )
        };
        let mut organization = None;
        for member in &members {
            let entry = people::directory::find(conn, people::directory::Kind::Email, member.email, now)?
                .ok_or_else(not_ours)?;
            let id: StaffId = entry.subject.parse().map_err(Error::internal)?;
            people::put_password(conn, &entry.organization, &id, &member.hash)?;
            organization = Some(entry.organization);
        }
        let organization = organization.ok_or_else(not_ours)?;
        let mut open = openings::list(conn, &organization, None)?;
        open.retain(|opening| opening.state == OpeningState::Open);
        open.pop().ok_or_else(not_ours)
    })?;
    invite_newcomer(server, &opening)
}
