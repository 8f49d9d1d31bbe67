//! People at work in a real Chromium. The tests named `check_01` to `check_19` are the applicant's checks of the
//! experience; those named `kept_` are what must not lose an answer; the journeys go all the way in every role.

mod beginning;
mod conflicts;
mod end;
mod journeys;
mod keeping;
mod keys;
mod leaving;
mod looks;
mod order;
mod question;
mod time;
mod weight;

use crate::harness::{App, Browser, Office};

const SHORT: &str = "customer-support-short-screen";

/// What a question page has chosen now.
const CHOSEN: &str = "[...document.querySelectorAll('main form :is(input[name]:checked, select)')]\
    .map(field => field.matches('select') ? `${field.id}=${field.value}` : field.id || field.name).join()";

/// Somebody in front of the first question, at a server of their own.
struct Sitting {
    app: App,
    office: Office,
    link: String,
    browser: Browser,
}

impl Sitting {
    /// Starts a short test; nothing where there is no browser.
    async fn start(width: u32, time_limit_minutes: Option<i64>) -> Option<Self> {
        Self::of(SHORT, width, time_limit_minutes).await
    }

    /// The same with another test.
    async fn of(assessment: &'static str, width: u32, time_limit_minutes: Option<i64>) -> Option<Self> {
        Self::at(App::new().await, assessment, width, time_limit_minutes).await
    }

    /// The same at a server that is there.
    async fn at(app: App, assessment: &'static str, width: u32, time_limit_minutes: Option<i64>) -> Option<Self> {
        let office = Office::with(&app, assessment, time_limit_minutes).await;
        let browser = Browser::open(&app, width, true).await?;
        let link = office.invite("Ana Applicant").await.link;
        let link = app.path_of(&link).to_owned();
        enter(&browser, &link).await;
        browser.go("/test/ready").await;
        browser.follow("main form[action='/test/start'] button").await;
        Some(Self { app, office, link, browser })
    }

    /// Goes to the first question that has such a control; gives its number.
    async fn find(&self, selector: &str) -> usize {
        for number in 1..=24 {
            self.browser.go(&format!("/test/questions/{number}")).await;
            if self.browser.has(selector).await {
                return number;
            }
        }
        panic!("no question has {selector}");
    }

    async fn end(self) {
        self.browser.close().await;
        self.app.stop().await;
    }
}

/// Agrees on the first page, or goes on from it.
async fn enter(browser: &Browser, link: &str) {
    browser.go(link).await;
    if browser.has("#agree").await {
        browser.click("#agree").await;
    }
    browser.follow("main form button").await;
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
            browser.click(&format!("label:has(> #rate-{place}-{})", place % 5 + 1)).await;
        }
    } else {
        pick(browser, 2).await;
    }
}

/// Chooses the best reply, and the worst where it is asked for.
async fn pick(browser: &Browser, best: usize) {
    browser.click(&format!("label:has(> #best-{best})")).await;
    if browser.has("#worst-1").await {
        browser.click(&format!("label:has(> #worst-{})", best % 3 + 1)).await;
    }
}
