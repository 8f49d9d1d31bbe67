//! Inviting many: a list is checked before anybody hears of it, all or nobody, once each, in their language.

use crate::harness::{Answer, App, Client, Office, link_in, mail_to};
use chrono::Duration;
use rapport::openings::{self, NewOpening};
use rapport::people::Role;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

/// Sends the form of the invite page with a file, as a browser does.
async fn upload(browser: &Client, page: &str, file: &str) -> Answer {
    let token = browser.get(page).await.token();
    let part = |name: &str, more: &str, content: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n")
    };
    let body = [
        part("csrf", "", &token),
        part("people", "", ""),
        part("file", "; filename=\"../people.csv\"\r\nContent-Type: text/csv", file),
        "--edge--\r\n".to_owned(),
    ];
    let request = browser.request(Method::POST, page).header(CONTENT_TYPE, "multipart/form-data; boundary=edge");
    browser.send(request.body(body.concat())).await
}

async fn send_csv(program: &Client, office: &Office, query: &str, csv: &str) -> Answer {
    let path = format!("/api/v1/openings/{}/invitations/list{query}", office.opening.id);
    program.send(program.request(Method::POST, &path).header(CONTENT_TYPE, "text/csv").body(csv.to_owned())).await
}

async fn funnel(program: &Client, office: &Office) -> Value {
    program.get(&format!("/api/v1/openings/{}", office.opening.id)).await.expect(200).json()["funnel"].clone()
}

/// Every invitation of an office: (candidate, live).
async fn live_links(app: &App, office: &Office) -> Vec<(String, bool)> {
    use diesel::prelude::*;
    let organization = office.organization.to_string();
    diesel::table! { invitations (id) { id -> Text, organization_id -> Text, candidate_id -> Text, revoked_at -> Nullable<Timestamp>, } }
    let read = app.server.db.read(move |conn| {
        invitations::table
            .filter(invitations::organization_id.eq(&organization))
            .select((invitations::candidate_id, invitations::revoked_at.is_null()))
            .load::<(String, bool)>(conn)
    });
    read.await.expect("the invitations")
}

const MIXED: &str = "Vorname;Name;E-Mail;Sprache\nAda;Osei;ada@example.com;de\nBo;Li;bo@example;\n;;cleo@example.com;\n\
    Dee;Ruiz;dee@example.com;fr\nAda;Osei;ADA@example.com;\nAnn;There;ann.there@applicants.example;\nEve;Good;eve@example.com;\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_checked_row_by_row_before_anybody_is_invited() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.invite("Ann There").await;
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}/invite", office.opening.id);
    let checked = upload(&recruiter, &page, MIXED).await.expect(303).location().to_owned();
    // The address can be opened again and again, and says the same.
    for _ in 0..2 {
        let preview = recruiter.get(&checked).await.expect(200);
        assert_eq!(preview.texts("h1"), ["2 of 7 people can be invited"]);
        let lines = preview.texts("section[aria-labelledby=bad] td[data-label=line]");
        assert_eq!(lines, ["3", "4", "5", "6", "7"]);
        let said = preview.texts("section[aria-labelledby=bad] tbody td").join(" ");
        for reason in ["name@example.com", "Enter a name", "“fr”", "Line 2 has the same", "in this opening already"]
        {
            assert!(said.contains(reason), "{reason}: {said}");
        }
        assert!(preview.text.contains("Send 2 invitations without the 5 named rows"), "{}", preview.text);
    }
    // All or nobody, unless the choice is made; and a colleague has nothing to do with it.
    let refused = recruiter.submit(&checked, &checked, &[]).await.expect(422);
    assert!(refused.text.contains("nothing was sent"), "{}", refused.text);
    let manager = office.browser(Role::Manager).await;
    manager.get(&checked).await.expect(403);
    let program = office.recruiter().await;
    assert_eq!(funnel(&program, &office).await["invited"], 1);
    let sent = recruiter.submit(&checked, &checked, &[("leave_out", "yes")]).await.expect(303);
    assert_eq!(sent.location(), format!("/openings/{}/people?done=invited&count=2", office.opening.id));
    assert!(recruiter.get(sent.location()).await.expect(200).text.contains("2 people invited"));
    assert!(mail_to(&app, "ada@example.com").await.contains("Guten Tag"), "in German");
    assert!(mail_to(&app, "eve@example.com").await.contains("Dear Eve Good"));
    // A second press finds it done.
    assert!(recruiter.get(&checked).await.expect(303).location().contains("done=invited"));
    assert_eq!(funnel(&program, &office).await["invited"], 3);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_kept_for_an_hour_for_whoever_checked_it() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}/invite", office.opening.id);
    let list: String = (0..30).map(|n| format!("Person {n}, p{n}@example.com\n")).collect();
    let checked = recruiter.submit(&page, &page, &[("people", &list)]).await.expect(303).location().to_owned();
    assert!(recruiter.get(&checked).await.expect(200).text.contains("Send 30 invitations"));
    let sealed = app.server.db.read(|conn| {
        use diesel::prelude::*;
        diesel::table! { invitation_lists (id) { id -> Text, sealed -> Text, } }
        invitation_lists::table.select(invitation_lists::sealed).load::<String>(conn)
    });
    let sealed = sealed.await.unwrap().concat();
    assert!(sealed.len() > 500 && !sealed.contains("example.com"), "names and addresses are sealed");
    app.advance(Duration::minutes(61));
    // The session is over too; a fresh one finds nothing either.
    let recruiter = office.browser(Role::Recruiter).await;
    let gone = recruiter.get(&checked).await.expect(404);
    assert!(gone.text.contains("kept for an hour"), "{}", gone.text);
    let other = Office::open(&app).await;
    other.browser(Role::Recruiter).await.get(&checked).await.expect(404);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_list_is_said_on_the_page_and_to_programs() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let recruiter = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}/invite", office.opening.id);
    let refused = upload(&recruiter, &page, "Kunde;Telefon\nAda;0815").await.expect(422);
    assert!(refused.texts("#file-fault").concat().contains("“telefon”"), "{}", refused.text);
    recruiter.submit(&page, &page, &[]).await.expect(422);
    let program = office.recruiter().await;
    assert!(send_csv(&program, &office, "", "PK\u{3}\u{4}").await.expect(422).text.contains("workbook"));
    let large = "x".repeat(5 * 1024 * 1024 + 1);
    assert!(send_csv(&program, &office, "", &large).await.expect(422).text.contains("larger than 5 MB"));
    send_csv(&program, &office, "", &"x".repeat(6 * 1024 * 1024)).await.expect(413);
    program.post_json(&format!("/api/v1{page}").replace("/invite", "/invitations/list"), &json!({})).await.expect(415);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_look_first_and_then_invite_all_or_nobody() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.invite("Ann There").await;
    let program = office.recruiter().await;
    let looked = send_csv(&program, &office, "?dry_run=true", MIXED).await.expect(200).json();
    assert_eq!((&looked["rows"], &looked["good"], &looked["invited"]), (&json!(7), &json!(2), &json!(0)));
    let problems: Vec<&str> = looked["bad"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row["problems"].as_array().unwrap().iter().map(|problem| problem["problem"].as_str().unwrap()))
        .collect();
    assert_eq!(problems, ["invalid-address", "missing-name", "unknown-language", "duplicate", "already-invited"]);
    assert_eq!(looked["untranslated"], json!(["de"]), "the whole set is not in German");
    let refused = send_csv(&program, &office, "", MIXED).await.expect(422).json();
    assert_eq!(refused["errors"][0]["field"], "line.3");
    assert_eq!(funnel(&program, &office).await["invited"], 1);
    let sent = send_csv(&program, &office, "?leave_out=true", MIXED).await.expect(200).json();
    assert_eq!(sent["invited"], 2);
    let again = send_csv(&program, &office, "?leave_out=true", MIXED).await.expect(422).json();
    assert_eq!(again["errors"].as_array().unwrap().len(), 7, "by now everybody is bad: {again}");
    app.stop().await;
}

