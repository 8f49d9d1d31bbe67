//! The applicant's own page: where things stand, the download and its digest, withdrawing, asking.

use crate::harness::{App, Browser, Client, Office};
use rapport::auth::Holder;
use rapport::people::Role;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Somebody who has handed in, as a program and as a browser, with their id.
pub async fn finished(app: &App, office: &Office, name: &str) -> (Client, Client, String) {
    let receipt = office.finisher(name, 1).await;
    assert!(receipt["receipt"].as_str().is_some());
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/people", office.opening.id);
    let people = recruiter.get(&path).await.expect(200).json();
    let own = people["people"].as_array().unwrap().iter().find(|person| person["name"] == name).unwrap();
    let id = own["candidate"].as_str().unwrap().to_owned();
    let token = office.session(Holder::Applicant, &id).await;
    (Client::with_token(&app.url, &token), Client::with_cookie(&app.url, "rapport-applicant", &token), id)
}

/// The digest as `docs/privacy.md` says that it is computed.
fn recomputed(sitting: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut lines = format!("rapport answers 1\nreceipt {}\n", text(&sitting["receipt"]));
    lines.extend(["handed in ", &text(&sitting["submitted_at"]), "\n"]);
    let mut answers = sitting["answers"].as_array().unwrap().clone();
    answers.sort_by_key(|answer| answer["position"].as_i64());
    for answer in answers.iter().filter(|answer| !answer["stored"].is_null()) {
        let (item, at, stored) = (text(&answer["item"]), text(&answer["answered_at"]), text(&answer["stored"]));
        let line = format!("{} {item} {} {at} {stored}\n", answer["position"], answer["version"]);
        lines.push_str(&line);
    }
    Sha256::digest(lines).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_digest_of_a_receipt_can_be_computed_from_the_download() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ana Applicant").await;
    let applicant = office.sit(&invited.link).await;
    for number in [2, 5] {
        let path = format!("/api/v1/sitting/questions/{number}");
        let question = applicant.get(&path).await.expect(200).json();
        let answer = crate::harness::some_answer(&question, number);
        let body = json!({ "revision": question["revision"], "answer": answer });
        applicant.json(reqwest::Method::PUT, &format!("{path}/answer"), &body).await.expect(200);
    }
    let handed_in = applicant.post_json("/api/v1/sitting/submission", &json!({ "leave_open": true })).await;
    let digest = handed_in.expect(200).json()["digest"].as_str().unwrap().to_owned();
    let held = applicant.get("/api/v1/sitting/data").await.expect(200).json();
    let sitting = &held["sittings"][0];
    assert_eq!((recomputed(sitting), &sitting["digest"]), (digest.clone(), &json!(digest)));
    let mut changed = sitting.clone();
    changed["answers"][3]["stored"] = json!("{\"kind\":\"no-answer\"} ");
    assert_ne!(recomputed(&changed), digest, "any change shows");
    let admin = office.program(Role::Admin).await;
    let log = admin.get("/api/v1/audit").await.expect(200).text;
    assert!(log.contains(&digest), "the log of facts has it too");
    let token = office.session(Holder::Applicant, invited.candidate.id.as_ref()).await;
    let browser = Client::with_cookie(&app.url, "rapport-applicant", &token);
    assert!(browser.get("/test/receipt").await.expect(200).text.contains(&digest));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_download_is_everything_and_the_page_says_the_same() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, browser, id) = finished(&app, &office, "Ana Applicant").await;
    let recruiter = office.recruiter().await;
    let case = format!("/api/v1/openings/{}/candidates/{id}", office.opening.id);
    recruiter.get(&case).await.expect(200);
    let letter = json!({ "subject": "Come and see us", "body": "We would like to meet you.", "version": 0 });
    recruiter.json(reqwest::Method::PUT, "/api/v1/letters/advance/en", &letter).await.expect(204);
    let decision = json!({ "people": [{ "candidate": id, "seen": 0 }], "stage": "advance",
        "reason": "Calm where it was loud.", "tell": true });
    let decisions = format!("/api/v1/openings/{}/decisions", office.opening.id);
    recruiter.post_json(&decisions, &decision).await.expect(200);
    let impression = json!({ "rating": 4, "note": "Asked before she answered.", "seen": 0 });
    recruiter.post_json(&format!("{case}/impressions"), &impression).await.expect(204);
    recruiter.json(reqwest::Method::PUT, &format!("{case}/tags/second-round"), &json!({})).await.expect(204);
    let wish = [("kind", "something-else"), ("message", "May I do the rest by telephone?")];
    browser.submit("/test/adjustment", "/test/adjustment", &wish).await.expect(303);
    let held = program.get("/api/v1/sitting/data").await.expect(200).json();
    let sitting = &held["sittings"][0];
    let beside = &held["beside"];
    assert_eq!(beside["impressions"][0]["note"], "Asked before she answered.");
    assert_eq!(beside["tags"], json!(["second-round"]));
    assert_eq!(beside["adjustments"][0]["message"], "May I do the rest by telephone?");
    assert_eq!(beside["letters"][0]["subject"], "Come and see us", "the word after the decision waits");
    assert_eq!(held["identity"]["email"], "ana.applicant@applicants.example");
    assert_eq!(sitting["answers"].as_array().unwrap().len(), 24);
    assert_eq!(sitting["scores"].as_array().unwrap().len(), 5, "four competencies and the total");
    assert!(sitting["scores"].as_array().unwrap().iter().all(|score| score["standard_error"].as_f64().unwrap() > 0.0));
    assert!(sitting["steps"].as_array().unwrap().len() > 48, "shown and answered, each, and the sitting's own");
    assert_eq!(held["decisions"][0]["reason"], "Calm where it was loud.");
    assert_eq!(held["looks"]["times"], 1);
    let answer = &sitting["answers"][0];
    assert_eq!(answer["replies"].as_array().unwrap().len(), answer["chosen"].as_array().unwrap().len());
    assert!(answer["chosen"].as_array().unwrap().iter().any(|chosen| !chosen.is_null()), "{answer}");
    let page = browser.get("/test/mine/data").await.expect(200);
    assert_eq!(page.texts("details.brief").len(), 24);
    let beside = ["Asked before she answered.", "4 of 5", "second-round", "by telephone?", "Come and see us"];
    for said in ["Ana Applicant", "Calm where it was loud.", "You go on", "opened once"].into_iter().chain(beside) {
        assert!(page.text.contains(said), "{said}");
    }
    let file = browser.get("/test/mine/data.json").await.expect(200);
    let name = file.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("attachment") && name.contains("my-data.json"), "{name}");
    let (mut file, mut held) = (file.json(), held);
    // Looking is a visit of its own, and happens at a time.
    for of in [&mut file, &mut held] {
        of["visits"] = json!([]);
    }
    assert_eq!(file, held);
    app.stop().await;
}

