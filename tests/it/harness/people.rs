//! An organization with one of each role, an opening, and applicants who take its test.

use super::{Answer, App, Client};
use rapport::app::Server;
use rapport::audit::Who;
use rapport::auth::{Holder, open_session};
use rapport::db::Conn;
use rapport::error::{Error, Result};
use rapport::ids::{OrganizationId, StaffId};
use rapport::openings::{self, Invited, Invitee, NewOpening, Opening, Source};
use rapport::people::{self, NewOrganization, Role};
use serde_json::{Value, json};

/// The password of everybody who has one.
pub const PASSWORD: &str = "nine brave umbrellas whisper";

/// An organization with one of each role and an opening on whose team the recruiter and the manager are.
#[derive(Clone)]
pub struct Office {
    server: Server,
    url: String,
    /// Its id.
    pub organization: OrganizationId,
    staff: Vec<(Role, StaffId)>,
    /// Its opening.
    pub opening: Opening,
}

impl Office {
    /// Opens one.
    pub async fn open(app: &App) -> Self {
        Self::with(app, "customer-support-essentials", None).await
    }

    /// Opens one with another test or a time limit.
    pub async fn with(app: &App, assessment: &'static str, time_limit_minutes: Option<i64>) -> Self {
        let (server, now) = (app.server.clone(), app.clock.now());
        let (organization, staff, opening) = server
            .db
            .write(move |conn| {
                let name = "Example & Sons".parse().expect("a title");
                let contact = "jobs@example.com".parse().expect("an address");
                let new = NewOrganization { name: &name, contact: &contact, retention_months: 12 };
                let organization = people::create_organization(conn, &new, now)?;
                let mut staff = Vec::new();
                for role in Role::ALL {
                    staff.push((*role, add(conn, &organization, *role, now)?));
                }
                let of =
                    |role| staff.iter().find(|(known, _)| *known == role).map(|(_, id)| id.clone()).expect("a role");
                let (recruiter, manager) = (of(Role::Recruiter), of(Role::Manager));
                let new = NewOpening {
                    time_limit_minutes,
                    seed: 7,
                    ..NewOpening::of("Support specialist".parse().expect("a title"), contact, assessment)
                };
                let opening = openings::create(conn, &organization, &recruiter, &new, now)?;
                openings::set_team(conn, &opening, (1, &[recruiter.clone(), manager]), &recruiter, now)?;
                let opening = openings::opening(conn, &organization, &opening.id)?.expect("an opening");
                Ok::<_, Error>((organization, staff, opening))
            })
            .await
            .expect("an office");
        Self { server, url: app.url.clone(), organization, staff, opening }
    }

    /// Where its server answers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The id of whoever has a role.
    pub fn staff(&self, role: Role) -> StaffId {
        self.staff.iter().find(|(known, _)| *known == role).map(|(_, id)| id.clone()).expect("a role")
    }

    /// A token of somebody's session.
    pub async fn session(&self, holder: Holder, id: &str) -> String {
        let (server, organization, id, now) =
            (self.server.clone(), self.organization.clone(), id.to_owned(), self.server.clock.now());
        let tokens = server.tokens.clone();
        server
            .db
            .write(move |conn| open_session(conn, &tokens, &organization, (holder, &id), now))
            .await
            .expect("a session")
    }

    /// A browser of somebody with a role.
    pub async fn browser(&self, role: Role) -> Client {
        let token = self.session(Holder::Staff, self.staff(role).as_ref()).await;
        Client::with_cookie(&self.url, "rapport-staff", &token)
    }

    /// A program of somebody with a role.
    pub async fn program(&self, role: Role) -> Client {
        let token = self.session(Holder::Staff, self.staff(role).as_ref()).await;
        Client::with_token(&self.url, &token)
    }

    /// Somebody else with a role, on the team of the opening: a program of theirs.
    pub async fn another(&self, role: Role, name: &'static str) -> Client {
        Client::with_token(&self.url, &self.another_session(role, name).await)
    }

    /// The same with a browser.
    pub async fn another_browser(&self, role: Role, name: &'static str) -> Client {
        Client::with_cookie(&self.url, "rapport-staff", &self.another_session(role, name).await)
    }

    /// Adds somebody with a role to the team of the opening: a token of their session.
    pub async fn another_session(&self, role: Role, name: &'static str) -> String {
        let (opening, now) = (self.opening.clone(), self.server.clock.now());
        let team = [self.staff(Role::Recruiter), self.staff(Role::Manager)];
        let added = self.server.db.write(move |conn| {
            let email = format!("{}.{}@example.com", name.to_lowercase().replace(' ', "."), opening.organization);
            let (email, name) = (email.parse().expect("an address"), name.parse().expect("a name"));
            let id = people::add_staff(conn, &opening.organization, &email, &name, &[role], now)?;
            let team: Vec<StaffId> = team.iter().cloned().chain([id.clone()]).collect();
            let opening = openings::opening(conn, &opening.organization, &opening.id)?.expect("the opening");
            openings::set_team(conn, &opening, (opening.version, &team), &id, now)?;
            Ok::<_, Error>(id)
        });
        let id = added.await.expect("a colleague");
        self.session(Holder::Staff, id.as_ref()).await
    }

