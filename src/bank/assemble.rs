//! Checked sheets -> items: the secret half goes into the key, the public half into what is presented.

use super::body::{Body, Section};
use super::document::Document;
use super::finding::Finding;
use super::front_matter::{OptionFront, PracticeFront};
use super::item::{ItemKey, ItemMeta, OptionKey, Presented, PresentedBrief, PresentedOption};
use super::library::{BriefSheet, ItemSheet, PracticeItem, TranslationSheet};
use super::lint::{self, Resolved};
use super::{Channel, Item, reading};
use crate::html::Html;
use crate::scoring::{Format, Letter};
use std::collections::BTreeMap;

/// An item from its sheet, the briefs and its translations.
pub fn item<'a>(
    sheet: &ItemSheet,
    resolved: Resolved,
    briefs: &BTreeMap<String, BriefSheet>,
    translations: impl Iterator<Item = &'a TranslationSheet>,
) -> Item {
    let front = &sheet.front;
    let brief = front.brief.as_ref().and_then(|id| briefs.get(&id.value)).map(|brief| PresentedBrief {
        title: brief.front.title.clone(),
        text: Html::from_markdown(brief.document.body()),
    });
    let heading = |title: &str, setting: Option<&str>, lang: &str| Heading {
        title: title.to_owned(),
        setting: setting.unwrap_or(&front.setting.value).to_owned(),
        lang: lang.to_owned(),
        channel: resolved.channel,
        format: resolved.format,
    };
    let own = heading(&front.title.value, None, &front.lang);
    let mut texts = vec![present(&sheet.document, &sheet.body, own, brief.clone())];
    texts.extend(translations.filter(|text| text.front.version.value == front.version.value).map(|text| {
        let heading = heading(&text.front.title, text.front.setting.as_deref(), &text.front.lang.value);
        present(&text.document, &text.body, heading, brief.clone())
    }));
    Item {
        id: front.id.value.clone(),
        version: front.version.value,
        status: resolved.status,
        competency: resolved.competency,
        meta: ItemMeta {
            facets: front.facets.value.iter().map(|facet| facet.value.clone()).collect(),
            instruction: resolved.instruction,
            enemies: front.enemies.iter().map(|enemy| enemy.value.clone()).collect(),
            source: format!("{}, {}", front.source.author, front.source.licence),
            words: texts[0].words,
            options: texts[0].options.len(),
        },
        key: ItemKey {
            version: front.key.version,
            basis: resolved.basis,
            panel: front.key.panel.clone(),
            scale: front.key.scale.as_ref().map_or(lint::DEFAULT_SCALE, |scale| scale.value),
            options: front.key.options.value.values().filter_map(option_key).collect(),
        },
        texts,
    }
}

/// A practice item from its file.
pub fn practice_item(document: &Document, front: &PracticeFront, findings: &mut Vec<Finding>) -> Option<PracticeItem> {
    let body = Body::read(document, findings);
    let before = findings.len();
    lint::check_sections(document, &body, &["Scenario", "Ask", "Options", "Explanation"], findings);
    let channel: Option<Channel> = lint::word(document, "channel", &front.channel, findings);
    let format: Option<Format> = lint::word(document, "format", &front.format, findings);
    if findings.len() > before {
        return None;
    }
    let heading = Heading {
        title: front.title.clone(),
        setting: front.setting.clone(),
        lang: front.lang.clone(),
        channel: channel?,
        format: format?,
    };
    let presented = present(document, &body, heading, None);
    Some(PracticeItem { id: front.id.value.clone(), version: front.version, presented })
}

fn option_key(option: &OptionFront) -> Option<OptionKey> {
    Some(OptionKey {
        effectiveness: lint::effectiveness(option)?,
        why: option.why.as_ref()?.value.trim().to_owned(),
        ratings: option.ratings.as_ref().map(|ratings| ratings.value.clone()).unwrap_or_default(),
    })
}

/// What stands above a scene.
struct Heading {
    title: String,
    setting: String,
    lang: String,
    channel: Channel,
    format: Format,
}

fn present(document: &Document, body: &Body, heading: Heading, brief: Option<PresentedBrief>) -> Presented {
    let html = |section: &Section| Html::from_markdown(&document.body()[section.text.clone()]);
    let section = |name: &str| body.section(name).map(&html);
    let empty = || Html::from_markdown("");
    let options: Vec<PresentedOption> = body
        .options()
        .enumerate()
        .filter_map(|(place, option)| Some(PresentedOption { letter: Letter::at(place)?, text: html(option) }))
        .collect();
    let scenario = section("Scenario").unwrap_or_else(empty);
    let words = reading::words(&scenario)
        + options.iter().map(|option| reading::words(&option.text)).sum::<usize>()
        + brief.as_ref().map_or(0, |brief| reading::words(&brief.text));
    Presented {
        title: heading.title,
        setting: heading.setting,
        lang: heading.lang,
        channel: heading.channel,
        format: heading.format,
        scenario,
        ask: section("Ask").unwrap_or_else(empty),
        options,
        brief,
        explanation: section("Explanation"),
        words,
    }
}