/// The language of a row decides mail, pages and, where the set has been translated, the scenes.
#[tokio::test(flavor = "multi_thread")]
async fn each_person_is_written_to_and_tested_in_their_language() {
    let app = App::new().await;
    let translated = Office::with(&app, "essentials-form-a-es", None).await;
    let program = translated.recruiter().await;
    let csv = "name,email,language\nAda Osei,ada@example.com,en\nBea Ruiz,bea@example.com,\n";
    let sent = send_csv(&program, &translated, "", csv).await.expect(200).json();
    assert_eq!(sent["untranslated"], json!([]));
    let english = mail_to(&app, "ada@example.com").await;
    assert!(english.contains("Dear Ada Osei"), "{english}");
    let visitor = app.stranger();
    let landing = visitor.get(&link_in(&app, &english)).await.expect(200);
    assert_eq!(landing.attribute("html", "lang").as_deref(), Some("en"));
    let secret = link_in(&app, &english).replace("/i/", "/api/v1/invitations/");
    assert_eq!(visitor.get(&secret).await.expect(200).json()["lang"], "en", "the scenes too");
    let spanish = mail_to(&app, "bea@example.com").await;
    let landing = visitor.get(&link_in(&app, &spanish)).await.expect(200);
    assert_eq!(landing.attribute("html", "lang").as_deref(), Some("es"), "that of the test");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_other_openings_is_pointed_out_to_those_who_may_see_them() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let (organization, now) = (office.organization.clone(), app.clock.now());
    let (recruiter, manager) = (office.staff(Role::Recruiter), office.staff(Role::Manager));
    for (title, creator) in [("Shop assistant", recruiter), ("Secret role", manager)] {
        let (organization, creator) = (organization.clone(), creator);
        let of = office.clone();
        let opening = app.server.db.write(move |conn| {
            let new = NewOpening::of(
                title.parse().unwrap(),
                "jobs@example.com".parse().unwrap(),
                of.opening.assessment.id.as_str(),
            );
            openings::create(conn, &organization, &creator, &new, now)
        });
        let mut elsewhere = office.clone();
        elsewhere.opening = opening.await.unwrap();
        elsewhere.invite("Ada Osei").await;
    }
    let program = office.recruiter().await;
    let csv = "name,email\nAda Osei,ada.osei@applicants.example\nBo Li,bo@example.com\n";
    let looked = send_csv(&program, &office, "?dry_run=true", csv).await.expect(200);
    assert_eq!(looked.json()["elsewhere"].as_array().unwrap().len(), 1);
    assert!(looked.text.contains("Shop assistant") && !looked.text.contains("Secret role"), "{}", looked.text);
    // One who was typed in is shown too, before they are invited.
    let browser = office.browser(Role::Recruiter).await;
    let page = format!("/openings/{}/invite", office.opening.id);
    let one = [("people", "Ada Osei <ada.osei@applicants.example>")];
    let checked = browser.submit(&page, &page, &one).await.expect(303).location().to_owned();
    let preview = browser.get(&checked).await.expect(200);
    assert!(preview.text.contains("Shop assistant") && preview.text.contains("Send 1 invitation<"), "{}", preview.text);
    browser.submit(&checked, &checked, &[]).await.expect(303);
    assert_eq!(funnel(&program, &office).await["invited"], 1);
    app.stop().await;
}

