//! The table "Style Examples" of the OpenAPI specification (3.1.1, section 4.8.12.5; 3.2.0, section 4.12.6), row by row.
//! Before 3.0.4 and 3.1.1 it had `.blue.black.brown` for lists in the style `label` that are not exploded, against the
//! RFC 6570 that it refers to; what it says since is what is written.

use http::HeaderMap;
use serde_json::{Value as Json, json};

use super::super::operation::{Param, Style};
use super::super::query::Query;
use super::super::value::Value;
use super::super::{cookie, header, path};

fn text(text: &str) -> Value {
    Value::Scalar(text.to_owned())
}

fn array() -> Value {
    Value::List(vec!["blue".into(), "black".into(), "brown".into()])
}

fn object() -> Value {
    Value::Object(vec![("R".into(), "100".into()), ("G".into(), "200".into()), ("B".into(), "150".into())])
}

fn in_path(style: Style, explode: bool, value: &Value) -> String {
    let mut filled = "{color}".to_owned();
    path::fill(&mut filled, &Param { style, explode, ..Param::path("color") }, value).unwrap();
    filled
}

fn in_query(style: Style, explode: bool, value: &Value) -> String {
    let mut query = Query::default();
    query.param(&Param { style, explode, ..Param::query("color") }, value).unwrap();
    query.text().trim_start_matches('?').to_owned()
}

fn in_header(explode: bool, value: &Value) -> String {
    let mut headers = HeaderMap::new();
    header::param(&mut headers, &Param { explode, ..Param::header("color") }, value).unwrap();
    headers["color"].to_str().unwrap().to_owned()
}

fn in_cookie(explode: bool, value: &Value) -> String {
    let mut headers = HeaderMap::new();
    cookie::param(&mut headers, &Param { explode, ..Param::cookie("color") }, value).unwrap();
    headers["cookie"].to_str().unwrap().to_owned()
}

#[test]
fn matrix() {
    let row = |explode, value| in_path(Style::Matrix, explode, &value);
    assert_eq!(row(false, text("")), ";color");
    assert_eq!(row(false, text("blue")), ";color=blue");
    assert_eq!(row(false, array()), ";color=blue,black,brown");
    assert_eq!(row(false, object()), ";color=R,100,G,200,B,150");
    assert_eq!(row(true, text("")), ";color");
    assert_eq!(row(true, text("blue")), ";color=blue");
    assert_eq!(row(true, array()), ";color=blue;color=black;color=brown");
    assert_eq!(row(true, object()), ";R=100;G=200;B=150");
}

#[test]
fn label() {
    let row = |explode, value| in_path(Style::Label, explode, &value);
    assert_eq!(row(false, text("")), ".");
    assert_eq!(row(false, text("blue")), ".blue");
    assert_eq!(row(false, array()), ".blue,black,brown");
    assert_eq!(row(false, object()), ".R,100,G,200,B,150");
    assert_eq!(row(true, text("")), ".");
    assert_eq!(row(true, text("blue")), ".blue");
    assert_eq!(row(true, array()), ".blue.black.brown");
    assert_eq!(row(true, object()), ".R=100.G=200.B=150");
}

#[test]
fn simple() {
    for (explode, of_object) in [(false, "R,100,G,200,B,150"), (true, "R=100,G=200,B=150")] {
        assert_eq!(in_path(Style::Simple, explode, &text("blue")), "blue");
        assert_eq!(in_path(Style::Simple, explode, &array()), "blue,black,brown");
        assert_eq!(in_path(Style::Simple, explode, &object()), of_object);
        assert_eq!(in_header(explode, &text("")), "");
        assert_eq!(in_header(explode, &text("blue")), "blue");
        assert_eq!(in_header(explode, &array()), "blue,black,brown");
        assert_eq!(in_header(explode, &object()), of_object);
    }
}

#[test]
fn form() {
    let row = |explode, value| in_query(Style::Form, explode, &value);
    assert_eq!(row(false, text("")), "color=");
    assert_eq!(row(false, text("blue")), "color=blue");
    assert_eq!(row(false, array()), "color=blue,black,brown");
    assert_eq!(row(false, object()), "color=R,100,G,200,B,150");
    assert_eq!(row(true, text("")), "color=");
    assert_eq!(row(true, text("blue")), "color=blue");
    assert_eq!(row(true, array()), "color=blue&color=black&color=brown");
    assert_eq!(row(true, object()), "R=100&G=200&B=150");
}

/// The table joins them with `&`, which no server splits a `Cookie` header at; OpenAPI 3.2 has it as here.
#[test]
fn form_in_a_cookie() {
    assert_eq!(in_cookie(true, &text("blue")), "color=blue");
    assert_eq!(in_cookie(true, &array()), "color=blue; color=black; color=brown");
    assert_eq!(in_cookie(true, &object()), "R=100; G=200; B=150");
    assert_eq!(in_cookie(false, &array()), "color=blue,black,brown");
    assert_eq!(in_cookie(false, &object()), "color=R,100,G,200,B,150");
}

