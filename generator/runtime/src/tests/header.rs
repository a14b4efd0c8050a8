use http::HeaderMap;

use super::super::header::{param, set};
use super::super::operation::Param;
use super::super::value::Value;

#[test]
fn writes_lists_and_objects() {
    let mut headers = HeaderMap::new();
    let object = || Value::Object(vec![("R".into(), "100".into()), ("G".into(), "200".into())]);
    param(&mut headers, &Param::header("x-list"), &Value::List(vec!["a".into(), "b".into()])).unwrap();
    param(&mut headers, &Param::header("x-object"), &object()).unwrap();
    param(&mut headers, &Param { explode: true, ..Param::header("x-exploded") }, &object()).unwrap();
    param(&mut headers, &Param::header("x-absent"), &Value::Absent).unwrap();
    assert_eq!(headers["x-list"], "a,b");
    assert_eq!(headers["x-object"], "R,100,G,200");
    assert_eq!(headers["x-exploded"], "R=100,G=200");
    assert_eq!(headers.len(), 3);
}

#[test]
fn refuses_what_splits_a_message() {
    let mut headers = HeaderMap::new();
    for (name, value) in
        [("x", "a\r\nb: c"), ("x y", "a"), ("", "a"), ("Host", "evil"), ("transfer-encoding", "chunked")]
    {
        assert!(set(&mut headers, name, value).is_err(), "{name}");
    }
    assert!(headers.is_empty());
}

#[test]
fn marks_credentials() {
    let mut headers = HeaderMap::new();
    set(&mut headers, "Authorization", "Bearer hunter2").unwrap();
    assert!(!format!("{headers:?}").contains("hunter2"));
}
