//! What the script of a question tells when the page was left, and what it does not.

use super::Sitting;
use serde_json::{Value, json};

/// Puts something else in front of the page for so many seconds, by its clock, and the page in front again.
fn away(seconds: i64) -> String {
    format!(
        "(() => {{ const say = (state) => {{
             Object.defineProperty(document, 'visibilityState', {{ value: state, configurable: true }});
             document.dispatchEvent(new Event('visibilitychange')); }};
         say('hidden'); const real = Date.now.bind(Date); Date.now = () => real() + {seconds} * 1000; say('visible'); }})()"
    )
}

async fn noted(sitting: &Sitting) -> Value {
    let read = "fetch('/test/mine/data.json').then((answer) => answer.json())\
        .then((data) => JSON.stringify(data.sittings[0].left))";
    let text = sitting.browser.within(read).await;
    serde_json::from_str(text.as_str().expect("what is held")).expect("leavings")
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_a_question_is_noted_by_times_and_seconds_and_going_on_is_not() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    browser.go("/test/questions/2").await;
    // Going to another question and loading again are no leavings; a flicker is none either.
    browser.reload().await;
    browser.within(&away(0)).await;
    browser.follow("a[href='/test/questions/1']").await;
    browser.within(&away(42)).await;
    let told = "performance.getEntriesByName(location.origin + '/test/away').some((entry) => entry.responseEnd > 0)";
    browser.until(told).await;
    let left = noted(&sitting).await;
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");
    assert_eq!((&left[0]["number"], &left[0]["times"]), (&json!(1), &json!(1)));
    let seconds = left[0]["seconds"].as_i64().expect("seconds");
    assert!((42..=60).contains(&seconds), "{left}");
    sitting.app.stop().await;
}
