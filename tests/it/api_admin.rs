//! What administrators and authors do, by program: staff, precision, the audit log, messages that wait.

use crate::harness::{App, Office, mail_to};
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn staff_are_added_given_roles_and_disabled() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let admin = office.program(Role::Admin).await;
    assert_eq!(admin.get("/api/v1/staff").await.expect(200).json().as_array().unwrap().len(), 4);
    let new = |roles: &[&str]| json!({ "name": "Noor Newcomer", "email": "noor@example.com", "roles": roles });
    admin.post_json("/api/v1/staff", &new(&[])).await.expect(422);
    admin.post_json("/api/v1/staff", &new(&["king"])).await.expect(400);
    let added = admin.post_json("/api/v1/staff", &new(&["recruiter", "recruiter"])).await.expect(200).json();
    assert_eq!((&added["roles"], &added["has_password"]), (&json!(["recruiter"]), &json!(false)));
    assert!(mail_to(&app, "noor@example.com").await.contains("/welcome/"));
    admin.post_json("/api/v1/staff", &new(&["author"])).await.expect(422);
    let of = |id: &str, what: &str| format!("/api/v1/staff/{id}/{what}");
    let noor = added["staff"].as_str().unwrap();
    let roles = json!({ "roles": ["author", "manager", "author"], "version": added["version"] });
    let changed = admin.json(Method::PUT, &of(noor, "roles"), &roles).await.expect(200).json();
    assert_eq!(changed["roles"].as_array().unwrap().len(), 2);
    admin.post_json(&of(noor, "link"), &json!({})).await.expect(202);
    let manager = office.manager().await;
    let manager_id = office.staff(Role::Manager);
    let disabled = json!({ "disabled": true });
    admin.json(Method::PUT, &of(manager_id.as_ref(), "state"), &disabled).await.expect(200);
    manager.get("/api/v1/session").await.expect(401);
    let enabled = admin.json(Method::PUT, &of(manager_id.as_ref(), "state"), &json!({ "disabled": false })).await;
    assert_eq!(enabled.expect(200).json()["disabled"], false);
    let own = office.staff(Role::Admin);
    admin.json(Method::PUT, &of(own.as_ref(), "state"), &disabled).await.expect(409);
    admin
        .json(Method::PUT, &of(own.as_ref(), "roles"), &json!({ "roles": ["author"], "version": 1 }))
        .await
        .expect(409);
    let foreign = Office::open(&app).await.staff(Role::Author);
    admin.json(Method::PUT, &of(foreign.as_ref(), "state"), &disabled).await.expect(404);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn precision_is_seen_and_frozen() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    for (name, choice) in [("Ana One", 0), ("Ben Two", 1), ("Cy Three", 2)] {
        office.finisher(name, choice).await;
    }
    let author = office.program(Role::Author).await;
    let of_essentials = |all: Value| {
        let all = all.as_array().unwrap().clone();
        all.into_iter().find(|known| known["assessment"] == "customer-support-essentials").unwrap()
    };
    let before = of_essentials(author.get("/api/v1/precision").await.expect(200).json());
    assert_eq!((&before["version"], &before["frozen"]), (&json!(0), &json!([])));
    let freeze = "/api/v1/assessments/customer-support-essentials/precision";
    let fresh = author.post_json(freeze, &json!({})).await.expect(200).json();
    assert_eq!(fresh, json!({ "version": 1, "sittings": 3 }));
    let after = of_essentials(author.get("/api/v1/precision").await.expect(200).json());
    assert_eq!((&after["version"], &after["frozen"][0]["sittings"]), (&json!(1), &json!(3)));
    author.post_json("/api/v1/assessments/nothing/precision", &json!({})).await.expect(404);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_and_waiting_messages_are_read_by_program() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    for _ in 0..110 {
        recruiter.get(&format!("/api/v1/openings/{}/ranking", office.opening.id)).await.expect(200);
    }
    let admin = office.program(Role::Admin).await;
    let first = admin.get("/api/v1/audit").await.expect(200).json();
    assert_eq!(first["facts"].as_array().unwrap().len(), 100);
    assert_eq!(first["facts"][0]["action"], "ranking-seen");
    assert_eq!(first["facts"][0]["object"], format!("opening:{}", office.opening.id));
    let second = admin.get(&format!("/api/v1/audit?before={}", first["next"])).await.expect(200).json();
    let facts = second["facts"].as_array().unwrap();
    assert_eq!((&second["next"], &facts[facts.len() - 1]["seq"]), (&Value::Null, &json!(1)));
    assert!(admin.get("/api/v1/outbox").await.expect(200).json().is_array());
    app.stop().await;
}
