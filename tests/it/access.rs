//! Who may what: `docs/access.md` against the code, and every route of the table against every kind of visitor.

use crate::harness::{App, Client, Office};
use rapport::app::routes;
use rapport::auth::Holder;
use rapport::people::{Reach, Right, Role};
use rapport::web::{Access, Method, Route};
use std::collections::BTreeMap;
use std::fs;

fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
}

/// The rows of the table under a heading of the page.
fn table(heading: &str) -> Vec<Vec<String>> {
    let page = fs::read_to_string("docs/access.md").unwrap();
    let section = page.split(&format!("## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no section {heading}"));
    let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(cells).collect()
}

#[test]
fn the_matrix_of_the_page_is_that_of_the_code() {
    let rows = table("Rights and roles");
    assert_eq!(rows.len(), Right::ALL.len());
    for row in rows {
        let right: Right = row[0].parse().unwrap();
        for (cell, role) in row[2..].iter().zip(Role::ALL) {
            let expected = match role.reach(right) {
                None => "–",
                Some(Reach::Own) => "own openings",
                Some(Reach::All) => "all",
            };
            assert_eq!(cell, expected, "{right} of {role}");
        }
    }
}

fn access_words(access: Access) -> String {
    match access {
        Access::Public => "everybody".into(),
        Access::Link => "whoever holds the link".into(),
        Access::Applicant => "the applicant".into(),
        Access::HalfSignedIn => "after the password".into(),
        Access::Right(right) => right.into(),
    }
}

#[test]
fn every_route_is_declared_on_the_page_and_nowhere_else() {
    let page: BTreeMap<(String, String), String> =
        table("Routes").into_iter().map(|row| ((row[0].clone(), row[1].clone()), row[2].clone())).collect();
    let code: BTreeMap<(String, String), String> = routes()
        .iter()
        .map(|route| ((route.method.as_str().to_owned(), route.path.to_owned()), access_words(route.access)))
        .collect();
    for (route, access) in &code {
        assert_eq!(page.get(route), Some(access), "{route:?} is not declared so in docs/access.md");
    }
    for route in page.keys() {
        assert!(code.contains_key(route), "{route:?} stands in docs/access.md and does not exist");
    }
}

#[test]
fn every_right_of_a_route_is_a_right() {
    for route in routes() {
        if let Access::Right(right) = route.access {
            assert!(right.parse::<Right>().is_ok(), "{right}");
        }
    }
}

/// Who may knock at a door.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visitor {
    Stranger,
    Applicant,
    Staff(Role),
}

impl Visitor {
    fn all() -> impl Iterator<Item = Self> {
        [Self::Stranger, Self::Applicant].into_iter().chain(Role::ALL.iter().copied().map(Self::Staff))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Stranger => "a stranger",
            Self::Applicant => "an applicant",
            Self::Staff(role) => role.as_str(),
        }
    }

    /// A fresh session for every door: behind one of them one signs out.
    async fn client(self, app: &App, office: &Office, candidate: &str) -> Client {
        match self {
            Self::Stranger => app.stranger(),
            Self::Applicant => Client::with_token(&app.url, &office.session(Holder::Applicant, candidate).await),
            Self::Staff(role) => office.program(role).await,
        }
    }
}

