//! Leases and clocks: work that goes on beside the requests, in one process at a time.
//!
//! Every process has the threads; whoever holds the lease works. A process that dies loses it after a moment.

mod store;

use crate::auth;
use crate::clock::{Clock, Moment};
use crate::cohorts;
use crate::config::{Secrets, Settings};
use crate::db::Db;
use crate::entropy::secret_bytes;
use crate::error::{Error, Result};
use crate::ids::{OrganizationId, base32};
use crate::letters::write_due;
use crate::mail::{Post, Transport, deliver_due};
use crate::monitor;
use crate::people::{self, quiet};
use crate::sittings;
use crate::{openings, privacy};
use chrono::Duration;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

/// How often somebody looks whether there is work.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);
/// How often what is old is forgotten.
const CLEANING: std::time::Duration = std::time::Duration::from_mins(10);
/// How often somebody looks whether tests have been handed in that staff want to hear of.
const TELLING: std::time::Duration = std::time::Duration::from_secs(4);
/// How long what has time waits while a server begins: whoever has waited for the server comes first.
const FIRST: std::time::Duration = std::time::Duration::from_mins(1);
/// How often somebody looks whether reference groups are to be frozen, which they are monthly at most.
const FREEZING: std::time::Duration = std::time::Duration::from_hours(1);
/// How often a process says that it is there.
const PULSE: std::time::Duration = std::time::Duration::from_secs(5);
/// How long a lease holds without being renewed: longer than one mail may take.
const LEASE: Duration = Duration::seconds(30);

/// The threads that work; they end when this is stopped or dropped.
pub struct Handle {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Handle {
    /// Ends the work, after what is under way.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the work beside the requests ended in a panic");
            }
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.end();
    }
}

/// Starts the threads: one for each kind of work, so that a slow mail server stops no deadline.
///
/// # Errors
/// When the mail settings cannot be used, or no thread can be made.
pub fn start(db: &Db, secrets: &Secrets, settings: &Settings, clock: &Clock, post: &Arc<Post>) -> Result<Handle> {
    let stop = Arc::new(AtomicBool::new(false));
    let worker =
        Worker { db: db.clone(), clock: clock.clone(), holder: base32(&secret_bytes::<10>()), stop: stop.clone() };
    let sealer = secrets;
    let (transport, secrets) = (Transport::from_settings(settings)?, secrets.clone());
    let mails = worker.clone().spawn("outbox", move |worker| {
        let may_go_on = || Ok(!worker.is_told_to_stop() && worker.holds("outbox")?);
        let by_day = |organization: &OrganizationId, at| worker.by_day(organization, at);
        deliver_due(&worker.db, &secrets, &transport, &worker.clock, &by_day, &may_go_on)
    })?;
    let writer = post.clone();
    let letters = worker.clone().spawn("letters", move |worker| write_due(&worker.db, &writer, worker.clock.now()))?;
    let overdue =
        worker.clone().spawn("overdue sittings", |worker| sittings::close_overdue(&worker.db, worker.clock.now()))?;
    let (sealer, post, teller) = (sealer.clone(), post.clone(), post.clone());
    let lists = worker.clone().spawn("invitation lists", move |worker| {
        openings::send_stalled(&worker.db, &sealer, &post, worker.clock.now())
    })?;
    let notices = worker.clone().spawn("notices", move |worker| {
        let told = openings::tell_finished(&worker.db, &teller, worker.clock.now())?;
        worker.rest(TELLING);
        Ok(told)
    })?;
    let pulse = worker.clone().beat()?;
    let groups = worker.clone().spawn_after(FIRST, "reference groups", |worker| {
        let frozen = cohorts::freeze_due(&worker.db, worker.clock.now())?;
        worker.rest(FREEZING);
        Ok(frozen)
    })?;
    let cleaning = worker.spawn_after(FIRST, "cleaning", |worker| {
        let now = worker.clock.now();
        // Before anybody is erased: a snapshot is counted from those who are there. But nobody stays because of it.
        let frozen = monitor::freeze_due(&worker.db, now);
        let cleaned = auth::clean(&worker.db, now)?
            + openings::forget_lists(&worker.db, now)?
            + privacy::erase_what_is_over(&worker.db, now)?
            + frozen?;
        worker.rest(CLEANING);
        Ok(cleaned)
    })?;
    let working = [mails, letters, overdue, lists, notices, groups, cleaning];
    Ok(Handle { stop, threads: working.into_iter().chain(pulse).collect() })
}

#[derive(Clone)]
struct Worker {
    db: Db,
    clock: Clock,
    holder: String,
    stop: Arc<AtomicBool>,
}

impl Worker {
    /// A thread that does the work again and again, whenever it holds the lease of that name.
    fn spawn(
        self,
        name: &'static str,
        work: impl Fn(&Self) -> Result<usize> + Send + 'static,
    ) -> Result<JoinHandle<()>> {
        self.spawn_after(std::time::Duration::ZERO, name, work)
    }

    /// The same, not at once. It waits before it takes the lease, which would not last that long.
    fn spawn_after(
        self,
        wait: std::time::Duration,
        name: &'static str,
        work: impl Fn(&Self) -> Result<usize> + Send + 'static,
    ) -> Result<JoinHandle<()>> {
        let rounds = move || {
            self.rest(wait);
            while !self.is_told_to_stop() {
                std::thread::park_timeout(PAUSE);
                if self.is_told_to_stop() {
                    break;
                }
                let done = self.holds(name).and_then(|holds| if holds { work(&self) } else { Ok(0) });
                if let Err(error) = done {
                    tracing::error!(?error, name, "work beside the requests failed; it is tried again");
                }
            }
        };
        std::thread::Builder::new().name(name.into()).spawn(rounds).map_err(Error::internal)
    }

    /// A thread that says that this process is there: each process has one, whoever holds what lease. From a clock that
    /// stands still nobody can tell how long a server was away, so then there is none.
    fn beat(self) -> Result<Option<JoinHandle<()>>> {
        if self.clock.stands() {
            return Ok(None);
        }
        let rounds = move || {
            while !self.is_told_to_stop() {
                if let Err(error) = sittings::beat_now(&self.db, self.clock.now()) {
                    tracing::error!(?error, "it could not be noted that this process is there; it is tried again");
                }
                self.rest(PULSE);
            }
        };
        std::thread::Builder::new().name("pulse".into()).spawn(rounds).map(Some).map_err(Error::internal)
    }

    /// Waits, and not longer than until it is told to stop.
    fn rest(&self, pause: std::time::Duration) {
        let until = std::time::Instant::now() + pause;
        while !self.is_told_to_stop() && std::time::Instant::now() < until {
            std::thread::park_timeout(pause);
        }
    }

    fn is_told_to_stop(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// A moment, or the morning after it where it is night in an organization.
    fn by_day(&self, organization: &OrganizationId, at: Moment) -> Result<Moment> {
        let id = organization.clone();
        let organization = self.db.read_now(move |conn| people::organization(conn, &id))?;
        Ok(quiet::by_day(&organization, at))
    }

    fn holds(&self, name: &'static str) -> Result<bool> {
        let (holder, now) = (self.holder.clone(), self.clock.now());
        self.db.write_now(move |conn| store::take_lease(conn, name, &holder, (now, now.plus(LEASE))))
    }
}
