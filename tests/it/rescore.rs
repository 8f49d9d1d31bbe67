//! A stored score can be computed again, bit for bit; whoever changes one is found out.

use crate::harness::{App, Office, Said, rapport};
use diesel::connection::SimpleConnection;
use rapport::db::Conn;
use rapport::people::Role;
use reqwest::Method;
use serde_json::json;

async fn run(app: &App, arguments: &'static [&'static str]) -> Said {
    let (data, database) = (app.server.settings.data_dir.clone(), crate::harness::url_of(app));
    tokio::task::spawn_blocking(move || rapport(&data, Some(&database), arguments)).await.expect("a run")
}

/// Changes the database behind the server's back.
async fn tamper(app: &App, sql: &'static str) {
    let done = app.server.db.write(move |conn: &mut Conn| conn.batch_execute(sql)).await;
    done.expect("a statement");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_altered_number_outcome_and_fact_is_found() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    for choice in 0..3 {
        office.finisher(&format!("Applicant {choice}"), choice).await;
    }
    let clean = run(&app, &["rescore", "--verify"]).await.expect(0);
    assert!(clean.out.contains("3 sittings computed again: 0 differences, 0 out of date"), "{}", clean.out);
    let cases = [
        ("UPDATE scores SET score = score + 1e-12 WHERE scale = 'total'", "total of the run"),
        ("UPDATE scores SET se = se * 0.5 WHERE scale = 'patience'", "standard error of patience of the run"),
        ("UPDATE results SET empathy = empathy + 1", "empathy in the ranking"),
        ("UPDATE results SET outcome = 'meets'", "outcome in the ranking"),
    ];
    for (sql, what) in cases {
        tamper(&app, sql).await;
        let found = run(&app, &["rescore", "--verify"]).await.expect(1);
        assert!(found.out.contains(what), "{sql}: {}", found.out);
        run(&app, &["rescore"]).await.expect(0);
        run(&app, &["rescore", "--verify"]).await.expect(0);
    }
    run(&app, &["audit", "verify"]).await.expect(0);
    for sql in [
        "UPDATE audit_facts SET detail = '{}' WHERE seq = 3",
        "DELETE FROM audit_facts WHERE seq = 5",
        "DELETE FROM audit_facts WHERE seq > 6",
    ] {
        tamper(&app, sql).await;
        let broken = run(&app, &["audit", "verify"]).await;
        assert_ne!(broken.status, 0, "{sql}: {}", broken.out);
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn voiding_a_question_scores_everybody_again_and_too_many_leave_no_score() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    for number in 1..=24 {
        let report = json!({ "message": format!("Something is wrong with question {number}.") });
        applicant.post_json(&format!("/api/v1/sitting/questions/{number}/reports"), &report).await.expect(202);
    }
    for choice in 0..4 {
        office.finisher(&format!("Finisher {choice}"), choice).await;
    }
    let recruiter = office.program(Role::Recruiter).await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let ranking = async || recruiter.get(&format!("{path}/ranking")).await.expect(200).json()["people"].clone();
    let before = ranking().await;
    let reports = recruiter.get(&format!("{path}/reports")).await.expect(200).json();
    let mut scored = Vec::new();
    for report in reports.as_array().unwrap().iter().take(4) {
        let answer = json!({ "resolution": "voided", "reply": "Thank you: it does not count any more." });
        let address = format!("{path}/reports/{}", report["id"].as_str().unwrap());
        recruiter.json(Method::PUT, &address, &answer).await.expect(204);
        scored.push(ranking().await.as_array().unwrap().len());
        run(&app, &["rescore", "--verify"]).await.expect(0);
    }
    assert_eq!(scored[0], 4, "one voided question: everybody still has a score");
    assert_eq!(scored[3], 0, "more than one in ten: nobody has");
    assert_ne!(before, ranking().await);
    app.stop().await;
}
