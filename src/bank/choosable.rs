//! An item as a blueprint chooses it, from the tables of the bank or straight from its files.

use super::item::{Channel, ItemMeta, ItemRef};
use super::library::Library;
use crate::ids::OrganizationId;
use crate::scoring::{Competency, Format};

/// An item as a blueprint chooses it: without its words and without its key.
#[derive(Debug, Clone)]
pub struct Choosable {
    /// Which one.
    pub item: ItemRef,
    /// The competency it belongs to.
    pub competency: Competency,
    /// Where it happens.
    pub channel: Channel,
    /// What it asks for.
    pub format: Format,
    /// The rest.
    pub meta: ItemMeta,
    /// The newest version of its key.
    pub key_version: i64,
    /// The languages in which applicants can read it.
    pub langs: Vec<String>,
}

impl Library {
    /// What an organization could draw from if this bank were all it had, in the order of the tables.
    pub fn choosable(&self, owner: &OrganizationId) -> Vec<Choosable> {
        let usable = self.items.iter().filter(|item| item.status.usable());
        let mut all: Vec<Choosable> = usable
            .map(|item| Choosable {
                item: ItemRef { owner: owner.clone(), id: item.id.clone(), version: item.version },
                competency: item.competency,
                channel: item.presented().channel,
                format: item.presented().format,
                meta: item.meta.clone(),
                key_version: item.key.version,
                langs: item.texts.iter().map(|text| text.lang.clone()).collect(),
            })
            .collect();
        all.sort_by(|a, b| a.item.cmp(&b.item));
        all
    }
}
