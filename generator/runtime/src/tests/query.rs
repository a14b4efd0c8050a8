use super::super::operation::Param;
use super::super::query::Query;
use super::super::value::Value;

const COLOR: Param = Param::query("color");

fn written(param: &Param, value: Value) -> String {
    let mut query = Query::default();
    query.param(param, &value).unwrap();
    query.text()
}

#[test]
fn a_value_stays_in_its_pair() {
    assert_eq!(written(&COLOR, Value::Scalar("a&b=c d+e".into())), "?color=a%26b%3Dc%20d%2Be");
    let joined = Param { explode: false, ..COLOR };
    assert_eq!(written(&joined, Value::List(vec!["a,b".into(), "c".into()])), "?color=a%2Cb,c");
    let reserved = Param { allow_reserved: true, ..COLOR };
    assert_eq!(written(&reserved, Value::Scalar("a/b?&c".into())), "?color=a/b?%26c");
}

#[test]
fn set_replaces() {
    let mut query = Query::default();
    query.push("a", "1");
    query.push("b", "2");
    query.push("a", "3");
    query.set("a", "4");
    assert_eq!(query.text(), "?b=2&a=4");
}
