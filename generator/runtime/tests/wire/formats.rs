//! Formats other than JSON.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

use super::wire;
use crate::formats::Base64;
use wire::{Json, Map, Patch};

#[derive(Clone, PartialEq)]
struct Everything {
    text: String,
    small: i32,
    whole: i64,
    large: u64,
    positive: u32,
    fraction: f64,
    single: f32,
    flag: bool,
    nothing: Option<String>,
    absent: Option<i32>,
    cleared: Patch<i32>,
    list: Vec<Option<bool>>,
    pair: (i64, String),
    table: Map<Vec<u32>>,
    colour: Colour,
    level: Level,
    bytes: Base64,
    union: Union,
    later: Union,
    tagged: Tagged,
    strange: Tagged,
    any: Json,
    inner: Option<Box<Everything>>,
}
wire::object!(Everything {
    "kind" == "everything", "version" == 5000000000i64,
    text, small, whole, large, positive, fraction, single, flag, nothing, absent?, cleared?, list, pair, table, colour,
    level, bytes, union, later, tagged, strange, any, inner?
});

#[derive(Clone)]
enum Colour {
    Red,
    Unlisted(wire::Unlisted),
}
wire::strings!(Colour { Red = "red" });

#[derive(Clone, PartialEq)]
enum Level {
    One,
    A,
    Unlisted(Json),
}
wire::values!(Level { One = 1, A = "a" });

#[derive(Clone, PartialEq)]
enum Union {
    A(A),
    B(B),
    Text(String),
    Number(i64),
    List(Vec<Union>),
}
wire::union!(Union blank Text {
    A: object "a", B: object "b", Text: string, Number: integer, List: array,
});

#[derive(Clone, PartialEq)]
struct A {
    first: Option<Map<u64>>,
    a: i32,
}
wire::object!(A { first?, a });

#[derive(Clone, PartialEq)]
struct B {
    first: Option<Map<u64>>,
    b: i32,
}
wire::object!(B { first?, b });

#[derive(Clone, PartialEq)]
enum Tagged {
    B(B),
    Unlisted(Json),
}
wire::tagged!(Tagged by "tag" { B = "b" });

fn first() -> Option<Map<u64>> {
    Some([("x".to_owned(), u64::MAX)].into_iter().collect())
}

fn everything() -> Everything {
    let one = Everything {
        text: "é\n".into(),
        small: -1,
        whole: i64::MIN,
        large: u64::MAX,
        positive: u32::MAX,
        fraction: 0.1,
        single: 0.1,
        flag: true,
        nothing: None,
        absent: None,
        cleared: Patch::Null,
        list: vec![Some(true), None],
        pair: (7, "p".into()),
        table: [("z".to_owned(), vec![1]), ("a".to_owned(), vec![])].into_iter().collect(),
        colour: Colour::from("mauve"),
        level: Level::One,
        bytes: Base64::from(b"\x00\xff"),
        union: Union::List(vec![Union::Text("t".into()), Union::Number(-5)]),
        later: Union::B(B { first: first(), b: 1 }),
        tagged: Tagged::B(B { first: first(), b: 2 }),
        strange: Tagged::Unlisted(serde_json::json!({"x": [1, null, 0.5], "tag": "c"})),
        any: serde_json::json!({"z": {"y": []}, "a": "b"}),
        inner: None,
    };
    Everything { inner: Some(Box::new(one.clone())), absent: Some(3), cleared: Patch::Value(4), ..one }
}

fn same<T: PartialEq + Debug + Serialize + DeserializeOwned>(value: &T) {
    let yaml = serde_yaml::to_string(value).unwrap();
    assert_eq!(&serde_yaml::from_str::<T>(&yaml).unwrap(), value, "{yaml}");

    let pack = rmp_serde::to_vec(value).unwrap();
    assert_eq!(&rmp_serde::from_slice::<T>(&pack).unwrap(), value);
    assert_eq!(&rmp_serde::from_slice::<T>(&rmp_serde::to_vec_named(value).unwrap()).unwrap(), value);

    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).unwrap();
    assert_eq!(&ciborium::from_reader::<T, _>(cbor.as_slice()).unwrap(), value);
    let tree: ciborium::Value = ciborium::from_reader(cbor.as_slice()).unwrap();
    assert_eq!(&tree.deserialized::<T>().unwrap(), value);

    assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(value).unwrap()).unwrap(), value);
}

#[test]
fn every_format_reads_what_it_wrote() {
    same(&everything());
    same(&vec![everything(), everything()]);
}

#[test]
fn objects_are_maps_everywhere() {
    let pack = rmp_serde::to_vec(&A { first: None, a: 1 }).unwrap();
    assert_eq!(pack, [0x81, 0xa1, b'a', 1]);
    let mut cbor = Vec::new();
    ciborium::into_writer(&Tagged::B(B { first: None, b: 1 }), &mut cbor).unwrap();
    assert_eq!(cbor, [0xa2, 0x63, b't', b'a', b'g', 0x61, b'b', 0x61, b'b', 1]);
}

#[test]
fn yaml_that_people_write() {
    let text = "tag: b\nfirst: {x: 1}\nb: 0x10\nlater: ignored\n";
    assert_eq!(
        serde_yaml::from_str::<Tagged>(text).unwrap(),
        Tagged::B(B { first: Some([("x".to_owned(), 1)].into_iter().collect()), b: 16 })
    );
    let error = serde_yaml::from_str::<Tagged>("first: {}\ntag: b\nb: no number\n").unwrap_err().to_string();
    assert!(error.contains("as B: ") && error.contains("expected i32"), "{error}");
    let error = serde_yaml::from_str::<A>("first: null\n").unwrap_err().to_string();
    assert!(error.contains("missing field `a`"), "{error}");
}

/// Maps whose length is not known before they end, which CBOR and MessagePack libraries of other languages write.
#[test]
fn cbor_of_unknown_length() {
    let mut cbor = vec![0xbf];
    cbor.extend([0x65, b'f', b'i', b'r', b's', b't', 0xbf, 0x61, b'x', 0x01, 0xff, 0x61, b'b', 0x02, 0xff]);
    let value: Union = ciborium::from_reader(cbor.as_slice()).unwrap();
    assert_eq!(value, Union::B(B { first: Some([("x".to_owned(), 1)].into_iter().collect()), b: 2 }));
}
