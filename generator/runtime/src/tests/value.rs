use serde_json::json;

use super::super::formats::{DateTime, DecimalNumber, Uuid};
use super::super::value::{Value, value};
use super::super::wire::{Json, Slot};

fn taken(slot: &dyn Slot) -> Value {
    value("p", slot).unwrap()
}

fn scalar(text: &str) -> Value {
    Value::Scalar(text.to_owned())
}

#[test]
fn scalars_are_written_as_people_write_them() {
    assert_eq!(taken(&"a b".to_owned()), scalar("a b"));
    assert_eq!(taken(&true), scalar("true"));
    assert_eq!(taken(&-7i64), scalar("-7"));
    assert_eq!(taken(&u64::MAX), scalar("18446744073709551615"));
    assert_eq!(taken(&1.5f64), scalar("1.5"));
    assert_eq!(taken(&0.1f32), scalar("0.1"));
    assert!(value("p", &f64::NAN).is_err());
    assert_eq!(taken(&DateTime::from("2026-03-01T12:00:00+05:30")), scalar("2026-03-01T12:00:00+05:30"));
    assert_eq!(taken(&DecimalNumber::from("0.12345678901234567890")), scalar("0.12345678901234567890"));
    assert_eq!(taken(&vec![Uuid::from("A")]), Value::List(vec!["A".into()]));
}

#[test]
fn what_is_absent_or_null_is_left_out() {
    assert_eq!(taken(&None::<String>), Value::Absent);
    assert_eq!(taken(&Json::Null), Value::Absent);
    assert_eq!(taken(&Some(3u32)), scalar("3"));
    assert_eq!(taken(&json!([1, null, "x"])), Value::List(vec!["1".into(), "x".into()]));
}

#[test]
fn one_level_of_lists_and_objects() {
    assert_eq!(taken(&vec!["a".to_owned(), "b".to_owned()]), Value::List(vec!["a".into(), "b".into()]));
    let object = Value::Object(vec![("b".into(), "1".into()), ("a".into(), "true".into())]);
    assert_eq!(taken(&json!({"b": 1, "none": null, "a": true})), object);
    for deep in [json!([[1]]), json!({"a": [1]}), json!([{"a": 1}])] {
        let error = value("p", &deep).unwrap_err();
        assert_eq!(error.to_string(), "the parameter \"p\" nests deeper than its style can write");
    }
}
