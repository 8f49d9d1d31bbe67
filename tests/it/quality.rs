//! The score quality of an assessment: every number against an independent computation from the stored answers, doubts
//! only where a key is wrong, and nothing about anybody.

use crate::harness::{App, Browser, Crowd, Office, PASSWORD, crowd};
use rapport::people::Role;
use rapport::scores::Scorer;
use rapport::scoring::{Format, RateScheme};
use rapport::sittings::{AttemptState, attempts_of, given_of};
use serde_json::Value;

const SHORT: &str = "customer-support-short-screen";

fn path(assessment: &str) -> String {
    format!("/assessments/{assessment}/1/quality")
}

/// The item scores of everybody who has finished, one row a person.
async fn scores(app: &App, office: &Office) -> Vec<Vec<f64>> {
    let opening = office.opening.clone();
    let read = app.server.db.read(move |conn| {
        let scorer = Scorer::load(conn, &opening)?;
        let attempts = attempts_of(conn, &opening, &[AttemptState::Scored])?;
        let rows = attempts.iter().map(|attempt| {
            let given = given_of(conn, attempt, scorer.rules().len())?;
            let scores = scorer.score(&given).expect("a score");
            Ok(scores.items.into_iter().map(|score| score.expect("an item score")).collect())
        });
        rows.collect::<rapport::error::Result<Vec<Vec<f64>>>>()
    });
    read.await.unwrap()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn covariance(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x), mean(y));
    x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / (x.len() as f64 - 1.0)
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    covariance(x, y) / (covariance(x, x) * covariance(y, y)).sqrt()
}

