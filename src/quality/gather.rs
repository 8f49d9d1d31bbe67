//! What the score quality of an assessment is computed from: its finished sittings over all openings, by item set, and
//! the items with their words and keys. People are numbers here: nothing knows who sat.

use super::store;
use crate::assessments::{self, Assessment};
use crate::bank::{self, ItemKey, ItemRef, Presented};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::openings::{self, Opening, OpeningItem};
use crate::policies;
use crate::scores::Scorer;
use crate::scoring::{Given, ItemRule, Thresholds};
use crate::sittings::Slot;
use std::fmt::Write;

/// An item of the assessment, as some opening uses it.
#[derive(Debug, Clone)]
pub struct KnownItem {
    /// Which one.
    pub item: ItemRef,
    /// The version of its key.
    pub key_version: i64,
    /// How it is scored.
    pub rule: ItemRule,
    /// The key with its basis.
    pub key: ItemKey,
    /// Its words.
    pub presented: Presented,
}

/// One sitting.
pub struct Taken {
    /// What became of each item, in the order of the set.
    pub given: Vec<Given>,
    /// How long each item took, in seconds, where it was answered: from first seeing it to the last change.
    pub seconds: Vec<Option<f64>>,
}

/// An opening with the sittings that are finished in it.
pub struct Part {
    /// How its answers are scored.
    pub scorer: Scorer,
    /// The thresholds in force.
    pub thresholds: Thresholds,
    /// For each item of the set: its place in [`Gathered::items`], and whether it counts.
    pub set: Vec<(usize, bool)>,
    /// The sittings.
    pub taken: Vec<Taken>,
}

/// All that the report is made of.
pub struct Gathered {
    /// Of which assessment.
    pub assessment: Assessment,
    /// The items that any opening has drawn.
    pub items: Vec<KnownItem>,
    /// The openings.
    pub parts: Vec<Part>,
}

/// The openings of an organization that use exactly this assessment.
fn openings_of(conn: &mut Conn, organization: &OrganizationId, assessment: &Assessment) -> Result<Vec<Opening>> {
    let mut all = openings::list(conn, organization, None)?;
    all.retain(|opening| opening.assessment == assessment.key);
    Ok(all)
}

/// A text that changes with everything the report depends on: sittings, keys, voids, thresholds.
///
/// # Errors
/// The database's.
pub fn watermark(conn: &mut Conn, organization: &OrganizationId, assessment: &Assessment) -> Result<String> {
    let mut text = String::new();
    for opening in openings_of(conn, organization, assessment)? {
        let (count, last) = store::watermark(conn, &opening)?;
        let last = last.map_or(0, crate::clock::Moment::micros);
        let policy = policies::current(conn, &opening)?.version;
        let scorer = Scorer::load(conn, &opening)?;
        let (set, precision) = (scorer.key_set(), scorer.precision_version());
        writeln!(text, "{} {count} {last} {policy} {set} {precision}", opening.id).map_err(Error::internal)?;
    }
    Ok(text)
}

/// Reads everything.
///
/// # Errors
/// The database's.
pub fn gather(conn: &mut Conn, organization: &OrganizationId, assessment: Assessment) -> Result<Gathered> {
    let mut gathered = Gathered { items: Vec::new(), parts: Vec::new(), assessment };
    for opening in openings_of(conn, organization, &gathered.assessment)? {
        let part = gathered.part(conn, &opening)?;
        gathered.parts.push(part);
    }
    Ok(gathered)
}

impl Gathered {
    fn part(&mut self, conn: &mut Conn, opening: &Opening) -> Result<Part> {
        let scorer = Scorer::load(conn, opening)?;
        let set = openings::items(conn, &opening.organization, &opening.id)?;
        let sittings = store::finished(conn, opening, set.len())?;
        let mut places = Vec::with_capacity(set.len());
        for (item, rule) in set.into_iter().zip(scorer.rules()) {
            let counts = item.voided.is_none();
            places.push((self.place(conn, item, rule)?, counts));
        }
        let taken = sittings
            .iter()
            .map(|sitting| Taken { given: sitting.given(), seconds: sitting.slots().iter().map(seconds).collect() });
        Ok(Part {
            taken: taken.collect(),
            thresholds: policies::current(conn, opening)?.thresholds,
            set: places,
            scorer,
        })
    }

    /// The place of an item among those known, which it joins if it is new.
    fn place(&mut self, conn: &mut Conn, item: OpeningItem, rule: &ItemRule) -> Result<usize> {
        let same = |known: &KnownItem| known.item == item.item && known.key_version == item.key_version;
        if let Some(place) = self.items.iter().position(same) {
            return Ok(place);
        }
        self.items.push(KnownItem {
            key: bank::key_of(conn, &item.item, item.key_version)?,
            presented: bank::presented(conn, &item.item, &self.assessment.blueprint.lang)?,
            rule: rule.clone(),
            item: item.item,
            key_version: item.key_version,
        });
        Ok(self.items.len() - 1)
    }
}

/// How long an item took; `None` where it was not answered.
fn seconds(slot: &Slot) -> Option<f64> {
    slot.response.as_ref()?;
    let (shown, answered) = (slot.shown_at?, slot.answered_at?);
    Some(answered.since(shown).num_milliseconds() as f64 / 1000.0)
}

/// The assessment that an address names.
///
/// # Errors
/// [`Code::NotFound`](crate::error::Code::NotFound) when there is none.
pub fn assessment(conn: &mut Conn, organization: &OrganizationId, id: &str, version: i64) -> Result<Assessment> {
    assessments::find(conn, organization, id, Some(version))
}
