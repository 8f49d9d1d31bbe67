//! The score quality of an assessment, computed once for a state of the data: reading ten thousand sittings takes
//! seconds, so the last reports are kept until anything they depend on changes.

use super::gather::{self, Gathered, KnownItem};
use super::items::{self, ItemReport};
use super::reliability::{self, Reliability, TooFew};
use super::schemes::{self, SchemeReport};
use crate::assessments::{Assessment, AssessmentRef};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use std::sync::{Arc, Mutex, PoisonError};

/// How good the scores of an assessment are.
pub struct Report {
    /// Of which assessment.
    pub assessment: Assessment,
    /// In how many openings it is used.
    pub openings: usize,
    /// How many tests are finished.
    pub tests: usize,
    /// How reliable the total is.
    pub reliability: Result<Reliability, TooFew>,
    /// The questions.
    pub items: Vec<(KnownItem, ItemReport)>,
    /// What other schemes would change.
    pub schemes: Vec<SchemeReport>,
}

/// A report with the state of the data it holds for.
struct Kept {
    organization: OrganizationId,
    assessment: AssessmentRef,
    watermark: String,
    report: Arc<Report>,
}

/// So many are kept in this process. Any of them can be computed again.
const MOST_KEPT: usize = 16;

static KEPT: Mutex<Vec<Kept>> = Mutex::new(Vec::new());

/// The report on a version of an assessment that an organization may use.
///
/// # Errors
/// [`Code::NotFound`](crate::error::Code::NotFound) when there is no such version; the database's.
pub async fn report(db: &Db, organization: &OrganizationId, (id, version): (&str, i64)) -> Result<Arc<Report>> {
    let (owner, id) = (organization.clone(), id.to_owned());
    let (assessment, watermark) = db
        .read(move |conn| {
            let assessment = gather::assessment(conn, &owner, &id, version)?;
            let watermark = gather::watermark(conn, &owner, &assessment)?;
            Ok::<_, Error>((assessment, watermark))
        })
        .await?;
    if let Some(report) = kept(organization, &assessment.key, &watermark) {
        return Ok(report);
    }
    let (owner, key) = (organization.clone(), assessment.key.clone());
    let gathered = db.read(move |conn| gather::gather(conn, &owner, assessment)).await?;
    // Without a connection in hand, and not on a thread that answers requests.
    let report = tokio::task::spawn_blocking(move || Report::of(gathered)).await.map_err(Error::internal)?;
    let report = Arc::new(report);
    keep(Kept { organization: organization.clone(), assessment: key, watermark, report: Arc::clone(&report) });
    Ok(report)
}

fn kept(organization: &OrganizationId, assessment: &AssessmentRef, watermark: &str) -> Option<Arc<Report>> {
    let all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let same = |kept: &&Kept| {
        kept.organization == *organization && kept.assessment == *assessment && kept.watermark == watermark
    };
    all.iter().find(same).map(|kept| Arc::clone(&kept.report))
}

fn keep(fresh: Kept) {
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|kept| kept.organization != fresh.organization || kept.assessment != fresh.assessment);
    if all.len() >= MOST_KEPT {
        all.remove(0);
    }
    all.push(fresh);
}

impl Report {
    fn of(gathered: Gathered) -> Self {
        let reliability = reliability::reliability(&gathered);
        let schemes = schemes::schemes(&gathered);
        let reports = items::items(&gathered);
        let mut items: Vec<(KnownItem, ItemReport)> = gathered.items.into_iter().zip(reports).collect();
        items.sort_by(|(one, _), (other, _)| {
            (one.rule.competency, one.rule.format, &one.item).cmp(&(
                other.rule.competency,
                other.rule.format,
                &other.item,
            ))
        });
        Self {
            openings: gathered.parts.len(),
            tests: gathered.parts.iter().map(|part| part.taken.len()).sum(),
            assessment: gathered.assessment,
            reliability,
            items,
            schemes,
        }
    }

    /// How many questions have a key that needs another look.
    pub fn doubted(&self) -> usize {
        self.items.iter().filter(|(_, report)| !report.doubts.is_empty()).count()
    }
}
