//! A bank in memory -> the tables. A version that is there stays as it is: the same version with other content is
//! refused, and old versions are never deleted.

use super::library::Library;
use super::{Item, Status, store};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::ids::{OrganizationId, base32};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Items or versions that were not there before.
    pub items: usize,
    /// Versions of keys that were not there before.
    pub keys: usize,
}

/// Brings a bank into the tables of its owner.
///
/// # Errors
/// When a version exists with other content: the message names the item and says what to do.
pub fn import(conn: &mut Conn, owner: &OrganizationId, library: &Library, now: Moment) -> Result<Imported> {
    let mut imported = Imported::default();
    for item in &library.items {
        import_item(conn, owner, item, now, &mut imported)?;
    }
    for item in &library.practice {
        store::put_practice(conn, owner, item, &hash(&item.presented)?, now)?;
    }
    Ok(imported)
}

fn import_item(
    conn: &mut Conn,
    owner: &OrganizationId,
    item: &Item,
    now: Moment,
    imported: &mut Imported,
) -> Result<()> {
    let content = hash(&(item.competency, &item.meta, item.presented()))?;
    let there = store::content_hash(conn, owner, &item.id, item.version)?;
    // A draft is still being written, and nobody has answered it.
    if item.status == Status::Draft {
        return there.map_or(Ok(()), |_| Ok(store::update_status(conn, owner, item)?));
    }
    match there {
        None => {
            store::insert_item(conn, owner, item, &content, now)?;
            imported.items += 1;
        }
        Some(there) if there == content => store::update_status(conn, owner, item)?,
        Some(_) => return Err(changed(item, "item", "version", item.version)),
    }
    for text in &item.texts {
        store::put_text(conn, owner, item, text, &hash(text)?, now)?;
    }
    let key = hash(&item.key)?;
    match store::key_hash(conn, owner, item)? {
        None => {
            store::insert_key(conn, owner, item, &key, now)?;
            imported.keys += 1;
        }
        Some(there) if there == key => {}
        Some(_) => return Err(changed(item, "key of the item", "key: version", item.key.version)),
    }
    Ok(())
}

fn changed(item: &Item, what: &str, field: &str, version: i64) -> Error {
    let sentence = format!(
        "The {what} `{}` was changed and still calls itself version {version}, which this database holds with other \
         content. Answers were given to that version: write `{field}: {}` in its file.",
        item.id,
        version + 1
    );
    Error::new(Code::Conflict, sentence)
}

fn hash(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string(value).map_err(Error::internal)?;
    Ok(base32(&Sha256::digest(text)))
}
