//! Before and after the questions: what is said at the start, practice, the review and the end.

use super::{SHORT, Sitting, choose, enter};
use crate::harness::{App, Browser, Office};

#[tokio::test(flavor = "multi_thread")]
async fn check_01_the_start_page_says_what_one_wants_to_know() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, Some(45)).await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    let invited = office.invite("Ana Applicant").await;
    browser.go(app.path_of(&invited.link)).await;
    let page = browser.text("main").await;
    for said in ["12", "minutes", "45 minutes", "12 months", "Example & Sons", "jobs@example.com", "If you need"] {
        assert!(page.contains(said), "{said} is not on the start page: {page}");
    }
    let office = Office::with(&app, SHORT, None).await;
    let invited = office.invite("Ben Applicant").await;
    browser.go(app.path_of(&invited.link)).await;
    assert!(
        browser.text("main").await.contains("no time limit") || browser.text("main").await.contains("No time limit")
    );
    browser.close().await;
    app.stop().await;
}

/// What one can operate on a page of questions.
const CONTROLS: &str = "[...new Set([...document.querySelectorAll('.choices :is(input, select, button)')]\
    .map(control => control.type))].sort().join()";

#[tokio::test(flavor = "multi_thread")]
async fn check_02_practice_has_the_same_controls_and_stores_nothing() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    let invited = office.invite("Ana Applicant").await;
    enter(&browser, app.path_of(&invited.link)).await;
    let mut practised = Vec::new();
    for number in 1..=4 {
        browser.go(&format!("/test/practice/{number}")).await;
        if browser.path().await == "/test/ready" {
            break;
        }
        practised.push(browser.compute(CONTROLS).await);
        choose(&browser, true).await;
        browser.click("main form .go button").await;
        browser.find("#explained").await;
    }
    assert!(practised.len() >= 2, "{practised:?}");
    browser.go("/test").await;
    assert_eq!(browser.path().await, "/test/ready", "nothing has begun");
    assert_eq!(browser.compute("localStorage.length").await, 0);
    browser.follow("main form[action='/test/start'] button").await;
    let mut seen = Vec::new();
    for number in 1..=12 {
        browser.go(&format!("/test/questions/{number}")).await;
        seen.push(browser.compute(CONTROLS).await);
        assert_eq!(
            browser.compute(super::CHOSEN).await.as_str().unwrap().replace('=', ""),
            browser
                .compute("[...document.querySelectorAll('main form select')].map(s => s.id).join()")
                .await
                .as_str()
                .unwrap(),
            "nothing of practice is stored"
        );
    }
    for controls in seen {
        assert!(practised.contains(&controls), "{controls} were not practised: {practised:?}");
    }
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_17_the_review_lists_every_question_and_the_end_says_what_is_next() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    choose(browser, true).await;
    browser.says("[data-status]", "Saved.").await;
    browser.go("/test/questions/2").await;
    browser.click(".check:has([name=flagged])").await;
    browser.follow("button[value=later]").await;
    browser.go("/test/review").await;
    let line = |number: usize| format!(".questions li:nth-child({number})");
    browser.says(&line(1), "answered").await;
    browser.says(&line(2), "marked").await;
    browser.says(&line(3), "no answer").await;
    let links = "[...document.querySelectorAll('.questions a')].map(a => a.pathname).join()";
    let all: Vec<_> = (1..=12).map(|number| format!("/test/questions/{number}")).collect();
    assert_eq!(browser.compute(links).await, all.join(","));
    browser.click("main form[action='/test/submit'] button").await;
    browser.says(".fault-summary", "11 questions have no answer yet").await;
    browser.click("#leave_open").await;
    browser.follow("main form[action='/test/submit'] button").await;
    let end = browser.text("main").await;
    for said in ["Your receipt is", "What happens next", "jobs@example.com", "have it erased"] {
        assert!(end.contains(said), "{said}: {end}");
    }
    sitting.end().await;
}
