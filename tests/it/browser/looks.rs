//! How pages look: large enough to hit, nothing cut off, mirrored where it is read from the right, as its reader wants it.

use super::{CHOSEN, SHORT, Sitting};
use crate::harness::{App, Browser, Office};

/// What is smaller than it may be: what one aims at 24 px, the rows of replies 44 px.
const SMALL: &str = "(() => { const small = []; const measure = (selector, width, height) => { \
    for (const e of document.querySelectorAll(selector)) { const r = e.getBoundingClientRect(); \
      if (r.width && (r.width < width || r.height < height)) small.push(`${e.outerHTML.slice(0, 80)} ${r.width} x ${r.height}`) } }; \
    measure('button, summary, select, label:has(input), .go a, .questions a, .cover', 24, 24); \
    measure('label.choice, .pick, .moves button, .rank .choice, .rate .choice', 24, 44); return small.join('\\n') })()";

/// What is cut off: text in a box that hides what does not fit, and a page that scrolls sideways.
const CUT: &str = "(() => { const cut = []; for (const e of document.querySelectorAll('body *')) { \
    if (e.closest('.visually-hidden, .word, .cover, [hidden], details:not([open]), dialog, .skip, progress')) continue; \
    const style = getComputedStyle(e); const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible'; \
    if (hides && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) cut.push(e.outerHTML.slice(0, 80)); \
    const r = e.getBoundingClientRect(); if (r.right > innerWidth + 1 || r.left < -1) cut.push('out: ' + e.outerHTML.slice(0, 80)) } \
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) cut.push('sideways'); return cut.join('\\n') })()";

async fn adopt(browser: &Browser, css: &str) {
    let adopt = format!(
        "(() => {{ const sheet = new CSSStyleSheet(); sheet.replaceSync({css:?}); document.adoptedStyleSheets = [sheet] }})()"
    );
    browser.within(&adopt).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_13_everything_is_large_enough_to_hit_and_the_focus_can_be_seen() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    let first = |number: i32| format!("/test/questions/{number}");
    for path in (1..=12).map(first).chain(["/test/review".into(), sitting.link.clone()]) {
        browser.go(&path).await;
        for width in [320, 1280] {
            browser.width(width).await;
            assert_eq!(browser.compute(SMALL).await, "", "{path} at {width}");
        }
        let stuck = "[...document.querySelectorAll('body *')].filter(e => \
            ['sticky', 'fixed'].includes(getComputedStyle(e).position) && !e.matches('dialog')).length";
        assert_eq!(browser.compute(stuck).await, 0, "{path} has a bar that could lie over the focus");
    }
    sitting.find("#worst-1").await;
    for _ in 0..20 {
        browser.press("\u{e004}").await;
        let ring = "(() => { const e = document.activeElement; if (e === document.body) return 3; \
            return Math.max(...[e, e.closest('label')].filter(Boolean).map(e => parseFloat(getComputedStyle(e).outlineWidth) || 0)) })()";
        let ring = browser.compute(ring).await.as_f64().unwrap();
        assert!(ring >= 3.0, "a ring of {ring} px on {}", browser.compute("document.activeElement.outerHTML").await);
    }
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_14_larger_text_and_wider_spacing_lose_nothing() {
    let Some(sitting) = Sitting::start(320, None).await else { return };
    let browser = &sitting.browser;
    let spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } \
        p { margin-block-end: 2em !important }";
    let pages = (1..=12).map(|number| format!("/test/questions/{number}"));
    for path in pages.chain(["/test/review".into(), sitting.link.clone()]) {
        browser.go(&path).await;
        for (width, css) in [(320, ""), (320, spacing), (640, "html { font-size: 200% !important }"), (1280, spacing)] {
            browser.width(width).await;
            adopt(browser, css).await;
            assert_eq!(browser.compute(CUT).await, "", "{path} at {width} with {css:?}");
        }
    }
    sitting.end().await;
}

