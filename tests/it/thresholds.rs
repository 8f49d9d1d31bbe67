//! What a manager sees before saving is what happens: sentence, table, API and database agree.

use crate::harness::{App, Office};
use rapport::people::Role;
use rapport::scores::outcome_counts;
use serde_json::{Value, json};

/// Twelve people of different choices.
async fn finished(app: &App) -> Office {
    let office = Office::with(app, "customer-support-short-screen", None).await;
    for choice in 0..12 {
        office.finisher(&format!("Applicant {choice}"), choice * choice).await;
    }
    office
}

fn count(counts: &Value, name: &str) -> i64 {
    counts[name].as_i64().unwrap_or_else(|| panic!("{name} in {counts}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn check_35_sentence_table_api_and_database_agree() {
    let app = App::new().await;
    let office = finished(&app).await;
    let (manager, browser) = (office.manager().await, office.browser(Role::Manager).await);
    let api = format!("/api/v1/openings/{}/threshold", office.opening.id);
    let page = format!("/openings/{}/threshold", office.opening.id);
    let mut last = Value::Null;
    for (version, query) in ["total=0", "total=35", "total=35&empathy=40&z=1.96", "total=100"].into_iter().enumerate() {
        let preview = manager.get(&format!("{api}/preview?{query}")).await.expect(200).json();
        let shown = browser.get(&format!("{page}?{query}")).await.expect(200);
        assert_eq!(shown.texts("[data-say=sentence]").concat(), preview["sentence"].as_str().unwrap());
        let rows: Vec<i64> =
            shown.texts("table[data-totals] tbody td:nth-child(2)").iter().map(|n| n.parse().unwrap()).collect();
        let bins: Vec<i64> = preview["bins"].as_array().unwrap().iter().map(|n| n.as_i64().unwrap()).collect();
        assert_eq!(rows.iter().sum::<i64>(), 12, "the table holds everybody");
        assert_eq!(bins.iter().sum::<i64>(), 12, "and so do the columns");
        let drawn: Vec<i64> = shown.numbers("svg .column", "data-people");
        assert_eq!(drawn, bins, "the chart draws what the API says");
        let tens: Vec<i64> = bins.chunks(4).map(|four| four.iter().sum()).collect();
        assert_eq!(rows, tens, "and the table adds it up");
        for name in ["meets", "borderline", "below"] {
            let cell = shown.texts(&format!("[data-count={name}]")).concat();
            assert_eq!(cell, count(&preview["counts"], name).to_string(), "{query}: {name} in the table");
        }
        for said in ["borderline", "change", "zone", "positions", "expected", "doubts"] {
            let sentence = format!("{said}_sentence");
            let on_page = shown.texts(&format!("[data-say={sentence}]")).concat();
            assert_eq!(on_page, preview[&sentence].as_str().unwrap(), "{query}");
        }
        let mut fields: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let seen = version.to_string();
        fields.extend([("seen", seen.as_str()), ("reason", "To see whether the preview is true.")]);
        if !query.contains("z=") {
            fields.push(("z", "1"));
        }
        browser.submit(&page, &page, &fields).await.expect(303);
        let opening = office.opening.clone();
        let stored = app.server.db.read(move |conn| outcome_counts(conn, &opening)).await.unwrap();
        let stored = serde_json::to_value(stored).unwrap();
        for name in ["meets", "borderline", "below"] {
            assert_eq!(count(&preview["counts"], name), count(&stored, name), "{query}: {name}");
        }
        last = stored;
    }
    // The ranking comes last: whoever opens it needs a second person from then on.
    let ranking = manager.get(&format!("/api/v1/openings/{}/ranking", office.opening.id)).await.expect(200).json();
    for name in ["meets", "borderline", "below"] {
        assert_eq!(count(&last, name), count(&ranking["counts"], name), "{name}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_changes_nothing_and_a_version_is_never_rewritten() {
    let app = App::new().await;
    let office = finished(&app).await;
    let manager = office.manager().await;
    let api = format!("/api/v1/openings/{}/threshold", office.opening.id);
    let start = manager.get(&api).await.expect(200).json();
    manager.get(&format!("{api}/preview?total=99")).await.expect(200);
    assert_eq!(manager.get(&api).await.expect(200).json(), start);
    let save = |total: f64, seen: i64, reason: &str| {
        let body = json!({ "total": total, "minima": { "empathy": null, "patience": 30.0, "communication": null, "product-knowledge": null },
            "z": 1.0, "reason": reason, "seen": seen });
        let (manager, api) = (manager.clone(), api.clone());
        async move { manager.post_json(&api, &body).await }
    };
    save(40.0, 0, "Agreed with the team leads.").await.expect(200);
    save(45.0, 0, "Did not see the version before.").await.expect(409);
    save(50.0, 1, "").await.expect(422);
    save(101.0, 1, "Out of range.").await.expect(422);
    save(50.0, 1, "After the first week.").await.expect(200);
    let history = manager.get(&api).await.expect(200).json();
    let versions: Vec<_> =
        history["history"].as_array().unwrap().iter().map(|v| (v["version"].clone(), v["total"].clone())).collect();
    assert_eq!(versions, [(json!(2), json!(50.0)), (json!(1), json!(40.0))]);
    app.stop().await;
}

/// A decision was made under a policy; a later policy changes the outcome and leaves the decision.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_threshold_rewrites_no_decision() {
    let app = App::new().await;
    let office = finished(&app).await;
    let manager = office.manager().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let ranking = manager.get(&format!("{path}/ranking")).await.expect(200).json();
    let best = ranking["people"][0]["candidate"].as_str().unwrap().to_owned();
    let decision = json!({ "stage": "advance", "reason": "Best of the week.", "seen": 0 });
    manager.post_json(&format!("{path}/candidates/{best}/decisions"), &decision).await.expect(204);
    let preview = manager.get(&format!("{path}/threshold/preview?total=100&z=1")).await.expect(200).json();
    let body = json!({ "total": 100.0, "minima": { "empathy": null, "patience": null, "communication": null, "product-knowledge": null },
        "z": 1.0, "reason": "Only perfection.", "seen": 0 });
    manager.post_json(&format!("{path}/threshold"), &body).await.expect(202);
    let second = office.another(Role::Manager, "Mira Second").await;
    let approve = json!({ "proposal": 1, "verdict": "approve", "reason": "Read and agreed." });
    second.post_json(&format!("{path}/threshold/proposal"), &approve).await.expect(200);
    let person = manager.get(&format!("{path}/candidates/{best}")).await.expect(200).json();
    assert_eq!(person["result"]["stage"], "advance");
    assert_eq!(person["decisions"].as_array().unwrap().len(), 1);
    assert!(preview["would_change"].as_i64().unwrap() >= preview["decided_would_change"].as_i64().unwrap());
    app.stop().await;
}

/// Columns in memory follow a watermark that `scores::store` moves: nobody else may write results.
#[test]
fn results_are_written_in_one_place_only() {
    fn walk(folder: &std::path::Path, writers: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, writers);
            } else {
                let text: String = std::fs::read_to_string(&path).unwrap().split_whitespace().collect();
                let verbs = ["insert_into(results::table", "update(results::table", "delete(results::table"];
                if verbs.iter().any(|verb| text.contains(verb)) || text.contains("letrow=results::table") {
                    writers.push(path.display().to_string());
                }
            }
        }
    }
    let mut writers = Vec::new();
    walk(std::path::Path::new("src"), &mut writers);
    assert_eq!(writers, ["src/scores/store.rs"]);
}
