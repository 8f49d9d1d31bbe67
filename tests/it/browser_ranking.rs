//! The ranking and the palette in a real Chromium, with the checks of recruiters by their numbers.

use crate::harness::{App, Browser, Office, PASSWORD};
use rapport::people::Role;

async fn signed_in(office: &Office, browser: &Browser, role: Role) {
    let email = office.with_password(role).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
}

async fn finishers(office: &Office) {
    for (number, name) in ["Ana-Marie Zoltan", "Ben Quorn", "Cem Zoltan"].into_iter().enumerate() {
        office.finisher(name, number).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn check_20_to_23_in_a_browser() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    signed_in(&office, &browser, Role::Recruiter).await;
    let ranking = format!("/openings/{}/ranking", office.opening.id);
    browser.go(&ranking).await;
    browser.says("main", "Invite people").await;
    office.invite("Dora Waiting").await;
    browser.go(&ranking).await;
    browser.says("main", "See who has been invited").await;
    finishers(&office).await;
    browser.go(&format!("{ranking}?q=nobody")).await;
    browser.says("main", "Nobody matches this filter").await;
    assert_eq!(
        browser
            .compute("[...document.querySelectorAll('main a')].filter(a => a.textContent === 'Show all').length")
            .await,
        1
    );
    browser.go(&ranking).await;
    browser.check(1280).await;
    browser.fill("input[name=q]", "zoltan").await;
    browser.click("form[data-filters] > button").await;
    browser.says("main", "Show all").await;
    let query = "location.search";
    assert_eq!(browser.compute(query).await, "?q=zoltan", "one short address");
    assert_eq!(browser.compute("document.querySelectorAll('tbody tr:not(.band)').length").await, 2);
    browser.go(&format!("{ranking}?q=zoltan&sort=empathy")).await;
    browser.says("main", "without bands: people next to each other may not differ").await;
    assert_eq!(browser.compute("document.querySelector('[aria-sort]').textContent").await, "Empathy");
    assert_eq!(browser.compute("document.querySelectorAll('tr.band').length").await, 0);
    assert_eq!(browser.compute("getComputedStyle(document.querySelector('thead th')).position").await, "sticky");
    browser.check(390).await;
    browser.close().await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_29_the_palette_opens_by_keys_and_leads_there() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    finishers(&office).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    signed_in(&office, &browser, Role::Recruiter).await;
    browser.go("/home").await;
    browser.press("?").await;
    browser.says("dialog[open]", "Ctrl").await;
    browser.press("\u{e00c}").await;
    browser.press("\u{e009}k\u{e000}").await;
    browser.find("dialog[open] input").await;
    browser.press("quorn").await;
    browser.says("dialog[open] [role=option]", "Ben Quorn").await;
    browser.check(1280).await;
    browser.press("\u{e007}").await;
    browser.leaves("/home").await;
    browser.says("h1", "Ben Quorn").await;
    browser.close().await;
    app.stop().await;
}
