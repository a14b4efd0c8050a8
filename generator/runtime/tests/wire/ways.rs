//! JSON texts have a way of their own, which must be the same as the one over serde: what it accepts, what it makes of it,
//! and what it writes.

use serde_json::Value;

use super::wire;
use wire::Slot;

#[derive(Clone, PartialEq)]
struct Everything {
    text: String,
    maybe: Option<String>,
    small: i32,
    large: u64,
    signed: Option<i64>,
    double: f64,
    single: Option<f32>,
    yes: bool,
    kind: Kind,
    list: Vec<Everything>,
    pair: Option<(u32, String)>,
    map: wire::Map<Option<bool>>,
    any: Option<wire::Json>,
    pet: Option<Pet>,
    either: Vec<Either>,
    rest: wire::Map<i64>,
}
wire::object!(Everything {
    "version" == 1, "note" == "x"?, text, maybe?, small, large = "lárge\n", signed?, double, single?, yes, kind, list,
    pair?, map, any?, pet?, either, ..rest
});

#[derive(Clone)]
enum Kind {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    Unlisted(wire::Unlisted),
}
wire::strings!(Kind {
    A = "a", B = "b", C = "c", D = "d", E = "e", F = "f", G = "g", H = "\"h\"", I = "a longer one"
});

#[derive(Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unlisted(wire::Json),
}
wire::tagged!(Pet by "type" { Cat = "cat", Dog = "dog" });

#[derive(Clone, PartialEq)]
struct Cat {
    lives: u32,
    owner: Option<Owner>,
}
wire::object!(Cat { lives, owner? });

