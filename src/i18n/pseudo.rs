//! Languages nobody speaks, made from English: what is hard-coded, too tight or tied to one direction shows itself.

use std::borrow::Cow;

/// Which accented letter stands for which letter.
const ACCENTED: [(char, char); 52] = {
    let from = *b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let to = [
        'á', 'ƀ', 'ç', 'ð', 'é', 'ƒ', 'ĝ', 'ĥ', 'î', 'ĵ', 'ķ', 'ļ', 'ɱ', 'ñ', 'ö', 'þ', 'ɋ', 'ŕ', 'š', 'ţ', 'û', 'ṽ',
        'ŵ', 'ẋ', 'ý', 'ž', 'Å', 'Ɓ', 'Ç', 'Ð', 'É', 'Ƒ', 'Ĝ', 'Ĥ', 'Î', 'Ĵ', 'Ķ', 'Ļ', 'Ṁ', 'Ñ', 'Ö', 'Þ', 'Ǫ', 'Ŕ',
        'Š', 'Ţ', 'Û', 'Ṽ', 'Ŵ', 'Ẋ', 'Ý', 'Ž',
    ];
    let mut table = [(' ', ' '); 52];
    let mut place = 0;
    while place < 52 {
        table[place] = (from[place] as char, to[place]);
        place += 1;
    }
    table
};

/// Every letter with an accent, and two fifths longer.
pub(super) fn accented(text: &str) -> Cow<'_, str> {
    let accent = |letter: char| ACCENTED.iter().find(|(from, _)| *from == letter).map_or(letter, |(_, to)| *to);
    let mut longer: String = text.chars().map(accent).collect();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let length = text.chars().count();
    if letters > 0 {
        // In words of four, so that a line can break.
        longer.extend(" ~~~~".chars().cycle().take((length * 2).div_ceil(5)));
    }
    longer.into()
}

/// The same letters from right to left.
pub(super) fn mirrored(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_alphabetic) { format!("\u{202e}{text}\u{202c}").into() } else { text.into() }
}
