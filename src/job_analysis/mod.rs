//! What the job of an opening consists of and what it needs: tasks with importance and frequency, the competencies each
//! asks for, by whom, when.
//!
//! It is where weights and thresholds come from, and what links the test to the job. A record is never changed: a new
//! version takes its place. The weights it proposes are a proposal; an opening keeps the weights of its assessment.

pub mod api;
pub mod pages;
mod store;

use crate::audit::{self, Action, Fact, Who};
use crate::clock::Moment;
use crate::db::Conn;
use crate::error::{Code, Error, FieldError, Result};
use crate::ids::StaffId;
use crate::openings::{self, Opening};
use crate::scoring::{Competency, PerCompetency};

/// The most tasks of one record.
pub const MOST_TASKS: usize = 60;

/// One task of the job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is done, as behaviour.
    pub task: String,
    /// How much depends on it, 1 to 5.
    pub importance: i64,
    /// How often it comes up, 1 to 5.
    pub frequency: i64,
    /// The competencies it needs.
    pub needs: Vec<Competency>,
}

/// What somebody records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Who was asked, and how.
    pub method: String,
    /// What else was considered to select people by; may be empty.
    pub alternatives: String,
    /// The tasks.
    pub tasks: Vec<Task>,
}

/// A version of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobAnalysis {
    /// Its version, from 1.
    pub version: i64,
    /// What was recorded.
    pub record: Record,
    /// The id of who recorded it.
    pub author: String,
    /// When.
    pub created_at: Moment,
}

impl Record {
    /// The weights it proposes, as shares of 1: importance × frequency of each task, divided equally among the
    /// competencies it needs, added up, and divided by the sum over all tasks.
    pub fn weights(&self) -> PerCompetency<f64> {
        let worth = |task: &Task| (task.importance * task.frequency) as f64;
        let all: f64 = self.tasks.iter().map(worth).sum();
        PerCompetency::from_fn(|competency| {
            let needing = self.tasks.iter().filter(|task| task.needs.contains(&competency));
            let sum: f64 = needing.map(|task| worth(task) / task.needs.len() as f64).sum();
            if all > 0.0 { sum / all } else { 0.0 }
        })
    }
}

/// The newest version, if one has been recorded.
///
/// # Errors
/// The database's.
pub fn current(conn: &mut Conn, opening: &Opening) -> Result<Option<JobAnalysis>> {
    store::newest(conn, opening)
}

/// Whether one has been recorded.
///
/// # Errors
/// The database's.
pub fn exists(conn: &mut Conn, opening: &Opening) -> Result<bool> {
    Ok(store::newest_version(conn, opening)? > 0)
}

/// Records a new version. `seen` is the version its author saw, 0 for none.
///
/// # Errors
/// [`Code::Invalid`] with every field that needs another look, [`Code::Conflict`] when somebody recorded another version
/// in the meantime.
pub fn save(
    conn: &mut Conn,
    opening: &Opening,
    record: Record,
    (by, seen): (&StaffId, i64),
    now: Moment,
) -> Result<JobAnalysis> {
    check(&record)?;
    openings::hold_opening(conn, &opening.organization, &opening.id)?;
    if store::newest_version(conn, opening)? != seen {
        let sentence = "Somebody recorded another version in the meantime. Look at it before you save yours.";
        return Err(Error::new(Code::Conflict, sentence));
    }
    let analysis = JobAnalysis { version: seen + 1, record, author: by.to_string(), created_at: now };
    store::insert(conn, opening, &analysis)?;
    let fact = Fact {
        organization: &opening.organization,
        at: now,
        who: &Who::Staff(by.clone()),
        action: Action::JobAnalysisSaved,
        object: format!("opening:{}", opening.id),
        detail: &[("version", analysis.version.to_string()), ("tasks", analysis.record.tasks.len().to_string())],
    };
    audit::append(conn, &fact)?;
    Ok(analysis)
}

fn check(record: &Record) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |field: String, message: &str| faults.push(FieldError { field, message: message.to_owned() });
    if record.method.trim().is_empty() || record.method.chars().count() > 4000 {
        fault("method".into(), "Write who was asked and how, in up to 4,000 characters.");
    }
    if record.alternatives.chars().count() > 4000 {
        fault("alternatives".into(), "Keep the alternatives under 4,000 characters.");
    }
    if record.tasks.is_empty() {
        fault("task-1".into(), "Describe at least one task of the job.");
    }
    if record.tasks.len() > MOST_TASKS {
        fault(format!("task-{MOST_TASKS}"), "Record up to 60 tasks; put small ones together.");
    }
    for (place, task) in record.tasks.iter().enumerate() {
        let number = place + 1;
        if task.task.trim().is_empty() || task.task.chars().count() > 300 {
            fault(format!("task-{number}"), "Describe the task in up to 300 characters.");
        }
        if !(1..=5).contains(&task.importance) {
            fault(format!("importance-{number}"), "Choose an importance from 1 to 5.");
        }
        if !(1..=5).contains(&task.frequency) {
            fault(format!("frequency-{number}"), "Choose a frequency from 1 to 5.");
        }
        let twice = (1..task.needs.len()).any(|place| task.needs[..place].contains(&task.needs[place]));
        if task.needs.is_empty() || twice {
            fault(format!("needs-{number}"), "Choose at least one competency that the task needs, each once.");
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::fields(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(importance: i64, frequency: i64, needs: &[Competency]) -> Task {
        Task { task: "Calm a customer whose parcel is late.".into(), importance, frequency, needs: needs.to_vec() }
    }

    #[test]
    fn weights_are_the_shares_of_importance_times_frequency() {
        use Competency::{Communication, Empathy, Patience};
        let tasks = vec![task(5, 4, &[Empathy, Patience]), task(2, 5, &[Communication]), task(5, 2, &[Patience])];
        let weights = Record { method: "Asked.".into(), alternatives: String::new(), tasks }.weights();
        // 20 shared by two, 10, 10; of 40.
        assert_eq!((weights.empathy, weights.patience, weights.communication), (0.25, 0.5, 0.25));
        assert!(weights.product_knowledge.abs() < f64::EPSILON, "what no task needs weighs nothing");
    }

    #[test]
    fn each_fault_is_named_at_its_task() {
        let tasks = vec![task(5, 4, &[Competency::Empathy]), task(0, 6, &[])];
        let record = Record { method: " ".into(), alternatives: String::new(), tasks };
        let error = check(&record).unwrap_err();
        let fields: Vec<&str> = error.field_errors().iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["method", "importance-2", "frequency-2", "needs-2"]);
    }
}