/// Languages, colours and widths, so that each pair of two of them is seen once.
#[tokio::test(flavor = "multi_thread")]
async fn check_14_every_colour_scheme_in_every_language_at_every_width() {
    let Some(sitting) = Sitting::start(390, Some(45)).await else { return };
    let browser = &sitting.browser;
    let pages = ["/test/questions/1", "/test/questions/2", "/test/review", "/test/questions/3", &sitting.link];
    for (row, lang) in ["en", "es", "de", "ar-XB"].iter().enumerate() {
        browser.compute(&format!("document.cookie = 'rapport-lang={lang}; path=/'")).await;
        for (column, scheme) in ["light", "dark", "forced"].iter().enumerate() {
            let width = [320, 390, 1280][(row + column) % 3];
            let path = pages[(row * 3 + column) % pages.len()];
            browser.width(width).await;
            browser.go(path).await;
            assert_eq!(browser.compute("document.documentElement.lang").await, *lang);
            browser.check_in(scheme).await;
            let still = "[...document.querySelectorAll('a, button, .choice')].every(e => \
                parseFloat(getComputedStyle(e).transitionDuration) === 0)";
            assert_eq!(browser.compute(still).await, true, "motion is reduced");
            assert_eq!(browser.compute(CUT).await, "", "{path} in {lang}, {scheme}, at {width}");
        }
    }
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_15_read_from_the_right_it_is_mirrored_and_foreign_text_says_what_it_is() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    browser.compute("document.cookie = 'rapport-lang=ar-XB; path=/'").await;
    sitting.find("#worst-1").await;
    assert_eq!(browser.compute("document.documentElement.dir").await, "rtl");
    let right = "Math.abs(document.querySelector('button[value=next]').getBoundingClientRect().right - \
        document.querySelector('.choices').getBoundingClientRect().right) < 2";
    assert_eq!(browser.compute(right).await, true, "Continue stands on the right");
    let foreign = "[...document.querySelectorAll('h1, .scene, .reply')].every(e => e.closest('[lang]').lang === 'en')";
    assert_eq!(browser.compute(foreign).await, true);
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_15_switching_the_language_keeps_half_an_answer() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    browser.click("button[name=lang][value=de]").await;
    browser.says("button[value=next]", "Weiter").await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2");
    sitting.end().await;
}

const SIZE: &str = "parseFloat(getComputedStyle(document.querySelector('h1')).fontSize) * 10 + \
    parseFloat(getComputedStyle(document.querySelector('main p, main .reply')).lineHeight)";

#[tokio::test(flavor = "multi_thread")]
async fn check_16_text_size_and_spacing_change_on_every_question_and_stay() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    let before = browser.compute(SIZE).await.as_f64().unwrap();
    browser.click(".display summary").await;
    browser.click("[name=display][value=text-largest]").await;
    browser.click("[name=display][value=space-wide]").await;
    let pressed = "document.querySelector('[value=text-largest]').getAttribute('aria-pressed')";
    assert_eq!(browser.compute(pressed).await, "true");
    let after = browser.compute(SIZE).await.as_f64().unwrap();
    assert!(after > before * 1.2, "{before} {after}");
    assert_eq!(browser.compute(CHOSEN).await, "best-2", "nothing is lost");
    browser.until("performance.getEntriesByName(location.origin + '/display').length >= 2").await;
    for number in 1..=12 {
        browser.go(&format!("/test/questions/{number}")).await;
        assert_eq!(
            browser.compute("document.documentElement.className").await,
            "text-largest space-wide replies-shown"
        );
        for width in [320, 390] {
            browser.width(width).await;
            assert_eq!(browser.compute(CUT).await, "", "question {number} at {width}, at its largest");
        }
    }
    for path in ["/test/review", &sitting.link] {
        browser.go(path).await;
        assert_eq!(
            browser.compute("document.documentElement.className").await,
            "text-largest space-wide replies-shown"
        );
        assert!(browser.has(".display summary").await, "{path}");
        browser.check(390).await;
    }
    sitting.end().await;
}

/// Replies are covered, and uncovered one by one with a finger or a key; without script too, and nothing chosen is lost.
#[tokio::test(flavor = "multi_thread")]
async fn check_16_replies_can_be_covered_and_uncovered_one_by_one() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    for script in [true, false] {
        let Some(browser) = Browser::open(&app, 390, script).await else { return };
        let link = office.invite(&format!("Kim {script}")).await.link;
        super::enter(&browser, app.path_of(&link)).await;
        browser.go("/test/ready").await;
        browser.follow("main form[action='/test/start'] button").await;
        let mut number = 1;
        while !browser.has("#worst-1").await {
            number += 1;
            browser.go(&format!("/test/questions/{number}")).await;
        }
        browser.click("label:has(> #best-2)").await;
        browser.click(".display summary").await;
        browser.click("[name=display][value=replies-covered]").await;
        browser.find(".replies-covered").await;
        assert_eq!(browser.compute(CHOSEN).await, "best-2", "script: {script}");
        let seen = "[...document.querySelectorAll('.choice .reply')].map(e => getComputedStyle(e).opacity).join()";
        let all = browser.compute(seen).await.as_str().unwrap().to_owned();
        assert!(!all.contains('1'), "all are covered: {all}");
        browser.check(390).await;
        super::keys::reach(&browser, "[data-cover]").await;
        browser.press(" ").await;
        let one = browser.compute(seen).await.as_str().unwrap().to_owned();
        assert_eq!((one.starts_with("1,0"), one.matches('1').count()), (true, 1), "{one}");
        browser.click(".choice:has(#best-2) .cover").await;
        assert_eq!(browser.compute(seen).await.as_str().unwrap().matches('1').count(), 2);
        browser.close().await;
    }
    app.stop().await;
}