    /// Gives somebody the password of the tests, and tells their address.
    pub async fn with_password(&self, role: Role) -> String {
        let (organization, staff) = (self.organization.clone(), self.staff(role));
        let hash = self.server.hasher.hash(PASSWORD).await.expect("a hash");
        let set = self.server.db.write(move |conn| {
            people::put_password(conn, &organization, &staff, &hash)?;
            let staff = people::staff_by_id(conn, &organization, staff.as_ref())?;
            Ok::<_, Error>(staff.expect("a staff member").email)
        });
        set.await.expect("a password")
    }

    /// The recruiter's program.
    pub async fn recruiter(&self) -> Client {
        self.program(Role::Recruiter).await
    }

    /// The manager's program.
    pub async fn manager(&self) -> Client {
        self.program(Role::Manager).await
    }

    /// Invites somebody, without a mail.
    pub async fn invite(&self, name: &str) -> Invited {
        let email = format!("{}@applicants.example", name.to_lowercase().replace(' ', "."));
        self.invite_at(name, &email).await
    }

    /// Invites somebody at an address of their own, without a mail.
    pub async fn invite_at(&self, name: &str, email: &str) -> Invited {
        let (server, opening, now) = (self.server.clone(), self.opening.clone(), self.server.clock.now());
        let invitee =
            Invitee { name: name.parse().expect("a name"), email: email.parse().expect("an address"), language: None };
        let post = server.post.clone();
        let who = Who::Staff(self.staff(Role::Recruiter));
        let invited = server
            .db
            .write(move |conn| {
                openings::invite(conn, &post, &opening, std::slice::from_ref(&invitee), (Source::Demo, &who), now)
            })
            .await;
        invited.expect("an invitation").pop().expect("somebody")
    }

    /// Invites somebody who starts at once; a program with their token.
    pub async fn applicant(&self, name: &str) -> Client {
        let invited = self.invite(name).await;
        self.sit(&invited.link).await
    }

    /// A program of the applicant behind a link, who has agreed and started.
    pub async fn sit(&self, link: &str) -> Client {
        let secret = link.rsplit('/').next().expect("a link");
        let started =
            Client::new(&self.url).post_json("/api/v1/sitting", &json!({ "invitation": secret, "agree": true })).await;
        Client::with_token(&self.url, started.expect(200).json()["token"].as_str().expect("a token"))
    }

    /// Somebody who takes the whole test and hands it in. The number decides what they choose.
    pub async fn finisher(&self, name: &str, choice: usize) -> Value {
        let email = format!("{}@applicants.example", name.to_lowercase().replace(' ', "."));
        self.finisher_named(name, &email, choice).await
    }

    /// The same with an address of their own.
    pub async fn finisher_named(&self, name: &str, email: &str, choice: usize) -> Value {
        let invited = self.invite_at(name, email).await;
        let applicant = self.sit(&invited.link).await;
        answer_all(&applicant, choice).await;
        let handed_in = applicant.post_json("/api/v1/sitting/submission", &json!({})).await;
        handed_in.expect(200).json()
    }
}

/// Answers a question page by its form: the controls say what is asked for. Other fields go along; with a field
/// `nothing`, no answer does.
pub async fn answer_question(
    applicant: &Client,
    page: &Answer,
    action: &str,
    choice: usize,
    others: &[(&str, &str)],
) -> Answer {
    let options = page.texts(".choices .reply").len();
    let place = |shift: usize| (choice + shift) % options + 1;
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: String, value: usize| fields.push((name, value.to_string()));
    let has = |selector: &str| page.attribute(selector, "name").is_some();
    if has("[name=best]") {
        put("best".into(), place(0));
    }
    if has("[name=worst]") {
        put("worst".into(), place(1));
    }
    for at in 1..=options {
        for name in [format!("rank_{at}"), format!("rate_{at}")] {
            if has(&format!("[name={name}]")) {
                put(name, place(at));
            }
        }
    }
    if others.iter().any(|(name, _)| *name == "nothing") {
        fields.clear();
    }
    if let Some(revision) = page.value("input[name=revision]") {
        fields.push(("revision".into(), revision));
    }
    let others = others.iter().filter(|(name, _)| *name != "nothing").copied();
    let all: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(others).collect();
    applicant.post(action, &page.token(), &all).await
}

/// Answers every question of a sitting.
async fn answer_all(applicant: &Client, choice: usize) {
    let count = applicant.get("/api/v1/sitting").await.expect(200).json()["questions"].as_u64().expect("a count");
    for number in 1..=count {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, choice) });
        let path = format!("/api/v1/sitting/questions/{number}/answer");
        applicant.json(reqwest::Method::PUT, &path, &body).await.expect(200);
    }
}

/// An answer that fits a question.
pub fn some_answer(question: &Value, choice: usize) -> Value {
    let options = question["options"].as_array().expect("options").len();
    let place = |shift: usize| (choice + shift) % options + 1;
    match question["format"].as_str().expect("a format") {
        "pick-best" => json!({ "best": place(0) }),
        "best-worst" => json!({ "best": place(0), "worst": place(1) }),
        "rank" => json!({ "ranks": (0..options).map(place).collect::<Vec<_>>() }),
        _ => json!({ "ratings": (0..options).map(place).collect::<Vec<_>>() }),
    }
}

fn add(conn: &mut Conn, organization: &OrganizationId, role: Role, now: rapport::clock::Moment) -> Result<StaffId> {
    // One address signs in to one organization, so each organization of a test has its own.
    let email = format!("{role}.{organization}@example.com").parse().expect("an address");
    let name = format!("The {role}").parse().expect("a name");
    people::add_staff(conn, organization, &email, &name, &[role], now)
}
