//! Mails to applicants after the first link: reminder, lost link, receipt, feedback; by day, and each where it is due.

use crate::harness::{App, Client, Office, SmtpSink, link_in, mail_about, mail_to, mails_about, some_answer};
use chrono::Duration;
use rapport::people::Role;
use serde_json::{Value, json};
use std::time::Duration as Wait;

const ANA: &str = "ana@example.com";
const SHORT: &str = "customer-support-short-screen";

/// Invites somebody by mail, and tells the id of the candidate.
async fn invite(office: &Office, email: &str) -> String {
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    let people = json!({ "people": [{ "name": "Ana Applicant", "email": email }] });
    let invited = office.recruiter().await.post_json(&path, &people).await.expect(200).json();
    invited[0]["candidate"].as_str().expect("a candidate").to_owned()
}

async fn finish(applicant: &Client) {
    let count = applicant.get("/api/v1/sitting").await.expect(200).json()["questions"].as_u64().unwrap();
    for number in 1..=count {
        let question: Value = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, 0) });
        let path = format!("/api/v1/sitting/questions/{number}/answer");
        applicant.json(reqwest::Method::PUT, &path, &body).await.expect(200);
    }
    applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
}

/// Lets the threads beside the requests do a round or two.
async fn rounds() {
    tokio::time::sleep(Wait::from_millis(2600)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_not_finished_is_reminded_once_by_day_and_both_links_lead_on() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    for email in [ANA, "bo@example.com", "cleo@example.com"] {
        invite(&office, email).await;
    }
    let first = link_in(&app, &mail_to(&app, ANA).await);
    office.sit(&first).await;
    finish(&office.sit(&link_in(&app, &mail_to(&app, "bo@example.com").await)).await).await;
    // It ends on a Monday at nine, so the reminder is due on the Saturday before at nine; the server is busy until night.
    app.advance(Duration::days(11) + Duration::hours(23));
    rounds().await;
    assert!(mails_about(&app, ANA, "still open").is_empty(), "not before its time");
    app.clock.set(app.clock.now().plus(Duration::hours(13)));
    assert_eq!(app.clock.now().time(), "21:00");
    rounds().await;
    let by_then = mails_about(&app, ANA, "still open").len();
    assert_eq!(by_then, 0, "not in the night");
    app.advance(Duration::hours(11));
    let mail = mail_about(&app, ANA, "still open", 1).await;
    assert!(
        mail.contains("You have until 16 November 2026, 09:00 UTC.") && mail.contains("go on where you stopped"),
        "{mail}"
    );
    assert!(mail_about(&app, "cleo@example.com", "still open", 1).await.contains("You have not begun it yet."));
    let second = link_in(&app, &mail);
    assert_ne!(first, second);
    for link in [&first, &second] {
        assert!(app.stranger().get(link).await.expect(200).text.contains("welcome back"), "both lead to the same test");
    }
    app.advance(Duration::days(1));
    rounds().await;
    assert_eq!(mails_about(&app, ANA, "still open").len(), 1, "once");
    assert!(mails_about(&app, "bo@example.com", "still open").is_empty(), "not those who have finished");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_reminded_whose_link_was_taken_back_or_whose_opening_reminds_nobody() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let taken = invite(&office, ANA).await;
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    recruiter
        .json(reqwest::Method::DELETE, &format!("{path}/candidates/{taken}/invitation"), &json!({}))
        .await
        .expect(204);
    let other = Office::with(&app, SHORT, None).await;
    invite(&other, "bo@example.com").await;
    let path = format!("/api/v1/openings/{}", other.opening.id);
    let version = other.recruiter().await.get(&path).await.expect(200).json()["version"].clone();
    let settings = json!({ "title": "Clerk", "contact": "jobs@example.com", "contact_name": "Ines Sommer", "place": "",
        "reminds": false, "invitation_days": 14, "version": version });
    let changed = other.recruiter().await.json(reqwest::Method::PUT, &path, &settings).await.expect(200).json();
    assert_eq!((&changed["reminds"], &changed["contact_name"]), (&json!(false), &json!("Ines Sommer")));
    let seat = other.invite("Dee Applicant").await;
    let landing = app.path_of(&seat.link).to_owned();
    let line = "Ines Sommer will answer you: <a href=\"mailto:jobs@example.com\">";
    assert!(app.stranger().get(&landing).await.expect(200).text.contains(line), "a name on every page");
    let back = format!("/api/v1/openings/{}/candidates/{}/invitation", other.opening.id, seat.candidate.id);
    other.recruiter().await.json(reqwest::Method::DELETE, &back, &json!({})).await.expect(204);
    assert!(app.stranger().get(&landing).await.expect(410).text.contains(line), "also where the link has ended");
    invite(&office, "cleo@example.com").await;
    app.advance(Duration::days(12) + Duration::hours(1));
    mail_about(&app, "cleo@example.com", "still open", 1).await;
    assert!(mails_about(&app, ANA, "still open").is_empty());
    assert!(mails_about(&app, "bo@example.com", "still open").is_empty());
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_comes_at_once_and_word_of_the_feedback_later_and_by_day() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    invite(&office, ANA).await;
    app.advance(Duration::hours(11));
    finish(&office.sit(&link_in(&app, &mail_to(&app, ANA).await)).await).await;
    let receipt = mail_about(&app, ANA, "your receipt", 1).await;
    assert!(receipt.contains("Your receipt is ") && receipt.contains("No decision about you is made by software"));
    app.advance(Duration::hours(2));
    rounds().await;
    assert!(mails_about(&app, ANA, "feedback").is_empty(), "it is ten in the evening");
    app.advance(Duration::hours(10));
    let feedback = mail_about(&app, ANA, "your feedback", 1).await;
    let page = app.stranger();
    let link = link_in(&app, &feedback);
    page.submit(&link, &link, &[]).await.expect(303);
    assert!(page.get("/test/receipt").await.expect(200).text.contains("For you: what your replies showed"));
    assert_eq!(mails_about(&app, ANA, "your receipt").len(), 1);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_link_comes_by_mail_and_the_page_says_the_same_to_everybody() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    invite(&office, ANA).await;
    let first = link_in(&app, &mail_to(&app, ANA).await);
    let ask = |email: &'static str| {
        let stranger = app.stranger();
        async move { stranger.submit("/lost-link", "/lost-link", &[("email", email)]).await }
    };
    let known = ask(ANA).await.expect(200).text;
    let unknown = ask("zoe@example.com").await.expect(200).text;
    let without_token = |text: &str, email: &str| {
        let lines = text.lines().filter(|line| !line.contains("csrf"));
        lines.collect::<Vec<_>>().join("\n").replace(email, "somebody")
    };
    assert_eq!(without_token(&known, ANA), without_token(&unknown, "zoe@example.com"));
    let mail = mail_about(&app, ANA, "personal link", 1).await;
    let link = link_in(&app, &mail);
    assert_ne!(link, first);
    for link in [&first, &link] {
        app.stranger().get(link).await.expect(200);
    }
    rounds().await;
    assert!(mails_about(&app, "zoe@example.com", "").is_empty());
    ask(ANA).await.expect(200);
    ask(ANA).await.expect(200);
    ask(ANA).await.expect(429);
    let program = app.stranger();
    program.post_json("/api/v1/lost-links", &json!({ "email": "not an address" })).await.expect(422);
    program.post_json("/api/v1/lost-links", &json!({ "email": "zoe@example.com" })).await.expect(202);
    assert!(app.stranger().get("/i/not-a-link").await.expect(410).text.contains("href=\"/lost-link\""));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_given_up_is_shown_with_the_servers_words_and_can_be_sent_again() {
    let sink = SmtpSink::start().await;
    sink.refuse(true);
    let url = sink.url();
    let app = App::with(move |flags| flags.smtp = Some(url)).await;
    let office = Office::with(&app, SHORT, None).await;
    let candidate = invite(&office, ANA).await;
    let path = format!("/openings/{}/people", office.opening.id);
    // A session would run out while the clock is turned, so each look has its own.
    let problem = || async {
        office.recruiter().await.get(&format!("/api/v1{path}")).await.expect(200).json()["people"][0]["mail_problem"]
            .clone()
    };
    let mut known = problem().await;
    for _ in 0..400 {
        if known["state"] == "failed" {
            break;
        }
        app.advance(Duration::hours(5));
        tokio::time::sleep(Wait::from_millis(100)).await;
        known = problem().await;
    }
    assert!(known["problem"].as_str().is_some_and(|said| said.contains("not today")), "{known}");
    let (browser, program) = (office.browser(Role::Recruiter).await, office.recruiter().await);
    let page = browser.get(&path).await.expect(200);
    assert!(page.text.contains("not delivered") && page.text.contains("not today"), "{}", page.text);
    let action = format!("/openings/{}/candidates/{candidate}/message", office.opening.id);
    let message = known["message"].as_str().unwrap().to_owned();
    sink.refuse(false);
    browser.post(&action, &page.token(), &[("message", &message)]).await.expect(303);
    assert!(sink.mail().await.contains(ANA));
    let again = format!("/api/v1/openings/{}/candidates/{candidate}/messages/{message}", office.opening.id);
    for _ in 0..100 {
        if problem().await.is_null() {
            break;
        }
        tokio::time::sleep(Wait::from_millis(50)).await;
    }
    program.post_json(&again, &json!({})).await.expect(409);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_survives_a_restart_and_nothing_goes_out_without_the_encryption_that_was_asked_for() {
    let sink = SmtpSink::start().await;
    let url = sink.url();
    let clear = url.clone();
    let app = App::with(move |flags| flags.smtp = Some(format!("{url}?tls=required"))).await;
    let office = Office::with(&app, SHORT, None).await;
    invite(&office, ANA).await;
    let admin = office.browser(Role::Admin).await;
    let mut tried = false;
    for _ in 0..100 {
        tried = admin.get("/outbox").await.expect(200).text.contains("STARTTLS");
        if tried {
            break;
        }
        tokio::time::sleep(Wait::from_millis(100)).await;
    }
    assert!(tried, "the mail server offers no encryption, and the outbox says so");
    let app = app.restart(move |flags| flags.smtp = Some(clear)).await;
    app.advance(Duration::minutes(2));
    let mail = sink.mail().await;
    assert!(mail.contains("To: \"Ana Applicant\" <ana@example.com>"), "{mail}");
    app.stop().await;
}
