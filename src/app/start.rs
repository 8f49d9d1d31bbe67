//! From settings to everything a server needs: database, bank, keys, templates.

use crate::assessments;
use crate::auth::{Hasher, Tokens};
use crate::bank::{self, CompetencyText, Files, Library};
use crate::clock::Clock;
use crate::config::{Secrets, Settings};
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::ids::OrganizationId;
use crate::mail::Post;
use crate::web::Views;
use std::sync::Arc;

/// Everything a server needs; clones share it.
#[derive(Clone)]
pub struct Server {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub db: Db,
    /// The keys.
    pub secrets: Secrets,
    /// What signs sessions.
    pub tokens: Tokens,
    /// What hashes passwords.
    pub hasher: Hasher,
    /// The templates.
    pub views: Arc<Views>,
    /// What sends mails.
    pub post: Arc<Post>,
    /// What applicants read about competencies.
    pub texts: Arc<Vec<CompetencyText>>,
}

/// Opens the database, brings the built-in bank into it, reads keys and templates.
///
/// # Errors
/// A sentence that says what is missing and how to mend it.
pub fn start(settings: Settings, clock: Clock) -> Result<Server> {
    std::fs::create_dir_all(&settings.data_dir).map_err(|error| {
        Error::new(
            Code::Invalid,
            format!("The data directory {} cannot be made: {error}.", settings.data_dir.display()),
        )
    })?;
    let secrets = Secrets::load(&settings)?;
    let db = Db::open(&settings.database)?;
    let library = Library::read(&Files::BuiltIn)?;
    if let Some(finding) = library.findings.iter().find(|finding| finding.severity == bank::Severity::Refused) {
        return Err(Error::new(Code::Invalid, format!("The built-in question bank cannot be used: {finding}")));
    }
    let texts = Arc::new(library.competencies.clone());
    import(&db, library, &clock)?;
    Ok(Server {
        tokens: Tokens::new(&secrets),
        hasher: Hasher::new(settings.workers)?,
        views: Arc::new(Views::new()?),
        post: Arc::new(Post::open(&settings, secrets.clone())?),
        settings: Arc::new(settings),
        clock,
        db,
        secrets,
        texts,
    })
}

/// Brings the built-in bank and its assessments into the tables. Processes that start at once do it one after the other;
/// the second finds everything there.
fn import(db: &Db, library: Library, clock: &Clock) -> Result<()> {
    let now = clock.now();
    let (blueprints, _) = assessments::read_blueprints(&library);
    let import = move |conn: &mut crate::db::Conn| {
        let owner = OrganizationId::built_in();
        bank::import(conn, &owner, &library, now)?;
        assessments::import(conn, &owner, &blueprints, now)
    };
    let import = Arc::new(import);
    for _ in 0..3 {
        let again = import.clone();
        match db.write_now(move |conn| again(conn)) {
            Err(error) if error.is_unique_violation() => {}
            outcome => return outcome,
        }
    }
    Err(Error::internal("the built-in bank could not be imported beside other processes"))
}
