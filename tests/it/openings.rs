//! Openings over their life: settings that may still change, copies, teams and roles that nobody overwrites unseen,
//! and how staff hear of finished tests.

use crate::harness::{App, Office, mail_to};
use chrono::Duration;
use rapport::people::Role;
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn the_time_limit_stays_once_somebody_has_started() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let program = office.recruiter().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let mut settings = json!({ "title": "Support desk", "place": "", "contact": "desk@example.com",
        "time_limit_minutes": 40, "invitation_days": 7, "version": 2 });
    program.json(Method::PUT, &path, &settings).await.expect(200);
    office.applicant("Ana Applicant").await;
    settings["version"] = json!(3);
    settings["time_limit_minutes"] = json!(50);
    let refused = program.json(Method::PUT, &path, &settings).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "time_limit_minutes");
    let page = format!("/openings/{}", office.opening.id);
    let form =
        [("title", "Support desk"), ("contact", "desk@example.com"), ("time_limit", ""), ("invitation_days", "7")];
    let browser = office.browser(Role::Recruiter).await;
    let again = browser.submit_seen(&page, &page, &form).await.expect(422);
    assert!(again.texts("#time_limit-fault").concat().contains("it stays"), "{}", again.text);
    settings["time_limit_minutes"] = json!(40);
    settings["invitation_days"] = json!(21);
    program.json(Method::PUT, &path, &settings).await.expect(200);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_has_settings_and_team_and_nobody_in_it() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Ana Applicant", 0).await;
    let browser = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}", office.opening.id);
    browser.submit(&page, &format!("{page}/duplicate"), &[("new-title", "")]).await.expect(422);
    let copied = browser.submit(&page, &format!("{page}/duplicate"), &[("new-title", "Support, spring")]).await;
    let copied = copied.expect(303).location().to_owned();
    let program = office.manager().await;
    let (copy, original) =
        (program.get(&format!("/api/v1{copied}")).await, program.get(&format!("/api/v1{page}")).await);
    let (copy, original) = (copy.expect(200).json(), original.expect(200).json());
    assert_eq!((&copy["title"], &copy["funnel"]["invited"]), (&json!("Support, spring"), &json!(0)));
    for same in ["assessment", "contact", "invitation_days", "time_limit_minutes"] {
        assert_eq!(copy[same], original[same], "{same}");
    }
    let funnel = &original["funnel"];
    assert_eq!((&funnel["started"], &funnel["submitted"], &funnel["scored"]), (&json!(1), &json!(1), &json!(1)));
    let admin = office.program(Role::Admin).await;
    let by_program = admin.post_json(&format!("/api/v1{page}/duplicate"), &json!({ "title": "Support, summer" })).await;
    assert_eq!(by_program.expect(200).json()["title"], "Support, summer");
    app.stop().await;
}

/// Two who replace a team, or somebody's roles, at once: the second learns of it instead of undoing the first.
#[tokio::test(flavor = "multi_thread")]
async fn teams_and_roles_are_not_overwritten_unseen() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (recruiter, manager) = (office.staff(Role::Recruiter), office.staff(Role::Manager));
    let admin = office.browser(Role::Admin).await;
    let page = format!("/openings/{}", office.opening.id);
    let seen = admin.get(&page).await;
    let version = seen.value("form[action$='/team'] [name=version]").unwrap();
    let team = |member: &str| [("member", member.to_owned()), ("version", version.clone())];
    let send = |fields: [(&'static str, String); 2]| {
        let (admin, token, action) = (admin.clone(), seen.token(), format!("{page}/team"));
        async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            admin.post(&action, &token, &fields).await.status.as_u16()
        }
    };
    let (one, two) = tokio::join!(send(team(recruiter.as_ref())), send(team(manager.as_ref())));
    let mut statuses = [one, two];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let program = office.program(Role::Admin).await;
    let roles = format!("/api/v1/staff/{}/roles", office.staff(Role::Author));
    let put = |role: &'static str| {
        let (program, roles) = (program.clone(), roles.clone());
        async move { program.json(Method::PUT, &roles, &json!({ "roles": [role], "version": 1 })).await.status.as_u16() }
    };
    let (one, two) = tokio::join!(put("manager"), put("recruiter"));
    let mut statuses = [one, two];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_tests_are_told_as_they_come_or_once_a_day() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let browser = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}", office.opening.id);
    browser.submit(&page, &format!("{page}/notices"), &[("choice", "each")]).await.expect(303);
    let chosen = browser.get(&page).await.attribute("#notices [name=choice][checked]", "value");
    assert_eq!(chosen.as_deref(), Some("each"));
    let manager = office.manager().await;
    let own = format!("/api/v1{page}/notices");
    assert_eq!(manager.get(&own).await.expect(200).json()["choice"], "none");
    manager.json(Method::PUT, &own, &json!({ "choice": "digest" })).await.expect(200);
    // What was handed in before somebody chose is not told of.
    app.advance(Duration::seconds(1));
    let result = office.finisher("Ana Applicant", 0).await;
    app.advance(Duration::seconds(10));
    let email = |role: Role| format!("{role}.{}@example.com", office.organization);
    let told = mail_to(&app, &email(Role::Recruiter)).await;
    assert!(told.contains("1 person has handed in") && told.contains(&page), "{told}");
    assert!(!told.contains("Ana") && !told.contains("scored"), "no name and no score: {told} {result}");
    // The next morning, after seven.
    app.advance(Duration::hours(23));
    let daily = mail_to(&app, &email(Role::Manager)).await;
    assert!(daily.contains("since the last daily mail"), "{daily}");
    app.stop().await;
}
