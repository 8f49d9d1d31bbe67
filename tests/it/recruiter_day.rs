//! A recruiter's day in a real browser, from a list of four hundred people to a decision and a file.

use crate::harness::{App, Browser, Office, PASSWORD};
use rapport::people::Role;

fn list() -> String {
    let good = (0..400).map(|n| format!("Person {n},person{n}@example.com\n"));
    let bad = ["No Address,\n", ",nobody@example.com\n", "Twice,person7@example.com\n", "Typo,typo@example\n"];
    std::iter::once("name,email\n".to_owned()).chain(good).chain(bad.map(str::to_owned)).collect()
}

async fn invite_four_hundred(browser: &Browser, base: &str, width: u32) {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("people.csv");
    std::fs::write(&file, list()).expect("a file");
    browser.go(&format!("{base}/invite")).await;
    browser.check(width).await;
    let field = browser.find("#file").await;
    field.send_keys(file.to_str().expect("a path")).await.expect("a chosen file");
    browser.follow("main form button").await;
    browser.says("h1", "400 of 404 people can be invited").await;
    browser.check(width).await;
    for line in ["402", "403", "404", "405"] {
        assert!(browser.text("section[aria-labelledby=bad]").await.contains(line), "line {line} is named");
    }
    browser.follow("main form button").await;
    browser.says("[role=status]", "400 people invited").await;
    browser.check(width).await;
}

async fn watch(browser: &Browser, base: &str, width: u32) {
    browser.go(base).await;
    let funnel = browser.text(".funnel").await.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(funnel, "406 invited 6 started 6 handed in 6 scored 0 advanced");
    browser.check(width).await;
    browser.click("#notices [value=digest]").await;
    browser.click("#notices button").await;
    browser.find("#notices [value=digest][checked]").await;
}

async fn links_of_several(browser: &Browser, base: &str, width: u32) {
    browser.go(&format!("{base}/people")).await;
    browser.click("[name=who][value=waiting]").await;
    browser.follow("#links [value=send]").await;
    browser.says("h1", "Send 400 people a new link?").await;
    browser.check(width).await;
    browser.follow(".go a").await;
}

async fn compare_and_decide(browser: &Browser, base: &str, width: u32) {
    // Sorted by a column there are no bands between the people.
    browser.go(&format!("{base}/ranking?q=finisher&sort=total")).await;
    browser.check(width).await;
    browser.click("tbody tr:nth-child(1) [name=candidate]").await;
    browser.click("tbody tr:nth-child(2) [name=candidate]").await;
    browser.follow("#compare button").await;
    browser.check(width).await;
    browser.go(&format!("{base}/ranking?q=finisher")).await;
    browser.follow("tbody th a").await;
    browser.check(width).await;
    browser.click("[name=stage][value=advance]").await;
    browser.fill("[name=reason]", "Kept calm, and said what would happen next.").await;
    browser.click("form[action$='/decision'] button").await;
    browser.says("[role=status]", "Your decision is recorded").await;
}

async fn day(width: u32, script: bool) {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let Some(browser) = Browser::open(&app, width, script).await else { return };
    let email = office.with_password(Role::Recruiter).await;
    browser.go("/sign-in").await;
    browser.fill("[name=email]", &email).await;
    browser.fill("[name=password]", PASSWORD).await;
    browser.follow("main button").await;
    let base = format!("/openings/{}", office.opening.id);
    invite_four_hundred(&browser, &base, width).await;
    for choice in 0..6 {
        office.finisher(&format!("Finisher {choice}"), choice * choice).await;
    }
    watch(&browser, &base, width).await;
    links_of_several(&browser, &base, width).await;
    compare_and_decide(&browser, &base, width).await;
    browser.close().await;
    let file = office.recruiter().await.get(&format!("{base}/export.csv")).await.expect(200);
    assert!(file.text.contains("Finisher 3") && file.text.contains("advance"), "{}", file.text);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiters_day_at_a_desk() {
    day(1280, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recruiters_day_on_a_phone_without_script() {
    day(390, false).await;
}
