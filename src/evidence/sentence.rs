//! What the evidence says, in one line, on every page with a result.

use super::found::{self, Evidence, LEAST_PEOPLE, Relation};
use crate::assessments::AssessmentRef;
use crate::db::Conn;
use crate::error::Result;
use crate::ids::OrganizationId;
use crate::psychometrics::Statistic;
use crate::psychometrics::describe::coefficient;

/// The line while there is too little to say.
pub const NONE: &str = "No evidence yet that this score predicts performance here.";

/// The line that result pages of an assessment carry.
///
/// # Errors
/// The database's.
pub fn line(conn: &mut Conn, organization: &OrganizationId, of: &AssessmentRef) -> Result<String> {
    Ok(found::relation(conn, organization, of)?.map_or_else(|| NONE.to_owned(), |relation| of_relation(&relation)))
}

fn of_relation(relation: &Statistic<Relation>) -> String {
    let Ok(Relation { within, interval: (low, high) }) = relation else { return NONE.to_owned() };
    let numbers = format!(
        "r = {}, 19 times in 20 between {} and {}, {} people",
        coefficient(within.r),
        coefficient(*low),
        coefficient(*high),
        within.persons
    );
    if *low > 0.0 {
        format!("People who scored higher were later rated higher here: {numbers}.")
    } else if *high < 0.0 {
        format!("People who scored higher were later rated lower here: {numbers}. Do not rely on this score.")
    } else {
        format!("Later ratings do not show that this score predicts performance here: {numbers}.")
    }
}

/// The first sentence of the page.
pub fn headline(evidence: &Evidence) -> String {
    evidence.relation.as_ref().map_or_else(|| NONE.to_owned(), of_relation)
}

/// What that means, or how much is missing.
pub fn meaning(evidence: &Evidence) -> String {
    let Some(relation) = &evidence.relation else {
        let missing = LEAST_PEOPLE - evidence.people.min(LEAST_PEOPLE);
        let known = match evidence.people {
            0 => "Nobody has a score and a later rating yet".to_owned(),
            1 => "1 person has a score and a later rating".to_owned(),
            some => format!("{some} people have a score and a later rating"),
        };
        let verb = if missing == 1 { "is" } else { "are" };
        return format!("{known}; too few to say. {missing} more {verb} needed before this page shows a number.");
    };
    match relation {
        Err(absent) => format!("The correlation has no value: {absent}."),
        Ok(_) => {
            "r runs from −1 to 1; 0 is no relation. Among selection methods, .2 to .4 is usual and useful. Where the \
            range includes 0, chance may be all there is."
                .to_owned()
        }
    }
}

/// What the correction for restricted range says.
pub fn correction(evidence: &Evidence) -> Option<String> {
    let (ratio, r, (low, high)) = evidence.corrected?;
    Some(format!(
        "Totals of all {} applicants spread {ratio:.2} times as far as those of the people rated. If everybody could have \
         been rated, r would be about {}, 19 times in 20 between {} and {} (Thorndike’s case 2: it holds where people were \
         chosen by this score).",
        evidence.applicants,
        coefficient(r),
        coefficient(low),
        coefficient(high)
    ))
}
