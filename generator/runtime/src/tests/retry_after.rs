use std::time::{Duration, SystemTime};

use http::HeaderName;

use super::super::retry_after::retry_after;

fn read(rows: &[(&'static str, &str)]) -> Option<Duration> {
    let headers = rows.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
    // 1994-11-06 08:49:37, a second before the example of RFC 9110.
    retry_after(&headers.collect(), SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_776))
}

#[test]
fn reads_all_forms() {
    let after = "retry-after";
    assert_eq!(read(&[]), None);
    assert_eq!(read(&[(after, "120")]), Some(Duration::from_secs(120)));
    assert_eq!(read(&[(after, " 0 ")]), Some(Duration::ZERO));
    assert_eq!(read(&[(after, "1.5")]), Some(Duration::from_millis(1500)));
    assert_eq!(read(&[(after, "120"), ("retry-after-ms", "250")]), Some(Duration::from_millis(250)));
    assert_eq!(read(&[(after, "120"), ("retry-after-ms", "soon")]), Some(Duration::from_secs(120)));
    assert_eq!(read(&[(after, "Sun, 06 Nov 1994 08:49:37 GMT")]), Some(Duration::from_secs(1)));
    assert_eq!(read(&[(after, "Sunday, 06-Nov-94 08:49:38 GMT")]), Some(Duration::from_secs(2)));
    assert_eq!(read(&[(after, "Sun Nov  6 08:49:39 1994")]), Some(Duration::from_secs(3)));
    assert_eq!(read(&[(after, "Sat, 05 Nov 1994 08:49:37 GMT")]), Some(Duration::ZERO));
}

#[test]
fn a_date_is_compared_with_the_servers_own() {
    let rows = [("date", "Tue, 15 Nov 1994 08:12:31 GMT"), ("retry-after", "Tue, 15 Nov 1994 08:12:34 GMT")];
    assert_eq!(read(&rows), Some(Duration::from_secs(3)));
}

#[test]
fn ignores_what_is_none() {
    for text in ["", "-1", "1e9", "inf", "NaN", "soon", "1.2.3", "+5"] {
        assert_eq!(read(&[("retry-after", text)]), None, "{text}");
    }
}

#[test]
fn an_absurd_wait_is_a_long_one() {
    let text = "9".repeat(400);
    assert_eq!(read(&[("retry-after", &text)]), Some(Duration::MAX));
}
