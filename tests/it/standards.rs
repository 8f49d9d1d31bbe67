//! Standard setting beside the panel's pages: links that end, judges in the audit log, programs, and later ratings.

use crate::harness::{App, Browser, Crowd, Office, PASSWORD, crowd};
use chrono::Duration;
use rapport::people::Role;
use serde_json::{Value, json};

const SHORT: &str = "customer-support-short-screen";

fn api(office: &Office) -> String {
    format!("/api/v1/openings/{}", office.opening.id)
}

/// A panel of two: the links of its judges.
async fn panel(office: &Office) -> Value {
    let body = json!({ "target": "Polite, and asks when unsure.", "judges": ["Ana Judge", "Ben Judge"] });
    office.manager().await.post_json(&format!("{}/panels", api(office)), &body).await.expect(200).json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judges_link_ends_is_renewed_and_is_who_the_audit_log_names() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let links = panel(&office).await;
    let (ana, judge) = (app.path_of(links[0]["link"].as_str().unwrap()).to_owned(), app.stranger());
    let token = judge.get(&ana).await.expect(200).token();
    judge.post(&ana, &token, &[("act", "trained")]).await.expect(303);
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    let who = format!("judge:{}", links[0]["judge"].as_str().unwrap());
    assert!(log.contains(&who), "{who} in {log}");
    assert!(!log.contains("Ana Judge"), "ids only: {log}");
    app.advance(Duration::days(29));
    judge.get(&ana).await.expect(200);
    app.advance(Duration::days(2));
    judge.get(&ana).await.expect(410);
    let manager = office.manager().await;
    let panels = manager.get(&format!("{}/panels", api(&office))).await.expect(200).json();
    let id = panels[0]["panel"].as_str().unwrap().to_owned();
    let path = format!("/openings/{}/panels/{id}", office.opening.id);
    let browser = office.browser(Role::Manager).await;
    let page = browser.get(&path).await.expect(200);
    assert!(page.text.contains("ended 2 Dec"), "it says that the link has ended: {}", page.text);
    let renew = [("act", "renew"), ("judge", links[0]["judge"].as_str().unwrap())];
    let renewed = browser.post(&path, &page.token(), &renew).await.expect(200);
    let link = renewed.texts("[data-link]").concat();
    let fresh = app.path_of(&link).to_owned();
    assert!(judge.get(&fresh).await.expect(200).text.contains("Question 1"), "where she was");
    judge.get(&ana).await.expect(410);
    assert!(!browser.get(&path).await.expect(200).text.contains(&link), "it is shown once");
    let again = format!("{}/panels/{id}/judges/{}/link", api(&office), links[0]["judge"].as_str().unwrap());
    let newest = manager.post_json(&again, &json!({})).await.expect(200).json();
    judge.get(&fresh).await.expect(410);
    judge.get(app.path_of(newest["link"].as_str().unwrap())).await.expect(200);
    let nobody = format!("{}/panels/{id}/judges/{}/link", api(&office), "0".repeat(26));
    manager.post_json(&nobody, &json!({})).await.expect(404);
    office.recruiter().await.post_json(&again, &json!({})).await.expect(403);
    app.stop().await;
}

