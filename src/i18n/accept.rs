//! What a browser says about the languages of whoever uses it.

use super::Locale;

/// The first language of an `Accept-Language` header that is offered.
pub fn accepted(header: &str) -> Option<Locale> {
    let mut wanted: Vec<(i32, Locale)> = header.split(',').filter_map(wish).collect();
    // Stable: of equals, the one that was named first.
    wanted.sort_by_key(|(weight, _)| -weight);
    wanted.first().map(|(_, locale)| *locale)
}

/// One entry, `de-AT;q=0.8`, with its weight in thousandths. What is refused by `q=0` is no wish.
fn wish(entry: &str) -> Option<(i32, Locale)> {
    let (tag, parameter) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let weight: f64 = parameter.trim().strip_prefix("q=")?.parse().ok()?;
    let weight = (weight.clamp(0.0, 1.0) * 1000.0) as i32;
    Locale::offered(tag.trim()).filter(|_| weight > 0).map(|locale| (weight, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_wish_that_is_offered_counts() {
        assert_eq!(accepted("fr-FR, de;q=0.7, es;q=0.8"), Some(Locale::Spanish));
        assert_eq!(accepted("de-CH, en"), Some(Locale::German));
        assert_eq!(accepted("en;q=0, es;q=nonsense, *"), None);
        assert_eq!(accepted(""), None);
    }
}
