//! The page of a question: its names, its controls, and what happens when nothing is chosen.

use super::{CHOSEN, Sitting};

#[tokio::test(flavor = "multi_thread")]
async fn check_03_each_page_has_a_heading_and_a_title_of_its_own() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    let mut headings = std::collections::BTreeSet::new();
    for number in 1..=12 {
        browser.go(&format!("/test/questions/{number}")).await;
        assert_eq!(browser.compute("document.querySelectorAll('h1').length").await, 1);
        let title = format!("Question {number} of 12 – Support specialist – Example & Sons");
        assert_eq!(browser.compute("document.title").await, title);
        headings.insert(browser.text("h1").await);
    }
    assert_eq!(headings.len(), 12, "{headings:?}");
    browser.click("button[name=go][value=next]").await;
    browser.until("document.title.startsWith('Error: Question 12 of 12')").await;
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_04_nothing_is_chosen_beforehand_and_the_whole_row_is_clickable() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    for number in 1..=12 {
        browser.go(&format!("/test/questions/{number}")).await;
        let given = browser.compute(CHOSEN).await;
        assert!(given.as_str().unwrap().split(',').all(|field| field.is_empty() || field.ends_with('=')), "{given}");
        assert_eq!(browser.text("button[value=next]").await, "Continue");
        let start = "Math.abs(document.querySelector('button[value=next]').getBoundingClientRect().left - \
            document.querySelector('.choices').getBoundingClientRect().left) < 2";
        assert_eq!(browser.compute(start).await, true, "Continue stands where the replies begin");
    }
    sitting.find("label.choice #best-2, .pick > #best-2").await;
    // The words of the reply, and the far end of the row, choose it as the circle does.
    let far = "(() => { const row = document.querySelector('label:has(> #best-2)').getBoundingClientRect(); \
        return [[row.right - 4, row.top + 4], [row.left + 4, row.bottom - 4]].every(([x, y]) => \
        { scrollTo(0, y + scrollY - 300); const now = document.querySelector('label:has(> #best-2)').getBoundingClientRect(); \
          return document.elementFromPoint(x, y + now.top - row.top).closest('label')?.control?.id === 'best-2' }) })()";
    assert_eq!(browser.compute(far).await, true);
    sitting.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_05_an_empty_answer_comes_back_with_a_summary_that_leads_to_the_control() {
    let Some(sitting) = Sitting::start(390, None).await else { return };
    let browser = &sitting.browser;
    for selector in ["#best-1", "[data-rank]", "[name^=rate_]"] {
        let mut found = false;
        for number in 1..=12 {
            browser.go(&format!("/test/questions/{number}")).await;
            if browser.has(selector).await {
                found = true;
                break;
            }
        }
        if !found {
            continue;
        }
        let path = browser.path().await;
        browser.click("button[name=go][value=next]").await;
        browser.says(".fault-summary", "There is a problem").await;
        assert_eq!(browser.path().await, path, "the same page");
        assert_eq!(
            browser.compute("document.activeElement.matches('.fault-summary')").await,
            true,
            "the summary is read"
        );
        let same = "document.querySelector('.fault-summary li').textContent.trim() === \
            document.querySelector('form .fault').textContent.trim()";
        assert_eq!(browser.compute(same).await, true, "the same words at the field");
        let leads = "(() => { const to = document.querySelector('.fault-summary a').getAttribute('href').slice(1); \
            return !!document.getElementById(to) })()";
        assert_eq!(browser.compute(leads).await, true, "{selector}: the summary leads to the control");
        browser.check(390).await;
    }
    sitting.end().await;
}