/// A row of 3.2.
#[test]
fn cookie_in_a_cookie() {
    for explode in [false, true] {
        assert_eq!(unescaped(explode, &text("")), Ok("color=".to_owned()));
        assert_eq!(unescaped(explode, &text("blue")), Ok("color=blue".to_owned()));
    }
    assert_eq!(unescaped(false, &array()), Ok("color=blue,black,brown".to_owned()));
    assert_eq!(unescaped(false, &object()), Ok("color=R,100,G,200,B,150".to_owned()));
    assert_eq!(unescaped(true, &array()), Ok("color=blue; color=black; color=brown".to_owned()));
    assert_eq!(unescaped(true, &object()), Ok("R=100; G=200; B=150".to_owned()));
    assert_eq!(unescaped(true, &text("a%20b")), Ok("color=a%20b".to_owned()));
    assert!(unescaped(true, &text("blue; admin=1")).is_err());
}

fn unescaped(explode: bool, value: &Value) -> Result<String, String> {
    let mut headers = HeaderMap::new();
    let param = Param { explode, style: Style::Cookie, ..Param::cookie("color") };
    cookie::param(&mut headers, &param, value).map_err(|error| error.to_string())?;
    Ok(headers["cookie"].to_str().unwrap().to_owned())
}

#[test]
fn delimited() {
    let row = |style, value| in_query(style, false, &value);
    assert_eq!(row(Style::SpaceDelimited, array()), "color=blue%20black%20brown");
    assert_eq!(row(Style::SpaceDelimited, object()), "color=R%20100%20G%20200%20B%20150");
    assert_eq!(row(Style::PipeDelimited, array()), "color=blue%7Cblack%7Cbrown");
    assert_eq!(row(Style::PipeDelimited, object()), "color=R%7C100%7CG%7C200%7CB%7C150");
    // Exploded, the table has none; everybody writes it like a form.
    assert_eq!(in_query(Style::PipeDelimited, true, &array()), "color=blue&color=black&color=brown");
}

#[test]
fn deep_object() {
    let row = |value: Json| {
        let mut query = Query::default();
        let param = Param { style: Style::DeepObject, ..Param::query("color") };
        query.deep(&param, &value).unwrap();
        query.text().trim_start_matches('?').to_owned()
    };
    let written = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(row(json!({"R": 100, "G": 200, "B": 150})), written);
    assert_eq!(row(json!({"a]&b[": "c&d"})), "color%5Ba%5D%26b%5B%5D=c%26d");
    // Beyond what the specification defines: what servers read that take nested objects at all.
    assert_eq!(row(json!(["blue", "black"])), "color%5B0%5D=blue&color%5B1%5D=black");
    assert_eq!(
        row(json!({"a": {"b": [1, true]}})),
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D=true"
    );
}

#[test]
fn what_a_location_cannot_write_is_refused() {
    use Style::*;
    for style in [Simple, Label, Matrix, Form, SpaceDelimited, PipeDelimited, DeepObject, Cookie] {
        let fill = path::fill(&mut "{color}".into(), &Param { style, ..Param::path("color") }, &object());
        assert_eq!(fill.is_ok(), matches!(style, Simple | Label | Matrix), "{style:?}");
        let query = Query::default().param(&Param { style, ..Param::query("color") }, &object());
        assert_eq!(query.is_ok(), matches!(style, Form | SpaceDelimited | PipeDelimited), "{style:?}");
        let header =
            header::param(&mut HeaderMap::new(), &Param { style, ..Param::header("color") }, &object());
        assert_eq!(header.is_ok(), style == Simple, "{style:?}");
        let cookie =
            cookie::param(&mut HeaderMap::new(), &Param { style, ..Param::cookie("color") }, &object());
        assert_eq!(cookie.is_ok(), matches!(style, Form | Cookie), "{style:?}");
    }
}

#[test]
fn parts_cannot_be_told_for_more_than_they_are() {
    let hostile = || Value::List(vec!["a,b;c.d|e f=g".into(), "h".into()]);
    assert_eq!(in_path(Style::Matrix, true, &hostile()), ";color=a%2Cb%3Bc.d%7Ce%20f%3Dg;color=h");
    assert_eq!(in_query(Style::PipeDelimited, false, &hostile()), "color=a%2Cb%3Bc.d%7Ce%20f%3Dg%7Ch");
    assert_eq!(in_cookie(false, &text("a; b=c")), "color=a%3B%20b%3Dc");
}
