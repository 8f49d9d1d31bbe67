//! One item: its words are known words, its sections are there, its key fits its options.

use super::{key, language, review, tells};
use crate::bank::body::{Body, Section};
use crate::bank::document::Document;
use crate::bank::finding::Finding;
use crate::bank::front_matter::ItemFront;
use crate::bank::library::{BriefSheet, CompetencyText, ItemSheet};
use crate::bank::marks;
use crate::bank::yaml::{self, Spanned};
use crate::bank::{Basis, Channel, Instruction, Status};
use crate::scoring::{Competency, Format};
use std::collections::BTreeMap;
use std::str::FromStr;

/// What an item may refer to.
pub struct Context<'a> {
    /// The competencies and their facets.
    pub competencies: &'a [CompetencyText],
    /// The briefs by id.
    pub briefs: &'a BTreeMap<String, BriefSheet>,
}

/// The words of an item, once they are known to be words.
#[derive(Debug, Clone, Copy)]
pub struct Resolved {
    /// Whose item it is.
    pub competency: Competency,
    /// Where it happens.
    pub channel: Channel,
    /// What it asks for.
    pub format: Format,
    /// Should or would.
    pub instruction: Instruction,
    /// How far it has come.
    pub status: Status,
    /// Whose judgement the key is.
    pub basis: Basis,
}

/// Checks one item. `None` if its words are not even known.
pub fn check(sheet: &ItemSheet, context: &Context<'_>, findings: &mut Vec<Finding>) -> Option<Resolved> {
    let ItemSheet { document, front, body } = sheet;
    check_names(document, front, findings);
    check_sections(document, body, &["Scenario", "Ask", "Options"], findings);
    let brief = check_brief(document, front, context, findings);
    let resolved = resolve(document, front, findings)?;
    check_facets(document, front, resolved.competency, context, findings);
    let options: Vec<&Section> = body.options().collect();
    key::check(document, front, &options, resolved, findings);
    review::check(document, front, resolved.status, findings);
    tells::check(sheet, &options, resolved, findings);
    language::check(sheet, findings);
    let no_facts = marks::Facts::new();
    if let Some(facts) = brief.map(|brief| &brief.front.facts).or((!body.links.is_empty()).then_some(&no_facts)) {
        options.iter().for_each(|option| marks::check(document, body, option, facts, findings));
    }
    Some(resolved)
}

fn check_names(document: &Document, front: &ItemFront, findings: &mut Vec<Finding>) {
    let (folder, file) = document.path.rsplit_once('/').unwrap_or(("", &document.path));
    if file.strip_suffix(".md") != Some(front.id.value.as_str()) {
        let message = format!("The id `{}` is not the name of the file.", front.id.value);
        findings.push(Finding::refused("id", yaml::place(document, &front.id), message, "Rename the file or the id."));
    }
    if folder != front.competency.value {
        let message = format!("An item of `{}` lies in the folder `{folder}`.", front.competency.value);
        let cure = format!("Move the file to `{}/`.", front.competency.value);
        findings.push(Finding::refused("folder", yaml::place(document, &front.competency), message, cure));
    }
    if front.version.value < 1 {
        let place = yaml::place(document, &front.version);
        findings.push(Finding::refused("version", place, "Versions count from 1.", "Write `version: 1`."));
    }
    if !["constructed", "critical-incident"].contains(&front.source.kind.value.as_str()) {
        let message = format!("`{}` is not a kind of source.", front.source.kind.value);
        let place = yaml::place(document, &front.source.kind);
        findings.push(Finding::refused("source", place, message, "Write constructed, or critical-incident."));
    } else if front.source.kind.value == "critical-incident" && front.source.incident.is_none() {
        let place = yaml::place(document, &front.source.kind);
        let cure = "Name the collected incident in `incident:`, or write `kind: constructed`.";
        findings.push(Finding::refused("source", place, "A critical incident has to have been collected.", cure));
    }
}

