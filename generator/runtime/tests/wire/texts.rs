//! Enums: of text, and of other constants.

use std::collections::HashSet;

use super::{both, error, read, wire};
use wire::{Json, Map};

#[derive(Clone)]
enum Theme {
    Dark,
    Light,
    /// A value that the document does not list.
    Unlisted(wire::Unlisted),
}
wire::strings!(Theme { Dark = "dark", Light = "light-1" });

#[test]
fn listed_and_unlisted() {
    both(
        vec![Theme::Dark, Theme::Light, Theme::from("neon"), Theme::from("")],
        r#"["dark","light-1","neon",""]"#,
    );
    assert_eq!(Theme::LISTED, ["dark", "light-1"]);
    assert_eq!(Theme::from("dark"), Theme::Dark);
    assert_eq!(Theme::from("light-1".to_owned()), Theme::Light);
    assert_eq!("neon".parse::<Theme>().unwrap().as_str(), "neon");
    assert!(matches!(Theme::from("Dark"), Theme::Unlisted(text) if text.as_str() == "Dark"));
    assert_eq!(format!("{}|{:>6}|{:?}", Theme::Light, Theme::Dark, Theme::from("x")), "light-1|  dark|\"x\"");
    assert_eq!(Theme::Dark.as_ref() as &str, "dark");
    let set: HashSet<Theme> = ["dark", "x", "x", "dark"].map(Theme::from).into_iter().collect();
    assert_eq!(set.len(), 2);
}

#[test]
fn text_stays_text() {
    assert_eq!(error::<Theme>("1"), "invalid type: integer `1`, expected a string");
    assert_eq!(error::<Vec<Theme>>(r#"["dark",null]"#), "[1]: invalid type: null, expected a string");
    assert_eq!(read::<Option<Theme>>("null"), None);
}

#[test]
fn enums_as_keys() {
    let map: Map<i64, Theme> = [(Theme::Light, 1), (Theme::from("x"), 2)].into_iter().collect();
    both(map, r#"{"light-1":1,"x":2}"#);
    assert_eq!(error::<Map<i64, Theme>>(r#"{"dark":1,"dark":2}"#), "dark: duplicate field `dark`");
}

#[derive(Clone, PartialEq)]
enum Level {
    One,
    Minus1,
    Half,
    Yes,
    A,
    Big,
    Huge,
    Unlisted(Json),
}
wire::values!(Level {
    One = 1, Minus1 = -1, Half = 0.5, Yes = true, A = "a", Big = 9007199254740993i64, Huge = 18446744073709551615u64
});

#[test]
fn values_keep_their_json_type() {
    use Level::*;
    both(
        vec![One, Minus1, Half, Yes, A, Big, Huge],
        r#"[1,-1,0.5,true,"a",9007199254740993,18446744073709551615]"#,
    );
    let unlisted = ["1", "-1", "true", "A", "0.5"].map(|text| Unlisted(text.into())).to_vec();
    both(unlisted, r#"["1","-1","true","A","0.5"]"#);
    both(
        vec![Unlisted(9007199254740992i64.into()), Unlisted(false.into()), Unlisted(2.into())],
        "[9007199254740992,false,2]",
    );
    // A number is what its value is (JSON Schema, 4.2.2).
    assert_eq!(read::<Vec<Level>>("[1.0,-1.0,0.50]"), [One, Minus1, Half]);
    assert_eq!(Level::from(Json::from("a")), A);
    assert_eq!(format!("{:?}", [Yes, Unlisted("z".into())]), r#"[true, "z"]"#);
}

#[derive(Clone, PartialEq)]
enum Bit {
    Off,
    On,
    Unlisted(Json),
}
wire::values!(Bit { Off = 0, On = 1 });

#[test]
fn a_list_is_open_and_the_type_of_its_values_is_not() {
    assert_eq!(
        read::<Vec<Bit>>("[0,1,2,3.0]"),
        [Bit::Off, Bit::On, Bit::Unlisted(2.into()), Bit::Unlisted(3.0.into())]
    );
    for (wrong, found) in [
        ("true", "boolean `true`"),
        ("null", "null"),
        ("0.5", "floating point `0.5`"),
        (r#""1""#, r#"string "1""#),
        ("[1]", "sequence"),
    ] {
        let error =
            wire::from_json::<Vec<Bit>>(format!("[{wrong}]").as_bytes()).expect_err(wrong).to_string();
        assert!(error.contains(&format!("invalid type: {found}, expected a value like 0")), "{error}");
    }
}

#[derive(Clone)]
enum Severity {
    /// Named like an associated type of the traits that are implemented.
    Err,
    Error,
    Unlisted(wire::Unlisted),
}
wire::strings!(Severity { Err = "err", Error = "error" });

#[test]
fn a_value_may_be_called_like_what_the_traits_have() {
    both(vec![Severity::Err, Severity::Error], r#"["err","error"]"#);
    assert!("err".parse::<Severity>().is_ok_and(|severity| severity == Severity::Err));
}
