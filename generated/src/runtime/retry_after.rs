//! How long a server asks to wait.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

/// Reads `Retry-After-Ms` (milliseconds, not standard but exact) or `Retry-After` (RFC 9110, section 10.2.3: seconds
/// or a date). What is malformed is ignored, a date in the past is no time at all.
///
/// A date is compared with the server's own, if the answer has one: `now` is the clock of another machine.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    static MILLISECONDS: HeaderName = HeaderName::from_static("retry-after-ms");
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let number = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        text.parse::<f64>().ok().filter(|_| plain)
    };
    if let Some(milliseconds) = text(&MILLISECONDS).and_then(number) {
        return Some(seconds(milliseconds / 1000.0));
    }
    let value = text(&RETRY_AFTER)?;
    if let Some(number) = number(value) {
        return Some(seconds(number));
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let now = text(&DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now);
    Some(then.duration_since(now).unwrap_or_default())
}

/// A wait that no clock can count to is as long as there is.
fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX)
}
