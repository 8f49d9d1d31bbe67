//! What staff do on the pages, by program: teams, settings, links and invitations.

use crate::harness::{App, Office};
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn path(office: &Office, rest: &str) -> String {
    format!("/api/v1/openings/{}{rest}", office.opening.id)
}

fn on_team(members: &Value) -> usize {
    members.as_array().unwrap().iter().filter(|member| member["on_team"] == true).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_is_seen_and_replaced() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (recruiter, manager) = (office.recruiter().await, office.manager().await);
    let team = path(&office, "/team");
    let members = recruiter.get(&team).await.expect(200).json();
    assert_eq!((members.as_array().unwrap().len(), on_team(&members)), (4, 2));
    let own = json!({ "members": [office.staff(Role::Recruiter).as_ref()], "version": 2 });
    assert_eq!(on_team(&recruiter.json(Method::PUT, &team, &own).await.expect(200).json()), 1);
    manager.get(&team).await.expect(404);
    let id = office.staff(Role::Manager);
    let mut twice =
        json!({ "members": [id.as_ref(), id.as_ref(), office.staff(Role::Recruiter).as_ref()], "version": 2 });
    recruiter.json(Method::PUT, &team, &twice).await.expect(409);
    twice["version"] = json!(3);
    assert_eq!(on_team(&recruiter.json(Method::PUT, &team, &twice).await.expect(200).json()), 2);
    manager.get(&team).await.expect(200);
    let foreign = Office::open(&app).await.staff(Role::Manager);
    let both = json!({ "members": [id.as_ref(), foreign.as_ref()], "version": 4 });
    recruiter.json(Method::PUT, &team, &both).await.expect(404);
    recruiter.json(Method::PUT, &team, &json!({ "members": ["nobody"], "version": 4 })).await.expect(422);
    assert_eq!(on_team(&recruiter.get(&team).await.expect(200).json()), 2, "nothing was written");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_change_from_the_version_that_was_seen() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let opening = recruiter.get(&path(&office, "")).await.expect(200).json();
    let mut settings = json!({
        "title": "Night desk", "place": "Leeds", "contact": "night@example.com", "time_limit_minutes": 60,
        "invitation_days": 7, "version": opening["version"],
    });
    let changed = recruiter.json(Method::PUT, &path(&office, ""), &settings).await.expect(200).json();
    assert_eq!((&changed["title"], &changed["time_limit_minutes"]), (&json!("Night desk"), &json!(60)));
    recruiter.json(Method::PUT, &path(&office, ""), &settings).await.expect(409);
    settings["version"] = changed["version"].clone();
    settings["invitation_days"] = json!(0);
    settings["title"] = json!("");
    let refused = recruiter.json(Method::PUT, &path(&office, ""), &settings).await.expect(422).json();
    assert_eq!(refused["errors"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_link_is_given_and_taken_back() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let link = path(&office, "/public-link");
    let opened = recruiter.json(Method::PUT, &link, &json!({ "open": true })).await.expect(200).json();
    let public = opened["public_link"].as_str().unwrap().to_owned();
    let again = recruiter.json(Method::PUT, &link, &json!({ "open": true })).await.expect(200).json();
    assert_eq!(again["public_link"], json!(public), "the one that it has stays");
    let facts = format!("/api/v1/public-links/{}", public.rsplit('/').next().unwrap());
    let told = app.stranger().get(&facts).await.expect(200).json();
    assert_eq!((&told["organization"], &told["questions"]), (&json!("Example & Sons"), &json!(24)));
    let closed = recruiter.json(Method::PUT, &link, &json!({ "open": false })).await.expect(200).json();
    assert_eq!(closed["public_link"], Value::Null);
    app.stranger().get(&facts).await.expect(410);
    office.manager().await.json(Method::PUT, &link, &json!({ "open": true })).await.expect(403);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_sent_again_and_taken_back_and_staff_try_the_test() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.recruiter().await;
    let first = office.invite("Ana Applicant").await;
    let of_ana = path(&office, &format!("/candidates/{}/invitation", first.candidate.id));
    let landing = |link: &str| format!("/api/v1/invitations/{}", link.rsplit('/').next().unwrap());
    let second = recruiter.post_json(&of_ana, &json!({})).await.expect(200).json();
    app.stranger().get(&landing(&first.link)).await.expect(410);
    app.stranger().get(&landing(second["link"].as_str().unwrap())).await.expect(200);
    recruiter.send(recruiter.request(Method::DELETE, &of_ana)).await.expect(204);
    app.stranger().get(&landing(second["link"].as_str().unwrap())).await.expect(410);
    let trial = office.manager().await.post_json(&path(&office, "/trials"), &json!({})).await.expect(200).json();
    let told = app.stranger().get(&landing(trial["link"].as_str().unwrap())).await.expect(200).json();
    assert_eq!(told["trial"], true);
    app.stop().await;
}
