//! Times of answers and leavings of the page: told beforehand, kept from whoever ranks, seen with a reason.

use crate::adjustments::{everything, without_tokens};
use crate::harness::{App, Client, Office, some_answer};
use chrono::Duration;
use rapport::auth::Holder;
use rapport::people::{self, Role};
use rapport::{signals, sittings};
use reqwest::Method;
use serde_json::{Value, json};

const REASON: &str = "A colleague found our questions on a public board.";
const FINDINGS: &str = "Two short times and a call in between; neither tells who answered.";

/// A browser and a program of somebody who has started.
async fn sitter(office: &Office, name: &str) -> (String, Client, Client) {
    let invited = office.invite(name).await;
    office.sit(&invited.link).await;
    let id = invited.candidate.id.to_string();
    let token = office.session(Holder::Applicant, &id).await;
    let browser = Client::with_cookie(office.url(), "rapport-applicant", &token);
    (id, browser, Client::with_token(office.url(), &token))
}

/// Tells, as the script of a question does, that its page was left.
async fn left(browser: &Client, number: usize, seconds: i64) -> crate::harness::Answer {
    let page = browser.get(&format!("/test/questions/{number}")).await.expect(200);
    let (number, seconds) = (number.to_string(), seconds.to_string());
    browser.post("/test/away", &page.token(), &[("number", &number), ("seconds", &seconds)]).await
}

/// Answers everything, each question so many seconds after it was shown, and hands in.
async fn hand_in(app: &App, program: &Client, seconds: i64) {
    let count = program.get("/api/v1/sitting").await.expect(200).json()["questions"].as_u64().unwrap();
    for number in 1..=count {
        let path = format!("/api/v1/sitting/questions/{number}");
        let question = program.get(&path).await.expect(200).json();
        app.advance(Duration::seconds(seconds));
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, 0) });
        program.json(Method::PUT, &format!("{path}/answer"), &body).await.expect(200);
    }
    program.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
}

async fn data(program: &Client) -> Value {
    program.get("/api/v1/sitting/data").await.expect(200).json()
}

