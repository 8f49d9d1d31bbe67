//! `rapport bank check` and `import`: every refusal points at file, line and column and says how to mend it.

use crate::harness::{App, Office, Said, rapport};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/question-bank");
const RANKED: &str = "empathy/all-about-caravans.md";
const GERMAN: &str = "product-knowledge/nobodys-diary.de.md";
const GERMAN_BRIEF: &str = "briefs/seaside-hotel.de.md";
const GERMAN_PRACTICE: &str = "practice/lost-umbrella.de.md";
const BRIEFED: &str = "product-knowledge/a-hip-in-may.md";

/// A small private bank: three items, a brief, the competencies.
fn small_bank() -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    for file in [
        RANKED,
        BRIEFED,
        "product-knowledge/nobodys-diary.md",
        GERMAN,
        "briefs/seaside-hotel.md",
        GERMAN_BRIEF,
        "practice/lost-umbrella.md",
        GERMAN_PRACTICE,
        "competencies.yaml",
    ] {
        let target = directory.path().join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(Path::new(BUILT_IN).join(file), target).unwrap();
    }
    directory
}

fn check(directory: &Path) -> Said {
    let data = tempfile::tempdir().unwrap();
    rapport(data.path(), None, &["bank", "check", "--format", "json", directory.to_str().unwrap()])
}

fn findings(said: &Said) -> Vec<Value> {
    let json: Value = serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out));
    json["findings"].as_array().expect("findings").clone()
}

