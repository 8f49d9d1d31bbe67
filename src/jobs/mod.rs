//! Leases and clocks: work that goes on beside the requests, in one process at a time.
//!
//! Every process has the thread; whoever holds the lease works. A process that dies loses it after a moment.

mod store;

use crate::clock::Clock;
use crate::config::{Secrets, Settings};
use crate::db::Db;
use crate::entropy::secret_bytes;
use crate::error::{Error, Result};
use crate::ids::base32;
use crate::mail::{Transport, deliver_due};
use crate::sittings;
use chrono::Duration;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;

/// How often somebody looks whether there is work.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);
/// How long a lease holds without being renewed.
const LEASE: Duration = Duration::seconds(15);

/// The thread that works; it ends when this is stopped or dropped.
pub struct Handle {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Handle {
    /// Ends the work, after what is under way.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.take();
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the work beside the requests ended in a panic");
        }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.end();
    }
}

/// Starts the thread.
///
/// # Errors
/// When the mail settings cannot be used, or no thread can be made.
pub fn start(db: &Db, secrets: &Secrets, settings: &Settings, clock: &Clock) -> Result<Handle> {
    let work = Work {
        db: db.clone(),
        secrets: secrets.clone(),
        transport: Transport::from_settings(settings)?,
        clock: clock.clone(),
        holder: base32(&secret_bytes::<10>()),
    };
    let (stop, stopped) = channel::<()>();
    let thread = std::thread::Builder::new().name("jobs".into()).spawn(move || {
        while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
            if let Err(error) = work.round() {
                tracing::error!(?error, "work beside the requests failed; it is tried again");
            }
        }
    });
    Ok(Handle { stop: Some(stop), thread: Some(thread.map_err(Error::internal)?) })
}

struct Work {
    db: Db,
    secrets: Secrets,
    transport: Transport,
    clock: Clock,
    holder: String,
}

impl Work {
    /// One round: outbox, then sittings whose time is over. Each under a lease of its own.
    fn round(&self) -> Result<()> {
        if self.holds("outbox")? {
            deliver_due(&self.db, &self.secrets, &self.transport, &self.clock)?;
        }
        if self.holds("overdue sittings")? {
            sittings::close_overdue(&self.db, self.clock.now())?;
        }
        Ok(())
    }

    fn holds(&self, name: &'static str) -> Result<bool> {
        let (holder, now) = (self.holder.clone(), self.clock.now());
        self.db.write_now(move |conn| store::take_lease(conn, name, &holder, (now, now.plus(LEASE))))
    }
}
