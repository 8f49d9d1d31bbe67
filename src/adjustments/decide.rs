//! Deciding. What is granted acts at once, and the applicant gets the reply by mail in the language in which they asked.

use super::reader::Waiting;
use super::{Kind, LONGEST, NewSitting, Request, State, store, tell};
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::mail::Post;
use crate::openings::{self, OpeningState};
use crate::people;
use crate::sittings::{self, Attempt, AttemptState, Grant, TimeFactor};
use chrono::{Duration, Months};

/// What is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// By how much a time limit is stretched.
    pub factor: TimeFactor,
    /// A fresh deadline.
    pub open_until: Option<Moment>,
    /// A new sitting.
    pub new_sitting: Option<NewSitting>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is granted; nothing where it is refused.
    pub granted: Option<Granted>,
    /// Why, for those who decide.
    pub reason: String,
    /// What the applicant is told.
    pub reply: String,
}

/// The furthest that a fresh deadline may lie ahead.
const FURTHEST: Duration = Duration::days(366);

/// Decides a request, from the version that was seen.
///
/// # Errors
/// [`Code::Invalid`] for what cannot be granted or is missing, [`Code::Conflict`] when somebody else has decided,
/// [`Code::WrongState`] for a grant in a closed opening.
pub fn decide(
    conn: &mut Conn,
    post: &Post,
    waiting: &Waiting,
    (seen, decision): (i64, &Decision),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let Waiting { request, candidate, opening, .. } = waiting;
    if request.state != State::Waiting || request.version != seen {
        return Err(Error::new(Code::Conflict, "Somebody has decided this request in the meantime."));
    }
    openings::hold_candidate(conn, &candidate.organization, &candidate.id)?;
    let last = sittings::latest_attempt(conn, &candidate.organization, &candidate.id)?;
    let mut faults = texts(decision);
    if let Some(granted) = &decision.granted {
        if opening.state == OpeningState::Closed {
            let sentence = "This opening is closed, so nothing could be used. Have it reopened first, or refuse.";
            return Err(Error::new(Code::WrongState, sentence));
        }
        faults.extend(what_cannot_be(waiting, granted, last.as_ref(), now));
        faults.extend(against_the_rule(conn, request, granted, last.as_ref(), now)?);
    }
    if !faults.is_empty() {
        return Err(Error::fields(faults));
    }
    let decided = decided(request, decision, by, now);
    if !store::update(conn, &decided)? {
        return Err(Error::new(Code::Conflict, "Somebody has decided this request in the meantime."));
    }
    if let Some(granted) = &decision.granted {
        let sittings = last.as_ref().filter(|_| granted.new_sitting.is_some()).map_or(1, |last| last.number + 1);
        let grant = Grant { factor: granted.factor, open_until: granted.open_until, sittings };
        sittings::grant(conn, candidate, &grant)?;
        if granted.new_sitting.is_some() {
            openings::resend(conn, post, opening, candidate, &Who::Staff(by.clone()), now)?;
        }
    }
    note(conn, &decided, by, now)?;
    tell::applicant(conn, post, waiting, &decided, now)
}

fn decided(request: &Request, decision: &Decision, by: &StaffId, now: Moment) -> Request {
    Request {
        state: if decision.granted.is_some() { State::Granted } else { State::Refused },
        factor: decision.granted.map(|granted| granted.factor),
        open_until: decision.granted.and_then(|granted| granted.open_until),
        new_sitting: decision.granted.and_then(|granted| granted.new_sitting),
        reason: Some(decision.reason.trim().to_owned()),
        reply: Some(decision.reply.trim().to_owned()),
        decided_by: Some(by.clone()),
        decided_at: Some(now),
        ..request.clone()
    }
}

fn fault(field: &str, message: impl Into<String>) -> FieldError {
    FieldError { field: field.into(), message: message.into() }
}

