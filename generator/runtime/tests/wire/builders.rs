//! Constructors and setters.

use super::{both, wire};
use wire::{Map, Patch};

#[derive(Clone)]
enum Colour {
    Red,
    Unlisted(wire::Unlisted),
}
wire::strings!(Colour { Red = "red" });

#[derive(Clone, PartialEq)]
struct Part {
    id: String,
}
wire::object!(Part { id });
wire::builder!(Part { new(id(into String)) });

impl From<&str> for Part {
    fn from(id: &str) -> Self {
        Part::new(id)
    }
}

#[derive(Clone, PartialEq)]
struct Everything {
    text: String,
    count: u32,
    nothing_or_text: Option<String>,
    parts: Vec<Part>,
    table: Map<i64, Colour>,
    inner: Box<Part>,
    colour: Colour,
    note: Option<String>,
    size: Option<i32>,
    other_parts: Option<Vec<Part>>,
    by_name: Option<Map<Part>>,
    by_colour: Option<Map<String, Colour>>,
    boxed: Option<Box<Part>>,
    patched: Patch<String>,
    patched_list: Patch<Vec<Part>>,
    patched_size: Patch<i32>,
    r#type: Option<String>,
    rest: Map<String>,
}
wire::object!(Everything {
    text, count, nothing_or_text, parts, table, inner, colour, note?, size?, other_parts?, by_name?, by_colour?, boxed?,
    patched?, patched_list?, patched_size?, r#type = "type"?, ..rest
});
wire::builder!(Everything {
    new(text(into String), count(u32), nothing_or_text(null String), parts(list Part), table(map Colour => i64),
        inner(boxed Part), colour = Colour::Red);
    note(into String); size(i32); other_parts(list Part); by_name(map Part); by_colour(map Colour => String);
    boxed(boxed Part); patched(patch patched_null into String); patched_list(patch patched_list_null list Part);
    patched_size(patch patched_size_null i32); r#type(into String); rest(rest String);
});

#[test]
fn every_form_of_parameter() {
    let least = Everything::new("t", 1, None, ["p"], [("red", 1)], "i");
    both(
        least.clone(),
        r#"{"text":"t","count":1,"nothing_or_text":null,"parts":[{"id":"p"}],"table":{"red":1},"inner":{"id":"i"},"colour":"red"}"#,
    );
    let most = Everything::new(
        "t",
        1,
        Some("n".to_owned()),
        Vec::<Part>::new(),
        Map::<i64, Colour>::new(),
        Part::new("i"),
    )
    .note("note")
    .size(1)
    .other_parts(vec![Part::new("a")])
    .by_name([("k", "v")])
    .by_colour([(Colour::Red, "r")])
    .boxed("b")
    .patched_null()
    .patched_list(["c"])
    .patched_size(2)
    .r#type("x")
    .rest([("y", "z")]);
    both(
        most,
        &[
            r#"{"text":"t","count":1,"nothing_or_text":"n","parts":[],"table":{},"inner":{"id":"i"},"colour":"red","#,
            r#""note":"note","size":1,"other_parts":[{"id":"a"}],"by_name":{"k":{"id":"v"}},"by_colour":{"red":"r"},"#,
            r#""boxed":{"id":"b"},"patched":null,"patched_list":[{"id":"c"}],"patched_size":2,"type":"x","y":"z"}"#,
        ]
        .concat(),
    );
    let patched = least.clone().patched("p").patched_list_null().patched_size_null();
    assert_eq!(patched.patched, Patch::Value("p".to_owned()));
    assert!(patched.patched_list.is_null() && patched.patched_size.is_null());
}

#[derive(Clone, PartialEq)]
struct Options {
    size: Option<i32>,
}
wire::object!(Options { size? });
wire::builder!(Options { new(); size(i32) });

#[derive(Clone, PartialEq)]
struct Filled {
    colour: Colour,
}
wire::object!(Filled { colour });
wire::builder!(Filled { new(colour = Colour::Red) });

#[derive(Clone, PartialEq)]
struct Many {
    a: String,
    b: i32,
    c: Option<i32>,
}
wire::object!(Many { a, b, c? });
wire::builder!(Many { new(ManyRequired { a, b }); c(i32) });
struct ManyRequired {
    a: String,
    b: i32,
}

#[test]
fn nothing_required_and_much_required() {
    assert_eq!(Options::default(), Options::new());
    both(Options::new().size(1), r#"{"size":1}"#);
    both(Filled::default(), r#"{"colour":"red"}"#);
    assert_eq!(Filled::new(), Filled::default());
    both(Many::new(ManyRequired { a: "a".into(), b: 1 }).c(2), r#"{"a":"a","b":1,"c":2}"#);
}
