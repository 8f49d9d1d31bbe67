//! Cuts from later ratings with their errors, as those who set a standard may see them.
//!
//! Whoever sets a threshold knows everybody's total and must not learn what anybody was rated. So the bar is one of four,
//! cuts are whole points, counts are in fives, and a group of fewer than ten people says nothing.

use super::found::{LEAST_PEOPLE, Person, people};
use super::store;
use crate::db::Conn;
use crate::error::Result;
use crate::openings::Opening;
use crate::psychometrics::Seeded;
use crate::psychometrics::describe::{quantile, sd};
use crate::psychometrics::standards::{borderline, contrasting_cut};
use crate::psychometrics::{Absent, Statistic};
use crate::words::words;

words! {
    /// How a cut is made of later ratings.
    Method {
        /// The total at which somebody is as likely to be rated at or above the bar as below it.
        Contrasting = "contrasting-groups",
        /// The middle of those who were rated about at the bar.
        Borderline = "borderline-group",
    }
}

/// The bars that can be chosen: percent of the rating scale.
pub const BARS: [i64; 4] = [40, 50, 60, 70];
/// The fewest people of a group.
pub const LEAST_IN_GROUP: usize = 10;
/// How often people are drawn anew for the error of a cut.
const DRAWS: usize = 200;
const SEED: u64 = 0x0c07;
/// How far from the bar a rating is still about at it, as a share of the scale.
const ABOUT: f64 = 0.05;

/// A cut with its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerformanceCut {
    /// The cut, in whole points.
    pub cut: f64,
    /// Its standard error, by drawing people anew.
    pub se: f64,
    /// Where it lies 19 times in 20.
    pub range: (f64, f64),
    /// On about how many people it rests, in fives.
    pub people: usize,
}

/// What the later ratings of the people of an opening say of a cut.
#[derive(Debug, Clone)]
pub struct Performance {
    /// The bar, in percent of the rating scale.
    pub bar: i64,
    /// What each method says, or why it says nothing.
    pub cuts: Vec<(Method, Statistic<PerformanceCut>)>,
}

/// The bar that is nearest to the one asked for.
pub fn bar(asked: i64) -> i64 {
    BARS.into_iter().min_by_key(|bar| (bar - asked).abs()).unwrap_or(BARS[1])
}

/// The cuts, where enough people of this opening were rated; a cut of one opening holds for its questions only, so others
/// do not count.
///
/// # Errors
/// The database's.
pub fn performance(conn: &mut Conn, opening: &Opening, asked: i64) -> Result<Option<Performance>> {
    let mut people = people(&store::rated(conn, &opening.organization, &opening.assessment)?);
    people.retain(|person| person.opening == opening.id);
    let enough = people.len() >= LEAST_PEOPLE;
    Ok(enough.then(|| of(&people, bar(asked))))
}

fn of(people: &[Person], bar: i64) -> Performance {
    let share = bar as f64 / 100.0;
    let rated: Vec<(f64, f64)> = people.iter().map(|person| (person.total, person.rating)).collect();
    let about: Vec<(f64, f64)> = rated.iter().copied().filter(|(_, rating)| (rating - share).abs() <= ABOUT).collect();
    let above = rated.iter().filter(|(_, rating)| *rating >= share).count();
    let parted = above >= LEAST_IN_GROUP && rated.len() - above >= LEAST_IN_GROUP;
    let contrast = |people: &[(f64, f64)]| {
        let totals = |good: bool| -> Vec<f64> {
            people.iter().filter(|(_, rating)| (*rating >= share) == good).map(|(total, _)| *total).collect()
        };
        contrasting_cut(&totals(false), &totals(true))
    };
    let middle = |people: &[(f64, f64)]| {
        borderline(&people.iter().map(|(total, _)| *total).collect::<Vec<_>>()).map(|group| group.median)
    };
    let few = Err(Absent("fewer than ten people are on one side of the bar"));
    let none = Err(Absent("fewer than ten people were rated about at the bar"));
    Performance {
        bar,
        cuts: vec![
            (Method::Contrasting, if parted { with_error(&rated, contrast) } else { few }),
            (Method::Borderline, if about.len() >= LEAST_IN_GROUP { with_error(&about, middle) } else { none }),
        ],
    }
}

/// A cut with its error: the spread of the cuts of people who are drawn anew from these, with replacement.
fn with_error(people: &[(f64, f64)], cut: impl Fn(&[(f64, f64)]) -> Statistic) -> Statistic<PerformanceCut> {
    let found = cut(people)?;
    if !(0.0..=100.0).contains(&found) {
        return Err(Absent("the cut would lie off the scale of the total"));
    }
    let mut seeded = Seeded::new(SEED);
    let draws = (0..DRAWS).filter_map(|_| {
        let drawn: Vec<(f64, f64)> = people.iter().map(|_| people[seeded.below(people.len())]).collect();
        cut(&drawn).ok().map(|cut| cut.clamp(0.0, 100.0))
    });
    let draws: Vec<f64> = draws.collect();
    if draws.len() * 10 < DRAWS * 9 {
        return Err(Absent(
            "the cut does not hold when people are drawn anew: scores and ratings go together too little",
        ));
    }
    Ok(PerformanceCut {
        cut: found.round(),
        se: sd(&draws)?,
        range: (quantile(&draws, 0.025)?, quantile(&draws, 0.975)?),
        people: (people.len() + 2) / 5 * 5,
    })
}

impl Method {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contrasting => "Contrasting groups",
            Self::Borderline => "Borderline group",
        }
    }
}

/// The report that goes with a cut.
pub fn report(method: Method, bar: i64, cut: &PerformanceCut) -> String {
    format!(
        "{} of later ratings, bar at {bar} % of the rating scale: {:.0} ± {:.1}, between {:.0} and {:.0} 19 times in 20; about {} people.",
        method.name(),
        cut.cut,
        cut.se,
        cut.range.0,
        cut.range.1,
        cut.people
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OpeningId;

    fn rated(people: usize) -> Vec<Person> {
        let opening = OpeningId::new(crate::clock::Moment::from_micros(0).unwrap());
        let mut seeded = Seeded::new(3);
        (0..people)
            .map(|_| {
                let total = 55.0 + 12.0 * seeded.normal();
                let rating: f64 = 0.5_f64 + (total - 55.0) / 60.0 + 0.12 * seeded.normal();
                Person { opening: opening.clone(), total, rating: rating.clamp(0.0, 1.0) }
            })
            .collect()
    }

    #[test]
    fn both_methods_find_the_total_that_goes_with_the_bar() {
        let found = of(&rated(400), 50);
        for (method, cut) in found.cuts {
            let cut = cut.unwrap();
            assert!((cut.cut - 55.0).abs() < 4.0 && (cut.cut.fract()).abs() < 1e-12, "{method}: {cut:?}");
            assert!(cut.range.0 < cut.cut + 1.0 && cut.cut - 1.0 < cut.range.1 && cut.se > 0.1, "{method}: {cut:?}");
        }
    }

    #[test]
    fn few_on_a_side_say_nothing_and_a_bar_is_one_of_four() {
        let good: Vec<Person> = rated(100).into_iter().filter(|person| person.rating > 0.52).collect();
        assert!(of(&good, 40).cuts.iter().all(|(_, cut)| cut.is_err()));
        assert_eq!([bar(0), bar(44), bar(51), bar(100)], [40, 40, 50, 70]);
    }
}
