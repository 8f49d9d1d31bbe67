//! The message files against each other and against what uses them.

use rapport::error::Code;
use rapport::i18n::{Locale, Texts};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The message files of a language as one text.
pub fn messages(locale: Locale) -> String {
    let mut files: Vec<_> =
        fs::read_dir(format!("locales/{locale}")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// Every message and attribute with the names it uses.
fn keys(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (mut found, mut message, mut current) = (BTreeMap::new(), String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(" =").next().filter(|_| line.contains(" =")).unwrap_or_default();
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            name.clone_into(&mut message);
            current.clone_from(&message);
        } else if let Some(attribute) = name.trim().strip_prefix('.') {
            current = format!("{message}.{attribute}");
        }
        if current.is_empty() {
            continue;
        }
        let names: &mut BTreeSet<String> = found.entry(current.clone()).or_default();
        names.extend(line.split('$').skip(1).map(|rest| rest.chars().take_while(char::is_ascii_alphabetic).collect()));
    }
    found
}

/// All files below a folder as one text.
fn all_text(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { all_text(&path) } else { fs::read_to_string(path).unwrap() }).collect()
}

#[test]
fn every_language_has_the_messages_of_english_and_names_the_same() {
    let english = keys(&messages(Locale::English));
    assert!(english.len() > 150, "{}", english.len());
    for locale in Locale::OFFERED {
        let text = messages(locale);
        let own = keys(&text);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{locale}");
        for (id, names) in &own {
            assert!(names.is_subset(&english[id]), "{locale}: {id} names {names:?}");
            let args: Vec<_> = english[id].iter().map(|name| (name.as_str(), 2.into())).collect();
            assert!(Texts::of(locale).find(id, &args).is_some_and(|text| !text.is_empty()), "{locale}: {id}");
        }
        let twice =
            text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(" ="));
        assert_eq!(twice.count(), own.keys().filter(|id| !id.contains('.')).count(), "{locale} says something twice");
    }
}

#[test]
fn every_message_is_used_and_every_used_one_exists() {
    let known = keys(&messages(Locale::English));
    let users = all_text(Path::new("templates")) + &all_text(Path::new("src"));
    let of_codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("error-{}", code.name())).collect();
    let competencies = ["empathy", "patience", "communication", "product-knowledge"];
    for id in known.keys() {
        let used = users.contains(&format!("\"{id}\"")) || of_codes.contains(id) || competencies.contains(&id.as_str());
        assert!(used, "nothing says `{id}`");
    }
    for (before, after) in [(" t(\"", '"'), ("(t(\"", '"'), ("around(\"", '"'), (".tr(\"", '"'), (".told(\"", '"')] {
        for id in users.split(before).skip(1).filter_map(|rest| rest.split(after).next()) {
            assert!(known.contains_key(id) || id == "id", "`{id}` is said and does not exist");
        }
    }
    for code in Code::ALL {
        let id = format!("error-{}", code.name());
        assert_eq!(Texts::of(Locale::English).tr(&id, &[]), code.sentence(), "page and API say the same");
    }
}
