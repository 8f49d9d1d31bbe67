//! What staff do with what applicants ask: answering in time, erasing for good, legal holds, and what ends by itself.

use crate::harness::{App, Browser, Client, Office, PASSWORD, mail_to};
use crate::privacy::finished;
use chrono::Duration;
use diesel::prelude::*;
use rapport::db::tables;
use rapport::people::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

/// The tables that know a candidate, with how many rows of these ids each has.
async fn traces(app: &App, ids: Vec<String>) -> BTreeMap<String, i64> {
    let list = ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    let knows = ["candidate_id", "attempt_id", "subject_id", "holder_id"];
    let counted = app.server.db.read(move |conn| {
        let mut found = BTreeMap::new();
        for (table, columns) in tables(conn)? {
            let mut own: Vec<&str> = knows.into_iter().filter(|name| columns.contains(&format!("{name}!"))).collect();
            if ["candidates", "attempts"].contains(&table.as_str()) {
                own.push("id");
            }
            for column in own {
                let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} IN ({list})");
                *found.entry(table.clone()).or_insert(0) += diesel::sql_query(sql).get_result::<Count>(conn)?.n;
            }
        }
        Ok::<_, rapport::error::Error>(found)
    });
    counted.await.expect("counts")
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = diesel::sql_types::Text)]
    id: String,
}

/// The ids under which a candidate is known: their own, and those of their attempts.
async fn ids_of(app: &App, candidate: &str) -> Vec<String> {
    let sql = format!("SELECT id FROM attempts WHERE candidate_id = '{candidate}'");
    let attempts = app.server.db.read(move |conn| diesel::sql_query(sql).load::<Id>(conn)).await.expect("attempts");
    attempts.into_iter().map(|row| row.id).chain([candidate.to_owned()]).collect()
}

/// Table -> what erasure does to it, as the page says.
fn on_the_page() -> BTreeMap<String, String> {
    let page = std::fs::read_to_string("docs/privacy.md").unwrap();
    let section = page.split("## What erasure does").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0].trim_matches('`').to_owned(), cells[1].to_owned())
    })
    .collect()
}

/// Asks for something; the id of the request.
pub async fn ask(applicant: &Client, kind: &str, message: &str) -> String {
    let made = applicant.post_json("/api/v1/sitting/requests", &json!({ "kind": kind, "message": message })).await;
    made.expect(200).json()["request"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn erasure_leaves_nothing_that_leads_to_the_person() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, _, id) = finished(&app, &office, "Xenia Quellenberg").await;
    let recruiter = office.recruiter().await;
    let case = format!("/api/v1/openings/{}/candidates/{id}", office.opening.id);
    let decision = json!({ "stage": "hold", "reason": "Xenia again next week.", "seen": 0 });
    recruiter.post_json(&format!("{case}/decisions"), &decision).await.expect(204);
    let impression = json!({ "rating": 4, "note": "Xenia listens.", "seen": 0 });
    recruiter.post_json(&format!("{case}/impressions"), &impression).await.expect(204);
    recruiter.json(reqwest::Method::PUT, &format!("{case}/tags/xenia"), &json!({})).await.expect(204);
    let sent = recruiter.post_json(&format!("{case}/invitation"), &json!({})).await.expect(200).json();
    let link = sent["link"].as_str().map(str::to_owned);
    ask(&program, "review", "Please look, it is Xenia.").await;
    crate::signals::note_for(&app, &office, &id).await;
    let looking = json!({ "reason": "Somebody says that Xenia passed the questions on." });
    office.program(Role::Admin).await.post_json(&format!("{case}/integrity-reviews"), &looking).await.expect(200);
    let request = ask(&program, "erasure", "I do not want the job any more, Xenia.").await;
    let ids = ids_of(&app, &id).await;
    let before = traces(&app, ids.clone()).await;
    let page = on_the_page();
    for (table, count) in &before {
        assert!(
            page.contains_key(table),
            "{table} knows a candidate, and docs/privacy.md does not say what erasure does"
        );
        let elsewhere = ["item_reports", "withdrawals", "consents", "equality_answers", "performance_ratings"];
        let rare = [
            "attempt_sections",
            "adjustment_requests",
            "candidate_terms",
            "attempt_clocks",
            "outcome_reviews",
            "reveals",
        ];
        let may_be_empty = elsewhere.contains(&table.as_str()) || rare.contains(&table.as_str());
        assert!(*count > 0 || may_be_empty, "the test puts nothing into {table}");
    }
    let admin = office.browser(Role::Admin).await;
    let list = admin.get("/requests").await.expect(200);
    assert!(list.text.contains("Xenia") && list.text.contains("29 days left") | list.text.contains("30 days left"));
    let action = format!("/requests/{request}");
    let empty = admin.submit("/requests", &action, &[("state", "done"), ("answer", "")]).await.expect(422);
    assert!(empty.texts(".fault-summary a").concat().contains("what you tell"), "{}", empty.text);
    let answer = [("state", "done"), ("answer", "It is done. All the best to you.")];
    admin.submit("/requests", &action, &answer).await.expect(303);
    for (table, count) in traces(&app, ids).await {
        assert_eq!(count > 0, page[&table].starts_with("kept"), "{table}: {count} rows left");
    }
    a_last_mail_says(&app, "xenia.quellenberg@applicants.example", "All the best to you.").await;
    gone_for_staff(&office, &case).await;
    program.get("/api/v1/sitting").await.expect(410);
    if let Some(link) = link {
        app.stranger().get(app.path_of(&link)).await.expect(410);
    }
    let facts = admin.get("/audit").await.expect(200).text;
    assert!(facts.contains("erased") && !facts.contains("Xenia"));
    let organization = office.organization.clone();
    let sound = app.server.db.read(move |conn| rapport::audit::verify(conn, &organization)).await;
    assert!(sound.expect("a log").is_ok(), "the log of facts still stands");
    app.stop().await;
}