fn close(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap_or_else(|| panic!("no number but {found}, not {expected}"));
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_are_those_of_the_stored_answers() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    crowd(&app, &office, Crowd { people: 120, ..Crowd::default() }).await;
    let rows = scores(&app, &office).await;
    let (n, k) = (rows.len(), rows[0].len());
    let body = office.program(Role::Author).await.get(&format!("/api/v1{}", path(SHORT))).await.expect(200).json();
    assert_eq!((body["tests"].as_u64(), body["openings"].as_u64()), (Some(120), Some(1)));
    // With equal weights and equally many questions a competency, the total is 100 times the mean item score.
    let column = |item: usize| -> Vec<f64> { rows.iter().map(|row| row[item] * 100.0 / k as f64).collect() };
    let totals: Vec<f64> = rows.iter().map(|row| row.iter().sum::<f64>() * 100.0 / k as f64).collect();
    let parts: f64 = (0..k).map(|item| covariance(&column(item), &column(item))).sum();
    let variance = covariance(&totals, &totals);
    let found = &body["reliability"];
    close(&found["alpha"], k as f64 / (k as f64 - 1.0) * (1.0 - parts / variance));
    close(&found["sd"], variance.sqrt());
    let stratified = found["stratified_alpha"].as_f64().unwrap();
    close(&found["sem"], (variance * (1.0 - stratified)).sqrt());
    close(&found["clear_difference"], 1.96 * (2.0 * variance * (1.0 - stratified)).sqrt());
    let items = body["items"].as_array().unwrap();
    assert_eq!(items.len(), k);
    let set = {
        let opening = office.opening.clone();
        let set = app.server.db.read(move |conn| {
            rapport::openings::items(conn, &opening.organization, &opening.id).map_err(rapport::error::Error::from)
        });
        set.await.unwrap()
    };
    for (place, drawn) in set.iter().enumerate() {
        let item = items.iter().find(|item| item["item"] == drawn.item.id.as_str()).unwrap();
        let own: Vec<f64> = rows.iter().map(|row| row[place]).collect();
        let rest: Vec<f64> = rows.iter().map(|row| row.iter().sum::<f64>() - row[place]).collect();
        close(&item["difficulty"], mean(&own));
        close(&item["discrimination"], correlation(&own, &rest));
        // Everybody took 20 seconds and the place in seconds.
        let seconds = 20.0 + place as f64;
        assert_eq!(item["seconds"], serde_json::json!([seconds, seconds, seconds]));
        assert_eq!((item["answers"].as_u64(), item["openings"].as_u64()), (Some(n as u64), Some(1)));
        let best: Vec<f64> = item["options"].as_array().unwrap().iter().filter_map(|o| o["best"].as_f64()).collect();
        assert!(best.is_empty() || (best.iter().sum::<f64>() - 1.0).abs() < 1e-9, "everybody chose one: {best:?}");
    }
    assert!(items.iter().all(|item| item["doubts"].as_array().unwrap().is_empty()), "these people see as the key does");
    let page = office.browser(Role::Admin).await.get(&path(SHORT)).await.expect(200);
    assert!(page.text.contains(body["sentence"].as_str().unwrap()), "{}", page.text);
    assert_eq!(page.texts("svg.traces").len(), k);
    assert!(!page.text.contains("Crowd"), "nobody is named");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_the_wrong_way_round_is_doubted_and_no_other() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let place = 2;
    crowd(&app, &office, Crowd { people: 200, backwards: Some(place), ..Crowd::default() }).await;
    let opening = office.opening.clone();
    let set = app.server.db.read(move |conn| {
        rapport::openings::items(conn, &opening.organization, &opening.id).map_err(rapport::error::Error::from)
    });
    let wrong = set.await.unwrap()[place].item.id.clone();
    let body = office.program(Role::Author).await.get(&format!("/api/v1{}", path(SHORT))).await.expect(200).json();
    for item in body["items"].as_array().unwrap() {
        let doubts: Vec<&str> =
            item["doubts"].as_array().unwrap().iter().map(|doubt| doubt["doubt"].as_str().unwrap()).collect();
        if item["item"] == wrong.as_str() {
            assert!(doubts.contains(&"backwards"), "{doubts:?}");
            assert!(doubts.contains(&"beats-the-best") || doubts.contains(&"poor-reply-rises"), "{doubts:?}");
        } else {
            assert!(doubts.is_empty(), "{}: {doubts:?}", item["item"]);
        }
    }
    assert!(body["doubted_sentence"].as_str().unwrap().contains("1 has a key that needs another look"), "{body}");
    let page = office.browser(Role::Author).await.get(&path(SHORT)).await.expect(200);
    assert_eq!(page.texts("details .outcome.borderline").len(), 1);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_few_is_said_with_how_many_are_missing_and_the_page_follows_the_data() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let author = office.program(Role::Author).await;
    let api = format!("/api/v1{}", path(SHORT));
    let none = author.get(&api).await.expect(200).json();
    assert_eq!((none["tests_missing"].as_u64(), &none["reliability"]), (Some(50), &Value::Null));
    assert_eq!(none["sentence"], "Nobody has finished this assessment yet.");
    crowd(&app, &office, Crowd { people: 49, ..Crowd::default() }).await;
    let few = author.get(&api).await.expect(200).json();
    assert_eq!((few["tests_missing"].as_u64(), few["tests"].as_u64()), (Some(1), Some(49)));
    assert!(few["items"].as_array().unwrap().iter().all(|item| item["difficulty"].is_null()), "{few}");
    crowd(&app, &office, Crowd { from: 49, people: 1, ..Crowd::default() }).await;
    let enough = author.get(&api).await.expect(200).json();
    assert!(enough["reliability"]["stratified_alpha"].is_f64(), "{enough}");
    assert!(enough["reliability"]["sem"].is_null(), "the error of measurement needs 100");
    let traced = |body: &Value| body["items"][0]["options"][0]["trace"].is_array();
    assert!(!traced(&enough), "trace lines need 100");
    assert_eq!(author.get(&api).await.expect(200).json(), enough, "the same data give the same report");
    author.get("/api/v1/assessments/customer-support-short-screen/99/quality").await.expect(404);
    author.get("/api/v1/assessments/nothing/1/quality").await.expect(404);
    author.get("/assessments/customer-support-short-screen/one/quality").await.expect(404);
    // Another organization has its own people, and none of these.
    let other = Office::with(&app, SHORT, None).await;
    assert_eq!(other.program(Role::Admin).await.get(&api).await.expect(200).json()["tests"], 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_schemes_say_how_many_ranks_they_would_change() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    crowd(&app, &office, Crowd { people: 60, ..Crowd::default() }).await;
    let body = office
        .program(Role::Author)
        .await
        .get(&format!("/api/v1{}", path("customer-support-essentials")))
        .await
        .expect(200)
        .json();
    let opening = office.opening.clone();
    let computed = app.server.db.read(move |conn| {
        let scorer = Scorer::load(conn, &opening)?;
        assert!(scorer.rules().iter().any(|rule| rule.format == Format::Rate), "the assessment has rating questions");
        let other = scorer.with_scheme(RateScheme::RawAbsolute);
        let mut totals = Vec::new();
        for attempt in attempts_of(conn, &opening, &[AttemptState::Scored])? {
            let given = given_of(conn, &attempt, scorer.rules().len())?;
            totals.push((scorer.score(&given).unwrap().total.value, other.score(&given).unwrap().total.value));
        }
        Ok::<_, rapport::error::Error>(totals)
    });
    let totals = computed.await.unwrap();
    let place =
        |of: fn(&(f64, f64)) -> f64, who: usize| totals.iter().filter(|other| of(other) > of(&totals[who])).count();
    let moved = (0..totals.len()).filter(|&who| place(|t| t.0, who) != place(|t| t.1, who)).count();
    let schemes = body["schemes"].as_array().unwrap();
    assert_eq!(schemes.len(), RateScheme::ALL.len());
    let of = |name: &str| schemes.iter().find(|scheme| scheme["scheme"] == name).unwrap();
    assert_eq!(of("raw-absolute")["ranks_changed"].as_u64(), Some(moved as u64));
    assert!(moved > 0 && of("raw-absolute")["furthest"].as_u64().unwrap() > 0);
    let now = of("standardized");
    assert_eq!((&now["in_force"], now["ranks_changed"].as_u64()), (&Value::Bool(true), Some(0)));
    app.stop().await;
}

/// An author looks at the page on a phone and at a desk, without script, and opens a question.
#[tokio::test(flavor = "multi_thread")]
async fn an_author_reads_the_page_in_a_browser() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    crowd(&app, &office, Crowd { people: 100, backwards: Some(0), ..Crowd::default() }).await;
    let email = office.with_password(Role::Author).await;
    for width in [390, 1280] {
        let Some(browser) = Browser::open(&app, width, false).await else { return };
        browser.go("/sign-in").await;
        browser.fill("[name=email]", &email).await;
        browser.fill("[name=password]", PASSWORD).await;
        browser.follow("main button").await;
        browser.go("/assessments").await;
        browser.check(width).await;
        browser.follow(&format!("a[href='{}']", path(SHORT))).await;
        assert!(browser.text(".say").await.starts_with("With 100 finished tests"));
        browser.click("details.scenario summary:has(.outcome)").await;
        browser.find("details[open] svg.traces").await;
        browser.check(width).await;
        browser.close().await;
    }
    app.stop().await;
}
