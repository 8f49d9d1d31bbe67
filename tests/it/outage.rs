//! When no server was there, running sittings have that time added: once, whoever finds it, and not without an end.

use crate::harness::{App, Client, Office, some_answer};
use chrono::Duration;
use rapport::clock::Moment;
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn beat(app: &App, now: Moment) -> usize {
    let db = app.server.db.clone();
    tokio::task::spawn_blocking(move || rapport::sittings::beat_now(&db, now)).await.unwrap().unwrap()
}

async fn sitting(applicant: &Client) -> Value {
    applicant.get("/api/v1/sitting").await.expect(200).json()
}

async fn answer(applicant: &Client, number: usize) -> u16 {
    let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
    let body = json!({ "revision": question["revision"], "answer": some_answer(&question, 0) });
    let path = format!("/api/v1/sitting/questions/{number}/answer");
    applicant.json(Method::PUT, &path, &body).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_length_of_an_outage_is_added_to_what_was_running_in_it() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let began = app.clock.now();
    beat(&app, began).await;
    let ended = office.applicant("Was Over Before").await;
    app.advance(Duration::minutes(39));
    let invited = office.invite("Is Running").await;
    let running = office.sit(&invited.link).await;
    assert_eq!(answer(&running, 1).await, 200);
    // Ordinary beats change nothing.
    for second in (0..=2500).step_by(25) {
        assert_eq!(beat(&app, began.plus(Duration::seconds(second))).await, 0);
    }
    let last = began.plus(Duration::seconds(2500));
    // Two hours without a server; then the first requests come before the pulse: the clock waits for it.
    let back = last.plus(Duration::hours(2));
    app.clock.set(back);
    assert_eq!(sitting(&running).await["state"], "started");
    assert_eq!(beat(&app, back).await, 1, "of two, one was over when it began");
    let closes = began.plus(Duration::minutes(79) + Duration::hours(2) + Duration::seconds(1));
    assert_eq!(sitting(&running).await["closes_at"], closes.rfc3339());
    assert_eq!(answer(&running, 2).await, 200);
    assert_eq!(sitting(&ended).await["state"], "submitted", "what was over stays over");
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).json();
    let facts: Vec<&Value> =
        log["facts"].as_array().unwrap().iter().filter(|fact| fact["action"] == "outage-bridged").collect();
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0]["detail"], json!({ "seconds": "7201", "sittings": "1" }));
    // What is granted afterwards stretches the limit, and keeps what was added.
    let asking = format!("/api/v1/invitations/{}/adjustments", invited.link.rsplit('/').next().unwrap());
    let asked = app.stranger().post_json(&asking, &json!({ "kind": "more-time" })).await.expect(200).json();
    let granted = json!({ "granted": { "time_factor": "1.5" }, "reason": "Yes.", "reply": "Yes.", "version": 1 });
    let path = format!("/api/v1/adjustments/{}", asked["id"].as_str().unwrap());
    office.program(Role::Admin).await.json(Method::PUT, &path, &granted).await.expect(204);
    assert_eq!(sitting(&running).await["closes_at"], closes.plus(Duration::minutes(20)).rfc3339());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_come_back_at_once_add_it_once_and_a_day_is_the_most() {
    let app = App::new().await;
    let second = app.beside().await;
    let office = Office::with(&app, "customer-support-essentials", Some(40)).await;
    let began = app.clock.now();
    let timed = office.applicant("Has A Limit").await;
    beat(&app, began).await;
    let back = began.plus(Duration::minutes(10));
    app.clock.set(back);
    let beats = (0..8).map(|n| beat(if n % 2 == 0 { &app } else { &second }, back));
    let added: usize = futures_util::future::join_all(beats).await.into_iter().sum();
    assert_eq!(added, 1);
    assert_eq!(sitting(&timed).await["closes_at"], began.plus(Duration::seconds(50 * 60 + 1)).rfc3339());
    let long = back.plus(Duration::days(9));
    app.clock.set(long);
    assert_eq!(beat(&app, long).await, 1);
    let (closes, day) = (began.plus(Duration::seconds(50 * 60 + 1)), Duration::hours(24));
    let left = app.server.db.read(move |conn| {
        rapport::sittings::attempts_of(conn, &office.opening, &[rapport::sittings::AttemptState::Started])
    });
    assert_eq!(left.await.unwrap()[0].closes_at(), closes.plus(day));
    second.stop().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_limit_the_end_of_the_invitation_moves() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Takes Their Time").await;
    let applicant = office.sit(&invited.link).await;
    beat(&app, app.clock.now()).await;
    app.advance(Duration::hours(3));
    assert_eq!(beat(&app, app.clock.now()).await, 1);
    let later = invited.expires_at.plus(Duration::hours(3) + Duration::seconds(1));
    assert_eq!(sitting(&applicant).await["closes_at"], later.rfc3339());
    app.stop().await;
}

