//! The fairness monitor: what is frozen, when, by whom it can be read, and that a second look tells nothing that the first
//! did not.

use crate::harness::{Answer, App, Browser, Client, Crowd, Office, PASSWORD, crowd};
use chrono::Duration;
use rapport::audit::Who;
use rapport::error::Error;
use rapport::fairness;
use rapport::ids::CandidateId;
use rapport::openings::{self, CandidateOfOpening, NewOpening, Stage};
use rapport::people::{self, Role};
use rapport::results;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What somebody says about themselves, by their number.
type Said = fn(usize) -> &'static [(&'static str, &'static str)];

/// People who sit, say something about themselves, and of whom every third is advanced if asked for.
async fn people(app: &App, office: &Office, (from, count): (u32, u32), said: Said) -> Vec<CandidateId> {
    let ids = crowd(app, office, Crowd { from, people: count, backwards: None }).await;
    let (opening, all, now) = (office.opening.clone(), ids.clone(), app.clock.now());
    let answered = app.server.db.write(move |conn| {
        for (place, candidate) in all.iter().enumerate() {
            let answers: BTreeMap<String, String> =
                said(place).iter().map(|(question, answer)| ((*question).into(), (*answer).into())).collect();
            fairness::answer(conn, &opening.organization, candidate, &answers, now)?;
        }
        Ok::<_, Error>(())
    });
    answered.await.expect("answers");
    ids
}

/// Decides about everybody: these go on, the others do not.
async fn decide(app: &App, office: &Office, people: &[CandidateId], goes_on: fn(usize) -> bool) {
    let (opening, by, now) = (office.opening.clone(), office.staff(Role::Recruiter), app.clock.now());
    let people = people.to_vec();
    let decided = app.server.db.write(move |conn| {
        for (place, id) in people.iter().enumerate() {
            let candidate = openings::candidate(conn, &opening.organization, id)?.expect("somebody");
            let case = CandidateOfOpening { opening: opening.clone(), candidate };
            let stage = if goes_on(place) { Stage::Advance } else { Stage::Reject };
            results::decide(conn, &case, (stage, "As agreed in the panel, after the interviews."), (&by, 0), now)?;
        }
        Ok::<_, Error>(())
    });
    decided.await.expect("decisions");
}

/// Closes the opening, or opens it again.
async fn shut(app: &App, office: &Office, close: bool) {
    let (opening, by, now) = (office.opening.clone(), office.staff(Role::Manager), app.clock.now());
    let done = app.server.db.write(move |conn| {
        let opening = openings::opening(conn, &opening.organization, &opening.id)?.expect("the opening");
        if close { openings::close(conn, &opening, &by, now) } else { openings::reopen(conn, &opening, &by, now) }
    });
    done.await.expect("a closed opening");
}

/// Another opening of the same office.
async fn another(app: &App, office: &Office) -> Office {
    let (organization, by, now) = (office.organization.clone(), office.staff(Role::Recruiter), app.clock.now());
    let made = app.server.db.write(move |conn| {
        let (title, contact) =
            ("Night desk".parse().expect("a title"), "jobs@example.com".parse().expect("an address"));
        let new = NewOpening { seed: 8, ..NewOpening::of(title, contact, "customer-support-essentials") };
        openings::create(conn, &organization, &by, &new, now)
    });
    let mut other = office.clone();
    other.opening = made.await.expect("an opening");
    other
}

async fn ask(office: &Office, pack: &str) {
    let admin = office.program(Role::Admin).await;
    let body = json!({ "pack": pack, "basis": "", "seen": 0 });
    admin.json(reqwest::Method::PUT, "/api/v1/equality", &body).await.expect(204);
}

async fn sign_in(browser: &Browser, office: &Office) {
    let email = office.with_password(Role::Admin).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
}

async fn choose(office: &Office, jurisdiction: &str, seen: i64) -> Answer {
    let body = json!({ "jurisdiction": jurisdiction, "seen": seen });
    admin(office).await.json(reqwest::Method::PUT, "/api/v1/fairness/jurisdiction", &body).await
}

async fn admin(office: &Office) -> Client {
    office.program(Role::Admin).await
}

async fn take(office: &Office) -> Answer {
    admin(office).await.post_json("/api/v1/fairness/snapshots", &json!({})).await
}