async fn standing(applicant: &Client) -> String {
    let body = applicant.get("/api/v1/sitting/standing").await.expect(200).json();
    body["standing"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn where_things_stand_is_told_in_plain_words_and_never_the_outcome() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ben Beginner").await;
    let link = app.path_of(&invited.link).to_owned();
    let browser = app.stranger();
    // Rights do not hang on agreeing to anything.
    browser.submit(&link, &format!("{link}/mine"), &[]).await.expect(303);
    let page = browser.get("/test/mine").await.expect(200);
    assert!(page.texts(".lead").concat().contains("have not started"), "{}", page.text);
    let running = office.sit(&invited.link).await;
    assert_eq!(standing(&running).await, "started");
    let (program, browser, id) = finished(&app, &office, "Ana Applicant").await;
    assert_eq!(standing(&program).await, "handed-in");
    let recruiter = office.recruiter().await;
    let case = format!("/api/v1/openings/{}/candidates/{id}", office.opening.id);
    recruiter.get(&case).await.expect(200);
    assert_eq!(standing(&program).await, "looked-at");
    let decision = json!({ "stage": "reject", "reason": "Others fit better.", "seen": 0 });
    recruiter.post_json(&format!("{case}/decisions"), &decision).await.expect(204);
    assert_eq!(standing(&program).await, "decided");
    let page = browser.get("/test/mine").await.expect(200).text.to_lowercase();
    for never in ["reject", "others fit", "below", "meets", "borderline"] {
        assert!(!page.contains(never), "{never}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_withdraws_leaves_the_ranking_at_once_and_for_good() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (_, browser, _) = finished(&app, &office, "Ana Applicant").await;
    office.finisher("Ben Bidder", 2).await;
    let recruiter = office.recruiter().await;
    let ranking = format!("/api/v1/openings/{}/ranking", office.opening.id);
    assert_eq!(recruiter.get(&ranking).await.expect(200).json()["people"].as_array().unwrap().len(), 2);
    let confirm = browser.get("/test/mine/withdraw").await.expect(200);
    assert!(confirm.text.contains("cannot undo this"), "{}", confirm.text);
    for _ in 0..2 {
        browser.submit("/test/mine", "/language", &[("lang", "en"), ("back", "/test/mine")]).await.expect(303);
        browser.post("/test/mine/withdraw", &confirm.token(), &[]).await.expect(303);
    }
    let left = recruiter.get(&ranking).await.expect(200).json();
    assert_eq!(left["people"].as_array().unwrap().len(), 1);
    assert!(!left.to_string().contains("Ana"));
    let page = browser.get("/test/mine").await.expect(200);
    assert!(page.text.contains("You have withdrawn"), "{}", page.text);
    assert_eq!(browser.get("/test/receipt").await.expect(303).location(), "/test");
    // Scoring again does not bring them back.
    let opening = office.opening.clone();
    let now = app.clock.now();
    let who = rapport::audit::Who::Command;
    let again = app.server.db.write(move |conn| rapport::sittings::rescore_opening(conn, &opening, &who, now));
    again.await.expect("scores again");
    assert_eq!(recruiter.get(&ranking).await.expect(200).json()["people"].as_array().unwrap().len(), 1);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_withdraws_before_or_during_the_test_cannot_go_on() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ben Beginner").await;
    let running = office.sit(&invited.link).await;
    running.post_json("/api/v1/sitting/withdrawal", &json!({})).await.expect(204);
    let body = json!({ "revision": 0, "answer": { "best": 1, "worst": 2 } });
    let refused = running.json(reqwest::Method::PUT, "/api/v1/sitting/questions/1/answer", &body).await;
    assert!([409, 422].contains(&refused.status.as_u16()), "{}", refused.text);
    running.post_json("/api/v1/sitting/submission", &json!({})).await.expect(409);
    let secret = invited.link.rsplit('/').next().unwrap();
    let start = json!({ "invitation": secret, "agree": true });
    let again = app.stranger().post_json("/api/v1/sitting", &start).await.expect(409);
    assert!(again.text.contains("withdrawn"), "{}", again.text);
    let landing = app.stranger().get(app.path_of(&invited.link)).await.expect(200);
    assert!(landing.text.contains("You have withdrawn") && landing.attribute("#agree", "name").is_none());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_starts_a_clock_and_asking_twice_is_asking_once() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let early = office.applicant("Ben Beginner").await;
    early.post_json("/api/v1/sitting/requests", &json!({ "kind": "review" })).await.expect(409);
    let (program, browser, _) = finished(&app, &office, "Ana Applicant").await;
    let ask = "/test/mine/ask/correction";
    let empty = browser.submit(ask, ask, &[]).await.expect(422);
    assert!(empty.texts(".fault-summary a").concat().contains("what is right"), "{}", empty.text);
    browser.get("/test/mine/ask/everything").await.expect(404);
    for _ in 0..2 {
        browser.submit(ask, ask, &[("message", "My name is Anna, with two n.")]).await.expect(303);
    }
    let asked = program.get("/api/v1/sitting/standing").await.expect(200).json();
    let asked = asked["requests"].as_array().unwrap().clone();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["due_at"], "2026-12-02T09:00:00.000000Z", "thirty days");
    let long = json!({ "kind": "erasure", "message": "x".repeat(2001) });
    program.post_json("/api/v1/sitting/requests", &long).await.expect(422);
    assert!(browser.get("/test/mine").await.expect(200).text.contains("You get an answer by 2 December 2026"));
    app.stop().await;
}

/// On a phone: the data, withdrawing with a second thought, asking for erasure.
#[tokio::test(flavor = "multi_thread")]
async fn the_own_page_in_a_browser() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    let invited = office.invite("Ana Applicant").await;
    browser.go(app.path_of(&invited.link)).await;
    browser.follow("form[action$='/mine'] button").await;
    assert_eq!(browser.path().await, "/test/mine");
    browser.check(390).await;
    browser.follow("a[href='/test/mine/data']").await;
    browser.check(390).await;
    browser.follow(".kicker a").await;
    browser.follow("a[href='/test/mine/ask/erasure']").await;
    browser.check(390).await;
    browser.fill("#message", "Please forget me.").await;
    browser.follow("#answer .go button").await;
    browser.says("main", "You get an answer by").await;
    browser.follow("a[href='/test/mine/withdraw']").await;
    browser.check(390).await;
    browser.follow(".go a").await;
    browser.follow("a[href='/test/mine/withdraw']").await;
    browser.follow(".go button").await;
    browser.says(".lead", "You have withdrawn").await;
    browser.check(390).await;
    browser.close().await;
    app.stop().await;
}
