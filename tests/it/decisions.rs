//! Decisions about several people, the ten minutes, the word to them, and the words that follow decisions.

use crate::harness::{App, Browser, Office, PASSWORD, link_in, mail_about, mails_about, some_answer};
use chrono::Duration;
use rapport::people::Role;
use serde_json::{Value, json};
use std::time::Duration as Wait;

const SHORT: &str = "customer-support-short-screen";
const REASON: &str = "Read beside the job analysis.";

/// Lets the threads beside the requests do a round or two.
async fn rounds() {
    tokio::time::sleep(Wait::from_millis(2600)).await;
}

/// Somebody who was invited by mail and has handed in; the id of the candidate.
async fn finisher(app: &App, office: &Office, name: &str, email: &str, choice: usize) -> String {
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    let people = json!({ "people": [{ "name": name, "email": email }] });
    let invited = office.recruiter().await.post_json(&path, &people).await.expect(200).json();
    let applicant = office.sit(app.path_of(invited[0]["link"].as_str().unwrap())).await;
    let count = applicant.get("/api/v1/sitting").await.expect(200).json()["questions"].as_u64().unwrap();
    for number in 1..=count {
        let question: Value = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, choice) });
        let path = format!("/api/v1/sitting/questions/{number}/answer");
        applicant.json(reqwest::Method::PUT, &path, &body).await.expect(200);
    }
    applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
    invited[0]["candidate"].as_str().unwrap().to_owned()
}

async fn stage_of(office: &Office, candidate: &str) -> String {
    let path = format!("/api/v1/openings/{}/ranking", office.opening.id);
    let ranking = office.recruiter().await.get(&path).await.expect(200).json();
    let people = ranking["people"].as_array().unwrap();
    let person = people.iter().find(|person| person["candidate"] == candidate).expect("somebody in the ranking");
    person["stage"].as_str().unwrap().to_owned()
}

