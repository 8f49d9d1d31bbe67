//! The people in the scenes: whether she and he are met about equally often, and which names come again.
//!
//! Pronouns and forms of address decide here. Whom a scene does not tell by them counts as not told.

use super::{Item, reading};
use serde::Serialize;
use std::collections::BTreeMap;

/// The people of a bank.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Persons {
    /// Scenes about a woman.
    pub she: usize,
    /// Scenes about a man.
    pub he: usize,
    /// Scenes that do not tell, or tell of both alike.
    pub not_told: usize,
    /// Names after a form of address that are met in more than two scenes.
    pub often: BTreeMap<String, usize>,
}

/// The rarer of she and he is met at least so often for one of the other.
pub const BALANCE: f64 = 0.67;
/// A name may be met in so many scenes.
const SCENES_A_NAME: usize = 2;

impl Persons {
    /// Whether she and he are met about equally often.
    pub fn balanced(&self) -> bool {
        let (fewer, more) = (self.she.min(self.he) as f64, self.she.max(self.he) as f64);
        fewer >= BALANCE * more
    }
}

/// Counts the people in the scenes of these items.
pub fn of(items: &[&Item]) -> Persons {
    let mut persons = Persons::default();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let text = reading::plain(item.presented().scenario.as_str());
        match told(&text) {
            Some(true) => persons.she += 1,
            Some(false) => persons.he += 1,
            None => persons.not_told += 1,
        }
        addressed(&text).into_iter().for_each(|name| *names.entry(name).or_default() += 1);
    }
    persons.often = names.into_iter().filter(|(_, scenes)| *scenes > SCENES_A_NAME).collect();
    persons
}

/// Whether a scene is about a woman; `None` if it does not tell.
fn told(text: &str) -> Option<bool> {
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    let count = |wanted: &[&str]| words.iter().filter(|word| wanted.contains(&word.as_str())).count();
    let she = count(&["she", "her", "hers", "herself", "mrs", "ms", "miss", "woman"]);
    let he = count(&["he", "him", "his", "himself", "mr", "man"]);
    (she != he).then_some(she > he)
}

/// The names that follow a form of address, once each.
fn addressed(text: &str) -> Vec<String> {
    let all: Vec<&str> = words(text).collect();
    let after = all.windows(2).filter(|pair| ["Mr", "Mrs", "Ms", "Dr", "Miss"].contains(&pair[0]));
    let mut names: Vec<String> = after.map(|pair| pair[1].to_owned()).collect();
    names.sort();
    names.dedup();
    names
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_tell_and_names_follow_their_address() {
        assert_eq!(told("Mrs Okafor puts a laptop on your counter. Her voice shakes."), Some(true));
        assert_eq!(told("He says that his tickets are wrong."), Some(false));
        assert_eq!(told("Morgan writes: where is my parcel?"), None);
        assert_eq!(addressed("Mr Adeyemi waits. \"Mr Adeyemi?\" asks Ms Lind."), ["Adeyemi", "Lind"]);
    }
}
