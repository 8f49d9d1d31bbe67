//! The night of an organization, in which nobody gets a mail that can wait.

use super::Organization;
use crate::clock::Moment;
use chrono::Duration;

/// From this hour on it is night.
const NIGHT_FROM: i64 = 20;
/// Until this one.
const NIGHT_UNTIL: i64 = 8;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// A moment, or, where it falls into the night of an organization, the morning after it.
pub fn by_day(organization: &Organization, at: Moment) -> Moment {
    morning_after(at, offset(organization, at))
}

/// How far the clocks of an organization are ahead of UTC at a moment.
fn offset(organization: &Organization, at: Moment) -> Duration {
    organization.zone.ahead(at)
}

fn morning_after(at: Moment, offset: Duration) -> Moment {
    let second = at.plus(offset).seconds().rem_euclid(DAY);
    let wait = if second >= NIGHT_FROM * HOUR {
        DAY - second + NIGHT_UNTIL * HOUR
    } else if second < NIGHT_UNTIL * HOUR {
        NIGHT_UNTIL * HOUR - second
    } else {
        0
    };
    at.plus(Duration::seconds(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_falls_into_the_night_waits_for_the_morning_there() {
        let at = |hour: i64, minute: i64| {
            Moment::from_micros((DAY * 20_000 + hour * HOUR + minute * 60) * 1_000_000).unwrap()
        };
        let moved = |moment, hours| morning_after(moment, Duration::hours(hours));
        assert_eq!(moved(at(8, 0), 0), at(8, 0));
        assert_eq!(moved(at(19, 59), 0), at(19, 59));
        assert_eq!(moved(at(20, 0), 0), at(32, 0));
        assert_eq!(moved(at(7, 59), 0), at(8, 0));
        assert_eq!(moved(at(19, 0), 2), at(30, 0), "it is 21:00 two hours to the east");
        assert_eq!(moved(at(3, 0), -9), at(3, 0), "it is 18:00 nine hours to the west");
        assert_eq!(moved(at(12, 0), -9), at(17, 0));
    }
}
