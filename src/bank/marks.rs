//! Numbers that come from a brief are marked in the options, so that a changed price is found in every reply.
//!
//! A mark looks like a link, and applicants never see it as one: `[£89](fact:recovery-price)` says what the brief says,
//! `[5 days](not:repair-days)` misquotes it on purpose in a poor reply, `[3](own)` has nothing to do with it.

use super::body::{Body, Link, Section};
use super::document::Document;
use super::finding::Finding;
use super::yaml::{self, Spanned};
use std::collections::BTreeMap;

const RULE: &str = "brief-numbers";

/// The facts of a brief by their names.
pub type Facts = BTreeMap<String, Spanned<String>>;

/// The marks of one option against the brief.
pub fn check(document: &Document, body: &Body, option: &Section, facts: &Facts, findings: &mut Vec<Finding>) {
    for link in body.links_in(option) {
        if let Err((message, cure)) = check_link(link, facts) {
            findings.push(Finding::refused(RULE, document.in_body(link.range.start), message, cure));
        }
    }
    if let Some(offset) = unmarked_number(document, body, option) {
        let message = "A number in this reply carries no mark.";
        let cure = "Write [£89](fact:NAME) where the brief says so, [£80](not:NAME) for a misquote, [3](own) where it has nothing to do with the brief, or a small number as a word.";
        findings.push(Finding::refused(RULE, document.in_body(offset), message, cure));
    }
}

fn check_link(link: &Link, facts: &Facts) -> Result<(), (String, String)> {
    let text = link.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if link.target == "own" {
        return Ok(());
    }
    let Some((kind, name)) = link.target.split_once(':').filter(|(kind, _)| ["fact", "not"].contains(kind)) else {
        return Err((
            format!("The mark `{}` is not one.", link.target),
            "Marks are (fact:NAME), (not:NAME) and (own); real links have no place in an item.".into(),
        ));
    };
    let Some(fact) = facts.get(name) else {
        let known: Vec<&str> = facts.keys().map(String::as_str).collect();
        return Err((format!("The brief has no fact `{name}`."), format!("It has: {}.", known.join(", "))));
    };
    match (kind, text == fact.value) {
        ("fact", false) => Err((
            format!("The reply says “{text}”, and the brief says “{}”.", fact.value),
            format!("Write [{}](fact:{name}), or mark a deliberate misquote as (not:{name}).", fact.value),
        )),
        ("not", true) => Err((
            format!("“{text}” is marked as a misquote, and it is what the brief says."),
            format!("Mark it as (fact:{name}), or write something else."),
        )),
        _ => Ok(()),
    }
}

/// The first digit of an option that stands outside every mark, as an offset into the body.
fn unmarked_number(document: &Document, body: &Body, option: &Section) -> Option<usize> {
    let text = &document.body()[option.text.clone()];
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| option.text.start + at);
    digits.into_iter().find(|at| !body.links_in(option).any(|link| link.range.contains(at)))
}

/// Every fact of a brief stands word for word in its text, where the applicant can find it.
pub fn check_facts(document: &Document, facts: &Facts, findings: &mut Vec<Finding>) {
    let text = document.body().split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, fact) in facts {
        if !text.contains(&fact.value) {
            let message = format!("The fact `{name}`, “{}”, does not stand in the text of the brief.", fact.value);
            findings.push(Finding::refused(
                RULE,
                yaml::place(document, fact),
                message,
                "Write it there in the same words.",
            ));
        }
    }
}
