//! What one has of the test afterwards.

use super::{Sitting, choose};

#[tokio::test(flavor = "multi_thread")]
async fn check_19_feedback_names_a_strength_and_a_next_step_without_key_or_verdict() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    for number in 1..=12 {
        browser.go(&format!("/test/questions/{number}")).await;
        choose(browser, true).await;
        browser.says("[data-status]", "Saved.").await;
    }
    browser.go("/test/review").await;
    browser.follow("main form[action='/test/submit'] button").await;
    let parts = "[...document.querySelectorAll('main h3')].map(title => [title.textContent, \
        title.nextElementSibling.textContent, title.nextElementSibling.nextElementSibling.textContent])";
    let parts = browser.compute(parts).await;
    let parts = parts.as_array().unwrap();
    assert_eq!(parts.len(), 4, "{parts:?}");
    let names: Vec<_> = parts.iter().map(|part| part[0].as_str().unwrap().trim()).collect();
    assert_eq!(names, ["Empathy", "Patience", "Communication", "Product knowledge"]);
    for part in parts {
        let (strength, step) = (part[1].as_str().unwrap(), part[2].as_str().unwrap());
        assert!(strength.split_whitespace().count() > 8, "a strength in words: {strength}");
        assert!(step.contains("To try tomorrow:") && step.split_whitespace().count() > 12, "one thing to try: {step}");
        let said = format!("{strength} {step}").to_lowercase();
        for verdict in ["passed", "failed", "score", "points", "per cent", "%", "threshold", "best reply", "the key"] {
            assert!(!said.contains(verdict), "{verdict}: {said}");
        }
        assert!(!said.chars().any(|sign| sign.is_ascii_digit()), "no number: {said}");
    }
    let page = browser.text("main").await;
    browser.go("/test/receipt").await;
    assert_eq!(browser.text("main").await, page, "it can be read again");
    browser.check(390).await;
    sitting.end().await;
}
