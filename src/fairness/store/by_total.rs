//! Answers beside totals, for frozen reference groups. The two meet here and leave as counts.

use crate::db::Conn;
use crate::db::schema::{equality_answers, results};
use crate::ids::{OpeningId, OrganizationId};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// How many gave which answer to which question of a pack, by where their totals lie: everybody with a result in these
/// openings, `bin_of` saying which of the `bins` a total falls into.
pub fn counts_by_total(
    conn: &mut Conn,
    organization: &OrganizationId,
    (pack, openings): (&str, &[OpeningId]),
    (bins, bin_of): (usize, fn(f64) -> usize),
) -> QueryResult<BTreeMap<(String, String), Vec<i64>>> {
    let rows = equality_answers::table
        .inner_join(
            results::table.on(results::organization_id
                .eq(equality_answers::organization_id)
                .and(results::candidate_id.eq(equality_answers::candidate_id))),
        )
        .filter(equality_answers::organization_id.eq(organization))
        .filter(equality_answers::pack.eq(pack))
        .filter(results::opening_id.eq_any(openings))
        .select((equality_answers::question, equality_answers::answer, results::total))
        .load::<(String, String, f64)>(conn)?;
    let mut counts = BTreeMap::new();
    for (question, answer, total) in rows {
        let row: &mut Vec<i64> = counts.entry((question, answer)).or_insert_with(|| vec![0; bins]);
        row[bin_of(total)] += 1;
    }
    Ok(counts)
}
