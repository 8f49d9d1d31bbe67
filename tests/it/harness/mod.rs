//! A server of its own for every test, on a database copied from a template, with a clock that can be turned; and
//! clients typed by role.

mod client;
mod database;
mod mail;
mod people;
mod program;

pub use client::{Answer, Client};
pub use mail::{link_in, mail_to, totp};
pub use people::{Office, answer_question, some_answer};
pub use program::{Said, rapport};

use rapport::app::{Running, Server, serve, start};
use rapport::clock::{Clock, Moment};
use rapport::config::{Flags, Settings};
use std::net::TcpListener;
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
    _directory: TempDir,
}

impl App {
    /// Starts a server on a fresh copy of the template database.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// The same with other settings.
    pub async fn with(change: impl FnOnce(&mut Flags) + Send + 'static) -> Self {
        let (server, clock, directory) =
            tokio::task::spawn_blocking(move || prepare(change)).await.expect("a server that can be prepared");
        let running = serve(server.clone()).expect("a server that listens");
        let url = format!("http://{}", running.address);
        Self { url, clock, server, running: Some(running), _directory: directory }
    }

    /// Turns the clock forward.
    pub fn advance(&self, duration: chrono::Duration) {
        self.clock.set(self.clock.now().plus(duration));
    }

    /// Somebody without a session.
    pub fn stranger(&self) -> Client {
        Client::new(&self.url)
    }

    /// The path of a link to this server.
    pub fn path_of<'a>(&self, link: &'a str) -> &'a str {
        link.strip_prefix(&self.server.settings.public_url).unwrap_or(link)
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

fn prepare(change: impl FnOnce(&mut Flags)) -> (Server, Clock, TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let listen = std::net::SocketAddr::from(([127, 0, 0, 1], free_port()));
    let mut flags = Flags {
        data_dir: Some(directory.path().to_owned()),
        database: Some(database::fresh(directory.path())),
        listen: Some(listen),
        workers: Some(2),
        ..Flags::default()
    };
    change(&mut flags);
    let clock = Clock::standing_at(Moment::from_micros(MONDAY * 1_000_000).expect("a Monday"));
    let settings = Settings::resolve(&flags).expect("settings");
    let server = start(settings, clock.clone()).expect("a server that starts");
    (server, clock, directory)
}
