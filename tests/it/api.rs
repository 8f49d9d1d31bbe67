//! The same job as JSON: the description fits the routes, the journey works, failures are problems.

use crate::harness::{App, Client, Office, some_answer};
use rapport::app::openapi::openapi;
use rapport::app::routes;
use rapport::people::Role;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn described() -> Value {
    serde_json::to_value(openapi()).expect("a description")
}

/// Every operation with its method and path.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &'_ Value)| {
        methods
            .as_object()
            .into_iter()
            .flatten()
            .map(|(method, _)| (method.to_uppercase(), path.clone()))
            .collect::<Vec<_>>()
    };
    let names = paths.iter().flat_map(of_path);
    names
        .map(|(method, path)| {
            let operation = &paths[&path][method.to_lowercase()];
            (method, path, operation)
        })
        .collect()
}

#[test]
fn the_description_has_exactly_the_routes_of_the_api() {
    let document = described();
    let described: BTreeSet<_> = operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    let real: BTreeSet<_> = routes()
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/"))
        .map(|route| (route.method.as_str().to_owned(), route.path.to_owned()))
        .collect();
    assert_eq!(described, real);
}

#[test]
fn everything_in_the_description_is_explained_and_closed() {
    let document = described();
    assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let mut missing = Vec::new();
    for (method, path, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["description"].as_str().is_none_or(str::is_empty) {
                missing.push(format!("{method} {path}: {}", parameter["name"]));
            }
        }
        let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        if let Some(name) = body.as_str().and_then(|path| path.rsplit('/').next()) {
            let closed = &document["components"]["schemas"][name]["additionalProperties"];
            assert_eq!(*closed, false, "{name} takes fields that nobody knows");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        for (field, value) in schema["properties"].as_object().into_iter().flatten() {
            if !is_explained(value) && !name.starts_with("PerCompetency_") {
                missing.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(missing.is_empty(), "without a word of explanation: {missing:?}");
}

/// A description, or a reference to something that has one.
fn is_explained(value: &Value) -> bool {
    let one_of = value["oneOf"].as_array().into_iter().flatten();
    let reference = |value: &Value| value.get("$ref").is_some();
    value["description"].is_string() || reference(value) || one_of.into_iter().any(reference)
}

/// The journey of `docs/api.md`.
#[tokio::test(flavor = "multi_thread")]
async fn the_whole_job_as_json() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let assessments = recruiter.get("/api/v1/assessments").await.expect(200).json();
    assert!(assessments.as_array().unwrap().iter().any(|known| known["items"] == 12));
    let new = json!({ "title": "Night desk", "assessment": "customer-support-short-screen" });
    let opening = recruiter.post_json("/api/v1/openings", &new).await.expect(200).json();
    let path = format!("/api/v1/openings/{}", opening["id"].as_str().unwrap());
    let people = json!({ "people": [{ "name": "Lee Applicant", "email": "lee@example.com" }] });
    let invited = recruiter.post_json(&format!("{path}/invitations"), &people).await.expect(200).json();
    let applicant = office.sit(invited[0]["link"].as_str().unwrap()).await;
    for number in 1..=12 {
        let question = applicant.get(&format!("/api/v1/sitting/questions/{number}")).await.expect(200).json();
        let body = json!({ "revision": question["revision"], "answer": some_answer(&question, number) });
        applicant.json(Method::PUT, &format!("/api/v1/sitting/questions/{number}/answer"), &body).await.expect(200);
    }
    let report = json!({ "message": "Two replies say the same." });
    applicant.post_json("/api/v1/sitting/questions/1/reports", &report).await.expect(202);
    applicant.post_json("/api/v1/sitting/submission", &json!({})).await.expect(200);
    decide(&recruiter, &path).await;
    answer_reports(&recruiter, &path).await;
    let closed = recruiter.json(Method::PUT, &format!("{path}/state"), &json!({ "state": "closed" })).await;
    assert_eq!(closed.expect(200).json()["state"], "closed");
    recruiter.post_json(&format!("{path}/invitations"), &people).await.expect(409);
    app.stop().await;
}

async fn decide(recruiter: &Client, path: &str) {
    let ranking = recruiter.get(&format!("{path}/ranking")).await.expect(200).json();
    let person = &ranking["people"][0];
    assert!(person["total"]["se"].as_f64().unwrap() > 0.0);
    let case = format!("{path}/candidates/{}", person["candidate"].as_str().unwrap());
    let result = recruiter.get(&case).await.expect(200).json();
    assert_eq!(result["items"].as_array().unwrap().len(), 12);
    assert_eq!(result["result"]["total"], person["total"], "the ranking and the page agree");
    let decision = json!({ "stage": "hold", "reason": "Call back in May.", "seen": 0 });
    recruiter.post_json(&format!("{case}/decisions"), &decision).await.expect(204);
    recruiter.post_json(&format!("{case}/decisions"), &decision).await.expect(409);
    let held = recruiter.get(&format!("{path}/ranking?stage=hold")).await.expect(200).json();
    assert_eq!(held["people"].as_array().unwrap().len(), 1);
}

async fn answer_reports(recruiter: &Client, path: &str) {
    let reports = recruiter.get(&format!("{path}/reports")).await.expect(200).json();
    let report = format!("{path}/reports/{}", reports[0]["id"].as_str().unwrap());
    let answer = json!({ "resolution": "kept", "reply": "They differ in the second sentence." });
    recruiter.json(Method::PUT, &report, &answer).await.expect(204);
    recruiter.json(Method::PUT, &report, &answer).await.expect(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_are_problems_and_tell_no_more_than_they_should() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let post = |body: &'static str| {
        let request = recruiter.request(Method::POST, "/api/v1/openings").header(CONTENT_TYPE, "application/json");
        recruiter.send(request.body(body))
    };
    let cases = [
        (r#"{"title":"A","assessment":"x","colour":"red"}"#, 400, "malformed"),
        (r#"{"title":"A","title":"B","assessment":"x"}"#, 400, "malformed"),
        (r#"{"title":"A\u0000","assessment":"x"}"#, 400, "malformed"),
        (r#"{"title":"#, 400, "malformed"),
        (r#"{"title":"","assessment":"x"}"#, 422, "invalid"),
        (r#"{"title":"A","assessment":"customer-support-essentials","time_limit_minutes":0}"#, 422, "invalid"),
        (r#"{"title":"A","assessment":"no-such-assessment"}"#, 422, "invalid"),
    ];
    for (body, status, code) in cases {
        let answer = post(body).await;
        assert_eq!(answer.headers[CONTENT_TYPE], "application/problem+json");
        let problem = answer.expect(status).json();
        assert_eq!(problem["type"], format!("urn:rapport:problem:{code}"), "{body}");
        assert_eq!(problem["status"], status);
    }
    let text = recruiter.request(Method::POST, "/api/v1/openings").header(CONTENT_TYPE, "text/plain").body("{}");
    recruiter.send(text).await.expect(415);
    let long = format!(r#"{{"title":"{}","assessment":"x"}}"#, "a".repeat(70_000));
    let long = recruiter.request(Method::POST, "/api/v1/openings").header(CONTENT_TYPE, "application/json").body(long);
    recruiter.send(long).await.expect(413);
    recruiter.send(recruiter.request(Method::PATCH, "/api/v1/openings")).await.expect(405);
    let nowhere = recruiter.get("/api/v1/nowhere").await.expect(404);
    assert_eq!(nowhere.headers[CONTENT_TYPE], "application/problem+json");
    recruiter.get("/api/v1/openings/not-an-id").await.expect(404);
    recruiter.get(&format!("/api/v1/openings/{}/ranking?colour=red", office.opening.id)).await.expect(400);
    recruiter.get(&format!("/api/v1/openings/{}/ranking?after=nonsense", office.opening.id)).await.expect(400);
    app.stop().await;
}

/// A page elsewhere can make a browser send its cookie along; so a cookie reads the API and writes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_browsers_cookie_reads_the_api_and_does_not_write() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let browser = office.browser(Role::Recruiter).await;
    browser.get_json("/api/v1/openings").await.expect(200);
    let new = json!({ "title": "Night desk", "assessment": "customer-support-short-screen" });
    browser.post_json("/api/v1/openings", &new).await.expect(403);
    let program = office.recruiter().await;
    program.post_json("/api/v1/openings", &new).await.expect(200);
    let page =
        program.request(Method::GET, "/home").header(ACCEPT, "text/html").header(COOKIE, "rapport-staff=nonsense");
    program.send(page).await.expect(200);
    app.stop().await;
}
