//! Groups beside the threshold: from frozen counts over closed openings, on a grid, for those with the right alone; and
//! an attacker who freezes, waits, and moves the cut learns of nobody.

use crate::harness::{App, Browser, Crowd, Office, PASSWORD, crowd};
use chrono::Duration;
use rapport::error::Error;
use rapport::ids::CandidateId;
use rapport::openings::{self, NewOpening, Opening};
use rapport::people::{self, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SHORT: &str = "customer-support-short-screen";
const PAGE: &str = "/assessments/customer-support-short-screen/1/groups";
const API: &str = "/api/v1/assessments/customer-support-short-screen/1/groups";

async fn ask(office: &Office, pack: &str, seen: i64) {
    let body = json!({ "pack": pack, "basis": "", "seen": seen });
    let admin = office.program(Role::Admin).await;
    admin.json(reqwest::Method::PUT, "/api/v1/equality", &body).await.expect(204);
}

/// Another opening of the same assessment, with the same questions.
async fn another(app: &App, office: &Office) -> Office {
    let (organization, recruiter, now) = (office.organization.clone(), office.staff(Role::Recruiter), app.clock.now());
    let made = app.server.db.write(move |conn| {
        let contact = "jobs@example.com".parse().map_err(Error::internal)?;
        let new = NewOpening { seed: 7, ..NewOpening::of("Another".parse().map_err(Error::internal)?, contact, SHORT) };
        openings::create(conn, &organization, &recruiter, &new, now)
    });
    let mut office = office.clone();
    office.opening = made.await.unwrap();
    office
}

/// Closes the opening.
async fn close(app: &App, office: &Office) {
    let (opening, by, now) = (office.opening.clone(), office.staff(Role::Recruiter), app.clock.now());
    let closed = app.server.db.write(move |conn| {
        let opening = openings::opening(conn, &opening.organization, &opening.id)?.expect("the opening");
        openings::close(conn, &opening, &by, now)
    });
    closed.await.unwrap();
}

/// People who sit the test and say of themselves what `said` names for their place; their totals.
async fn people(app: &App, office: &Office, who: Crowd, said: fn(usize) -> &'static str) -> Vec<(f64, &'static str)> {
    let ids: Vec<CandidateId> = crowd(app, office, who).await;
    let (opening, now): (Opening, _) = (office.opening.clone(), app.clock.now());
    let write = app.server.db.write(move |conn| {
        let mut all = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            let sex = said(place);
            let answers: BTreeMap<String, String> =
                (!sex.is_empty()).then(|| ("sex".to_owned(), sex.to_owned())).into_iter().collect();
            rapport::fairness::answer(conn, &opening.organization, id, &answers, now)?;
            let result = rapport::scores::result_of(conn, &opening, id)?.expect("a result");
            all.push((result.standing.total.value, sex));
        }
        Ok::<_, Error>(all)
    });
    write.await.unwrap()
}

/// Two of five men, two of five women, one of five who do not say.
fn mixed(place: usize) -> &'static str {
    ["female", "male", "female", "male", ""][place % 5]
}

fn crowd_of(from: u32, people: u32) -> Crowd {
    Crowd { from, people, ..Crowd::default() }
}

fn sex(groups: &Value) -> &Value {
    groups["questions"].as_array().unwrap().iter().find(|question| question["question"] == "sex").unwrap()
}

