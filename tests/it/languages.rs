//! What applicants read is in their language, all of it: the whole way of an applicant in Spanish, German and two
//! languages nobody speaks, and switching in the middle.

use crate::harness::{Answer, App, Browser, Client, Office, answer_question, mail_to};
use crate::messages::messages;
use rapport::i18n::{Locale, Texts};
use rapport::people::Role;
use scraper::{ElementRef, Html, Selector};

/// The whole way of an applicant by forms alone: every page, and every page with what is wrong on it.
async fn journey(app: &App, office: &Office, applicant: &Client, name: &str) -> Vec<(String, Answer)> {
    let mut pages = Vec::new();
    let public = public_link(office).await;
    let email = format!("{name}@example.com");
    pages.push(("apply".into(), applicant.get(&public).await.expect(200)));
    pages.push(("apply again".into(), applicant.submit(&public, &public, &[("email", "x")]).await.expect(422)));
    let fields = [("name", name), ("email", &email)];
    pages.push(("apply sent".into(), applicant.submit(&public, &public, &fields).await.expect(200)));
    let invited = office.invite(name).await;
    let link = app.path_of(&invited.link).to_owned();
    pages.push(("landing".into(), applicant.get(&link).await.expect(200)));
    pages.push(("landing again".into(), applicant.submit(&link, &link, &[]).await.expect(422)));
    let adjust = format!("{link}/adjustment");
    pages.push(("adjust".into(), applicant.get(&adjust).await.expect(200)));
    pages.push(("adjust again".into(), applicant.submit(&adjust, &adjust, &[]).await.expect(422)));
    let asked = applicant.submit(&adjust, &adjust, &[("kind", "more-time"), ("message", "?!")]).await.expect(303);
    pages.push(("adjust sent".into(), applicant.get(asked.location()).await.expect(200)));
    applicant.submit(&link, &link, &[("agree", "yes")]).await.expect(303);
    for number in 1..=4 {
        let path = format!("/test/practice/{number}");
        let page = applicant.get(&path).await.expect(200);
        pages.push((format!("{path} again"), applicant.post(&path, &page.token(), &[]).await.expect(422)));
        pages.push((format!("{path} explained"), answer_question(applicant, &page, &path, 0, &[]).await.expect(200)));
        pages.push((path, page));
    }
    pages.push(("ready".into(), applicant.get("/test/ready").await.expect(200)));
    applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
    pages.push(("running".into(), applicant.get(&link).await.expect(200)));
    let report = "/test/questions/1/report";
    pages.push(("report".into(), applicant.get(report).await.expect(200)));
    pages.push(("report again".into(), applicant.submit(report, report, &[]).await.expect(422)));
    let reported = applicant.submit(report, report, &[("message", "?!")]).await.expect(303).location().to_owned();
    pages.push(("reported".into(), applicant.get(&reported).await.expect(200)));
    questions(applicant, &mut pages).await;
    pages.push(("review".into(), applicant.get("/test/review").await.expect(200)));
    pages.push(("review again".into(), applicant.submit("/test/review", "/test/submit", &[]).await.expect(422)));
    pages.push(("no question".into(), applicant.get("/test/questions/99").await.expect(404)));
    applicant.submit("/test/review", "/test/submit", &[("leave_open", "yes")]).await.expect(303);
    own_page(applicant, &mut pages).await;
    pages.push(("receipt".into(), applicant.get("/test/receipt").await.expect(200)));
    pages.push(("done".into(), applicant.get(&link).await.expect(200)));
    pages
}

async fn questions(applicant: &Client, pages: &mut Vec<(String, Answer)>) {
    for number in 1..=24 {
        let path = format!("/test/questions/{number}");
        let page = applicant.get(&path).await.expect(200);
        if number % 5 == 0 {
            let empty = answer_question(applicant, &page, &path, 0, &[("nothing", ""), ("go", "next")]).await;
            pages.push((format!("{path} again"), empty.expect(422)));
        }
        match number {
            3 => {
                let marked = [("nothing", ""), ("flagged", "yes"), ("go", "later")];
                answer_question(applicant, &page, &path, 0, &marked).await.expect(303);
            }
            _ => {
                answer_question(applicant, &page, &path, number, &[("go", "next")]).await.expect(303);
            }
        }
        if number == 1 {
            // Another answer from the page as it was: a conflict.
            let late = answer_question(applicant, &page, &path, 2, &[("go", "next")]).await;
            pages.push((format!("{path} conflict"), late.expect(409)));
        }
        pages.push((format!("{path} saved"), applicant.get(&path).await.expect(200)));
        pages.push((path, page));
    }
}

