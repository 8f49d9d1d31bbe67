//! One organization never reaches another: every id of A used in B does not exist.

use crate::harness::{App, Client, Office};
use rapport::app::routes;
use rapport::auth::Holder;
use rapport::people::Role;
use rapport::web::{Access, Method, Route};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::json;

/// Ids of things of an organization, as they stand in addresses.
struct Ids {
    opening: String,
    candidate: String,
    staff: String,
    report: String,
    request: String,
    review: String,
    adjustment: String,
    integrity: String,
}

async fn ids(office: &Office) -> Ids {
    office.finisher("Ana Applicant", 0).await;
    let applicant = office.applicant("Ben Applicant").await;
    let report = json!({ "message": "Two replies say the same." });
    applicant.post_json("/api/v1/sitting/questions/1/reports", &report).await.expect(202);
    let invited = office.invite("Cleo Applicant").await;
    let asking = format!("/api/v1/invitations/{}/adjustments", invited.link.rsplit('/').next().unwrap());
    let adjustment = applicant.post_json(&asking, &json!({ "kind": "more-time" })).await.expect(200).json();
    let recruiter = office.recruiter().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let people = recruiter.get(&format!("{path}/ranking")).await.expect(200).json();
    let reports = recruiter.get(&format!("{path}/reports")).await.expect(200).json();
    let candidate = people["people"][0]["candidate"].as_str().unwrap().to_owned();
    let owner = Client::with_token(office.url(), &office.session(Holder::Applicant, &candidate).await);
    let mut asked = Vec::new();
    for kind in ["erasure", "review"] {
        let made = owner.post_json("/api/v1/sitting/requests", &json!({ "kind": kind })).await.expect(200).json();
        asked.push(made["request"].as_str().unwrap().to_owned());
    }
    let looking = format!("{path}/candidates/{candidate}/integrity-reviews");
    let reason = json!({ "reason": "Somebody says that the questions were passed around." });
    let integrity = office.program(Role::Admin).await.post_json(&looking, &reason).await.expect(200).json();
    Ids {
        integrity: integrity["id"].as_str().unwrap().to_owned(),
        review: asked.pop().unwrap(),
        request: asked.pop().unwrap(),
        opening: office.opening.id.to_string(),
        candidate,
        staff: office.staff(Role::Author).to_string(),
        report: reports[0]["id"].as_str().unwrap().to_owned(),
        adjustment: adjustment["id"].as_str().unwrap().to_owned(),
    }
}

