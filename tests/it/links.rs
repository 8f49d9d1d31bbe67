//! The links of people: several at once, for longer, by the public link within bounds.

use crate::harness::{App, Office, mail_to};
use chrono::Duration;
use rapport::people::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn day(app: &App, days: i64) -> String {
    app.clock.now().plus(Duration::days(days)).rfc3339()[..10].to_owned()
}

async fn people(office: &Office) -> Vec<Value> {
    let list = office.recruiter().await.get(&format!("/api/v1/openings/{}/people", office.opening.id)).await;
    list.expect(200).json()["people"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn several_links_are_sent_taken_back_and_extended_after_a_look() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let ids: Vec<String> = [office.invite("Ana One").await, office.invite("Ben Two").await]
        .iter()
        .map(|invited| invited.candidate.id.to_string())
        .collect();
    office.finisher("Fay Finished", 0).await;
    let done = people(&office).await.into_iter().find(|somebody| somebody["progress"] == "finished").unwrap();
    let done = done["candidate"].as_str().unwrap();
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}/people", office.opening.id);
    let (check, act) = (format!("{page}/check"), format!("{page}/links"));
    let chosen = [("candidate", ids[0].as_str()), ("candidate", ids[1].as_str()), ("candidate", done)];
    let looked = recruiter.submit(&page, &check, &[&chosen[..], &[("act", "send")]].concat()).await.expect(200);
    assert_eq!(looked.texts("h1"), ["Send 2 people a new link?"]);
    assert!(looked.text.contains("Left out") && looked.text.contains("has finished"), "{}", looked.text);
    assert_eq!(people(&office).await.len(), 3, "looking does nothing");
    let send = [&chosen[..2], &[("act", "send"), ("seen", "2")]].concat();
    let sent = recruiter.submit(&page, &act, &send).await.expect(303).location().to_owned();
    assert!(recruiter.get(&sent).await.expect(200).text.contains("2 new links are on their way"));
    mail_to(&app, "ana.one@applicants.example").await;
    // Whoever looked at another number is told, and nothing is done.
    let stale = [&chosen[..2], &[("act", "revoke"), ("seen", "1")]].concat();
    recruiter.submit(&page, &act, &stale).await.expect(409);
    // A day is asked for again where it is none, with everybody still chosen.
    let wrong =
        recruiter.submit(&page, &check, &[&chosen[..2], &[("act", "extend"), ("until", "soon")]].concat()).await;
    let wrong = wrong.expect(422);
    assert!(wrong.text.contains("Enter a day like") && wrong.text.contains(&ids[1]), "{}", wrong.text);
    let until = day(&app, 40);
    let extend = [&chosen[..2], &[("act", "extend"), ("until", until.as_str()), ("seen", "2")]].concat();
    recruiter.submit(&page, &act, &extend).await.expect(303);
    let open = people(&office)
        .await
        .iter()
        .filter(|somebody| somebody["expires_at"].as_str().unwrap().starts_with(&until))
        .count();
    assert_eq!(open, 2);
    recruiter.submit(&page, &act, &[("act", "revoke"), ("candidate", &ids[0]), ("seen", "1")]).await.expect(303);
    // Everybody who has not started, by one button; those without a link are left out.
    let all = [("act", "revoke"), ("who", "waiting")];
    let looked = recruiter.submit(&page, &check, &all).await.expect(200);
    assert_eq!(looked.texts("h1"), ["Take the link back from 1 person?"]);
    // Somebody of another opening fails the whole.
    let other = Office::open(&app).await.invite("Eve Elsewhere").await.candidate.id.to_string();
    let foreign = [("act", "send"), ("candidate", &ids[0]), ("candidate", &other), ("seen", "2")];
    recruiter.submit(&page, &act, &foreign).await.expect(404);
    app.stop().await;
}

