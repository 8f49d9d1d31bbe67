//! Mails: to the applicant what was decided, to those who may decide that a request waits.

use super::reader::{Waiting, deciders as who_may};
use super::{Request, State};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::Result;
use crate::i18n::{Locale, Texts};
use crate::mail::{Kind, Letter, Post};
use crate::people::{self, Organization};
use crate::sittings::TimeFactor;
use serde::Serialize;

/// What the mail to the applicant names.
#[derive(Serialize)]
struct AnswerView<'a> {
    organization: &'a str,
    opening: &'a str,
    name: &'a str,
    contact: &'a str,
    reply: &'a str,
    granted: bool,
    /// What is granted, in sentences.
    grants: Vec<String>,
}

/// What was granted, in sentences for the applicant. A new sitting comes with a mail of its own, which has the link.
pub fn grants(request: &Request, organization: &Organization, texts: &Texts) -> Vec<String> {
    let factor = match request.factor.unwrap_or(TimeFactor::Same) {
        TimeFactor::Same => None,
        TimeFactor::Quarter => Some("quarter"),
        TimeFactor::Half => Some("half"),
        TimeFactor::Double => Some("double"),
        TimeFactor::Unlimited => Some("unlimited"),
    };
    let time = factor.map(|factor| texts.tr("adjust-granted-time", &[("factor", factor.into())]));
    let until = request.open_until.map(|until| {
        let until = texts.moment_there(until, organization.zone);
        texts.tr("adjust-granted-until", &[("until", until.into())])
    });
    let again = request.new_sitting.map(|_| texts.tr("adjust-granted-sitting", &[]));
    [time, until, again].into_iter().flatten().collect()
}

/// Mails the applicant what was decided.
pub(super) fn applicant(conn: &mut Conn, post: &Post, about: &Waiting, decided: &Request, now: Moment) -> Result<()> {
    let organization = people::organization(conn, &decided.organization)?;
    let locale = Locale::offered(&decided.lang).unwrap_or(Locale::English);
    let view = AnswerView {
        organization: &organization.name,
        opening: &about.opening.title,
        name: &about.candidate.name,
        contact: &about.opening.contact,
        reply: decided.reply.as_deref().unwrap_or_default(),
        granted: decided.state == State::Granted,
        grants: grants(decided, &organization, Texts::of(locale)),
    };
    let letter = Letter {
        to_name: &about.candidate.name,
        to_address: &about.candidate.email,
        reply_to: &about.opening.contact,
        locale,
        template: "adjustment-answer",
        view,
    };
    // By the id of the request: the list of mails that wait must not tell who has asked.
    post.send(conn, &decided.organization, (Kind::AdjustmentAnswer, decided.id.as_ref()), &letter, now)?;
    Ok(())
}

/// What the mail to staff names: neither who asks nor for what.
#[derive(Serialize)]
struct WaitsView<'a> {
    organization: &'a str,
    name: &'a str,
    due: String,
    link: String,
    /// Whether there is nobody who may decide.
    nobody: bool,
}

/// Tells those who may decide that a request waits. Where there is nobody, the organization's own address hears it: an
/// applicant must not wait for a reader who does not exist.
pub(super) fn deciders(
    conn: &mut Conn,
    post: &Post,
    organization: &Organization,
    request: &Request,
    now: Moment,
) -> Result<()> {
    let mut readers: Vec<(String, String)> =
        who_may(conn, &organization.id, &request.opening)?.into_iter().map(|staff| (staff.name, staff.email)).collect();
    let nobody = readers.is_empty();
    if nobody {
        readers.push((organization.name.clone(), organization.contact.clone()));
    }
    for (name, address) in &readers {
        let view = WaitsView {
            organization: &organization.name,
            name,
            due: Texts::of(Locale::English).moment_there(request.due_at, organization.zone),
            link: post.link("/adjustments"),
            nobody,
        };
        let letter = Letter {
            to_name: name,
            to_address: address,
            reply_to: &organization.contact,
            locale: Locale::English,
            template: "adjustment-waits",
            view,
        };
        post.send(conn, &organization.id, (Kind::AdjustmentWaits, request.id.as_ref()), &letter, now)?;
    }
    Ok(())
}
