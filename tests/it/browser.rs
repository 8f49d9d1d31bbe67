//! The journeys of an applicant, a recruiter and a manager in a real Chromium: on a phone with script, at a desk without;
//! on every page axe finds nothing in light and dark, nothing is cut off at 320 px, and no policy is broken.

use crate::harness::{App, Browser, Office, PASSWORD};
use rapport::people::Role;

const SHORT: &str = "customer-support-short-screen";

async fn sign_in(browser: &Browser, office: &Office, role: Role) {
    let email = office.with_password(role).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
}

/// Makes the choices of a question page with a finger, whatever its format.
async fn choose(browser: &Browser, script: bool) {
    if browser.has("select").await && script {
        browser.click(".choice:nth-child(2) [data-up]").await;
    } else if browser.has("select").await {
        let count = browser.compute("document.querySelectorAll('select').length").await.as_i64().unwrap();
        for place in 1..=count {
            browser.click(&format!("[name=rank_{place}] option[value='{place}']")).await;
        }
    } else if browser.has("[name^=rate_]").await {
        let count = browser.compute("document.querySelectorAll('.scale').length").await.as_i64().unwrap();
        for place in 1..=count {
            browser.click(&format!("label:has(#rate-{place}-{})", place % 5 + 1)).await;
        }
    } else {
        browser.click("label:has(#best-2)").await;
        if browser.has("#worst-1").await {
            browser.click("label:has(#worst-1)").await;
        }
    }
}

async fn applicant_journey(app: &App, office: &Office, width: u32, script: bool) {
    let Some(browser) = Browser::open(app, width, script).await else { return };
    let invited = office.invite("Ana Applicant").await;
    browser.go(app.path_of(&invited.link)).await;
    browser.check(width).await;
    browser.click("#agree").await;
    browser.follow("main button").await;
    browser.check(width).await;
    choose(&browser, script).await;
    browser.click("main button:last-of-type").await;
    browser.find("#explained").await;
    browser.check(width).await;
    browser.go("/test/ready").await;
    browser.check(width).await;
    browser.follow("main form[action='/test/start'] button").await;
    for number in 1..=12 {
        assert_eq!(browser.path().await, format!("/test/questions/{number}"));
        if number == 1 {
            an_empty_answer_comes_back(&browser, width).await;
        }
        if number <= 4 {
            browser.check(width).await;
        }
        choose(&browser, script).await;
        if script {
            // Saved as it is chosen, and only said once the server has it.
            browser.says("[data-status]", "Saved.").await;
            browser.go(&format!("/test/questions/{number}")).await;
            browser.says("[data-status]", "Saved.").await;
        }
        browser.follow("button[name=go][value=next]").await;
    }
    browser.check(width).await;
    browser.follow("main button").await;
    browser.says("h1", "Your test is handed in").await;
    browser.check(width).await;
    browser.close().await;
}

async fn an_empty_answer_comes_back(browser: &Browser, width: u32) {
    browser.click("button[name=go][value=next]").await;
    browser.says(".fault-summary", "There is a problem").await;
    browser.check(width).await;
    let lead = "(() => { const to = document.querySelector('.fault-summary a').getAttribute('href').slice(1); \
                return !!document.getElementById(to) })()";
    assert_eq!(browser.compute(lead).await, true, "the summary leads to the control");
}

async fn recruiter_journey(app: &App, office: &Office, width: u32, script: bool) {
    let Some(browser) = Browser::open(app, width, script).await else { return };
    for choice in 0..8 {
        office.finisher(&format!("Finisher {choice}"), choice * choice).await;
    }
    browser.go("/sign-in").await;
    browser.check(width).await;
    sign_in(&browser, office, Role::Recruiter).await;
    browser.check(width).await;
    let opening = format!("/openings/{}", office.opening.id);
    let pages = ["", "/invite", "/people", "/reports", "/ranking?sort=total", "/ranking?q=nobody", "/ranking"];
    for page in pages.iter().map(|page| format!("{opening}{page}")).chain(["/openings".into(), "/openings/new".into()])
    {
        browser.go(&page).await;
        browser.check(width).await;
    }
    browser.go(&format!("{opening}/invite")).await;
    browser.fill("[name=people]", "Lee Applicant <lee@example.com>").await;
    browser.follow("main form button").await;
    browser.says("main", "Lee Applicant").await;
    browser.go(&format!("{opening}/ranking")).await;
    browser.follow("tbody th a").await;
    browser.check(width).await;
    browser.click("[name=stage][value=advance]").await;
    browser.fill("[name=reason]", "Calm with the angry parent, clear in writing.").await;
    browser.click("form[action$='/decision'] button").await;
    browser.says("[role=status]", "Your decision is recorded").await;
    browser.check(width).await;
    browser.close().await;
}

