use super::super::operation::Param;
use super::super::path::{check, fill};
use super::super::value::Value;

const ID: Param = Param::path("id");

fn filled(value: Value) -> String {
    let mut path = "/pets/{id}/toys".to_owned();
    fill(&mut path, &ID, &value).unwrap();
    path
}

#[test]
fn a_value_stays_in_its_segment() {
    assert_eq!(
        filled(Value::Scalar("a/b?c#d%2e{id}\\é".into())),
        "/pets/a%2Fb%3Fc%23d%252e%7Bid%7D%5C%C3%A9/toys"
    );
    assert_eq!(filled(Value::List(vec!["a,b".into(), "c".into()])), "/pets/a%2Cb,c/toys");
}

#[test]
fn refuses_what_would_be_another_resource() {
    for empty in [Value::Absent, Value::Scalar(String::new()), Value::List(vec![])] {
        assert!(fill(&mut "/pets/{id}".to_owned(), &ID, &empty).is_err());
    }
    for path in ["/a/..", "/./b", "/a/%2E%2e/b", "/a/.%2e", "/a\\..\\b"] {
        assert!(check(path).is_err(), "{path}");
    }
    for path in ["/a/...", "/a/.b", "/a/b.", "/%252e"] {
        assert!(check(path).is_ok(), "{path}");
    }
}
