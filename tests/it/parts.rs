//! Tests in parts: one after the other, each with its clock; told beforehand, stretched by what is granted, over when over.

use crate::adjustments::everything;
use crate::harness::{Answer, App, Client, Office, some_answer};
use chrono::Duration;
use rapport::assessments::{self, Blueprint, Section, read_blueprints};
use rapport::bank::{Files, Library};
use rapport::ids::OrganizationId;
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

/// The id of a fixed form in two parts.
pub const PARTED: &str = "in-two-parts";

/// Brings it into the database of a server: twelve questions in so many minutes, and twelve in so many.
pub async fn parted(app: &App, minutes: [Option<i64>; 2]) {
    let now = app.clock.now();
    let imported = app.server.db.write(move |conn| {
        let library = Library::read(&Files::BuiltIn)?;
        let (blueprints, _) = read_blueprints(&library);
        let form = blueprints.into_iter().find(|blueprint| blueprint.id == "essentials-form-a").expect("a fixed form");
        let items = form.form.clone().expect("items");
        let (first, second) = items.split_at(items.len() / 2);
        let sections = vec![
            Section { title: "At the counter".into(), items: first.to_vec(), minutes: minutes[0] },
            Section { title: "In writing".into(), items: second.to_vec(), minutes: minutes[1] },
        ];
        let blueprint = Blueprint { id: PARTED.into(), sections, ..form };
        assessments::import(conn, &OrganizationId::built_in(), &[blueprint], now)
    });
    imported.await.expect("an assessment in parts");
}

async fn office(app: &App, minutes: [Option<i64>; 2]) -> Office {
    parted(app, minutes).await;
    Office::with(app, PARTED, None).await
}

async fn sitting(applicant: &Client) -> Value {
    applicant.get("/api/v1/sitting").await.expect(200).json()
}

async fn begin(applicant: &Client, part: usize) -> Answer {
    applicant.post_json(&format!("/api/v1/sitting/parts/{part}"), &json!({})).await
}

/// Answers a question from the revision it had when it was first displayed.
async fn answer(applicant: &Client, number: usize, question: &Value) -> Answer {
    let body = json!({ "revision": question["revision"], "answer": some_answer(question, 0) });
    applicant.json(Method::PUT, &format!("/api/v1/sitting/questions/{number}/answer"), &body).await
}

