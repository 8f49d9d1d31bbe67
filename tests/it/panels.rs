//! A standard-setting panel from its links to the proposal of its cut: four judges in a browser, and what must not be seen.

use crate::harness::{App, Browser, Client, Office};
use rapport::people::Role;

const TARGET: &str = "Stays polite and asks when unsure; needs help with angry customers.";

async fn office(app: &App) -> Office {
    Office::with(app, "customer-support-short-screen", None).await
}

fn page(office: &Office) -> String {
    format!("/openings/{}/panels", office.opening.id)
}

/// Makes a panel; the paths of the judges' links.
async fn panel(app: &App, office: &Office, names: &str) -> Vec<String> {
    let manager = office.browser(Role::Manager).await;
    let made = manager.submit(&page(office), &page(office), &[("target", TARGET), ("judges", names)]).await.expect(200);
    let links = made.texts("[data-link]");
    assert_eq!(links.len(), names.lines().count(), "a link for each, shown once");
    let again = manager.get(&page(office)).await.expect(200);
    assert!(links.iter().all(|link| !again.text.contains(link)), "and never again");
    links.iter().map(|link| app.path_of(link).to_owned()).collect()
}

async fn the_panel(office: &Office, client: &Client) -> String {
    client.get(&page(office)).await.expect(200).attribute("ul.cards-list a", "href").unwrap()
}

/// Judges all questions of the open round by the form.
async fn judge_all(judge: &Client, link: &str, points: i64) {
    if judge.get(link).await.expect(200).text.contains("I am ready") {
        judge.submit(link, link, &[("act", "trained")]).await.expect(303);
    }
    for _ in 0..12 {
        let shown = judge.get(link).await.expect(200);
        let fields: Vec<(String, String)> = ["round", "position", "number"]
            .map(|name| (name.to_owned(), shown.value(&format!("input[name={name}]")).expect("a question")))
            .to_vec();
        let points = points.to_string();
        let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend([("act", "rate"), ("points", points.as_str())]);
        judge.post(link, &shown.token(), &all).await.expect(303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_comes_to_a_cut_that_another_person_approves() {
    let app = App::new().await;
    let office = office(&app).await;
    let (manager, judge) = (office.browser(Role::Manager).await, app.stranger());
    let refused = manager.submit(&page(&office), &page(&office), &[("target", ""), ("judges", "")]).await.expect(422);
    assert_eq!(refused.texts(".fault-summary a").len(), 1, "{}", refused.text);
    let links = panel(&app, &office, "Ana\nBen\nCem\nDee").await;
    let path = the_panel(&office, &manager).await;
    let early = [("act", "go-on"), ("seen", "1")];
    manager.submit(&path, &path, &early).await.expect(422);
    for (link, points) in links.iter().zip([50, 54, 52, 96]) {
        judge_all(&judge, link, points).await;
    }
    let alone = manager.get(&path).await.expect(200);
    assert!(!alone.texts("main").concat().contains("96"), "nobody sees what they say while they judge alone");
    manager.submit(&path, &path, &early).await.expect(303);
    manager.submit(&path, &path, &early).await.expect(422);
    let second = judge.get(&links[0]).await.expect(200);
    assert!(second.text.contains("The others said 52, 54, 96.") && second.text.contains("You said 50."));
    assert!(second.text.contains("key:"), "in the second round judges know the key");
    for (link, points) in links.iter().zip([50, 52, 54, 60]) {
        judge_all(&judge, link, points).await;
    }
    let report = manager.get(&path).await.expect(200);
    let text = report.texts("main").concat();
    // The mean of 50, 52, 54, 60; SD 4.32, over two judges' square root 2.16.
    for part in ["The panel says 54", "± 2.2", "4 judges are few", "Far from the others: Dee"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let bounds = manager.get(&format!("{path}?low=40&high=60&least=10&most=40")).await.expect(200);
    assert!(bounds.text.contains("no compromise within these bounds: there are no scores"), "{}", bounds.text);
    manager.submit(&path, &path, &[("act", "adopt"), ("reason", "")]).await.expect(422);
    let adopt = [("act", "adopt"), ("reason", "The panel of November.")];
    manager.submit(&path, &path, &adopt).await.expect(303);
    let api = format!("/api/v1/openings/{}/threshold", office.opening.id);
    let threshold = office.manager().await.get(&api).await.expect(200).json();
    assert_eq!((&threshold["current"]["version"], &threshold["proposals"][0]["total"]), (&0.into(), &54.0.into()));
    assert!(path.ends_with(threshold["proposals"][0]["panel"].as_str().unwrap()), "with the report attached");
    let waiting = manager.get(&format!("/openings/{}/threshold", office.opening.id)).await.expect(200);
    assert!(waiting.text.contains("The panel’s report"), "{}", waiting.text);
    app.stop().await;
}

/// In the first round a judge sees no key; a link that is none opens nothing; a round that is over takes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn judges_see_no_key_in_the_first_round_and_links_open_only_their_own() {
    let app = App::new().await;
    let office = office(&app).await;
    let judge = app.stranger();
    let links = panel(&app, &office, "Ana\nBen").await;
    judge.get("/panel/not-a-token").await.expect(410);
    let token = judge.get(&links[0]).await.expect(200).token();
    let question = [("act", "rate"), ("round", "1"), ("position", "1"), ("number", "1"), ("points", "50")];
    judge.post(&links[0], &token, &question).await.expect(409);
    judge.post(&links[0], &token, &[("act", "trained")]).await.expect(303);
    let first = judge.get(&links[0]).await.expect(200);
    assert!(first.texts("h1").concat().starts_with("Question 1 of 12"), "{}", first.text);
    assert!(!first.text.contains("key:"), "no key while they judge the job");
    let mut off = question;
    off[4].1 = "101";
    let again = judge.post(&links[0], &token, &off).await.expect(422);
    assert!(again.texts(".fault-summary a").concat().contains("from 0 to 100"), "{}", again.text);
    off[1].1 = "2";
    off[4].1 = "50";
    judge.post(&links[0], &token, &off).await.expect(409);
    judge.post(&links[0], &token, &question).await.expect(303);
    assert!(!judge.get(&links[1]).await.expect(200).text.contains("1 of 12 judged"), "each judges alone");
    let recruiter = office.browser(Role::Recruiter).await;
    let path = the_panel(&office, &recruiter).await;
    let token = recruiter.get(&path).await.expect(200).token();
    recruiter.post(&path, &token, &[("act", "go-on"), ("seen", "1")]).await.expect(403);
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_angoff_round_with_four_judges_in_a_browser() {
    let app = App::new().await;
    let office = office(&app).await;
    let links = panel(&app, &office, "Ana\nBen\nCem\nDee").await;
    let Some(browser) = Browser::open(&app, 390, true).await else { return };
    for (place, link) in links.iter().enumerate() {
        browser.go(link).await;
        if place == 0 {
            browser.check(390).await;
        }
        browser.click("button[value=trained]").await;
        for number in 1..=12 {
            browser.says("h1", &format!("Question {number} of 12")).await;
            if place == 0 && number == 1 {
                browser.check(390).await;
            }
            browser.fill("#points", &(48 + 4 * place).to_string()).await;
            browser.click("button[value=rate]").await;
        }
        browser.says("h1", "Your first round is complete").await;
    }
    browser.check(390).await;
    browser.close().await;
    app.stop().await;
}
