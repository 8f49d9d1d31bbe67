//! By whose rules an organization reads its figures: a data file per place, versioned, with its sources, in
//! `jurisdictions/`. A file says what is shown, how long records have to be kept, and of what to give notice when; it is no
//! legal advice.

use super::store;
use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, StaffId};
use crate::people;
use serde::Deserialize;
use std::sync::LazyLock;

/// The rules of a place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// Its id.
    pub id: String,
    /// Counts the changes of the file.
    pub version: i64,
    /// The day on which it was written, as in 2026-11-23.
    pub as_of: String,
    /// What it is called.
    pub name: String,
    /// What whoever chooses it has to know.
    pub note: String,
    /// Whether ratios are given a word by the four-fifths rule.
    pub four_fifths: bool,
    /// Whether the tables of Local Law 144 are asked for.
    pub ll144: bool,
    /// How many months records have to be kept at least.
    pub least_retention_months: i64,
    /// Which sets of equality questions fit.
    pub questions: Vec<String>,
    /// Of what notice has to be given, and what else has its time.
    pub notices: Vec<Duty>,
    /// Where this comes from.
    pub sources: Vec<Source>,
}

/// Something that has its time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// When.
    pub when: String,
    /// What.
    pub what: String,
}

/// Where a rule comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The text.
    pub title: String,
    /// Whether and when it was read.
    pub read: String,
}

static ALL: LazyLock<Vec<Jurisdiction>> = LazyLock::new(|| {
    let files = [
        include_str!("jurisdictions/none.json"),
        include_str!("jurisdictions/us-federal.json"),
        include_str!("jurisdictions/new-york-city.json"),
        include_str!("jurisdictions/california.json"),
        include_str!("jurisdictions/eu.json"),
    ];
    // They are part of the program, and a test reads each.
    files.iter().filter_map(|file| serde_json::from_str(file).ok()).collect()
});

/// All of them; the first has no rules.
pub fn jurisdictions() -> &'static [Jurisdiction] {
    &ALL
}

/// Which one an organization has chosen.
#[derive(Debug, Clone)]
pub struct ChosenJurisdiction {
    /// The rules, as they are now.
    pub rules: &'static Jurisdiction,
    /// Counts the choices; 0 where nobody has chosen.
    pub version: i64,
    /// The version of the file that was chosen.
    pub seen: i64,
    /// When; none where nobody has chosen.
    pub chosen_at: Option<Moment>,
}

/// Which one an organization has chosen; none of them where nobody has.
///
/// # Errors
/// The database's.
pub fn chosen_jurisdiction(conn: &mut Conn, organization: &OrganizationId) -> Result<ChosenJurisdiction> {
    let chosen = store::chosen_jurisdiction(conn, organization)?;
    let (version, id, seen, at) = chosen.map_or((0, "none".into(), 1, None), |(v, id, s, at)| (v, id, s, Some(at)));
    let rules = ALL.iter().find(|known| known.id == id).or(ALL.first());
    let rules = rules.ok_or_else(|| Error::internal("no jurisdiction"))?;
    Ok(ChosenJurisdiction { rules, version, seen, chosen_at: at })
}

/// Chooses one. `seen` is the version of the choice that the chooser saw, 0 for none.
///
/// # Errors
/// [`Code::Invalid`] for one that is not offered, and where records are kept for less time than it asks for;
/// [`Code::Conflict`] when somebody has chosen in the meantime.
pub fn choose_jurisdiction(
    conn: &mut Conn,
    organization: &OrganizationId,
    (id, seen): (&str, i64),
    by: &StaffId,
    now: Moment,
) -> Result<()> {
    let rules = ALL.iter().find(|known| known.id == id);
    let rules = rules.ok_or_else(|| Error::field("jurisdiction", "Choose one of the jurisdictions."))?;
    let kept = people::organization(conn, organization)?.retention_months;
    if kept < rules.least_retention_months {
        let sentence = format!(
            "Records have to be kept for at least {} months there, and you keep them for {kept}. Change that under \
             Privacy settings first.",
            rules.least_retention_months
        );
        return Err(Error::field("jurisdiction", sentence));
    }
    if chosen_jurisdiction(conn, organization)?.version != seen {
        return Err(Code::Conflict.into());
    }
    let choice = (seen + 1, rules.id.as_str(), rules.version);
    store::insert_jurisdiction(conn, organization, choice, by, now).map_err(|error| {
        let error = Error::from(error);
        if error.is_unique_violation() { Code::Conflict.into() } else { error }
    })?;
    let fact = Fact {
        organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::JurisdictionChosen,
        object: format!("organization:{organization}"),
        detail: &[
            ("jurisdiction", rules.id.clone()),
            ("rules", rules.version.to_string()),
            ("version", (seen + 1).to_string()),
        ],
    };
    audit::append(conn, &fact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_names_its_sources_and_fits_questions_that_exist() {
        let ids: Vec<_> = jurisdictions().iter().map(|known| known.id.as_str()).collect();
        assert_eq!(ids, ["none", "us-federal", "new-york-city", "california", "eu"]);
        for rules in jurisdictions() {
            assert!(rules.version > 0 && rules.as_of.len() == 10, "{}", rules.id);
            assert!(rules.id == "none" || !rules.sources.is_empty(), "{} has no source", rules.id);
            assert!((0..=120).contains(&rules.least_retention_months), "{}", rules.id);
            for questions in &rules.questions {
                assert!(crate::fairness::pack(questions).is_some(), "{questions} of {}", rules.id);
            }
        }
    }
}