fn fives(count: usize) -> u64 {
    ((count as f64 / 5.0).round() * 5.0) as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_counted_from_closed_openings_and_nobody_else() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let author = office.program(Role::Author).await;
    let early = author.post_json(API, &json!({})).await.expect(409);
    assert!(early.text.contains("Nobody is asked anything"), "{}", early.text);
    ask(&office, "uk", 0).await;
    let all = people(&app, &office, crowd_of(0, 100), mixed).await;
    let open = author.post_json(API, &json!({})).await.expect(409);
    assert!(open.text.contains("closed openings"), "people of an open opening do not count: {}", open.text);
    author.get(&format!("{API}?total=40")).await.expect(404);
    close(&app, &office).await;
    let frozen = author.post_json(API, &json!({})).await.expect(200).json();
    assert_eq!((&frozen["number"], &frozen["people"], &frozen["openings"]), (&json!(1), &json!(100), &json!(1)));
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    assert!(log.contains("cohort-frozen"), "freezing is a fact");
    let running = another(&app, &office).await;
    people(&app, &running, crowd_of(500, 40), |_| "female").await;
    for (asked, at) in [("38", 40.0), ("40", 40.0), ("55.5", 55.0)] {
        let groups = author.get(&format!("{API}?total={asked}")).await.expect(200).json();
        assert_eq!(groups["at"].as_f64(), Some(at));
        let mut rates = Vec::new();
        for group in sex(&groups)["groups"].as_array().unwrap() {
            let of = |least: f64| all.iter().filter(|(total, sex)| group["answer"] == *sex && *total >= least).count();
            let (reach, n) = (fives(of(at)), fives(of(f64::MIN)));
            assert_eq!((group["reach"].as_u64(), group["people"].as_u64()), (Some(reach), Some(n)), "{group}");
            rates.push(reach as f64 / n as f64);
        }
        let highest = rates.iter().copied().fold(0.0, f64::max);
        for (group, rate) in sex(&groups)["groups"].as_array().unwrap().iter().zip(&rates) {
            let close = |name: &str, wanted: f64| (group[name].as_f64().unwrap() - wanted).abs() < 1e-12;
            assert!(close("rate", *rate) && close("ratio", rate / highest), "{group}");
        }
        assert_eq!(sex(&groups)["silent"], 20);
        let ages = &groups["questions"].as_array().unwrap().iter().find(|q| q["question"] == "age-band").unwrap();
        assert!(ages["groups"].as_array().unwrap().iter().all(|group| group["people"].is_null()), "{ages}");
    }
    for role in [Role::Recruiter, Role::Manager] {
        office.program(role).await.get(&format!("{API}?total=40")).await.expect(403);
        office.program(role).await.post_json(API, &json!({})).await.expect(403);
    }
    app.stop().await;
}

/// All that can be seen of a cohort.
async fn everything(author: &crate::harness::Client) -> Vec<Value> {
    let mut seen = Vec::new();
    for at in (5..100).step_by(5) {
        seen.push(sex(&author.get(&format!("{API}?total={at}")).await.expect(200).json()).clone());
    }
    seen
}

/// The attacker knows one person, and everybody else's totals: who that person is must not follow from two cohorts, nor
/// from moving the cut.
#[tokio::test(flavor = "multi_thread")]
async fn neither_another_cohort_nor_another_cut_tells_of_a_person() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    ask(&office, "uk", 0).await;
    people(&app, &office, crowd_of(0, 100), mixed).await;
    close(&app, &office).await;
    let author = office.program(Role::Author).await;
    author.post_json(API, &json!({})).await.expect(200);
    let before = everything(&author).await;
    // By a point, by half a point: nothing moves until the next point of the grid.
    for (asked, at) in [("57.5", 60), ("58", 60), ("59", 60), ("61", 60), ("62.4", 60), ("62.5", 65), ("63", 65)] {
        let groups = author.get(&format!("{API}?total={asked}")).await.expect(200).json();
        assert_eq!((&groups["at"], sex(&groups)), (&json!(at), &before[at / 5 - 1]), "{asked}");
    }
    // One more closed opening with one more person: not the next day, not the next month.
    let lone = another(&app, &office).await;
    people(&app, &lone, crowd_of(200, 1), |_| "female").await;
    close(&app, &lone).await;
    app.advance(Duration::days(1));
    let author = office.program(Role::Author).await;
    assert!(author.post_json(API, &json!({})).await.expect(409).text.contains("frozen again from"));
    app.advance(Duration::days(31));
    let author = office.program(Role::Author).await;
    assert!(author.post_json(API, &json!({})).await.expect(409).text.contains("come or gone"));
    assert_eq!(everything(&author).await, before);
    // Hidden among thirty of the other sex, she still does not show: their row moves, hers stands still.
    let many = another(&app, &office).await;
    people(&app, &many, crowd_of(300, 30), |_| "male").await;
    close(&app, &many).await;
    author.post_json(API, &json!({})).await.expect(200);
    let after = everything(&author).await;
    let row =
        |all: &[Value], place: usize| all.iter().map(|one| one["groups"][place]["reach"].clone()).collect::<Vec<_>>();
    assert_eq!(before[0]["groups"][0]["answer"], "female");
    assert_eq!(row(&before, 0), row(&after, 0));
    assert_ne!(row(&before, 1), row(&after, 1));
    let cells = app.server.db.read(rapport::db::row_counts).await.unwrap();
    let stored = cells["cohort_counts"];
    assert!(stored <= 20 * (1 + 3 + 6 + 6 + 3 + 4), "only the counts of the newest are kept: {stored}");
    app.stop().await;
}

