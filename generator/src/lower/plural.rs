//! Plurals of English nouns, as far as their endings tell.

/// Words of which the last is one of many: `tax ids` is `tax id`.
pub(super) fn singular(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut()
        && let Some(one) = one_of_many(last)
    {
        *last = one;
    }
    words
}

/// The singular of a word that is a plural, as far as its ending tells.
pub(super) fn one_of_many(word: &str) -> Option<String> {
    const NOT_MANY: &[&str] = &[
        "analytics",
        "aws",
        "canvas",
        "chaos",
        "cosmos",
        "css",
        "details",
        "dns",
        "gps",
        "https",
        "ios",
        "kerberos",
        "kubernetes",
        "macos",
        "metrics",
        "news",
        "preferences",
        "series",
        "settings",
        "sms",
        "statistics",
        "stats",
        "tls",
        "windows",
    ];
    if NOT_MANY.contains(&word) {
        return None;
    }
    const ENDINGS: &[(&str, &str)] = &[
        ("cookies", "cookie"),
        ("movies", "movie"),
        ("caches", "cache"),
        ("people", "person"),
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("statuses", "status"),
        ("aliases", "alias"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("as", "as"),
        ("s", ""),
    ];
    let (from, to) = ENDINGS.iter().find(|(from, _)| word.ends_with(from))?;
    let one = format!("{}{to}", word.strip_suffix(from)?);
    (one != word && one.len() > 1).then_some(one)
}

/// A word without the ending of its plural, for comparison only.
pub(super) fn stem(word: &str) -> String {
    if let "statuses" | "aliases" = word {
        return stem(word.trim_end_matches("es"));
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for suffix in ["sses", "shes", "ches", "xes"] {
        if let Some(stem) = word.strip_suffix(suffix) {
            return format!("{stem}{}", &suffix[..suffix.len() - 2]);
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_has_a_singular() {
        for (many, one) in
            [("orders", "order"), ("entries", "entry"), ("addresses", "address"), ("people", "person")]
        {
            assert_eq!(one_of_many(many).as_deref(), Some(one));
        }
        for one in ["settings", "status", "basis", "class", "s"] {
            assert_eq!(one_of_many(one), None, "{one}");
        }
    }

    #[test]
    fn a_stem_is_that_of_one_and_of_many() {
        for (one, many) in [
            ("setting", "settings"),
            ("entry", "entries"),
            ("box", "boxes"),
            ("class", "classes"),
            ("status", "statuses"),
        ] {
            assert_eq!(stem(one), stem(many));
        }
    }
}
