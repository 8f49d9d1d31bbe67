//! The one writer of SQLite: many waiting transactions, one commit, one fsync.
//!
//! Jobs arrive on a bounded queue. The thread opens `BEGIN IMMEDIATE`, runs every job that is waiting in a savepoint of
//! its own, commits once and only then answers them all. There is no timer: the next batch gathers while the disk
//! works on this one. A job that fails or panics rolls back to its savepoint and disturbs nobody else.

use super::Conn;
use crate::error::{Code, Error, Result};
use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// Jobs that may wait; more are refused with 503 rather than kept waiting.
const QUEUE: usize = 4096;
/// A batch takes no new job after this long, so that the first in it is not kept waiting by the last.
const BATCH_TIME: Duration = Duration::from_millis(50);

/// A transaction with the place where its result is awaited.
trait Job: Send {
    /// Runs it inside the batch.
    fn run(&mut self, conn: &mut Conn);
    /// Answers it, once it is known whether the batch was committed.
    fn answer(self: Box<Self>, committed: bool);
}

struct Task<T, F> {
    work: F,
    outcome: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, E, F> Job for Task<T, F>
where
    T: Send,
    E: Into<Error>,
    F: Fn(&mut Conn) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &mut Conn) {
        self.outcome = Some(super::in_transaction(conn, &self.work));
    }

    fn answer(self: Box<Self>, committed: bool) {
        let answer = match self.outcome {
            Some(Ok(value)) if committed => Ok(value),
            Some(Err(error)) => Err(error),
            _ => Err(Error::unavailable("the commit failed; nothing was written")),
        };
        // Whoever asked may have gone; what is committed stays committed.
        drop(self.reply.send(answer));
    }
}

/// A handle to the writer thread.
pub struct Writer {
    queue: Mutex<Option<SyncSender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread with the connection it will own.
    pub fn start(conn: Conn) -> Result<Self> {
        let (sender, receiver) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || write_all(conn, &receiver));
        Ok(Self { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread.map_err(Error::unavailable)?)) })
    }

    /// Queues a transaction; the receiver gets its result after the commit.
    pub fn submit<T, E, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T>>>
    where
        T: Send + 'static,
        E: Into<Error> + Send + 'static,
        F: Fn(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let (reply, receiver) = oneshot::channel();
        let task = Box::new(Task { work, outcome: None, reply });
        let queue = self.queue.lock().map_err(|_| Error::internal("the writer's queue is poisoned"))?;
        match queue.as_ref().map(|queue| queue.try_send(task)) {
            Some(Ok(())) => Ok(receiver),
            Some(Err(TrySendError::Full(_))) => Err(Error::new(
                Code::Unavailable,
                "More is being saved than the disk can take. Please try again in a few seconds.",
            )),
            Some(Err(TrySendError::Disconnected(_))) | None => Err(Error::unavailable("the writer has ended")),
        }
    }

    /// Takes no more, finishes what it has, ends the thread.
    pub fn close(&self) {
        if let Ok(mut queue) = self.queue.lock() {
            queue.take();
        }
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the database writer ended in a panic");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
    }
}

fn write_all(mut conn: Conn, queue: &Receiver<Box<dyn Job>>) {
    while let Ok(first) = queue.recv() {
        write_batch(&mut conn, first, queue);
    }
}

fn write_batch(conn: &mut Conn, first: Box<dyn Job>, queue: &Receiver<Box<dyn Job>>) {
    let mut batch = vec![first];
    if let Err(error) = begin(conn) {
        tracing::error!(%error, "no transaction could be begun");
        batch.into_iter().for_each(|job| job.answer(false));
        return;
    }
    let started = Instant::now();
    let mut done = 0;
    while done < batch.len() {
        batch[done].run(conn);
        done += 1;
        if started.elapsed() < BATCH_TIME {
            batch.extend(queue.try_recv());
        }
    }
    let committed = match commit(conn) {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(%error, jobs = batch.len(), "a commit failed");
            false
        }
    };
    batch.into_iter().for_each(|job| job.answer(committed));
}

fn begin(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        // diesel's own BEGIN takes the write lock too late: two processes that read first would then collide.
        Conn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
        Conn::Postgres(_) => <Conn as Connection>::TransactionManager::begin_transaction(conn),
    }
}

fn commit(conn: &mut Conn) -> diesel::QueryResult<()> {
    type Manager = <Conn as Connection>::TransactionManager;
    Manager::commit_transaction(conn).inspect_err(|_| {
        if let Err(error) = Manager::rollback_transaction(conn) {
            tracing::error!(%error, "nor could the transaction be rolled back");
        }
    })
}
