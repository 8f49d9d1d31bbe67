//! The tables of job analyses.

use super::{JobAnalysis, Record, Task};
use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{job_analyses, job_tasks};
use crate::error::{Error, Result};
use crate::openings::Opening;
use crate::scoring::Competency;
use diesel::dsl::max;
use diesel::prelude::*;

/// The number of the newest version, 0 for none.
pub fn newest_version(conn: &mut Conn, opening: &Opening) -> QueryResult<i64> {
    let newest = job_analyses::table
        .filter(job_analyses::organization_id.eq(&opening.organization))
        .filter(job_analyses::opening_id.eq(&opening.id))
        .select(max(job_analyses::version))
        .first::<Option<i64>>(conn)?;
    Ok(newest.unwrap_or(0))
}

/// The newest version.
pub fn newest(conn: &mut Conn, opening: &Opening) -> Result<Option<JobAnalysis>> {
    let version = newest_version(conn, opening)?;
    let head = job_analyses::table
        .find((&opening.organization, &opening.id, version))
        .select((job_analyses::method, job_analyses::alternatives, job_analyses::author, job_analyses::created_at))
        .first::<(String, String, String, Moment)>(conn)
        .optional()?;
    let Some((method, alternatives, author, created_at)) = head else { return Ok(None) };
    let rows = job_tasks::table
        .filter(job_tasks::organization_id.eq(&opening.organization))
        .filter(job_tasks::opening_id.eq(&opening.id))
        .filter(job_tasks::version.eq(version))
        .order(job_tasks::position)
        .select((job_tasks::task, job_tasks::importance, job_tasks::frequency, job_tasks::needs))
        .load::<(String, i64, i64, String)>(conn)?;
    let task = |(task, importance, frequency, needs): (String, i64, i64, String)| -> Result<Task> {
        let needs = needs.split_whitespace().map(|word| word.parse::<Competency>().map_err(Error::internal));
        Ok(Task { task, importance, frequency, needs: needs.collect::<Result<_>>()? })
    };
    let tasks = rows.into_iter().map(task).collect::<Result<_>>()?;
    Ok(Some(JobAnalysis { version, record: Record { method, alternatives, tasks }, author, created_at }))
}

/// Adds a version.
pub fn insert(conn: &mut Conn, opening: &Opening, analysis: &JobAnalysis) -> QueryResult<()> {
    diesel::insert_into(job_analyses::table)
        .values((
            job_analyses::organization_id.eq(&opening.organization),
            job_analyses::opening_id.eq(&opening.id),
            job_analyses::version.eq(analysis.version),
            job_analyses::method.eq(analysis.record.method.trim()),
            job_analyses::alternatives.eq(analysis.record.alternatives.trim()),
            job_analyses::author.eq(&analysis.author),
            job_analyses::created_at.eq(analysis.created_at),
        ))
        .execute(conn)?;
    for (place, task) in analysis.record.tasks.iter().enumerate() {
        let needs: Vec<&str> = task.needs.iter().map(|competency| competency.as_str()).collect();
        diesel::insert_into(job_tasks::table)
            .values((
                job_tasks::organization_id.eq(&opening.organization),
                job_tasks::opening_id.eq(&opening.id),
                job_tasks::version.eq(analysis.version),
                job_tasks::position.eq(place as i64 + 1),
                job_tasks::task.eq(task.task.trim()),
                job_tasks::importance.eq(task.importance),
                job_tasks::frequency.eq(task.frequency),
                job_tasks::needs.eq(needs.join(" ")),
            ))
            .execute(conn)?;
    }
    Ok(())
}
