use bytes::Bytes;
use serde_json::Value;

use super::super::error::Error;
use super::super::fields::Fields;

fn merged(body: Option<&'static str>) -> Result<String, Error> {
    let mut fields = Fields::default();
    fields.set("b".into(), 1.into());
    fields.set("b".into(), "x".into());
    fields.set("new".into(), Value::Null);
    let body = fields.merge(body.map(Bytes::from))?.unwrap();
    Ok(String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn adds_and_replaces_in_place() {
    let body = r#"{"a":1.10,"b":{"c":2},"d":[18446744073709551616]}"#;
    assert_eq!(merged(Some(body)).unwrap(), r#"{"a":1.10,"b":"x","d":[18446744073709551616],"new":null}"#);
    assert_eq!(merged(Some("{}")).unwrap(), r#"{"b":"x","new":null}"#);
    assert_eq!(merged(None).unwrap(), r#"{"b":"x","new":null}"#);
}

#[test]
fn needs_an_object() {
    assert!(merged(Some("[1]")).is_err());
    assert!(merged(Some("nonsense")).is_err());
}
