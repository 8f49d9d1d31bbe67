//! `rapport serve` as a process: the first administrator's link, a log without secrets, a gentle end.

use crate::harness::{Client, PASSWORD, SmtpSink, fresh_database, rapport};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

struct Process {
    child: Child,
    url: String,
    said: Receiver<String>,
    log: std::thread::JoinHandle<String>,
}

impl Process {
    /// Starts it with the most talkative log.
    fn start(directory: &std::path::Path) -> Self {
        Self::start_with(directory, &[])
    }

    /// Starts it with more settings, by the environment.
    fn start_with(directory: &std::path::Path, settings: &[(&str, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapport"))
            .arg("serve")
            .arg("--data-dir")
            .arg(directory)
            .args(["--listen", &address, "--database", &fresh_database(directory)])
            .env("RUST_LOG", "trace")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, said) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut err = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            err.read_to_string(&mut log).map(|_| log).unwrap_or_default()
        });
        Self { child, url: format!("http://{address}"), said, log }
    }

    /// The path of the link that it prints.
    fn link(&self) -> String {
        let line = std::iter::from_fn(|| self.said.recv_timeout(Duration::from_secs(30)).ok());
        let link = line.map(|line| line.trim().to_owned()).find(|line| line.starts_with("http")).expect("a link");
        link.strip_prefix(&self.url).expect("a link to itself").to_owned()
    }

    async fn ready(&self) {
        for _ in 0..200 {
            if reqwest::get(format!("{}/readyz", self.url)).await.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not ready");
    }

    /// Tells it to stop, and returns what it logged.
    fn stop(mut self) -> String {
        Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "a gentle end");
        self.log.join().unwrap()
    }
}

/// Whoever waits for the line of `rapport demo --json` may use what it says at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_says_it_is_ready_when_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let busy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = busy.local_addr().unwrap().to_string();
    let database = fresh_database(directory.path());
    let arguments = ["demo", "--json", "--applicants", "3", "--listen", &address];
    let said = rapport(directory.path(), Some(&database), &arguments);
    assert!(said.status != 0 && said.out.is_empty(), "it cannot listen, and says nothing else: {}", said.out);
    drop(busy);
    let mut child = Command::new(env!("CARGO_BIN_EXE_rapport"))
        .args(arguments)
        .arg("--data-dir")
        .arg(directory.path())
        .args(["--database", &database])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    let answer = reqwest::get(format!("{}/readyz", ready["url"].as_str().unwrap())).await;
    Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(answer.unwrap().status(), 200);
}

/// The first administrator begins.
async fn set_up(browser: &Client, link: &str) {
    let setup = [
        ("organization", "Harbour & Finch"),
        ("name", "Amara Adebayo"),
        ("email", "amara.secretive@example.com"),
        ("password", PASSWORD),
    ];
    browser.submit(link, link, &setup).await.expect(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_administrator_begins_and_the_log_holds_no_secret() {
    let directory = tempfile::tempdir().unwrap();
    let process = Process::start(directory.path());
    let link = process.link();
    process.ready().await;
    let browser = Client::new(&process.url);
    set_up(&browser, &link).await;
    browser.get("/staff").await.expect(200);
    let cookie_less = Client::new(&process.url);
    cookie_less.get(&link).await.expect(410);
    let credentials = [("email", "amara.secretive@example.com"), ("password", "not-the-password-at-all")];
    cookie_less.submit("/sign-in", "/sign-in", &credentials).await.expect(422);
    cookie_less.get("/i/abcdefghijklmnopqrstuvwxyz").await.expect(410);
    let log = process.stop();
    assert!(log.contains("stopping") && log.contains("/setup/{token}"), "{log}");
    let token = link.rsplit('/').next().unwrap();
    for secret in [token, PASSWORD, "not-the-password-at-all", "amara.secretive", "abcdefghijklmnopqrstuvwxyz"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "the log holds {secret}: {line:?}");
    }
}

/// Starts one with a mail server, and has it write to a new member of staff.
async fn writes_to_a_colleague(smtp: &str, trusted: &std::path::Path) -> (Process, tempfile::TempDir, Client) {
    let directory = tempfile::tempdir().unwrap();
    let settings = [("RAPPORT_SMTP", smtp), ("SSL_CERT_FILE", trusted.to_str().unwrap())];
    let process = Process::start_with(directory.path(), &settings);
    let link = process.link();
    process.ready().await;
    let browser = Client::new(&process.url);
    set_up(&browser, &link).await;
    let new = [("name", "Ravi Recruiter"), ("email", "ravi@example.com"), ("role", "recruiter")];
    browser.submit("/staff", "/staff", &new).await.expect(303);
    (process, directory, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_encrypted_from_the_start_or_after_asking_to_a_server_whose_certificate_is_trusted() {
    let keys = tempfile::tempdir().unwrap();
    let (one, other) = (keys.path().join("one.pem"), keys.path().join("other.pem"));
    let sinks = [SmtpSink::encrypted(&one).await, SmtpSink::offering_encryption(&other).await];
    let urls = [
        format!("smtps://localhost:{}", sinks[0].port()),
        format!("smtp://localhost:{}?tls=required", sinks[1].port()),
    ];
    for ((sink, url), trusted) in sinks.iter().zip(&urls).zip([&one, &other]) {
        let (process, _directory, _) = writes_to_a_colleague(url, trusted).await;
        let mail = sink.mail().await;
        assert!(mail.contains("ravi@example.com"), "{mail}");
        process.stop();
    }
    let (process, _directory, browser) = writes_to_a_colleague(&urls[0], &other).await;
    let mut page = browser.get("/outbox").await.expect(200);
    for _ in 0..200 {
        if page.text.contains("certificate") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        page = browser.get("/outbox").await.expect(200);
    }
    assert!(page.text.contains("certificate"), "nothing goes to a server that nobody vouches for: {}", page.text);
    process.stop();
}
