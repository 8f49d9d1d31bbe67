//! What helps authors: coverage, a skeleton, a preview, warnings; and assessments in other languages.

use crate::harness::{App, Client, Office, rapport};
use rapport::people::Role;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const BUILT_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/question-bank");

fn coverage(arguments: &[&str], status: i32) -> Value {
    let data = tempfile::tempdir().unwrap();
    let all = [&["bank", "coverage", "--format", "json"], arguments].concat();
    serde_json::from_str(&rapport(data.path(), None, &all).expect(status).out).expect("an object")
}

#[test]
fn the_built_in_bank_meets_its_targets_and_a_small_one_is_told_what_it_lacks() {
    let whole = coverage(&[], 0);
    assert_eq!((&whole["items"], &whole["short_of"]), (&160.into(), &Value::Array(Vec::new())));
    for cue in whole["cues"].as_array().unwrap() {
        assert!(cue["r"].as_f64().unwrap().abs() <= 0.15, "{cue}");
    }
    assert!(whole["languages"]["es"].as_u64().unwrap() >= 48 && whole["languages"]["de"].as_u64().unwrap() >= 48);
    let small = tempfile::tempdir().unwrap();
    fs::create_dir_all(small.path().join("empathy")).unwrap();
    let item = "empathy/all-about-caravans.md";
    fs::copy(Path::new(BUILT_IN).join(item), small.path().join(item)).unwrap();
    let short = coverage(&[small.path().to_str().unwrap()], 1);
    let sentences = short["short_of"].to_string();
    assert!(sentences.contains("items of empathy: 1, and 40 are wanted"), "{sentences}");
}

#[test]
fn a_skeleton_is_a_draft_in_order_apart_from_what_the_author_must_fill_in_and_is_never_overwritten() {
    let (data, bank) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = bank.path().to_str().unwrap();
    for (format, competency) in [("pick-best", "empathy"), ("rank", "patience"), ("rate", "communication")] {
        let new = ["bank", "new", &format!("a-{format}"), "--competency", competency, "--format", format, "--dir", dir];
        rapport(data.path(), None, &new).expect(0);
        let again = rapport(data.path(), None, &new);
        assert!(again.status != 0 && again.err.contains("cannot be written"), "{}", again.err);
    }
    let said = rapport(data.path(), None, &["bank", "check", "--format", "json", dir]).expect(1);
    let found: Value = serde_json::from_str(&said.out).unwrap();
    let findings = found["findings"].as_array().unwrap();
    let refused: Vec<_> = findings.iter().filter(|finding| finding["severity"] == "refused").collect();
    assert!(refused.len() == 3 && refused.iter().all(|finding| finding["rule"] == "facet"), "{refused:#?}");
    let bad = rapport(data.path(), None, &["bank", "new", "../escape", "--competency", "empathy", "--dir", dir]);
    assert!(bad.status != 0 && bad.err.contains("is no id"), "{}", bad.err);
}

#[test]
fn warnings_name_a_formula_a_word_that_shuts_out_and_a_name_alone() {
    let (data, bank) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let item = "empathy/locked-door.md";
    fs::create_dir_all(bank.path().join("empathy")).unwrap();
    let text = fs::read_to_string(Path::new(BUILT_IN).join(item)).unwrap();
    let spoiled = text.replacen("## Ask", "The repairman is away.\n\n## Ask", 1);
    let spoiled = spoiled.replacen("### a\n\n\"", "### a\n\n\"Ms Ncube, ", 1);
    fs::write(bank.path().join(item), spoiled).unwrap();
    let said =
        rapport(data.path(), None, &["bank", "check", "--format", "json", bank.path().to_str().unwrap()]).expect(0);
    for part in ["repairman", "technician", "says the customer's name"] {
        assert!(said.out.contains(part), "{part} is missing in {}", said.out);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_previewed_without_its_key_and_with_it() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(["bank", "preview", "photos-before-repair"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.split_whitespace().find(|word| word.starts_with("http")).expect("an address").trim_end_matches('/');
    let browser = Client::new(url);
    let (plain, key) = (browser.get("/?lang=de").await.expect(200), browser.get("/key").await.expect(200));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(plain.text.contains("lang=\"de\"") && !plain.text.contains("provisional"), "{}", plain.text);
    assert!(key.text.contains("provisional") && key.text.contains("Reader"), "{}", key.text);
    let data = tempfile::tempdir().unwrap();
    let unknown = rapport(data.path(), None, &["bank", "preview", "no-such-item"]);
    assert!(unknown.status != 0 && unknown.err.contains("no-such-item"), "{}", unknown.err);
}

/// Whoever is invited to a test in another language practises and answers in it, briefs included.
#[tokio::test(flavor = "multi_thread")]
async fn a_test_in_another_language_is_in_that_language_throughout() {
    let app = App::new().await;
    for (assessment, lang) in [("essentials-form-a-de", "de"), ("essentials-form-b-es", "es")] {
        let office = Office::with(&app, assessment, None).await;
        let scene = format!("<div class=\"scene\" lang=\"{lang}\">");
        let applicant = app.stranger();
        let invited = office.invite("Some Body").await;
        let landing = app.path_of(&invited.link);
        applicant.submit(landing, landing, &[("agree", "yes")]).await.expect(303);
        let practice = applicant.get("/test/practice/1").await.expect(200).text;
        assert!(practice.contains(&scene), "{practice}");
        applicant.submit("/test/ready", "/test/start", &[]).await.expect(303);
        for number in 1..=24 {
            let question = applicant.get(&format!("/test/questions/{number}")).await.expect(200).text;
            assert!(question.contains(&scene) && !question.contains('£'), "{question}");
        }
        office.finisher("Any Body", 1).await;
        let recruiter = office.browser(Role::Recruiter).await;
        let ranking = recruiter.get(&format!("/openings/{}/ranking", office.opening.id)).await.expect(200);
        let candidate = ranking.attribute("tbody th a", "href").expect("a candidate");
        assert!(recruiter.get(&candidate).await.expect(200).text.contains(&scene), "staff read the same words");
    }
    app.stop().await;
}
