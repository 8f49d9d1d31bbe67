//! The journeys of an applicant, a recruiter and a manager in a real Chromium: on a phone with script, at a desk without;
//! on every page axe finds nothing in light and dark, nothing is cut off at 320 px, and no policy is broken.

use super::{SHORT, choose};
use crate::harness::{App, Browser, Office, PASSWORD};
use rapport::people::Role;

async fn sign_in(browser: &Browser, office: &Office, role: Role) {
    let email = office.with_password(role).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
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
