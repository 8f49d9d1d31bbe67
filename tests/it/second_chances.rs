//! What must hold when things do not go as planned: a sitting that ran out, a limit near the end of an invitation, a link
//! that was taken back, an assessment imported over another, a proxy, a path spelt otherwise, a database that is not there.

use crate::harness::{App, Office, mail_to, rapport, url_of};
use chrono::Duration;
use rapport::people::Role;
use reqwest::Method;
use serde_json::json;
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_that_ran_out_can_be_followed_by_another_that_staff_offer() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Second Chance").await;
    office.sit(&invited.link).await;
    app.advance(Duration::days(60));
    let (db, now) = (app.server.db.clone(), app.clock.now());
    let round = tokio::task::spawn_blocking(move || rapport::sittings::close_overdue(&db, now)).await.unwrap();
    assert_eq!(round.unwrap(), 1);
    let of_them = format!("/api/v1/openings/{}/candidates/{}/invitation", office.opening.id, invited.candidate.id);
    let sent = office.recruiter().await.post_json(&of_them, &json!({})).await.expect(200).json();
    let link = sent["link"].as_str().unwrap().to_owned();
    let again = office.sit(&link).await;
    let sitting = again.get("/api/v1/sitting").await.expect(200).json();
    assert_eq!(sitting["open"].as_array().unwrap().len(), 24, "{sitting}");
    office.sit(&link).await.get("/api/v1/sitting").await.expect(200);
    for number in 1..=24 {
        let question = again.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let answer = crate::harness::some_answer(&question, 0);
        let body = json!({ "revision": question["revision"], "answer": answer });
        again.json(Method::PUT, &format!("/api/v1/sitting/questions/{number}/answer"), &body).await.expect(200);
    }
    again.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
    let ranking = format!("/api/v1/openings/{}/ranking", office.opening.id);
    let people = office.recruiter().await.get(&ranking).await.expect(200).json()["people"].clone();
    assert_eq!(people.as_array().unwrap().len(), 1);
    // Once it is finished, no link begins a third one.
    let sent = office.recruiter().await.post_json(&of_them, &json!({})).await.expect(200).json();
    let third = office.sit(sent["link"].as_str().unwrap()).await.get("/api/v1/sitting").await;
    assert_eq!(third.expect(200).json()["state"], "scored");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_starts_late_has_the_whole_of_their_time() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(60)).await;
    let invited = office.invite("Last Minute").await;
    let ends = invited.expires_at.since(app.clock.now());
    app.advance(ends - Duration::minutes(1));
    let applicant = office.sit(&invited.link).await;
    app.advance(Duration::minutes(50));
    let question = applicant.get("/api/v1/sitting/questions/1").await.expect(200).json();
    let body = json!({ "revision": question["revision"], "answer": crate::harness::some_answer(&question, 0) });
    applicant.json(Method::PUT, "/api/v1/sitting/questions/1/answer", &body).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_was_taken_back_does_not_come_again_by_the_public_link() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let path = |rest: &str| format!("/api/v1/openings/{}{rest}", office.opening.id);
    let opened = recruiter.json(Method::PUT, &path("/public-link"), &json!({ "open": true })).await.expect(200).json();
    let public = opened["public_link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let apply = |email: &'static str| {
        let (stranger, path) = (app.stranger(), format!("/api/v1/public-links/{public}"));
        async move { stranger.post_json(&path, &json!({ "name": "Ana Applicant", "email": email })).await }
    };
    apply("ana@example.com").await.expect(202);
    mail_to(&app, "ana@example.com").await;
    let people = recruiter.get(&path("/people")).await.expect(200).json();
    let id = people["people"][0]["candidate"].as_str().unwrap().to_owned();
    let of_ana = path(&format!("/candidates/{id}/invitation"));
    recruiter.send(recruiter.request(Method::DELETE, &of_ana)).await.expect(204);
    let before = app.server.db.read(rapport::db::row_counts).await.unwrap()["invitations"];
    apply("ana@example.com").await.expect(202);
    let after = app.server.db.read(rapport::db::row_counts).await.unwrap()["invitations"];
    assert_eq!(before, after, "nobody is told, and no link is made");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_imported_under_the_same_id_changes_no_opening() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Ana Applicant", 0).await;
    let bank = tempfile::tempdir().unwrap();
    let built_in = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("question-bank");
    for part in ["empathy", "patience", "communication", "product-knowledge", "briefs", "practice", "assessments"] {
        fs::create_dir_all(bank.path().join(part)).unwrap();
        for file in fs::read_dir(built_in.join(part)).unwrap().map(|file| file.unwrap().path()) {
            fs::copy(&file, bank.path().join(part).join(file.file_name().unwrap())).unwrap();
        }
    }
    let file = bank.path().join("assessments/customer-support-essentials.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text.replace("empathy: 1", "empathy: 3").replace("rate_scheme: standardized", "rate_scheme: raw-absolute"),
    )
    .unwrap();
    let (data, database) = (app.server.settings.data_dir.clone(), url_of(&app));
    let (directory, organization) = (bank.path().to_str().unwrap().to_owned(), office.organization.to_string());
    tokio::task::spawn_blocking(move || {
        let import = ["bank", "import", &directory, "--organization", &organization];
        rapport(&data, Some(&database), &import).expect(0);
        let verified = rapport(&data, Some(&database), &["rescore", "--verify"]).expect(0);
        assert!(verified.out.contains("0 differences"), "{}", verified.out);
    })
    .await
    .unwrap();
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_spelt_otherwise_opens_no_door() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let browser = office.browser(Role::Recruiter).await;
    for api in ["api", "%61pi"] {
        let path = format!("/{api}/v1/openings/{}/public-link", office.opening.id);
        assert_eq!(browser.json(Method::PUT, &path, &json!({ "open": true })).await.status, 403, "{path}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_a_proxy_no_mail_is_shown() {
    let app = App::with(|flags| flags.trusted_proxy = vec!["127.0.0.1".parse().unwrap()]).await;
    let office = Office::open(&app).await;
    let people = json!({ "people": [{ "name": "Ana Applicant", "email": "ana@example.com" }] });
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    office.recruiter().await.post_json(&path, &people).await.expect(200);
    mail_to(&app, "ana@example.com").await;
    let page = office.browser(Role::Admin).await.get("/outbox").await.expect(200);
    assert!(!page.text.contains("/i/"), "{}", page.text);
    let stranger = app.stranger();
    let mut last = 0;
    for n in 0..62 {
        let body = json!({ "email": format!("nobody{n}@example.com"), "password": "x" });
        let request = stranger.request(Method::POST, "/api/v1/session").json(&body);
        let lines = request.header("x-forwarded-for", format!("10.0.0.{n}")).header("x-forwarded-for", "203.0.113.7");
        last = stranger.send(lines).await.status.as_u16();
    }
    assert_eq!(last, 429, "what the client says of itself does not count");
    app.stop().await;
}

#[test]
fn commands_that_look_do_not_make_a_database_and_a_preview_stays_at_home() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("b");
    for command in [vec!["backup", file.to_str().unwrap()], vec!["audit", "verify"], vec!["rescore", "--verify"]] {
        let said = rapport(data.path(), None, &command);
        assert!(said.status != 0 && said.err.contains("There is no database at"), "{}", said.err);
    }
    assert!(!data.path().join("rapport.db").exists());
    let said = rapport(data.path(), None, &["bank", "preview", "third-letter", "--at", "0.0.0.0:0"]);
    assert!(said.status != 0 && said.err.contains("127.0.0.1"), "{}", said.err);
}
