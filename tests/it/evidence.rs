//! Later ratings against scores: all or none is stored, the numbers are those of an independent computation, nobody who
//! decides sees a rating, and every result says what is known.

use crate::harness::{App, Browser, Crowd, Office, PASSWORD, crowd};
use rapport::evidence::NONE;
use rapport::people::Role;
use serde_json::{Value, json};

const SHORT: &str = "customer-support-short-screen";
const PAGE: &str = "/assessments/customer-support-short-screen/1/evidence";
const API: &str = "/api/v1/assessments/customer-support-short-screen/1/evidence";

/// Somebody with their total.
struct Somebody {
    id: String,
    pseudonym: String,
    email: String,
    total: f64,
}

/// So many people who have finished, in the order of their ids.
async fn finished(app: &App, office: &Office, from: u32, people: u32) -> Vec<Somebody> {
    let ids = crowd(app, office, Crowd { from, people, ..Crowd::default() }).await;
    let opening = office.opening.clone();
    let read = app.server.db.read(move |conn| {
        let mut all = Vec::new();
        for id in ids {
            let row = rapport::scores::result_of(conn, &opening, &id)?.expect("a result");
            let person = rapport::openings::candidate(conn, &opening.organization, &id)?.expect("a candidate");
            let total = row.standing.total.value;
            all.push(Somebody { id: id.to_string(), pseudonym: person.pseudonym, email: person.email, total });
        }
        Ok::<_, rapport::error::Error>(all)
    });
    read.await.unwrap()
}

/// A rating between 1 and 5 that goes with the total, with something of its own.
fn rating(person: &Somebody, place: usize) -> f64 {
    let noise = [0.9, -0.7, 0.1, -1.1, 0.6, -0.2, 1.2][place % 7];
    ((3.0 + (person.total - 45.0) / 20.0 + noise) * 2.0).round().clamp(2.0, 10.0) / 2.0
}

fn ratings(people: &[Somebody]) -> Vec<Value> {
    let one = |(place, person): (usize, &Somebody)| json!({ "candidate": person.id, "rating": rating(person, place), "date": "2026-11-02", "rater": "MN" });
    people.iter().enumerate().map(one).collect()
}

fn upload(ratings: &[Value]) -> Value {
    json!({ "scale_low": 1, "scale_high": 5, "ratings": ratings })
}

