//! The examples of RFC 6570, section 3.2, of the expansions that the styles of OpenAPI stand for: 3.2.2 (`simple`), 3.2.3
//! (`allowReserved`), 3.2.5 (`label`), 3.2.7 (`matrix`) and 3.2.8 (`form`). Prefixes (`{var:3}`) and several variables in
//! one expression have no counterpart. Of an empty path parameter nothing may be sent, so that those are left out.

use super::super::operation::{Param, Style};
use super::super::path;
use super::super::query::Query;
use super::super::value::Value;

/// The variables of section 3.2.
fn variable(name: &str) -> Value {
    let list = |items: &[&str]| Value::List(items.iter().map(|item| (*item).to_owned()).collect());
    let text = match name {
        "count" => return list(&["one", "two", "three"]),
        "dom" => return list(&["example", "com"]),
        "list" => return list(&["red", "green", "blue"]),
        "keys" => {
            let keys = [("semi", ";"), ("dot", "."), ("comma", ",")];
            return Value::Object(keys.map(|(key, value)| (key.to_owned(), value.to_owned())).into());
        }
        "empty_keys" => return Value::Object(Vec::new()),
        "undef" => return Value::Absent,
        "dub" => "me/too",
        "hello" => "Hello World!",
        "half" => "50%",
        "var" => "value",
        "who" => "fred",
        "base" => "http://example.com/home/",
        "path" => "/foo/bar",
        "v" => "6",
        "x" => "1024",
        "y" => "768",
        "empty" => "",
        other => panic!("no variable {other}"),
    };
    Value::Scalar(text.to_owned())
}

/// Fills in a path of one parameter, `X{.list*}` say.
fn expanded(template: &str, style: Style, allow_reserved: bool) -> String {
    let (before, rest) = template.split_once('{').expect("a parameter");
    let (inside, after) = rest.split_once('}').expect("its end");
    let plain = inside.trim_start_matches(['.', ';', '+']);
    let (name, explode) = plain.strip_suffix('*').map_or((plain, false), |name| (name, true));
    let mut path = format!("{before}{{{name}}}{after}");
    let name = match name {
        "count" => "count",
        "dom" => "dom",
        "list" => "list",
        "keys" => "keys",
        "dub" => "dub",
        "hello" => "hello",
        "half" => "half",
        "var" => "var",
        "who" => "who",
        "base" => "base",
        "path" => "path",
        "v" => "v",
        "x" => "x",
        "empty" => "empty",
        other => panic!("no parameter {other}"),
    };
    let param = Param { style, explode, allow_reserved, ..Param::path(name) };
    path::fill(&mut path, &param, &variable(name)).expect("a value");
    path
}

#[test]
fn simple_string_expansion() {
    for (template, expansion) in [
        ("{count}", "one,two,three"),
        ("{count*}", "one,two,three"),
        ("{var}", "value"),
        ("{hello}", "Hello%20World%21"),
        ("{half}", "50%25"),
        ("{dub}", "me%2Ftoo"),
        ("{list}", "red,green,blue"),
        ("{list*}", "red,green,blue"),
        ("{keys}", "semi,%3B,dot,.,comma,%2C"),
        ("{keys*}", "semi=%3B,dot=.,comma=%2C"),
    ] {
        assert_eq!(expanded(template, Style::Simple, false), expansion, "{template}");
    }
}

/// A slash would begin another segment: it does not pass, as OpenAPI 3.2 has it.
#[test]
fn reserved_expansion() {
    for (template, expansion) in [
        ("{+var}", "value"),
        ("{+hello}", "Hello%20World!"),
        ("{+half}", "50%25"),
        ("{+list}", "red,green,blue"),
        ("{+list*}", "red,green,blue"),
        ("{+keys}", "semi,;,dot,.,comma,,"),
        ("{+keys*}", "semi=;,dot=.,comma=,"),
        ("{+path}here", "%2Ffoo%2Fbarhere"),
    ] {
        assert_eq!(expanded(template, Style::Simple, true), expansion, "{template}");
    }
    let query = |name: &'static str| of_query(&[(name, false)], true);
    assert_eq!(query("base"), "?base=http://example.com/home/");
    assert_eq!(query("path"), "?path=/foo/bar");
}

#[test]
fn label_expansion_with_dot_prefix() {
    for (template, expansion) in [
        ("{.who}", ".fred"),
        ("{.half}", ".50%25"),
        ("www{.dom*}", "www.example.com"),
        ("X{.var}", "X.value"),
        ("X{.empty}", "X."),
        ("X{.list}", "X.red,green,blue"),
        ("X{.list*}", "X.red.green.blue"),
        ("X{.keys}", "X.semi,%3B,dot,.,comma,%2C"),
        ("X{.keys*}", "X.semi=%3B.dot=..comma=%2C"),
    ] {
        assert_eq!(expanded(template, Style::Label, false), expansion, "{template}");
    }
}

#[test]
fn path_style_parameter_expansion() {
    for (template, expansion) in [
        ("{;who}", ";who=fred"),
        ("{;half}", ";half=50%25"),
        ("{;empty}", ";empty"),
        ("{;hello}", ";hello=Hello%20World%21"),
        ("{;list}", ";list=red,green,blue"),
        ("{;list*}", ";list=red;list=green;list=blue"),
        ("{;keys}", ";keys=semi,%3B,dot,.,comma,%2C"),
        ("{;keys*}", ";semi=%3B;dot=.;comma=%2C"),
    ] {
        assert_eq!(expanded(template, Style::Matrix, false), expansion, "{template}");
    }
}

/// A query of these variables, some exploded.
fn of_query(variables: &[(&'static str, bool)], allow_reserved: bool) -> String {
    let mut query = Query::default();
    for (name, explode) in variables {
        let param = Param { explode: *explode, allow_reserved, ..Param::query(name) };
        query.param(&param, &variable(name)).expect("a value");
    }
    query.text()
}

#[test]
fn form_style_query_expansion() {
    let plain = |names: &[&'static str]| {
        of_query(&names.iter().map(|name| (*name, false)).collect::<Vec<_>>(), false)
    };
    for (names, expansion) in [
        (vec!["who"], "?who=fred"),
        (vec!["half"], "?half=50%25"),
        (vec!["x", "y"], "?x=1024&y=768"),
        (vec!["x", "y", "empty"], "?x=1024&y=768&empty="),
        (vec!["x", "y", "undef"], "?x=1024&y=768"),
        (vec!["list"], "?list=red,green,blue"),
        (vec!["keys"], "?keys=semi,%3B,dot,.,comma,%2C"),
        (vec!["empty_keys"], ""),
    ] {
        assert_eq!(plain(&names), expansion, "{names:?}");
    }
    assert_eq!(of_query(&[("list", true)], false), "?list=red&list=green&list=blue");
    assert_eq!(of_query(&[("keys", true)], false), "?semi=%3B&dot=.&comma=%2C");
}
