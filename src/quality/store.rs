//! Every finished sitting of an opening with all its steps, read in large pieces: one query a sitting would be ten
//! thousand.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{attempts, candidates, steps};
use crate::error::{Error, Result};
use crate::ids::AttemptId;
use crate::openings::{Opening, Source};
use crate::sittings::{AttemptState, Sitting};
use diesel::dsl::{count_star, max};
use diesel::prelude::*;

/// So many sittings are read at once.
const PIECE: usize = 400;

/// The finished sittings of an opening, trials left out.
macro_rules! finished {
    ($opening:expr, $columns:expr) => {
        attempts::table
            .inner_join(
                candidates::table.on(candidates::organization_id
                    .eq(attempts::organization_id)
                    .and(candidates::id.eq(attempts::candidate_id))),
            )
            .filter(attempts::organization_id.eq(&$opening.organization))
            .filter(attempts::opening_id.eq(&$opening.id))
            .filter(attempts::state.eq(AttemptState::Scored))
            .filter(candidates::source.ne(Source::Trial))
            .select($columns)
    };
}

/// How many finished sittings an opening has and when the last was handed in: what changes when there is more to know,
/// because what was handed in does not change.
pub fn watermark(conn: &mut Conn, opening: &Opening) -> QueryResult<(i64, Option<Moment>)> {
    finished!(opening, (count_star(), max(attempts::submitted_at))).first(conn)
}

/// The finished sittings of an opening, each replayed from its steps.
pub fn finished(conn: &mut Conn, opening: &Opening, items: usize) -> Result<Vec<Sitting>> {
    let ids: Vec<AttemptId> = finished!(opening, attempts::id).order(attempts::id).load(conn)?;
    let mut all = Vec::with_capacity(ids.len());
    for piece in ids.chunks(PIECE) {
        let rows = steps::table
            .filter(steps::organization_id.eq(&opening.organization))
            .filter(steps::attempt_id.eq_any(piece))
            .filter(steps::position.gt(0))
            .order((steps::attempt_id, steps::position, steps::revision))
            .select((steps::attempt_id, steps::position, steps::revision, steps::payload, steps::at))
            .load::<(AttemptId, i64, i64, String, Moment)>(conn)?;
        for steps in rows.chunk_by(|one, next| one.0 == next.0) {
            // Nothing is asked of it that depends on when it closes.
            let mut sitting = Sitting::new(items, opening.created_at);
            for (_, position, revision, payload, at) in steps {
                let step = serde_json::from_str(payload).map_err(Error::internal)?;
                sitting.apply(*position, *revision, step, *at);
            }
            all.push(sitting);
        }
    }
    Ok(all)
}
