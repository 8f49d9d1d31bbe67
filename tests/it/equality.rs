//! Voluntary equality questions: after submission, optional, apart from everything, and read only as counts.

use crate::access::concrete;
use crate::harness::{Answer, App, Browser, Client, Office};
use crate::privacy::finished;
use rapport::app::routes;
use rapport::people::Role;
use rapport::web::Method;
use reqwest::header::ACCEPT;
use serde_json::{Value, json};

async fn choose(office: &Office, pack: &str, basis: &str, seen: i64) -> Answer {
    let admin = office.program(Role::Admin).await;
    let body = json!({ "pack": pack, "basis": basis, "seen": seen });
    admin.json(reqwest::Method::PUT, "/api/v1/equality", &body).await
}

async fn say(applicant: &Client, answers: Value) -> Answer {
    applicant.json(reqwest::Method::PUT, "/api/v1/sitting/equality", &json!({ "answers": answers })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn they_are_off_until_chosen_come_after_submission_and_can_be_skipped() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (program, browser, _) = finished(&app, &office, "Ana Applicant").await;
    assert_eq!(program.get("/api/v1/sitting/equality").await.expect(200).json(), json!([]));
    browser.get("/test/about-you").await.expect(404);
    assert!(!browser.get("/test/receipt").await.expect(200).text.contains("/test/about-you"));
    choose(&office, "eu", "", 0).await.expect(422);
    choose(&office, "uk", "", 1).await.expect(409);
    choose(&office, "atlantis", "", 0).await.expect(422);
    choose(&office, "uk", "", 0).await.expect(204);
    let early = office.applicant("Ben Beginner").await;
    say(&early, json!({ "sex": "male" })).await.expect(409);
    let receipt = browser.get("/test/receipt").await.expect(200);
    assert_eq!(receipt.attribute("a[href='/test/about-you']", "href").as_deref(), Some("/test/about-you"));
    let page = browser.get("/test/about-you").await.expect(200);
    assert_eq!((page.texts("fieldset").len(), page.texts("[checked]").len()), (4, 0));
    assert_eq!(page.text.matches("value=\"prefer-not\"").count(), 4);
    assert!(page.attribute("a[href='/test/receipt']", "href").is_some(), "a way past them");
    browser.post("/test/about-you", &page.token(), &[("act", "save")]).await.expect(303);
    let some = [("sex", "female"), ("age-band", "prefer-not"), ("act", "save")];
    browser.post("/test/about-you", &page.token(), &some).await.expect(303);
    let held = program.get("/api/v1/sitting/data").await.expect(200).json();
    let said: Vec<_> = held["about_themselves"].as_array().unwrap().iter().map(|one| one["answer"].clone()).collect();
    assert_eq!(said, ["prefer-not", "female"], "in the order of the questions' ids");
    assert!(browser.get("/test/mine/data").await.expect(200).text.contains("Female"));
    browser.post("/test/about-you", &page.token(), &[("sex", "purple")]).await.expect(422);
    browser.post("/test/about-you", &page.token(), &[("shoe-size", "44")]).await.expect(400);
    browser.post("/test/about-you", &page.token(), &[("act", "forget"), ("sex", "female")]).await.expect(303);
    let held = program.get("/api/v1/sitting/data").await.expect(200).json();
    assert_eq!(held["about_themselves"], json!([]));
    choose(&office, "eu", "Works council agreement of 3 November 2026, section 4.", 1).await.expect(204);
    assert_eq!(browser.get("/test/about-you").await.expect(200).texts("fieldset").len(), 3);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_staff_links_an_answer_to_a_person() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    choose(&office, "us-federal", "", 0).await.expect(204);
    let (program, _, id) = finished(&app, &office, "Ana Applicant").await;
    say(&program, json!({ "ethnic-group": "pacific", "disability": "yes" })).await.expect(204);
    let (_, _, other) = finished(&app, &office, "Ben Bidder").await;
    let mut looked = 0;
    for route in routes().iter().filter(|route| route.method == Method::Get) {
        for role in Role::ALL {
            let path = concrete(route, &office, &id);
            if ["/api/openapi.json", "/api/docs"].contains(&path.as_str()) {
                continue;
            }
            for staff in [office.browser(*role).await, office.program(*role).await] {
                let request = staff.request(reqwest::Method::GET, &path).header(ACCEPT, "*/*");
                let text = staff.send(request).await.text;
                looked += 1;
                let names = text.contains("Ana Applicant") || text.contains(&id);
                let tells = text.contains("pacific") || text.contains("Pacific Islander");
                assert!(!(names && tells), "{path} by {role} tells of a person: {text}");
                assert!(!tells || path.ends_with("/equality"), "{path} by {role} tells an answer: {text}");
                // Somebody who has answered and somebody who has not look the same.
                let same = path.contains(&id) && !path.contains("export");
                if same && text.contains("equality") {
                    let elsewhere = staff.get(&path.replace(&id, &other)).await.text;
                    assert_eq!(text.matches("equality").count(), elsewhere.matches("equality").count(), "{path}");
                }
            }
        }
    }
    assert!(looked > 300, "{looked} answers");
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    assert!(!log.contains("pacific") && !log.contains("ethnic"), "{log}");
    for role in [Role::Recruiter, Role::Manager, Role::Author] {
        office.program(role).await.get("/api/v1/equality").await.expect(403);
        office.browser(role).await.get("/equality").await.expect(403);
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_have_a_floor() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    choose(&office, "uk", "", 0).await.expect(204);
    let counted = |office: Office| async move {
        let admin = office.program(Role::Admin).await;
        let body = admin.get("/api/v1/equality").await.expect(200).json();
        let sex = body["questions"].as_array().unwrap().iter().find(|question| question["question"] == "sex").cloned();
        sex.unwrap()
    };
    for number in 0..24 {
        let (program, _, _) = finished(&app, &office, &format!("Person {}", char::from(b'A' + number))).await;
        let sex = if number < 12 { "female" } else { "male" };
        say(&program, json!({ "sex": sex })).await.expect(204);
        if number == 8 {
            let few = counted(office.clone()).await;
            assert_eq!(few["answered"], Value::Null, "{few}");
            assert!(few["answers"].as_array().unwrap().iter().all(|cell| cell["count"].is_null()), "{few}");
        }
    }
    let sex = counted(office.clone()).await;
    assert_eq!(sex["answered"], 25, "rounded");
    // Nobody preferred not to say; that cell is hidden, and with it another, from which it would follow.
    let shown = sex["answers"].as_array().unwrap().iter().filter(|cell| !cell["count"].is_null()).count();
    assert_eq!(shown, 1, "{sex}");
    let page = office.browser(Role::Admin).await.get("/equality").await.expect(200);
    assert!(page.text.contains("too few to say") && !page.text.contains("Person A"), "{}", page.text);
    app.stop().await;
}

/// Check 18: the questions come after submission and are clearly optional.
#[tokio::test(flavor = "multi_thread")]
async fn check_18_equality_questions_come_after_handing_in_and_can_be_passed_by() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    choose(&office, "us-federal", "", 0).await.expect(204);
    let invited = office.invite("Ana Applicant").await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    browser.go(app.path_of(&invited.link)).await;
    browser.click("#agree").await;
    browser.follow("#answer .go button").await;
    browser.go("/test/ready").await;
    browser.follow("main form[action='/test/start'] button").await;
    browser.go("/test/review").await;
    browser.click("[name=leave_open]").await;
    browser.follow("main form[action='/test/submit'] button").await;
    assert_eq!(browser.path().await, "/test/receipt", "the test is handed in before anything is asked");
    browser.follow("a[href='/test/about-you']").await;
    browser.check(390).await;
    browser.says("main", "It makes no difference to your application.").await;
    browser.follow("main p > a[href='/test/receipt']").await;
    browser.follow("a[href='/test/about-you']").await;
    browser.click("input[name=sex][value=prefer-not]").await;
    browser.follow("#answer .go button").await;
    browser.follow("a[href='/test/about-you']").await;
    assert!(browser.has("input[name=sex][value=prefer-not]:checked").await);
    browser.follow("#answer .go button.quiet").await;
    browser.close().await;
    app.stop().await;
}