async fn question(applicant: &Client, number: usize) -> Answer {
    applicant.get(&format!("/api/v1/sitting/questions/{number}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_come_one_after_the_other_each_with_a_clock_of_its_own() {
    let app = App::new().await;
    let office = office(&app, [Some(10), Some(20)]).await;
    let invited = office.invite("Ana Applicant").await;
    let link = format!("/api/v1/invitations/{}", invited.link.rsplit('/').next().unwrap());
    let told = app.stranger().get(&link).await.expect(200).json();
    let expected = json!([
        { "number": 1, "title": "At the counter", "questions": [], "minutes": 10, "state": "ahead", "closes_at": null },
        { "number": 2, "title": "In writing", "questions": [], "minutes": 20, "state": "ahead", "closes_at": null },
    ]);
    assert_eq!((&told["parts"], &told["time_limit_minutes"]), (&expected, &Value::Null));
    let ana = office.sit(&invited.link).await;
    let count = told["questions"].as_u64().unwrap() as usize;
    let half = count / 2;
    let parts = sitting(&ana).await["parts"].clone();
    assert_eq!(parts[0]["questions"], json!((1..=half).collect::<Vec<_>>()));
    assert_eq!(parts[1]["questions"], json!((half + 1..=count).collect::<Vec<_>>()));
    let early = question(&ana, 1).await.expect(409);
    assert!(early.text.contains("has not begun"), "{}", early.text);
    begin(&ana, 2).await.expect(409);
    begin(&ana, 3).await.expect(404);
    let start = app.clock.now();
    begin(&ana, 1).await.expect(204);
    app.advance(Duration::minutes(1));
    begin(&ana, 1).await.expect(204);
    let first: Vec<Value> = [
        question(&ana, 1).await.expect(200).json(),
        question(&ana, 2).await.expect(200).json(),
        question(&ana, 3).await.expect(200).json(),
    ]
    .into();
    assert_eq!(answer(&ana, 1, &first[0]).await.expect(200).json()["seconds_left"], 540, "counted from its beginning");
    question(&ana, half + 1).await.expect(409);
    app.clock.set(start.plus(Duration::minutes(10) + Duration::seconds(30)));
    answer(&ana, 2, &first[1]).await.expect(200);
    app.clock.set(start.plus(Duration::minutes(10) + Duration::seconds(31)));
    let late = answer(&ana, 3, &first[2]).await.expect(409);
    assert!(late.text.contains("too-late"), "{}", late.text);
    assert!(question(&ana, 1).await.expect(409).text.contains("is over"));
    let after = sitting(&ana).await;
    assert_eq!((&after["state"], &after["parts"][0]["state"]), (&json!("started"), &json!("over")));
    // The next one waits until she is ready.
    app.advance(Duration::hours(2));
    begin(&ana, 2).await.expect(204);
    begin(&ana, 1).await.expect(409);
    let next = question(&ana, half + 1).await.expect(200).json();
    assert_eq!(answer(&ana, half + 1, &next).await.expect(200).json()["seconds_left"], 1200);
    let held = ana.get("/api/v1/sitting/data").await.expect(200).json();
    let answers = held["sittings"][0]["answers"].as_array().unwrap().clone();
    let third = answers.iter().find(|answer| answer["number"] == 3).unwrap();
    assert!(third["stored"].is_null() && third["late"].is_string(), "kept beside the question: {third}");
    assert_eq!(held["sittings"][0]["parts"].as_array().unwrap().len(), 2);
    app.advance(Duration::minutes(20) + Duration::seconds(31));
    let over = sitting(&ana).await;
    assert!(over["receipt"].is_string(), "the end of the last part hands in what is there: {over}");
    app.stop().await;
}

async fn grant(app: &App, office: &Office, link: &str, factor: &str) {
    let path = format!("/api/v1/invitations/{}/adjustments", link.rsplit('/').next().unwrap());
    let asked = app.stranger().post_json(&path, &json!({ "kind": "more-time" })).await.expect(200).json();
    let granted = json!({ "granted": { "time_factor": factor }, "reason": "Yes.", "reply": "Yes.", "version": 1 });
    let path = format!("/api/v1/adjustments/{}", asked["id"].as_str().unwrap());
    office.program(Role::Admin).await.json(Method::PUT, &path, &granted).await.expect(204);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_granted_and_an_outage_act_on_a_part_at_once_and_recruiters_see_nothing_of_it() {
    let app = App::new().await;
    let office = office(&app, [Some(10), None]).await;
    let early = office.invite("Early Asker").await;
    grant(&app, &office, &early.link, "1.25").await;
    let told = format!("/api/v1/invitations/{}", early.link.rsplit('/').next().unwrap());
    let told = app.stranger().get(&told).await.expect(200).json();
    assert_eq!(
        (&told["parts"][0]["minutes"], &told["parts"][1]["minutes"]),
        (&json!(13), &Value::Null),
        "begun minutes"
    );
    let start = app.clock.now();
    let ends = |applicant: Value| applicant["parts"][0]["closes_at"].clone();
    for (factor, minutes) in [("1.5", Some(15)), ("2", Some(20)), ("none", None)] {
        let invited = office.invite(&format!("Needs {factor}")).await;
        let applicant = office.sit(&invited.link).await;
        begin(&applicant, 1).await.expect(204);
        assert_eq!(ends(sitting(&applicant).await), start.plus(Duration::minutes(10)).rfc3339());
        let id = invited.candidate.id.to_string();
        let before = staff_pages(&office, &id).await;
        grant(&app, &office, &invited.link, factor).await;
        let expected = minutes.map(|minutes| start.plus(Duration::minutes(minutes)).rfc3339());
        assert_eq!(ends(sitting(&applicant).await), json!(expected), "{factor}");
        assert_eq!(before, staff_pages(&office, &id).await, "{factor}");
    }
    let running = office.applicant("Is Running").await;
    begin(&running, 1).await.expect(204);
    let beat = |now| {
        let db = app.server.db.clone();
        tokio::task::spawn_blocking(move || rapport::sittings::beat_now(&db, now).unwrap())
    };
    beat(start).await.unwrap();
    let back = start.plus(Duration::hours(1));
    app.clock.set(back);
    assert_eq!(beat(back).await.unwrap(), 4);
    let later = start.plus(Duration::minutes(70) + Duration::seconds(1));
    assert_eq!(ends(sitting(&running).await), later.rfc3339());
    question(&running, 1).await.expect(200);
    // Going on closes the part before, whatever time it had left.
    begin(&running, 2).await.expect(204);
    question(&running, 1).await.expect(409);
    assert_eq!(sitting(&running).await["parts"][1]["closes_at"], Value::Null, "this one has no end of its own");
    app.stop().await;
}

async fn staff_pages(office: &Office, candidate: &str) -> Vec<(String, String)> {
    let pages = everything(office, Role::Recruiter, candidate).await;
    pages.into_iter().map(|(path, text)| (path, crate::adjustments::without_tokens(&text))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn by_forms_alone_parts_are_told_begun_and_not_entered_again() {
    let app = App::new().await;
    let office = office(&app, [Some(10), None]).await;
    let invited = office.invite("Ana Applicant").await;
    let link = app.path_of(&invited.link).to_owned();
    let ana = app.stranger();
    let landing = ana.get(&link).await.expect(200);
    for words in ["2 parts", "At the counter", "10 minutes from its beginning", "No time limit of its own", "see below"]
    {
        assert!(landing.text.contains(words), "{words}: {}", landing.text);
    }
    ana.submit(&link, &link, &[("agree", "yes")]).await.expect(303);
    let ready = ana.get("/test/ready").await.expect(200);
    assert!(ready.text.contains("You cannot go back to a part that is over"), "{}", ready.text);
    assert!(!ready.text.contains("There is no time limit"), "{}", ready.text);
    ana.submit("/test/ready", "/test/start", &[]).await.expect(303);
    assert_eq!(ana.get("/test").await.expect(303).location(), "/test/part");
    assert_eq!(ana.get("/test/questions/1").await.expect(303).location(), "/test/part");
    assert_eq!(ana.get("/test/review").await.expect(303).location(), "/test/part");
    let first = ana.get("/test/part").await.expect(200);
    assert_eq!(first.texts("h1").concat(), "At the counter");
    assert!(first.text.contains("<strong>10 minutes</strong>"), "{}", first.text);
    let begun = ana.submit("/test/part", "/test/parts/1", &[]).await.expect(303);
    assert_eq!(begun.location(), "/test/questions/1");
    let half = 12;
    let page = ana.get(&format!("/test/questions/{half}")).await.expect(200);
    assert!(page.text.contains("the next part comes in a moment"), "{}", page.text);
    let answered = crate::harness::answer_question(&ana, &page, &format!("/test/questions/{half}"), 0, &[]).await;
    assert_eq!(answered.expect(303).location(), "/test/part");
    let between = ana.get("/test/part").await.expect(200);
    for words in ["You have come to the end of part 1.", "11 questions in it have no answer yet", "part 1 closes"] {
        assert!(between.text.contains(words), "{words}: {}", between.text);
    }
    let review = ana.get("/test/review").await.expect(200);
    assert!(review.attribute("form[action='/test/submit']", "method").is_none(), "another part comes first");
    assert_eq!(review.texts("ol.questions li").len(), half, "what comes is not told yet");
    app.advance(Duration::minutes(10) + Duration::seconds(31));
    assert_eq!(ana.get("/test").await.expect(303).location(), "/test/part");
    let over = ana.get("/test/part").await.expect(200);
    assert!(over.text.contains("The time for part 1 is over. Its answers are kept."), "{}", over.text);
    let begun = ana.submit("/test/part", "/test/parts/2", &[]).await.expect(303);
    assert_eq!(begun.location(), format!("/test/questions/{}", half + 1));
    let page = ana.get(begun.location()).await.expect(200);
    assert!(page.attribute(".go a", "href").is_none(), "no way back into the part before");
    let closed = ana.get("/test/questions/1").await.expect(303).location().to_owned();
    assert_eq!(closed, "/test/part?closed=1");
    let closed = ana.get(&closed).await.expect(200);
    assert_eq!(closed.texts("h1").concat(), "Part 1 is closed");
    assert_eq!(closed.attribute(".go a", "href").as_deref(), Some("/test/questions/13"));
    let late = ana.post("/test/questions/1", &page.token(), &[("revision", "1"), ("go", "later")]).await;
    assert_eq!(late.expect(303).location(), "/test");
    let review = ana.get("/test/review").await.expect(200);
    assert_eq!(review.texts("ol.questions a").len(), half, "only questions of this part can be opened");
    ana.submit("/test/review", "/test/submit", &[("leave_open", "yes")]).await.expect(303);
    ana.get("/test/receipt").await.expect(200);
    app.stop().await;
}
