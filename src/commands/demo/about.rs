//! What simulated applicants say about themselves after the test, when they say anything; apart from how they answer it.

use crate::clock::Moment;
use crate::db::Conn;
use crate::entropy::Stream;
use crate::error::Result;
use crate::fairness;
use crate::ids::{OrganizationId, StaffId};
use crate::openings::Candidate;
use std::collections::BTreeMap;

/// The demonstration plays in Leeds and Bristol.
const PACK: &str = "uk";

/// Chooses which questions are asked.
pub fn choose(conn: &mut Conn, organization: &OrganizationId, admin: &StaffId, now: Moment) -> Result<()> {
    fairness::choose(conn, organization, (PACK, "", 0), admin, now)
}

/// Four of five say something, and now and then they prefer not to.
pub fn say(conn: &mut Conn, candidate: &Candidate, (seed, number): (i64, u32), now: Moment) -> Result<()> {
    let mut stream = Stream::new(seed + i64::from(number), "about themselves");
    let Some(pack) = fairness::asked(conn, &candidate.organization)? else { return Ok(()) };
    if stream.unit() < 0.2 {
        return Ok(());
    }
    let mut answers = BTreeMap::new();
    for question in &pack.questions {
        let ids: Vec<&str> = question.ids().collect();
        // Some answers are too few to be shown: the last, which is not to say, and of long lists the later ones.
        let weights: Vec<f64> = match ids.len() {
            3 => vec![1.0, 0.9, 0.1],
            many => (1..=many).map(|place| 1.0 / place as f64).collect(),
        };
        if let Some(id) = stream.weighted(&weights).and_then(|place| ids.get(place)) {
            answers.insert(question.id.clone(), (*id).to_owned());
        }
    }
    fairness::answer(conn, &candidate.organization, &candidate.id, &answers, now)
}