/// An office with one snapshot, of thirty people.
pub async fn frozen(app: &App) -> Office {
    let office = Office::open(app).await;
    ask(&office, "uk").await;
    people(app, &office, (0, 30), by_turns).await;
    shut(app, &office, true).await;
    app.advance(Duration::days(31));
    take(&office).await.expect(200);
    office
}

fn says(answer: &Answer, words: &str) {
    assert!(answer.text.contains(words), "{}", answer.text);
}

async fn snapshot(office: &Office, number: i64) -> Value {
    admin(office).await.get(&format!("/api/v1/fairness/snapshots/{number}")).await.expect(200).json()
}

/// The counts of a measure by answer, in the whole of a snapshot: people and favoured.
fn counts(snapshot: &Value, question: &str, measure: &str) -> BTreeMap<String, (Value, Value)> {
    let tables = snapshot["parts"][0]["tables"].as_array().unwrap();
    let table = tables.iter().find(|table| table["question"] == question && table["measure"] == measure).unwrap();
    let groups = table["groups"].as_array().unwrap().iter();
    groups.map(|g| (g["answer"].as_str().unwrap().into(), (g["people"].clone(), g["favoured"].clone()))).collect()
}

fn by_turns(place: usize) -> &'static [(&'static str, &'static str)] {
    match place % 14 {
        6 | 13 => &[],
        even if even.is_multiple_of(2) => &[("sex", "female")],
        _ => &[("sex", "male")],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_closed_and_decided_openings_are_frozen_and_what_is_frozen_stays() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    says(&take(&office).await.expect(409), "No equality questions are asked");
    ask(&office, "uk").await;
    let first = people(&app, &office, (0, 84), by_turns).await;
    says(&take(&office).await.expect(409), "Too few people");
    shut(&app, &office, true).await;
    app.advance(Duration::hours(2));
    let waiting = admin(&office).await.get("/api/v1/fairness").await.expect(200).json();
    assert_eq!((&waiting["waiting"]["undecided"], &waiting["waiting"]["ready"]), (&json!(1), &json!(0)));
    take(&office).await.expect(409);
    // Half of the women go on, and a quarter of the men.
    decide(&app, &office, &first, |place| place % 4 == 0 || place % 8 == 1).await;
    assert_eq!(take(&office).await.expect(200).json()["number"], 1);
    let before = snapshot(&office, 1).await;
    let advanced = counts(&before, "sex", "advanced");
    assert_eq!(advanced["female"], (json!(35), json!(20)), "36 and 18, rounded");
    assert_eq!(advanced["male"], (json!(35), json!(10)), "36 and 10, rounded");
    assert!(
        advanced["unsaid"].0.is_null() && advanced["prefer-not"].0.is_null(),
        "twelve and nobody: one would tell the other"
    );
    take(&office).await.expect(409);
    // One of them is erased, and somebody else comes: nothing moves, and the one does not show.
    let (opening, erased, now) = (office.opening.clone(), first[0].clone(), app.clock.now());
    let gone = app.server.db.write(move |conn| {
        let candidate = openings::candidate(conn, &opening.organization, &erased)?.expect("somebody");
        rapport::privacy::erase(conn, &opening, &candidate, &Who::Server, now)
    });
    gone.await.expect("an erasure");
    shut(&app, &office, false).await;
    let later = people(&app, &office, (100, 29), by_turns).await;
    shut(&app, &office, true).await;
    decide(&app, &office, &later, |_| false).await;
    app.advance(Duration::days(1));
    says(&take(&office).await.expect(409), "29 wait");
    shut(&app, &office, false).await;
    let last = people(&app, &office, (200, 1), by_turns).await;
    shut(&app, &office, true).await;
    decide(&app, &office, &last, |_| true).await;
    app.advance(Duration::days(1));
    assert_eq!(take(&office).await.expect(200).json()["number"], 2);
    let second = snapshot(&office, 2).await;
    assert_eq!(second["people"], 30, "the new ones, and none of the old");
    // The one who was advanced would be all that is advanced.
    assert!(counts(&second, "sex", "advanced").values().all(|(_, favoured)| favoured.is_null()), "{second}");
    assert_eq!(second["parts"][0]["tables"][0]["best"], Value::Null);
    assert_eq!(snapshot(&office, 1).await, before);
    let log = admin(&office).await.get("/api/v1/audit").await.expect(200).text;
    assert!(log.contains("snapshot-frozen") && log.contains("snapshot:2"), "{log}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn small_openings_are_counted_together_and_the_whole_gives_no_part_away() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    ask(&office, "uk").await;
    let two = another(&app, &office).await;
    let three = another(&app, &office).await;
    // Three of opening one are alone in what they said; with those of opening two they are enough to be told.
    people(&app, &office, (0, 40), |place| match place {
        0..3 => &[("disability", "yes")],
        3..25 => &[("disability", "no")],
        _ => &[],
    })
    .await;
    people(&app, &two, (100, 60), |place| if place < 30 { &[("disability", "yes")] } else { &[("disability", "no")] })
        .await;
    people(&app, &three, (200, 12), |_| &[]).await;
    for office in [&office, &two, &three] {
        shut(&app, office, true).await;
    }
    app.advance(Duration::days(31));
    let waiting = admin(&office).await.get("/api/v1/fairness").await.expect(200).json();
    assert_eq!((&waiting["waiting"]["ready"], &waiting["waiting"]["too_few"]), (&json!(100), &json!(12)));
    take(&office).await.expect(200);
    let frozen = snapshot(&office, 1).await;
    let told = |part: usize| -> Vec<Value> {
        let tables = frozen["parts"][part]["tables"].as_array().unwrap();
        let table = tables.iter().find(|table| table["question"] == "disability").unwrap();
        table["groups"].as_array().unwrap().iter().map(|group| group["people"].clone()).collect()
    };
    assert_eq!(frozen["parts"].as_array().unwrap().len(), 3, "twelve wait for more");
    assert_eq!(told(0)[..2], [json!(35), json!(50)], "33 and 52 in all");
    // Told of opening two, thirty would be subtracted from thirty-three.
    assert!(told(1)[0].is_null() && told(2)[0].is_null(), "{frozen}");
    app.stop().await;
}

async fn is_linked(browser: &Client) -> bool {
    browser.get("/home").await.expect(200).attribute("a[href='/fairness']", "href").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_ranks_or_decides_sees_nothing_of_it_whatever_else_they_are() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    for role in [Role::Recruiter, Role::Manager, Role::Author] {
        office.program(role).await.get("/api/v1/fairness").await.expect(403);
        office.browser(role).await.get("/fairness").await.expect(403);
        assert!(!is_linked(&office.browser(role).await).await, "{role}");
    }
    assert!(is_linked(&office.browser(Role::Admin).await).await);
    let (organization, both, now) = (office.organization.clone(), office.staff(Role::Admin), app.clock.now());
    let made = app.server.db.write(move |conn| {
        let (email, name) = ("both@example.com".parse().expect("an address"), "Bo Both".parse().expect("a name"));
        people::add_staff(conn, &organization, &email, &name, &[Role::Admin, Role::Recruiter], now)
    });
    let both_roles = made.await.expect("a colleague");
    assert_ne!(both, both_roles);
    let token = office.session(rapport::auth::Holder::Staff, both_roles.as_ref()).await;
    let program = Client::with_token(office.url(), &token);
    program.get("/api/v1/equality").await.expect(200);
    program.get("/api/v1/fairness").await.expect(403);
    program.post_json("/api/v1/fairness/snapshots", &json!({})).await.expect(403);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_freezes_by_itself_and_not_too_often() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    ask(&office, "uk").await;
    people(&app, &office, (0, 30), by_turns).await;
    shut(&app, &office, true).await;
    let by_itself = |app: &App| {
        let (db, now) = (app.server.db.clone(), app.clock.now());
        async move { tokio::task::spawn_blocking(move || rapport::monitor::freeze_due(&db, now)).await.unwrap().unwrap() }
    };
    assert_eq!(by_itself(&app).await, 0, "undecided");
    app.advance(Duration::days(31));
    assert_eq!(by_itself(&app).await, 1);
    let two = another(&app, &office).await;
    people(&app, &two, (100, 30), by_turns).await;
    shut(&app, &two, true).await;
    app.advance(Duration::days(40));
    assert_eq!(by_itself(&app).await, 0, "71 days after the first");
    app.advance(Duration::days(50));
    assert_eq!(by_itself(&app).await, 1);
    assert_eq!(snapshot(&office, 2).await["people"], 30);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_programs_say_the_same_and_the_browser_freezes() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    ask(&office, "uk").await;
    let first = people(&app, &office, (0, 120), by_turns).await;
    decide(&app, &office, &first, |place| place % 4 == 0 || place % 8 == 1).await;
    shut(&app, &office, true).await;
    app.advance(Duration::hours(2));
    choose(&office, "us-federal", 0).await.expect(204);
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    sign_in(&browser, &office).await;
    browser.go("/fairness").await;
    browser.says("main", "120 people in 1 closed and decided opening are ready").await;
    browser.check(1280).await;
    browser.follow("main form[action='/fairness/snapshots'] button").await;
    assert_eq!(browser.path().await, "/fairness/snapshots/1");
    browser.check(1280).await;
    // About 50 and 25, about 50 and 15.
    browser.says("main", "0.60").await;
    browser.says("main", "under four fifths").await;
    browser.go("/fairness").await;
    browser.says(".say", "In 1 of 1 comparisons").await;
    browser.check(390).await;
    let program = admin(&office).await.get("/api/v1/fairness").await.expect(200).json();
    browser.says(".say", program["headline"].as_str().unwrap()).await;
    let against = &snapshot(&office, 1).await["parts"][0]["tables"][0]["groups"][1]["against"];
    assert_eq!((&against["ratio"], &against["four_fifths_violation"]), (&json!(0.6), &json!(true)));
    browser.close().await;
    app.stop().await;
}

/// Writes a file for Python and asks it whether the records are right. What it says and whether it is content.
fn checked_by_python(zip: &[u8]) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records.zip");
    std::fs::write(&file, zip).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check_records.py");
    let done = std::process::Command::new("python3").arg(script).arg(&file).output().expect("python3");
    (String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned(), done.status.success())
}