/// The applicant's own page and what leads on from it.
async fn own_page(applicant: &Client, pages: &mut Vec<(String, Answer)>) {
    for path in ["/test/mine", "/test/mine/data", "/test/mine/withdraw", "/test/mine/ask/review"] {
        pages.push((path.into(), applicant.get(path).await.expect(200)));
    }
    for kind in ["erasure", "correction"] {
        let path = format!("/test/mine/ask/{kind}");
        pages.push((path.clone(), applicant.get(&path).await.expect(200)));
    }
    let wrong = "/test/mine/ask/correction";
    pages.push(("ask again".into(), applicant.submit(wrong, wrong, &[]).await.expect(422)));
    applicant.submit(wrong, wrong, &[("message", "?!")]).await.expect(303);
    pages.push(("asked".into(), applicant.get("/test/mine").await.expect(200)));
}

async fn public_link(office: &Office) -> String {
    let recruiter = office.browser(Role::Recruiter).await;
    let opening = format!("/openings/{}", office.opening.id);
    recruiter.submit(&opening, &format!("{opening}/public-link"), &[("open", "yes")]).await.expect(303);
    let detail = recruiter.get(&opening).await.expect(200);
    let link = detail.texts(".secret").concat();
    link[link.find("/apply/").expect("a public link")..].to_owned()
}

fn language(page: &Answer) -> String {
    page.attribute("html", "lang").unwrap_or_default()
}

/// The pieces of English that would be noticed on a page in another language.
fn english(locale: Locale) -> Vec<String> {
    let own = messages(locale);
    let mut pieces = Vec::new();
    for line in messages(Locale::English).lines().filter(|line| !line.starts_with('#')) {
        let line = line.split_once(" = ").map_or(line, |(_, text)| text);
        let outside = line.split('{').enumerate().map(|(place, part)| match part.split_once('}') {
            Some((_, after)) => after,
            None if place == 0 => part,
            None => "",
        });
        let pieces_of = outside.map(|piece| piece.trim_matches(|c: char| c.is_whitespace() || c == '}').to_owned());
        pieces.extend(pieces_of.filter(|piece| piece.chars().count() > 12 && !own.contains(piece.as_str())));
    }
    assert!(pieces.len() > 120, "{}", pieces.len());
    pieces
}

/// The text of a page, and of the attributes that are read or handed to scripts, with character references resolved.
fn said(page: &Answer) -> String {
    let document = Html::parse_document(&page.text);
    let everything = Selector::parse("*").unwrap();
    let attributes = document.select(&everything).flat_map(|element| element.value().attrs());
    let attributes: Vec<&str> = attributes.map(|(_, value)| value).collect();
    format!("{}\n{}", document.root_element().text().collect::<String>(), attributes.join("\n"))
}

async fn speaks(assessment: &'static str, locale: Locale) {
    let app = App::new().await;
    let office = Office::with(&app, assessment, None).await;
    let pages = journey(&app, &office, &app.stranger(), "kim").await;
    let foreign = english(locale);
    for (what, page) in &pages {
        assert_eq!(language(page), locale.as_str(), "{what}");
        let said = said(page);
        let found: Vec<_> = foreign.iter().filter(|piece| said.contains(piece.as_str())).collect();
        assert!(found.is_empty(), "{what} in {locale} says {found:?}");
        assert!(page.texts("[lang=en]").iter().all(|text| text == "English"), "{what}");
    }
    let receipt = &pages[pages.len() - 2].1;
    let own = format!("section [lang={locale}]");
    assert!(receipt.texts(&own).len() >= 4, "feedback is in the language of the test, and marked so");
    let mail = mail_to(&app, "kim@example.com").await;
    assert!(!foreign.iter().any(|piece| mail.contains(piece.as_str())), "{mail}");
    assert!(mail.contains(&Texts::of(locale).tr("mail-no-limit", &[])), "{mail}");
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_in_spanish() {
    speaks("essentials-form-a-es", Locale::Spanish).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_in_german() {
    speaks("essentials-form-a-de", Locale::German).await;
}

/// Two letters in a row that no message has let through, or nothing.
fn unaccented(text: &str) -> Option<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 1).max_by_key(|word| word.len())
}

