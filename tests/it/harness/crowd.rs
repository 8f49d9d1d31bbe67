//! Many applicants at once: simulated people who sit through the real code, without a request for each answer.

use super::{App, Office};
use rapport::audit::Who;
use rapport::clock::Moment;
use rapport::db::Conn;
use rapport::error::{Error, Result};
use rapport::i18n::Locale;
use rapport::ids::CandidateId;
use rapport::mail::Post;
use rapport::openings::{self, Invitee, Opening, Source};
use rapport::scores::Scorer;
use rapport::scoring::{ItemRule, Key};
use rapport::simulation::Simulated;
use rapport::sittings::{self, GivenAnswer};
use rapport::{notices, people};

/// How the people answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Crowd {
    /// The first of their numbers, which draws who they are.
    pub from: u32,
    /// How many.
    pub people: u32,
    /// The place in the set of a question whose replies look to them just the other way round than to the key.
    pub backwards: Option<usize>,
}

/// Lets them sit and hand in; their ids in the order of their numbers. Each takes 20 seconds and the place in seconds for
/// a question.
pub async fn crowd(app: &App, office: &Office, crowd: Crowd) -> Vec<CandidateId> {
    let (post, opening, now) = (app.server.post.clone(), office.opening.clone(), app.clock.now());
    let sat = app.server.db.write(move |conn| {
        let scorer = Scorer::load(conn, &opening)?;
        (crowd.from..crowd.from + crowd.people)
            .map(|number| sit(conn, &post, (&opening, &scorer), (number, crowd.backwards), now))
            .collect::<Result<Vec<_>>>()
    });
    sat.await.expect("a crowd that sits")
}

fn sit(
    conn: &mut Conn,
    post: &Post,
    (opening, scorer): (&Opening, &Scorer),
    (number, backwards): (u32, Option<usize>),
    start: Moment,
) -> Result<CandidateId> {
    let email = format!("crowd.{number}@applicants.example").parse().map_err(Error::internal)?;
    let invitee = Invitee { name: format!("Crowd {number}").parse().map_err(Error::internal)?, email, language: None };
    let mut invited = openings::invite(conn, post, opening, &[invitee], (Source::Demo, &Who::Command), start)?;
    let candidate = invited.pop().expect("somebody").candidate;
    let invitation = openings::live_invitation(conn, &opening.organization, &candidate.id)?.expect("an invitation");
    let organization = people::organization(conn, &opening.organization)?;
    let notice = notices::current(conn, &organization, &opening.contact, Locale::English)?;
    notices::agree(conn, &organization.id, &candidate.id, &notice, start)?;
    let attempt = sittings::start(conn, opening, &candidate, &invitation, start)?.attempt;
    let (key, count) = ((&attempt.organization, &attempt.id), scorer.rules().len());
    let (mut person, mut now) = (Simulated::draw(5, number), start);
    for (place, rule) in scorer.rules().iter().enumerate() {
        let position = place as i64 + 1;
        sittings::show(conn, key.0, key.1, (position, None, count), now)?;
        now = now.plus(chrono::Duration::seconds(20 + place as i64));
        let seen = if backwards == Some(place) { turned(rule) } else { rule.clone() };
        let response = person.answer(&seen);
        let given = GivenAnswer { position, section: None, seen: 1, response: Some(&response), flagged: false };
        let rules = (rule.format, rule.key.effectiveness().len(), rule.key.scale());
        sittings::save(conn, key, count, rules, &given, now)??;
    }
    sittings::submit(conn, key, false, now)?;
    Ok(candidate.id)
}

/// The rule with its best reply worst and its worst best.
fn turned(rule: &ItemRule) -> ItemRule {
    let (low, high) = (rule.key.lowest(), rule.key.highest());
    let turned = rule.key.effectiveness().iter().map(|effectiveness| low + high - effectiveness).collect();
    let key = Key::new(rule.format, turned, rule.key.scale()).expect("a key");
    ItemRule::new(rule.competency, rule.format, key, rule.scheme())
}
