//! Where an error is, and that nothing is said that is not so.

use super::{error, wire};
use wire::{DecodeError, Json, Map};

#[derive(Clone, PartialEq)]
struct Order {
    items: Vec<Item>,
    totals: Option<Map<Map<i64>>>,
}
wire::object!(Order { items, totals? });

#[derive(Clone, PartialEq)]
struct Item {
    tax: Option<i64>,
    next: Option<Box<Item>>,
}
wire::object!(Item { tax = "tax amount"?, next? });

#[test]
fn the_path_names_every_level() {
    assert_eq!(
        error::<Order>(r#"{"items":[{},{},{},{"tax amount":"x"}]}"#),
        "items[3][\"tax amount\"]: invalid type: string \"x\", expected i64"
    );
    assert_eq!(
        error::<Order>(r#"{"items":[{"next":{"next":{"next":[]}}}]}"#),
        "items[0].next.next.next: invalid type: sequence, expected Item"
    );
    assert_eq!(
        error::<Order>(r#"{"items":[],"totals":{"a.b":{"c":1,"\"":null}}}"#),
        "totals[\"a.b\"][\"\\\"\"]: invalid type: null, expected i64"
    );
    assert_eq!(error::<Order>(r#"{"totals":{}}"#), "missing field `items`");
    assert_eq!(error::<Vec<Order>>(r#"[{"items":[]},{}]"#), "[1]: missing field `items`");
}

#[test]
fn the_place_in_the_text() {
    let error: DecodeError =
        wire::from_json::<Order>(b"{\n  \"items\": [\n    {\"tax amount\": true}\n  ]\n}").unwrap_err();
    assert_eq!((error.line, error.path.as_str()), (3, "items[0][\"tax amount\"]"));
    assert_eq!(
        error.to_string(),
        format!(
            "items[0][\"tax amount\"]: invalid type: boolean `true`, expected i64 at line 3 column {}",
            error.column
        )
    );
}

#[test]
fn texts_that_are_no_json() {
    for (text, message) in [
        ("", "EOF while parsing a value"),
        ("{", "EOF while parsing an object"),
        ("{\"items\":[]} x", "trailing characters"),
        ("{\"items\":[1", "items[0]: invalid type: integer `1`, expected Item"),
        ("{\"items\":[{\"x\":nul}]}", "items[0]: expected ident"),
        ("{\"items\":[{}}", "items[1]: expected `,` or `]`"),
    ] {
        let found = wire::from_json::<Order>(text.as_bytes()).unwrap_err();
        let found =
            if found.path.is_empty() { found.message } else { format!("{}: {}", found.path, found.message) };
        assert_eq!(found, message, "{text}");
    }
    assert!(wire::from_json::<String>(b"\"\xff\"").is_err());
    assert!(wire::from_json::<Json>(b"\xef\xbb\xbf1").is_err());
}

/// What serde itself says about the same types, so that nobody has to learn a second language of errors.
#[test]
fn messages_are_those_of_serde() {
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Order {
        items: Vec<Item>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Item {
        #[serde(rename = "tax amount")]
        tax: Option<i64>,
    }
    for text in [
        "{}",
        r#"{"items":{}}"#,
        r#"{"items":[{"tax amount":"x"}]}"#,
        r#"{"items":[{"tax amount":18446744073709551615}]}"#,
        r#"{"items":[{"tax amount":1,"tax amount":1}]}"#,
        r#"{"items":[]"#,
        r#"{"items":[],"items":[]}"#,
    ] {
        let theirs = serde_json::from_str::<Order>(text).unwrap_err();
        let ours = serde_json::from_str::<super::errors::Order>(text).unwrap_err();
        let (theirs, ours) = (theirs.to_string(), ours.to_string());
        assert_eq!(
            ours.replace("expected a map", "expected struct Item"),
            theirs.replace("a sequence of", "a sequence"),
            "{text}"
        );
    }
}