/// What the first page behind a link says of how far its person has come.
async fn state(app: &App, link: &str) -> Value {
    let path = format!("/api/v1/invitations/{}", link.rsplit('/').next().unwrap());
    app.stranger().get(&path).await.expect(200).json()["state"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_ran_out_while_no_server_was_there_can_still_be_used() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let early = office.invite("Ran Out Before").await;
    app.advance(Duration::minutes(10));
    let late = office.invite("Runs Out Meanwhile").await;
    let taken_back = office.invite("Was Taken Back").await;
    let granted = office.invite("Was Given A Day").await;
    let ends = late.expires_at;
    // One ended before the last pulse, one was taken back, one has a deadline of its own an hour later.
    let asking = format!("/api/v1/invitations/{}/adjustments", granted.link.rsplit('/').next().unwrap());
    let asked = app.stranger().post_json(&asking, &json!({ "kind": "later-deadline" })).await.expect(200).json();
    let own = ends.plus(Duration::hours(1));
    let grant = json!({ "granted": { "open_until": own.rfc3339() }, "reason": "Yes.", "reply": "Yes.", "version": 1 });
    let path = format!("/api/v1/adjustments/{}", asked["id"].as_str().unwrap());
    office.program(Role::Admin).await.json(Method::PUT, &path, &grant).await.expect(204);
    let recruiter = office.recruiter().await;
    let invitation =
        |candidate: &str| format!("/api/v1/openings/{}/candidates/{candidate}/invitation", office.opening.id);
    let back = invitation(taken_back.candidate.id.as_ref());
    recruiter.json(Method::DELETE, &back, &json!({})).await.expect(204);
    let (from, until) = (ends.minus(Duration::minutes(5)), ends.plus(Duration::hours(3)));
    assert!(early.expires_at < from);
    beat(&app, from).await;
    app.clock.set(until);
    assert_eq!(state(&app, &late.link).await, "closed");
    assert_eq!(beat(&app, until).await, 0, "no sitting was running");
    assert_eq!(beat(&app, until).await, 0, "once");
    assert_eq!(state(&app, &late.link).await, "new");
    assert_eq!(state(&app, &granted.link).await, "new");
    assert_eq!(state(&app, &early.link).await, "closed", "what ran out before stays so");
    app.stranger()
        .get(&format!("/api/v1/invitations/{}", taken_back.link.rsplit('/').next().unwrap()))
        .await
        .expect(410);
    let length = Duration::hours(3) + Duration::minutes(5) + Duration::seconds(1);
    let sitting = sitting(&office.sit(&late.link).await).await;
    assert_eq!(sitting["closes_at"], ends.plus(length).rfc3339());
    let facts = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).json();
    let facts = facts["facts"].as_array().unwrap().clone();
    let fact = facts.iter().find(|fact| fact["action"] == "outage-bridged").unwrap();
    // The link of whoever was given a day ended with everybody's, and so did their own deadline: two moved.
    assert_eq!(fact["detail"], json!({ "seconds": "11101", "sittings": "0", "links": "3" }));
    app.stop().await;
}
