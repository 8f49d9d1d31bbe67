//! Keys: from the first page to the receipt without a pointer, letters only where the replies have the focus, and
//! ranking without dragging.

use super::{CHOSEN, SHORT, Sitting};
use crate::harness::{App, Browser, Office};

const ENTER: &str = "\u{e007}";
const TAB: &str = "\u{e004}";

#[tokio::test(flavor = "multi_thread")]
async fn check_11_keyboard_only_from_start_to_end() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    let invited = office.invite("Kim Keyboard").await;
    browser.go(app.path_of(&invited.link)).await;
    reach(&browser, "#agree").await;
    browser.press(" ").await;
    reach(&browser, "main button").await;
    press_on(&browser, ENTER).await;
    browser.go("/test/ready").await;
    reach(&browser, "form[action='/test/start'] button").await;
    press_on(&browser, ENTER).await;
    for number in 1..=12 {
        assert_eq!(browser.path().await, format!("/test/questions/{number}"));
        choose_by_keys(&browser).await;
        browser.says("[data-status]", "Saved.").await;
        reach(&browser, "button[name=go][value=next]").await;
        press_on(&browser, ENTER).await;
    }
    reach(&browser, "main button").await;
    press_on(&browser, ENTER).await;
    browser.says("h1", "Your test is handed in").await;
    browser.close().await;
    app.stop().await;
}

/// Tab visits the controls in the order of the page, each once, and each ring can be seen whole.
#[tokio::test(flavor = "multi_thread")]
async fn check_11_the_order_of_tab_is_that_of_the_page() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.within("document.body.tabIndex = -1; document.body.focus()").await;
    let mut places = Vec::new();
    for _ in 0..40 {
        browser.press(TAB).await;
        let place = "[...document.querySelectorAll('*')].indexOf(document.activeElement)";
        let place = browser.compute(place).await.as_i64().unwrap();
        if places.last().is_some_and(|last| *last >= place) {
            break;
        }
        let covered = "(() => { const r = document.activeElement.getBoundingClientRect(); \
            if (r.width < 2) return false; \
            const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2); \
            return !!top && !document.activeElement.contains(top) && !top.contains(document.activeElement) })()";
        assert_eq!(browser.compute(covered).await, false, "something lies over the focus");
        places.push(place);
    }
    assert!(places.len() >= 10, "{places:?}");
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(browser.compute("!document.querySelector('main [tabindex]:not([tabindex=\"-1\"])')").await, true);
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_11_letters_choose_only_while_the_replies_have_the_focus() {
    let Some(sitting) = Sitting::start(1280, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    reach(browser, "[name=flagged]").await;
    browser.press("b").await;
    reach(browser, "button[name=go][value=next]").await;
    browser.press("b").await;
    assert_eq!(browser.compute(CHOSEN).await, "", "outside, letters are nobody's");
    browser.go(&browser.path().await).await;
    reach(browser, "[name=best]").await;
    browser.press("B").await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2", "the place on the page");
    reach(browser, "[name=worst]").await;
    browser.press("c").await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2,worst-3", "the column that has the focus");
    browser.press("z").await;
    browser.press("e").await;
    assert!(browser.compute(CHOSEN).await.as_str().unwrap().starts_with("best-2,worst-"), "no other key does anything");
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_12_ranking_works_by_buttons_and_by_selects() {
    let Some(sitting) = Sitting::of("customer-support-essentials", 390, None).await else { return };
    let browser = &sitting.browser;
    let number = sitting.find("[data-rank]").await;
    reach(browser, ".choice:nth-child(2) [data-up]").await;
    browser.press(" ").await;
    browser.says("[data-status]", "Saved.").await;
    browser.says("[data-rank] ~ [role=status]", "place 1 of").await;
    assert_eq!(browser.compute("document.activeElement.matches('[data-up], [data-down]')").await, true);
    let path = browser.path().await;
    sitting.browser.go("/test/review").await;
    browser.go(&path).await;
    assert_eq!(browser.compute("document.querySelector('.choice select').value").await, "1", "in its order");
    let Sitting { app, link, browser, .. } = sitting;
    browser.close().await;
    // Without script, selects; what is doubled is named.
    let Some(plain) = Browser::open(&app, 390, false).await else { return };
    super::enter(&plain, &link).await;
    plain.go(&path).await;
    for place in 1..=4 {
        plain.click(&format!("[name=rank_{place}] option[value='1']")).await;
    }
    plain.click("button[name=go][value=next]").await;
    plain.says(".fault-summary", "A and B").await;
    for place in 1..=plain.compute("document.querySelectorAll('select').length").await.as_i64().unwrap() {
        plain.click(&format!("[name=rank_{place}] option[value='{place}']")).await;
    }
    plain.follow("button[name=go][value=next]").await;
    plain.go(&path).await;
    assert_eq!(plain.compute("document.querySelector('#rank-1').value").await, "1", "question {number}");
    plain.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_12_best_is_not_worst() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    sitting.find("#worst-1").await;
    browser.click("label:has(> #best-2)").await;
    browser.click("label:has(> #worst-2)").await;
    assert_eq!(browser.text("[data-status]").await, "", "that is no answer");
    browser.click("button[name=go][value=next]").await;
    browser.says(".fault-summary", "Choose different replies for best and worst.").await;
    assert_eq!(browser.compute(CHOSEN).await, "best-2,worst-2", "what was chosen is still there");
    sitting.end().await;
}

async fn choose_by_keys(browser: &Browser) {
    if browser.has("select").await {
        reach(browser, ".choice:nth-child(2) [data-up]").await;
        browser.press(" ").await;
    } else if browser.has("[name^=rate_]").await {
        let count = browser.compute("document.querySelectorAll('.scale').length").await.as_i64().unwrap();
        for place in 1..=count {
            reach(browser, &format!("[name=rate_{place}]")).await;
            browser.press(" ").await;
        }
    } else {
        // The letter is that of the place on the page, not of the item's file.
        reach(browser, "[name=best]").await;
        browser.press("b").await;
        if browser.has("#worst-1").await {
            reach(browser, "[name=worst]").await;
            browser.press("a").await;
        }
        assert_eq!(browser.compute("document.getElementById('best-2').checked").await, true);
    }
}

/// Tabs until something has the focus; its ring can be seen.
pub async fn reach(browser: &Browser, selector: &str) {
    let there = format!("!!document.activeElement && document.activeElement.matches({selector:?})");
    for _ in 0..80 {
        if browser.compute(&there).await == true {
            let width = |of: &str| format!("parseFloat(getComputedStyle({of}).outlineWidth) || 0");
            let own = browser.compute(&width("document.activeElement")).await.as_f64().unwrap_or_default();
            let around = "document.activeElement.closest('label, .choice') || document.body";
            let around = browser.compute(&width(around)).await.as_f64().unwrap_or_default();
            assert!(own >= 3.0 || around >= 3.0, "{selector}: a ring of {own} px");
            return;
        }
        browser.press(TAB).await;
    }
    panic!("{selector} cannot be reached by Tab on {}", browser.path().await);
}

/// Presses a key that leads to another page.
async fn press_on(browser: &Browser, key: &str) {
    let before = browser.path().await;
    browser.press(key).await;
    browser.leaves(&before).await;
}