/// The same pack with some text of one of its files replaced.
fn forged(pack: &[u8], (name, from, to): (&str, &str, &str)) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut pack = zip::ZipArchive::new(Cursor::new(pack)).unwrap();
    let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..pack.len() {
        let mut file = pack.by_index(place).unwrap();
        let (inside, mut text) = (file.name().unwrap().into_owned(), String::new());
        file.read_to_string(&mut text).unwrap();
        if inside.ends_with(name) {
            assert!(text.contains(from), "{text}");
            text = text.replacen(from, to, 1);
        }
        other.start_file(inside, zip::write::SimpleFileOptions::default()).unwrap();
        other.write_all(text.as_bytes()).unwrap();
    }
    other.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_pack_is_checked_by_a_program_that_shares_nothing_with_this_one() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    ask(&office, "us-federal").await;
    let said: Said = |place| match place % 10 {
        0..3 => &[("sex", "female"), ("ethnic-group", "white")],
        3..5 => &[("sex", "male"), ("ethnic-group", "white")],
        5 | 6 => &[("sex", "female"), ("ethnic-group", "black")],
        7 | 8 => &[("sex", "male"), ("ethnic-group", "black")],
        _ => &[],
    };
    let two = another(&app, &office).await;
    for (office, from) in [(&office, 0), (&two, 500)] {
        let sat = people(&app, office, (from, 200), said).await;
        decide(&app, office, &sat, |place| place % 3 == 0 || place % 10 == 4).await;
        shut(&app, office, true).await;
    }
    app.advance(Duration::hours(2));
    take(&office).await.expect(200);
    let browser = office.browser(Role::Admin).await;
    let page = browser.get("/fairness/snapshots/1").await.expect(200);
    let link = page.attribute("main a[href$='records.zip']", "href").unwrap();
    let pack = browser.request(reqwest::Method::GET, &link).send().await.unwrap().bytes().await.unwrap();
    let (said, content) = checked_by_python(&pack);
    assert!(content, "{said}");
    let checks: usize = said.split_whitespace().next().unwrap().parse().unwrap();
    assert!(checks > 300, "{said}");
    // It is not content with anything.
    let forgeries = [
        ("counts.csv", "1,sex,female,100,", "1,sex,female,103,"),
        ("ll144_sex.csv", "Female,200,", "Female,205,"),
        ("counts.csv", "0,sex,female,200,", "0,sex,female,7,"),
    ];
    for forgery in forgeries {
        let (said, content) = checked_by_python(&forged(&pack, forgery));
        assert!(!content && said.contains("WRONG"), "{forgery:?}: {said}");
    }
    let log = admin(&office).await.get("/api/v1/audit").await.expect(200).text;
    assert_eq!(log.matches("records-exported").count(), 1, "{log}");
    app.stop().await;
}
