//! What staff think of people, and the tags of people.

use crate::clock::Moment;
use crate::db::schema::{candidate_tags, impressions};
use crate::db::{Conn, each};
use crate::ids::{CandidateId, StaffId};
use crate::openings::{Candidate, Opening};
use crate::results::impressions::Impression;
use crate::scoring::PerCompetency;
use diesel::prelude::*;
use std::collections::HashMap;

/// Adds an impression. A second one of the same number is a unique violation.
pub fn insert_impression(
    conn: &mut Conn,
    candidate: &Candidate,
    (staff, seq): (&StaffId, i64),
    impression: &Impression,
    now: Moment,
) -> QueryResult<()> {
    let c = &impression.competencies;
    diesel::insert_into(impressions::table)
        .values((
            impressions::organization_id.eq(&candidate.organization),
            impressions::candidate_id.eq(&candidate.id),
            impressions::staff_id.eq(staff),
            impressions::seq.eq(seq),
            impressions::rating.eq(impression.rating),
            impressions::empathy.eq(c.empathy),
            impressions::patience.eq(c.patience),
            impressions::communication.eq(c.communication),
            impressions::product_knowledge.eq(c.product_knowledge),
            impressions::note.eq(&impression.note),
            impressions::written_at.eq(now),
        ))
        .execute(conn)
        .map(|_| ())
}

type Ratings = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);
type Row = (StaffId, i64, i64, Ratings, String, Moment);

/// The impressions of a person, the first first.
pub fn impressions(conn: &mut Conn, candidate: &Candidate) -> QueryResult<Vec<(StaffId, i64, Impression, Moment)>> {
    let ratings =
        (impressions::empathy, impressions::patience, impressions::communication, impressions::product_knowledge);
    let rows = impressions::table
        .filter(impressions::organization_id.eq(&candidate.organization))
        .filter(impressions::candidate_id.eq(&candidate.id))
        .order((impressions::written_at, impressions::staff_id, impressions::seq))
        .select((
            impressions::staff_id,
            impressions::seq,
            impressions::rating,
            ratings,
            impressions::note,
            impressions::written_at,
        ))
        .load::<Row>(conn)?;
    let whole = |(staff, seq, rating, (empathy, patience, communication, product_knowledge), note, at)| {
        let competencies = PerCompetency { empathy, patience, communication, product_knowledge };
        (staff, seq, Impression { rating, competencies, note }, at)
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// Puts a tag on a person. `false` if it is there already.
pub fn insert_tag(conn: &mut Conn, candidate: &Candidate, tag: &str) -> QueryResult<bool> {
    let values = (
        candidate_tags::organization_id.eq(&candidate.organization),
        candidate_tags::opening_id.eq(&candidate.opening),
        candidate_tags::tag.eq(tag),
        candidate_tags::candidate_id.eq(&candidate.id),
    );
    let new = diesel::insert_into(candidate_tags::table).values(values);
    let added = each!(conn, c => new.on_conflict_do_nothing().execute(c))?;
    Ok(added == 1)
}

/// Takes a tag from a person. `false` if it was not there.
pub fn delete_tag(conn: &mut Conn, candidate: &Candidate, tag: &str) -> QueryResult<bool> {
    let key = (&candidate.organization, &candidate.opening, tag, &candidate.id);
    Ok(diesel::delete(candidate_tags::table.find(key)).execute(conn)? == 1)
}

/// The tags of some people of an opening, each list by name.
pub fn tags_of(
    conn: &mut Conn,
    opening: &Opening,
    people: &[CandidateId],
) -> QueryResult<HashMap<CandidateId, Vec<String>>> {
    let rows = candidate_tags::table
        .filter(candidate_tags::organization_id.eq(&opening.organization))
        .filter(candidate_tags::candidate_id.eq_any(people))
        .order(candidate_tags::tag)
        .select((candidate_tags::candidate_id, candidate_tags::tag))
        .load::<(CandidateId, String)>(conn)?;
    let mut all: HashMap<CandidateId, Vec<String>> = HashMap::new();
    for (candidate, tag) in rows {
        all.entry(candidate).or_default().push(tag);
    }
    Ok(all)
}

/// The next tag of an opening in their order: they are leapt over, not counted off.
pub fn tag_after(conn: &mut Conn, opening: &Opening, after: Option<&str>) -> QueryResult<Option<String>> {
    candidate_tags::table
        .filter(candidate_tags::organization_id.eq(&opening.organization))
        .filter(candidate_tags::opening_id.eq(&opening.id))
        .filter(candidate_tags::tag.gt(after.unwrap_or_default()))
        .order(candidate_tags::tag)
        .select(candidate_tags::tag)
        .first(conn)
        .optional()
}