/// Whoever was sending is gone: the server goes on from where the list stood, and nobody gets two mails.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_was_interrupted_is_sent_to_its_end() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let rows = openings::parse_pasted("Ada, ada@example.com\nBo, bo@example.com\nCy, cy@example.com").unwrap();
    let (opening, by, now) = (office.opening.clone(), office.staff(Role::Recruiter), app.clock.now());
    let secrets = app.server.secrets.clone();
    office.invite_at("Bo", "bo@example.com").await;
    let begun = app.server.db.write(move |conn| {
        let checked = openings::Checked { rows: rows.clone(), ..openings::Checked::default() };
        let id = openings::keep(conn, &opening, &by, &openings::seal(&secrets, &checked)?, now)?;
        let list = openings::invitation_list(conn, &opening, &by, &id, now)?;
        openings::begin(conn, &list, 3, now)
    });
    begun.await.unwrap();
    app.advance(Duration::seconds(31));
    for email in ["ada@example.com", "cy@example.com"] {
        mail_to(&app, email).await;
    }
    let program = office.recruiter().await;
    assert_eq!(funnel(&program, &office).await["invited"], 3, "Bo was here already and is not invited again");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_two_live_links_however_many_send_them_at_once() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let program = office.recruiter().await;
    let path = format!("/api/v1/openings/{}", office.opening.id);
    let people = json!({ "people": [{ "name": "Ada Osei", "email": "ada@example.com" }] });
    let invite = || {
        let (program, path, people) = (program.clone(), format!("{path}/invitations"), people.clone());
        async move { program.post_json(&path, &people).await.status.as_u16() }
    };
    let statuses = futures_util::future::join_all((0..12).map(|_| invite())).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 409, 422].contains(status)), "{statuses:?}");
    let ada = program.get(&format!("{path}/people")).await.expect(200).json()["people"][0]["candidate"].clone();
    let again = format!("{path}/candidates/{}/invitation", ada.as_str().unwrap());
    let resend = || {
        let (program, again) = (program.clone(), again.clone());
        async move { program.post_json(&again, &json!({})).await.status.as_u16() }
    };
    let statuses = futures_util::future::join_all((0..12).map(|_| resend())).await;
    assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    let links = live_links(&app, &office).await;
    assert_eq!(links.iter().filter(|(_, live)| *live).count(), 1, "{links:?}");
    // Two lists with the same people at the same moment: each of them once.
    let csv: String = (0..300).map(|n| format!("Person {n},p{n}@example.com\n")).collect();
    let (one, two) = tokio::join!(
        send_csv(&program, &office, "?leave_out=true", &csv),
        send_csv(&program, &office, "?leave_out=true", &csv)
    );
    for status in [one.status, two.status] {
        assert!([200, 422].contains(&status.as_u16()), "{} {}", one.text, two.text);
    }
    assert_eq!(funnel(&program, &office).await["invited"], 301);
    let links = live_links(&app, &office).await;
    assert_eq!(links.iter().filter(|(_, live)| *live).count(), 301);
    app.stop().await;
}

/// Not a bench: that ten thousand arrive whole. `cargo test … -- --nocapture` tells how long it took.
#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_are_invited_whole() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let program = office.recruiter().await;
    let csv: String = (0..10_000).map(|n| format!("Person {n},p{n}@example.com\n")).collect();
    let began = std::time::Instant::now();
    let sent = send_csv(&program, &office, "", &csv).await.expect(200).json();
    eprintln!("10,000 invitations in {:?}", began.elapsed());
    assert_eq!(sent["invited"], 10_000);
    assert_eq!(funnel(&program, &office).await["invited"], 10_000);
    let organization = office.organization.clone();
    let verified = app.server.db.read(move |conn| rapport::audit::verify(conn, &organization)).await;
    assert!(verified.unwrap().is_ok(), "the chain of facts holds");
    app.stop().await;
}
