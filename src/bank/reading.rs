//! Words, reading time and reading grade.

use super::Presented;
use crate::html::Html;

/// The words of a text, tags left out.
pub fn words(html: &Html) -> usize {
    plain(html.as_str()).split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// A text without its tags.
pub fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut in_tag = false;
    for character in html.chars() {
        match character {
            '<' => {
                in_tag = true;
                text.push(' ');
            }
            '>' => in_tag = false,
            other if !in_tag => text.push(other),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
}

/// Words a minute: the mean of adults reading English non-fiction silently (Brysbaert 2019; most lie between 175 and 300).
const WORDS_A_MINUTE: f64 = 238.0;
/// Seconds to weigh the replies once they have been read: our assumption until there are medians.
const SECONDS_TO_DECIDE: f64 = 15.0;

/// Expected minutes for so many items with so many words, until medians of real sittings say it better.
pub fn minutes(items: usize, words: usize) -> f64 {
    words as f64 / WORDS_A_MINUTE + items as f64 * SECONDS_TO_DECIDE / 60.0
}

/// The Flesch-Kincaid grade (Kincaid et al. 1975). It reads low on dialogue: a ceiling alarm, not a measure.
pub fn grade(text: &str) -> f64 {
    let sentences = text.matches(['.', '!', '?']).count().max(1) as f64;
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let count = words.len().max(1) as f64;
    let syllables = words.iter().map(|word| syllables(word)).sum::<usize>() as f64;
    0.39 * count / sentences + 11.8 * syllables / count - 15.59
}

/// The grade of a scene with its replies.
pub fn grade_of(presented: &Presented) -> f64 {
    let replies = presented.options.iter().map(|option| plain(option.text.as_str()));
    grade(&std::iter::once(plain(presented.scenario.as_str())).chain(replies).collect::<Vec<_>>().join(" "))
}

/// Groups of vowels, a silent e left out: close enough for a mean over a text.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let vowel = |c: &char| "aeiouyáéíóúäöü".contains(*c);
    let groups = letters.chunk_by(|a, b| vowel(a) == vowel(b)).filter(|group| vowel(&group[0])).count();
    let silent = letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']) && groups > 1;
    groups.saturating_sub(usize::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_everyday_words() {
        for (word, count) in [("photo", 2), ("drive", 1), ("table", 2), ("I", 1), ("recovery", 4), ("the", 1)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_plain_sentence_reads_easier_than_an_official_one() {
        let plain = grade("The drive has failed. We can try to save the photos. It takes ten days.");
        let official = grade(
            "Recovery of irretrievably corrupted photographic documentation necessitates specialist intervention.",
        );
        assert!(plain < 4.0 && official > 15.0, "{plain} {official}");
    }

    #[test]
    fn words_do_not_count_tags_or_dashes() {
        assert_eq!(words(&Html::from_markdown("One – **two** three.")), 3);
    }
}
