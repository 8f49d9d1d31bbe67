//! A person's result on paper: what `pdftotext` reads of it, page by page, and that making it is a look.

use crate::harness::{App, Office};
use rapport::people::Role;
use std::path::Path;
use std::process::Command;

/// What a tool of poppler-utils says about a file; nothing where it is not installed, which `tests/run` takes care of.
fn poppler(tool: &str, (before, after): (&[&str], &[&str]), file: &Path) -> Option<String> {
    let said = Command::new(tool).args(before).arg(file).args(after).output();
    let Ok(said) = said else {
        eprintln!("skipped: {tool} is not installed; ./tests/run installs poppler-utils");
        return None;
    };
    Some(String::from_utf8(said.stdout).expect("UTF-8"))
}

const TEXT: (&[&str], &[&str]) = (&["-layout"], &["-"]);

async fn looks(office: &Office) -> usize {
    let audit = office.program(Role::Admin).await.get("/api/v1/audit").await.expect(200).text;
    audit.matches("result-seen").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_reads_as_the_page_does_and_is_a_look() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher_named("Zoë O’Neill", "zoe@applicants.example", 3).await;
    let started = office.invite("Sam Started").await.candidate.id.to_string();
    let recruiter = office.browser(Role::Recruiter).await;
    let program = office.recruiter().await;
    let base = format!("/openings/{}", office.opening.id);
    let ranking = program.get(&format!("/api/v1{base}/ranking")).await.expect(200).json();
    let person = &ranking["people"][0];
    let one = format!("{base}/candidates/{}", person["candidate"].as_str().unwrap());
    let reason = [("stage", "hold"), ("reason", "Wait for the second interview."), ("seen", "0")];
    recruiter.submit(&one, &format!("{one}/decision"), &reason).await.expect(303);
    let page = recruiter.get(&one).await.expect(200);
    assert!(page.attribute("a[href$='/report.pdf']", "href").is_some(), "the page leads to the report");
    assert!(page.texts(".print-foot").concat().contains("threshold version 0"), "{:?}", page.texts(".print-foot"));
    let before = looks(&office).await;
    let request = program.request(reqwest::Method::GET, &format!("/api/v1{one}/report.pdf"));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() < 300_000, "{} bytes", bytes.len());
    assert_eq!(looks(&office).await, before + 1, "it stands in the audit log");
    recruiter.get(&format!("{base}/candidates/{started}/report.pdf")).await.expect(409);
    office.browser(Role::Admin).await.get(&format!("{one}/report.pdf")).await.expect(403);

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("report.pdf");
    std::fs::write(&file, &bytes).unwrap();
    let Some(text) = poppler("pdftotext", TEXT, &file) else { return app.stop().await };
    let said =
        ["Zoë O’Neill", "Profile", "Product knowledge", "Outcome", "On hold by The recruiter", "second interview"];
    let flat = |text: &str| text.split_whitespace().collect::<String>();
    let whole = flat(&text);
    for words in said {
        assert!(whole.contains(&flat(words)), "{words} is not in\n{text}");
    }
    // Every scene of the page, in its order.
    let mut from = 0;
    for title in page.texts("details summary strong") {
        from += whole[from..].find(&flat(&title)).unwrap_or_else(|| panic!("{title} is not where it should be"));
    }
    // Opening, versions and date stand on each page.
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 3, "{} pages", pages.len());
    for (place, page) in pages.iter().enumerate() {
        let foot = page.lines().rev().find(|line| !line.trim().is_empty()).unwrap();
        let number = format!("page {} of {}", place + 1, pages.len());
        for words in ["Support specialist", "version 1", "threshold version 0", "2 November 2026", &number] {
            assert!(foot.contains(words), "{words} is not in {foot}");
        }
    }
    let facts = poppler("pdfinfo", (&[], &[]), &file).unwrap_or_default();
    assert!(facts.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{facts}");
    app.stop().await;
}

/// Letters that the font does not have, words wider than a line, and marks that PDF gives a meaning break nothing.
#[tokio::test(flavor = "multi_thread")]
async fn any_name_and_reason_can_be_printed() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher_named("李 小龙 (مريم) \\) ET endstream <<", "li@applicants.example", 1).await;
    let recruiter = office.browser(Role::Recruiter).await;
    let base = format!("/openings/{}", office.opening.id);
    let ranking = office.recruiter().await.get(&format!("/api/v1{base}/ranking")).await.expect(200).json();
    let one = format!("{base}/candidates/{}", ranking["people"][0]["candidate"].as_str().unwrap());
    let long = "x".repeat(1900);
    let reason = [("stage", "hold"), ("reason", long.as_str()), ("seen", "0")];
    recruiter.submit(&one, &format!("{one}/decision"), &reason).await.expect(303);
    let answer = recruiter.request(reqwest::Method::GET, &format!("{one}/report.pdf")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let bytes = answer.bytes().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("report.pdf");
    std::fs::write(&file, &bytes).unwrap();
    if let Some(text) = poppler("pdftotext", TEXT, &file) {
        assert!(text.contains("ET endstream <<"), "{text}");
        assert_eq!(text.matches('x').count() / 1900, 1, "the whole reason is there");
    }
    app.stop().await;
}
