//! Two answers to one question: both are named, and the person chooses. Nothing is guessed.

use super::{CHOSEN, Sitting, pick};
use crate::harness::{Browser, Office};

const STATUS: &str = "[data-status]";

/// Two tabs of one question that is answered differently in each: this one is told.
async fn two_tabs(sitting: &Sitting, own: usize) -> (String, String) {
    let browser = &sitting.browser;
    sitting.find("#best-3").await;
    let path = browser.path().await;
    let first = browser.another_tab().await;
    browser.go(&path).await;
    pick(browser, 1).await;
    browser.says(STATUS, "Saved.").await;
    let stored = browser.text(".choice:has(#best-1) .reply").await;
    browser.look_at(first).await;
    let reply = browser.text(&format!(".choice:has(#best-{own}) .reply")).await;
    pick(browser, own).await;
    browser.find("[data-conflict]").await;
    (stored, reply)
}

#[tokio::test(flavor = "multi_thread")]
async fn check_06_two_tabs_cannot_overwrite_each_other_silently() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    let (stored, own) = two_tabs(&sitting, 2).await;
    browser.says(".versions > div:first-child", &stored).await;
    browser.says(".versions > div:last-child", &own).await;
    assert_eq!(browser.compute("document.activeElement.hasAttribute('data-conflict')").await, true);
    browser.check(390).await;
    browser.click("[data-conflict] form button").await;
    browser.says(STATUS, "Saved.").await;
    browser.until("!document.querySelector('[data-conflict]')").await;
    browser.reload().await;
    let chosen = browser.compute(CHOSEN).await;
    assert!(chosen.as_str().unwrap().starts_with("best-2"), "what this page had is stored, not {chosen}");
    two_tabs(&sitting, 3).await;
    browser.click("[data-conflict] a.button").await;
    browser.until("!document.querySelector('[data-conflict]')").await;
    browser.says(STATUS, "Saved.").await;
    assert!(browser.compute(CHOSEN).await.as_str().unwrap().starts_with("best-1"), "what was stored is kept");
    browser.reload().await;
    assert!(!browser.has("[data-conflict]").await, "and the other is forgotten");
    sitting.end().await;
}

/// Offline on the phone, answered on the computer, and the phone is opened again.
#[tokio::test(flavor = "multi_thread")]
async fn kept_when_the_question_was_answered_on_another_device_meanwhile() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    let number = sitting.find("#best-3").await;
    browser.offline(true).await;
    pick(browser, 2).await;
    browser.says(STATUS, "Not saved yet").await;
    elsewhere(&sitting.office, &sitting.link, number).await;
    browser.offline(false).await;
    browser.find("[data-conflict]").await;
    assert_eq!(browser.compute("document.querySelectorAll('.versions .reply').length >= 2").await, true);
    // Looked at from another page first, the review says that there is something to choose.
    browser.go("/test/review").await;
    browser.find("[data-conflict]").await;
    assert_eq!(browser.path().await, format!("/test/questions/{number}"));
    browser.click("[data-conflict] form button").await;
    browser.until("!document.querySelector('[data-conflict]')").await;
    browser.says(STATUS, "Saved.").await;
    browser.reload().await;
    assert!(browser.compute(CHOSEN).await.as_str().unwrap().starts_with("best-2"));
    sitting.end().await;
}

/// Answers a question from another device, by its page.
async fn elsewhere(office: &Office, link: &str, number: usize) {
    let other = crate::harness::Client::new(office.url());
    other.submit(link, link, &[("agree", "yes")]).await.expect(303);
    let path = format!("/test/questions/{number}");
    let page = other.get(&path).await.expect(200);
    crate::harness::answer_question(&other, &page, &path, 0, &[("go", "stay")]).await.expect(303);
}

/// Without script the same choice is made by forms.
#[tokio::test(flavor = "multi_thread")]
async fn both_answers_are_named_without_script_too() {
    let app = crate::harness::App::new().await;
    let office = Office::with(&app, super::SHORT, None).await;
    let applicant = app.stranger();
    let link = office.invite("Kim").await.link;
    let link = app.path_of(&link).to_owned();
    applicant.submit(&link, &link, &[("agree", "yes")]).await.expect(303);
    applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
    for number in 1..=12 {
        let path = format!("/test/questions/{number}");
        let page = applicant.get(&path).await.expect(200);
        crate::harness::answer_question(&applicant, &page, &path, 0, &[("go", "stay")]).await.expect(303);
        let same = crate::harness::answer_question(&applicant, &page, &path, 0, &[("go", "stay"), ("flagged", "yes")]);
        let both = same.await.expect(409);
        assert_eq!(both.texts(".versions h3"), ["Stored, from the other window", "On this page, not stored"]);
        assert!(both.texts(".versions .reply").len() >= 2, "{}", both.text);
        // The second form holds all that is needed to store it after all.
        let form = scraper::Html::parse_document(&both.text);
        let hidden = scraper::Selector::parse("[data-conflict] form input").unwrap();
        let fields = form.select(&hidden).map(|input| (input.attr("name").unwrap(), input.attr("value").unwrap()));
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "csrf").collect();
        applicant.post(&path, &both.token(), &fields).await.expect(303);
        let after = applicant.get(&path).await.expect(200);
        assert!(after.attribute("[name=flagged][checked]", "name").is_some(), "{path}");
    }
    app.stop().await;
}

/// Two devices that say the same have nothing to choose between.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_answer_from_two_devices_is_no_conflict() {
    let Some(sitting) = Sitting::start(1280, None).await else { return };
    let browser: &Browser = &sitting.browser;
    sitting.find("#best-3").await;
    let path = browser.path().await;
    let first = browser.another_tab().await;
    browser.go(&path).await;
    pick(browser, 2).await;
    browser.says(STATUS, "Saved.").await;
    browser.look_at(first).await;
    pick(browser, 2).await;
    browser.says(STATUS, "Saved.").await;
    assert!(!browser.has("[data-conflict]").await);
    sitting.end().await;
}
