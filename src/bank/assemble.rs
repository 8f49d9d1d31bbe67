//! Checked sheets -> items: the secret half goes into the key, the public half into what is presented.

use super::body::{Body, Section};
use super::document::Document;
use super::finding::Finding;
use super::front_matter::{OptionFront, PracticeFront};
use super::item::{ItemKey, ItemMeta, OptionKey, Presented, PresentedBrief, PresentedOption, SecondReading};
use super::library::{BriefSheet, ItemSheet, PracticeItem, TranslationSheet};
use super::lint::{self, Resolved, Translations};
use super::{Channel, Item, reading};
use crate::html::Html;
use crate::scoring::{Format, Letter};
use std::collections::BTreeMap;

/// An item from its sheet, the briefs and its translations.
pub fn item(
    sheet: &ItemSheet,
    resolved: Resolved,
    briefs: &BTreeMap<String, BriefSheet>,
    translations: &Translations,
) -> Item {
    let front = &sheet.front;
    let texts = texts(sheet, resolved, briefs, translations);
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
        review: front.review.as_ref().map(|review| SecondReading {
            reader: review.value.reader.value.clone(),
            round: review.value.round,
            ratings: review.value.ratings.values().map(|rating| rating.value).collect(),
        }),
    }
}

/// What applicants see: first in the language the item was written in, then in its translations.
fn texts(
    sheet: &ItemSheet,
    resolved: Resolved,
    briefs: &BTreeMap<String, BriefSheet>,
    translations: &Translations,
) -> Vec<Presented> {
    let front = &sheet.front;
    let brief = front.brief.as_ref().and_then(|id| briefs.get(&id.value));
    let presented_brief = |title: &str, document: &Document| PresentedBrief {
        title: title.to_owned(),
        text: Html::from_markdown(document.body()),
    };
    let heading = |title: &str, setting: Option<&str>, lang: &str| Heading {
        title: title.to_owned(),
        setting: setting.unwrap_or(&front.setting.value).to_owned(),
        lang: lang.to_owned(),
        channel: resolved.channel,
        format: resolved.format,
    };
    let own = heading(&front.title.value, None, &front.lang);
    let own_brief = brief.map(|brief| presented_brief(&brief.front.title, &brief.document));
    let mut texts = vec![present(&sheet.document, &sheet.body, own, own_brief)];
    texts.extend(translations.current_items(front).filter_map(|text| {
        let heading = heading(&text.front.title, text.front.setting.as_deref(), &text.front.lang.value);
        let brief = match brief {
            // Without its brief in the same language nobody could answer it.
            Some(brief) => {
                let translated = translations.current_brief(&brief.front, &text.front.lang.value)?;
                Some(presented_brief(&translated.front.title, &translated.document))
            }
            None => None,
        };
        Some(present(&text.document, &text.body, heading, brief))
    }));
    texts
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

/// A practice item in another language; `None` if it is not finished, or behind.
pub fn translated_practice(source: &PracticeItem, sheet: &TranslationSheet) -> Option<PracticeItem> {
    let front = &sheet.front;
    if !lint::is_current(sheet, source.version) {
        return None;
    }
    let heading = Heading {
        title: front.title.clone(),
        setting: front.setting.clone().unwrap_or_else(|| source.presented.setting.clone()),
        lang: front.lang.value.clone(),
        channel: source.presented.channel,
        format: source.presented.format,
    };
    let presented = present(&sheet.document, &sheet.body, heading, None);
    Some(PracticeItem { id: source.id.clone(), version: source.version, presented })
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
