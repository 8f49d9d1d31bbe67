//! Asking for an adjustment, deciding about it, and who learns of it.

use crate::harness::{App, Browser, Client, Office, link_in, mail_to};
use chrono::Duration;
use rapport::app::routes;
use rapport::people::{self, Role};
use rapport::web::Method as Verb;
use reqwest::Method;
use serde_json::{Value, json};

fn secret(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

async fn ask(app: &App, link: &str, body: &Value) -> Value {
    let path = format!("/api/v1/invitations/{}/adjustments", secret(link));
    app.stranger().post_json(&path, body).await.expect(200).json()
}

async fn decide(office: &Office, request: &Value, granted: &Value) -> crate::harness::Answer {
    let path = format!("/api/v1/adjustments/{}", request["id"].as_str().unwrap());
    let mut body = json!({ "reason": "Agreed.", "reply": "Gladly.", "version": 1 });
    if !granted.is_null() {
        body["granted"] = granted.clone();
    }
    office.program(Role::Admin).await.json(Method::PUT, &path, &body).await
}

async fn closes_at(applicant: &Client) -> String {
    let sitting = applicant.get("/api/v1/sitting").await.expect(200).json();
    sitting["closes_at"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_granted_acts_at_once_on_a_running_sitting() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let started = app.clock.now();
    for (factor, minutes) in [("1.25", 50), ("1.5", 60), ("2", 80)] {
        let invited = office.invite(&format!("Needs {factor}")).await;
        let applicant = office.sit(&invited.link).await;
        assert_eq!(closes_at(&applicant).await, started.plus(Duration::minutes(40)).rfc3339());
        let request = ask(&app, &invited.link, &json!({ "kind": "more-time" })).await;
        decide(&office, &request, &json!({ "time_factor": factor })).await.expect(204);
        assert_eq!(closes_at(&applicant).await, started.plus(Duration::minutes(minutes)).rfc3339(), "{factor}");
    }
    let invited = office.invite("Needs No Limit").await;
    let applicant = office.sit(&invited.link).await;
    let request = ask(&app, &invited.link, &json!({ "kind": "more-time", "message": "No clock, please." })).await;
    decide(&office, &request, &json!({ "time_factor": "none" })).await.expect(204);
    assert_eq!(closes_at(&applicant).await, invited.expires_at.rfc3339());
    let again = decide(&office, &request, &json!({ "time_factor": "2" })).await.expect(409);
    assert!(again.text.contains("in the meantime"), "{}", again.text);
    let invited = office.invite("Needs A Day").await;
    let applicant = office.sit(&invited.link).await;
    let request = ask(&app, &invited.link, &json!({ "kind": "later-deadline" })).await;
    let until = started.plus(Duration::hours(26));
    decide(&office, &request, &json!({ "open_until": until.rfc3339() })).await.expect(204);
    assert_eq!(closes_at(&applicant).await, until.rfc3339());
    app.advance(Duration::hours(25));
    let back = office.sit(&invited.link).await;
    let question = back.get("/api/v1/sitting/questions/1").await.expect(200).json();
    let body = json!({ "revision": question["revision"], "answer": crate::harness::some_answer(&question, 0) });
    back.json(Method::PUT, "/api/v1/sitting/questions/1/answer", &body).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_granted_before_the_start_waits_for_it() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let invited = office.invite("Early Bird").await;
    let request = ask(&app, &invited.link, &json!({ "kind": "more-time" })).await;
    let until = invited.expires_at.plus(Duration::days(20));
    decide(&office, &request, &json!({ "time_factor": "1.5", "open_until": until.rfc3339() })).await.expect(204);
    app.clock.set(until.minus(Duration::minutes(5)));
    let landing = app.stranger().get(&format!("/api/v1/invitations/{}", secret(&invited.link))).await;
    let landing = landing.expect(200).json();
    assert_eq!((&landing["state"], &landing["time_limit_minutes"]), (&json!("new"), &json!(60)));
    assert_eq!(landing["expires_at"], until.rfc3339());
    let applicant = office.sit(&invited.link).await;
    assert_eq!(closes_at(&applicant).await, app.clock.now().plus(Duration::minutes(60)).rfc3339());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_promise_nothing_is_refused_with_a_reason() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Asks Much").await;
    let request = ask(&app, &invited.link, &json!({ "kind": "more-time" })).await;
    let past = app.clock.now().minus(Duration::days(1)).rfc3339();
    for (granted, words) in [
        (json!({}), "Choose what you grant"),
        (json!({ "time_factor": "2" }), "no time limit"),
        (json!({ "open_until": past }), "lies ahead"),
        (json!({ "new_sitting": "retake" }), "not come to the end"),
    ] {
        let refused = decide(&office, &request, &granted).await.expect(422);
        assert!(refused.text.contains(words), "{granted}: {}", refused.text);
    }
    let path = format!("/api/v1/adjustments/{}", request["id"].as_str().unwrap());
    let silent = json!({ "reason": " ", "reply": "", "version": 1 });
    let refused = office.program(Role::Admin).await.json(Method::PUT, &path, &silent).await.expect(422).json();
    assert_eq!(refused["errors"].as_array().unwrap().len(), 2, "{refused}");
    let asking = format!("/api/v1/invitations/{}/adjustments", secret(&invited.link));
    let stranger = app.stranger();
    let same = stranger.post_json(&asking, &json!({ "kind": "more-time" })).await.expect(200).json();
    assert_eq!(same["id"], request["id"], "asked twice is asked once");
    stranger.post_json(&asking, &json!({ "kind": "something-else", "message": "A chair" })).await.expect(409);
    decide(&office, &request, &Value::Null).await.expect(204);
    stranger.post_json(&asking, &json!({ "kind": "something-else" })).await.expect(422);
    let own = stranger.get(&asking).await.expect(200).json();
    assert_eq!((&own[0]["state"], &own[0]["reply"]), (&json!("refused"), &json!("Gladly.")));
    assert!(own[0].get("reason").is_none(), "the reason is for those who decide");
    app.stop().await;
}

/// Everything that a person with a role can read.
pub async fn everything(office: &Office, role: Role, candidate: &str) -> Vec<(String, String)> {
    let (browser, program) = (office.browser(role).await, office.program(role).await);
    let mut all = Vec::new();
    for route in routes().into_iter().filter(|route| route.method == Verb::Get) {
        // The same for everybody; a key that is drawn for every look; a file that holds the time at which it was made
        // (its rows are those of the CSV file).
        let others = ["/api/openapi.json", "/api/docs", "/assets/{name}", "/account/factor"];
        if others.contains(&route.path) || route.path.ends_with("/export.xlsx") {
            continue;
        }
        let path = crate::access::concrete(&route, office, candidate);
        let client = if path.starts_with("/api/") { &program } else { &browser };
        let answer = client.get(&path).await;
        all.push((path, format!("{:?} {}", answer.status, answer.text)));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_ranks_or_decides_is_shown_that_an_adjustment_exists() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let invited = office.invite("Ana Applicant").await;
    let candidate = invited.candidate.id.to_string();
    office.finisher("Ben Finisher", 1).await;
    let look = || async {
        let recruiter = everything(&office, Role::Recruiter, &candidate).await;
        (recruiter, everything(&office, Role::Manager, &candidate).await)
    };
    // Forms and sessions have secrets of their own: what is compared are pages without them.
    let plain = |pages: Vec<(String, String)>| -> Vec<(String, String)> {
        pages.into_iter().map(|(path, text)| (path, without_tokens(&text))).collect()
    };
    let (recruiter, manager) = look().await;
    let (before, also) = (plain(recruiter), plain(manager));
    let message = "Seventy-seven minutes would do.";
    let request = ask(&app, &invited.link, &json!({ "kind": "more-time", "message": message })).await;
    let until = invited.expires_at.plus(Duration::days(77));
    let granted = json!({ "time_factor": "2", "open_until": until.rfc3339() });
    decide(&office, &request, &granted).await.expect(204);
    let (recruiter, manager) = look().await;
    for ((path, was), (_, is)) in before.iter().chain(&also).zip(plain(recruiter).iter().chain(&plain(manager))) {
        assert_eq!(was, is, "{path} shows that something was granted");
    }
    // And while they sit the test, and afterwards: no trace of what was asked or granted.
    app.clock.set(invited.expires_at.plus(Duration::days(1)));
    office.sit(&invited.link).await;
    let id = request["id"].as_str().unwrap();
    let day = until.rfc3339()[..10].to_owned();
    for role in [Role::Recruiter, Role::Manager, Role::Author] {
        for (path, text) in everything(&office, role, &candidate).await {
            for trace in [message, id, &day, "time_factor", "overdue", "× 2"] {
                assert!(!text.contains(trace), "{path} tells {role} of {trace}");
            }
        }
        office.program(role).await.get("/api/v1/adjustments").await.expect(403);
    }
    app.stop().await;
}

/// A page without what differs each time it is made.
pub fn without_tokens(text: &str) -> String {
    let mut plain = String::new();
    for (place, part) in text.split("name=\"csrf\" value=\"").enumerate() {
        plain.push_str(if place == 0 { part } else { part.split_once('"').map_or(part, |(_, rest)| rest) });
    }
    plain
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_both_kinds_of_roles_is_not_shown_it_either() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ana Applicant").await;
    let request = ask(&app, &invited.link, &json!({ "kind": "later-deadline" })).await;
    let id = request["id"].as_str().unwrap().to_owned();
    let (organization, recruiter) = (office.organization.clone(), office.staff(Role::Recruiter));
    let both = [Role::Admin, Role::Recruiter];
    app.server.db.write(move |conn| people::set_roles(conn, &organization, &recruiter, &both)).await.unwrap();
    let program = office.program(Role::Recruiter).await;
    assert_eq!(program.get("/api/v1/adjustments").await.expect(200).json(), json!([]));
    let body = json!({ "reason": "No.", "reply": "No.", "version": 1 });
    program.json(Method::PUT, &format!("/api/v1/adjustments/{id}"), &body).await.expect(404);
    let log = program.get("/api/v1/audit").await.expect(200).json();
    let fact = |log: &Value| {
        let facts = log["facts"].as_array().unwrap();
        facts.iter().find(|fact| fact["action"] == "adjustment-asked").cloned().unwrap()
    };
    assert_eq!((&fact(&log)["actor"], &fact(&log)["object"]), (&json!("withheld"), &json!("withheld")));
    let page = office.browser(Role::Recruiter).await.get("/audit").await.expect(200);
    assert!(!page.text.contains(&id), "{}", page.text);
    let admin = office.program(Role::Admin).await;
    let seen = fact(&admin.get("/api/v1/audit").await.expect(200).json());
    assert_eq!(seen["object"], format!("adjustment:{id}"));
    assert_eq!(admin.get("/api/v1/adjustments").await.expect(200).json()[0]["id"], id.as_str());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_by_urgency_and_the_answer_comes_in_the_language_of_the_question() {
    let app = App::new().await;
    let office = Office::with(&app, "essentials-form-a-de", Some(30)).await;
    let (first, second) = (office.invite("Ana Applicant").await, office.invite("Bo Applicant").await);
    let page = format!("{}/adjustment", app.path_of(&first.link));
    let ana = app.stranger();
    let empty = ana.submit(&page, &page, &[]).await.expect(422);
    assert!(empty.text.contains("Wählen Sie, was Ihnen helfen würde"), "{}", empty.text);
    let switched = ana.submit(&page, &page, &[("kind", "more-time"), ("message", "10 min"), ("lang", "es")]).await;
    let switched = switched.expect(200);
    assert!(switched.text.contains("Pedir una adaptación") && switched.text.contains("10 min"));
    let sent = ana.submit(&page, &page, &[("kind", "more-time"), ("message", "10 min más")]).await.expect(303);
    let shown = ana.get(sent.location()).await.expect(200);
    assert!(shown.text.contains("Tu petición se ha enviado") && shown.attribute("#kind", "id").is_none());
    let waits = mail_to(&app, &format!("admin.{}@example.com", office.organization)).await;
    assert!(waits.contains("9 November 2026, 09:00 UTC") && !waits.contains("Ana"), "{waits}");
    app.advance(Duration::days(1));
    ask(&app, &second.link, &json!({ "kind": "something-else", "message": "Ein Platz am Fenster." })).await;
    app.advance(Duration::days(6) + Duration::hours(1));
    let admin = office.browser(Role::Admin).await;
    let queue = admin.get("/adjustments").await.expect(200);
    assert_eq!(queue.texts("h1").concat(), "2 requests wait for an answer, 1 of them overdue");
    let names = queue.texts("article h2");
    assert!(names[0].starts_with("Ana") && names[1].starts_with("Bo"), "{names:?}");
    let action = queue.attribute("article form", "action").unwrap();
    let refused = admin.submit("/adjustments", &action, &[("version", "1"), ("act", "grant"), ("time", "1.5")]).await;
    assert!(refused.expect(422).texts(".fault").len() >= 2);
    let grant = [("version", "1"), ("act", "grant"), ("time", "1.5"), ("reason", "Agreed."), ("reply", "Con gusto.")];
    admin.submit("/adjustments", &action, &grant).await.expect(303);
    let mail = mail_to(&app, &first.candidate.email).await;
    assert!(mail.contains("la mitad mayor") && mail.contains("Con gusto."), "{mail}");
    let history = admin.get("/adjustments").await.expect(200);
    assert!(history.text.contains("They were told:") && history.texts("article h2").len() == 1);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_sitting_follows_the_rule_and_a_technical_failure_needs_none() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let email = "ana@applicants.example";
    office.finisher_named("Ana Applicant", email, 0).await;
    let people = format!("/api/v1/openings/{}/people", office.opening.id);
    let candidate = office.recruiter().await.get(&people).await.expect(200).json()["people"][0]["candidate"].clone();
    let of_ana =
        format!("/api/v1/openings/{}/candidates/{}/invitation", office.opening.id, candidate.as_str().unwrap());
    let sent = office.recruiter().await.post_json(&of_ana, &json!({})).await.expect(200).json();
    let link = sent["link"].as_str().unwrap().to_owned();
    let request = ask(&app, &link, &json!({ "kind": "another-attempt" })).await;
    let useless = decide(&office, &request, &json!({ "open_until": "2026-12-24T10:00:00Z" })).await.expect(422);
    assert!(useless.text.contains("Only a new sitting"), "{}", useless.text);
    decide(&office, &request, &json!({ "new_sitting": "retake" })).await.expect(204);
    let mut seen = vec![app.path_of(&link).to_owned()];
    let mut link = newest_link(&app, email, &seen).await;
    seen.push(link.clone());
    let sitting = sit_through(&office, &link, 2).await;
    assert_eq!(sitting["state"], "scored");
    let request = ask(&app, &link, &json!({ "kind": "another-attempt", "message": "Once more." })).await;
    let refused = decide(&office, &request, &json!({ "new_sitting": "retake" })).await.expect(422);
    assert!(refused.text.contains("one new sitting in 6 months. The last one was granted on 2 November 2026"));
    decide(&office, &request, &json!({ "new_sitting": "technical-failure" })).await.expect(204);
    link = newest_link(&app, email, &seen).await;
    seen.push(link.clone());
    sit_through(&office, &link, 1).await;
    // The rule is the administrator's to change, from the version they saw.
    let admin = office.program(Role::Admin).await;
    let rules = json!({ "time_zone": "Europe/Berlin", "retakes": 2, "retake_months": 6, "version": 0 });
    let put = |body: Value| {
        let admin = admin.clone();
        async move { admin.json(Method::PUT, "/api/v1/organization/rules", &body).await }
    };
    put(json!({ "time_zone": "Berlin", "retakes": 2, "retake_months": 6, "version": 0 })).await.expect(422);
    put(json!({ "time_zone": "UTC", "retakes": 99, "retake_months": 0, "version": 0 })).await.expect(422);
    assert_eq!(put(rules.clone()).await.expect(200).json()["version"], 1);
    put(rules).await.expect(409);
    let request = ask(&app, &link, &json!({ "kind": "another-attempt" })).await;
    decide(&office, &request, &json!({ "new_sitting": "retake" })).await.expect(204);
    let ranking = format!("/api/v1/openings/{}/ranking", office.opening.id);
    let ranked = office.recruiter().await.get(&ranking).await.expect(200).json();
    assert_eq!(ranked["people"].as_array().unwrap().len(), 1, "one person, their latest sitting");
    app.stop().await;
}

async fn sit_through(office: &Office, link: &str, choice: usize) -> Value {
    let applicant = office.sit(link).await;
    let sitting = applicant.get("/api/v1/sitting").await.expect(200).json();
    assert_eq!(sitting["open"].as_array().unwrap().len(), 24, "a fresh sitting: {sitting}");
    for number in 1..=24 {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body =
            json!({ "revision": question["revision"], "answer": crate::harness::some_answer(&question, choice) });
        applicant.json(Method::PUT, &format!("/api/v1/sitting/questions/{number}/answer"), &body).await.expect(200);
    }
    applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
    applicant.get("/api/v1/sitting").await.expect(200).json()
}

/// The link in a mail to somebody that was not seen before.
async fn newest_link(app: &App, to: &str, seen: &[String]) -> String {
    for _ in 0..200 {
        let mails = crate::harness::mails_to(app, to);
        let mut links = mails.iter().filter(|text| text.contains("/i/")).map(|text| link_in(app, text));
        if let Some(link) = links.find(|link| !seen.contains(link)) {
            return link;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no new link to {to} in ten seconds");
}

/// A person asks while the time runs; somebody grants it; the next page has the new time.
#[tokio::test(flavor = "multi_thread")]
async fn asking_and_granting_while_the_time_runs_in_a_browser() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let Some(phone) = Browser::open(&app, 390, false).await else { return };
    let invited = office.invite("Ana Applicant").await;
    phone.go(app.path_of(&invited.link)).await;
    phone.click("#agree").await;
    phone.follow("main form#answer button").await;
    phone.go("/test/ready").await;
    phone.follow("main form[action='/test/start'] button").await;
    phone.says("[data-left]", "About 40 minutes left").await;
    phone.follow("a[href='/test/adjustment']").await;
    phone.check(390).await;
    phone.click("input[value='more-time']").await;
    phone.fill("#message", "Half as much again, please.").await;
    phone.click("main form#answer .go button").await;
    phone.says("main .notice", "Your request is sent").await;
    phone.check(390).await;
    let token = office.session(rapport::auth::Holder::Staff, office.staff(Role::Admin).as_ref()).await;
    let Some(desk) = Browser::open(&app, 1280, true).await else { return };
    desk.go("/sign-in").await;
    desk.compute(&format!("document.cookie = 'rapport-staff={token}; path=/'")).await;
    desk.go("/adjustments").await;
    desk.says("h1", "One request waits").await;
    desk.check(1280).await;
    desk.click("input[name=time][value='1.5']").await;
    desk.fill("textarea[name=reason]", "Agreed with the works council.").await;
    desk.fill("textarea[name=reply]", "You have it from now on.").await;
    desk.click("button[value=grant]").await;
    desk.says("main .notice.done", "Decided").await;
    desk.check(1280).await;
    phone.follow("main .go a").await;
    phone.says("[data-left]", "About 60 minutes left").await;
    phone.go("/test/adjustment").await;
    phone.says("main .panel", "half as long again").await;
    desk.close().await;
    phone.close().await;
    app.stop().await;
}