fn texts(decision: &Decision) -> Vec<FieldError> {
    let check = |field: &str, text: &str, missing: &str| match text.trim().chars().count() {
        0 => Some(fault(field, missing)),
        1..=LONGEST => None,
        _ => Some(fault(field, "Keep it under 2,000 characters.")),
    };
    let reason = check("reason", &decision.reason, "Write why. Only those who decide on adjustments read it.");
    let reply = check("reply", &decision.reply, "Write what you tell the applicant.");
    reason.into_iter().chain(reply).collect()
}

/// What makes no sense to grant as things stand: it would promise something and change nothing.
fn what_cannot_be(waiting: &Waiting, granted: &Granted, last: Option<&Attempt>, now: Moment) -> Vec<FieldError> {
    let mut faults = Vec::new();
    let running = last.filter(|attempt| attempt.state == AttemptState::Started);
    let ended = last.filter(|attempt| attempt.state != AttemptState::Started);
    let nothing = granted.factor == TimeFactor::Same && granted.open_until.is_none() && granted.new_sitting.is_none();
    if nothing && waiting.request.kind != Kind::SomethingElse {
        faults.push(fault("time", "Choose what you grant: more time, a fresh deadline or a new sitting."));
    }
    let limited = waiting.limited_parts
        || running.map_or(waiting.opening.time_limit_minutes.is_some(), |attempt| attempt.deadline_at.is_some());
    if granted.factor != TimeFactor::Same && !limited {
        faults.push(fault("time", "There is no time limit for them to stretch. Grant a fresh deadline instead."));
    }
    if granted.open_until.is_some_and(|until| until <= now || until > now.plus(FURTHEST)) {
        faults.push(fault("open_until", "Enter a time that lies ahead, and not more than a year."));
    }
    match (granted.new_sitting, ended) {
        (Some(_), None) => faults.push(fault(
            "new_sitting",
            "They have not come to the end of a sitting. Grant more time or a fresh deadline instead.",
        )),
        (None, Some(_)) if !nothing => {
            faults.push(fault("new_sitting", "Their sitting has ended. Only a new sitting would help them."));
        }
        _ => {}
    }
    faults
}

/// How often somebody may sit again is the organization's rule; after a technical failure it is no question.
fn against_the_rule(
    conn: &mut Conn,
    request: &Request,
    granted: &Granted,
    last: Option<&Attempt>,
    now: Moment,
) -> Result<Option<FieldError>> {
    // Whoever ran out of time, or has no score, has not had their sitting yet.
    let scored = last.is_some_and(|attempt| attempt.state == AttemptState::Scored);
    if granted.new_sitting != Some(NewSitting::Retake) || !scored {
        return Ok(None);
    }
    let rules = people::rules(conn, &request.organization)?;
    let months = Months::new(u32::try_from(rules.retake_months).unwrap_or(u32::MAX));
    let since = now.there(rules.zone).naive_utc().checked_sub_months(months).map_or(now, Moment::from);
    let before = store::retakes_since(conn, request, since)?;
    if (before.len() as i64) < rules.retakes {
        return Ok(None);
    }
    let had = before.first().map_or_else(String::new, |last| format!(" The last one was granted on {}.", last.day()));
    let rule = match (rules.retakes, rules.retake_months) {
        (0, _) => "The rule of your organization allows a new sitting after a technical failure only.".to_owned(),
        (1, 1) => format!("The rule of your organization allows one new sitting in a month.{had}"),
        (1, months) => format!("The rule of your organization allows one new sitting in {months} months.{had}"),
        (most, 1) => format!("The rule of your organization allows {most} new sittings in a month.{had}"),
        (most, months) => format!("The rule of your organization allows {most} new sittings in {months} months.{had}"),
    };
    Ok(Some(fault("new_sitting", rule)))
}

fn note(conn: &mut Conn, request: &Request, by: &StaffId, now: Moment) -> Result<()> {
    let fact = Fact {
        organization: &request.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::AdjustmentDecided,
        object: format!("adjustment:{}", request.id),
        detail: &[("state", request.state.to_string())],
    };
    audit::append(conn, &fact)
}
