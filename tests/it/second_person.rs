//! From the first look at results on, a threshold takes two people; and whoever was decided on and comes out otherwise is
//! looked at again, with the decision as it was.

use crate::harness::{App, Client, Office};
use rapport::people::Role;
use serde_json::{Value, json};

async fn finished(app: &App) -> Office {
    let office = Office::with(app, "customer-support-short-screen", None).await;
    for choice in 0..6 {
        office.finisher(&format!("Applicant {choice}"), choice * choice).await;
    }
    office
}

fn api(office: &Office) -> String {
    format!("/api/v1/openings/{}", office.opening.id)
}

fn policy(total: f64, seen: i64, reason: &str) -> Value {
    json!({ "total": total, "z": 1.0, "reason": reason, "seen": seen })
}

async fn propose(office: &Office, manager: &Client, total: f64, seen: i64) -> i64 {
    let body = policy(total, seen, "The team leads ask for more.");
    let proposal = manager.post_json(&format!("{}/threshold", api(office)), &body).await.expect(202).json();
    assert_eq!(proposal["state"], "waiting");
    proposal["proposal"].as_i64().unwrap()
}

fn verdict(proposal: i64, verdict: &str) -> Value {
    json!({ "proposal": proposal, "verdict": verdict, "reason": "Read, with the preview beside it." })
}

#[tokio::test(flavor = "multi_thread")]
async fn before_results_are_opened_one_saves_and_after_that_two_do() {
    let app = App::new().await;
    let office = finished(&app).await;
    let (manager, path) = (office.manager().await, api(&office));
    let threshold = format!("{path}/threshold");
    manager.post_json(&threshold, &policy(40.0, 0, "Agreed before anybody looked.")).await.expect(200);
    manager.get(&format!("{threshold}/preview?total=70")).await.expect(200);
    let before = manager.get(&threshold).await.expect(200).json();
    assert_eq!(before["results_opened"], false, "a preview counts people and shows nobody");
    office.recruiter().await.get(&format!("{path}/ranking")).await.expect(200);
    assert_eq!(manager.get(&threshold).await.expect(200).json()["results_opened"], true);
    let number = propose(&office, &manager, 60.0, 1).await;
    assert_eq!(manager.get(&threshold).await.expect(200).json()["current"]["total"], 40.0, "nothing is in force yet");
    manager.post_json(&threshold, &policy(61.0, 1, "A second one.")).await.expect(409);
    let answer = format!("{threshold}/proposal");
    manager.post_json(&answer, &verdict(number, "approve")).await.expect(403);
    manager.post_json(&answer, &verdict(number, "refuse")).await.expect(403);
    office.recruiter().await.post_json(&answer, &verdict(number, "approve")).await.expect(403);
    let second = office.another(Role::Manager, "Mira Second").await;
    second.post_json(&answer, &verdict(number, "withdraw")).await.expect(403);
    second.post_json(&answer, &json!({ "proposal": number, "verdict": "approve", "reason": " " })).await.expect(422);
    second.post_json(&answer, &verdict(number + 1, "approve")).await.expect(404);
    let answered = second.post_json(&answer, &verdict(number, "approve")).await.expect(200).json();
    assert_eq!(answered["state"], "approved");
    second.post_json(&answer, &verdict(number, "approve")).await.expect(409);
    let now = manager.get(&threshold).await.expect(200).json();
    assert_eq!((&now["current"]["version"], &now["current"]["total"]), (&json!(2), &json!(60.0)));
    assert_eq!(now["current"]["author"], office.staff(Role::Manager).to_string(), "in its author's name");
    assert_ne!(now["proposals"][0]["answered_by"], now["current"]["author"]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_and_a_withdrawn_proposal_change_nothing() {
    let app = App::new().await;
    let office = finished(&app).await;
    let (manager, path) = (office.manager().await, api(&office));
    let ranking = manager.get(&format!("{path}/ranking")).await.expect(200).json();
    let second = office.another(Role::Manager, "Mira Second").await;
    let answer = format!("{path}/threshold/proposal");
    let number = propose(&office, &manager, 90.0, 0).await;
    second.post_json(&answer, &verdict(number, "refuse")).await.expect(200);
    let number = propose(&office, &second, 91.0, 0).await;
    second.post_json(&answer, &json!({ "proposal": number, "verdict": "withdraw" })).await.expect(200);
    let after = manager.get(&format!("{path}/threshold")).await.expect(200).json();
    assert_eq!(after["current"]["version"], 0);
    let states: Vec<_> = after["proposals"].as_array().unwrap().iter().map(|one| one["state"].clone()).collect();
    assert_eq!(states, [json!("withdrawn"), json!("refused")], "and both stay on record");
    assert_eq!(manager.get(&format!("{path}/ranking")).await.expect(200).json()["counts"], ranking["counts"]);
    app.stop().await;
}

/// The page without script: the form says that it proposes, whom to ask, and the answer stands in the history.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_says_who_has_to_approve_and_what_to_do_without_anybody() {
    let app = App::new().await;
    let office = finished(&app).await;
    let manager = office.browser(Role::Manager).await;
    let page = format!("/openings/{}/threshold", office.opening.id);
    manager.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200);
    let alone = manager.get(&page).await.expect(200);
    assert!(alone.text.contains("Nobody else on this team sets thresholds"), "{}", alone.text);
    let second = office.another_browser(Role::Manager, "Mira Second").await;
    let fields = [("seen", "0"), ("total", "66"), ("z", "1"), ("reason", "Three complaints a week.")];
    let done = manager.submit(&page, &page, &fields).await.expect(303);
    let mine = manager.get(done.location()).await.expect(200);
    assert!(mine.texts("[role=status]").concat().contains("another person has to approve it"), "{}", mine.text);
    assert!(mine.text.contains("Mira Second") && mine.text.contains("Withdraw it"));
    assert!(second.get("/home").await.expect(200).text.contains("waits for a second person"));
    let theirs = second.get(&page).await.expect(200);
    assert!(theirs.texts("section").concat().contains("now: Total 66"), "the diff: {}", theirs.text);
    let answer = format!("{page}/proposal");
    second.submit(&page, &answer, &[("proposal", "1"), ("act", "approve")]).await.expect(422);
    let approve = [("proposal", "1"), ("act", "approve"), ("answer", "The complaints are real.")];
    second.submit(&page, &answer, &approve).await.expect(303);
    let history = manager.get(&page).await.expect(200).texts("article").concat();
    for part in ["Version 1", "Three complaints a week.", "Approved by Mira Second", "The complaints are real."] {
        assert!(history.contains(part), "{part}: {history}");
    }
    app.stop().await;
}

