//! What recruiters read by program: the people of an opening, a person's result with its versions, rounds.

use crate::harness::{App, Office};
use chrono::Duration;
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn path(office: &Office, rest: &str) -> String {
    format!("/api/v1/openings/{}{rest}", office.opening.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_listed_page_by_page_with_how_far_they_have_come() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    office.finisher("Fin Finisher", 1).await;
    office.applicant("Sam Starter").await;
    let revoked = office.invite("Rae Revoked").await.candidate.id;
    let invitation = path(&office, &format!("/candidates/{revoked}/invitation"));
    recruiter.send(recruiter.request(Method::DELETE, &invitation)).await.expect(204);
    let people: Vec<Value> = (0..110)
        .map(|number| json!({ "name": format!("Person {number}"), "email": format!("p{number}@applicants.example") }))
        .collect();
    recruiter.post_json(&path(&office, "/invitations"), &json!({ "people": people })).await.expect(200);
    let first = recruiter.get(&path(&office, "/people")).await.expect(200).json();
    let next = path(&office, &format!("/people?after={}", first["next"].as_str().unwrap()));
    let second = recruiter.get(&next).await.expect(200).json();
    assert_eq!(second["next"], Value::Null);
    let all = [first["people"].as_array().unwrap().clone(), second["people"].as_array().unwrap().clone()].concat();
    let ids: BTreeSet<&str> = all.iter().map(|person| person["candidate"].as_str().unwrap()).collect();
    assert_eq!((all.len(), ids.len()), (113, 113));
    let progress = |name: &str| all.iter().find(|person| person["name"] == name).unwrap()["progress"].clone();
    assert_eq!(progress("Fin Finisher"), "finished");
    assert_eq!(progress("Sam Starter"), "started");
    assert_eq!(progress("Rae Revoked"), "invitation-ended");
    assert_eq!(progress("Person 7"), "invited");
    recruiter.get(&path(&office, "/people?after=nobody")).await.expect(400);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_says_what_it_was_computed_from() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Fin Finisher", 1).await;
    let recruiter = office.recruiter().await;
    let ranking = recruiter.get(&path(&office, "/ranking")).await.expect(200).json();
    let candidate = ranking["people"][0]["candidate"].as_str().unwrap().to_owned();
    let result = recruiter.get(&path(&office, &format!("/candidates/{candidate}"))).await.expect(200).json();
    let run = &result["run"];
    assert_eq!((&run["run"], &run["precision_version"]), (&json!(1), &json!(0)));
    assert_eq!(run["scoring_version"], rapport::scoring::VERSION);
    assert_eq!(result["band"], "A");
    assert!(result["receipt"].is_string() && result["submitted_at"].is_string());
    let positions: Vec<u64> =
        result["items"].as_array().unwrap().iter().map(|item| item["position"].as_u64().unwrap()).collect();
    assert_eq!(positions, (1..=24).collect::<Vec<_>>());
    let item = &result["items"][0];
    assert_eq!((&item["basis"], &item["fate"], &item["late"]), (&json!("author"), &json!("answered"), &json!(false)));
    assert!(item["format"].is_string() && item["options"][0]["text"].as_str().unwrap().len() > 3);
    let browser = office.browser(Role::Recruiter).await;
    let page = browser.get(&format!("/openings/{}/candidates/{candidate}", office.opening.id)).await.expect(200);
    let key_set = &run["key_set"].as_str().unwrap()[..12];
    let line =
        format!("Scored by key set {key_set}, scoring version {}, precision version 0.", rapport::scoring::VERSION);
    assert!(page.texts("p.soft").contains(&line), "{}", page.text);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voided_questions_and_late_answers_are_told() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", Some(30)).await;
    let invited = office.invite("Lou Late").await;
    let applicant = office.sit(&invited.link).await;
    for number in 1..=12 {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": 1, "answer": crate::harness::some_answer(&question, 0) });
        let path = format!("/api/v1/sitting/questions/{number}/answer");
        if number == 12 {
            app.advance(Duration::minutes(31));
            applicant.json(Method::PUT, &path, &body).await.expect(409);
        } else {
            applicant.json(Method::PUT, &path, &body).await.expect(200);
        }
        if number == 1 {
            let report = json!({ "message": "Two replies say the same." });
            applicant.post_json("/api/v1/sitting/questions/1/reports", &report).await.expect(202);
        }
    }
    // Half an hour later, whoever did nothing signs in again.
    let recruiter = office.recruiter().await;
    let report = recruiter.get(&path(&office, "/reports")).await.expect(200).json()[0].clone();
    let answer = json!({ "resolution": "voided", "reply": "You are right." });
    let reports = path(&office, &format!("/reports/{}", report["id"].as_str().unwrap()));
    recruiter.json(Method::PUT, &reports, &answer).await.expect(204);
    let person = path(&office, &format!("/candidates/{}", invited.candidate.id));
    let result = recruiter.get(&person).await.expect(200).json();
    assert_eq!(result["run"]["run"], 2, "scored again");
    let items = result["items"].as_array().unwrap();
    let late: Vec<&Value> = items.iter().filter(|item| item["late"] == true).collect();
    assert_eq!(late.len(), 1);
    let told =
        |item: &Value, field: &str| item["options"].as_array().unwrap().iter().any(|option| option[field].is_string());
    assert!(told(late[0], "chosen_late") && !told(late[0], "chosen") && late[0]["fate"] == "left-out", "{}", late[0]);
    let voided: Vec<&Value> = items.iter().filter(|item| item["voided"].is_string()).collect();
    assert_eq!((voided.len(), &voided[0]["score"]), (1, &Value::Null));
    assert_eq!(voided[0]["position"], report["position"]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_round_begins_after_a_decision() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Fin Finisher", 1).await;
    let recruiter = office.recruiter().await;
    let (ranking, round) = (path(&office, "/ranking"), path(&office, "/ranking/round"));
    recruiter.post_json(&round, &json!({})).await.expect(204);
    let before = recruiter.get(&ranking).await.expect(200).json();
    let candidate = before["people"][0]["candidate"].as_str().unwrap();
    let decision = json!({ "stage": "hold", "reason": "Call back in May.", "seen": 0 });
    recruiter.post_json(&path(&office, &format!("/candidates/{candidate}/decisions")), &decision).await.expect(204);
    recruiter.post_json(&round, &json!({})).await.expect(204);
    let after = recruiter.get(&ranking).await.expect(200).json();
    assert_eq!(after["round"].as_i64().unwrap(), before["round"].as_i64().unwrap() + 1);
    app.stop().await;
}
