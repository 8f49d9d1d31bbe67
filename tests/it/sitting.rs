//! The sitting over HTTP: nothing is lost, nothing is overwritten silently, the server's clock decides.

use crate::harness::{Answer, App, Client, Office, some_answer};
use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};

async fn question(applicant: &Client, number: usize) -> Value {
    applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json()
}

/// Sends an answer from a revision.
async fn save(applicant: &Client, question: &Value, revision: i64, choice: usize) -> Answer {
    let path = format!("/api/v1/sitting/questions/{}/answer", question["number"]);
    let body = json!({ "revision": revision, "answer": some_answer(question, choice) });
    applicant.json(Method::PUT, &path, &body).await
}

fn problem(answer: &Answer) -> String {
    answer.json()["type"].as_str().expect("a problem").rsplit(':').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_cannot_overwrite_each_other_silently() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Two Tabs").await;
    let seen = question(&applicant, 1).await;
    assert_eq!(seen["revision"], 1, "asking for a question counts as having seen it");
    assert_eq!(save(&applicant, &seen, 1, 0).await.expect(200).json()["revision"], 2);
    let stale = save(&applicant, &seen, 1, 1).await.expect(409);
    assert_eq!(problem(&stale), "answer-conflict");
    assert_eq!(question(&applicant, 1).await["answer"], some_answer(&seen, 0), "the first answer stands");
    save(&applicant, &seen, 2, 1).await.expect(200);
    assert_eq!(question(&applicant, 1).await["answer"], some_answer(&seen, 1));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_never_stops_changing_an_answer_is_stopped_and_the_last_answer_stands() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Never Sure").await;
    let seen = question(&applicant, 1).await;
    for revision in 1..500 {
        save(&applicant, &seen, revision, usize::try_from(revision % 2).unwrap()).await.expect(200);
    }
    save(&applicant, &seen, 500, 0).await.expect(429);
    assert_eq!(question(&applicant, 1).await["answer"], some_answer(&seen, 1));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_of_the_same_at_once_have_one_effect_and_of_fifty_different_one_wins() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Fast Fingers").await;
    for (number, different) in [(1, false), (2, true)] {
        let seen = question(&applicant, number).await;
        let tries = (0..50).map(|n| {
            let (applicant, seen) = (applicant.clone(), seen.clone());
            async move { save(&applicant, &seen, 1, if different { n } else { 0 }).await }
        });
        let answers = futures_util::future::join_all(tries).await;
        let choices = |answer: &Answer| (answer.status == 200).then(|| answer.json()["revision"].as_i64().unwrap());
        let saved: Vec<_> = answers.iter().filter_map(choices).collect();
        assert!(saved.iter().all(|revision| *revision == 2), "{saved:?}");
        if different {
            let options = seen["options"].as_array().unwrap().len();
            assert!(saved.len() < 50 && saved.len() >= 50 / options, "those who say the same as the winner: {saved:?}");
            assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status.as_u16())));
        } else {
            assert_eq!(saved.len(), 50);
        }
        assert_eq!(question(&applicant, number).await["revision"], 2);
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_opens_the_same_sitting_on_another_device() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Two Devices").await;
    let phone = office.sit(&invited.link).await;
    let on_phone = question(&phone, 3).await;
    save(&phone, &on_phone, 1, 2).await.expect(200);
    app.advance(Duration::days(2));
    let laptop = office.sit(&invited.link).await;
    let on_laptop = question(&laptop, 3).await;
    assert_eq!((&on_laptop["title"], &on_laptop["options"]), (&on_phone["title"], &on_phone["options"]));
    assert_eq!(on_laptop["answer"], some_answer(&on_phone, 2));
    let open = laptop.get("/api/v1/sitting").await.expect(200).json()["open"].clone();
    assert_eq!(open.as_array().unwrap().len(), 23);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn handing_in_needs_a_word_about_open_questions_and_happens_once() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Hands In").await;
    let seen = question(&applicant, 1).await;
    save(&applicant, &seen, 1, 0).await.expect(200);
    let refused = applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(422);
    assert!(refused.text.contains("23 questions have no answer yet"), "{}", refused.text);
    let anyway = json!({ "leave_open": true });
    let hand_in = |_| applicant.post_json("/api/v1/sitting/submission", &anyway);
    let receipts = futures_util::future::join_all((0..20).map(hand_in)).await;
    let first = receipts[0].json();
    for receipt in receipts {
        assert_eq!(receipt.expect(200).json(), first);
    }
    assert_eq!(first["scored"], true, "an explicit no-answer counts as a guess would");
    let closed = save(&applicant, &seen, 2, 1).await.expect(409);
    assert_eq!(problem(&closed), "wrong-state");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_clock_ends_a_timed_test_and_keeps_what_comes_late_as_evidence() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(30)).await;
    for (late_by, counts) in [(-1, true), (0, true), (30, true), (31, false)] {
        let started = app.clock.now();
        let applicant = office.applicant(&format!("Runs Late {late_by}")).await;
        for number in 1..=23 {
            let seen = question(&applicant, number).await;
            save(&applicant, &seen, 1, 0).await.expect(200);
        }
        let last = question(&applicant, 24).await;
        app.clock.set(started.plus(Duration::minutes(30) + Duration::seconds(late_by)));
        let answer = save(&applicant, &last, 1, 0).await;
        assert_eq!(answer.status == 200, counts, "{late_by}: {}", answer.text);
        if !counts {
            assert_eq!(problem(&answer), "too-late");
            assert_eq!(problem(&save(&applicant, &last, 1, 0).await), "too-late", "the same again");
            evidence_stands_beside_the_question(&app, &office).await;
        }
        app.clock.set(started.plus(Duration::minutes(31)));
        let sitting = applicant.get("/api/v1/sitting").await.expect(200).json();
        assert_eq!(sitting["state"], "scored", "the clock hands in what is there");
    }
    app.stop().await;
}