/// The path with ids of things that exist, so that only the right decides.
pub fn concrete(route: &Route, office: &Office, candidate: &str) -> String {
    route
        .path
        .replace("{opening}", office.opening.id.as_ref())
        .replace("{candidate}", candidate)
        .replace("{staff}", office.staff(Role::Author).as_ref())
        .replace("{report}", &"0".repeat(26))
        .replace("{request}", &"0".repeat(26))
        .replace("{kind}", "erasure")
        .replace("{adjustment}", &"0".repeat(26))
        .replace("{integrity}", &"0".repeat(26))
        .replace("{panel}", &"0".repeat(26))
        .replace("{judge}", &"0".repeat(26))
        .replace("{assessment}", "customer-support-essentials")
        .replace("{version}", "1")
        .replace("{batch}", &"0".repeat(26))
        .replace("{message}", &"0".repeat(26))
        .replace("{act}", &"0".repeat(26))
        .replace("{stage}", "hold")
        .replace("{lang}", "es")
        .replace("{number}", "1")
        .replace("{token}", "not-a-token")
        .replace("{name}", "nothing.css")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_whoever_lacks_its_right_and_lets_in_whoever_has_it() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let candidate = office.invite("Ben Candidate").await.candidate.id.to_string();
    for route in routes() {
        for visitor in Visitor::all() {
            // What ends something needs no body, so it does what it says to whoever is let in: to somebody of its own.
            let candidate = match route.method {
                Method::Delete => fresh_candidate(&office, &route, visitor).await,
                _ => candidate.clone(),
            };
            let path = concrete(&route, &office, &candidate);
            let client = visitor.client(&app, &office, &candidate).await;
            let method = reqwest::Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
            let mut request = client.request(method, &path).header("accept", "application/json");
            if route.method != Method::Get {
                // Nothing of the sort that any route takes: whoever is let in gets a 4xx for it, and nothing changes.
                request = request.header("content-type", "text/plain").body("x");
            }
            let status = client.send(request).await.status.as_u16();
            let needs = access_words(route.access);
            let line = format!("{} {path} ({needs}) by {}: {status}", route.method.as_str(), visitor.name());
            assert!(status < 500, "{line}");
            check(&route, visitor, status, &line);
        }
    }
    app.stop().await;
}

async fn fresh_candidate(office: &Office, route: &Route, visitor: Visitor) -> String {
    let name = format!("{} of {}", visitor.name(), route.path.matches('/').count());
    office.invite(&name).await.candidate.id.to_string()
}

fn check(route: &Route, visitor: Visitor, status: u16, line: &str) {
    let refused = [401, 403].contains(&status);
    match route.access {
        Access::Public | Access::Link => assert!(!refused || route.path.contains("session"), "{line}"),
        Access::HalfSignedIn => assert_eq!(status, 401, "{line}"),
        // 410: open your link again; an applicant's own requests get what their state allows.
        Access::Applicant => assert_eq!(status == 410, visitor != Visitor::Applicant, "{line}"),
        Access::Right(right) => {
            let right: Right = right.parse().unwrap();
            match visitor {
                Visitor::Staff(role) if role.reach(right).is_some() => assert!(!refused, "{line}"),
                Visitor::Staff(_) => assert_eq!(status, 403, "{line}"),
                _ => assert_eq!(status, 401, "{line}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opening_of_another_team_does_not_exist() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let admin = office.program(Role::Admin).await;
    let outsider = admin.get(&format!("/api/v1/openings/{}", office.opening.id)).await;
    assert_eq!(outsider.status, 200, "an administrator sees all openings");
    // Taken off the team, the recruiter sees nothing of it any more, on the next request.
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/ranking", office.opening.id);
    recruiter.get(&path).await.expect(200);
    let browser = office.browser(Role::Admin).await;
    let page = format!("/openings/{}", office.opening.id);
    let manager = office.staff(Role::Manager).to_string();
    browser.submit_seen(&page, &format!("{page}/team"), &[("member", &manager)]).await.expect(303);
    recruiter.get(&path).await.expect(404);
    recruiter.get(&format!("/api/v1/openings/{}", office.opening.id)).await.expect(404);
    let list = recruiter.get("/api/v1/openings").await.expect(200).json();
    assert_eq!(list.as_array().unwrap().len(), 0);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn losing_a_role_being_disabled_and_signing_out_act_on_the_next_request() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let manager = office.manager().await;
    let preview = format!("/api/v1/openings/{}/threshold/preview?total=50", office.opening.id);
    manager.get(&preview).await.expect(200);
    let admin = office.browser(Role::Admin).await;
    let of_manager = format!("/staff/{}", office.staff(Role::Manager));
    admin.submit_seen("/staff", &of_manager, &[("act", "roles"), ("role", "author")]).await.expect(303);
    manager.get(&preview).await.expect(403);
    admin.submit("/staff", &of_manager, &[("act", "disable")]).await.expect(303);
    manager.get("/api/v1/session").await.expect(401);
    let recruiter = office.recruiter().await;
    recruiter.get("/api/v1/session").await.expect(200);
    recruiter.json(reqwest::Method::DELETE, "/api/v1/session", &serde_json::json!({})).await.expect(204);
    recruiter.get("/api/v1/session").await.expect(401);
    app.stop().await;
}