/// Attributes that are read aloud or handed to scripts.
const HANDED: [&str; 17] = [
    "aria-label",
    "title",
    "placeholder",
    "alt",
    "data-waiting",
    "data-offline",
    "data-offline-stay",
    "data-line",
    "data-over",
    "data-keep",
    "data-kept",
    "data-up",
    "data-down",
    "data-moved",
    "data-says",
    "data-hide",
    "data-at-1",
];

/// What is visible or read aloud, but for what is marked as another language.
fn visible(element: ElementRef<'_>, locale: Locale, found: &mut Vec<String>) {
    let value = element.value();
    if ["script", "textarea", "svg"].contains(&value.name())
        || value.attr("lang").is_some_and(|lang| lang != locale.as_str())
    {
        return;
    }
    found.extend(HANDED.iter().filter_map(|name| value.attr(name)).map(|text| text.replace(['{', '}'], "\u{1}")));
    for child in element.children() {
        match (child.value().as_text(), ElementRef::wrap(child)) {
            (Some(text), _) => found.push(text.to_string()),
            (_, Some(child)) => visible(child, locale, found),
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_on_an_applicants_page_is_hard_coded() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(45)).await;
    let applicant = Client::with_cookie(&app.url, "rapport-lang", Locale::Accented.as_str());
    let pages = journey(&app, &office, &applicant, "Kim").await;
    let data = [
        "Example & Sons",
        "Support specialist",
        "Rapport",
        "jobs@example.com",
        "Kim@example.com",
        "Kim",
        "{time}",
        "{place}",
    ];
    for (what, page) in &pages {
        assert_eq!(language(page), "en-XA", "{what}");
        let receipt = page.texts("strong.nowrap").concat();
        let mut found = Vec::new();
        visible(Html::parse_document(&page.text).root_element(), Locale::Accented, &mut found);
        for text in found {
            let text = text.replace('\u{1}', "").replace("time", "").replace("place", "");
            let own =
                data.iter().map(|word| (*word).to_owned()).chain([receipt.clone()]).filter(|word| !word.is_empty());
            let text = own.fold(text, |text, word| text.replace(&word, ""));
            assert_eq!(unaccented(&text), None, "{what} has {text:?}");
        }
        let foreign = page.texts("p.soft.small").concat();
        if what.starts_with("/test/questions/") && !what.contains("again") {
            assert!(
                foreign.contains(&Texts::of(Locale::Accented).tr("other-language", &[("lang", "en".into())])),
                "{what}"
            );
        }
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn switching_in_the_middle_keeps_what_was_chosen_and_typed() {
    let app = App::new().await;
    let office = Office::with(&app, "essentials-form-a-es", None).await;
    let applicant = app.stranger();
    let public = public_link(&office).await;
    let typed = [("name", "Kim O’Neill"), ("email", "half an addre"), ("lang", "de")];
    let page = applicant.submit(&public, &public, &typed).await.expect(200);
    assert_eq!((language(&page), page.value("[name=name]")), ("de".into(), Some("Kim O’Neill".into())));
    assert_eq!(page.value("[name=email]").as_deref(), Some("half an addre"));
    let invited = office.invite("Kim").await;
    let link = app.path_of(&invited.link);
    assert_eq!(language(&applicant.get(link).await), "de", "the choice is kept");
    let page = applicant.submit(link, link, &[("agree", "yes"), ("lang", "es")]).await.expect(200);
    assert!(page.attribute("#agree[checked]", "name").is_some() && language(&page) == "es");
    applicant.submit(link, link, &[("agree", "yes")]).await.expect(303);
    applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
    for number in 1..=24 {
        switch_on_a_question(&applicant, number).await;
    }
    let back = applicant.submit("/test/review", "/language", &[("lang", "en"), ("back", "/test/review")]).await;
    assert_eq!(back.expect(303).location(), "/test/review");
    let review = applicant.get("/test/review").await.expect(200);
    assert_eq!((language(&review).as_str(), review.texts("[lang=es]").len() > 24), ("en", true));
    assert!(review.text.contains("The questions of this test are in Spanish."), "{}", review.text);
    let elsewhere = [("lang", "de"), ("back", "//evil.example")];
    assert_eq!(applicant.submit("/test/review", "/language", &elsewhere).await.expect(303).location(), "/");
    app.stop().await;
}

/// Half an answer stays on the page, a whole one is saved; either way the page is the same in another language.
async fn switch_on_a_question(applicant: &Client, number: usize) {
    let path = format!("/test/questions/{number}");
    let page = applicant.get(&path).await.expect(200);
    let half = if page.attribute("select", "name").is_some() { "rank_2" } else { "rate_2" };
    let half = if page.attribute("[name=worst]", "name").is_some() { "worst" } else { half };
    if page.attribute(&format!("[name={half}]"), "name").is_some() {
        let revision = page.value("[name=revision]").unwrap();
        let given = [("revision", revision.as_str()), (half, "2"), ("go", "next"), ("lang", "de")];
        let page = applicant.post(&path, &page.token(), &given).await.expect(200);
        let kept = format!("[name={half}][value='2'][checked], [name={half}] option[value='2'][selected]");
        assert_eq!(page.value(&kept).as_deref(), Some("2"), "{half} on {path}");
        assert!(page.texts(".fault-summary").is_empty() && language(&page) == "de");
    }
    let whole = answer_question(applicant, &page, &path, number, &[("go", "next"), ("lang", "de")]).await.expect(303);
    assert_eq!(whole.location(), path, "the same page");
    let page = applicant.get(&path).await.expect(200);
    assert!(page.texts("[data-status]").concat().starts_with("Gespeichert."), "{}", page.text);
    let back = answer_question(applicant, &page, &path, number, &[("lang", "es")]).await.expect(303);
    assert_eq!(language(&applicant.get(back.location()).await), "es");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choice_comes_before_the_test_and_the_test_before_the_browser() {
    let app = App::new().await;
    let office = Office::with(&app, "essentials-form-a-es", None).await;
    let invited = office.invite("Kim").await;
    let link = app.path_of(&invited.link);
    let asks = |client: &Client, path: &str, lang: &str| {
        let request = client.request(reqwest::Method::GET, path).header("accept-language", lang);
        let client = client.clone();
        async move { client.send(request).await }
    };
    let stranger = app.stranger();
    assert_eq!(language(&asks(&stranger, link, "de").await), "es");
    let chosen = Client::with_cookie(&app.url, "rapport-lang", "de");
    assert_eq!(language(&asks(&chosen, link, "en").await), "de");
    let gone = asks(&stranger, "/i/not-a-token", "fr, de;q=0.5").await.expect(410);
    assert!(language(&gone) == "de" && gone.text.contains("Dieser Link gilt nicht mehr"), "{}", gone.text);
    assert_eq!(language(&stranger.get("/i/not-a-token").await.expect(410)), "en");
    assert_eq!(language(&asks(&stranger, "/sign-in", "de").await.expect(200)), "en", "staff pages are in English");
    let nonsense = Client::with_cookie(&app.url, "rapport-lang", "xx");
    assert_eq!(language(&nonsense.get(link).await), "es");
    app.stop().await;
}

/// From right to left, and with longer words: nothing is cut off on a narrow phone, and scripts speak the language too.
#[tokio::test(flavor = "multi_thread")]
async fn no_language_is_too_long_or_too_much_the_other_way() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-essentials", Some(45)).await;
    for locale in [Locale::Mirrored, Locale::Accented] {
        let Some(browser) = Browser::open(&app, 320, true).await else { return };
        let invited = office.invite(&format!("Kim {}", locale.direction())).await;
        let link = app.path_of(&invited.link);
        browser.go(link).await;
        browser.compute(&format!("document.cookie = 'rapport-lang={locale}; path=/'")).await;
        browser.go(link).await;
        assert_eq!(browser.compute("getComputedStyle(document.body).direction").await, locale.direction());
        browser.check(320).await;
        browser.click("#agree").await;
        browser.follow("main button").await;
        browser.check(320).await;
        browser.go("/test/ready").await;
        browser.check(320).await;
        browser.follow("main form[action='/test/start'] button").await;
        for number in 1..=24 {
            browser.go(&format!("/test/questions/{number}")).await;
            if number < 3 {
                browser.check(320).await;
            }
            let cut = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(browser.compute(cut).await, 0, "question {number} in {locale} scrolls sideways");
            let script =
                "[...document.querySelectorAll('[data-left], [data-rank] ~ button')].map(e => e.textContent).join()";
            let script = browser.compute(script).await.as_str().unwrap_or_default().to_owned();
            assert!(locale != Locale::Accented || unaccented(&script).is_none(), "{script}");
        }
        browser.go("/test/review").await;
        browser.check(320).await;
        browser.click("[name=leave_open]").await;
        browser.follow("main form[action='/test/submit'] button").await;
        for path in ["/test/receipt", "/test/mine", "/test/mine/data"] {
            browser.go(path).await;
            browser.check(320).await;
        }
        browser.close().await;
    }
    app.stop().await;
}
