//! Numbers, null, arrays, maps and JSON values.

use super::{both, error, read, wire};
use wire::{Json, Map};

#[test]
fn integers() {
    both(
        vec![i64::MIN, -1, 0, (1 << 53) + 1, i64::MAX],
        &format!("[{},-1,0,{},{}]", i64::MIN, (1i64 << 53) + 1, i64::MAX),
    );
    both(vec![0, u64::MAX], "[0,18446744073709551615]");
    both(vec![i32::MIN, i32::MAX], "[-2147483648,2147483647]");
    both(vec![0, u32::MAX], "[0,4294967295]");
    assert_eq!(
        error::<i64>("9223372036854775808"),
        "invalid value: integer `9223372036854775808`, expected i64"
    );
    assert_eq!(error::<u64>("-1"), "invalid value: integer `-1`, expected u64");
    assert_eq!(error::<i32>("2147483648"), "invalid value: number `2147483648`, expected i32");
    assert_eq!(error::<i32>("-2147483649"), "invalid value: number `-2147483649`, expected i32");
    assert_eq!(error::<u32>("4294967296"), "invalid value: number `4294967296`, expected u32");
    assert_eq!(error::<i64>("\"1\""), "invalid type: string \"1\", expected i64");
    assert_eq!(error::<i64>("true"), "invalid type: boolean `true`, expected i64");
}

#[test]
fn integers_that_are_written_like_fractions() {
    assert_eq!(read::<Vec<i32>>("[1.0,-2.0,1e3]"), [1, -2, 1000]);
    assert_eq!(read::<Vec<u64>>("[1.0,1.8446744073709550e19]"), [1, 18_446_744_073_709_549_568]);
    assert_eq!(read::<i64>("-9223372036854775808.0"), i64::MIN);
    assert_eq!(error::<i64>("1.5"), "invalid value: floating point `1.5`, expected i64");
    assert_eq!(
        error::<i64>("9223372036854775808.0"),
        "invalid value: floating point `9.223372036854776e+18`, expected i64"
    );
    assert_eq!(
        error::<u64>("18446744073709551616.0"),
        "invalid value: floating point `1.8446744073709552e+19`, expected u64"
    );
    assert_eq!(error::<u32>("-1.0"), "invalid value: floating point `-1.0`, expected u32");
    assert_eq!(error::<i32>("1e10"), "invalid value: number `10000000000`, expected i32");
}

#[test]
fn fractions() {
    both(vec![0.1f64, 1e300, -5e-324], "[0.1,1e+300,-5e-324]");
    assert_eq!(serde_json::to_string(&wire_of(0.1f32)).unwrap(), "0.1");
    assert_eq!(read::<Vec<f64>>("[1,-1,18446744073709551615]"), [1.0, -1.0, 18446744073709551615.0]);
    assert_eq!(read::<f32>("0.1"), 0.1f32);
    assert!(error::<f32>("1e300").contains("expected f32"));
    for number in [f64::NAN, f64::INFINITY] {
        let refused = wire::to_json(&vec![number]).unwrap_err().to_string();
        assert!(refused.contains("has no form on the wire"), "{refused}");
    }
    assert!(wire::to_json(&f32::NAN).is_err());
    assert!(serde_json::to_string(&wire_of(f64::NAN)).is_err());
}

/// A bare slot, for serde.
fn wire_of<T: wire::Slot>(value: T) -> impl serde::Serialize {
    struct Bare<T>(T);
    impl<T: wire::Slot> serde::Serialize for Bare<T> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            wire::write(&self.0, serializer)
        }
    }
    Bare(value)
}

#[test]
fn booleans_and_text() {
    both(vec![true, false], "[true,false]");
    both("é\n\u{1f600}\"".to_owned(), "\"é\\n😀\\\"\"");
    assert_eq!(error::<bool>("1"), "invalid type: integer `1`, expected a boolean");
    assert_eq!(error::<String>("null"), "invalid type: null, expected a string");
    assert_eq!(error::<Vec<String>>("[\"a\",{}]"), "[1]: invalid type: map, expected a string");
}

#[test]
fn options() {
    both(vec![Some("a".to_owned()), None], "[\"a\",null]");
    both(vec![Some(1i64), None], "[1,null]");
    both(Some(Box::new(vec![Some(true)])), "[true]");
    assert_eq!(read::<Option<Box<String>>>("null"), None);
}

#[test]
fn arrays_of_fixed_length() {
    both((1i64, "a".to_owned(), None::<bool>), "[1,\"a\",null]");
    both(vec![(1u32,)], "[[1]]");
    assert_eq!(error::<(i64, i64)>("[1]"), "invalid length 1, expected an array of 2 elements");
    assert_eq!(error::<(i64, i64)>("[1,2,3]"), "[2]: more elements than expected");
    assert_eq!(error::<(i64, i64)>("[1,\"a\"]"), "[1]: invalid type: string \"a\", expected i64");
    assert_eq!(error::<(i64,)>("{}"), "invalid type: map, expected a sequence");
}

#[test]
fn maps_keep_their_order() {
    let map: Map<Vec<i64>> =
        [("z", vec![1]), ("a", vec![])].map(|(k, v)| (k.to_owned(), v)).into_iter().collect();
    both(map, r#"{"z":[1],"a":[]}"#);
    assert_eq!(error::<Map<i64>>(r#"{"a":1,"b":null}"#), "b: invalid type: null, expected i64");
    assert_eq!(error::<Map<i64>>(r#"{"a":1,"a":1}"#), "a: duplicate field `a`");
    assert_eq!(error::<Map<i64>>("[]"), "invalid type: sequence, expected a map");
}

#[test]
fn any_json() {
    let text = r#"{"z":[1,-1,18446744073709551615,0.5,null,true],"a":{"é":"x"}}"#;
    both(serde_json::from_str::<Json>(text).unwrap(), text);
    both(vec![Json::Null], "[null]");
}
