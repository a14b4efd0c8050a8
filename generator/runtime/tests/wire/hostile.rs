//! Documents that mean harm: deep, wide, or made so that trying takes for ever.

use std::time::{Duration, Instant};

use super::{error, wire};
use wire::{Json, Map};

#[derive(Clone, PartialEq)]
struct Tree {
    children: Vec<Tree>,
}
wire::object!(Tree { children });

/// Every level has a member that fits only at the end, so that each level is read once per member.
#[derive(Clone, PartialEq)]
enum Fork {
    Left(Left),
    Right(Right),
}
wire::union!(Fork blank Right { Left: object, Right: object });

#[derive(Clone, PartialEq)]
struct Left {
    x: Option<Box<Fork>>,
    y: Option<i64>,
}
wire::object!(Left { x?, y? });

#[derive(Clone, PartialEq)]
struct Right {
    x: Option<Box<Fork>>,
    y: Option<String>,
}
wire::object!(Right { x?, y? });

#[derive(Clone, PartialEq)]
enum Tagged {
    Inner(Inner),
    Unlisted(Json),
}
wire::tagged!(Tagged by "t" { Inner = "a" });

#[derive(Clone, PartialEq)]
struct Inner {
    next: Option<Box<Tagged>>,
}
wire::object!(Inner { next? });

#[derive(Clone, PartialEq)]
struct Any {
    any: Json,
    map: Option<Map<Any>>,
}
wire::object!(Any { any, map? });

fn nested(open: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + &close.repeat(depth)
}

#[test]
fn depth_is_an_error() {
    let deep = |depth| nested("{\"children\":[", "]}", depth);
    assert!(wire::from_json::<Tree>(deep(60).as_bytes()).is_ok());
    assert!(error::<Tree>(&deep(10_000)).ends_with("recursion limit exceeded"));

    // Where the tag comes last, everything before it is kept and read again.
    let tail = |depth| "{\"next\":".repeat(depth) + "{\"t\":\"a\"}" + &",\"t\":\"a\"}".repeat(depth);
    assert!(wire::from_json::<Tagged>(tail(100).as_bytes()).is_ok());
    assert!(error::<Tagged>(&tail(10_000)).ends_with("recursion limit exceeded"));

    assert!(error::<Json>(&nested("[", "]", 10_000)).ends_with("recursion limit exceeded"));
    assert!(
        error::<Any>(&format!("{{\"any\":{}", nested("[", "]", 10_000)))
            .ends_with("recursion limit exceeded")
    );
    // What nobody reads is skipped without recursion.
    let skipped = format!("{{\"unknown\":{},\"children\":[]}}", nested("[", "]", 10_000));
    assert!(wire::from_json::<Tree>(skipped.as_bytes()).is_ok());
}

/// What multiplies with depth would take for ever: it is held against plain reading of a long text, at the same moment.
fn assert_ends(start: Instant) {
    let took = start.elapsed();
    if took > Duration::from_secs(1) {
        let text = format!("[{}]", vec!["{\"x\":{\"y\":\"a\"}}"; 200_000].join(","));
        let start = Instant::now();
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        let plain = start.elapsed();
        assert!(took < 30 * plain, "{took:?}, where plain reading takes {plain:?}");
    }
}

#[test]
fn depth_costs_no_more_than_length() {
    let tail = |depth| "{\"next\":".repeat(depth) + "{\"t\":\"a\"}" + &",\"t\":\"a\"}".repeat(depth);
    let text = format!("[{}]", vec![tail(100); 500].join(","));
    let start = Instant::now();
    assert_eq!(wire::from_json::<Vec<Tagged>>(text.as_bytes()).unwrap().len(), 500);
    assert_ends(start);
}

#[test]
fn trying_ends() {
    let fork = |depth, end: &str| "{\"x\":".repeat(depth) + end + &",\"y\":true}".repeat(depth);
    for depth in [1, 5, 60] {
        let text = fork(depth, "{\"y\":true}");
        let start = Instant::now();
        let message = error::<Fork>(&text);
        assert_ends(start);
        assert!(message.len() < 2_000, "{depth}: {}", message.len());
    }
    // What fits is read, as long as it does not take for ever either.
    let fits = "{\"x\":".repeat(12) + "{\"y\":\"a\"}" + &",\"y\":\"a\"}".repeat(12);
    assert!(matches!(wire::from_json::<Fork>(fits.as_bytes()), Ok(Fork::Right(_))));
    let list = format!("[{}]", vec!["{\"x\":{\"y\":\"a\"},\"y\":\"a\"}"; 20_000].join(","));
    assert_eq!(wire::from_json::<Vec<Fork>>(list.as_bytes()).unwrap().len(), 20_000);
}

/// A type with many fields, as deep as JSON allows, on the stack that a thread has by default.
#[test]
fn wide_and_deep_fits_the_stack() {
    let text = "{\"next\":".repeat(120) + "null" + &"}".repeat(120);
    let read = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let value = wire::from_json::<Wide>(text.as_bytes()).unwrap();
        let again = String::from_utf8(wire::to_json(&value).unwrap()).unwrap();
        assert_eq!(again.matches("next").count(), 119);
        let copy = value.clone();
        assert!(copy == value && format!("{value:?}").len() > 100);
    });
    read.unwrap().join().unwrap();
}

macro_rules! wide {
    ($($field:ident)*) => {
        #[derive(Clone, PartialEq)]
        struct Wide { $($field: Option<String>,)* next: Option<Box<Wide>> }
        wire::object!(Wide { $($field?,)* next? });
    };
}

#[rustfmt::skip]
wide! {
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
    e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
}

#[test]
fn long_texts_do_not_make_long_messages() {
    let long = "é".repeat(100_000);
    let message = error::<Fork>(&format!("\"{long}\""));
    assert!(message.len() < 1_000, "{}", message.len());
}
