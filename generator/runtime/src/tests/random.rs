use std::collections::BTreeSet;

use super::super::random;

#[test]
fn keys_are_uuids_and_differ() {
    let keys: BTreeSet<_> = (0..1000).map(|_| random::key()).collect();
    assert_eq!(keys.len(), 1000);
    for key in keys {
        assert_eq!(key.len(), 36);
        assert_eq!(&key[14..15], "4");
        assert!(matches!(&key[19..20], "8" | "9" | "a" | "b"));
    }
}

#[test]
fn unit_stays_in_its_range_and_fills_it() {
    let numbers: Vec<_> = (0..1000).map(|_| random::unit()).collect();
    assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
    assert!(numbers.iter().any(|&number| number < 0.1) && numbers.iter().any(|&number| number > 0.9));
}
