//! The tables as both engines have them, written by hand beside `migrations/`; a test holds the three equal.

#![allow(missing_docs, reason = "the columns are explained where they are made, in `migrations/`")]

mod adjustments;
mod audit_mail_jobs;
mod correspondence;
mod equality;
mod evidence;
mod fairness;
mod hiring;
mod inviting;
mod job_records;
mod outage;
mod panel_tables;
mod people;
mod policy_work;
mod privacy;
mod question_bank;
mod ranking;
mod reference_groups;
mod sections;
mod signals;
mod sittings;
mod workspace;

pub use adjustments::*;
pub use audit_mail_jobs::*;
pub use correspondence::*;
pub use equality::*;
pub use evidence::*;
pub use fairness::*;
pub use hiring::*;
pub use inviting::*;
pub use job_records::*;
pub use outage::*;
pub use panel_tables::*;
pub use people::*;
pub use policy_work::*;
pub use privacy::*;
pub use question_bank::*;
pub use ranking::*;
pub use reference_groups::*;
pub use sections::*;
pub use signals::*;
pub use sittings::*;
pub use workspace::*;

diesel::allow_tables_to_appear_in_same_query!(
    adjustment_requests,
    assessments,
    attempt_clocks,
    attempt_sections,
    attempts,
    audit_facts,
    audit_heads,
    band_rounds,
    bands,
    candidate_terms,
    candidate_tags,
    candidate_words,
    candidates,
    cohort_counts,
    cohorts,
    consents,
    data_requests,
    decision_acts,
    decisions,
    directory,
    invitation_lists,
    equality_answers,
    equality_choices,
    fairness_counts,
    fairness_openings,
    fairness_snapshots,
    hidden_names,
    impressions,
    integrity_reviews,
    invitations,
    item_keys,
    item_reports,
    item_texts,
    items,
    job_analyses,
    job_tasks,
    jurisdiction_choices,
    leases,
    leavings,
    legal_holds,
    letter_templates,
    letters,
    messages,
    notice_choices,
    notices,
    opening_counts,
    opening_items,
    opening_positions,
    opening_sections,
    opening_team,
    openings,
    organization_rules,
    organizations,
    outcome_reviews,
    panel_judges,
    panel_ratings,
    panels,
    performance_ratings,
    policies,
    policy_proposals,
    practice_items,
    precisions,
    pulse,
    rating_batches,
    recovery_codes,
    result_clocks,
    results,
    reveals,
    saved_views,
    scores,
    sessions,
    staff,
    staff_roles,
    steps,
    throttles,
    withdrawals,
);