fn moments(x: &[f64], y: &[f64]) -> (f64, f64) {
    let (mx, my) = (x.iter().sum::<f64>() / x.len() as f64, y.iter().sum::<f64>() / y.len() as f64);
    let of = |a: &[f64], ma: f64, b: &[f64], mb: f64| a.iter().zip(b).map(|(a, b)| (a - ma) * (b - mb)).sum::<f64>();
    (
        of(x, mx, y, my) / (of(x, mx, x, mx) * of(y, my, y, my)).sqrt(),
        (of(x, mx, x, mx) / (x.len() as f64 - 1.0)).sqrt(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_line_changes_when_there_are_enough_and_the_numbers_are_right() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let mut people = finished(&app, &office, 0, 90).await;
    let (author, recruiter) = (office.program(Role::Author).await, office.recruiter().await);
    let everybody: Vec<f64> = people.iter().map(|person| person.total).collect();
    // Only the better two thirds are hired, and so rated.
    people.sort_by(|one, other| other.total.total_cmp(&one.total));
    people.truncate(60);
    let all = ratings(&people);
    author.post_json(API, &upload(&all[..49])).await.expect(200);
    let few = author.get(API).await.expect(200).json();
    assert_eq!((&few["line"], few["people"].as_u64(), &few["r"]), (&json!(NONE), Some(49), &Value::Null));
    assert!(few["meaning"].as_str().unwrap().contains("1 more is needed"), "{few}");
    assert_eq!(few["fifths"], json!([]), "nobody is drawn while there are too few");
    let ranking = format!("/api/v1/openings/{}/ranking", office.opening.id);
    assert_eq!(recruiter.get(&ranking).await.expect(200).json()["evidence"], NONE);
    author.post_json(API, &upload(&all[49..])).await.expect(200);
    let found = author.get(API).await.expect(200).json();
    let totals: Vec<f64> = people.iter().map(|person| person.total).collect();
    let rated: Vec<f64> = people.iter().enumerate().map(|(place, person)| rating(person, place)).collect();
    let (r, sd) = moments(&totals, &rated);
    let (_, all_sd) = moments(&everybody, &everybody);
    let close = |name: &Value, expected: f64| {
        assert!((name.as_f64().unwrap() - expected).abs() < 1e-9, "{name} is not {expected}");
    };
    close(&found["r"], r);
    let reach = 1.959_963_984_540_054 / 57_f64.sqrt();
    close(&found["r_ci"][0], (r.atanh() - reach).tanh());
    close(&found["r_ci"][1], (r.atanh() + reach).tanh());
    let ratio = all_sd / sd;
    assert!(ratio > 1.1, "the hired are more alike than the applicants: {ratio}");
    close(&found["range_ratio"], ratio);
    // Case 2 in another form: tan of the angle whose sine is r grows by the ratio.
    close(&found["corrected_r"], (r.asin().tan() * ratio).atan().sin());
    assert!(found["corrected_r_bootstrap_ci"][1].as_f64().unwrap() > found["r_bootstrap_ci"][1].as_f64().unwrap());
    let fifths = found["fifths"].as_array().unwrap();
    assert_eq!(fifths.iter().map(|fifth| fifth["people"].as_u64().unwrap()).sum::<u64>(), 60);
    let line = found["line"].as_str().unwrap();
    assert!(line.starts_with("People who scored higher were later rated higher here: r = ."), "{line}");
    assert!(line.ends_with("60 people."), "{line}");
    every_result_says_it(&office, &people, line).await;
    app.stop().await;
}

/// The ranking, a result, a comparison and the files, as pages and for programs.
async fn every_result_says_it(office: &Office, people: &[Somebody], line: &str) {
    let (recruiter, browser) = (office.recruiter().await, office.browser(Role::Recruiter).await);
    let base = format!("/openings/{}", office.opening.id);
    let compare = format!("{base}/compare?candidate={}&candidate={}", people[0].id, people[1].id);
    for path in [format!("{base}/ranking"), format!("{base}/candidates/{}", people[0].id), compare] {
        assert_eq!(browser.get(&path).await.expect(200).texts(".evidence"), [line], "{path}");
        assert_eq!(recruiter.get(&format!("/api/v1{path}")).await.expect(200).json()["evidence"], line, "{path}");
    }
    let file = recruiter.get(&format!("/api/v1{base}/export.json")).await.expect(200).json();
    assert_eq!(file["evidence"], line);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_rows_are_stored_or_none_and_every_bad_one_is_named() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let people = finished(&app, &office, 0, 3).await;
    let invited = office.invite("Ivo Invited").await.candidate;
    let elsewhere = Office::with(&app, SHORT, None).await;
    let theirs = finished(&app, &elsewhere, 0, 1).await;
    let author = office.browser(Role::Author).await;
    let header = "candidate,rating,date,rater";
    let good = format!(
        "{},4,2026-11-02,MN\n{},3.5,2026-11-02,MN\n{},2,2026-11-02,\"Novak, Milan\"",
        people[0].pseudonym.to_lowercase(),
        people[1].id,
        people[2].email.to_uppercase()
    );
    let bad = format!(
        "{}\nnobody@example.com,4,2026-11-02,MN\n{},4,2026-11-01,MN\n{},4,2026-12-24,MN\n{},4,2026-11-02,MN\n\
         {},4,2026-11-02,MN",
        good, people[0].id, people[0].id, invited.id, theirs[0].id
    );
    let send = |rows: String, act: &'static str| {
        let author = author.clone();
        async move {
            let text = format!("{header}\n{rows}");
            let fields = [("scale_low", "1"), ("scale_high", "5"), ("ratings", text.as_str()), ("act", act)];
            author.submit(PAGE, PAGE, &fields).await
        }
    };
    let refused = send(bad, "store").await.expect(422);
    let said = refused.texts(".fault-summary li");
    assert_eq!(said.len(), 5, "{said:?}");
    for (line, words) in said.iter().zip(["Row 4", "Row 5", "Row 6", "Row 7", "Row 8"]).chain([
        (&said[0], "Nobody with a score"),
        (&said[1], "before the test was handed in"),
        (&said[2], "still to come"),
        (&said[3], "Nobody with a score"),
        (&said[4], "Nobody with a score"),
    ]) {
        assert!(line.contains(words), "{line}");
    }
    assert!(refused.texts("textarea").concat().contains("nobody@example.com"), "what was pasted stays");
    let count = || async { office.program(Role::Author).await.get(API).await.expect(200).json()["batches"].clone() };
    assert_eq!(count().await, json!([]), "nothing is stored of a file with a bad row");
    let preview = send(good.clone(), "preview").await.expect(200);
    assert!(preview.texts("p[role=status]").concat().contains("3 ratings of 3 people by 2 raters"), "{}", preview.text);
    assert_eq!(count().await, json!([]), "looking stores nothing");
    assert_eq!(send(good.clone(), "store").await.expect(303).location(), format!("{PAGE}?done=stored"));
    let again = send(good, "store").await.expect(422);
    assert!(again.texts(".fault-summary li").concat().contains("stored already"), "{}", again.text);
    let stored = count().await;
    assert_eq!((stored[0]["ratings"].as_i64(), stored.as_array().unwrap().len()), (Some(3), 1));
    let page = author.get(PAGE).await.expect(200);
    for person in &people {
        assert!(!page.text.contains(&person.pseudonym) && !page.text.contains(&person.email), "nobody is named");
    }
    withdrawing(&office, &stored[0]).await;
    app.stop().await;
}

async fn withdrawing(office: &Office, batch: &Value) {
    let author = office.program(Role::Author).await;
    let path = format!("{API}/{}/withdrawal", batch["batch"].as_str().unwrap());
    author.post_json(&path, &json!({ "seen": 7 })).await.expect(409);
    author.post_json(&path.replace("short-screen", "essentials"), &json!({ "seen": 1 })).await.expect(404);
    author.post_json(&path, &json!({ "seen": 1 })).await.expect(204);
    author.post_json(&path, &json!({ "seen": 2 })).await.expect(409);
    let after = author.get(API).await.expect(200).json();
    assert_eq!(after["ratings"], 0, "the ratings are gone");
    assert!(after["batches"][0]["withdrawn_at"].is_string(), "that they were there is not");
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).json();
    let acts: Vec<&str> =
        log["facts"].as_array().unwrap().iter().map(|fact| fact["action"].as_str().unwrap()).collect();
    assert_eq!(&acts[..2], ["ratings-withdrawn", "ratings-stored"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_decides_sees_a_rating() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let people = finished(&app, &office, 0, 2).await;
    let rows = [json!({ "candidate": people[0].id, "rating": 4.25, "date": "2026-11-02", "rater": "Quillfeather" })];
    office.program(Role::Admin).await.post_json(API, &upload(&rows)).await.expect(200);
    for role in [Role::Recruiter, Role::Manager] {
        let program = office.program(role).await;
        program.get(API).await.expect(403);
        program.post_json(API, &upload(&rows)).await.expect(403);
        let base = format!("/api/v1/openings/{}", office.opening.id);
        let case = format!("{base}/candidates/{}", people[0].id);
        for path in [format!("{base}/ranking"), case, format!("{base}/export.json"), format!("{base}/export.csv")] {
            let text = program.get(&path).await.expect(200).text;
            assert!(!text.contains("Quillfeather") && !text.contains("4.25"), "{path}");
        }
    }
    // Nor does anybody of another organization, whatever they send.
    let other = Office::with(&app, SHORT, None).await;
    let outsider = other.program(Role::Admin).await;
    assert_eq!(outsider.get(API).await.expect(200).json()["ratings"], 0);
    outsider.post_json(API, &upload(&rows)).await.expect(422);
    app.stop().await;
}

/// Two openings have questions and managers of their own: people are compared inside them.
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_who_rates_kindly_makes_no_evidence() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let people = finished(&app, &office, 0, 60).await;
    // Ratings that have nothing to do with the total.
    let rows: Vec<Value> = people
        .iter()
        .enumerate()
        .map(|(place, person)| {
            let rating = [3, 4, 2, 5, 3, 2, 4, 3, 1, 5, 4][place * 7 % 11];
            json!({ "candidate": person.email, "rating": rating, "date": "2026-11-02", "rater": "MN" })
        })
        .collect();
    office.program(Role::Author).await.post_json(API, &upload(&rows)).await.expect(200);
    let found = office.program(Role::Author).await.get(API).await.expect(200).json();
    let (low, high) = (found["r_ci"][0].as_f64().unwrap(), found["r_ci"][1].as_f64().unwrap());
    assert!(low < 0.0 && high > 0.0, "{found}");
    assert!(found["line"].as_str().unwrap().starts_with("Later ratings do not show"), "{found}");
    let opening = office.opening.clone();
    let cuts = app.server.db.read(move |conn| rapport::evidence::cuts(conn, &opening, 0.5)).await.unwrap().unwrap();
    assert_eq!(cuts.people, 60);
    let found = cuts.contrasting.unwrap();
    assert_eq!(found.table.last().map(|row| row.false_pass), Some(0), "above the highest score nobody passes");
    app.stop().await;
}

/// An author stores ratings on a phone and at a desk, without script.
#[tokio::test(flavor = "multi_thread")]
async fn an_author_stores_ratings_in_a_browser() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let people = finished(&app, &office, 0, 60).await;
    let all = ratings(&people);
    office.program(Role::Author).await.post_json(API, &upload(&all[..59])).await.expect(200);
    let email = office.with_password(Role::Author).await;
    for width in [390, 1280] {
        let Some(browser) = Browser::open(&app, width, false).await else { return };
        browser.go("/sign-in").await;
        browser.fill("[name=email]", &email).await;
        browser.fill("[name=password]", PASSWORD).await;
        browser.follow("main button").await;
        browser.go(PAGE).await;
        browser.find("svg.scatter").await;
        browser.check(width).await;
        browser.fill("#ratings", "candidate,rating,date,rater\nnobody,9,2026-11-02,MN").await;
        browser.click("button[value=preview]").await;
        browser.find(".fault-summary").await;
        browser.check(width).await;
        let row = format!("candidate,rating,date,rater\n{},4,2026-11-02,W{width}", people[59].pseudonym);
        browser.fill("#ratings", &row).await;
        browser.click("button[value=preview]").await;
        browser.find("button[value=store]").await;
        browser.check(width).await;
        browser.click("button[value=store]").await;
        browser.says(".notice.done", "The ratings are stored.").await;
        browser.close().await;
    }
    app.stop().await;
}
