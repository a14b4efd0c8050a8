//! The same tables, walked by something that is no serde format.

use std::fmt::Display;

use super::wire;
use wire::{Items, Object, Sink, Slot};

/// Writes values as `a[b][0]=c` pairs.
#[derive(Default)]
struct Pairs {
    path: Vec<String>,
    pairs: Vec<String>,
}

impl Pairs {
    fn pair(&mut self, value: impl Display) {
        let (first, rest) = self.path.split_first().unwrap();
        let rest: String = rest.iter().map(|part| format!("[{part}]")).collect();
        self.pairs.push(format!("{first}{rest}={value}"));
    }

    fn inside(&mut self, part: String, value: &dyn Slot) {
        self.path.push(part);
        value.write(self);
        self.path.pop();
    }
}

impl Sink for Pairs {
    fn none(&mut self) {
        self.pair("");
    }
    fn bool(&mut self, value: bool) {
        self.pair(value);
    }
    fn i64(&mut self, value: i64) {
        self.pair(value);
    }
    fn u64(&mut self, value: u64) {
        self.pair(value);
    }
    fn f32(&mut self, value: f32) {
        self.pair(value);
    }
    fn f64(&mut self, value: f64) {
        self.pair(value);
    }
    fn str(&mut self, value: &str) {
        self.pair(value);
    }
    fn list(&mut self, items: &dyn Items) {
        for index in 0..items.count() {
            self.inside(index.to_string(), items.item(index).unwrap());
        }
    }
    fn object(&mut self, object: &Object<'_>) {
        let written = object.each(&mut |name, value| {
            self.inside(name.to_owned(), value);
            Ok(())
        });
        assert!(written.is_ok());
    }
    fn fail(&mut self, reason: &dyn Display) {
        panic!("{reason}");
    }
}

#[derive(Clone, PartialEq)]
struct Filter {
    ids: Vec<u64>,
    range: Option<Range>,
    labels: wire::Map<String>,
    shape: Shape,
    weight: f32,
    pair: (bool, Option<i32>),
    none: Option<String>,
}
wire::object!(Filter { ids, range?, labels, shape, weight, pair, none? });

#[derive(Clone, PartialEq)]
struct Range {
    from: i32,
    to: f64,
}
wire::object!(Range { "unit" == "cm", from, to });

#[derive(Clone, PartialEq)]
enum Shape {
    Line(Range),
    Unlisted(wire::Json),
}
wire::tagged!(Shape by "kind" { Line = "line" });

#[test]
fn another_encoding_walks_the_same_tables() {
    let filter = Filter {
        ids: vec![7, 8],
        range: Some(Range { from: -1, to: 0.5 }),
        labels: [("a".to_owned(), "b".to_owned())].into_iter().collect(),
        shape: Shape::Line(Range { from: 1, to: 2.0 }),
        weight: 0.1,
        pair: (true, None),
        none: None,
    };
    let mut pairs = Pairs::default();
    filter.write(&mut pairs);
    assert_eq!(
        pairs.pairs.join("&"),
        "ids[0]=7&ids[1]=8&range[unit]=cm&range[from]=-1&range[to]=0.5&labels[a]=b\
         &shape[kind]=line&shape[unit]=cm&shape[from]=1&shape[to]=2&weight=0.1&pair[0]=true&pair[1]="
    );
    let mut pairs = Pairs::default();
    Shape::Unlisted(serde_json::json!({"kind": "arc", "r": [1, null]})).write(&mut pairs);
    assert_eq!(pairs.pairs.join("&"), "kind=arc&r[0]=1&r[1]=");
}

#[test]
fn objects_count_what_they_give() {
    struct Counts(Vec<(Option<&'static str>, usize)>);
    impl Sink for Counts {
        fn none(&mut self) {}
        fn bool(&mut self, _: bool) {}
        fn i64(&mut self, _: i64) {}
        fn u64(&mut self, _: u64) {}
        fn f32(&mut self, _: f32) {}
        fn f64(&mut self, _: f64) {}
        fn str(&mut self, _: &str) {}
        fn list(&mut self, _: &dyn Items) {}
        fn object(&mut self, object: &Object<'_>) {
            self.0.push((object.name(), object.count()));
        }
        fn fail(&mut self, _: &dyn Display) {}
    }
    let mut counts = Counts(Vec::new());
    Range { from: 1, to: 1.0 }.write(&mut counts);
    Shape::Line(Range { from: 1, to: 1.0 }).write(&mut counts);
    wire::Map::<String>::new().write(&mut counts);
    assert_eq!(counts.0, [(Some("Range"), 3), (Some("Range"), 4), (None, 0)]);
}