/// Waits for the mail with some words among all to an address.
async fn a_last_mail_says(app: &App, to: &str, words: &str) {
    let outbox = app.server.settings.data_dir.join("outbox");
    for _ in 0..200 {
        let files = std::fs::read_dir(&outbox).into_iter().flatten().filter_map(Result::ok);
        let mails = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
        if mails.into_iter().any(|mail| mail.contains(to) && mail.contains(words) && mail.contains("was erased")) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no mail to {to} says {words:?}");
}

async fn gone_for_staff(office: &Office, case: &str) {
    let opening = format!("/openings/{}", office.opening.id);
    for role in [Role::Admin, Role::Recruiter, Role::Manager] {
        let browser = office.browser(role).await;
        for page in [&opening, &format!("{opening}/people"), &format!("{opening}/ranking"), "/requests", "/reviews"] {
            let page = browser.get(page).await;
            assert!(!page.text.contains("Xenia"), "{}", page.text);
        }
    }
    let recruiter = office.recruiter().await;
    recruiter.get(case).await.expect(404);
    let list = office.program(Role::Admin).await.get("/api/v1/requests").await.expect(200).json();
    assert_eq!(
        (&list[0]["state"], &list[0]["message"], &list[0]["answer"]),
        (&json!("done"), &json!(""), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_legal_hold_stops_erasure_and_says_so() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, browser, _) = finished(&app, &office, "Ana Applicant").await;
    let request = ask(&program, "erasure", "").await;
    let admin = office.browser(Role::Admin).await;
    let hold = format!("/openings/{}/hold", office.opening.id);
    let why = admin.submit("/privacy", &hold, &[("act", "place")]).await.expect(422);
    assert!(why.texts(".fault-summary a").concat().contains("Write why"), "{}", why.text);
    let placed = [("act", "place"), ("reason", "A charge of 3 November is about this opening.")];
    admin.submit("/privacy", &hold, &placed).await.expect(303);
    admin.submit("/privacy", &hold, &placed).await.expect(409);
    let action = format!("/requests/{request}");
    let done = [("state", "done"), ("answer", "Gone.")];
    let refused = admin.submit("/requests", &action, &done).await.expect(422);
    assert!(refused.text.contains("A charge of 3 November") && refused.text.contains("Gone."), "{}", refused.text);
    program.get("/api/v1/sitting/data").await.expect(200);
    let answer = [("state", "refused"), ("answer", "The law makes us keep it until the charge is settled.")];
    admin.submit("/requests", &action, &answer).await.expect(303);
    admin.submit("/requests", &action, &answer).await.expect(409);
    let mine = browser.get("/test/mine").await.expect(200);
    assert!(mine.text.contains("until the charge is settled") && mine.text.contains("not possible"), "{}", mine.text);
    admin.submit("/privacy", &hold, &[("act", "lift")]).await.expect(303);
    app.stop().await;
}

async fn erase_what_is_over(app: &App) -> usize {
    let (db, now) = (app.server.db.clone(), app.clock.now());
    let work = tokio::task::spawn_blocking(move || rapport::privacy::erase_what_is_over(&db, now));
    work.await.expect("a thread").expect("an end of retention")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_erased_by_itself_unless_a_hold_stands() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (_, _, id) = finished(&app, &office, "Ana Applicant").await;
    let program = office.program(Role::Admin).await;
    let put = |path: String, body: Value| {
        let program = program.clone();
        async move { program.json(reqwest::Method::PUT, &path, &body).await }
    };
    put("/api/v1/retention".into(), json!({ "months": 0, "seen": 12 })).await.expect(422);
    put("/api/v1/retention".into(), json!({ "months": 6, "seen": 11 })).await.expect(409);
    put("/api/v1/retention".into(), json!({ "months": 6, "seen": 12 })).await.expect(204);
    app.advance(Duration::days(365));
    assert_eq!(erase_what_is_over(&app).await, 0, "an open opening keeps what it has");
    let browser = office.browser(Role::Admin).await;
    let opening = format!("/openings/{}", office.opening.id);
    browser.submit(&opening, &format!("{opening}/state"), &[("state", "closed")]).await.expect(303);
    app.advance(Duration::days(180));
    assert_eq!(erase_what_is_over(&app).await, 0, "not yet six months");
    app.advance(Duration::days(5));
    let program = office.program(Role::Admin).await;
    let hold = format!("/api/v1{opening}/hold");
    let held = json!({ "held": true, "reason": "A charge." });
    program.json(reqwest::Method::PUT, &hold, &held).await.expect(204);
    assert_eq!(erase_what_is_over(&app).await, 0, "a hold stands");
    program.json(reqwest::Method::PUT, &hold, &json!({ "held": false })).await.expect(204);
    assert_eq!(erase_what_is_over(&app).await, 1);
    let left = traces(&app, vec![id.clone()]).await;
    assert!(left.iter().all(|(_, count)| *count == 0), "{left:?}");
    let facts = program.get("/api/v1/audit").await.expect(200).text;
    assert!(facts.contains(&format!("candidate:{id}")) && facts.contains("retention"), "{facts}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_look_goes_to_those_who_decide_and_corrections_to_the_administrator() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, browser, _) = finished(&app, &office, "Ana Applicant").await;
    let review = ask(&program, "review", "Question 4 was about my own customers.").await;
    let correction = ask(&program, "correction", "It is Anna.").await;
    let admin = office.browser(Role::Admin).await;
    let list = admin.get("/requests").await.expect(200).text;
    assert!(list.contains("It is Anna.") && !list.contains("my own customers") && list.contains("one waits there"));
    let token = admin.get("/requests").await.token();
    let answer = [("state", "done"), ("answer", "Looked.")];
    admin.post(&format!("/requests/{review}"), &token, &answer).await.expect(404);
    let manager = office.browser(Role::Manager).await;
    let page = manager.get("/reviews").await.expect(200);
    assert!(page.text.contains("my own customers") && !page.text.contains("It is Anna."));
    manager.post(&format!("/reviews/{correction}"), &page.token(), &answer).await.expect(404);
    manager.submit("/reviews", &format!("/reviews/{review}"), &answer).await.expect(303);
    let right =
        [("state", "done"), ("answer", "Corrected."), ("name", "Anna Applicant"), ("email", "anna@example.com")];
    let wrong = [right[0], right[1], ("name", ""), ("email", "anna")];
    let again = admin.submit("/requests", &format!("/requests/{correction}"), &wrong).await.expect(422);
    assert_eq!(again.texts(".fault-summary a").len(), 2, "{}", again.text);
    admin.submit("/requests", &format!("/requests/{correction}"), &right).await.expect(303);
    assert!(mail_to(&app, "anna@example.com").await.contains("Corrected."), "to the address as it is now");
    let mine = browser.get("/test/mine").await.expect(200);
    assert!(mine.text.contains("Looked.") && mine.text.contains("it was done"), "{}", mine.text);
    let found = format!("/api/v1/openings/{}/ranking?q=anna", office.opening.id);
    assert!(office.recruiter().await.get(&found).await.expect(200).text.contains("Anna Applicant"));
    // Off the team, a manager sees nothing of it.
    let opening = format!("/openings/{}", office.opening.id);
    let recruiter = office.staff(Role::Recruiter).to_string();
    admin.submit_seen(&opening, &format!("{opening}/team"), &[("member", &recruiter)]).await.expect(303);
    assert!(!manager.get("/reviews").await.expect(200).text.contains("my own customers"));
    app.advance(Duration::days(31));
    ask(&office.sit(&office.invite("Ben Late").await.link).await, "erasure", "").await;
    app.advance(Duration::days(31));
    let late = office.browser(Role::Admin).await.get("/requests").await.expect(200);
    assert!(late.texts("h1").concat().contains("1 of 1 request overdue"), "{}", late.text);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_answer_a_request_in_a_browser() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, _, _) = finished(&app, &office, "Ana Applicant").await;
    ask(&program, "erasure", "Please forget me.").await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    let email = office.with_password(Role::Admin).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
    browser.go("/privacy").await;
    browser.check(1280).await;
    browser.go("/requests").await;
    browser.check(1280).await;
    browser.fill("article textarea", "Everything is gone. Thank you for telling us.").await;
    browser.click("article button[value=done]").await;
    browser.says("h1", "No request waits").await;
    browser.check(1280).await;
    browser.close().await;
    app.stop().await;
}
