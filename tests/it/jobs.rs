//! The work beside the requests: mails arrive once, whatever the mail server does, and servers share it.

use crate::harness::{App, Office, SmtpSink, mail_to};
use chrono::Duration;
use rapport::people::Role;
use serde_json::json;
use std::time::Duration as Wait;

async fn invite(office: &Office, email: &str) {
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    let people = json!({ "people": [{ "name": "Ana Applicant", "email": email }] });
    recruiter.post_json(&path, &people).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_goes_by_smtp_with_both_parts_and_no_secret_in_its_headers() {
    let sink = SmtpSink::start().await;
    let url = sink.url();
    let app = App::with(move |flags| flags.smtp = Some(url)).await;
    let office = Office::open(&app).await;
    invite(&office, "ana@example.com").await;
    let mail = sink.mail().await;
    let (headers, body) = mail.split_once("\r\n\r\n").expect("headers and a body");
    assert!(headers.contains("To: \"Ana Applicant\" <ana@example.com>"), "{headers}");
    assert!(headers.contains("Reply-To: jobs@example.com") && !headers.contains("/i/"), "{headers}");
    assert!(body.contains("text/plain") && body.contains("text/html"), "{body}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_refuses_is_tried_again_and_shown() {
    let sink = SmtpSink::start().await;
    sink.refuse(true);
    let url = sink.url();
    let app = App::with(move |flags| flags.smtp = Some(url)).await;
    let office = Office::open(&app).await;
    invite(&office, "ana@example.com").await;
    let admin = office.browser(Role::Admin).await;
    let mut page = admin.get("/outbox").await.expect(200);
    for _ in 0..100 {
        if page.text.contains("not today") {
            break;
        }
        tokio::time::sleep(Wait::from_millis(50)).await;
        page = admin.get("/outbox").await.expect(200);
    }
    assert!(page.text.contains("not today"), "{}", page.text);
    sink.refuse(false);
    app.advance(Duration::minutes(2));
    assert!(sink.mail().await.contains("ana@example.com"));
    app.stop().await;
}

/// Two servers on one database: what one has begun the other goes on with, and a mail is sent once.
#[tokio::test(flavor = "multi_thread")]
async fn two_servers_share_one_database() {
    let app = App::new().await;
    let second = app.beside().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ana Applicant").await;
    let applicant = office.sit(&invited.link).await;
    let elsewhere = applicant.at(&second.url);
    let here = applicant.get("/api/v1/sitting/questions/1").await.expect(200).json();
    let there = elsewhere.get("/api/v1/sitting/questions/1").await.expect(200).json();
    assert_eq!(here, there);
    let answer = json!({ "revision": 1, "answer": crate::harness::some_answer(&here, 0) });
    let path = "/api/v1/sitting/questions/1/answer";
    elsewhere.json(reqwest::Method::PUT, path, &answer).await.expect(200);
    applicant.json(reqwest::Method::PUT, path, &answer).await.expect(200);
    let recruiter = office.recruiter().await;
    recruiter.get("/api/v1/session").await.expect(200);
    recruiter.at(&second.url).json(reqwest::Method::DELETE, "/api/v1/session", &json!({})).await.expect(204);
    recruiter.get("/api/v1/session").await.expect(401);
    for number in 0..5 {
        invite(&office, &format!("ana{number}@example.com")).await;
    }
    for number in 0..5 {
        mail_to(&app, &format!("ana{number}@example.com")).await;
    }
    let outbox = app.server.settings.data_dir.join("outbox");
    let mails =
        std::fs::read_dir(outbox).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().unwrap() == "eml");
    assert_eq!(mails.count(), 5);
    second.stop().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_old_is_forgotten_and_what_counts_stays() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let stranger = app.stranger();
    let guess = json!({ "email": "nobody@example.com", "password": "x" });
    stranger.post_json("/api/v1/session", &guess).await.expect(401);
    office.recruiter().await.get("/api/v1/session").await.expect(200);
    let colleague = json!({ "name": "Nora New", "email": "nora@example.com", "roles": ["recruiter"] });
    office.program(Role::Admin).await.post_json("/api/v1/staff", &colleague).await.expect(200);
    let counts = || async {
        let rows = app.server.db.read(rapport::db::row_counts).await.unwrap();
        (rows["throttles"], rows["sessions"], rows["directory"])
    };
    let clean = || {
        let (db, now) = (app.server.db.clone(), app.clock.now());
        tokio::task::spawn_blocking(move || rapport::auth::clean(&db, now))
    };
    let (tries, sessions, lookups) = counts().await;
    assert!(tries > 0 && sessions > 0);
    clean().await.unwrap().unwrap();
    assert_eq!(counts().await, (tries, sessions, lookups), "what counts stays");
    app.advance(Duration::days(2));
    clean().await.unwrap().unwrap();
    assert_eq!((counts().await.0, counts().await.1), (0, sessions));
    app.advance(Duration::days(60));
    clean().await.unwrap().unwrap();
    assert_eq!(counts().await.1, 0);
    assert!(counts().await.2 < lookups, "links that are over are taken out");
    app.stop().await;
}
