//! Words that shut people out, with what to write instead.
//!
//! Only whole words count, and only in English. A scene may let a customer say such a word where the reply depends on
//! it; the warning then asks the author to be sure.

use crate::bank::finding::Finding;
use crate::bank::library::ItemSheet;

/// What to avoid, and what to write.
const WORDS: &[(&str, &str)] = &[
    ("air hostess", "flight attendant"),
    ("blacklist", "blocklist"),
    ("businessman", "business person"),
    ("chairman", "chair"),
    ("cleaning lady", "cleaner"),
    ("confined to a wheelchair", "uses a wheelchair"),
    ("crazy", "say what is meant: unusual, busy, wild"),
    ("cripple", "disabled person"),
    ("dumb", "say what is meant"),
    ("elderly", "older, and only if the age matters"),
    ("fireman", "firefighter"),
    ("foreigner", "say where somebody is from, if it matters"),
    ("foreman", "supervisor"),
    ("grandfathered", "kept under the old terms"),
    ("gypped", "cheated"),
    ("gypsy", "the name people use for themselves"),
    ("handicapped", "disabled"),
    ("hysterical", "say what is seen or heard"),
    ("insane", "say what is meant"),
    ("invalid person", "disabled person"),
    ("lame", "say what is meant"),
    ("mankind", "people"),
    ("manpower", "staff"),
    ("midget", "person of short stature"),
    ("moron", "say what is meant"),
    ("normal people", "most people"),
    ("old people", "older people"),
    ("oriental", "say where somebody is from, if it matters"),
    ("policeman", "police officer"),
    ("postman", "postal worker"),
    ("psycho", "say what is meant"),
    ("repairman", "technician"),
    ("retarded", "say what is meant"),
    ("salesman", "sales assistant"),
    ("spastic", "say what is meant"),
    ("spokesman", "spokesperson"),
    ("stewardess", "flight attendant"),
    ("suffers from", "has"),
    ("third world", "name the country"),
    ("waitress", "waiter, server"),
    ("wheelchair-bound", "uses a wheelchair"),
    ("whitelist", "allowlist"),
    ("workmen", "workers"),
];

/// Warns of each of them where it stands.
pub fn check(sheet: &ItemSheet, findings: &mut Vec<Finding>) {
    if sheet.front.lang != "en" {
        return;
    }
    let text = sheet.document.body().to_ascii_lowercase();
    for (word, instead) in WORDS {
        for (at, _) in text.match_indices(word).filter(|(at, _)| stands_alone(&text, *at, word.len())) {
            let message = format!("“{word}” may shut people out.");
            let cure = format!("Write instead: {instead}.");
            findings.push(Finding::warning("language", sheet.document.in_body(at), message, cure));
        }
    }
}

fn stands_alone(text: &str, at: usize, length: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..at].chars().next_back()) && !letter(text[at + length..].chars().next())
}
