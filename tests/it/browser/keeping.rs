//! Nothing is lost: what the page has called saved is there, and what it could not save is sent when it can be.

use super::{CHOSEN, Sitting, enter, pick};
use crate::harness::Browser;

const STATUS: &str = "[data-status]";
/// What this device keeps.
const KEPT: &str = "Object.keys(localStorage).filter(key => key.startsWith('rapport ')).length";

/// Reads the page again, which now comes from the server alone.
async fn stored(browser: &Browser) -> String {
    let path = browser.path().await;
    browser.until(&format!("{KEPT} === 0")).await;
    browser.go(&path).await;
    browser.compute(CHOSEN).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn check_08_saved_is_said_only_of_what_is_stored_and_offline_keeps_and_sends() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#best-2").await;
    assert_eq!(browser.compute("document.querySelector('[data-status]').getAttribute('role')").await, "status");
    let path = browser.path().await;
    browser.offline(true).await;
    pick(browser, 2).await;
    browser.says(STATUS, "Not saved yet: there is no connection.").await;
    browser.click("button[name=go][value=next]").await;
    browser.says(STATUS, "we cannot go on yet").await;
    browser.click("a[href='/test/review']").await;
    browser.says("[data-line]", "There is no connection.").await;
    assert_eq!(browser.path().await, path, "no way leads to the browser's own page");
    browser.offline(false).await;
    browser.says(STATUS, "Saved.").await;
    assert!(stored(browser).await.starts_with("best-2"));
    browser.follow("button[name=go][value=next]").await;
    sitting.end().await;
}

/// Another device, and the same: the browser is killed and nothing of it is left.
#[tokio::test(flavor = "multi_thread")]
async fn check_07_another_device_shows_the_same_question() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let number = sitting.find("#best-2").await;
    for earlier in 1..number {
        sitting.browser.go(&format!("/test/questions/{earlier}")).await;
        super::choose(&sitting.browser, true).await;
        sitting.browser.says(STATUS, "Saved.").await;
    }
    sitting.browser.go(&format!("/test/questions/{number}")).await;
    let Sitting { app, link, browser, .. } = sitting;
    let title = browser.text("h1").await;
    browser.close().await;
    let Some(other) = Browser::open(&app, 1280, true).await else { return };
    enter(&other, &link).await;
    assert_eq!(other.path().await, format!("/test/questions/{number}"));
    assert_eq!(other.text("h1").await, title);
    if number > 1 {
        other.go("/test/questions/1").await;
        assert_ne!(other.compute(CHOSEN).await, "", "the same answers");
    }
    other.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_when_the_browser_is_closed_before_it_could_send() {
    let profile = tempfile::tempdir().unwrap();
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let Sitting { app, link, browser, .. } = sitting;
    browser.close().await;
    let open = || Browser::with_profile(&app, 390, true, Some(profile.path()));
    let browser = open().await.unwrap();
    enter(&browser, &link).await;
    super::choose(&browser, true).await;
    browser.says(STATUS, "Saved.").await;
    let before = browser.compute(CHOSEN).await;
    browser.offline(true).await;
    browser.click(".check:has([name=flagged])").await;
    browser.says(STATUS, "Not saved yet").await;
    browser.close().await;
    let browser = open().await.unwrap();
    enter(&browser, &link).await;
    browser.until(&format!("{KEPT} === 0")).await;
    browser.go("/test/questions/1").await;
    assert_eq!(browser.compute(CHOSEN).await.as_str().unwrap(), format!("{},flagged", before.as_str().unwrap()));
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_while_the_phone_is_locked() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#best-2").await;
    browser.offline(true).await;
    pick(browser, 1).await;
    browser.says(STATUS, "Not saved yet").await;
    browser.asleep(true).await;
    browser.offline(false).await;
    browser.asleep(false).await;
    browser.says(STATUS, "Saved.").await;
    assert!(stored(browser).await.starts_with("best-1"));
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_when_the_page_is_loaded_again_before_the_answer_is_whole_or_sent() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    browser.reload().await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2", "half an answer is still there");
    browser.click("label:has(> #worst-3)").await;
    browser.says(STATUS, "Saved.").await;
    assert_eq!(stored(browser).await, "best-2,worst-3");
    browser.reload().await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2,worst-3");
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_06_back_shows_the_stored_answer() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    super::choose(browser, true).await;
    browser.says(STATUS, "Saved.").await;
    let chosen = browser.compute(CHOSEN).await;
    browser.follow("button[name=go][value=next]").await;
    browser.back().await;
    assert_eq!(browser.path().await, "/test/questions/1");
    assert_eq!(browser.compute(CHOSEN).await, chosen, "the browser's own Back");
    browser.go("/test/questions/2").await;
    browser.follow(".go a[href='/test/questions/1']").await;
    assert_eq!(browser.compute(CHOSEN).await, chosen, "the link");
    // Back to a page that is older than its answer shows the answer, and changing it works.
    browser.click(".check:has([name=flagged])").await;
    browser.says(STATUS, "Saved.").await;
    assert_eq!(stored(browser).await, format!("{},flagged", chosen.as_str().unwrap()));
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_while_the_server_is_restarted() {
    let Some(mut sitting) = Sitting::start(390, None).await else { return };
    sitting.find("#best-2").await;
    pick(&sitting.browser, 1).await;
    sitting.browser.says(STATUS, "Saved.").await;
    sitting.app.halt().await;
    pick(&sitting.browser, 2).await;
    sitting.browser.says(STATUS, "Not saved yet").await;
    sitting.browser.click("button[name=go][value=next]").await;
    sitting.browser.says(STATUS, "we cannot go on yet").await;
    let path = sitting.browser.path().await;
    sitting.browser.click("a[href='/test/review']").await;
    sitting.browser.says("[data-line]", "There is no connection.").await;
    assert_eq!(sitting.browser.path().await, path);
    sitting.app.resume().await;
    sitting.browser.says(STATUS, "Saved.").await;
    assert!(stored(&sitting.browser).await.starts_with("best-2"));
    sitting.end().await;
}

/// On a shared device nothing is left of a test that was handed in.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_stays_on_the_device_after_handing_in() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    browser.until(&format!("{KEPT} === 1")).await;
    browser.go("/test/review").await;
    browser.click("#leave_open").await;
    browser.follow("main form[action='/test/submit'] button").await;
    browser.says("h1", "Your test is handed in").await;
    browser.until("localStorage.length === 0").await;
    sitting.end().await;
}