#[derive(Clone, PartialEq)]
struct Dog {
    r#type: String,
    name: Option<String>,
    rest: wire::Map<wire::Json>,
}
wire::object!(Dog { r#type = "type", name?, ..rest });

/// A tagged union whose members are unions.
#[derive(Clone, PartialEq)]
enum Owner {
    Known(Either),
    Other(wire::Map<String>),
    Unlisted(wire::Json),
}
wire::tagged!(Owner by "is" { Known = "known", Other = "other" });

#[derive(Clone, PartialEq)]
enum Either {
    Person(Person),
    Company(Company),
    Anybody(Anybody),
    List(Vec<i32>),
    Name(Kind),
    Number(f64),
}
wire::union!(Either blank Number {
    Person: object "first", Company: object "company", Anybody: object, List: array,
    Name: string, Number: integer | number
});

#[derive(Clone, PartialEq)]
struct Person {
    first: String,
    age: Option<u32>,
    friend: Option<Box<Either>>,
}
wire::object!(Person { first, age?, friend? });

#[derive(Clone, PartialEq)]
struct Company {
    age: Option<u32>,
    company: String,
}
wire::object!(Company { age?, company });

#[derive(Clone, PartialEq)]
struct Anybody {
    age: u32,
}
wire::object!(Anybody { age });

const EVERYTHING: &str = r#" {
  "version": 1, "text": "plain", "maybe": "es\"ca\\ped \u00e9\ud83d\ude00\n", "small": -12, "lárge\n": 18446744073709551615,
  "signed": 1.0, "double": 1.5e3, "single": 0.1, "yes": true, "kind": "\"h\"", "list": [{"text": "", "small": 0,
  "l\u00e1rge\n": 0, "double": -0, "yes": false, "kind": "zz", "list": [], "map": {}, "either": [], "version": 1.0}],
  "pair": [1, "two"], "map": {"a": null, "b": true, "\u0000": false}, "any": {"b": [1, 2.50, {"c": null}], "a": "x"},
  "pet": {"lives": 9, "type": "cat", "owner": {"age": 3, "is": "known", "company": "c", "unknown": [{}]}},
  "either": [{"age": 1, "first": "f", "friend": {"age": 2}}, {"company": "d", "age": null}, [1, -2], "a", "q", 7, 7.5,
  {"age": 4, "more": 5}], "note": "x", "extra": 5, "more": -6 } "#;

/// Both ways read the same.
fn same<T: Slot + PartialEq + for<'de> serde::Deserialize<'de>>(text: &[u8]) -> bool {
    let shown = String::from_utf8_lossy(text);
    match (wire::from_json::<T>(text), serde_json::from_slice::<T>(text)) {
        (Ok(one), Ok(other)) => {
            assert!(one == other, "another value of {shown}");
            // The same bytes, too: what is a map keeps its order.
            assert_eq!(wire::to_json(&one).unwrap(), wire::to_json(&other).unwrap(), "{shown}");
            true
        }
        (Err(one), Err(other)) => {
            assert!(other.to_string().starts_with(&one.message), "{one} is not {other} of {shown}");
            false
        }
        (one, other) => panic!("{shown} is read as {:?} and as {:?}", one.err(), other.err()),
    }
}

#[test]
fn everything_is_read_and_written_the_same() {
    assert!(same::<Everything>(EVERYTHING.as_bytes()));
    let value: Everything = wire::from_json(EVERYTHING.as_bytes()).unwrap();
    let written = wire::to_json(&value).unwrap();
    assert_eq!(String::from_utf8(written.clone()).unwrap(), serde_json::to_string(&value).unwrap());
    assert!(same::<Everything>(&written));
}

/// Texts that are nearly right: cut, with bytes and values exchanged, in another order.
#[test]
fn what_is_spoilt_is_refused_the_same() {
    const PIECES: &[&str] = &[
        "null",
        "1",
        "-1",
        "1.0",
        "1e400",
        "99999999999999999999",
        "-0",
        "\"a\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[]]",
        "{\"a\":1}",
        "\"type\":\"dog\",",
        "\"type\":\"cat\",",
        "\"is\":\"other\",",
        "\"is\":5,",
        "\"company\":\"x\",",
        ",",
        ":",
        "\"",
        "\\",
        "}",
        "]",
        " ",
        "\u{1}",
        "\u{e9}",
        "tru",
        "\"text\":\"again\",",
        "\"extra\":1,",
        "\"extra\":\"no\",",
    ];
    let places: Vec<usize> = EVERYTHING.char_indices().map(|(place, _)| place).collect();
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut accepted = 0;
    for _ in 0..4_000 {
        let mut text = EVERYTHING.to_owned();
        let place = places[random(places.len())];
        let piece = PIECES[random(PIECES.len())];
        match random(4) {
            0 => text.insert_str(place, piece),
            1 => text.truncate(place),
            2 => {
                text.remove(place);
            }
            // Instead of a value or a name.
            _ => {
                let end = text[place..].find([',', ':', '}', ']']).map_or(text.len(), |end| place + end);
                text.replace_range(place..end, piece);
            }
        }
        accepted += usize::from(same::<Everything>(text.as_bytes()));
        same::<wire::Json>(text.as_bytes());
    }
    assert!((100..3_000).contains(&accepted), "{accepted} were accepted");
}

#[test]
fn scalars_are_read_the_same() {
    let texts = [
        "0",
        "-0",
        "-0.0",
        "01",
        "-",
        "1.",
        "1.5",
        ".5",
        "1e",
        "1e5",
        "1E+5",
        "1e-1",
        "1e-",
        "+1",
        "1x",
        "0x1",
        "1e400",
        "-1e400",
        "1e-400",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "9007199254740993",
        "0.1",
        "123456789012345678",
        "179769313486231580793728971405301e276",
        "4.9406564584124654e-324",
        "2.4703282292062328e-324",
        "3.5e38",
        "NaN",
        "\"a",
        "\"a\"",
        "\"\\u12\"",
        "\"\\u1234\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\t\"",
        "\"\u{7f}\"",
        "[",
        "[]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1 , 2 ]",
        "{}",
        "{\"a\"}",
        "{\"a\":1,}",
        "{\"a\":1 , \"b\":[{}]}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "nul",
        "null",
        "nulll",
        "true",
        "falsey",
        "false",
        " 1 ",
        "\n1\t\r",
        "1 1",
        "",
        " ",
        "\u{feff}1",
        "[1}",
        "{\"a\":1]",
        "\u{a0}1",
    ];
    for text in texts.map(str::as_bytes).into_iter().chain([&b"\"\xff\""[..], b"\xff", b"[\"\xc3\", 1]"]) {
        same::<String>(text);
        same::<bool>(text);
        same::<Vec<i32>>(text);
        same::<wire::Json>(text);
        same::<Anybody>(text);
        same::<Option<Either>>(text);
        // These take integers that are written with a fraction, which is more than serde's own do.
        for (one, other) in [
            (wire::from_json::<i64>(text).ok().map(|value| value as f64), from_serde(text)),
            (
                wire::from_json::<u64>(text).ok().map(|value| value as f64),
                from_serde(text).filter(|value| *value >= 0.0),
            ),
        ] {
            assert!(one.is_none() || one == other, "{one:?} of {:?}", String::from_utf8_lossy(text));
        }
        assert_eq!(wire::from_json::<f64>(text).ok().map(f64::to_bits), from_serde(text).map(f64::to_bits));
    }
}

fn from_serde(text: &[u8]) -> Option<f64> {
    serde_json::from_slice(text).ok()
}

#[test]
fn texts_of_all_lengths_end_where_they_end() {
    for odd in (0..=0x2f).chain([b'\\', 0x7f]).map(char::from).chain(['é', '\u{2028}', '\u{10ffff}']) {
        for length in 0..40 {
            for behind in 0..10 {
                let text = format!("{}{odd}{}", "a".repeat(length), "b".repeat(behind));
                let json = wire::to_json(&text).unwrap();
                assert_eq!(String::from_utf8(json.clone()).unwrap(), serde_json::to_string(&text).unwrap());
                assert_eq!(wire::from_json::<String>(&json).unwrap(), text);
            }
        }
    }
}

#[test]
fn numbers_are_written_the_same() {
    for shift in 0..64 {
        for number in [u64::MAX >> shift, (1 << shift) - 1, 1 << shift, 10_u64.wrapping_pow(shift)] {
            let signed = number as i64;
            let double = f64::from_bits(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            assert_eq!(wire::to_json(&number).unwrap(), number.to_string().into_bytes());
            assert_eq!(wire::to_json(&signed).unwrap(), signed.to_string().into_bytes());
            assert_eq!(
                wire::to_json(&signed.wrapping_neg()).unwrap(),
                signed.wrapping_neg().to_string().into_bytes()
            );
            assert_eq!(
                wire::to_json(&double).ok(),
                Some(double)
                    .filter(|double| double.is_finite())
                    .map(|double| serde_json::to_vec(&double).unwrap())
            );
        }
    }
    assert_eq!(wire::to_json(&0_u64).unwrap(), b"0");
    assert_eq!(wire::to_json(&vec![f64::NAN]).unwrap_err().message, "the number NaN has no form on the wire");
}

#[test]
fn nesting_ends_at_the_same_level() {
    for levels in [1, 126, 127, 128, 129, 100_000] {
        let text = "[".repeat(levels) + &"]".repeat(levels);
        assert_eq!(same::<wire::Json>(text.as_bytes()), levels < 128, "{levels}");
        let ignored = format!("{{\"type\":\"cat\",\"lives\":1,\"unknown\":{text}}}");
        same::<Pet>(ignored.as_bytes());
        let friends = "{\"friend\":".repeat(levels) + "1" + &",\"first\":\"f\"}".repeat(levels);
        assert_eq!(same::<Either>(friends.as_bytes()), levels < 128, "{levels}");
    }
}

/// More tables than there are places for what is known about them.
#[test]
fn any_number_of_tables_is_found() {
    struct Table(&'static str, u64);
    impl Slot for Table {
        fn blank() -> Self {
            Table("", 0)
        }
        fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
            wire::read_object(self.0, from, &mut [&mut self.1])
        }
        fn write(&self, to: &mut dyn wire::Sink) {
            wire::write_object(self.0, to, &[&self.1]);
        }
    }
    let tables = |kind: &str| -> Vec<Table> {
        let table = |number: u64| Table(Box::leak(format!("{kind}\0field{number}").into_boxed_str()), number);
        (0..5_000).map(table).collect()
    };
    let all = tables("First");
    for _ in 0..2 {
        for Table(names, number) in &all {
            let json = wire::to_json(&Table(names, *number)).unwrap();
            assert_eq!(String::from_utf8(json).unwrap(), format!("{{\"field{number}\":{number}}}"));
        }
    }
}

/// A tag that comes twice counts as its first, in either way.
#[test]
fn tags_decide_once() {
    for text in [
        r#"{"type":"cat","lives":1,"type":"dog"}"#,
        r#"{"type":"dog","type":"cat"}"#,
        r#"{"lives":1,"type":"cat","owner":{"is":"other","a":"b","is":"c"}}"#,
        r#"{"type":"dog","name":null,"more":{"type":"x"}}"#,
        r#"{"type":"bird","wings":2}"#,
        r#"{"wings":2,"t\u0079pe":"bird","more":1}"#,
        r#"{"ty\u0070e":"cat","lives":1}"#,
        r#"{"lives":1}"#,
        r#"{"type":null,"lives":1}"#,
        r#"{"type":"cat","lives":1,"owner":{"is":"known","age":1}}"#,
        r#"{"type":"cat","lives":1,"owner":{"is":"known","is":"b","age":1,"company":"c"}}"#,
        r#"{"type":"cat","lives":1,"owner":{"age":1,"is":"known","company":"c","first":"f"}}"#,
    ] {
        same::<Pet>(text.as_bytes());
    }
    let value: Value =
        serde_json::to_value(wire::from_json::<Pet>(br#"{"wings":2,"type":"bird"}"#).unwrap()).unwrap();
    assert_eq!(value, serde_json::json!({ "wings": 2, "type": "bird" }));
}