fn body(people: &[&str], stage: &str, seen: i64, tell: bool) -> Value {
    let people: Vec<Value> = people.iter().map(|id| json!({ "candidate": id, "seen": seen })).collect();
    json!({ "people": people, "stage": stage, "reason": REASON, "tell": tell })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_two_people_can_be_taken_back_for_ten_minutes_by_whoever_took_it() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana Applicant", "ana@example.com", 0).await;
    let bo = finisher(&app, &office, "Bo Applicant", "bo@example.com", 1).await;
    let path = format!("/api/v1/openings/{}/decisions", office.opening.id);
    let recruiter = office.recruiter().await;
    recruiter.post_json(&path, &body(&[&ana], "hold", 0, false)).await.expect(200);
    // One of them was decided on since the sender looked: then nobody is.
    recruiter.post_json(&path, &body(&[&bo, &ana], "reject", 0, true)).await.expect(409);
    assert_eq!(stage_of(&office, &bo).await, "undecided");
    let people = json!([{ "candidate": ana, "seen": 1 }, { "candidate": bo, "seen": 0 }]);
    let decision = json!({ "people": people, "stage": "reject", "reason": REASON, "tell": true });
    let act = recruiter.post_json(&path, &decision).await.expect(200).json();
    assert_eq!((stage_of(&office, &ana).await, stage_of(&office, &bo).await), ("reject".into(), "reject".into()));
    let undo = format!("{path}/{}/undo", act["act"].as_str().unwrap());
    office.manager().await.post_json(&undo, &json!({})).await.expect(403);
    app.advance(Duration::seconds(599));
    let back = recruiter.post_json(&undo, &json!({})).await.expect(200).json();
    assert_eq!(back, json!({ "people": 2 }));
    assert_eq!((stage_of(&office, &ana).await, stage_of(&office, &bo).await), ("hold".into(), "undecided".into()));
    recruiter.post_json(&undo, &json!({})).await.expect(409);
    let case = format!("/api/v1/openings/{}/candidates/{ana}", office.opening.id);
    let history = recruiter.get(&case).await.expect(200).json()["decisions"].clone();
    assert_eq!(history.as_array().unwrap().len(), 3, "what was taken back stays in the history");
    assert_eq!((&history[1]["stage"], &history[2]["stage"]), (&json!("reject"), &json!("hold")));
    app.advance(Duration::hours(2));
    rounds().await;
    assert!(mails_about(&app, "ana@example.com", "your application").is_empty(), "no word of it goes out");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_leaves_after_the_ten_minutes_by_day_with_a_link_and_nothing_can_be_taken_back_then() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana Applicant", "ana@example.com", 0).await;
    let path = format!("/api/v1/openings/{}/decisions", office.opening.id);
    app.advance(Duration::hours(10) + Duration::minutes(55));
    let recruiter = office.recruiter().await;
    let act = recruiter.post_json(&path, &body(&[&ana], "advance", 0, true)).await.expect(200).json();
    mail_about(&app, "ana@example.com", "your receipt", 1).await;
    let page = office.browser(Role::Recruiter).await;
    let person = format!("/openings/{}/candidates/{ana}", office.opening.id);
    let shown = page.get(&person).await.expect(200).text;
    assert!(shown.contains("Message after a decision</strong>, 3 November 2026, 08:00 UTC: leaves then"), "{shown}");
    assert!(shown.contains("<strong>Receipt</strong>"), "{shown}");
    assert!(shown.contains("Take it back"), "{shown}");
    app.advance(Duration::minutes(10));
    rounds().await;
    assert!(mails_about(&app, "ana@example.com", "good news").is_empty(), "not in the night");
    let undo = format!("{path}/{}/undo", act["act"].as_str().unwrap());
    recruiter.post_json(&undo, &json!({})).await.expect(409);
    app.advance(Duration::hours(11) + Duration::minutes(55));
    let mail = mail_about(&app, "ana@example.com", "good news about Support specialist", 1).await;
    assert!(
        mail.starts_with("Dear Ana Applicant,") && mail.contains("a person to look at your result again"),
        "{mail}"
    );
    app.stranger().get(&link_in(&app, &mail)).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_word_about_the_last_decision_leaves() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana Applicant", "ana@example.com", 0).await;
    let path = format!("/api/v1/openings/{}/decisions", office.opening.id);
    app.advance(Duration::hours(11) + Duration::minutes(30));
    let recruiter = office.recruiter().await;
    recruiter.post_json(&path, &body(&[&ana], "reject", 0, true)).await.expect(200);
    app.advance(Duration::minutes(20));
    recruiter.post_json(&path, &body(&[&ana], "advance", 1, true)).await.expect(200);
    app.advance(Duration::hours(12));
    mail_about(&app, "ana@example.com", "good news", 1).await;
    rounds().await;
    assert!(mails_about(&app, "ana@example.com", "your application").is_empty(), "what was changed in the evening");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_with_somebody_of_elsewhere_or_without_a_result_decides_on_nobody() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let other = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana Applicant", "ana@example.com", 0).await;
    let foreign = finisher(&app, &other, "Cleo Applicant", "cleo@example.com", 0).await;
    let waiting = office.invite("Dee Applicant").await.candidate.id.to_string();
    let path = format!("/api/v1/openings/{}/decisions", office.opening.id);
    let recruiter = office.recruiter().await;
    recruiter.post_json(&path, &body(&[&ana, &foreign], "reject", 0, false)).await.expect(404);
    recruiter.post_json(&path, &body(&[&ana, &waiting], "reject", 0, false)).await.expect(409);
    recruiter.post_json(&path, &body(&[], "reject", 0, false)).await.expect(422);
    recruiter.post_json(&path, &body(&[ana.as_str(); 501], "reject", 0, false)).await.expect(422);
    recruiter.post_json(&path, &body(&[&ana], "hold", 0, true)).await.expect(422);
    assert_eq!(stage_of(&office, &ana).await, "undecided");
    let act = recruiter.post_json(&path, &body(&[&ana], "hold", 0, false)).await.expect(200).json();
    let act = act["act"].as_str().unwrap();
    let elsewhere = format!("/api/v1/openings/{}/decisions/{act}/undo", other.opening.id);
    other.recruiter().await.post_json(&elsewhere, &json!({})).await.expect(404);
    let page = office.browser(Role::Recruiter).await;
    let check = format!("/openings/{}/decisions/new?candidate={foreign}&stage_wanted=reject", office.opening.id);
    page.get(&check).await.expect(404);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_writes_its_own_words_and_a_place_that_there_is_not_is_refused_by_name() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana <b>Applicant</b>", "ana@example.com", 0).await;
    let recruiter = office.recruiter().await;
    let words = |body: &str, version: i64| json!({ "subject": "About {job}", "body": body, "version": version });
    let path = "/api/v1/letters/hold/en";
    let put = |body: Value| {
        let recruiter = &recruiter;
        async move { recruiter.json(reqwest::Method::PUT, path, &body).await }
    };
    let refused = put(words("Dear {firstname}", 0)).await.expect(422).json();
    assert!(refused.to_string().contains("There is no place {firstname}"), "{refused}");
    put(words("Dear {name},\n\n{{ 7*7 }}", 0)).await.expect(422);
    put(words("Dear {name}, you are still in it at {organization}.\n\nWrite to {contact}.", 0)).await.expect(204);
    put(words("Dear {name}", 0)).await.expect(409);
    office.manager().await.get("/api/v1/letters").await.expect(403);
    let all = recruiter.get("/api/v1/letters").await.expect(200).json();
    assert_eq!(all.as_array().unwrap().len(), 9);
    assert!(all.as_array().unwrap().iter().any(|one| one["stage"] == "hold" && one["version"] == 1));
    let decisions = format!("/api/v1/openings/{}/decisions", office.opening.id);
    recruiter.post_json(&decisions, &body(&[&ana], "hold", 0, true)).await.expect(200);
    app.advance(Duration::minutes(10));
    let mail = mail_about(&app, "ana@example.com", "About Support specialist", 1).await;
    assert!(mail.starts_with("Dear Ana <b>Applicant</b>, you are still in it at Example & Sons."), "{mail}");
    recruiter.json(reqwest::Method::DELETE, &format!("{path}?version=1"), &json!({})).await.expect(204);
    let page = office.browser(Role::Recruiter).await;
    let empty = page.get("/letters/hold/en").await.expect(200);
    assert!(empty.text.contains("Nothing is written after this decision."));
    let typed = [("subject", "On {job}"), ("body", "Hello {nobody}"), ("seen", "0"), ("act", "preview")];
    let again = page.post("/letters/hold/en", &empty.token(), &typed).await.expect(422);
    assert!(again.text.contains("There is no place {nobody}"), "{}", again.text);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ranking_says_how_often_decisions_depart_from_the_outcome() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let mut people = Vec::new();
    for choice in 0..4 {
        let email = format!("finisher{choice}@example.com");
        people.push(finisher(&app, &office, &format!("Finisher {choice}"), &email, choice).await);
    }
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let ranking = recruiter.get(&format!("{path}/ranking")).await.expect(200).json();
    let rows = ranking["people"].as_array().unwrap();
    let count = |outcome: &str| rows.iter().filter(|row| row["outcome"] == outcome).count();
    let (below, meets) = (count("below"), count("meets"));
    assert!(below > 0, "{rows:?}");
    let ids: Vec<&str> = people.iter().map(String::as_str).collect();
    recruiter.post_json(&format!("{path}/decisions"), &body(&ids, "advance", 0, false)).await.expect(200);
    let page = office.browser(Role::Recruiter).await;
    let shown = page.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200).text;
    assert!(shown.contains(&format!("{below} advanced though below, 0 rejected though")), "{shown}");
    recruiter.post_json(&format!("{path}/decisions"), &body(&ids, "reject", 1, false)).await.expect(200);
    let shown = page.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200).text;
    let line = format!("0 advanced though below, {meets} rejected though");
    assert!(shown.contains(&line) || meets == 0 && shown.contains("No decision departs"), "{shown}");
    app.stop().await;
}

