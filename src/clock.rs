//! The only caller of "now". Times are UTC, to the microsecond, because that is what both databases keep.
//!
//! Every verb that depends on time takes a [`Moment`] as a parameter; handlers get it from the [`Clock`] of the
//! running server, and tests hold a clock they can turn.

use crate::words::text_column;
use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Offset, SubsecRound, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
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

impl Moment {
    /// As the clocks of a place show it.
    pub fn there(self, zone: Zone) -> DateTime<Tz> {
        zone.0.from_utc_datetime(&self.0)
    }

    /// What the clocks of a place show, as a moment. A time that is there twice is the later one: a deadline is never
    /// read as an earlier one than was meant. One that is left out in spring is none.
    pub fn from_there(time: NaiveDateTime, zone: Zone) -> Option<Self> {
        zone.0.from_local_datetime(&time).latest().map(|time| time.naive_utc().into())
    }
}

/// A time zone by its IANA name, such as `Europe/Berlin`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Zone(Tz);

impl Zone {
    /// The one that is used where nobody has chosen.
    pub const UTC: Self = Self(Tz::UTC);

    /// The names of all, for a list to choose from.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// The place in its name: `Buenos Aires` of `America/Argentina/Buenos_Aires`.
    pub fn place(self) -> String {
        self.0.name().rsplit('/').next().unwrap_or_default().replace('_', " ")
    }

    /// How far its clocks are ahead of UTC at a moment.
    pub fn ahead(self, at: Moment) -> Duration {
        Duration::seconds(i64::from(at.there(self).offset().fix().local_minus_utc()))
    }

    /// How far its clocks are from UTC at a moment: `UTC+1`, `UTC+5:30`.
    pub fn offset(self, at: Moment) -> String {
        let minutes = self.ahead(at).num_minutes();
        let (sign, minutes) = (if minutes < 0 { '−' } else { '+' }, minutes.abs());
        match minutes % 60 {
            0 => format!("UTC{sign}{}", minutes / 60),
            rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
        }
    }
}

impl AsRef<str> for Zone {
    fn as_ref(&self) -> &str {
        self.0.name()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let zone = text.trim().parse().map(Self);
        zone.map_err(|_| {
            format!("`{text}` is no time zone. Take a name of the IANA list, such as Europe/Berlin or UTC.")
        })
    }
}

text_column!(Zone);

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

    /// Whether it stands still: then nobody can tell from it how long a server was away.
    pub fn stands(&self) -> bool {
        self.0.is_some()
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
    fn a_zone_tells_its_clocks_in_winter_and_in_summer() {
        let (winter, summer) = (1_764_000_000, 1_782_000_000);
        let at = |seconds: i64| Moment::from_micros(seconds * 1_000_000).unwrap();
        let told = |name: &str, moment| {
            let zone: Zone = name.parse().unwrap();
            (at(moment).there(zone).format("%H:%M").to_string(), zone.offset(at(moment)), zone.place())
        };
        assert_eq!(told("Europe/Berlin", winter), ("17:00".into(), "UTC+1".into(), "Berlin".into()));
        assert_eq!(told("Europe/Berlin", summer).1, "UTC+2");
        assert_eq!(told("Asia/Kolkata", winter).1, "UTC+5:30");
        assert_eq!(told("America/Argentina/Buenos_Aires", winter).2, "Buenos Aires");
        assert!("Berlin".parse::<Zone>().is_err() && Zone::names().any(|name| name == "Europe/Berlin"));
    }

    #[test]
    fn a_local_time_that_is_there_twice_is_the_later_one_and_one_that_is_left_out_is_none() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        let read = |text: &str| Moment::from_there(text.parse().unwrap(), berlin).map(Moment::rfc3339);
        assert_eq!(read("2026-10-25T02:30:00").as_deref(), Some("2026-10-25T01:30:00.000000Z"));
        assert_eq!(read("2026-03-29T02:30:00"), None);
        assert_eq!(read("2026-06-06T14:05:00").as_deref(), Some("2026-06-06T12:05:00.000000Z"));
    }

    #[test]
    fn nanoseconds_are_cut_because_postgres_does_not_keep_them() {
        let time = DateTime::from_timestamp(1, 999_999_999).unwrap().naive_utc();
        assert_eq!(Moment::from(time).micros(), 1_999_999);
    }
}
