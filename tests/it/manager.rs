//! What a manager does in a real browser when setting a threshold: with script at a desk, without on a phone.

use crate::harness::{App, Browser, Office, PASSWORD};
use rapport::people::Role;

async fn sign_in(browser: &Browser, office: &Office, role: Role) {
    let email = office.with_password(role).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
}

async fn finished(app: &App) -> Office {
    let office = Office::with(app, "customer-support-short-screen", None).await;
    for choice in 0..8 {
        office.finisher(&format!("Applicant {choice}"), choice * choice).await;
    }
    office
}

/// What the preview shows: its sentences, the cut, the counts.
const SHOWN: &str = "JSON.stringify([[...document.querySelectorAll('[data-say]')].map(e => e.textContent), \
    Number(document.querySelector('[data-cut]').getAttribute('x1')), Number(document.querySelector('[data-zone]').getAttribute('width')), \
    [...document.querySelectorAll('.column')].map(e => e.classList.contains('under')), \
    [...document.querySelectorAll('[data-count],[data-share]')].map(e => e.textContent)])";

#[tokio::test(flavor = "multi_thread")]
async fn check_30_field_slider_and_button_give_the_same_with_and_without_script() {
    let app = App::new().await;
    let office = finished(&app).await;
    let page = format!("/openings/{}/threshold", office.opening.id);
    let mut shown = Vec::new();
    for (script, width) in [(true, 1280), (false, 390)] {
        let Some(browser) = Browser::open(&app, width, script).await else { return };
        sign_in(&browser, &office, Role::Manager).await;
        browser.go(&page).await;
        browser.fill("#total", "42.5").await;
        if script {
            browser.says("[data-say=sentence]", "At 42.5,").await;
            let slider = browser.compute("document.querySelector('[data-mirrors=total]').value").await;
            assert_eq!(slider, "42.5", "the slider follows the field");
        } else {
            browser.click("button[value=preview]").await;
            browser.says("[data-say=sentence]", "At 42.5,").await;
        }
        browser.check(width).await;
        shown.push(browser.compute(SHOWN).await);
        browser.close().await;
    }
    assert_eq!(shown[0], shown[1]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_31_the_live_result_is_said_once_a_pause_and_the_cut_moves() {
    let app = App::new().await;
    let office = finished(&app).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    sign_in(&browser, &office, Role::Manager).await;
    browser.go(&format!("/openings/{}/threshold", office.opening.id)).await;
    // What a screen reader hears: every change of the one status of the preview.
    let count = "document.documentElement.dataset.heard = 0; new MutationObserver(() => { \
         document.documentElement.dataset.heard++; }).observe(document.querySelector('[data-say=sentence]'), \
         { childList: true, characterData: true, subtree: true })";
    browser.compute(count).await;
    let drag = "(() => { const s = document.querySelector('[data-mirrors=total]'); for (let v = 20; v <= 73; v++) { \
         s.value = v; s.dispatchEvent(new Event('input', { bubbles: true })); } })()";
    browser.compute(drag).await;
    browser.says("[data-say=sentence]", "At 73,").await;
    let field = browser.compute("document.querySelector('#total').value").await;
    assert_eq!(field, "73", "the field follows the slider");
    let cut = browser.compute("document.querySelector('[data-cut]').getAttribute('x1')").await;
    assert_eq!(cut, "438", "73 of 100 on a chart 600 wide");
    let heard = browser.compute("document.documentElement.dataset.heard").await;
    assert_eq!(heard, "1", "54 moves, one pause, one announcement");
    let announced = browser.compute("document.querySelectorAll('[data-preview] [role=status]').length").await;
    assert_eq!(announced, 1, "one place is announced, not each sentence");
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_33_no_page_of_the_room_offers_a_threshold_for_some_only() {
    let app = App::new().await;
    let office = finished(&app).await;
    let manager = office.browser(Role::Manager).await;
    let page = manager.get(&format!("/openings/{}/threshold", office.opening.id)).await.expect(200);
    let mut fields: Vec<String> = page.all("form[data-threshold] [name]", "name");
    fields.sort();
    let expected = [
        "act",
        "act",
        "communication",
        "csrf",
        "empathy",
        "patience",
        "product-knowledge",
        "reason",
        "seen",
        "total",
        "z",
    ];
    assert_eq!(fields, expected, "thresholds, a width, a reason; nothing that says for whom");
    let path = format!("/api/v1/openings/{}/threshold", office.opening.id);
    for more in ["group=women", "age=40", "candidate=1"] {
        manager.get(&format!("{path}/preview?total=50&{more}")).await.expect(400);
    }
    let api = manager.get("/api/openapi.json").await.expect(200).json();
    let body = &api["components"]["schemas"]["NewPolicyBody"]["properties"];
    let names: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["minima", "reason", "seen", "total", "z"]);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_34_a_reason_is_needed_and_history_and_list_are_on_the_page() {
    let app = App::new().await;
    let office = finished(&app).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    sign_in(&browser, &office, Role::Manager).await;
    let page = format!("/openings/{}/threshold", office.opening.id);
    for (version, (total, reason)) in [("40", "Before the first day."), ("45", "After the pilot.")].iter().enumerate() {
        browser.go(&page).await;
        browser.fill("#total", total).await;
        if version == 0 {
            browser.click("button[value=save]").await;
            browser.says(".fault-summary", "Write why").await;
            browser.check(1280).await;
        }
        browser.fill("#reason", reason).await;
        browser.click("button[value=save]").await;
        browser.says("[role=status].done", &format!("Saved as version {}", version + 1)).await;
    }
    let newest = browser.text("article").await;
    for part in ["Version 2", "The manager", "before: Total 40", "now: Total 45", "After the pilot."] {
        assert!(newest.contains(part), "{part}: {newest}");
    }
    browser.check(1280).await;
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_36_printed_it_has_no_navigation_all_details_and_a_foot_on_each_page() {
    let app = App::new().await;
    let office = finished(&app).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    sign_in(&browser, &office, Role::Manager).await;
    browser.go(&format!("/openings/{}/threshold", office.opening.id)).await;
    let shown = |selector: &str| format!("getComputedStyle(document.querySelector('{selector}')).display !== 'none'");
    assert_eq!(browser.compute(&shown(".printed")).await, false, "on the screen there is no foot");
    browser.print_media().await;
    assert_eq!(browser.compute(&shown(".bar nav")).await, false);
    let table = "document.querySelector('table[data-totals]').checkVisibility({ contentVisibilityAuto: true }) && \
        document.querySelector('table[data-totals]').getBoundingClientRect().height > 50";
    assert_eq!(browser.compute(table).await, true, "what is folded on the screen is open on paper");
    let foot = browser.text(".printed").await;
    for part in ["Support specialist", "threshold version 0", "2 November 2026"] {
        assert!(foot.contains(part), "{foot}");
    }
    let fixed = browser.compute("getComputedStyle(document.querySelector('.printed')).position").await;
    assert_eq!(fixed, "fixed", "what is fixed is printed on every page");
    browser.close().await;
    app.stop().await;
}