/// The sections stand there once each, in their order.
pub fn check_sections(document: &Document, body: &Body, wanted: &[&str], findings: &mut Vec<Finding>) {
    let there: Vec<&Section> = body.sections.iter().filter(|section| !section.nested).collect();
    let names: Vec<&str> = there.iter().map(|section| section.heading.as_str()).collect();
    if names != wanted {
        let place = document.in_body(there.first().map_or(1, |section| section.start));
        let message = format!(
            "The body has the sections {}.",
            if names.is_empty() { "of none".into() } else { names.join(", ") }
        );
        let cure = format!("It needs these headings of level 2, in this order and in English: {}.", wanted.join(", "));
        findings.push(Finding::refused("sections", place, message, cure));
    }
    for section in there.iter().filter(|section| section.heading != "Options") {
        if document.body()[section.text.clone()].trim().is_empty() {
            let message = format!("The section {} is empty.", section.heading);
            findings.push(Finding::refused("sections", document.in_body(section.start), message, "Write it."));
        }
    }
}

fn check_brief<'a>(
    document: &Document,
    front: &ItemFront,
    context: &'a Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<&'a BriefSheet> {
    let place = |id: &Spanned<String>| yaml::place(document, id);
    match &front.brief {
        None if front.competency.value == Competency::ProductKnowledge.as_str() => {
            let message = "A product-knowledge item has no brief: nobody could know the answer.";
            findings.push(Finding::refused(
                "brief",
                place(&front.competency),
                message,
                "Add `brief:` with the id of a brief.",
            ));
            None
        }
        None => None,
        Some(id) => {
            let brief = context.briefs.get(&id.value);
            if brief.is_none() {
                let message = format!("There is no brief `{}`.", id.value);
                let cure = format!("Write briefs/{}.md, or name one that exists.", id.value);
                findings.push(Finding::refused("brief", place(id), message, cure));
            }
            brief
        }
    }
}

fn resolve(document: &Document, front: &ItemFront, findings: &mut Vec<Finding>) -> Option<Resolved> {
    let competency = word(document, "competency", &front.competency, findings);
    let channel = word(document, "channel", &front.channel, findings);
    let format = word(document, "format", &front.format, findings);
    let instruction = word(document, "instruction", &front.instruction, findings);
    let status = word(document, "status", &front.status, findings);
    let basis = word(document, "basis", &front.key.basis, findings);
    Some(Resolved {
        competency: competency?,
        channel: channel?,
        format: format?,
        instruction: instruction?,
        status: status?,
        basis: basis?,
    })
}

/// A word of a closed set, or a finding that names the set.
pub fn word<T: FromStr<Err = String>>(
    document: &Document,
    rule: &'static str,
    written: &Spanned<String>,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    written
        .value
        .parse()
        .map_err(|problem| {
            let message = format!("`{}` is not a {rule}.", written.value);
            let cure = format!("Here {problem}.").replace("is none of", "should be one of:");
            findings.push(Finding::refused(rule, yaml::place(document, written), message, cure));
        })
        .ok()
}

fn check_facets(
    document: &Document,
    front: &ItemFront,
    competency: Competency,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) {
    if front.facets.value.is_empty() {
        let place = yaml::place(document, &front.facets);
        findings.push(Finding::refused(
            "facet",
            place,
            "The item names no facet.",
            "Name one or two facets of its competency.",
        ));
    }
    for facet in &front.facets.value {
        let owner = context.competencies.iter().find(|text| text.facets.iter().any(|known| known.id == facet.value));
        let own = || {
            let text = context.competencies.iter().find(|text| text.id == competency);
            let ids: Vec<&str> = text.iter().flat_map(|text| &text.facets).map(|facet| facet.id.as_str()).collect();
            ids.join(", ")
        };
        let message = match owner {
            Some(text) if text.id == competency => continue,
            Some(text) => format!("`{}` is a facet of {}, not of {competency}.", facet.value, text.id),
            None => format!("`{}` is not a facet.", facet.value),
        };
        let cure = format!("The facets of {competency} are {}.", own());
        findings.push(Finding::refused("facet", yaml::place(document, facet), message, cure));
    }
}
