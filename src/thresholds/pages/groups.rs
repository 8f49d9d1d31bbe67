//! The group table beside the preview: for those who may read it, from a frozen cohort; for everybody else, who may.

use crate::cohorts::{self, TableView};
use crate::db::Conn;
use crate::error::Result;
use crate::openings::Opening;
use crate::people::{Actor, Right};
use serde::Serialize;

/// What stands there.
#[derive(Serialize)]
pub(super) struct GroupsView {
    may_read: bool,
    table: Option<TableView>,
    /// Who may read it, where the reader may not.
    readers: Vec<String>,
    /// The page of the assessment's groups.
    page: String,
}

impl GroupsView {
    /// Loads it, at the point of the grid that is nearest to a cut.
    pub(super) fn load(conn: &mut Conn, opening: &Opening, cut: f64, may_read: bool) -> Result<Self> {
        let (organization, assessment) = (&opening.organization, &opening.assessment);
        let page = format!("/assessments/{}/{}/groups", assessment.id, assessment.version);
        if !may_read {
            return Ok(Self { may_read, table: None, readers: cohorts::readers(conn, organization)?, page });
        }
        let table = cohorts::at(conn, organization, assessment, cut)?;
        Ok(Self { may_read, table: table.as_ref().map(TableView::from), readers: Vec::new(), page })
    }
}

/// Whether somebody may read groups.
pub(super) fn may_read(actor: &Actor) -> bool {
    actor.reach(Right::GroupsRead).is_some()
}
