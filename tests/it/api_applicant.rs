//! The applicant's part of the API: what the pages tell and take, told to and taken from a program.

use crate::harness::{App, Client, Office, some_answer};
use chrono::Duration;
use rapport::people::Role;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use serde_json::{Value, json};

fn secret(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// The fields that a problem names.
fn fields(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect()
}

async fn answer(applicant: &Client, number: usize, body: &Value) -> crate::harness::Answer {
    applicant.json(Method::PUT, &format!("/api/v1/sitting/questions/{number}/answer"), body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_and_its_notice_are_told_to_programs_in_the_same_words() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(45)).await;
    let invited = office.invite("Ana Applicant").await;
    let page = app.stranger().get(app.path_of(&invited.link)).await.expect(200);
    let path = format!("/api/v1/invitations/{}", secret(&invited.link));
    let landing = app.stranger().get(&path).await.expect(200).json();
    assert_eq!(
        (&landing["state"], &landing["questions"], &landing["time_limit_minutes"]),
        (&json!("new"), &json!(24), &json!(45))
    );
    let written = page.texts("ul li");
    let told = landing["notice"].as_array().unwrap();
    let told: Vec<String> = told
        .iter()
        .map(|line| format!("{} {}", line["heading"].as_str().unwrap(), line["text"].as_str().unwrap()))
        .collect();
    assert_eq!(told, written, "a notice has one wording");
    assert_eq!(landing["notice_version"], format!("built-in {}", rapport::notices::BUILT_IN_VERSION));
    office.sit(&invited.link).await;
    assert_eq!(app.stranger().get(&path).await.expect(200).json()["state"], "running");
    app.stranger().get("/api/v1/invitations/not-a-token").await.expect(410);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_questions_are_explained_once_they_are_answered() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let path = format!("/api/v1/invitations/{}/practice", secret(&office.invite("Ana Applicant").await.link));
    let practice = app.stranger().get(&path).await.expect(200);
    assert!(!practice.text.contains("explanation"));
    let practice = practice.json();
    assert_eq!(practice.as_array().unwrap().len(), 4);
    for question in practice.as_array().unwrap() {
        let own = format!("{path}/{}", question["number"]);
        app.stranger().post_json(&own, &json!({ "answer": {} })).await.expect(422);
        let answered = app.stranger().post_json(&own, &json!({ "answer": some_answer(question, 0) })).await;
        assert!(answered.expect(200).json()["explanation"].as_str().unwrap().len() > 40);
    }
    app.stranger().post_json(&format!("{path}/5"), &json!({ "answer": {} })).await.expect(404);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_does_not_fit_names_the_fields_of_the_body() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    for number in 1..=24 {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let options = question["options"].as_array().unwrap().len();
        let some = some_answer(&question, 0);
        let with = |name: &str, value: Value| {
            let mut changed = some.clone();
            changed[name] = value;
            changed
        };
        let list = |length: usize| json!((0..length).map(|place| place % 5 + 1).collect::<Vec<_>>());
        let cases = match question["format"].as_str().unwrap() {
            "pick-best" => vec![
                (json!({}), "answer.best"),
                (json!({ "best": options + 1 }), "answer.best"),
                (with("worst", json!(2)), "answer.worst"),
            ],
            "best-worst" => vec![
                (json!({ "best": 1 }), "answer.worst"),
                (json!({ "best": 1, "worst": 1 }), "answer.worst"),
                (with("ranks", list(options)), "answer.ranks"),
            ],
            "rank" => vec![
                (json!({ "ranks": vec![1; options] }), "answer.ranks"),
                (json!({ "ranks": list(options + 2) }), "answer.ranks"),
                (with("ratings", list(options)), "answer.ratings"),
            ],
            _ => vec![
                (json!({ "ratings": list(options - 1) }), "answer.ratings"),
                (json!({ "ratings": list(options + 2) }), "answer.ratings"),
                (json!({ "ratings": vec![9; options] }), "answer.ratings"),
                (with("best", json!(1)), "answer.best"),
            ],
        };
        for (wrong, field) in cases {
            let refused = answer(&applicant, number, &json!({ "revision": 1, "answer": wrong })).await;
            let problem = refused.expect(422).json();
            assert_eq!(fields(&problem), [field], "{wrong}: {problem}");
            assert!(!problem.to_string().contains("Choose"), "the words of a page: {problem}");
        }
    }
    answer(&applicant, 1, &json!({ "revision": 1 })).await.expect(400);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_tells_the_revision_and_a_question_can_be_left_open_or_flagged() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    let question = applicant.get("/api/v1/sitting/questions/1").await.expect(200).json();
    let given =
        |revision: i64, choice: usize| json!({ "revision": revision, "answer": some_answer(&question, choice) });
    answer(&applicant, 1, &given(1, 0)).await.expect(200);
    let problem = answer(&applicant, 1, &given(1, 1)).await.expect(409).json();
    assert_eq!((&problem["type"], &problem["revision"]), (&json!("urn:rapport:problem:answer-conflict"), &json!(2)));
    answer(&applicant, 1, &given(2, 1)).await.expect(200);
    let open = json!({ "revision": 3, "answer": null, "flagged": true });
    assert_eq!(answer(&applicant, 1, &open).await.expect(200).json()["revision"], 4);
    let sitting = applicant.get("/api/v1/sitting").await.expect(200).json();
    assert_eq!((&sitting["open"][0], &sitting["flagged"]), (&json!(1), &json!([1])));
    let question = applicant.get("/api/v1/sitting/questions/1").await.expect(200).json();
    assert_eq!((&question["answer"], &question["flagged"]), (&json!({}), &json!(true)));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn feedback_is_that_of_the_page_and_a_session_can_be_ended() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    applicant.get("/api/v1/sitting/feedback").await.expect(409);
    for number in 1..=24 {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, 2) });
        answer(&applicant, number, &body).await.expect(200);
    }
    applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
    let feedback = applicant.get("/api/v1/sitting/feedback").await.expect(200).json();
    assert_eq!(feedback.as_array().unwrap().len(), 4);
    let receipt = applicant.get("/test/receipt").await.expect(200).texts("section.panel p").join(" ");
    for part in feedback.as_array().unwrap() {
        assert!(receipt.contains(part["next_step"].as_str().unwrap()), "{part}");
    }
    let end = applicant.request(Method::DELETE, "/api/v1/sitting/session");
    applicant.send(end).await.expect(204);
    applicant.get("/api/v1/sitting").await.expect(410);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_taken_once_and_while_the_sitting_runs() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    let path = "/api/v1/sitting/questions/1/reports";
    let report = |message: &str| json!({ "message": message });
    for _ in 0..2 {
        applicant.post_json(path, &report("Two replies say the same.")).await.expect(202);
    }
    applicant.post_json(path, &report("And the scene is too short.")).await.expect(202);
    applicant.post_json("/api/v1/sitting/submission", &json!({ "leave_open": true })).await.expect(200);
    applicant.post_json(path, &report("Two replies say the same.")).await.expect(202);
    applicant.post_json(path, &report("Something else.")).await.expect(409);
    assert_eq!(applicant.get("/test/questions/1/report").await.expect(303).location(), "/test");
    let list = office.recruiter().await.get(&format!("/api/v1/openings/{}/reports", office.opening.id)).await;
    assert_eq!(list.expect(200).json().as_array().unwrap().len(), 2);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_none_is_a_question_that_is_not_there() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let applicant = office.applicant("Ana Applicant").await;
    for number in ["x", "-1", "1.5", "99999999999999999999999"] {
        let problem = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await;
        assert_eq!(problem.headers[CONTENT_TYPE], "application/problem+json");
        assert_eq!(problem.expect(404).json()["type"], "urn:rapport:problem:not-found");
        let page = applicant.request(Method::GET, &format!("/test/questions/{number}")).header(ACCEPT, "text/html");
        let page = applicant.send(page).await.expect(404);
        assert!(page.headers[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"), "{}", page.text);
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_tried_too_often_is_told_how_long_to_wait() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.program(Role::Recruiter).await;
    let opened = format!("/api/v1/openings/{}/public-link", office.opening.id);
    let opening = recruiter.json(Method::PUT, &opened, &json!({ "open": true })).await.expect(200).json();
    let path = format!("/api/v1/public-links/{}", secret(opening["public_link"].as_str().unwrap()));
    let person = json!({ "name": "Lee Applicant", "email": "lee@applicants.example" });
    for _ in 0..3 {
        app.stranger().post_json(&path, &person).await.expect(202);
    }
    for (minutes, seconds) in [(0, "3600"), (50, "600")] {
        app.advance(Duration::minutes(minutes));
        let refused = app.stranger().post_json(&path, &person).await.expect(429);
        assert_eq!(refused.headers[RETRY_AFTER], seconds);
        let wait = format!("wait {} minutes", 60 - minutes);
        assert!(refused.json()["detail"].as_str().unwrap().contains(&wait), "{}", refused.text);
    }
    app.advance(Duration::minutes(10));
    app.stranger().post_json(&path, &person).await.expect(202);
    app.stop().await;
}
