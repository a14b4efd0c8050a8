//! What is printed, compiled: the goldens of `emit.rs` as part of a program.

use serde_json::{Value, json};

/// What generated models need of a client, where a client has it.
#[allow(dead_code, unused_imports)]
#[path = "../runtime/src"]
mod runtime {
    mod base64;
    pub mod formats;
    pub mod wire;
}

// As a library these are public; here much of them is not used.
#[allow(dead_code)]
#[rustfmt::skip]
#[path = "cases/emit/shapes.rs"]
mod shapes;

use shapes::*;

/// A value as it is read, and written again.
fn round<T: serde::Serialize + serde::de::DeserializeOwned>(json: &Value) -> Result<Value, String> {
    let value: T = serde_json::from_value(json.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(&value).map_err(|error| error.to_string())
}

#[test]
fn what_is_printed_reads_and_writes() {
    let mut everything = json!({
        "kind": "everything", "version": 5_000_000_000_i64, "strict": true, "ratio": 1.5,
        "text": "t", "count": 1, "nothing or text": null, "list": ["a"], "numbers": [1], "table": {"a": "red"},
        "by_colour": {"dark-green": "x", "new": "y"}, "pair": ["a", 0.5], "any": {"x": [null]}, "patched": null,
        "colours": ["red", "blue"], "tags": {}, "node": {"value": "v", "next": {"value": "w"}, "children": []},
    });
    assert_eq!(round::<Everything>(&everything).as_ref(), Ok(&everything));
    everything["kind"] = json!("other");
    assert!(round::<Everything>(&everything).is_err());
    for value in [json!({"rest": "a", "x": 1}), json!({"rest": "a"})] {
        assert_eq!(round::<Open>(&value), Ok(value));
    }
    for value in [json!(1), json!(-1), json!(true), json!("a"), json!(1.5), json!(10_000_000_000_i64)] {
        assert_eq!(round::<Level>(&value), Ok(value));
    }
    // The list of an enum is open, the JSON types of its values are not.
    assert!(round::<Level>(&json!([2])).is_err());
    for value in [
        json!({"kind": "circle", "radius": 1.0}),
        json!({"kind": "box", "side": 2.0}),
        json!({"kind": "?", "x": 1}),
    ] {
        assert_eq!(round::<Shape>(&value), Ok(value));
    }
    for value in [json!("a"), json!(1), json!(["a"]), json!({"a": {"b": {}}})] {
        assert_eq!(round::<Scalars>(&value), Ok(value));
    }
    let expression = json!({"left": {"left": 1.0, "op": "+"}, "op": "-"});
    assert_eq!(round::<Expression>(&expression), Ok(expression));
    assert_eq!(round::<Nothing>(&json!({"x": 1})), Ok(json!({})));
}

#[test]
fn what_is_printed_builds() {
    let node = Node::new("a").next(Node::new("b")).children([Node::new("c")]);
    assert_eq!(
        serde_json::to_value(&node).ok(),
        Some(json!({"value": "a", "next": {"value": "b"}, "children": [{"value": "c"}]}))
    );
    let everything =
        Everything::new("t", 1, None, vec![1], [("k", "red")], [(Colour::Red, "x")], ("a".into(), 0.5))
            .list(["a"])
            .any(7)
            .patched_null()
            .patched_list([Colour::_1])
            .colours(["dark-green"])
            .node(Node::new("n"));
    let written = serde_json::to_value(&everything).expect("JSON");
    assert_eq!(written["patched"], Value::Null);
    assert!(written.get("flag").is_none());
    assert_eq!((&written["patched_list"], &written["colours"]), (&json!(["1"]), &json!(["dark-green"])));
    assert_eq!(everything.colours, Some(vec![Colour::DarkHyphenGreen]));
    assert_eq!(Open::new("r").rest_of_properties([("x", 1)]).rest_of_properties["x"], 1);
    let text = || "x".to_owned();
    let required = MuchRequired {
        a: text(),
        b: text(),
        c: text(),
        d: text(),
        e: text(),
        f: text(),
        g: text(),
        r#type: text(),
    };
    assert_eq!(Much::new(required).h("y").h.as_deref(), Some("y"));
}
