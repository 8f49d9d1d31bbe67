//! A backup is of one moment, a cut or altered one is noticed, and what is restored is what was there.

use crate::harness::{App, Office, Said, database_without_organization, fresh_database, rapport};
use std::fs;
use std::path::PathBuf;

/// Runs the program beside a running server.
async fn run(data: PathBuf, database: String, arguments: Vec<String>) -> Said {
    let run = move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        rapport(&data, Some(&database), &arguments)
    };
    tokio::task::spawn_blocking(run).await.expect("a run")
}

fn words(line: &str, file: &std::path::Path) -> Vec<String> {
    line.split(' ').map(str::to_owned).chain([file.display().to_string()]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_restored_is_what_was_there() {
    let app = App::new().await;
    let office = Office::open(&app).await;
    office.finisher("Ana Applicant", 0).await;
    let settings = app.server.settings.clone();
    let (data, database) = (settings.data_dir.clone(), crate::harness::url_of(&app));
    let elsewhere = tempfile::tempdir().expect("a directory");
    let file = elsewhere.path().join("rapport.backup");
    // While the server runs and somebody answers.
    let (taken, _) =
        tokio::join!(run(data.clone(), database.clone(), words("backup", &file)), office.finisher("Ben Applicant", 1));
    taken.expect(0);
    let again = run(data.clone(), database.clone(), words("backup", &file)).await;
    assert!(again.status != 0 && again.err.contains("exists already"), "{}", again.err);
    let target = fresh_database(elsewhere.path());
    let nothing = database_without_organization(elsewhere.path());
    let refused = run(data.clone(), nothing, words("backup", &elsewhere.path().join("nothing.backup"))).await;
    assert!(refused.err.contains("holds no organization"), "{}", refused.err);
    run(data.clone(), target.clone(), words("restore", &file)).await.expect(0);
    for check in [["audit", "verify"], ["rescore", "--verify"]] {
        let arguments = check.iter().map(|word| (*word).to_owned()).collect();
        run(data.clone(), target.clone(), arguments).await.expect(0);
    }
    let over = run(data.clone(), target, words("restore", &file)).await;
    assert!(over.status != 0 && over.err.contains("is not overwritten"), "{}", over.err);
    a_spoiled_one_is_noticed(&data, &file).await;
    app.stop().await;
}

async fn a_spoiled_one_is_noticed(data: &std::path::Path, file: &std::path::Path) {
    let whole = fs::read(file).expect("the backup");
    let mut altered = whole.clone();
    altered[whole.len() / 2] ^= 1;
    for spoiled in [whole[..whole.len() - 100].to_vec(), Vec::new(), altered] {
        fs::write(file, &spoiled).unwrap();
        let elsewhere = tempfile::tempdir().expect("a directory");
        let target = fresh_database(elsewhere.path());
        let said = run(data.to_owned(), target, words("restore", file)).await;
        assert!(said.status != 0 && said.err.contains("is not the file that was written"), "{}", said.err);
    }
    fs::write(file, whole).unwrap();
    fs::remove_file(format!("{}.manifest.json", file.display())).unwrap();
    let elsewhere = tempfile::tempdir().expect("a directory");
    let said = run(data.to_owned(), fresh_database(elsewhere.path()), words("restore", file)).await;
    assert!(said.status != 0 && said.err.contains("manifest"), "{}", said.err);
}
