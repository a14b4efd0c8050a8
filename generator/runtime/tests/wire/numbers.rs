use super::wire;

/// Doubles are read as the nearest there is, so that what was printed by another program is printed the same again.
#[test]
fn doubles_come_back_as_they_were_written() {
    for text in ["0.9940800441842205", "0.9578730257009361", "1.1754943508222875e-38", "-0.1", "5e-324"] {
        let double: f64 = wire::from_json(text.as_bytes()).expect("a double");
        assert_eq!(wire::to_json(&double).expect("JSON"), text.as_bytes());
        let json: wire::Json = wire::from_json(text.as_bytes()).expect("a value");
        assert_eq!(wire::to_json(&json).expect("JSON"), text.as_bytes());
    }
}
