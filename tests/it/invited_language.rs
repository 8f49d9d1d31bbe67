//! The language somebody was invited in holds on every page of theirs.

use crate::harness::{Answer, App, Office, answer_question};
use serde_json::json;

fn language(page: &Answer) -> String {
    page.attribute("html", "lang").expect("a page says its language")
}

/// Whoever is invited in German to a test whose questions are in English reads everything around them in German, and
/// agrees to the notice that they read.
#[tokio::test(flavor = "multi_thread")]
async fn a_persons_language_holds_on_every_page_whatever_that_of_the_questions() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let people = json!({ "people": [{ "name": "Kim", "email": "kim@example.com", "language": "de" }] });
    let path = format!("/api/v1/openings/{}/invitations", office.opening.id);
    let invited = office.recruiter().await.post_json(&path, &people).await.expect(200).json();
    let link = app.path_of(invited[0]["link"].as_str().unwrap()).to_owned();
    let kim = app.stranger();
    assert_eq!(language(&kim.get(&link).await.expect(200)), "de");
    kim.submit(&link, &link, &[("agree", "yes")]).await.expect(303);
    kim.submit("/test/ready", "/test/start", &[]).await.expect(303);
    for number in 1..=24 {
        let path = format!("/test/questions/{number}");
        let page = kim.get(&path).await.expect(200);
        assert_eq!(language(&page), "de");
        assert_eq!(page.attribute("main [lang=en]", "lang").as_deref(), Some("en"), "the question says what it is");
        answer_question(&kim, &page, &path, 0, &[("go", "next")]).await.expect(303);
    }
    kim.submit("/test/review", "/test/submit", &[]).await.expect(303);
    for path in ["/test/receipt", "/test/mine", "/test/mine/data", "/test/adjustment"] {
        assert_eq!(language(&kim.get(path).await.expect(200)), "de", "{path}");
    }
    let receipt = kim.get("/test/receipt").await.expect(200);
    assert_eq!(receipt.texts("main section.panel").len(), 4);
    assert_eq!(receipt.attribute("main [lang=en]", "lang"), None, "the feedback is there in German: {}", receipt.text);
    let held = kim.get("/test/mine/data.json").await.expect(200).json();
    assert_eq!(held["consents"][0]["lang"], "de", "the notice that was read");
    app.stop().await;
}