fn reviews_of(office: &Office, candidate: &str) -> String {
    format!("/api/v1/openings/{}/candidates/{candidate}/integrity-reviews", office.opening.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_has_a_reason_shows_times_and_leavings_and_closes_them_again() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let (ana, browser, program) = sitter(&office, "Ana Applicant").await;
    left(&browser, 2, 40).await.expect(204);
    left(&browser, 2, 100).await.expect(204);
    left(&browser, 2, 0).await.expect(204);
    left(&browser, 1, 9_999_999).await.expect(204);
    let token = browser.get("/test/questions/1").await.expect(200).token();
    browser.post("/test/away", &token, &[("number", "99"), ("seconds", "5")]).await.expect(404);
    let admin = office.program(Role::Admin).await;
    let early = admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(409);
    assert!(early.text.contains("Let them sit in peace"), "{}", early.text);
    hand_in(&app, &program, 70).await;
    left_after_the_end(&browser, &token).await;
    for (number, seconds) in [30, 40, 50, 60, 80].into_iter().enumerate() {
        let (_, _, other) =
            sitter(&office, &format!("Other {}", ["One", "Two", "Three", "Four", "Five"][number])).await;
        hand_in(&app, &other, seconds).await;
    }
    // The session of before has ended meanwhile.
    let admin = office.program(Role::Admin).await;
    let short = admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": "Fast." })).await.expect(422);
    assert!(short.text.contains("at least 20 characters"), "{}", short.text);
    let review = admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(200).json();
    admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(409);
    let path = format!("/api/v1/integrity-reviews/{}", review["id"].as_str().unwrap());
    let seen = admin.get(&path).await.expect(200).json();
    let second = &seen["questions"][1];
    assert_eq!((&second["left_times"], &second["left_seconds"]), (&json!(2), &json!(140)), "0 seconds are no leaving");
    assert_eq!(seen["questions"][0]["left_seconds"], 86_400, "one leaving counts a day at most");
    assert_eq!(seen["questions"][2]["left_times"], Value::Null);
    // She saw the first two when she left them, and the third only when she answered it.
    let third = &seen["questions"][2];
    assert_eq!(third["seconds"], 70, "{third}");
    let others = json!({ "others": 5, "lower_quarter": 40, "median": 50, "upper_quarter": 60 });
    assert_eq!(third["others"], others);
    for forbidden in ["score", "answer\"", "outcome", "band"] {
        assert!(!seen.to_string().contains(forbidden), "{forbidden}: {seen}");
    }
    let conclusion = json!({ "conclusion": "nothing-to-follow", "findings": FINDINGS, "version": 1 });
    admin.json(Method::PUT, &path, &json!({ "conclusion": "talk", "findings": "No.", "version": 1 })).await.expect(422);
    admin.json(Method::PUT, &path, &conclusion).await.expect(204);
    admin.json(Method::PUT, &path, &conclusion).await.expect(409);
    let closed = admin.get(&path).await.expect(200).json();
    assert_eq!(
        (&closed["questions"], &closed["started_at"]),
        (&json!([]), &Value::Null),
        "the signals are closed again"
    );
    assert_eq!(closed["review"]["findings"], FINDINGS);
    let log = admin.get("/api/v1/audit").await.expect(200).text;
    for fact in ["integrity-opened", "integrity-seen", "integrity-concluded"] {
        assert!(log.contains(fact), "{fact}");
    }
    assert!(!log.contains(REASON) && !log.contains("call in between"), "facts hold ids");
    hers(&Client::with_token(office.url(), &office.session(Holder::Applicant, &ana).await)).await;
    app.stop().await;
}

async fn left_after_the_end(browser: &Client, token: &str) {
    let fields = [("number", "3"), ("seconds", "5")];
    browser.post("/test/away", token, &fields).await.expect(204);
}

/// What the applicant reads of it.
async fn hers(program: &Client) {
    let held = data(program).await;
    let left = held["sittings"][0]["left"].as_array().unwrap().clone();
    assert_eq!(left.len(), 2, "what came after the end is not kept: {left:?}");
    let second = left.iter().find(|left| left["number"] == 2).unwrap();
    assert_eq!((&second["times"], &second["seconds"]), (&json!(2), &json!(140)));
    let review = &held["integrity_reviews"][0];
    assert_eq!((&review["reason"], &review["findings"]), (&json!(REASON), &json!(FINDINGS)));
    assert_eq!(review["conclusion"], "nothing-to-follow");
}

/// Notes that the page of somebody's first question was left.
pub async fn note_for(app: &App, office: &Office, candidate: &str) {
    let (organization, candidate, now) = (office.organization.clone(), candidate.parse().unwrap(), app.clock.now());
    let noted = app.server.db.write(move |conn| {
        let attempt = sittings::latest_attempt(conn, &organization, &candidate)?.expect("a sitting");
        signals::left(conn, &attempt, (1, 77), now)
    });
    assert!(noted.await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_file_or_answer_of_whoever_ranks_differs_by_signals_or_a_review() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let (ana, browser, program) = sitter(&office, "Ana Applicant").await;
    browser.get("/test/questions/1").await.expect(200);
    hand_in(&app, &program, 20).await;
    let (ben, ben_browser, ben_program) = sitter(&office, "Ben Applicant").await;
    let ben_token = ben_browser.get("/test/questions/1").await.expect(200).token();
    // Looked at once before, so that looking itself changes nothing any more.
    for role in [Role::Recruiter, Role::Manager] {
        everything(&office, role, &ana).await;
    }
    let plain = |pages: Vec<(String, String)>| -> Vec<(String, String)> {
        pages.into_iter().map(|(path, text)| (path, without_tokens(&text))).collect()
    };
    let before = [
        plain(everything(&office, Role::Recruiter, &ana).await),
        plain(everything(&office, Role::Manager, &ana).await),
    ];
    assert!(before[0].iter().any(|(path, text)| path.ends_with("/ranking") && text.contains("Ana Applicant")));
    assert!(before[0].iter().any(|(path, text)| path.ends_with("/export.csv") && text.contains("Ana Applicant")));
    for number in ["1", "2"] {
        let fields = [("number", number), ("seconds", "77")];
        ben_browser.post("/test/away", &ben_token, &fields).await.expect(204);
    }
    assert_eq!(data(&ben_program).await["sittings"][0]["left"].as_array().unwrap().len(), 2);
    // Hers come after she has handed in, so that nothing else differs between the two looks.
    note_for(&app, &office, &ana).await;
    assert_eq!(data(&program).await["sittings"][0]["left"][0]["seconds"], 77);
    let admin = office.program(Role::Admin).await;
    let made = admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(200).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/integrity-reviews/{id}");
    admin.get(&path).await.expect(200);
    let conclusion = json!({ "conclusion": "new-sitting", "findings": FINDINGS, "version": 1 });
    admin.json(Method::PUT, &path, &conclusion).await.expect(204);
    for (role, before) in [Role::Recruiter, Role::Manager].into_iter().zip(before) {
        let after = plain(everything(&office, role, &ana).await);
        for ((path, was), (_, is)) in before.iter().zip(&after) {
            assert_eq!(was, is, "{path} of the {role} differs");
        }
        for (path, text) in everything(&office, role, &ben).await {
            for trace in [id.as_str(), "left_times", "passed around", "Page left"] {
                assert!(!text.contains(trace), "{path} tells the {role} of {trace}");
            }
        }
    }
    for role in [Role::Recruiter, Role::Manager, Role::Author] {
        let (program, browser) = (office.program(role).await, office.browser(role).await);
        program.get("/api/v1/integrity-reviews").await.expect(403);
        program.get(&path).await.expect(403);
        program.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(403);
        browser.get(&format!("/integrity/{id}")).await.expect(403);
        let people = browser.get(&format!("/openings/{}/people", office.opening.id)).await;
        assert!(!people.text.contains("Integrity"), "{}", people.text);
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_also_ranks_has_the_right_and_finds_nothing() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let (ana, _, program) = sitter(&office, "Ana Applicant").await;
    hand_in(&app, &program, 20).await;
    let admin = office.program(Role::Admin).await;
    let made = admin.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(200).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let (organization, recruiter) = (office.organization.clone(), office.staff(Role::Recruiter));
    let both = [Role::Admin, Role::Recruiter];
    app.server.db.write(move |conn| people::set_roles(conn, &organization, &recruiter, &both)).await.unwrap();
    let judge = office.program(Role::Recruiter).await;
    assert_eq!(judge.get("/api/v1/integrity-reviews").await.expect(200).json(), json!([]));
    judge.get(&format!("/api/v1/integrity-reviews/{id}")).await.expect(404);
    judge.post_json(&reviews_of(&office, &ana), &json!({ "reason": REASON })).await.expect(404);
    let log = judge.get("/api/v1/audit").await.expect(200).json();
    let facts = log["facts"].as_array().unwrap();
    let opened = facts.iter().find(|fact| fact["action"] == "integrity-opened").unwrap();
    assert_eq!((&opened["actor"], &opened["object"]), (&json!("withheld"), &json!("withheld")));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_noted_or_looked_at_that_the_notice_did_not_say() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    for (locale, words) in
        [("en", "has to write down why"), ("es", "dejar escrito por qué"), ("de", "aufschreiben, warum")]
    {
        let link = office.invite(&format!("Reader {locale}")).await.link;
        let link = app.path_of(&link).to_owned();
        let page = match locale {
            "en" => app.stranger().get(&link).await,
            other => app.stranger().submit(&link, &link, &[("lang", other)]).await,
        };
        assert!(page.expect(200).text.contains(words), "{locale}");
    }
    let admin = office.program(Role::Admin).await;
    let silent = json!({ "lang": "en", "text": "We keep your answers. Questions? {contact}", "seen": 0 });
    admin.post_json("/api/v1/notices", &silent).await.expect(200);
    let (quiet, browser, program) = sitter(&office, "Ana Applicant").await;
    let page = browser.get("/test/questions/1").await.expect(200);
    assert!(page.attribute("form[data-autosave]", "data-away").is_none());
    left(&browser, 1, 30).await.expect(204);
    assert_eq!(data(&program).await["sittings"][0]["left"], json!([]));
    hand_in(&app, &program, 20).await;
    let refused = admin.post_json(&reviews_of(&office, &quiet), &json!({ "reason": REASON })).await.expect(409);
    assert!(refused.text.contains("{signals}"), "{}", refused.text);
    let telling =
        json!({ "lang": "en", "text": "We keep your answers, and {signals} Questions? {contact}", "seen": 1 });
    admin.post_json("/api/v1/notices", &telling).await.expect(200);
    let (_, browser, program) = sitter(&office, "Ben Applicant").await;
    let page = browser.get("/test/questions/1").await.expect(200);
    assert_eq!(page.attribute("form[data-autosave]", "data-away").as_deref(), Some("/test/away"));
    left(&browser, 1, 30).await.expect(204);
    assert_eq!(data(&program).await["sittings"][0]["left"][0]["seconds"], 30);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_forms_alone_a_review_is_opened_looked_at_and_concluded() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let (ana, browser, program) = sitter(&office, "Ana Applicant").await;
    left(&browser, 1, 200).await.expect(204);
    hand_in(&app, &program, 20).await;
    let admin = office.browser(Role::Admin).await;
    let people = admin.get(&format!("/openings/{}/people", office.opening.id)).await.expect(200);
    let begin = format!("/openings/{}/candidates/{ana}/integrity", office.opening.id);
    assert!(people.text.contains(&begin), "{}", people.text);
    let again = admin.submit(&begin, &begin, &[("reason", "Why not?")]).await.expect(422);
    assert!(again.texts(".fault-summary a").concat().contains("at least 20"), "{}", again.text);
    let opened = admin.submit(&begin, &begin, &[("reason", REASON)]).await.expect(303);
    let path = opened.location().to_owned();
    let page = admin.get(&path).await.expect(200);
    for words in [
        "A page was left once, for about 3 min.",
        "a screen reader",
        "captions",
        "a child at the door",
        "too few",
        "0:20",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let none = admin.submit(&path, &path, &[("version", "1"), ("findings", "")]).await.expect(422);
    assert_eq!(none.texts(".fault-summary a").len(), 2, "{}", none.text);
    let fields = [("version", "1"), ("conclusion", "talk"), ("findings", FINDINGS)];
    let done = admin.submit(&path, &path, &fields).await.expect(303);
    let page = admin.get(done.location()).await.expect(200);
    assert!(page.text.contains("The signals are closed") && !page.text.contains("0:20"), "{}", page.text);
    let list = admin.get("/integrity").await.expect(200);
    assert!(
        list.text.contains("Ana Applicant") && list.text.contains("Somebody talks with the person"),
        "{}",
        list.text
    );
    let mine = browser.get("/test/mine/data").await.expect(200);
    for words in ["Question 1: once, for about 3 minutes in all.", REASON, "somebody talks with you", FINDINGS] {
        assert!(mine.text.contains(words), "{words}: {}", mine.text);
    }
    app.stop().await;
}