/// At a desk: tick two people, look at the page with the mail, write to them, and take it back.
async fn bulk_journey(app: &App, office: &Office, width: u32, script: bool) {
    let Some(browser) = Browser::open(app, width, script).await else { return };
    for (name, email, choice) in [("Ana Applicant", "ana@example.com", 0), ("Bo Applicant", "bo@example.com", 5)] {
        finisher(app, office, name, email, choice).await;
    }
    let email = office.with_password(Role::Recruiter).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
    browser.go("/letters/reject/en").await;
    browser.check(width).await;
    browser.fill("[name=subject]", "your time with us").await;
    browser.click("button[name=act][value=preview]").await;
    browser.says("section.panel", "Example & Sons: your time with us").await;
    browser.click("button[name=act][value=save]").await;
    browser.says("main", "Saved. Decisions from now on").await;
    browser.go("/letters").await;
    browser.check(width).await;
    browser.go(&format!("/openings/{}/ranking", office.opening.id)).await;
    browser.check(width).await;
    browser.click("tbody tr:nth-of-type(2) input[name=candidate]").await;
    browser.follow("button[name=stage_wanted][value=reject]").await;
    browser.check(width).await;
    browser.says("section.panel", "your time with us").await;
    browser.click("[name=tell]").await;
    browser.click("main form.panel button").await;
    browser.says(".fault-summary", "Write why.").await;
    browser.check(width).await;
    browser.fill("[name=reason]", REASON).await;
    browser.follow("main form.panel button").await;
    browser.says("main", "A message goes out, not before").await;
    browser.check(width).await;
    browser.click("main form button").await;
    browser.says("main", "This decision was taken back.").await;
    browser.check(width).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_26_a_recruiter_decides_on_those_ticked_sees_the_mail_and_takes_it_back() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    bulk_journey(&app, &office, 1280, true).await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn browser_the_same_on_a_phone_without_script() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    bulk_journey(&app, &office, 390, false).await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_people_whose_names_are_hidden_shows_no_name_and_still_reaches_them() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let ana = finisher(&app, &office, "Ana Quillfeather", "quillfeather@example.com", 0).await;
    let bo = finisher(&app, &office, "Bo Quillfeather", "bo.quillfeather@example.com", 1).await;
    let base = format!("/openings/{}", office.opening.id);
    let recruiter = office.recruiter().await;
    let hidden = json!({ "hidden": true, "version": 0 });
    recruiter.json(reqwest::Method::PUT, &format!("/api/v1{base}/names"), &hidden).await.expect(204);
    let page = office.browser(Role::Recruiter).await;
    for asked in [format!("candidate={ana}&candidate={bo}"), "everybody=yes&from=2026-11-01".to_owned()] {
        let check = page.get(&format!("{base}/decisions/new?{asked}&stage_wanted=advance")).await.expect(200);
        assert_eq!(check.text.matches("name=\"person\"").count(), 2, "{}", check.text);
        assert!(!check.text.to_lowercase().contains("quillfeather"), "{asked}: {}", check.text);
    }
    let told = recruiter.post_json(&format!("/api/v1{base}/decisions"), &body(&[&ana, &bo], "advance", 0, true)).await;
    assert!(!told.expect(200).text.to_lowercase().contains("quillfeather"));
    let done = page.get(&format!("{base}/ranking?stage=advance")).await.expect(200);
    assert!(!done.text.to_lowercase().contains("quillfeather"), "{}", done.text);
    app.advance(Duration::minutes(11));
    let mail = mail_about(&app, "quillfeather@example.com", "good news", 1).await;
    assert!(mail.starts_with("Dear Ana Quillfeather,"), "the person is written to by name: {mail}");
    app.stop().await;
}
