//! What a screen reader says of a page, in its order, from the accessibility tree of the browser itself.

use super::{SHORT, Sitting};
use crate::harness::{App, Browser, Office};

/// Whether these are said one after the other, with anything between.
fn in_order(said: &[String], expected: &[&str]) {
    let mut rest = said.iter();
    for line in expected {
        assert!(rest.any(|found| found.contains(line)), "{line:?} is not said, or not there:\n{}", said.join("\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_start_page_is_read_from_who_asks_to_the_button() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    let invited = office.invite("Ana Applicant").await;
    browser.go(app.path_of(&invited.link)).await;
    let said = browser.read_aloud().await;
    let order = [
        "RootWebArea: ",
        "link: Skip to the content",
        "banner: ",
        "Example & Sons",
        "group: Language",
        "main: ",
        "heading: ",
        "definition",
        "list: ",
        "checkbox: ",
        "button: ",
    ];
    in_order(&said, &order);
    assert_eq!(said.iter().filter(|line| line.starts_with("main:")).count(), 1);
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_read_from_the_scene_to_the_replies_to_continue() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    let replies: Vec<String> = {
        let mut all = Vec::new();
        for place in 1..=3 {
            let text = browser.text(&format!("#reply-{place}")).await;
            all.push(text.chars().take(40).collect());
        }
        all
    };
    let title = browser.text("h1").await;
    let said = browser.read_aloud().await;
    let order = [
        "link: Skip to the content",
        "Question ",
        "main: ",
        &format!("heading: {title}"),
        "group: ",
        &format!("group: {}", replies[0]),
        "radio: Best",
        "radio: Worst",
        &format!("group: {}", replies[1]),
        "radio: Best",
        "radio: Worst",
        &format!("group: {}", replies[2]),
        "checkbox: Mark this question",
        "button: Continue",
        "button: Leave it for later",
        "status",
        "link: All questions",
    ];
    in_order(&said, &order);
    let first = said.iter().filter(|line| line.starts_with("radio:")).count();
    assert_eq!(first, browser.compute("document.querySelectorAll('input[type=radio]').length").await);
    assert!(!said.iter().any(|line| line.ends_with("radio: ") || line.ends_with("button: ")), "{}", said.join("\n"));
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_is_read_from_what_is_open_to_handing_in() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    browser.go("/test/review").await;
    let said = browser.read_aloud().await;
    let order = [
        "main: ",
        "heading: Check your answers",
        "12 questions have no answer yet",
        "list: ",
        "link: 1. ",
        "no answer",
        "link: 12. ",
        "checkbox: I leave these 12 questions",
        "button: Hand in",
    ];
    in_order(&said, &order);
    sitting.end().await;
}
