//! The only caller of "now". Times are UTC, to the microsecond, because that is what both databases keep.
//!
//! Every verb that depends on time takes a [`Moment`] as a parameter; handlers get it from the [`Clock`] of the
//! running server, and tests hold a clock they can turn.

use chrono::{DateTime, Datelike, Duration, NaiveDateTime, SubsecRound, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A point in time, UTC, with microseconds.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = Timestamp)]
pub struct Moment(NaiveDateTime);

impl Moment {
    /// Microseconds since 1970, or `None` outside the calendar.
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::<Utc>::from_timestamp_micros(micros).map(|time| Self(time.naive_utc()))
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0.and_utc().timestamp_micros()
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.and_utc().timestamp()
    }

    /// This moment, so much later; stays where it is past the end of the calendar.
    pub fn plus(self, duration: Duration) -> Self {
        Self(self.0.checked_add_signed(duration).unwrap_or(self.0))
    }

    /// This moment, so much earlier.
    pub fn minus(self, duration: Duration) -> Self {
        self.plus(-duration)
    }

    /// The same day so many months later, or the last day of that month; nothing past the end of the calendar.
    pub fn after_months(self, months: chrono::Months) -> Option<Self> {
        self.0.checked_add_months(months).map(Self)
    }

    /// How long from `earlier` to this moment; negative if it is later.
    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }

    /// As RFC 3339 with microseconds and `Z`: the form of the API and of the audit log.
    pub fn rfc3339(self) -> String {
        self.0.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
    }

    /// Year, month and day, for a language that writes them its own way.
    pub fn date(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Hour and minute: `14:05`.
    pub fn time(self) -> String {
        self.0.format("%H:%M").to_string()
    }

    /// For people: `6 June 2026`.
    pub fn day(self) -> String {
        self.0.format("%-d %B %Y").to_string()
    }

    /// For people, in a table: `6 Jun 2026`.
    pub fn short_day(self) -> String {
        self.0.format("%-d %b %Y").to_string()
    }

    /// For people: `6 June 2026, 14:05 UTC`.
    pub fn day_and_time(self) -> String {
        self.0.format("%-d %B %Y, %H:%M UTC").to_string()
    }
}

impl From<NaiveDateTime> for Moment {
    fn from(time: NaiveDateTime) -> Self {
        Self(time.trunc_subsecs(6))
    }
}

impl<DB> ToSql<Timestamp, DB> for Moment
where
    DB: Backend,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <NaiveDateTime as ToSql<Timestamp, DB>>::to_sql(&self.0, out)
    }
}

impl<DB> FromSql<Timestamp, DB> for Moment
where
    DB: Backend,
    NaiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        <NaiveDateTime as FromSql<Timestamp, DB>>::from_sql(raw).map(Into::into)
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let time = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
        Ok(time.naive_utc().into())
    }
}

/// Where "now" comes from: the system, or a hand-turned clock in tests and in simulations.
#[derive(Clone, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until it is set.
    pub fn standing_at(moment: Moment) -> Self {
        Self(Some(Arc::new(AtomicI64::new(moment.micros()))))
    }

    /// Sets a standing clock; the system's time cannot be set.
    pub fn set(&self, moment: Moment) {
        if let Some(micros) = &self.0 {
            micros.store(moment.micros(), Ordering::SeqCst);
        }
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may ask for the time")]
    pub fn now(&self) -> Moment {
        match &self.0 {
            Some(micros) => {
                Moment::from_micros(micros.load(Ordering::SeqCst)).unwrap_or_else(|| Utc::now().naive_utc().into())
            }
            None => Utc::now().naive_utc().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_survives_its_text_to_the_microsecond() {
        let moment = Moment::from_micros(1_764_000_000_123_456).unwrap();
        let text = serde_json::to_string(&moment).unwrap();
        assert_eq!(text, "\"2025-11-24T16:00:00.123456Z\"");
        assert_eq!(serde_json::from_str::<Moment>(&text).unwrap(), moment);
    }

    #[test]
    fn nanoseconds_are_cut_because_postgres_does_not_keep_them() {
        let time = DateTime::from_timestamp(1, 999_999_999).unwrap().naive_utc();
        assert_eq!(Moment::from(time).micros(), 1_999_999);
    }
}
