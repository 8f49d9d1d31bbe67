//! A server of its own for every test, on a database copied from a template, with a clock that can be turned; and
//! clients typed by role.

mod browser;
mod client;
mod crowd;
mod database;
mod mail;
mod people;
mod program;
mod smtp;

pub use browser::Browser;
pub use client::{Answer, Client};
pub use crowd::{Crowd, crowd};
pub use database::{empty as fresh_database, fresh as database_without_organization};
pub use mail::{link_in, mail_about, mail_to, mails_about, mails_to, totp};
pub use people::{Office, PASSWORD, answer_question, some_answer};
pub use program::{Said, rapport};
pub use smtp::SmtpSink;

use rapport::app::{Running, Server, serve, start};
use rapport::clock::{Clock, Moment};
use rapport::config::{DatabaseUrl, Flags, Settings};
use std::net::TcpListener;
use std::path::Path;
use tempfile::TempDir;

/// Some Monday morning: 2 November 2026, 09:00 UTC.
pub const MONDAY: i64 = 1_793_610_000;

/// A running server.
pub struct App {
    /// What it runs on.
    pub server: Server,
    /// Its clock.
    pub clock: Clock,
    /// Where it answers.
    pub url: String,
    running: Option<Running>,
    // Kept so that the directory lives as long as the server.
    directory: TempDir,
}

impl App {
    /// Starts a server on a fresh copy of the template database.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with other settings.
    pub async fn with(change: impl FnOnce(&mut Flags) + Send + 'static) -> Self {
        let prepared = tokio::task::spawn_blocking(move || prepare(change)).await;
        Self::running(prepared.expect("a server that can be prepared"))
    }

    /// Turns the clock forward.
    pub fn advance(&self, duration: chrono::Duration) {
        self.clock.set(self.clock.now().plus(duration));
    }

    /// Another server on the same database, with the same key and clock.
    pub async fn beside(&self) -> Self {
        let (directory, database) = (self.server.settings.data_dir.clone(), url_of(self));
        let clock = self.clock.clone();
        let prepared = tokio::task::spawn_blocking(move || {
            let flags = flags(&directory, database);
            let server = start(Settings::resolve(&flags).expect("settings"), clock.clone()).expect("a second server");
            (server, clock, tempfile::tempdir().expect("a directory"))
        });
        Self::running(prepared.await.expect("a server that can be prepared"))
    }

    /// Stops the server as a signal would, and starts it again on what it left behind, with other settings.
    pub async fn restart(mut self, change: impl FnOnce(&mut Flags) + Send + 'static) -> Self {
        self.running.take().expect("a running server").stop().await.expect("a server that stops");
        let (database, clock, directory) = (url_of(&self), self.clock.clone(), self.directory);
        drop(self.server);
        let prepared = tokio::task::spawn_blocking(move || {
            let mut flags = flags(directory.path(), database);
            change(&mut flags);
            let server = start(Settings::resolve(&flags).expect("settings"), clock.clone()).expect("a server again");
            (server, clock, directory)
        });
        Self::running(prepared.await.expect("a server that can be prepared"))
    }

    fn running((server, clock, directory): (Server, Clock, TempDir)) -> Self {
        let running = serve(server.clone()).expect("a server that listens");
        let url = format!("http://{}", running.address);
        Self { url, clock, server, running: Some(running), directory }
    }

    /// Somebody without a session.
    pub fn stranger(&self) -> Client {
        Client::new(&self.url)
    }

    /// The path of a link to this server.
    pub fn path_of<'a>(&self, link: &'a str) -> &'a str {
        link.strip_prefix(&self.server.settings.public_url).unwrap_or(link)
    }

    /// Stops the server for a while, as for an upgrade; [`App::resume`] brings it back to the same address.
    pub async fn halt(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("a server that stops");
        }
    }

    /// Starts it again on the same database, key, clock and port.
    pub async fn resume(&mut self) {
        let (settings, clock) = (self.server.settings.clone(), self.clock.clone());
        let (directory, database) = (settings.data_dir.clone(), url_of(self));
        let flags = Flags { listen: Some(settings.listen), ..flags(&directory, database) };
        let again = move || start(Settings::resolve(&flags).expect("settings"), clock).expect("a server again");
        self.server = tokio::task::spawn_blocking(again).await.expect("a server that can be prepared");
        self.running = Some(serve(self.server.clone()).expect("a server that listens"));
    }

    /// Stops the server as a signal would.
    pub async fn stop(mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await.expect("a server that stops");
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port()
}

fn flags(directory: &Path, database: String) -> Flags {
    Flags {
        data_dir: Some(directory.to_owned()),
        database: Some(database),
        listen: Some(std::net::SocketAddr::from(([127, 0, 0, 1], free_port()))),
        workers: Some(2),
        ..Flags::default()
    }
}

/// The database of a server as the program is told it.
pub fn url_of(app: &App) -> String {
    match &app.server.settings.database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}

fn prepare(change: impl FnOnce(&mut Flags)) -> (Server, Clock, TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let mut flags = flags(directory.path(), database::fresh(directory.path()));
    change(&mut flags);
    let clock = Clock::standing_at(Moment::from_micros(MONDAY * 1_000_000).expect("a Monday"));
    let settings = Settings::resolve(&flags).expect("settings");
    let server = start(settings, clock.clone()).expect("a server that starts");
    (server, clock, directory)
}
