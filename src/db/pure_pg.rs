//! PostgreSQL without libpq: diesel's synchronous connection traits over `tokio-postgres`.
//!
//! `diesel-async` has a wrapper that makes an asynchronous connection synchronous, but that wrapper cannot take part
//! in `#[derive(MultiConnection)]` and connects without TLS. This type does the same in a few lines: each connection
//! owns a runtime of one thread, drives it while a query waits, and answers type look-ups with nothing, since the
//! schema uses built-in types only.

use diesel::connection::{
    CacheSize, Connection, ConnectionSealed, Instrumentation, LoadConnection, MultiConnectionHelper, SimpleConnection,
    TransactionManager, TransactionManagerStatus,
};
use diesel::expression::QueryMetadata;
use diesel::migration::{CREATE_MIGRATIONS_TABLE, MigrationConnection};
use diesel::pg::{Pg, PgMetadataLookup, PgTypeMetadata};
use diesel::query_builder::{Query, QueryFragment, QueryId};
use diesel::r2d2::R2D2Connection;
use diesel::result::{ConnectionError, ConnectionResult, QueryResult};
use diesel::sql_types::TypeMetadata;
use diesel_async::{
    AsyncConnection, AsyncConnectionCore, AsyncPgConnection, SimpleAsyncConnection,
    TransactionManager as AsyncTransactions,
};
use futures_util::{Stream, StreamExt};
use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use tokio::runtime::Runtime;

type Transactions = <AsyncPgConnection as AsyncConnection>::TransactionManager;

/// One connection to PostgreSQL and the runtime that drives it.
pub struct PurePg {
    // Declared first, so that it is dropped while its runtime still stands.
    inner: AsyncPgConnection,
    runtime: Driver,
}

/// The runtime of one connection. It may be dropped anywhere, also inside another runtime.
struct Driver(Option<Runtime>);

impl Driver {
    fn start() -> ConnectionResult<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Ok(Self(Some(runtime.map_err(|error| ConnectionError::BadConnection(error.to_string()))?)))
    }

    #[expect(clippy::expect_used, reason = "the runtime is taken out only when the connection is dropped")]
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.0.as_ref().expect("a runtime as long as its connection").block_on(future)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl SimpleConnection for PurePg {
    fn batch_execute(&mut self, query: &str) -> QueryResult<()> {
        self.runtime.block_on(self.inner.batch_execute(query))
    }
}

impl ConnectionSealed for PurePg {}

impl Connection for PurePg {
    type Backend = Pg;
    type TransactionManager = BlockingTransactions;

    fn establish(url: &str) -> ConnectionResult<Self> {
        let bad = |error: &dyn std::fmt::Display| ConnectionError::BadConnection(error.to_string());
        let runtime = Driver::start()?;
        let inner = runtime.block_on(async {
            let tls = super::tls::connector().map_err(|error| bad(&error))?;
            let (client, link) = tokio_postgres::connect(url, tls).await.map_err(|error| bad(&error))?;
            AsyncPgConnection::try_from_client_and_connection(client, link).await
        })?;
        Ok(Self { inner, runtime })
    }

    fn execute_returning_count<T>(&mut self, source: &T) -> QueryResult<usize>
    where
        T: QueryFragment<Pg> + QueryId,
    {
        self.runtime.block_on(self.inner.execute_returning_count(source))
    }

    fn transaction_state(
        &mut self,
    ) -> &mut <Transactions as AsyncTransactions<AsyncPgConnection>>::TransactionStateData {
        self.inner.transaction_state()
    }

    fn instrumentation(&mut self) -> &mut dyn Instrumentation {
        self.inner.instrumentation()
    }

    fn set_instrumentation(&mut self, instrumentation: impl Instrumentation) {
        self.inner.set_instrumentation(instrumentation);
    }

    fn set_prepared_statement_cache_size(&mut self, size: CacheSize) {
        self.inner.set_prepared_statement_cache_size(size);
    }
}

impl LoadConnection for PurePg {
    type Cursor<'conn, 'query> =
        BlockingCursor<'conn, <AsyncPgConnection as AsyncConnectionCore>::Stream<'conn, 'query>>;
    type Row<'conn, 'query> = <AsyncPgConnection as AsyncConnectionCore>::Row<'conn, 'query>;

    fn load<'conn, 'query, T>(&'conn mut self, source: T) -> QueryResult<Self::Cursor<'conn, 'query>>
    where
        T: Query + QueryFragment<Pg> + QueryId + 'query,
        Pg: QueryMetadata<T::SqlType>,
    {
        let stream = self.runtime.block_on(self.inner.load(source))?;
        Ok(BlockingCursor { stream: Box::pin(stream), runtime: &self.runtime })
    }
}

/// Rows as they arrive.
pub struct BlockingCursor<'a, S> {
    stream: Pin<Box<S>>,
    runtime: &'a Driver,
}

impl<S: Stream> Iterator for BlockingCursor<'_, S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        self.runtime.block_on(self.stream.next())
    }
}

/// Transactions and savepoints, by the asynchronous manager.
pub struct BlockingTransactions;

impl TransactionManager<PurePg> for BlockingTransactions {
    type TransactionStateData = <Transactions as AsyncTransactions<AsyncPgConnection>>::TransactionStateData;

    fn begin_transaction(conn: &mut PurePg) -> QueryResult<()> {
        conn.runtime.block_on(Transactions::begin_transaction(&mut conn.inner))
    }

    fn rollback_transaction(conn: &mut PurePg) -> QueryResult<()> {
        conn.runtime.block_on(Transactions::rollback_transaction(&mut conn.inner))
    }

    fn commit_transaction(conn: &mut PurePg) -> QueryResult<()> {
        conn.runtime.block_on(Transactions::commit_transaction(&mut conn.inner))
    }

    fn transaction_manager_status_mut(conn: &mut PurePg) -> &mut TransactionManagerStatus {
        Transactions::transaction_manager_status_mut(&mut conn.inner)
    }

    fn is_broken_transaction_manager(conn: &mut PurePg) -> bool {
        Transactions::is_broken_transaction_manager(&mut conn.inner)
    }
}

impl R2D2Connection for PurePg {
    fn ping(&mut self) -> QueryResult<()> {
        self.batch_execute("SELECT 1")
    }

    fn is_broken(&mut self) -> bool {
        Transactions::is_broken_transaction_manager(&mut self.inner)
    }
}

impl MigrationConnection for PurePg {
    fn setup(&mut self) -> QueryResult<usize> {
        self.batch_execute(CREATE_MIGRATIONS_TABLE).map(|()| 0)
    }
}

/// The look-up of types that are not built in: there are none.
struct BuiltInTypes;

impl PgMetadataLookup for BuiltInTypes {
    fn lookup_type(&mut self, _name: &str, _schema: Option<&str>) -> PgTypeMetadata {
        PgTypeMetadata::new(0, 0)
    }

    fn as_any<'a>(&mut self) -> &mut (dyn Any + 'a)
    where
        Self: 'a,
    {
        self
    }
}

impl MultiConnectionHelper for PurePg {
    fn to_any<'a>(_lookup: &mut <Pg as TypeMetadata>::MetadataLookup) -> &mut (dyn Any + 'a) {
        // A zero-sized value: the box allocates nothing and leaking it leaks nothing.
        Box::leak(Box::new(BuiltInTypes))
    }

    fn from_any(lookup: &mut dyn Any) -> Option<&mut <Pg as TypeMetadata>::MetadataLookup> {
        lookup.downcast_mut::<BuiltInTypes>().map(|types| types as &mut dyn PgMetadataLookup)
    }
}
