//! By when an applicant has an answer.

use crate::clock::{Moment, Zone};
use chrono::{Datelike, Days, Weekday};

/// How many working days there are to answer.
const WORKING_DAYS: usize = 5;

/// Five working days after a request, Monday to Friday where the organization is, at the same time of day.
pub fn due(asked_at: Moment, zone: Zone) -> Moment {
    let there = asked_at.there(zone).naive_local();
    let later = (1..).map_while(|days| there.checked_add_days(Days::new(days)));
    let working = later.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    let day = working.take(WORKING_DAYS).last().unwrap_or(there);
    // An hour that is left out in spring is there an hour later.
    Moment::from_there(day, zone)
        .or_else(|| Moment::from_there(day + chrono::Duration::hours(1), zone))
        .unwrap_or(asked_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_does_not_count() {
        let at = |text: &str| Moment::from(text.parse::<chrono::NaiveDateTime>().unwrap());
        let told = |asked: &str| due(at(asked), "Europe/Berlin".parse().unwrap()).rfc3339()[..16].to_owned();
        assert_eq!(told("2026-11-02T09:00:00"), "2026-11-09T09:00", "from a Monday to the next");
        assert_eq!(told("2026-11-07T09:00:00"), "2026-11-13T09:00", "from a Saturday to the Friday");
        assert_eq!(told("2026-11-06T23:30:00"), "2026-11-12T23:30", "which is Saturday there already");
        assert_eq!(told("2026-10-23T09:00:00"), "2026-10-30T10:00", "the same time of day after clocks changed");
    }
}