/// Judges all questions of the open round by the form.
async fn judge_all(app: &App, link: &str, points: &str) {
    let judge = app.stranger();
    if judge.get(link).await.expect(200).text.contains("I am ready") {
        judge.submit(link, link, &[("act", "trained")]).await.expect(303);
    }
    for _ in 0..12 {
        let shown = judge.get(link).await.expect(200);
        let value = |name: &str| shown.value(&format!("input[name={name}]")).expect("a question");
        let (round, position, number) = (value("round"), value("position"), value("number"));
        let fields = [
            ("act", "rate"),
            ("round", round.as_str()),
            ("position", position.as_str()),
            ("number", number.as_str()),
            ("points", points),
        ];
        judge.post(link, &shown.token(), &fields).await.expect(303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_follow_a_panel_to_its_proposal() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let links = panel(&office).await;
    let manager = office.manager().await;
    let panels = manager.get(&format!("{}/panels", api(&office))).await.expect(200).json();
    let path = format!("{}/panels/{}", api(&office), panels[0]["panel"].as_str().unwrap());
    let rounds = format!("{path}/rounds");
    manager.post_json(&rounds, &json!({ "seen": 1 })).await.expect(409);
    for round in 1..=2 {
        for (place, points) in ["50", "54"].into_iter().enumerate() {
            judge_all(&app, app.path_of(links[place]["link"].as_str().unwrap()), points).await;
        }
        let report = manager.get(&path).await.expect(200).json();
        if round == 1 {
            assert_eq!(report["cuts"], json!([]), "nobody sees what they say while they judge alone");
            manager.post_json(&format!("{path}/proposal"), &json!({ "reason": "Early." })).await.expect(409);
            manager.post_json(&rounds, &json!({ "seen": 1 })).await.expect(204);
            manager.post_json(&rounds, &json!({ "seen": 1 })).await.expect(409);
        } else {
            let last = &report["cuts"][0];
            let close = |name: &str, wanted: f64| (last[name].as_f64().unwrap() - wanted).abs() < 1e-9;
            assert_eq!((&last["round"], &last["judges"]), (&json!(2), &json!(2)));
            assert!(
                close("cut", 52.0) && close("se", 2.0),
                "the mean of 50 and 54, SD 2.83 over the root of 2: {last}"
            );
        }
    }
    manager.post_json(&format!("{path}/proposal"), &json!({ "reason": "" })).await.expect(422);
    let made = manager.post_json(&format!("{path}/proposal"), &json!({ "reason": "The panel." })).await.expect(202);
    assert_eq!(made.json()["total"], 52.0);
    app.stop().await;
}

/// Ratings that go with the total, with something of their own.
async fn rated(app: &App, office: &Office, people: u32) {
    let ids = crowd(app, office, Crowd { from: 0, people, ..Crowd::default() }).await;
    let opening = office.opening.clone();
    let read = app.server.db.read(move |conn| {
        let mut all = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            let total = rapport::scores::result_of(conn, &opening, id)?.expect("a result").standing.total.value;
            let noise = [0.9, -0.7, 0.1, -1.1, 0.6, -0.2, 1.2][place % 7];
            let rating = ((3.0 + (total - 45.0) / 20.0 + noise) * 2.0).round().clamp(2.0, 10.0) / 2.0;
            all.push(json!({ "candidate": id.to_string(), "rating": rating, "date": "2026-11-02", "rater": "MN" }));
        }
        Ok::<_, rapport::error::Error>(all)
    });
    let ratings = read.await.unwrap();
    let body = json!({ "scale_low": 1, "scale_high": 5, "ratings": ratings });
    let path = format!("/api/v1/assessments/{SHORT}/1/evidence");
    office.program(Role::Author).await.post_json(&path, &body).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn later_ratings_say_a_cut_with_its_error_and_it_is_proposed_with_its_report() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let manager = office.manager().await;
    let path = format!("{}/performance-cuts", api(&office));
    assert_eq!(manager.get(&path).await.expect(200).json()["cuts"], json!([]), "nobody has been rated");
    rated(&app, &office, 80).await;
    let found = manager.get(&format!("{path}?bar=53")).await.expect(200).json();
    assert_eq!(found["bar"], 50, "one of four");
    let cut = found["cuts"].as_array().unwrap().iter().find(|cut| cut["method"] == "contrasting-groups").unwrap();
    // A rating of 3 on 1 to 5 goes with a total of 45.
    let (value, se) = (cut["cut"].as_f64().unwrap(), cut["se"].as_f64().unwrap());
    assert!((value - 45.0).abs() < 3.0 * se.max(3.0) && se > 0.2 && value.fract().abs() < 1e-12, "{cut}");
    assert!(cut["range"][0].as_f64().unwrap() <= value + 0.5 && value - 0.5 <= cut["range"][1].as_f64().unwrap());
    assert_eq!(cut["people"], 80);
    let list = format!("/openings/{}/panels", office.opening.id);
    let browser = office.browser(Role::Manager).await;
    let page = browser.get(&list).await.expect(200);
    assert!(page.texts("table[data-performance]").concat().contains(&format!("{value}")), "{}", page.text);
    let adopt = format!("/openings/{}/performance-cut", office.opening.id);
    let fields = [("bar", "50"), ("method", "contrasting-groups"), ("why", "")];
    assert!(browser.submit(&list, &adopt, &fields).await.expect(422).text.contains("Write why"));
    let fields = [fields[0], fields[1], ("why", "A year of ratings.")];
    assert!(browser.submit(&list, &adopt, &fields).await.expect(303).location().ends_with("done=proposed"));
    let threshold = manager.get(&format!("{}/threshold", api(&office))).await.expect(200).json();
    assert_eq!((&threshold["current"]["version"], &threshold["proposals"][0]["total"]), (&json!(0), &json!(value)));
    let reason = threshold["proposals"][0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("A year of ratings. Contrasting groups of later ratings, bar at 50 %"), "{reason}");
    let again = json!({ "method": "contrasting-groups", "bar": 50, "reason": "Once more." });
    manager.post_json(&path, &again).await.expect(409);
    office.recruiter().await.post_json(&path, &again).await.expect(403);
    app.stop().await;
}

/// The pages of the studio under axe, at a desk and on a phone.
#[tokio::test(flavor = "multi_thread")]
async fn the_studio_reads_well_at_a_desk_and_on_a_phone() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    rated(&app, &office, 80).await;
    let links = panel(&office).await;
    for (place, points) in ["50", "54"].into_iter().enumerate() {
        judge_all(&app, app.path_of(links[place]["link"].as_str().unwrap()), points).await;
    }
    let manager = office.manager().await;
    let panels = manager.get(&format!("{}/panels", api(&office))).await.expect(200).json();
    let id = panels[0]["panel"].as_str().unwrap();
    manager.post_json(&format!("{}/panels/{id}/rounds", api(&office)), &json!({ "seen": 1 })).await.expect(204);
    for width in [1280, 390] {
        let Some(browser) = Browser::open(&app, width, true).await else { return };
        let email = office.with_password(Role::Manager).await;
        browser.go("/sign-in").await;
        browser.fill("[name=email]", &email).await;
        browser.fill("[name=password]", PASSWORD).await;
        browser.follow("main button").await;
        browser.go(&format!("/openings/{}/panels", office.opening.id)).await;
        browser.find("table[data-performance]").await;
        browser.check(width).await;
        browser.go(&format!("/openings/{}/panels/{id}", office.opening.id)).await;
        browser.check(width).await;
        browser.click("button[value=renew]").await;
        browser.says("[role=status]", "A new link for Ana Judge").await;
        browser.check(width).await;
        browser.close().await;
    }
    app.stop().await;
}
