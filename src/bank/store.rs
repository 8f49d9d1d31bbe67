//! The tables of the bank. What applicants see and what scores them lie in different tables and come out as
//! different types.

use super::Choosable;
use super::item::{Item, ItemKey, ItemMeta, ItemRef, Presented, Status};
use super::library::PracticeItem;
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{item_keys, item_texts, items, practice_items};
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::scoring::{Competency, Format, ItemRule, RateScheme};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// What stands in the bank under an id and version.
pub fn content_hash(conn: &mut Conn, owner: &OrganizationId, id: &str, version: i64) -> QueryResult<Option<String>> {
    let row = items::table.find((owner, id, version)).select(items::content_hash);
    row.first(conn).optional()
}

/// What stands in the bank under a version of a key.
pub fn key_hash(conn: &mut Conn, owner: &OrganizationId, item: &Item) -> QueryResult<Option<String>> {
    let row = item_keys::table.find((owner, &item.id, item.version, item.key.version)).select(item_keys::content_hash);
    row.first(conn).optional()
}

/// Adds an item without its texts and key.
pub fn insert_item(conn: &mut Conn, owner: &OrganizationId, item: &Item, hash: &str, now: Moment) -> Result<()> {
    diesel::insert_into(items::table)
        .values((
            items::organization_id.eq(owner),
            items::id.eq(&item.id),
            items::version.eq(item.version),
            items::content_hash.eq(hash),
            items::status.eq(item.status),
            items::competency.eq(item.competency),
            items::channel.eq(item.presented().channel),
            items::format.eq(item.presented().format),
            items::meta.eq(json(&item.meta)?),
            items::imported_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// The status may change without a new version.
pub fn update_status(conn: &mut Conn, owner: &OrganizationId, item: &Item) -> QueryResult<()> {
    diesel::update(items::table.find((owner, &item.id, item.version)))
        .filter(items::status.ne(item.status))
        .set(items::status.eq(item.status))
        .execute(conn)
        .map(|_| ())
}

/// Adds or renews the text of one language.
pub fn put_text(
    conn: &mut Conn,
    owner: &OrganizationId,
    item: &Item,
    text: &Presented,
    hash: &str,
    now: Moment,
) -> Result<()> {
    let row = item_texts::table.find((owner, &item.id, item.version, &text.lang));
    let there: Option<String> = row.select(item_texts::content_hash).first(conn).optional()?;
    match there {
        Some(there) if there == hash => {}
        Some(_) => {
            diesel::update(row)
                .set((
                    item_texts::content_hash.eq(hash),
                    item_texts::presented.eq(json(text)?),
                    item_texts::imported_at.eq(now),
                ))
                .execute(conn)?;
        }
        None => {
            diesel::insert_into(item_texts::table)
                .values((
                    item_texts::organization_id.eq(owner),
                    item_texts::item_id.eq(&item.id),
                    item_texts::item_version.eq(item.version),
                    item_texts::lang.eq(&text.lang),
                    item_texts::content_hash.eq(hash),
                    item_texts::presented.eq(json(text)?),
                    item_texts::imported_at.eq(now),
                ))
                .execute(conn)?;
        }
    }
    Ok(())
}

/// Adds a version of a key.
pub fn insert_key(conn: &mut Conn, owner: &OrganizationId, item: &Item, hash: &str, now: Moment) -> Result<()> {
    diesel::insert_into(item_keys::table)
        .values((
            item_keys::organization_id.eq(owner),
            item_keys::item_id.eq(&item.id),
            item_keys::item_version.eq(item.version),
            item_keys::key_version.eq(item.key.version),
            item_keys::content_hash.eq(hash),
            item_keys::answer_key.eq(json(&item.key)?),
            item_keys::imported_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Adds or renews a practice item: it scores nothing, so it may change.
pub fn put_practice(
    conn: &mut Conn,
    owner: &OrganizationId,
    item: &PracticeItem,
    hash: &str,
    now: Moment,
) -> Result<()> {
    let row = practice_items::table.find((owner, &item.id, item.version, &item.presented.lang));
    let there: Option<String> = row.select(practice_items::content_hash).first(conn).optional()?;
    if there.as_deref() == Some(hash) {
        return Ok(());
    }
    let values = (
        practice_items::organization_id.eq(owner),
        practice_items::id.eq(&item.id),
        practice_items::version.eq(item.version),
        practice_items::lang.eq(&item.presented.lang),
        practice_items::content_hash.eq(hash),
        practice_items::presented.eq(json(&item.presented)?),
        practice_items::imported_at.eq(now),
    );
    if there.is_some() {
        diesel::delete(row).execute(conn)?;
    }
    diesel::insert_into(practice_items::table).values(values).execute(conn)?;
    Ok(())
}

/// What applicants see of an item in a language, or in the language it was written in.
pub fn presented(conn: &mut Conn, item: &ItemRef, lang: &str) -> Result<Presented> {
    let texts = item_texts::table
        .filter(item_texts::organization_id.eq(&item.owner))
        .filter(item_texts::item_id.eq(&item.id))
        .filter(item_texts::item_version.eq(item.version))
        .select((item_texts::lang, item_texts::presented))
        .load::<(String, String)>(conn)?;
    let found = texts.iter().find(|(there, _)| there == lang).or_else(|| texts.iter().find(|(there, _)| there == "en"));
    let text = found.or(texts.first()).ok_or_else(|| Error::internal(format!("item {} has no text", item.id)))?;
    from_json(&text.1)
}

/// Whether all of these items have texts in a language.
pub fn all_in(conn: &mut Conn, items: &[ItemRef], lang: &str) -> QueryResult<bool> {
    let there = item_texts::table
        .filter(item_texts::organization_id.eq_any(items.iter().map(|item| &item.owner)))
        .filter(item_texts::item_id.eq_any(items.iter().map(|item| &item.id)))
        .filter(item_texts::lang.eq(lang))
        .select((item_texts::organization_id, item_texts::item_id, item_texts::item_version))
        .load::<(OrganizationId, String, i64)>(conn)?;
    Ok(items.iter().all(|item| {
        there.iter().any(|(owner, id, version)| (owner, id, *version) == (&item.owner, &item.id, item.version))
    }))
}

/// The newest version of practice items in a language, or in the one they were written in, in the order asked for.
pub fn practice_items(conn: &mut Conn, owner: &OrganizationId, ids: &[String], lang: &str) -> Result<Vec<Presented>> {
    let rows = practice_items::table
        .filter(practice_items::organization_id.eq_any([owner, &OrganizationId::built_in()]))
        .filter(practice_items::id.eq_any(ids))
        .order(practice_items::version.desc())
        .select((practice_items::id, practice_items::lang, practice_items::presented))
        .load::<(String, String, String)>(conn)?;
    let found = ids.iter().filter_map(|id| {
        let own = || rows.iter().filter(|(there, ..)| there == id);
        own()
            .find(|(_, there, _)| there == lang)
            .or_else(|| own().find(|(_, there, _)| there == "en"))
            .or_else(|| own().next())
    });
    found.map(|(.., text)| from_json(text)).collect()
}

/// Every usable item that an organization may draw from: its own and the built-in ones, each in its newest version.
pub fn items_for_blueprints(conn: &mut Conn, organization: &OrganizationId) -> Result<Vec<Choosable>> {
    let usable: Vec<Status> = Status::ALL.iter().copied().filter(|status| status.usable()).collect();
    let rows = items::table
        .inner_join(
            item_keys::table.on(item_keys::organization_id
                .eq(items::organization_id)
                .and(item_keys::item_id.eq(items::id))
                .and(item_keys::item_version.eq(items::version))),
        )
        .filter(items::organization_id.eq_any([organization, &OrganizationId::built_in()]))
        .filter(items::status.eq_any(usable))
        .order((items::organization_id, items::id, items::version.desc(), item_keys::key_version.desc()))
        .select((
            (items::organization_id, items::id, items::version),
            (items::competency, items::channel, items::format, items::meta),
            item_keys::key_version,
        ))
        .load::<((OrganizationId, String, i64), (Competency, super::Channel, Format, String), i64)>(conn)?;
    let langs = languages(conn, organization)?;
    let mut newest: Vec<Choosable> = Vec::new();
    for ((owner, id, version), (competency, channel, format, meta), key_version) in rows {
        if newest.last().is_some_and(|last| last.item.owner == owner && last.item.id == id) {
            continue;
        }
        let (meta, item) = (from_json(&meta)?, ItemRef { owner, id, version });
        let langs = langs.get(&item).cloned().unwrap_or_default();
        newest.push(Choosable { item, competency, channel, format, meta, key_version, langs });
    }
    Ok(newest)
}

/// In which languages the items that an organization may draw from can be read.
fn languages(conn: &mut Conn, organization: &OrganizationId) -> Result<BTreeMap<ItemRef, Vec<String>>> {
    let rows = item_texts::table
        .filter(item_texts::organization_id.eq_any([organization, &OrganizationId::built_in()]))
        .select((item_texts::organization_id, item_texts::item_id, item_texts::item_version, item_texts::lang))
        .load::<(OrganizationId, String, i64, String)>(conn)?;
    let mut languages: BTreeMap<ItemRef, Vec<String>> = BTreeMap::new();
    for (owner, id, version, lang) in rows {
        languages.entry(ItemRef { owner, id, version }).or_default().push(lang);
    }
    Ok(languages)
}

/// The key of an item, for staff.
pub fn key_of(conn: &mut Conn, item: &ItemRef, key_version: i64) -> Result<ItemKey> {
    let row = item_keys::table.find((&item.owner, &item.id, item.version, key_version)).select(item_keys::answer_key);
    from_json(&row.first::<String>(conn)?)
}

/// The facets of an item.
pub fn meta_of(conn: &mut Conn, item: &ItemRef) -> Result<ItemMeta> {
    from_json(&items::table.find((&item.owner, &item.id, item.version)).select(items::meta).first::<String>(conn)?)
}

/// The rule that scores an item by a version of its key.
pub fn rule_of(conn: &mut Conn, item: &ItemRef, key_version: i64, scheme: RateScheme) -> Result<ItemRule> {
    let row = items::table.find((&item.owner, &item.id, item.version)).select((items::competency, items::format));
    let (competency, format) = row.first(conn)?;
    key_of(conn, item, key_version)?.rule(competency, format, scheme)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(Error::internal)
}
