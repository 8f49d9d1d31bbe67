//! What a verb needs to send a message: the words, the keys, and what links begin with.

use super::{Composer, Kind, Letter, PURPOSE, Sealed, enqueue};
use crate::clock::Moment;
use crate::config::{Secrets, Settings};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::ids::{MessageId, OrganizationId};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// The post office of a running server.
pub struct Post {
    composer: Composer,
    secrets: Secrets,
    public_url: String,
}

impl Post {
    /// Opens it.
    ///
    /// # Errors
    /// When a template does not parse.
    pub fn open(settings: &Settings, secrets: Secrets) -> Result<Self> {
        Ok(Self { composer: Composer::new()?, secrets, public_url: settings.public_url.clone() })
    }

    /// A link to a path of ours.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// Writes a letter and puts it into the outbox, as part of the caller's transaction.
    ///
    /// # Errors
    /// The database's, or a defect in a template.
    pub fn send<V: Serialize>(
        &self,
        conn: &mut Conn,
        organization: &OrganizationId,
        about: (Kind, &str),
        letter: &Letter<'_, V>,
        now: Moment,
    ) -> Result<MessageId> {
        enqueue(conn, &self.secrets, organization, about, &self.composer.write(letter)?, now)
    }
}

impl Post {
    /// Writes a letter and seals it, to be put into the outbox later with [`super::enqueue_all`].
    ///
    /// # Errors
    /// A defect in a template.
    pub fn seal<V: Serialize>(
        &self,
        (kind, subject_id): (Kind, &str),
        letter: &Letter<'_, V>,
        now: Moment,
    ) -> Result<Sealed> {
        let text = serde_json::to_string(&self.composer.write(letter)?).map_err(Error::internal)?;
        let content = self.secrets.seal(PURPOSE, &text)?;
        Ok(Sealed { id: MessageId::new(now), kind, subject_id: subject_id.to_owned(), content })
    }
}

/// A fresh secret for a link: 256 bits of the operating system's generator.
pub fn fresh_token() -> String {
    URL_SAFE_NO_PAD.encode(crate::entropy::secret_bytes::<32>())
}
