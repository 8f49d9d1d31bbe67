//! The whole way of an applicant without script, as a transcript: every page is read as text, everything is done by its
//! forms. `docs/journey-without-script.md` is that transcript; with RAPPORT_TEST_WRITE set, this test writes it anew.

use crate::harness::{Answer, App, Client, Office, answer_question};
use diesel::prelude::*;
use rapport::db::schema::attempts;
use rapport::error::Error;
use scraper::{ElementRef, Html, Selector};
use std::fmt::Write;

const PAGE: &str = "docs/journey-without-script.md";
const HEAD: &str = "# The test without script\n\n\
    What an applicant reads and does in a browser without script, from the link to the receipt: this page is written and\n\
    compared by a test (`tests/it/transcript.rs`), which goes the whole way by forms alone. `( )` and `[ ]` are what can be\n\
    chosen, `<…>` is a button, `→` a link. The questions after the first are shortened to their headings.\n";

struct Transcript(String);

impl Transcript {
    fn step(&mut self, did: &str) {
        write!(self.0, "\n## {did}\n\n").unwrap();
    }

    /// What a page says is wrong, at its top and at the field.
    fn problems(&mut self, page: &Answer) {
        for problem in page.texts(".fault-summary, form .fault") {
            writeln!(self.0, "    {problem}").unwrap();
        }
    }

    /// What a page says.
    fn page(&mut self, page: &Answer) {
        let document = Html::parse_document(&page.text);
        let main = document.select(&Selector::parse("main").unwrap()).next().expect("a main part");
        let mut text = String::new();
        read(main, &mut text);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<_> = line.split_whitespace().collect();
            writeln!(self.0, "    {}", words.join(" ")).unwrap();
        }
    }
}

/// Reads what is visible without script and without styles that hide.
fn read(element: ElementRef<'_>, text: &mut String) {
    let value = element.value();
    let attr = |name: &str| value.attr(name).unwrap_or_default();
    if attr("class").split(' ').any(|class| ["cover", "visually-hidden"].contains(&class)) {
        return;
    }
    let block = ["h1", "h2", "h3", "p", "div", "li", "dt", "dd", "summary", "section", "label", "form", "button", "dl"];
    // A reply stands beside its control.
    if block.contains(&value.name()) && !text.ends_with(") ") {
        text.push('\n');
    }
    match (value.name(), attr("type")) {
        ("h1" | "h2" | "h3", _) => text.push_str(&"#".repeat(usize::from(value.name().as_bytes()[1] - b'0'))),
        ("input", "radio") => text.push_str("( ) "),
        ("input", "checkbox") => text.push_str("[ ] "),
        ("button", _) => text.push('<'),
        ("a", _) => text.push_str(" → "),
        ("li", _) => text.push_str("- "),
        _ => {}
    }
    if value.name().starts_with('h') {
        text.push(' ');
    }
    for child in element.children() {
        match (child.value().as_text(), ElementRef::wrap(child)) {
            (Some(words), _) => text.push_str(&words.replace('\n', " ")),
            (_, Some(child)) => read(child, text),
            _ => {}
        }
    }
    if value.name() == "button" {
        text.push('>');
    }
    if block.contains(&value.name()) {
        text.push('\n');
    } else {
        text.push(' ');
    }
}

async fn walk(app: &App, office: &Office, applicant: &Client) -> String {
    let mut told = Transcript(HEAD.to_owned());
    let link = office.invite("Ana Applicant").await.link;
    let link = app.path_of(&link).to_owned();
    told.step("Open the link of the invitation");
    told.page(&applicant.get(&link).await.expect(200));
    told.step("Continue without agreeing");
    told.problems(&applicant.submit(&link, &link, &[]).await.expect(422));
    told.step("Agree and continue: practice");
    let onward = applicant.submit(&link, &link, &[("agree", "yes")]).await.expect(303).location().to_owned();
    let practice = applicant.get(&onward).await.expect(200);
    told.page(&practice);
    told.step("Answer the practice question");
    told.page(&answer_question(applicant, &practice, &onward, 0, &[]).await.expect(200));
    told.step("Go on to the test");
    told.page(&applicant.get("/test/ready").await.expect(200));
    applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
    // The order of the questions is drawn; a transcript needs the same one every time.
    let same = |conn: &mut rapport::db::Conn| {
        diesel::update(attempts::table).set(attempts::seed.eq(1)).execute(conn).map_err(Error::from)
    };
    app.server.db.write(same).await.unwrap();
    questions(applicant, &mut told).await;
    told.step("Hand in with a question left open");
    told.problems(&applicant.submit("/test/review", "/test/submit", &[]).await.expect(422));
    told.step("Say so, and hand in");
    let end = applicant.submit("/test/review", "/test/submit", &[("leave_open", "yes")]).await.expect(303);
    let receipt = applicant.get(end.location()).await.expect(200);
    let number = receipt.texts("strong.nowrap").concat();
    told.page(&receipt);
    let lines = told.0.replace(&number, "XXXX-XXXX");
    lines.lines().flat_map(|line| [if fingerprint(line) { "    (64 digits)" } else { line }, "\n"]).collect()
}

/// Receipt and fingerprint are others every time.
fn fingerprint(line: &str) -> bool {
    line.trim().len() == 64 && line.trim().bytes().all(|digit| digit.is_ascii_hexdigit())
}

async fn questions(applicant: &Client, told: &mut Transcript) {
    for number in 1..=12 {
        let path = format!("/test/questions/{number}");
        let page = applicant.get(&path).await.expect(200);
        match number {
            1 => {
                told.step("The first question");
                told.page(&page);
                told.step("Continue without an answer");
                let empty = answer_question(applicant, &page, &path, 0, &[("nothing", ""), ("go", "next")]).await;
                told.problems(&empty.expect(422));
                told.step("Answer the questions, and leave the last for later");
            }
            12 => {
                let later = answer_question(applicant, &page, &path, 0, &[("nothing", ""), ("go", "later")]).await;
                assert_eq!(later.expect(303).location(), "/test/review");
                told.step("Look over the answers");
                told.page(&applicant.get("/test/review").await.expect(200));
                continue;
            }
            _ => {}
        }
        writeln!(told.0, "    {} – {}", page.texts("header .small")[0], page.texts("h1").concat()).unwrap();
        let next = answer_question(applicant, &page, &path, number, &[("go", "next")]).await.expect(303);
        assert_eq!(next.location(), format!("/test/questions/{}", number + 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "whoever changes a page asks for a new transcript")]
async fn the_whole_way_without_script_reads_as_it_is_written_down() {
    let app = App::new().await;
    let office = Office::with(&app, "customer-support-short-screen", None).await;
    let told = walk(&app, &office, &app.stranger()).await;
    if std::env::var("RAPPORT_TEST_WRITE").is_ok() {
        std::fs::write(PAGE, &told).unwrap();
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    for (line, (now, then)) in told.lines().zip(written.lines()).enumerate() {
        assert_eq!(now, then, "line {} of {PAGE}: RAPPORT_TEST_WRITE=1 writes it anew", line + 1);
    }
    assert_eq!(told.lines().count(), written.lines().count(), "{PAGE}: RAPPORT_TEST_WRITE=1 writes it anew");
    app.stop().await;
}
