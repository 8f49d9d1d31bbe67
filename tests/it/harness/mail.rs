//! What arrives by mail, read from the files that stand for a mail server; and codes of an authenticator app.

use super::App;
use rapport::clock::Moment;
use serde_json::Value;
use std::time::Duration;

/// The text of a mail to somebody, as soon as it is there.
pub async fn mail_to(app: &App, to: &str) -> String {
    // The outbox is emptied about once a second, beside the requests.
    for _ in 0..200 {
        if let Some(text) = find(&app.server.settings.data_dir.join("outbox"), to) {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no mail to {to} in ten seconds");
}

/// The texts of all mails to somebody that are there now, the oldest first.
pub fn mails_to(app: &App, to: &str) -> Vec<String> {
    all(&app.server.settings.data_dir.join("outbox"), to)
}

fn find(outbox: &std::path::Path, to: &str) -> Option<String> {
    all(outbox, to).into_iter().next()
}

fn all(outbox: &std::path::Path, to: &str) -> Vec<String> {
    let files = std::fs::read_dir(outbox).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    // Names are time-ordered ids.
    let mut files: Vec<_> = files.collect();
    files.sort();
    // A file that is being written is read on the next round.
    let mails = files.iter().filter_map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).ok()?).ok());
    let mails = mails.filter(|mail| mail["to_address"] == to);
    mails.map(|mail| mail["text"].as_str().unwrap().to_owned()).collect()
}

/// The texts of all mails to somebody under whose subject these words stand, by their age.
pub fn mails_about(app: &App, to: &str, words: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(app.server.settings.data_dir.join("outbox")) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| serde_json::from_slice::<Value>(&std::fs::read(path).ok()?).ok();
    let about = |mail: &Value| mail["to_address"] == to && mail["subject"].as_str().is_some_and(|s| s.contains(words));
    paths.iter().filter_map(read).filter(about).map(|mail| mail["text"].as_str().unwrap().to_owned()).collect()
}

/// The newest of them, as soon as there are so many.
pub async fn mail_about(app: &App, to: &str, words: &str, count: usize) -> String {
    for _ in 0..200 {
        let mut mails = mails_about(app, to, words);
        if mails.len() >= count {
            return mails.swap_remove(count - 1);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not {count} mails to {to} about {words} in ten seconds");
}

/// The path of the link in a mail, and nothing but a link to this server.
pub fn link_in(app: &App, text: &str) -> String {
    let link = text.split_whitespace().find(|word| word.starts_with("http")).expect("a link");
    link.strip_prefix(&app.server.settings.public_url).expect("a link to this server").to_owned()
}

/// What an authenticator app shows.
pub fn totp(secret: &str, now: Moment) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).expect("a key in base 32");
    let totp = totp_rs::Builder::new().with_secret(secret).build().expect("a key of the usual kind");
    totp.generate(now.seconds().unsigned_abs()).to_string()
}
