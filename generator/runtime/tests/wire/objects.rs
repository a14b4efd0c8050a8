//! Objects: which properties must be there, what they are called, and what is kept of the others.

use super::{both, error, read, wire};
use wire::{Json, Map, Patch};

#[derive(Clone, PartialEq)]
struct Item {
    id: String,
    amount: Option<i32>,
    parent: Option<Box<Item>>,
    nothing_or_text: Option<String>,
    r#type: Option<String>,
}
wire::object!(Item { id, amount?, parent = "parentItem"?, nothing_or_text = "nothingOrText", r#type = "type"? });

fn item(id: &str) -> Item {
    Item { id: id.into(), amount: None, parent: None, nothing_or_text: None, r#type: None }
}

#[test]
fn what_is_there_is_written() {
    both(item("a"), r#"{"id":"a","nothingOrText":null}"#);
    let full = Item {
        amount: Some(-1),
        parent: Some(Box::new(item("p"))),
        nothing_or_text: Some("x".into()),
        r#type: Some("t".into()),
        ..item("a")
    };
    both(
        full,
        r#"{"id":"a","amount":-1,"parentItem":{"id":"p","nothingOrText":null},"nothingOrText":"x","type":"t"}"#,
    );
}

#[test]
fn order_and_unknown_properties_do_not_matter() {
    let text = r#"{"nothingOrText":"x","later":{"a":[1,{}]},"amount":3,"id":"a","more":null}"#;
    assert_eq!(read::<Item>(text), Item { amount: Some(3), nothing_or_text: Some("x".into()), ..item("a") });
}

#[test]
fn null_is_none_where_a_property_may_be_missing() {
    let text = r#"{"id":"a","amount":null,"parentItem":null,"nothingOrText":null}"#;
    assert_eq!(read::<Item>(text), item("a"));
}

#[test]
fn what_is_required_must_be_there() {
    assert_eq!(error::<Item>(r#"{"nothingOrText":null}"#), "missing field `id`");
    assert_eq!(error::<Item>(r#"{"id":"a"}"#), "missing field `nothingOrText`");
    assert_eq!(
        error::<Item>(r#"{"id":null,"nothingOrText":null}"#),
        "id: invalid type: null, expected a string"
    );
    assert_eq!(error::<Item>(r#"{"id":"a","id":"b","nothingOrText":null}"#), "id: duplicate field `id`");
    assert_eq!(
        error::<Item>(r#"{"id":"a","nothingOrText":null,"parentItem":{"id":1}}"#),
        "parentItem.id: invalid type: integer `1`, expected a string"
    );
    assert_eq!(error::<Item>("[]"), "invalid type: sequence, expected Item");
    assert_eq!(error::<Item>(r#"["a",1]"#), "invalid type: sequence, expected Item");
    assert_eq!(error::<Item>("null"), "invalid type: null, expected Item");
}

#[derive(Clone, PartialEq)]
struct Fixed {
    name: String,
}
wire::object!(Fixed { "kind" == "cat", "version" == 2, name, "strict" == true?, "ratio" == 1.5?, "big" == 5000000000i64? });

#[test]
fn constants_are_written_and_checked() {
    let text = r#"{"kind":"cat","version":2,"strict":true,"ratio":1.5,"big":5000000000,"name":"n"}"#;
    both(Fixed { name: "n".into() }, text);
    let short = r#"{"name":"n","version":2.0,"kind":"cat"}"#;
    assert_eq!(read::<Fixed>(short), Fixed { name: "n".into() });
    assert_eq!(error::<Fixed>(r#"{"name":"n","kind":"cat"}"#), "missing field `version`");
    assert_eq!(
        error::<Fixed>(r#"{"name":"n","kind":"dog","version":2}"#),
        r#"kind: invalid value: "dog", expected "cat""#
    );
    assert_eq!(
        error::<Fixed>(r#"{"name":"n","kind":"cat","version":2,"strict":false}"#),
        "strict: invalid value: false, expected true"
    );
    assert_eq!(error::<Fixed>(r#"{"kind":"cat","kind":"cat"}"#), "kind: duplicate field `kind`");
}

#[derive(Clone, PartialEq)]
struct Open {
    id: String,
    note: Option<String>,
    rest: Map<Json>,
}
wire::object!(Open { id, note?, "kind" == "open", ..rest });

#[derive(Clone, PartialEq)]
struct Rest {
    all: Map<i64>,
}
wire::object!(Rest { ..all });

#[test]
fn the_rest_is_kept_in_order() {
    let rest = [("z".to_owned(), Json::from(1)), ("a".to_owned(), Json::Null)].into_iter().collect();
    both(Open { id: "i".into(), note: None, rest }, r#"{"kind":"open","id":"i","z":1,"a":null}"#);
    both(Rest { all: [("a".to_owned(), 1)].into_iter().collect() }, r#"{"a":1}"#);
    assert_eq!(error::<Rest>(r#"{"a":1,"b":"x"}"#), "b: invalid type: string \"x\", expected i64");
    assert_eq!(error::<Rest>(r#"{"a":1,"a":2}"#), "a: duplicate field `a`");
}

#[test]
fn the_rest_never_writes_a_name_twice() {
    let rest = ["id", "note", "kind", "other"].map(|name| (name.to_owned(), Json::from("rest")));
    let open = Open { id: "i".into(), note: Some("n".into()), rest: rest.into_iter().collect() };
    let text = String::from_utf8(wire::to_json(&open).unwrap()).unwrap();
    assert_eq!(text, r#"{"kind":"open","id":"i","note":"n","other":"rest"}"#);
}

#[derive(Clone, PartialEq)]
struct Change {
    name: Patch<String>,
    tags: Patch<Vec<String>>,
}
wire::object!(Change { name?, tags? });

#[test]
fn absent_null_and_a_value_are_three_things() {
    both(Change { name: Patch::Absent, tags: Patch::Absent }, "{}");
    both(Change { name: Patch::Null, tags: Patch::Null }, r#"{"name":null,"tags":null}"#);
    both(
        Change { name: Patch::Value("n".into()), tags: vec!["t".to_owned()].into() },
        r#"{"name":"n","tags":["t"]}"#,
    );
    assert_eq!(Patch::Value(1).value(), Some(&1));
    assert!(Patch::<i32>::default().is_absent() && Patch::<i32>::Null.is_null());
}

#[derive(Clone, PartialEq)]
struct Nothing {}
wire::object!(Nothing {});

#[derive(Clone, PartialEq)]
struct Tree(Vec<Tree>);
wire::newtype!(Tree from Vec<Tree>);

#[derive(Clone, PartialEq)]
struct Alias(Map<Nothing>);
wire::newtype!(Alias);

#[test]
fn small_and_recursive_types() {
    both(Nothing {}, "{}");
    assert_eq!(read::<Nothing>(r#"{"a":1}"#), Nothing {});
    both(Tree::from(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]), "[[],[[]]]");
    both(Alias([("a".to_owned(), Nothing {})].into_iter().collect()), r#"{"a":{}}"#);
}

/// A struct whose fields are the words given, each of them required text.
macro_rules! wide {
    ($($field:ident)*) => {
        #[derive(Clone, PartialEq)]
        struct Wide { $($field: Option<u32>,)* last: u32 }
        wire::object!(Wide { $($field?,)* last });
        const NAMES: &[&str] = &[$(stringify!($field)),*];
        fn wide() -> Wide {
            let mut count = 0;
            Wide { $($field: { count += 1; Some(count) },)* last: 0 }
        }
    };
}

#[rustfmt::skip]
wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    i0 i1 i2 i3 i4 i5 i6 i7 i8 i9 j0 j1 j2 j3 j4 j5 j6 j7 j8 j9 k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 l0 l1 l2 l3 l4 l5 l6 l7 l8 l9
    m0 m1 m2 m3 m4 m5 m6 m7 m8 m9 n0 n1 n2 n3 n4 n5 n6 n7 n8 n9 o0 o1 o2 o3 o4 o5 o6 o7 o8 o9 p0 p1 p2 p3 p4 p5 p6 p7 p8 p9
    q0 q1 q2 q3 q4 q5 q6 q7 q8 q9 r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 s0 s1 s2 s3 s4 s5 s6 s7 s8 s9 t0 t1 t2 t3 t4 t5 t6 t7 t8 t9
}

#[test]
fn objects_of_any_width() {
    let entries: Vec<String> =
        NAMES.iter().enumerate().map(|(index, name)| format!(r#""{name}":{}"#, index + 1)).collect();
    assert_eq!(entries.len(), 200);
    both(wide(), &format!("{{{},\"last\":0}}", entries.join(",")));
    // Backwards, so that each property is looked for from the wrong end.
    let mut backwards = entries.clone();
    backwards.reverse();
    assert_eq!(read::<Wide>(&format!("{{\"last\":0,{}}}", backwards.join(","))), wide());
    assert_eq!(error::<Wide>(&format!("{{{}}}", entries.join(","))), "missing field `last`");
    for name in ["a0", "g3", "g4", "m8", "t9"] {
        let twice = format!("{{\"{name}\":1,\"last\":0,\"{name}\":2}}");
        assert_eq!(error::<Wide>(&twice), format!("{name}: duplicate field `{name}`"));
    }
}

#[test]
fn debug_shows_what_is_there() {
    assert_eq!(format!("{:?}", item("a")), r#"Item { id: "a", nothingOrText: None }"#);
    let open =
        Open { id: "i".into(), note: None, rest: [("z".to_owned(), Json::from(1.5))].into_iter().collect() };
    assert_eq!(format!("{open:#?}"), "Open {\n    kind: \"open\",\n    id: \"i\",\n    z: 1.5,\n}");
    let alias = Alias([("a".to_owned(), Nothing {})].into_iter().collect());
    assert_eq!(format!("{alias:?}"), r#"{"a": Nothing}"#);
}
