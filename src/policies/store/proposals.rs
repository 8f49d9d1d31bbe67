//! The table of proposals.

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::policy_proposals;
use crate::openings::Opening;
use crate::policies::{Proposal, ProposalState};
use crate::scoring::{PerCompetency, Thresholds};
use diesel::prelude::*;

type Minima = (Option<f64>, Option<f64>, Option<f64>, Option<f64>);
type Row = (
    (i64, i64, f64, Minima, f64),
    (String, String, Moment, Option<String>),
    (ProposalState, Option<String>, Option<String>, Option<Moment>, i64),
);

fn proposal_of((what, origin, answered): Row) -> Proposal {
    let (number, base_version, total, (empathy, patience, communication, product_knowledge), z) = what;
    let (reason, author, created_at, panel) = origin;
    let (state, answer, answered_by, answered_at, version) = answered;
    let minima = PerCompetency { empathy, patience, communication, product_knowledge };
    let thresholds = Thresholds { total, minima, z };
    Proposal {
        number,
        base_version,
        thresholds,
        reason,
        author,
        created_at,
        panel,
        state,
        answer,
        answered_by,
        answered_at,
        version,
    }
}

/// All proposals of an opening, the newest first.
pub fn proposals(conn: &mut Conn, opening: &Opening) -> QueryResult<Vec<Proposal>> {
    use policy_proposals as p;
    let rows = p::table
        .filter(p::organization_id.eq(&opening.organization))
        .filter(p::opening_id.eq(&opening.id))
        .order(p::number.desc())
        .select((
            (
                p::number,
                p::base_version,
                p::total,
                (p::empathy, p::patience, p::communication, p::product_knowledge),
                p::z,
            ),
            (p::reason, p::author, p::created_at, p::panel_id),
            (p::state, p::answer, p::answered_by, p::answered_at, p::version),
        ))
        .load::<Row>(conn)?;
    Ok(rows.into_iter().map(proposal_of).collect())
}

/// Adds a proposal.
pub fn insert_proposal(conn: &mut Conn, opening: &Opening, proposal: &Proposal) -> QueryResult<()> {
    use policy_proposals as p;
    let minima = &proposal.thresholds.minima;
    diesel::insert_into(p::table)
        .values((
            (p::organization_id.eq(&opening.organization), p::opening_id.eq(&opening.id)),
            (p::number.eq(proposal.number), p::base_version.eq(proposal.base_version)),
            (p::total.eq(proposal.thresholds.total), p::z.eq(proposal.thresholds.z)),
            (p::empathy.eq(minima.empathy), p::patience.eq(minima.patience)),
            (p::communication.eq(minima.communication), p::product_knowledge.eq(minima.product_knowledge)),
            (p::reason.eq(&proposal.reason), p::author.eq(&proposal.author), p::created_at.eq(proposal.created_at)),
            (p::panel_id.eq(&proposal.panel), p::state.eq(proposal.state), p::version.eq(proposal.version)),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Writes the answer to a proposal. `false` if somebody has answered it since it was read.
pub fn update_proposal(conn: &mut Conn, opening: &Opening, proposal: &Proposal) -> QueryResult<bool> {
    use policy_proposals as p;
    let row = p::table.find((&opening.organization, &opening.id, proposal.number));
    let changed = diesel::update(row)
        .filter(p::version.eq(proposal.version))
        .set((
            p::state.eq(proposal.state),
            p::answer.eq(&proposal.answer),
            p::answered_by.eq(&proposal.answered_by),
            p::answered_at.eq(proposal.answered_at),
            p::version.eq(proposal.version + 1),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}
