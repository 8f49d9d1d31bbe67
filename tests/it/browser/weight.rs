//! What a phone has to load: few requests and few bytes, measured by the browser itself.

use super::{SHORT, Sitting};
use crate::harness::{App, Browser, Office};
use serde_json::Value;

/// What came over the wire for the page as it is: requests, and bytes with their headers. The icon of the tab is fetched
/// when the browser likes, and only weighed.
const LOADED: &str = "(() => { const all = [...performance.getEntriesByType('navigation'), \
    ...performance.getEntriesByType('resource')].filter(e => e.transferSize > 0); \
    return [all.filter(e => !e.name.endsWith('.svg')).length, all.reduce((sum, e) => sum + e.transferSize, 0), all.map(e => e.name).join()] })()";

fn pair(value: &Value) -> (i64, i64) {
    (value[0].as_i64().unwrap(), value[1].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_question_takes_three_requests_and_thirty_kilobytes_and_the_next_twelve() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let Sitting { app, link, browser, .. } = sitting;
    browser.close().await;
    // A phone that has nothing yet opens the link again and goes on: the heaviest way to a question.
    let Some(fresh) = Browser::open(&app, 390, true).await else { return };
    let mut heaviest = (0, 0);
    super::enter(&fresh, &link).await;
    for number in 1..=12 {
        fresh.go(&format!("/test/questions/{number}")).await;
        let (requests, bytes) = pair(&fresh.compute(LOADED).await);
        assert!(requests <= 3 && bytes <= 12_000, "question {number}: {requests} requests, {bytes} bytes");
        heaviest = heaviest.max((bytes, number));
    }
    fresh.forget_cache().await;
    fresh.go(&format!("/test/questions/{}", heaviest.1)).await;
    let loaded = fresh.compute(LOADED).await;
    let (requests, bytes) = pair(&loaded);
    assert!(requests <= 3 && bytes <= 30_000, "{loaded}");
    eprintln!("heaviest question: {} bytes, with everything {bytes} bytes in {requests} requests", heaviest.0);
    fresh.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_scripts_together_are_under_ten_kilobytes() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let link = office.invite("Ana").await.link;
    let page = app.stranger().get(app.path_of(&link)).await.expect(200);
    let script = page.attribute("script", "src").unwrap();
    let asked = app.stranger().request(reqwest::Method::GET, &script).header("accept-encoding", "gzip");
    let bytes = asked.send().await.unwrap().bytes().await.unwrap();
    assert_eq!(bytes[..2], [0x1f, 0x8b], "compressed");
    assert!(bytes.len() > 2_000 && bytes.len() <= 10_000, "{} bytes", bytes.len());
    app.stop().await;
}
