//! The privacy notice: a version for each change and language, what is agreed to, and who is asked again.

use crate::harness::{App, Client, Office};
use rapport::people::Role;
use serde_json::json;

const OWN: &str = "**Before you begin.** [A link](https://evil.example)\n\n{organization} keeps your answers for {months} months. **Questions?** {contact}\n\n\
    <script>alert(1)</script>";

async fn publish(office: &Office, lang: &str, text: &str, seen: i64) -> crate::harness::Answer {
    let admin = office.program(Role::Admin).await;
    admin.post_json("/api/v1/notices", &json!({ "lang": lang, "text": text, "seen": seen })).await
}

async fn consents(applicant: &Client) -> Vec<(String, String)> {
    let held = applicant.get("/api/v1/sitting/data").await.expect(200).json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    held["consents"].as_array().unwrap().iter().map(|one| (text(&one["notice"]), text(&one["lang"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_published_notice_is_read_and_agreed_to_and_the_next_one_is_asked_for_at_the_next_start() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let early = office.applicant("Ana Early").await;
    publish(&office, "en", OWN, 0).await.expect(200);
    publish(&office, "en", OWN, 0).await.expect(409);
    publish(&office, "en", "Nobody to write to.", 1).await.expect(422);
    publish(&office, "fr", OWN, 0).await.expect(422);
    let invited = office.invite("Ben Later").await;
    let link = app.path_of(&invited.link).to_owned();
    let browser = app.stranger();
    let page = browser.get(&link).await.expect(200);
    assert!(page.text.contains("Example &amp; Sons keeps your answers for 12 months."), "{}", page.text);
    assert!(page.text.contains("jobs@example.com") && !page.text.contains("evil.example"), "{}", page.text);
    assert!(!page.text.contains("alert(1)") && !page.text.contains("{contact}"));
    // Published while the page was open: what was read is not what stands.
    publish(&office, "en", &OWN.replace("Before", "Just before"), 1).await.expect(200);
    let read = page.value("input[name=notice]").unwrap();
    assert_eq!(read, "1");
    let again = browser.post(&link, &page.token(), &[("agree", "yes"), ("notice", &read)]).await.expect(422);
    assert!(again.texts(".fault-summary a").concat().contains("has changed"), "{}", again.text);
    let read = again.value("input[name=notice]").unwrap();
    browser.post(&link, &again.token(), &[("agree", "yes"), ("notice", &read)]).await.expect(303);
    // Agreed, not started, and a newer one has come: it has to be read first.
    publish(&office, "en", OWN, 2).await.expect(200);
    browser.submit("/test/ready", "/test/start", &[]).await.expect(409);
    browser.submit(&link, &link, &[("agree", "yes")]).await.expect(303);
    browser.submit("/test/ready", "/test/start", &[]).await.expect(303);
    let later = office.sit(&invited.link).await;
    assert_eq!(consents(&later).await, [("2".into(), "en".into()), ("3".into(), "en".into())]);
    let built_in = format!("built-in {}", rapport::notices::BUILT_IN_VERSION);
    assert_eq!(consents(&early).await, [(built_in, "en".into())], "a sitting that runs keeps its own");
    early.get("/api/v1/sitting/questions/1").await.expect(200);
    let log = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    assert!(log.contains("notice-published") && log.contains("notice:en:3"), "{log}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_starts_without_having_agreed_and_each_language_has_its_own() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    publish(&office, "de", "Fragen? {contact}", 0).await.expect(200);
    let invited = office.invite("Ana Applicant").await;
    let link = app.path_of(&invited.link).to_owned();
    let browser = app.stranger();
    browser.submit(&link, &format!("{link}/mine"), &[]).await.expect(303);
    browser.submit("/test/ready", "/test/start", &[]).await.expect(409);
    let german = browser.submit(&link, &link, &[("lang", "de")]).await.expect(200);
    assert!(german.text.contains("Fragen? jobs@example.com"), "{}", german.text);
    browser.post(&link, &german.token(), &[("agree", "yes")]).await.expect(303);
    browser.submit("/test/ready", "/test/start", &[]).await.expect(303);
    let sitting = office.sit(&invited.link).await;
    assert_eq!(consents(&sitting).await, [("1".into(), "de".into())]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_writes_previews_and_publishes() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let admin = office.browser(Role::Admin).await;
    let page = admin.get("/notice?lang=de").await.expect(200);
    let draft = page.texts("textarea").concat();
    assert!(draft.contains("- **") && draft.contains("{organization}") && draft.contains("{months}"), "{draft}");
    let preview = [("lang", "de"), ("seen", "0"), ("text", draft.as_str()), ("act", "preview")];
    let shown = admin.submit("/notice", "/notice", &preview).await.expect(200);
    assert!(shown.texts("section.panel").concat().contains("Example & Sons"), "{}", shown.text);
    assert!(admin.get("/notice?lang=de").await.expect(200).text.contains("The built-in notice stands"));
    let empty = [preview[0], preview[1], ("text", ""), ("act", "publish")];
    admin.submit("/notice", "/notice", &empty).await.expect(422);
    let publish = [preview[0], preview[1], preview[2], ("act", "publish")];
    admin.submit("/notice", "/notice", &publish).await.expect(303);
    let page = admin.get("/notice?lang=de").await.expect(200);
    assert!(page.texts("h1").concat().contains("version 1") && page.text.contains("The admin"), "{}", page.text);
    app.stop().await;
}
