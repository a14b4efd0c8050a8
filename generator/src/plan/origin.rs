//! What pages are counted from: from 0 or from 1, if the document proves it.

use crate::ir::{Docs, Ident, Param};

/// The number of the first page, if it is proven: by what the description says, by the default, or by the minimum.
/// Nothing where they contradict each other.
pub(super) fn first(param: &Param<Ident>) -> Option<u64> {
    let number = |value: Option<u64>| value.filter(|value| *value <= 1);
    let default = param.docs.default.as_ref().and_then(serde_json::Value::as_u64);
    let minimum = param.constraints.minimum.as_ref().filter(|(_, exclusive)| !exclusive);
    let minimum = minimum.and_then(|(number, _)| number.as_u64());
    match (said(&param.docs), number(default)) {
        (Some(said), Some(default)) if said != default => None,
        (Some(said), _) => Some(said),
        (None, Some(1)) => Some(1),
        // A page that cannot be 0 is not the first; one that is 0 by default is.
        (None, Some(default)) => Some(default).filter(|_| minimum != Some(1)),
        (None, None) => number(minimum),
    }
}

/// What the words say.
fn said(docs: &Docs) -> Option<u64> {
    let text = [&docs.summary, &docs.description].into_iter().flatten();
    let text = text.map(|text| text.to_lowercase()).collect::<Vec<_>>().join(" ");
    let text = text.replace(['`', '*', '"', '\'', '_'], "").replace("zero", "0").replace("one", "1");
    let says = |number: char| {
        let based = ["-based", " based", "-indexed", " indexed"]
            .iter()
            .any(|word| text.contains(&format!("{number}{word}")));
        let phrases = [
            "starts at ",
            "start at ",
            "starting at ",
            "starts from ",
            "start from ",
            "starting from ",
            "starts with ",
            "start with ",
            "starting with ",
            "begins at ",
            "begins with ",
            "beginning with ",
            "default is ",
            "defaults to ",
            "default to ",
            "default: ",
            "default ",
            "default=",
            "default = ",
            "default value is ",
            "first page is ",
            "first page: ",
        ];
        based
            || phrases.iter().any(|phrase| {
                text.match_indices(phrase).any(|(at, found)| {
                    let mut rest = text.get(at + found.len()..).unwrap_or_default().chars();
                    rest.next() == Some(number)
                        && !rest.next().is_some_and(|next| next.is_ascii_digit() || next == '0')
                })
            })
    };
    match (says('0'), says('1')) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs(text: &str) -> Docs {
        Docs { description: Some(text.to_owned()), ..Docs::default() }
    }

    #[test]
    fn what_pages_are_counted_from_is_read_or_not_known() {
        for (text, first) in [
            ("Page number default is 0", Some(0)),
            ("Zero-based page index (0..N)", Some(0)),
            ("The page, starting from `0`.", Some(0)),
            ("Page number, starts at 1", Some(1)),
            ("One-based.", Some(1)),
            ("Page of the results. Defaults to 1.", Some(1)),
            ("First page is 1, default is 0", None),
            ("Page number, default is 10", None),
            ("The page to fetch", None),
            ("For page 0 see elsewhere", None),
        ] {
            assert_eq!(said(&docs(text)), first, "{text}");
        }
    }
}
