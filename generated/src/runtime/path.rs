//! Paths: their parameters filled in (OpenAPI, "Path Templating").

use super::error::Error;
use super::operation::{Param, Style};
use super::percent;
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
    let text = match param.style {
        Style::Simple => simple(value, param.explode),
        style => {
            return Err(Error::misuse(format!("a path parameter cannot have the style {style:?}")));
        }
    };
    if text.is_empty() {
        return Err(Error::misuse(format!("the path parameter \"{name}\" is empty")));
    }
    *path = format!("{before}{text}{after}");
    Ok(())
}

/// Refuses a path of which a segment would be resolved away (RFC 3986, section 5.2.4).
pub(super) fn check(path: &str) -> Result<(), Error> {
    let dots =
        |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split(['/', '\\']).any(dots) {
        return Err(Error::misuse("a segment of the path is \".\" or \"..\", which would lead elsewhere"));
    }
    Ok(())
}

/// `blue,black`; exploded objects as `R=100,G=200` (RFC 6570, section 3.2.2).
fn simple(value: &Value, explode: bool) -> String {
    let mut out = String::new();
    let encode = |out: &mut String, text: &str| percent::encode_into(out, text, percent::unreserved);
    match value {
        Value::Absent => {}
        Value::Scalar(text) => encode(&mut out, text),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                encode(&mut out, item);
            }
        }
        Value::Object(entries) => {
            for (index, (key, entry)) in entries.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                encode(&mut out, key);
                out.push(if explode { '=' } else { ',' });
                encode(&mut out, entry);
            }
        }
    }
    out
}
