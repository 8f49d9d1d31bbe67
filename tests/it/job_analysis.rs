//! What a job needs, in versions; the weights it proposes; the line on the ranking while it is missing; and the report that
//! says what an opening rests on and what it lacks.

use crate::harness::{App, Office};
use rapport::people::Role;
use serde_json::{Value, json};

fn record(seen: i64) -> Value {
    json!({
        "method": "Two advisers and their team lead, one by one, then together.",
        "tasks": [
            { "task": "Calm a customer whose parcel is late", "importance": 5, "frequency": 4, "needs": ["empathy", "patience"] },
            { "task": "Explain a return in writing", "importance": 2, "frequency": 5, "needs": ["communication"] },
            { "task": "Let an upset customer finish", "importance": 5, "frequency": 2, "needs": ["patience"] },
        ],
        "seen": seen,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_has_versions_proposes_weights_and_names_each_fault() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let manager = office.manager().await;
    let path = format!("/api/v1/openings/{}/job-analysis", office.opening.id);
    manager.get(&path).await.expect(404);
    let saved = manager.post_json(&path, &record(0)).await.expect(200).json();
    let weights = json!({ "empathy": 0.25, "patience": 0.5, "communication": 0.25, "product-knowledge": 0.0 });
    assert_eq!((&saved["version"], &saved["weights"]), (&json!(1), &weights));
    manager.post_json(&path, &record(0)).await.expect(409);
    let mut bad = record(1);
    bad["tasks"][1]["importance"] = json!(6);
    bad["tasks"][2]["needs"] = json!([]);
    let refused = manager.post_json(&path, &bad).await.expect(422).json();
    let fields: Vec<&Value> = refused["errors"].as_array().unwrap().iter().map(|fault| &fault["field"]).collect();
    assert_eq!(fields, [&json!("importance-2"), &json!("needs-3")]);
    bad["tasks"][2]["needs"] = json!(["charm"]);
    manager.post_json(&path, &bad).await.expect(400);
    manager.post_json(&path, &record(1)).await.expect(200);
    assert_eq!(manager.get(&path).await.expect(200).json()["version"], 2);
    app.stop().await;
}

/// By the form alone: a fault keeps what was typed; then the ranking has nothing to say any more.
#[tokio::test(flavor = "multi_thread")]
async fn the_form_keeps_what_was_typed_and_the_ranking_says_when_the_link_is_missing() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let manager = office.browser(Role::Manager).await;
    let opening = format!("/openings/{}", office.opening.id);
    let (page, ranking) = (format!("{opening}/job-analysis"), format!("{opening}/ranking"));
    let line = "linked to the job is not documented";
    assert!(manager.get(&ranking).await.expect(200).text.contains(line));
    let fields = [
        ("seen", "0"),
        ("method", "Watched two shifts."),
        ("task-1", "Calm a customer"),
        ("importance-1", "5"),
        ("frequency-1", "3"),
        ("task-3", "Explain a return"),
        ("importance-3", "4"),
        ("frequency-3", "4"),
        ("needs-3", "communication"),
        ("needs-3", "product-knowledge"),
    ];
    let again = manager.submit(&page, &page, &fields).await.expect(422);
    assert_eq!(again.texts(".fault-summary a"), ["Choose at least one competency that the task needs, each once."]);
    assert_eq!(again.value("#task-2").as_deref(), Some("Explain a return"), "nothing typed is lost");
    let whole: Vec<_> = fields.iter().copied().chain([("needs-1", "patience")]).collect();
    let done = manager.submit(&page, &page, &whole).await.expect(303);
    let shown = manager.get(done.location()).await.expect(200);
    assert!(shown.texts("table").concat().contains("Patience48 %"), "15 of 31: {:?}", shown.texts("table"));
    assert!(!manager.get(&ranking).await.expect(200).text.contains(line));
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_is_made_of_what_is_recorded_and_says_what_is_not() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    office.finisher("Ana Applicant", 3).await;
    let (manager, browser) = (office.manager().await, office.browser(Role::Manager).await);
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let section = |report: &Value, title: &str| -> Value {
        let all = report["sections"].as_array().unwrap();
        all.iter().find(|section| section["title"] == title).unwrap_or_else(|| panic!("{title}: {report}")).clone()
    };
    let before = manager.get(&format!("{path}/documentation")).await.expect(200).json();
    assert_eq!(section(&before, "Job analysis")["lines"], json!([]));
    for title in [
        "Job analysis",
        "Where the keys come from",
        "How scores are computed",
        "Reliability",
        "Impact on groups",
        "Alternatives considered",
        "Limits",
    ] {
        assert_ne!(section(&before, title)["missing"], json!([]), "{title} lacks something");
    }
    let mut record = record(0);
    record["alternatives"] = json!("Interviews alone; they agreed less with each other.");
    manager.post_json(&format!("{path}/job-analysis"), &record).await.expect(200);
    let policy = json!({ "total": 61.5, "z": 1.0, "reason": "Agreed with the works council.", "seen": 0 });
    manager.post_json(&format!("{path}/threshold"), &policy).await.expect(200);
    let after = manager.get(&format!("{path}/documentation")).await.expect(200).json();
    let all = after.to_string();
    for part in [
        "Calm a customer whose parcel is late",
        "Patience 50 %",
        "total at least 61.5",
        "works council",
        "they agreed less with each other",
        "No recorded task needs Product knowledge",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let page = browser.get(&format!("/openings/{}/documentation", office.opening.id)).await.expect(200);
    let sentences =
        after["sections"].as_array().unwrap().iter().flat_map(|section| section["lines"].as_array().unwrap());
    let on_page = page.texts("main").concat();
    for sentence in sentences {
        let words = sentence.as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(on_page.contains(&words), "the page says what the API says: {words}");
    }
    app.stop().await;
}
