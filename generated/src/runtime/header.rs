//! Headers: parameters in the style of the specification, and a caller's own.

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_LENGTH, COOKIE, HOST, PROXY_AUTHORIZATION, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::error::Error;
use super::operation::{Param, Style};
use super::value::Value;

/// Adds a header parameter: `blue,black`, exploded objects as `R=100,G=200`; nothing is percent-encoded.
pub(super) fn param(headers: &mut HeaderMap, param: &Param, value: &Value) -> Result<(), Error> {
    if param.style != Style::Simple {
        return Err(Error::misuse(format!("a header parameter cannot have the style {:?}", param.style)));
    }
    match value {
        Value::Absent => Ok(()),
        value => set(headers, param.name, &value.joined(param.explode, ",", str::to_owned)),
    }
}

/// Sets a header by text. Those that frame the message are refused: whoever sets them splits it.
pub(super) fn set(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), Error> {
    let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(Error::misuse(format!("\"{}\" cannot be the name of a header", name.escape_debug())));
    };
    if [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].contains(&name) {
        return Err(Error::misuse(format!("the header {name} is set by the transport alone")));
    }
    let Ok(mut value) = HeaderValue::from_bytes(value.as_bytes()) else {
        return Err(Error::misuse(format!("the value of the header {name} has a control character")));
    };
    value.set_sensitive([AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(&name));
    headers.insert(name, value);
    Ok(())
}