async fn evidence_stands_beside_the_question(app: &App, office: &Office) {
    let recruiter = office.recruiter().await;
    let people = recruiter.get(&format!("/api/v1/openings/{}/ranking", office.opening.id)).await.expect(200).json();
    let all = people["people"].as_array().unwrap();
    let mut late = 0;
    for person in all {
        let id = person["candidate"].as_str().unwrap();
        let browser = office.browser(rapport::people::Role::Recruiter).await;
        let page = browser.get(&format!("/openings/{}/candidates/{id}", office.opening.id)).await.expect(200);
        late += page.text.matches("came too late").count();
    }
    assert_eq!(late, 1, "of {} people on {}", all.len(), app.url);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untimed_sitting_ends_with_the_invitation_and_without_a_score() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Never Finishes").await;
    question(&applicant, 1).await;
    app.advance(Duration::days(60));
    let again = office.invite("Somebody Else").await;
    office.sit(&again.link).await;
    let gone = applicant.get("/api/v1/sitting").await;
    assert_eq!(gone.status, 410, "the session has ended with the time: {}", gone.text);
    let (db, now) = (app.server.db.clone(), app.clock.now());
    let round = tokio::task::spawn_blocking(move || rapport::sittings::close_overdue(&db, now)).await.unwrap();
    round.expect("a round of the clock");
    let ranking = office.recruiter().await.get(&format!("/api/v1/openings/{}/ranking", office.opening.id)).await;
    assert_eq!(ranking.expect(200).json()["people"].as_array().unwrap().len(), 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_before_the_start_and_answers_must_fit() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Too Early").await;
    let secret = invited.link.rsplit('/').next().unwrap();
    let not_agreed =
        app.stranger().post_json("/api/v1/sitting", &json!({ "invitation": secret, "agree": false })).await;
    not_agreed.expect(422);
    app.stranger().post_json("/api/v1/sitting", &json!({ "invitation": "x", "agree": true })).await.expect(410);
    let applicant = office.sit(&invited.link).await;
    let seen = question(&applicant, 1).await;
    let path = "/api/v1/sitting/questions/1/answer";
    for wrong in [
        json!({ "revision": 1, "answer": { "best": 9, "worst": 9, "ranks": [9, 9], "ratings": [9] } }),
        json!({ "revision": 1, "answer": {} }),
    ] {
        applicant.json(Method::PUT, path, &wrong).await.expect(422);
    }
    applicant.json(Method::PUT, path, &json!({ "answer": some_answer(&seen, 0) })).await.expect(400);
    applicant
        .json(Method::PUT, "/api/v1/sitting/questions/25/answer", &json!({ "revision": 0, "answer": {} }))
        .await
        .expect(404);
    applicant.get("/api/v1/sitting/questions/0").await.expect(404);
    assert_eq!(question(&applicant, 1).await["revision"], 1, "none of this was stored");
    app.stop().await;
}
