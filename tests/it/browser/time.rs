//! Time: a limit is known before it begins, can be hidden, is said aloud at three moments, and ends kindly; and nobody
//! is thrown out of a session without being asked.

use super::{CHOSEN, Sitting, choose, keys, pick};
use crate::harness::App;
use chrono::Duration;
use diesel::prelude::*;
use rapport::db::schema::attempts;
use rapport::error::Error;

const SHOWN: &str = "[data-left]";
const SPOKEN: &str = "document.querySelector('[data-seconds-left] [role=status]').textContent";

#[tokio::test(flavor = "multi_thread")]
async fn check_09_no_time_limit_unless_the_test_has_one() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    assert!(!sitting.browser.has("[data-seconds-left]").await);
    sitting.browser.says("header", "no time limit").await;
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_09_the_time_can_be_hidden_and_is_said_aloud_at_ten_five_and_one() {
    let Some(sitting) = Sitting::start(390, Some(20)).await else { return };
    let browser = &sitting.browser;
    browser.says(SHOWN, "Time left: 19:").await;
    let steps = [
        (570, ["10:", "9:"], ["", "10 minutes left"]),
        (60, ["9:", "8:"], ["10 minutes left"; 2]),
        (210, ["5:", "4:"], ["10 minutes left", "5 minutes left"]),
        (60, ["4:", "3:"], ["5 minutes left"; 2]),
        (180, ["1:", "0:"], ["5 minutes left", "One minute left"]),
    ];
    for (seconds, shown, said) in steps {
        browser.later(seconds).await;
        let now = browser.text(SHOWN).await;
        let place = shown.iter().position(|minutes| now.contains(&format!("Time left: {minutes}"))).expect(&now);
        assert_eq!(browser.compute(SPOKEN).await, said[place], "{now}");
    }
    browser.go("/test/questions/2").await;
    browser.click("[data-seconds-left] button").await;
    assert_eq!(browser.compute("document.querySelector('[data-left]').hidden").await, true);
    browser.go("/test/review").await;
    browser.says("[data-seconds-left] button", "Show the time").await;
    assert_eq!(browser.compute("document.querySelector('[data-left]').hidden").await, true, "on every page");
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_09_at_zero_the_current_answer_is_kept_and_the_test_closes_kindly() {
    let Some(sitting) = Sitting::start(390, Some(20)).await else { return };
    let browser = &sitting.browser;
    let number = sitting.find("#best-2").await;
    let path = browser.path().await;
    browser.offline(true).await;
    pick(browser, 2).await;
    browser.says("[data-status]", "Not saved yet").await;
    sitting.app.advance(Duration::minutes(20));
    browser.later(20 * 60).await;
    browser.says(SHOWN, "The time is over.").await;
    browser.offline(false).await;
    browser.says("[data-status]", "Saved.").await;
    assert_eq!(browser.compute("document.querySelector('form[data-autosave]').inert").await, true);
    sitting.app.advance(Duration::seconds(32));
    browser.later(32).await;
    browser.leaves(&path).await;
    browser.says("h1", "Your test is handed in").await;
    let stored = sitting.app.server.db.read(move |conn| {
        use rapport::db::schema::steps;
        let kinds = steps::table.filter(steps::kind.eq("answered")).count().get_result::<i64>(conn)?;
        Ok::<_, Error>(kinds)
    });
    assert_eq!(stored.await.unwrap(), 1, "the answer to question {number} counts");
    sitting.end().await;
}

/// Staff give more time while somebody sits: the next answer brings it.
#[tokio::test(flavor = "multi_thread")]
async fn check_09_more_time_takes_effect_with_the_next_answer() {
    let Some(sitting) = Sitting::start(390, Some(20)).await else { return };
    let browser = &sitting.browser;
    browser.says(SHOWN, "Time left: 19:").await;
    let until = sitting.app.clock.now().plus(Duration::minutes(40));
    let more = move |conn: &mut rapport::db::Conn| {
        diesel::update(attempts::table).set(attempts::deadline_at.eq(Some(until))).execute(conn).map_err(Error::from)
    };
    sitting.app.server.db.write(more).await.unwrap();
    choose(browser, true).await;
    browser.says(SHOWN, "Time left: 39:").await;
    let none = move |conn: &mut rapport::db::Conn| {
        let never: Option<rapport::clock::Moment> = None;
        diesel::update(attempts::table).set(attempts::deadline_at.eq(never)).execute(conn).map_err(Error::from)
    };
    sitting.app.server.db.write(none).await.unwrap();
    browser.click(".check:has([name=flagged])").await;
    browser.until("document.querySelector('[data-seconds-left]').hidden").await;
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_10_a_dialog_asks_before_a_session_ends_and_escape_stays() {
    let Some(sitting) = Sitting::start(1280, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#best-2").await;
    keys::reach(browser, "[name=best]").await;
    let nearly = Duration::hours(12) - Duration::minutes(3);
    sitting.app.advance(nearly);
    browser.later(nearly.num_seconds()).await;
    browser.until("document.querySelector('dialog').open").await;
    assert_eq!(browser.compute("document.querySelector('dialog').matches(':modal')").await, true);
    assert_eq!(browser.compute("document.activeElement.closest('dialog') !== null").await, true, "it has the focus");
    browser.check(1280).await;
    browser.press("\u{e00c}").await;
    browser.until("!document.querySelector('dialog').open").await;
    assert_eq!(browser.compute("document.activeElement.name").await, "best", "the focus returns");
    // It lasts as long again: the page does not ask, and the server still knows them.
    sitting.app.advance(Duration::hours(11));
    browser.later(11 * 60 * 60).await;
    assert_eq!(browser.compute("document.querySelector('dialog').open").await, false);
    pick(browser, 2).await;
    browser.says("[data-status]", "Saved.").await;
    assert!(browser.compute(CHOSEN).await.as_str().unwrap().starts_with("best-2"));
    sitting.end().await;
}

/// Nobody answers the dialog: the test closes on this device, and what is saved opens again by the link.
#[tokio::test(flavor = "multi_thread")]
async fn check_10_whoever_does_not_answer_is_let_out_and_nothing_is_left_on_the_device() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    sitting.app.advance(Duration::hours(13));
    let path = browser.path().await;
    browser.later(13 * 60 * 60).await;
    browser.leaves(&path).await;
    browser.says("main", "Open the link in your invitation again").await;
    assert_eq!(browser.compute("localStorage.length").await, 0);
    super::enter(browser, &sitting.link).await;
    assert!(browser.path().await.starts_with("/test/questions/"));
    sitting.end().await;
}

/// A part ends as kindly as a test does, and the next one waits.
#[tokio::test(flavor = "multi_thread")]
async fn check_09_at_zero_a_part_is_kept_and_the_next_one_waits_until_one_is_ready() {
    let app = App::new().await;
    crate::parts::parted(&app, [Some(20), None]).await;
    let Some(sitting) = Sitting::at(app, crate::parts::PARTED, 390, None).await else { return };
    let browser = &sitting.browser;
    browser.says("h1", "At the counter").await;
    browser.check(390).await;
    browser.follow("main form button").await;
    browser.says(SHOWN, "Time left: 19:").await;
    let path = browser.path().await;
    sitting.app.advance(Duration::minutes(20));
    browser.later(20 * 60).await;
    browser.says(SHOWN, "the next part comes in a moment").await;
    sitting.app.advance(Duration::seconds(32));
    browser.later(32).await;
    browser.leaves(&path).await;
    browser.says("main .notice", "The time for part 1 is over.").await;
    browser.says("h1", "In writing").await;
    browser.check(390).await;
    browser.follow("main form button").await;
    assert!(!browser.has("[data-seconds-left]").await, "this part has no clock");
    let second = browser.path().await;
    browser.back().await;
    browser.go(&path).await;
    browser.says("h1", "Part 1 is closed").await;
    browser.check(390).await;
    browser.follow("main .go a").await;
    assert_eq!(browser.path().await, second);
    sitting.end().await;
}