async fn manager_journey(app: &App, office: &Office, width: u32, script: bool) {
    let Some(browser) = Browser::open(app, width, script).await else { return };
    sign_in(&browser, office, Role::Manager).await;
    let page = format!("/openings/{}/threshold", office.opening.id);
    browser.go(&page).await;
    browser.check(width).await;
    browser.fill("#total", "80").await;
    if script {
        browser.says("[data-say=sentence]", "At 80,").await;
    } else {
        browser.click("button[value=preview]").await;
        browser.says("[data-say=sentence]", "At 80,").await;
    }
    browser.check(width).await;
    browser.fill("[name=reason]", "Agreed with the team leads.").await;
    browser.click("button[value=save]").await;
    browser.says(".notice[role=status]", "another person has to approve it").await;
    browser.check(width).await;
    browser.close().await;
}

async fn admin_pages(app: &App, office: &Office, width: u32) {
    let Some(browser) = Browser::open(app, width, true).await else { return };
    sign_in(&browser, office, Role::Admin).await;
    for page in
        ["/home", "/staff", "/account", "/account/factor", "/audit", "/outbox", "/assessments", "/api/docs", "/no/page"]
    {
        browser.go(page).await;
        browser.check(width).await;
    }
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_with_script() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    applicant_journey(&app, &office, 390, true).await;
    recruiter_journey(&app, &office, 390, true).await;
    manager_journey(&app, &office, 390, true).await;
    admin_pages(&app, &office, 390).await;
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_a_desk_without_script() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    applicant_journey(&app, &office, 1280, false).await;
    recruiter_journey(&app, &office, 1280, false).await;
    manager_journey(&app, &office, 1280, false).await;
    app.stop().await;
}

/// From the link to the receipt without a pointer: Tab, arrows, Space, Enter and the letter keys.
#[tokio::test(flavor = "multi_thread")]
async fn by_keyboard_alone() {
    let app = App::new().await;
    let office = Office::with(&app, SHORT, None).await;
    let Some(browser) = Browser::open(&app, 1280, true).await else { return };
    let invited = office.invite("Kim Keyboard").await;
    browser.go(app.path_of(&invited.link)).await;
    reach(&browser, "#agree").await;
    browser.press(" ").await;
    reach(&browser, "main button").await;
    press_on(&browser, "\u{e007}").await;
    browser.go("/test/ready").await;
    reach(&browser, "form[action='/test/start'] button").await;
    press_on(&browser, "\u{e007}").await;
    for number in 1..=12 {
        assert_eq!(browser.path().await, format!("/test/questions/{number}"));
        choose_by_keys(&browser).await;
        browser.says("[data-status]", "Saved.").await;
        reach(&browser, "button[name=go][value=next]").await;
        press_on(&browser, "\u{e007}").await;
    }
    reach(&browser, "main button").await;
    press_on(&browser, "\u{e007}").await;
    browser.says("h1", "Your test is handed in").await;
    browser.close().await;
    app.stop().await;
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
async fn reach(browser: &Browser, selector: &str) {
    let there = format!("!!document.activeElement && document.activeElement.matches({selector:?})");
    for _ in 0..80 {
        if browser.compute(&there).await == true {
            let ring = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)";
            let seen = browser.compute(ring).await.as_f64().unwrap_or_default();
            let around =
                "getComputedStyle(document.activeElement.closest('label, .choice') || document.body).outlineWidth";
            let label =
                browser.compute(around).await.as_str().unwrap_or("0").trim_end_matches("px").parse().unwrap_or(0.0);
            assert!(seen >= 3.0 || label >= 3.0, "{selector}: a ring of {seen} px");
            return;
        }
        browser.press("\u{e004}").await;
    }
    panic!("{selector} cannot be reached by Tab on {}", browser.path().await);
}

/// Presses a key that leads to another page.
async fn press_on(browser: &Browser, key: &str) {
    let before = browser.path().await;
    browser.press(key).await;
    browser.leaves(&before).await;
}
