//! The headers of answers: `response.header(&headers::NAME)`, also of an error that the API answered.

use super::runtime::answer::Header;

/// How many calls are left.
///
/// `X-Rate-Limit-Remaining`
pub const X_RATE_LIMIT_REMAINING: Header<i64> = Header::new("X-Rate-Limit-Remaining");

/// `X-Tags`
pub const X_TAGS: Header<Vec<String>> = Header::new("X-Tags");