/// Whoever sets the threshold is told who can read the table; whoever may read it sees it beside the preview.
#[tokio::test(flavor = "multi_thread")]
async fn it_stands_beside_the_preview_for_those_with_the_right_alone() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    ask(&office, "uk", 0).await;
    people(&app, &office, crowd_of(0, 100), mixed).await;
    let page = format!("/openings/{}/threshold?total=47", office.opening.id);
    close(&app, &office).await;
    let (now, db) = (app.clock.now(), app.server.db.clone());
    let frozen = tokio::task::spawn_blocking(move || {
        (rapport::cohorts::freeze_due(&db, now), rapport::cohorts::freeze_due(&db, now))
    });
    let (first, second) = frozen.await.unwrap();
    assert_eq!((first.unwrap(), second.unwrap()), (1, 0), "by itself, and once");
    let manager = office.browser(Role::Manager).await;
    let without = manager.get(&page).await.expect(200);
    assert!(without.texts("table[data-groups]").is_empty() && without.texts("[data-grid]").is_empty());
    assert!(without.text.contains("The admin, The author"), "it says who can read it: {}", without.text);
    give(&app, &office, Role::Manager, &[Role::Manager, Role::Author]).await;
    let with = manager.get(&page).await.expect(200);
    assert_eq!(with.texts("table[data-groups]").len(), 4);
    assert!(with.text.contains("At 45, the point of the grid nearest to 47"), "{}", with.text);
    let groups = office.program(Role::Author).await.get(&format!("{API}?total=47")).await.expect(200).json();
    let said = groups["sentence"].as_str().unwrap();
    assert!(with.texts(".say").iter().any(|text| text == said), "{said}");
    let cells = with.texts("table[data-groups=sex] tbody td");
    for group in sex(&groups)["groups"].as_array().unwrap() {
        assert!(cells.contains(&group["reach"].to_string()), "{group} in {cells:?}");
    }
    assert!(with.texts("table[data-groups=age-band]").concat().contains("too few to say"));
    office.browser(Role::Author).await.get(&format!("{PAGE}?total=45")).await.expect(200);
    app.stop().await;
}

async fn give(app: &App, office: &Office, role: Role, roles: &'static [Role]) {
    let (organization, staff) = (office.organization.clone(), office.staff(role));
    app.server.db.write(move |conn| people::set_roles(conn, &organization, &staff, roles)).await.unwrap();
}

/// Check 32: frozen, with n, rate, ratio, interval, non-response and "too few to say", in words as well as in places.
#[tokio::test(flavor = "multi_thread")]
async fn check_32_the_group_table_is_frozen_says_all_and_not_by_colour() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    ask(&office, "uk", 0).await;
    people(&app, &office, crowd_of(0, 100), mixed).await;
    close(&app, &office).await;
    office.program(Role::Author).await.post_json(API, &json!({})).await.expect(200);
    for (script, width) in [(true, 1280), (false, 390)] {
        let Some(browser) = Browser::open(&app, width, script).await else { return };
        give(&app, &office, Role::Manager, &[Role::Manager, Role::Admin]).await;
        let email = office.with_password(Role::Manager).await;
        browser.go("/sign-in").await;
        browser.fill("[name=email]", &email).await;
        browser.fill("[name=password]", PASSWORD).await;
        browser.follow("main button").await;
        browser.go(&format!("/openings/{}/threshold?total=47", office.opening.id)).await;
        let table = browser.text("table[data-groups=sex]").await;
        for part in ["did not say", "People", "Reach 45", "Rate", "Ratio", "Range of the ratio", "What that says", "%"]
        {
            assert!(table.contains(part), "{part}: {table}");
        }
        assert!(table.contains("Highest rate"), "what a row says stands in words: {table}");
        assert!(browser.text("table[data-groups=disability]").await.contains("too few to say"));
        let before = browser.text("table[data-groups=sex]").await;
        if script {
            assert_eq!(browser.compute("document.querySelector('[data-grid]').hidden").await, true);
            browser.fill("#total", "46").await;
            browser.says("[data-say=sentence]", "At 46,").await;
            assert_eq!(browser.compute("document.querySelector('[data-grid]').hidden").await, true, "the same point");
            browser.fill("#total", "63").await;
            browser.says("[data-say=sentence]", "At 63,").await;
            browser.says("[data-grid]", "still for 45").await;
            assert_eq!(
                browser.text("table[data-groups=sex]").await,
                before,
                "it moves with the page, not with the cut"
            );
        }
        browser.check(width).await;
        browser.go(&format!("{PAGE}?total=45")).await;
        assert_eq!(browser.text("table[data-groups=sex]").await, before);
        browser.check(width).await;
        browser.close().await;
    }
    app.stop().await;
}
