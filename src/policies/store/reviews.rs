//! The table of people to look at again.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::outcome_reviews;
use crate::ids::CandidateId;
use crate::openings::Opening;
use crate::policies::{Changed, LookedAt, Review, ReviewState};
use crate::scoring::Outcome;
use diesel::prelude::*;

type Row =
    ((i64, CandidateId, Outcome, Outcome, Moment), (ReviewState, Option<String>, Option<String>, Option<Moment>, i64));

/// Everybody who is or was on the list, those of the newest version first.
pub fn reviews(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Review>> {
    use outcome_reviews as r;
    let rows = r::table
        .filter(r::organization_id.eq(&opening.organization))
        .filter(r::opening_id.eq(&opening.id))
        .order((r::policy_version.desc(), r::candidate_id))
        .select((
            (r::policy_version, r::candidate_id, r::old_outcome, r::new_outcome, r::created_at),
            (r::state, r::note, r::looked_by, r::looked_at, r::version),
        ))
        .load::<Row>(conn)?;
    let review = |(what, looked): Row| {
        let (policy_version, candidate, old, new, created_at) = what;
        let (state, note, by, at, version) = looked;
        let looked = note.zip(by).zip(at).map(|((note, by), at)| LookedAt { note, by, at });
        Review { policy_version, changed: Changed { candidate, old, new }, created_at, state, looked, version }
    };
    Ok(rows.into_iter().map(review).collect())
}

/// How many wait to be looked at.
pub fn reviews_waiting(conn: &mut Conn, opening: &Opening) -> QueryResult<i64> {
    outcome_reviews::table
        .filter(outcome_reviews::organization_id.eq(&opening.organization))
        .filter(outcome_reviews::opening_id.eq(&opening.id))
        .filter(outcome_reviews::state.eq(ReviewState::Waiting))
        .count()
        .get_result(conn)
}

/// Puts somebody on the list.
pub fn insert_review(
    conn: &mut Conn,
    opening: &Opening,
    policy_version: i64,
    changed: &Changed,
    now: Moment,
) -> QueryResult<()> {
    use outcome_reviews as r;
    diesel::insert_into(r::table)
        .values((
            (r::organization_id.eq(&opening.organization), r::opening_id.eq(&opening.id)),
            (r::policy_version.eq(policy_version), r::candidate_id.eq(&changed.candidate)),
            (r::old_outcome.eq(changed.old), r::new_outcome.eq(changed.new), r::created_at.eq(now)),
            (r::state.eq(ReviewState::Waiting), r::version.eq(1)),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Takes people off the list whose outcome a later version has changed.
pub fn overtake_reviews(conn: &mut Conn, opening: &Opening, candidates: &[CandidateId]) -> QueryResult<()> {
    use outcome_reviews as r;
    for some in candidates.chunks(500) {
        let rows = r::table
            .filter(r::organization_id.eq(&opening.organization))
            .filter(r::opening_id.eq(&opening.id))
            .filter(r::state.eq(ReviewState::Waiting))
            .filter(r::candidate_id.eq_any(some));
        diesel::update(rows).set((r::state.eq(ReviewState::Overtaken), r::version.eq(r::version + 1))).execute(conn)?;
    }
    Ok(())
}

/// Writes that somebody has looked. `false` if somebody else has since it was read.
pub fn close_review(
    conn: &mut Conn,
    opening: &Opening,
    review: &Review,
    (state, looked): (ReviewState, &LookedAt),
) -> QueryResult<bool> {
    use outcome_reviews as r;
    let key = (&opening.organization, &opening.id, review.policy_version, &review.changed.candidate);
    let changed = diesel::update(r::table.find(key))
        .filter(r::version.eq(review.version))
        .set((
            r::state.eq(state),
            r::note.eq(&looked.note),
            r::looked_by.eq(&looked.by),
            r::looked_at.eq(looked.at),
            r::version.eq(review.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}