/// The address with ids of the other organization: with all of them, and with an own opening and the rest foreign.
fn addresses(route: &Route, own: &Ids, foreign: &Ids) -> Vec<String> {
    let path = |opening: &Ids, rest: &Ids| {
        route
            .path
            .replace("{opening}", &opening.opening)
            .replace("{candidate}", &rest.candidate)
            .replace("{staff}", &rest.staff)
            .replace("{report}", &rest.report)
            .replace("reviews/{request}", &format!("reviews/{}", rest.review))
            .replace("{request}", &rest.request)
            .replace("{adjustment}", &rest.adjustment)
            .replace("{integrity}", &rest.integrity)
            .replace("{panel}", &"0".repeat(26))
            .replace("{judge}", &"0".repeat(26))
    };
    let mut all = vec![path(foreign, foreign)];
    if route.path.contains("{opening}") && route.path.matches('{').count() > 1 {
        all.extend([path(own, foreign), path(foreign, own)]);
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_id_of_another_organization_exists() {
    let app = App::new().await;
    let (one, two) = (Office::open(&app).await, Office::open(&app).await);
    let (own, foreign) = (ids(&one).await, ids(&two).await);
    let mut tried = 0;
    for route in routes() {
        let Access::Right(right) = route.access else { continue };
        let ids = ["{opening}", "{candidate}", "{staff}", "{report}", "{request}", "{adjustment}", "{integrity}"];
        let has_id = ids.iter().any(|id| route.path.contains(id));
        let right = right.parse().unwrap();
        for role in Role::ALL.iter().filter(|role| has_id && role.reach(right).is_some()) {
            for path in addresses(&route, &own, &foreign) {
                let status = ask(&one, *role, &route, &path).await;
                assert_eq!(status, 404, "{} {path} by {role}", route.method.as_str());
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "{tried} addresses");
    app.stop().await;
}

/// Asks as somebody who would be let in to their own, with a body that would do.
async fn ask(office: &Office, role: Role, route: &Route, path: &str) -> u16 {
    let method = reqwest::Method::from_bytes(route.method.as_str().as_bytes()).unwrap();
    let is_page = !route.path.starts_with("/api/");
    if is_page && route.method != Method::Get {
        let browser = office.browser(role).await;
        let token = browser.get("/sign-in").await.token();
        let fields: &[(&str, &str)] = match route.path.rsplit('/').next().unwrap() {
            "decision" => &[("seen", "0"), ("stage", "hold"), ("reason", "Out of reach.")],
            "invitation" => &[("act", "revoke")],
            "public-link" => &[("open", "yes")],
            "state" => &[("state", "closed")],
            "{staff}" => &[("act", "disable")],
            "{report}" => &[("resolution", "kept"), ("reply", "Out of reach.")],
            "{request}" => &[("state", "refused"), ("answer", "Out of reach.")],
            "hold" => &[("act", "place"), ("reason", "Out of reach.")],
            "integrity" => &[("reason", "Out of reach, wherever one looks.")],
            "{integrity}" => {
                &[("version", "1"), ("conclusion", "talk"), ("findings", "Out of reach, wherever one looks.")]
            }
            "{adjustment}" => &[("version", "1"), ("act", "refuse"), ("reason", "No."), ("reply", "Out of reach.")],
            _ => &[],
        };
        return browser.post(path, &token, fields).await.status.as_u16();
    }
    let program = office.program(role).await;
    let query = if path.ends_with("/preview") { "?total=50" } else { "" };
    let mut request = program.request(method, &format!("{path}{query}")).header(ACCEPT, "application/json");
    if route.method != Method::Get {
        let body = match route.path.rsplit('/').next().unwrap() {
            "decisions" => json!({ "stage": "hold", "reason": "Out of reach.", "seen": 0 }),
            "invitations" => json!({ "people": [{ "name": "Ada", "email": "ada@example.com" }] }),
            "{report}" => json!({ "resolution": "kept", "reply": "Out of reach." }),
            "{request}" => json!({ "state": "refused", "answer": "Out of reach." }),
            "hold" => json!({ "held": true, "reason": "Out of reach." }),
            "{integrity}" => {
                json!({ "conclusion": "talk", "findings": "Out of reach, wherever one looks.", "version": 1 })
            }
            "integrity-reviews" => json!({ "reason": "Out of reach, wherever one looks." }),
            "{adjustment}" => json!({ "reason": "No.", "reply": "Out of reach.", "version": 1 }),
            "state" => json!({ "state": "closed" }),
            _ => json!({}),
        };
        request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
    }
    program.send(request).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_in_a_body_does_not_reach_across_either() {
    let app = App::new().await;
    let (one, two) = (Office::open(&app).await, Office::open(&app).await);
    let page = format!("/openings/{}", one.opening.id);
    let manager = one.browser(Role::Manager).await;
    let (own, foreign) = (one.staff(Role::Recruiter).to_string(), two.staff(Role::Recruiter).to_string());
    let team = [("member", own.as_str()), ("member", foreign.as_str())];
    let refused = manager.submit_seen(&page, &format!("{page}/team"), &team).await;
    assert!([404, 422].contains(&refused.status.as_u16()), "one foreign id fails the whole: {}", refused.text);
    one.recruiter().await.get(&format!("/api/v1{page}")).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_search_and_logs_hold_nothing_of_another() {
    let app = App::new().await;
    let (one, two) = (Office::open(&app).await, Office::open(&app).await);
    let theirs = ids(&two).await;
    two.finisher("Xylophone Zebedee", 0).await;
    let names =
        |text: &str| text.contains("Xylophone") || text.contains(&theirs.opening) || text.contains(&theirs.candidate);
    for role in Role::ALL {
        let (browser, program): (Client, Client) = (one.browser(*role).await, one.program(*role).await);
        for page in [
            "/home",
            "/openings",
            "/staff",
            "/audit",
            "/outbox",
            "/assessments",
            "/requests",
            "/reviews",
            "/privacy",
            "/notice",
            "/equality",
            "/fairness",
        ] {
            assert!(!names(&browser.get(page).await.text), "{page} by {role}");
        }
        let search = format!("/openings/{}/ranking?q=Xylophone", one.opening.id);
        let hit = browser.get(&search).await.text.replace("Xylophone\"", "");
        assert!(!names(&hit), "{search} by {role}");
        assert!(!names(&program.get("/api/v1/openings").await.text));
    }
    app.stop().await;
}
