//! Which operations there are: `[select]`.

/// Which operations there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Select {
    /// Only these, unless nothing is said.
    pub include: Selection,
    /// None of these, even if they are included.
    pub exclude: Selection,
}

/// Some of the operations and webhooks: those to which one of the lists applies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// With one of these tags.
    pub tags: Vec<String>,
    /// With one of these paths, or methods and paths: `/payments/*`, `GET /payments/**`.
    pub paths: Vec<String>,
    /// With one of these `operationId`s: `listPayments`, `list*`.
    pub ids: Vec<String>,
    /// Webhooks of these names.
    pub webhooks: Vec<String>,
}

impl Select {
    /// Whether anything is left out at all.
    pub fn is_everything(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

impl Selection {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.ids.is_empty() && self.webhooks.is_empty()
    }
}

/// Whether a text has the form of a pattern, in which `*` stands for any letters but `/`, and `**` for any letters.
pub fn matches(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Which beginnings of the text have the form of what was seen of the pattern.
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    let mut rest = pattern.chars().peekable();
    while let Some(letter) = rest.next() {
        let any = letter == '*' && rest.next_if_eq(&'*').is_some();
        let mut before = false;
        for (length, here) in reached.iter_mut().enumerate() {
            let last = length.checked_sub(1).and_then(|last| text.get(last));
            let was = *here;
            *here = match letter {
                '*' => was || (last.is_some_and(|last| any || *last != '/') && before),
                _ => last == Some(&letter) && before,
            };
            before = if letter == '*' { *here } else { was };
        }
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_stays_within_a_segment_and_two_do_not() {
        for (pattern, text) in [
            ("/pets", "/pets"),
            ("/pets/*", "/pets/{id}"),
            ("/pets/**", "/pets/{id}/toys"),
            ("GET /pets/*", "GET /pets/"),
            ("*", "listPets"),
            ("list*s", "listPets"),
            ("**", ""),
            ("", ""),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("/pets", "/pets/"),
            ("/pets/*", "/pets/{id}/toys"),
            ("/pets", "/pet"),
            ("*", "/"),
            ("", "a"),
            ("a", ""),
        ] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
        let (many, long) = ("*a".repeat(2_000), "a".repeat(2_000));
        assert!(!matches(&(many + "b"), &long), "in no time");
    }
}
