//! Further links to an invitation that is there.
//!
//! Only the hash of a link is kept, so a later mail cannot repeat the first one. It carries another key to the same
//! invitation: the links that were sent before stay good, nobody is signed out, and revoking the invitation ends them
//! all. There is still one invitation for one person in one opening.

use super::{Candidate, store};
use crate::clock::Moment;
use crate::config::token_hash;
use crate::db::Conn;
use crate::error::Result;
use crate::mail::{Post, fresh_token};
use crate::people::directory::{self, Entry};

/// Another link to the invitation of a candidate; none where it was revoked.
///
/// # Errors
/// The database's.
pub fn another_link(conn: &mut Conn, post: &Post, candidate: &Candidate) -> Result<Option<String>> {
    let Some(invitation) = store::live_invitation(conn, &candidate.organization, &candidate.id)? else {
        return Ok(None);
    };
    let token = fresh_token();
    let entry = Entry { organization: candidate.organization.clone(), subject: invitation.id.to_string() };
    directory::put(conn, directory::Kind::Invitation, &token_hash(&token), &entry, None::<Moment>)?;
    Ok(Some(post.link(&format!("/i/{token}"))))
}
