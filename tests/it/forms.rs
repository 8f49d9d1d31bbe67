//! Forms can only be sent from our own pages, and nothing changes on GET.

use crate::access::concrete;
use crate::harness::{App, Client, Office};
use crate::privacy::finished;
use crate::privacy_staff::ask;
use rapport::app::routes;
use rapport::auth::Holder;
use rapport::people::Role;
use rapport::web::{Access, Method, Route};
use reqwest::header::{ACCEPT, CONTENT_TYPE, ORIGIN};

/// Everybody who may send a form at all, with a session in a cookie.
async fn browser_for(route: &Route, app: &App, office: &Office, candidate: &str) -> Option<Client> {
    match route.access {
        Access::Right(right) => {
            let right = right.parse().unwrap();
            let role = Role::ALL.iter().find(|role| role.reach(right).is_some()).unwrap();
            Some(office.browser(*role).await)
        }
        Access::Applicant => {
            let token = office.session(Holder::Applicant, candidate).await;
            Some(Client::with_cookie(&app.url, "rapport-applicant", &token))
        }
        Access::Public | Access::Link => Some(app.stranger()),
        // Nobody of these tests owes a second factor.
        Access::HalfSignedIn => None,
    }
}

/// A panel of the opening: its id.
async fn panel(office: &Office) -> String {
    let manager = office.browser(Role::Manager).await;
    let panels = format!("/openings/{}/panels", office.opening.id);
    let fields = [("target", "Polite, and asks when unsure."), ("judges", "Ana Judge")];
    manager.submit(&panels, &panels, &fields).await.expect(200);
    let page = manager.get(&panels).await.expect(200).attribute("ul.cards-list a", "href").expect("a panel");
    page.rsplit('/').next().unwrap().to_owned()
}

/// A look at somebody's signals: its id.
async fn integrity_review(office: &Office, candidate: &str) -> String {
    let path = format!("/api/v1/openings/{}/candidates/{candidate}/integrity-reviews", office.opening.id);
    let reason = serde_json::json!({ "reason": "Somebody says that the questions were passed around." });
    let made = office.program(Role::Admin).await.post_json(&path, &reason).await.expect(200).json();
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_without_its_token_is_refused() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let candidate = office.invite("Ben Candidate").await.candidate.id.to_string();
    let (applicant, _, ana) = finished(&app, &office, "Ana Applicant").await;
    let (erasure, review) = (ask(&applicant, "erasure", "").await, ask(&applicant, "review", "").await);
    let link = office.invite("Cleo Candidate").await.link;
    let asking = format!("/api/v1/invitations/{}/adjustments", link.rsplit('/').next().unwrap());
    let more_time = serde_json::json!({ "kind": "more-time" });
    let adjustment = app.stranger().post_json(&asking, &more_time).await.expect(200).json();
    let adjustment = adjustment["id"].as_str().unwrap().to_owned();
    let panel = panel(&office).await;
    let integrity = integrity_review(&office, &ana).await;
    for route in routes().iter().filter(|route| route.method != Method::Get && !route.path.starts_with("/api/")) {
        let Some(browser) = browser_for(route, &app, &office, &candidate).await else { continue };
        let asked = match route.path.split('/').nth(1) {
            Some("openings") if route.path.contains("{panel}") => &panel,
            Some("reviews") => &review,
            Some("integrity") => &integrity,
            Some("adjustments") => &adjustment,
            _ => &erasure,
        };
        let path = concrete(route, &office, &candidate).replace(&"0".repeat(26), asked);
        // A page of our own, so that the browser has the cookie that tokens are bound to.
        let good = browser.get("/sign-in").await.expect(200).token();
        for token in ["", "not-the-token", &good[1..]] {
            let answer = browser.post(&path, token, &[]).await;
            assert_eq!(answer.status, 403, "{path} with {token:?}: {}", answer.text);
            assert!(answer.text.contains("This form has expired"), "{path}");
        }
        let other = app.stranger().get("/sign-in").await.expect(200).token();
        assert_eq!(browser.post(&path, &other, &[]).await.status, 403, "the token of another browser: {path}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_elsewhere_is_refused_even_with_a_token() {
    let app = App::new().await;
    let browser = app.stranger();
    let token = browser.get("/sign-in").await.expect(200).token();
    let fields = [("csrf", token.as_str()), ("email", "a@example.com"), ("password", "x")];
    let send = |name: &'static str, value: String| {
        browser.send(browser.request(reqwest::Method::POST, "/sign-in").form(&fields).header(name, value))
    };
    for origin in ["https://evil.example", "null", "http://127.0.0.1", "http://localhost:1"] {
        send(ORIGIN.as_str(), origin.into()).await.expect(403);
    }
    for site in ["cross-site", "same-site"] {
        send("sec-fetch-site", site.into()).await.expect(403);
    }
    assert_ne!(send(ORIGIN.as_str(), app.url.clone()).await.status, 403);
    assert_ne!(send("sec-fetch-site", "same-origin".into()).await.status, 403);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn json_dressed_as_text_and_fields_that_nobody_knows_are_refused() {
    let app = App::new().await;
    let browser = app.stranger();
    let token = browser.get("/sign-in").await.expect(200).token();
    let text = browser.request(reqwest::Method::POST, "/sign-in").header(CONTENT_TYPE, "text/plain").body("{}");
    browser.send(text.header(ACCEPT, "text/html")).await.expect(415);
    browser.post("/sign-in", &token, &[("email", "a@example.com"), ("role", "admin")]).await.expect(400);
    browser.post("/sign-in", &token, &[("email", "a\0@example.com")]).await.expect(400);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_local_addresses_are_led_to_after_signing_in() {
    let app = App::new().await;
    let browser = app.stranger();
    for next in
        ["//evil.example", "/\\evil.example", "https://evil.example", "/%2f%2fevil.example/..//evil", "javascript:x"]
    {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let kept = browser.get(&format!("/sign-in?{query}")).await.expect(200).value("input[name=next]").unwrap();
        assert!(kept.starts_with('/') && !kept.starts_with("//") && !kept.contains('\\'), "{next} became {kept}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_nothing_but_what_was_looked_at() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let invited = office.invite("Ana Applicant").await;
    office.finisher("Ben Finisher", 0).await;
    let candidate = invited.candidate.id.to_string();
    let before = tables(&app).await;
    for route in routes().iter().filter(|route| route.method == Method::Get && !route.path.starts_with("/api/")) {
        let Some(browser) = browser_for(route, &app, &office, &candidate).await else { continue };
        let path = concrete(route, &office, &candidate);
        // As a mail scanner would: the personal link is opened and nothing is started.
        browser.get(&path.replace("/i/not-a-token", app.path_of(&invited.link))).await;
    }
    let after = tables(&app).await;
    let moved: Vec<_> = after.iter().filter(|row| !before.contains(row)).map(|(table, _)| table.as_str()).collect();
    // The sessions of the lookers, and the audited fact that results were seen.
    assert!(
        moved.iter().all(|table| ["sessions", "audit_facts", "audit_heads", "leases"].contains(table)),
        "{moved:?}"
    );
    app.stop().await;
}

/// How many rows each table has.
async fn tables(app: &App) -> Vec<(String, i64)> {
    app.server.db.read(rapport::db::row_counts).await.expect("the tables").into_iter().collect()
}
