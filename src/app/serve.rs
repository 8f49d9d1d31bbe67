//! The HTTP server and the work beside it, until it is told to stop.

use super::{Server, routes};
use crate::error::{Code, Error, Result};
use crate::jobs;
use crate::web::{mount, present, secure};
use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use std::net::SocketAddr;
use std::time::Duration;

/// A server that answers.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
    jobs: jobs::Handle,
    server: Server,
}

/// How long requests that are under way may take when the server is told to stop.
const FAREWELL_SECONDS: u64 = 20;

/// Starts to listen and to answer. Must be called inside the framework's runtime.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(server: Server) -> Result<Running> {
    let settings = server.settings.clone();
    let for_workers = server.clone();
    let http = HttpServer::new(move || app(&for_workers))
        .workers(settings.workers)
        .worker_max_blocking_threads(64)
        .client_request_timeout(Duration::from_secs(10))
        .keep_alive(Duration::from_secs(30))
        .max_connections(10_000)
        .shutdown_timeout(FAREWELL_SECONDS)
        .disable_signals()
        .bind(settings.listen)
        .map_err(|error| Error::new(Code::Invalid, format!("Cannot listen on {}: {error}.", settings.listen)))?;
    let address = http.addrs().first().copied().unwrap_or(settings.listen);
    let running = http.run();
    let handle = running.handle();
    let task = tokio::spawn(running);
    let jobs = jobs::start(&server.db, &server.secrets, &server.settings, &server.clock, &server.post)?;
    Ok(Running { address, handle, task, jobs, server })
}

macro_rules! shared {
    ($server:expr; $($field:ident),+) => {
        move |config: &mut web::ServiceConfig| {
            $(config.app_data(web::Data::from(std::sync::Arc::clone(&$server.$field)));)+
        }
    };
}

fn app(
    server: &Server,
) -> App<
    impl actix_web::dev::ServiceFactory<
        actix_web::dev::ServiceRequest,
        Config = (),
        Response = actix_web::dev::ServiceResponse<impl actix_web::body::MessageBody + use<>>,
        Error = actix_web::Error,
        InitError = (),
    > + use<>,
> {
    let routes = routes();
    let server = server.clone();
    let own = server.clone();
    App::new()
        .configure(shared!(own; settings, views, post))
        .app_data(web::Data::new(server.db.clone()))
        .app_data(web::Data::new(server.clock.clone()))
        .app_data(web::Data::new(server.secrets.clone()))
        .app_data(web::Data::new(server.tokens.clone()))
        .app_data(web::Data::new(server.hasher.clone()))
        .app_data(web::Data::new(server.texts.clone()))
        // A part of a path that cannot be read names nothing: x is no question, whoever asks.
        .app_data(web::PathConfig::default().error_handler(|_, _| Error::from(Code::NotFound).into()))
        .configure(|config| mount(&routes, config))
        .default_service(web::to(nothing_here))
        .wrap(from_fn(present))
        .wrap(from_fn(secure))
        .wrap(from_fn(super::log::requests))
        .wrap(Compress::default())
}

async fn nothing_here() -> Result<actix_web::HttpResponse> {
    Err(Code::NotFound.into())
}

impl Running {
    /// Waits until the process is told to stop, then stops: no new requests, those under way are answered, every write
    /// that was accepted is committed.
    ///
    /// # Errors
    /// When the server ended by itself.
    pub async fn until_told(self) -> Result<()> {
        told_to_stop().await;
        tracing::info!("stopping");
        self.stop().await
    }

    /// Stops as if the process had been told to.
    ///
    /// # Errors
    /// When the server had ended by itself.
    pub async fn stop(self) -> Result<()> {
        self.handle.stop(true).await;
        self.jobs.stop();
        self.server.db.close();
        self.task.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut term), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        tracing::error!("signals cannot be received; stop the process by force");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = term.recv() => {}
        _ = interrupt.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