async fn decide(manager: &Client, path: &str, candidate: &str, stage: &str, seen: i64) {
    let decision = json!({ "stage": stage, "reason": "Clear in writing.", "seen": seen });
    manager.post_json(&format!("{path}/candidates/{candidate}/decisions"), &decision).await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_decided_on_and_comes_out_otherwise_is_listed_and_keeps_the_decision() {
    let app = App::new().await;
    let office = finished(&app).await;
    let (manager, path) = (office.manager().await, api(&office));
    // Nobody is below at first: these applicants choose by number and score about what chance gives.
    manager.post_json(&format!("{path}/threshold"), &policy(0.0, 0, "Everybody first.")).await.expect(200);
    let second = office.another(Role::Manager, "Mira Second").await;
    let answer = format!("{path}/threshold/proposal");
    let ranking = manager.get(&format!("{path}/ranking?sort=total")).await.expect(200).json();
    let people: Vec<String> =
        ranking["people"].as_array().unwrap().iter().map(|one| one["candidate"].as_str().unwrap().to_owned()).collect();
    decide(&manager, &path, &people[0], "advance", 0).await;
    decide(&manager, &path, &people[5], "reject", 0).await;
    let old = [0, 5].map(|place: usize| ranking["people"][place]["outcome"].clone());
    app.advance(chrono::Duration::minutes(5));
    let number = propose(&office, &manager, 100.0, 1).await;
    second.post_json(&answer, &verdict(number, "approve")).await.expect(200);
    let list = manager.get(&format!("{path}/look-again")).await.expect(200).json();
    let list = list.as_array().unwrap();
    let changed: Vec<&Value> = list.iter().filter(|one| one["new"] == "below").collect();
    let expected = old.iter().filter(|outcome| **outcome != json!("below")).count();
    assert!(expected > 0 && changed.len() == expected && list.len() == expected, "only the decided: {list:?}");
    let one = changed.iter().find(|one| one["candidate"] == people[0].as_str()).unwrap();
    assert_eq!((&one["old"], &one["state"]), (&old[0], &json!("waiting")));
    let page = manager.get(&format!("{path}/candidates/{}", people[0])).await.expect(200).json();
    assert_eq!(page["result"]["stage"], "advance", "the decision is as it was");
    let mark = format!("{path}/look-again/{}", people[0]);
    let anew = json!({ "policy_version": 2, "verdict": "decided-anew", "note": "Said so, did nothing." });
    manager.post_json(&mark, &anew).await.expect(422);
    app.advance(chrono::Duration::minutes(5));
    decide(&manager, &path, &people[0], "hold", 1).await;
    manager.post_json(&mark, &json!({ "policy_version": 2, "verdict": "waiting", "note": "No." })).await.expect(422);
    manager.post_json(&mark, &anew).await.expect(204);
    manager.post_json(&mark, &anew).await.expect(409);
    // Back again: the person on hold changes once more and is listed; whoever waited still is where they were.
    let number = propose(&office, &second, 0.0, 2).await;
    manager.post_json(&answer, &verdict(number, "approve")).await.expect(200);
    let list = manager.get(&format!("{path}/look-again")).await.expect(200).json();
    let waiting: Vec<&Value> = list.as_array().unwrap().iter().filter(|one| one["state"] == "waiting").collect();
    assert!(waiting.iter().any(|one| one["candidate"] == people[0].as_str() && one["old"] == "below"), "{list}");
    assert!(waiting.iter().all(|one| one["old"] != one["new"]), "{list}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_on_home_and_a_form_marks_people_as_looked_at() {
    let app = App::new().await;
    let office = finished(&app).await;
    let (manager, path) = (office.manager().await, api(&office));
    // Nobody is below at first: these applicants choose by number and score about what chance gives.
    manager.post_json(&format!("{path}/threshold"), &policy(0.0, 0, "Everybody first.")).await.expect(200);
    let second = office.another(Role::Manager, "Mira Second").await;
    let ranking = manager.get(&format!("{path}/ranking?sort=total")).await.expect(200).json();
    let best = ranking["people"][0]["candidate"].as_str().unwrap().to_owned();
    decide(&manager, &path, &best, "advance", 0).await;
    let number = propose(&office, &manager, 100.0, 1).await;
    second.post_json(&format!("{path}/threshold/proposal"), &verdict(number, "approve")).await.expect(200);
    let browser = office.browser(Role::Manager).await;
    assert!(browser.get("/home").await.expect(200).text.contains("changed the outcome of 1 person already decided on"));
    let page = format!("/openings/{}/look-again", office.opening.id);
    let list = browser.get(&page).await.expect(200);
    let text = list.texts("main li").concat();
    assert!(text.contains("Below") && text.contains("Decision: Advanced"), "old, new and the decision: {text}");
    let action = list.attribute("main li form", "action").unwrap();
    let fields = [("policy_version", "2"), ("verdict", "stands")];
    let again = browser.submit(&page, &action, &fields).await.expect(422);
    assert!(again.texts(".fault-summary a").concat().contains("Write why"), "{}", again.text);
    let with_note = [fields[0], fields[1], ("note", "Two interviews went well.")];
    browser.submit(&page, &action, &with_note).await.expect(303);
    let after = browser.get(&page).await.expect(200);
    assert!(after.texts("h1").concat().contains("Nobody to look at again"));
    assert!(
        after.texts("table").concat().contains("The decision stands. “Two interviews went well.”"),
        "{}",
        after.text
    );
    app.stop().await;
}
