//! Paths: their parameters filled in (OpenAPI, "Path Templating").

use super::error::Error;
use super::operation::{Param, Style};
use super::percent::{encoded, reserved, reserved_in_path};
use super::value::Value;

/// Fills in one parameter of a path template.
///
/// An empty value is refused: `/pets/` is another resource than a pet without a name. So is a value that makes a
/// segment `.` or `..`, which every URL parser on the way would resolve.
pub(super) fn fill(path: &mut String, param: &Param, value: &Value) -> Result<(), Error> {
    let name = param.name;
    let hole = format!("{{{name}}}");
    let Some((before, after)) = path.split_once(&hole) else {
        return Err(Error::misuse(format!("the path {path} has no parameter \"{name}\"")));
    };
    let encode = |text: &str| match param.allow_reserved {
        true => reserved(text, reserved_in_path),
        false => encoded(text),
    };
    let text = match param.style {
        Style::Simple => value.joined(param.explode, ",", encode),
        Style::Label if value.is_empty() => String::new(),
        Style::Label => {
            format!(".{}", value.joined(param.explode, if param.explode { "." } else { "," }, encode))
        }
        Style::Matrix => matrix(param, value, encode),
        style => return Err(Error::misuse(format!("a path parameter cannot have the style {style:?}"))),
    };
    if text.is_empty() {
        return Err(Error::misuse(format!("the path parameter \"{name}\" is empty")));
    }
    *path = format!("{before}{text}{after}");
    Ok(())
}

/// `;color=blue,black`, exploded `;color=blue;color=black` and `;R=100;G=200` (RFC 6570, section 3.2.7).
fn matrix(param: &Param, value: &Value, encode: impl Copy + Fn(&str) -> String) -> String {
    let named = |text: String| {
        let equals = if text.is_empty() { "" } else { "=" };
        format!(";{}{equals}{text}", encoded(param.name))
    };
    match value {
        _ if value.is_empty() => String::new(),
        Value::List(items) if param.explode => items.iter().map(|item| named(encode(item))).collect(),
        Value::Object(_) if param.explode => format!(";{}", value.joined(true, ";", encode)),
        _ => named(value.joined(false, ",", encode)),
    }
}

/// Refuses a path of which a segment would be resolved away (RFC 3986, section 5.2.4).
pub(super) fn check(path: &str) -> Result<(), Error> {
    if path.split(['/', '\\']).any(is_dots) {
        return Err(Error::misuse("a segment of the path is \".\" or \"..\", which would lead elsewhere"));
    }
    Ok(())
}

/// Whether a segment is one dot or two, each as itself or percent-encoded.
fn is_dots(segment: &str) -> bool {
    let (mut rest, mut dots) = (segment, 0);
    while let Some(after) = [".", "%2e", "%2E"].iter().find_map(|dot| rest.strip_prefix(dot)) {
        (rest, dots) = (after, dots + 1);
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}
