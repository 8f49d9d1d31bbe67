//! By whose rules the fairness figures are read: chosen once for an organization, and what follows from it.

use crate::harness::{App, Office};
use rapport::people::Role;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_jurisdiction_is_chosen_by_version_and_holds_how_long_records_are_kept() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let admin = office.program(Role::Admin).await;
    let choose = async |jurisdiction: &str, seen: i64| {
        let body = json!({ "jurisdiction": jurisdiction, "seen": seen });
        admin.json(reqwest::Method::PUT, "/api/v1/fairness/jurisdiction", &body).await
    };
    let read = admin.get("/api/v1/fairness/jurisdiction").await.expect(200).json();
    assert_eq!((&read["jurisdiction"], &read["version"]), (&json!("none"), &json!(0)));
    choose("atlantis", 0).await.expect(422);
    // Twelve months are kept here, and California asks for four years.
    let refused = choose("california", 0).await.expect(422);
    assert!(refused.text.contains("at least 48 months"), "{}", refused.text);
    choose("new-york-city", 1).await.expect(409);
    choose("new-york-city", 0).await.expect(204);
    choose("eu", 0).await.expect(409);
    let read = admin.get("/api/v1/fairness/jurisdiction").await.expect(200).json();
    assert_eq!((&read["ll144"], &read["version"]), (&json!(true), &json!(1)));
    let shorter = json!({ "months": 6, "seen": 12 });
    let refused = admin.json(reqwest::Method::PUT, "/api/v1/retention", &shorter).await.expect(422);
    assert!(refused.text.contains("New York City"), "{}", refused.text);
    let longer = json!({ "months": 60, "seen": 12 });
    admin.json(reqwest::Method::PUT, "/api/v1/retention", &longer).await.expect(204);
    let page = office.browser(Role::Admin).await;
    let form = [("jurisdiction", "california"), ("seen", "1")];
    page.submit("/fairness/jurisdiction", "/fairness/jurisdiction", &form).await.expect(303);
    let shown = page.get("/fairness/jurisdiction").await.expect(200);
    assert_eq!(shown.value("input[name=jurisdiction][checked]").as_deref(), Some("california"));
    let stale = [("jurisdiction", "eu"), ("seen", "1")];
    page.submit("/fairness/jurisdiction", "/fairness/jurisdiction", &stale).await.expect(409);
    let log = admin.get("/api/v1/audit").await.expect(200).text;
    assert_eq!(log.matches("jurisdiction-chosen").count(), 2, "{log}");
    app.stop().await;
}
