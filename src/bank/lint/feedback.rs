//! The feedback in other languages against that of `competencies.yaml`: every text of every facet, and no other.

use crate::bank::document::Document;
use crate::bank::finding::Finding;
use crate::bank::library::{COMPETENCIES, CompetencyText, FacetText, Feedback, FeedbackFile, TranslatedFacet};
use crate::bank::{Place, yaml};

/// Puts the translations beside what they translate. A text that is missing or that nobody asked for is refused: half a
/// feedback in another language would be worse than none.
pub fn translate_feedback(
    competencies: &mut [CompetencyText],
    files: &[(Document, FeedbackFile)],
    findings: &mut Vec<Finding>,
) {
    for (document, file) in files {
        let before = findings.len();
        check(competencies, document, file, findings);
        if findings.len() > before {
            continue;
        }
        for facet in competencies.iter_mut().flat_map(|text| &mut text.facets) {
            let own = file.facets.iter().find(|translated| translated.id.value == facet.id);
            facet.translations.extend(own.map(|own| (file.lang.value.clone(), feedback(own))));
        }
    }
}

fn feedback(translated: &TranslatedFacet) -> Feedback {
    let TranslatedFacet { growing, solid, strong, tomorrow, .. } = translated.clone();
    Feedback { growing, solid, strong, tomorrow }
}

fn check(competencies: &[CompetencyText], document: &Document, file: &FeedbackFile, findings: &mut Vec<Finding>) {
    let mut refuse = |place: Place, message: String, cure: &'static str| {
        findings.push(Finding::refused("feedback", place, message, cure));
    };
    if *document.path != *format!("competencies.{}.yaml", file.lang.value) {
        let message = format!("The file {} says that it is in `{}`.", document.path, file.lang.value);
        refuse(yaml::place(document, &file.lang), message, "Name it competencies.<language>.yaml.");
    }
    let facets: Vec<&FacetText> = competencies.iter().flat_map(|text| &text.facets).collect();
    for (place, translated) in file.facets.iter().enumerate() {
        let here = || yaml::place(document, &translated.id);
        let id = &translated.id.value;
        if !facets.iter().any(|facet| facet.id == *id) {
            refuse(here(), format!("{COMPETENCIES} has no facet `{id}`."), "Take it out, or mend its id.");
        }
        if file.facets[..place].iter().any(|other| other.id.value == *id) {
            refuse(here(), format!("The facet `{id}` is there twice."), "Keep one of the two.");
        }
        let Feedback { growing, solid, strong, tomorrow } = feedback(translated);
        for (name, text) in [("growing", growing), ("solid", solid), ("strong", strong), ("tomorrow", tomorrow)] {
            if text.trim().is_empty() {
                refuse(here(), format!("The text `{name}` of `{id}` is empty."), "Translate it.");
            }
        }
    }
    for facet in facets.iter().filter(|facet| !file.facets.iter().any(|own| own.id.value == facet.id)) {
        let message = format!("The facet `{}` has no feedback in `{}`.", facet.id, file.lang.value);
        refuse(document.in_front(1, 1), message, "Translate its four texts.");
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::Files;
    use crate::bank::library::{COMPETENCIES, Library};
    use std::path::Path;

    type Change = fn(String) -> String;

    /// What is wrong with the built-in competencies beside a translation of them.
    fn findings(name: &str, change: impl Fn(String) -> String) -> Vec<String> {
        let bank = tempfile::tempdir().unwrap();
        let read = |path: &str| std::fs::read_to_string(Path::new("question-bank").join(path)).unwrap();
        std::fs::write(bank.path().join(COMPETENCIES), read(COMPETENCIES)).unwrap();
        std::fs::write(bank.path().join(name), change(read("competencies.de.yaml"))).unwrap();
        let library = Library::read(&Files::Directory(bank.path().to_owned())).unwrap();
        library.findings.iter().filter(|finding| finding.rule == "feedback").map(ToString::to_string).collect()
    }

    #[test]
    fn a_text_that_is_missing_or_astray_is_found() {
        assert!(findings("competencies.de.yaml", |text| text).is_empty());
        let cases: [(&str, Change, &str); 3] = [
            ("competencies.fr.yaml", |text| text, "says that it is in `de`"),
            ("competencies.de.yaml", |text| text.replace("id: honesty", "id: candour"), "has no facet `candour`"),
            ("competencies.de.yaml", |text| text.replace("id: honesty", "id: clarity"), "`honesty` has no feedback"),
        ];
        for (name, change, said) in cases {
            let found = findings(name, change);
            assert!(found.iter().any(|finding| finding.contains(said)), "{said}: {found:?}");
        }
    }

    #[test]
    fn the_built_in_feedback_is_there_in_every_language_without_straight_quotes() {
        let library = Library::read(&Files::BuiltIn).unwrap();
        for facet in library.competencies.iter().flat_map(|text| &text.facets) {
            for lang in ["es", "de"] {
                let (texts, told) = facet.feedback_in(lang);
                assert_eq!(told, lang, "{}", facet.id);
                for text in [&texts.growing, &texts.solid, &texts.strong, &texts.tomorrow] {
                    assert!(!text.contains(['"', '\'']) && text.len() > 80, "{lang}: {text}");
                }
            }
            assert_eq!(facet.feedback_in("fr").1, "en");
        }
    }
}
