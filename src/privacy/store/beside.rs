//! What is held on a candidate beside their sittings: help they asked for, letters, what people noted.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{
    adjustment_requests, candidate_tags, candidate_terms, impressions, letters, outcome_reviews, performance_ratings,
};
use crate::mail::{Kind, plan::Stage};
use crate::openings::Candidate;
use crate::scoring::Outcome;
use diesel::prelude::*;

/// Kind, message, time, due, state, factor, open until, reason, reply, time of the decision.
pub type HelpRow = (
    (String, String, Moment, Moment, String),
    (Option<String>, Option<Moment>, Option<String>, Option<String>, Option<Moment>),
);

/// What somebody asked for to be able to take the test, the first first.
pub fn help_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<HelpRow>> {
    use adjustment_requests as r;
    r::table
        .filter(r::organization_id.eq(&who.organization))
        .filter(r::candidate_id.eq(&who.id))
        .order(r::id)
        .select((
            (r::kind, r::message, r::created_at, r::due_at, r::state),
            (r::time_factor, r::open_until, r::reason, r::reply, r::decided_at),
        ))
        .load(conn)
}

/// The terms of their own: time factor, open until, sittings.
pub fn terms_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Option<(String, Option<Moment>, i64)>> {
    candidate_terms::table
        .find((&who.organization, &who.id))
        .select((candidate_terms::time_factor, candidate_terms::open_until, candidate_terms::sittings))
        .first(conn)
        .optional()
}

/// Kind, state, due, subject, text.
pub type LetterRow = (Kind, Stage, Moment, Option<String>, Option<String>);

/// The letters to somebody, the first first.
pub fn letters_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<LetterRow>> {
    letters::table
        .filter(letters::organization_id.eq(&who.organization))
        .filter(letters::candidate_id.eq(&who.id))
        .order(letters::id)
        .select((letters::kind, letters::state, letters::due_at, letters::subject, letters::body))
        .load(conn)
}

/// Rating, ratings of the competencies in their order, note, time.
pub type ImpressionRow = (i64, (Option<i64>, Option<i64>, Option<i64>, Option<i64>), String, Moment);

/// What people noted, the first first, without who did.
pub fn impressions_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<ImpressionRow>> {
    use impressions as i;
    i::table
        .filter(i::organization_id.eq(&who.organization))
        .filter(i::candidate_id.eq(&who.id))
        .order((i::written_at, i::seq))
        .select((i::rating, (i::empathy, i::patience, i::communication, i::product_knowledge), i::note, i::written_at))
        .load(conn)
}

/// Their tags.
pub fn tags_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<String>> {
    candidate_tags::table
        .filter(candidate_tags::organization_id.eq(&who.organization))
        .filter(candidate_tags::candidate_id.eq(&who.id))
        .order(candidate_tags::tag)
        .select(candidate_tags::tag)
        .load(conn)
}

/// Rating, day, rater: how well they did the job later.
pub fn performance_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<(f64, String, String)>> {
    use performance_ratings as p;
    p::table
        .filter(p::organization_id.eq(&who.organization))
        .filter(p::candidate_id.eq(&who.id))
        .order((p::rated_on, p::batch_id, p::position))
        .select((p::rating, p::rated_on, p::rater))
        .load(conn)
}

/// Version of the threshold, old and new outcome, time, note, time of the look.
pub type LookRow = (i64, Outcome, Outcome, Moment, Option<String>, Option<Moment>);

/// What was to be looked at again because a threshold changed.
pub fn second_looks_of(conn: &mut Conn, who: &Candidate) -> QueryResult<Vec<LookRow>> {
    use outcome_reviews as o;
    o::table
        .filter(o::organization_id.eq(&who.organization))
        .filter(o::candidate_id.eq(&who.id))
        .order(o::policy_version)
        .select((o::policy_version, o::old_outcome, o::new_outcome, o::created_at, o::note, o::looked_at))
        .load(conn)
}