/// One way to spoil a bank: the rule that refuses it, the file, what to replace, by what, and what the finding points at.
struct Spoil(&'static str, &'static str, &'static str, &'static str, &'static str);

const SPOILS: &[Spoil] = &[
    Spoil("front-matter", RANKED, "channel: in-person", "channel: in-person\ncolour: red", "colour: red"),
    Spoil("front-matter", RANKED, "id: all-about", "id: [all-about", "[all-about"),
    Spoil("front-matter", RANKED, "---\nid", "id", "id"),
    Spoil("competency", RANKED, "competency: empathy", "competency: charm", "charm"),
    Spoil("channel", RANKED, "channel: in-person", "channel: pigeon", "pigeon"),
    Spoil("format", RANKED, "format: rank", "format: essay", "essay"),
    Spoil("instruction", RANKED, "instruction: should", "instruction: may", "may"),
    Spoil("status", RANKED, "status: reviewed", "status: perfect", "perfect"),
    Spoil("basis", RANKED, "basis: author", "basis: oracle", "oracle"),
    Spoil("id", RANKED, "id: all-about-caravans", "id: other", "other"),
    Spoil("folder", RANKED, "competency: empathy", "competency: patience", "patience"),
    Spoil("version", RANKED, "version: 1", "version: 0", "0"),
    Spoil("source", RANKED, "kind: constructed", "kind: critical-incident", "critical-incident"),
    Spoil("source", RANKED, "kind: constructed", "kind: overheard", "overheard"),
    Spoil("facet", RANKED, "[putting-at-ease, sincere-apology]", "[wit]", "wit"),
    Spoil("facet", RANKED, "[putting-at-ease, sincere-apology]", "[policies]", "policies"),
    Spoil("facet", RANKED, "[putting-at-ease, sincere-apology]", "[]", "[]"),
    Spoil("sections", RANKED, "## Ask", "## Question", "## Scenario"),
    Spoil("options", RANKED, "### b", "### c", "### c"),
    Spoil("key", RANKED, "### e", "### f", "a: {"),
    Spoil("key", RANKED, "effectiveness: 3,", "effectiveness: 3.5,", "3.5"),
    Spoil("scale", RANKED, "effectiveness: 5,", "effectiveness: 6,", "6,"),
    Spoil("why", RANKED, "why: \"A patient man", "why: \"\" } # \"A patient man", "\"\" }"),
    Spoil("rank-gap", RANKED, "effectiveness: 3,", "effectiveness: 4,", "a: {"),
    Spoil("panel", RANKED, "basis: author", "basis: panel", "panel"),
    Spoil("review", RANKED, "reader: model", "reader: committee", "committee"),
    Spoil("review", RANKED, "ratings: { a: 2, b: 3, c: 1, d: 1, e: 5 }", "ratings: { a: 2, b: 3 }", "{ reader"),
    Spoil("review", RANKED, "c: 1, d: 1, e: 5 }", "c: 1, d: 4, e: 5 }", "4, e: 5 }"),
    Spoil("html", RANKED, "It is noon\nnow.", "It is <b>noon</b>\nnow.", "<b>noon"),
    Spoil("enemies", RANKED, "grade: 6", "grade: 6\nenemies: [a-hip-in-may]", "a-hip-in-may]"),
    Spoil("brief", BRIEFED, "brief: seaside-hotel", "brief: grand-hotel", "grand-hotel"),
    Spoil("brief", BRIEFED, "brief: seaside-hotel\n", "", "product-knowledge"),
    Spoil("brief-numbers", BRIEFED, "[£95](fact:double-price)", "[£59](fact:double-price)", "[£59]"),
    Spoil("brief-numbers", BRIEFED, "[£95](fact:double-price)", "£95", "95"),
    Spoil("brief-numbers", BRIEFED, "[£95](fact:double-price)", "[£95](not:double-price)", "[£95]"),
    Spoil("brief-numbers", BRIEFED, "[£95](fact:double-price)", "[£95](fact:triple-price)", "[£95]"),
    Spoil("brief-numbers", "briefs/seaside-hotel.md", "double-price: \"£95\"", "double-price: \"£96\"", "\"£96\""),
    Spoil("review", RANKED, "c: 1, d: 1, e: 5 }", "c: 1, d: 2, e: 3 }", "{ reader"),
    Spoil("translation", GERMAN, "of: nobodys-diary", "of: somebodys-diary", "somebodys-diary"),
    Spoil("translation", GERMAN, "version: 1\nlang: de", "version: 1\nlang: fr", "nobodys-diary"),
    Spoil("translation", GERMAN, "### d", "### e", "## Options"),
    Spoil("translation", GERMAN, "[15 €](fact:date-change-price)", "fünfzehn Euro", "### "),
    Spoil("brief-numbers", GERMAN, "[15 €](fact:date-change-price)", "[16 €](fact:date-change-price)", "[16 €]"),
    Spoil("brief-numbers", GERMAN_BRIEF, "date-change-price: \"15 €\"", "date-change-price: \"17 €\"", "\"17 €\""),
    Spoil("translation", GERMAN_BRIEF, "  our-fault: \"25 €\"\n", "", "seaside-hotel"),
    Spoil("sections", GERMAN_PRACTICE, "## Explanation", "## Erklärung", "## "),
];

#[test]
fn every_refusal_points_at_its_place_and_says_how_to_mend_it() {
    for Spoil(rule, file, from, to, at) in SPOILS {
        let bank = small_bank();
        let path = bank.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        let spoiled = text.replacen(from, to, 1);
        fs::write(&path, &spoiled).unwrap();
        let said = check(bank.path()).expect(1);
        let all = findings(&said);
        let found = all.iter().find(|finding| finding["severity"] == "refused" && finding["rule"] == *rule);
        let found = found.unwrap_or_else(|| panic!("{rule} after {to:?}: {all:#?}"));
        assert_eq!(found["file"], *file, "{rule}");
        let line = spoiled.lines().nth(found["line"].as_u64().unwrap() as usize - 1).unwrap_or_default();
        let rest: String = line.chars().skip(found["column"].as_u64().unwrap() as usize - 1).collect();
        assert!(rest.contains(at), "{rule} after {to:?} points at {rest:?}, line {}", found["line"]);
        assert!(!found["cure"].as_str().unwrap().is_empty() && !found["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_bank_that_is_in_order_passes_and_the_text_form_draws_the_line() {
    let data = tempfile::tempdir().unwrap();
    let built_in = rapport(data.path(), None, &["bank", "check"]).expect(0);
    assert!(built_in.out.contains("160 items") && built_in.out.contains("0 refused, 0 warnings"), "{}", built_in.out);
    let bank = small_bank();
    assert!(findings(&check(bank.path()).expect(0)).iter().all(|finding| finding["severity"] == "warning"));
    let path = bank.path().join(RANKED);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("channel: in-person", "channel: pigeon")).unwrap();
    let said = rapport(data.path(), None, &["bank", "check", bank.path().to_str().unwrap()]).expect(1);
    for part in ["empathy/all-about-caravans.md:10:10", "channel: pigeon", "phone", "1 refused"] {
        assert!(said.out.contains(part), "{part} is missing in\n{}", said.out);
    }
}

#[test]
fn two_items_of_one_id_and_a_translation_that_lacks_an_option_are_refused() {
    let bank = small_bank();
    let twin = bank.path().join("patience/all-about-caravans.md");
    fs::create_dir_all(twin.parent().unwrap()).unwrap();
    fs::copy(bank.path().join(RANKED), twin).unwrap();
    let german = "---\nof: all-about-caravans\nversion: 1\nlang: de\nstatus: draft\ntranslator: model\ntitle: Im Wartezimmer\n\
                  setting: in einer Werkstatt\n---\n\n## Scenario\n\nText.\n\n## Ask\n\nText.\n\n## Options\n\n### a\n\nText.\n";
    fs::write(bank.path().join("empathy/all-about-caravans.de.md"), german).unwrap();
    let rules: Vec<_> =
        findings(&check(bank.path()).expect(1)).iter().map(|finding| finding["rule"].to_string()).collect();
    for rule in ["\"duplicate-id\"", "\"translation\""] {
        assert!(rules.iter().any(|found| found == rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn what_is_not_a_bank_is_said_plainly() {
    let data = tempfile::tempdir().unwrap();
    let nowhere = rapport(data.path(), None, &["bank", "check", "/nowhere/at/all"]);
    assert_ne!(nowhere.status, 0);
    assert!(nowhere.err.contains("/nowhere/at/all"), "{}", nowhere.err);
}

/// A private bank's items are used in new openings of its organization; the same version with another text is refused.
#[tokio::test(flavor = "multi_thread")]
async fn a_private_bank_is_imported_once_and_never_edited_in_place() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    let bank = small_bank();
    let organization = office.organization.to_string();
    let import = |directory: PathBuf| {
        let (data, database) = (app.server.settings.data_dir.clone(), crate::harness::url_of(&app));
        let organization = organization.clone();
        tokio::task::spawn_blocking(move || {
            let directory = directory.to_str().unwrap();
            rapport(&data, Some(&database), &["bank", "import", directory, "--organization", &organization])
        })
    };
    let first = import(bank.path().to_owned()).await.unwrap().expect(0);
    assert!(first.out.contains('3'), "{}", first.out);
    import(bank.path().to_owned()).await.unwrap().expect(0);
    let path = bank.path().join(RANKED);
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("It is noon", "It is one o'clock")).unwrap();
    let edited = import(bank.path().to_owned()).await.unwrap();
    assert_ne!(edited.status, 0);
    assert!(edited.err.contains("all-about-caravans") && edited.err.contains("version"), "{}", edited.err);
    app.stop().await;
}