/// The link stays the same, also where it had run out, and with it a sitting that has begun.
#[tokio::test(flavor = "multi_thread")]
async fn an_extended_link_opens_again_and_a_sitting_goes_on() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (late, begun) = (office.invite("Lou Late").await, office.invite("Bea Begun").await);
    let sitting = office.sit(&begun.link).await;
    app.advance(Duration::days(13));
    let program = office.recruiter().await;
    let path = format!("/api/v1/openings/{}/people/links", office.opening.id);
    let both = [late.candidate.id.to_string(), begun.candidate.id.to_string()];
    let mut body = json!({ "act": "extend", "candidates": both, "until": day(&app, 10), "dry_run": true });
    let looked = program.post_json(&path, &body).await.expect(200).json();
    assert_eq!((looked["concerned"].as_array().unwrap().len(), &looked["done"]), (2, &json!(false)));
    body["dry_run"] = json!(false);
    program.post_json(&path, &body).await.expect(200);
    let shorter = json!({ "act": "extend", "candidates": both, "until": day(&app, 5) });
    let shorter = program.post_json(&path, &shorter).await.expect(200).json();
    assert_eq!(shorter["left_out"].as_array().unwrap().len(), 2, "nobody's time gets shorter");
    for refused in [json!("2020-01-01"), json!("tomorrow"), Value::Null] {
        let body = json!({ "act": "extend", "candidates": both, "until": refused });
        program.post_json(&path, &body).await.expect(422);
    }
    // Past the first end, before the new one.
    app.advance(Duration::days(4));
    let landing = app.stranger().get(&late.link.replace(&app.server.settings.public_url, "")).await.expect(200);
    assert!(!landing.text.contains("no longer"), "{}", landing.text);
    office.sit(&late.link).await;
    let again = office.sit(&begun.link).await;
    assert_eq!(again.get("/api/v1/sitting").await.expect(200).json()["state"], "started");
    drop(sitting);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_public_link_is_bounded_and_shuts_kindly() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let program = office.recruiter().await;
    let (opening, link) = (format!("/api/v1/openings/{}", office.opening.id), "/public-link");
    let put = |body: Value| {
        let (program, path) = (program.clone(), format!("{opening}{link}"));
        async move { program.json(Method::PUT, &path, &body).await }
    };
    put(json!({ "open": true, "cap": 2 })).await.expect(422);
    put(json!({ "open": true, "cap": 0, "version": 2 })).await.expect(422);
    let opened = put(json!({ "open": true, "cap": 2, "until": day(&app, 3), "version": 2 })).await.expect(200).json();
    put(json!({ "open": true, "cap": 9, "version": 2 })).await.expect(409);
    assert_eq!(opened["public_link_cap"], 2);
    let public = opened["public_link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let (page, api) = (format!("/apply/{public}"), format!("/api/v1/public-links/{public}"));
    // Many at once for two places: two get in.
    let come = |n: usize| {
        let (visitor, api) = (app.stranger(), api.clone());
        let person = json!({ "name": format!("Person {n}"), "email": format!("p{n}@example.com") });
        async move { visitor.post_json(&api, &person).await.status.as_u16() }
    };
    let statuses = futures_util::future::join_all((0..8).map(come)).await;
    assert_eq!(statuses.iter().filter(|status| **status == 202).count(), 2, "{statuses:?}");
    assert_eq!(people(&office).await.len(), 2);
    let full = app.stranger().get(&page).await.expect(410);
    assert!(full.text.contains("all of them have come in") && full.text.contains("jobs@example.com"), "{}", full.text);
    let german = app.stranger();
    let german = german.send(german.request(Method::GET, &page).header("accept-language", "de")).await.expect(410);
    assert!(german.text.contains("alle sind eingegangen") || german.text.contains("all of them"), "{}", german.text);
    // More places, and then too late.
    put(json!({ "open": true, "cap": 50, "until": day(&app, 3), "version": opened["version"] })).await.expect(200);
    app.stranger().get(&page).await.expect(200);
    app.advance(Duration::days(4));
    let late = app.stranger().get(&page).await.expect(410);
    assert!(late.text.contains("took applications on this page until"), "{}", late.text);
    app.stranger().get(&api).await.expect(410);
    let program = office.recruiter().await;
    program.json(Method::PUT, &format!("{opening}/state"), &json!({ "state": "closed" })).await.expect(200);
    assert!(app.stranger().get(&page).await.expect(410).text.contains("has closed this opening"));
    app.stop().await;
}
