//! What the lines of a ledger are made of: names of Rust, and parts, which are a name with a type and a text in JSON.

use serde::Deserialize;
use serde_json::Value;
use std::fmt;

/// An identifier of Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Name(pub String);

impl TryFrom<String> for Name {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // What is read here is printed as code.
        if syn::parse_str::<syn::Ident>(&text).is_ok() {
            Ok(Name(text))
        } else {
            Err(format!("`{text}` is not a name of Rust"))
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A method, behind the module of its resource.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Path {
    /// The module.
    pub resource: Name,
    /// The method.
    pub method: Name,
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (resource, method) = text.split_once('.').ok_or_else(|| format!("`{text}` has no `.`"))?;
        Ok(Path { resource: resource.to_owned().try_into()?, method: method.to_owned().try_into()? })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.resource, self.method)
    }
}

/// A field, value, variant or parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Part {
    /// What it is called in Rust.
    pub name: Name,
    /// Its type; empty where it has none.
    pub ty: String,
    /// What it is in JSON, as JSON; empty where that is its name.
    pub json: String,
}

impl Part {
    /// What it is called in JSON, or its value there.
    pub fn wire(&self) -> Value {
        let plain = || Value::from(self.name.0.trim_start_matches("r#"));
        if self.json.is_empty() {
            plain()
        } else {
            serde_json::from_str(&self.json).unwrap_or_else(|_| plain())
        }
    }

    /// Whether that is this value.
    pub fn is(&self, wire: &Value) -> bool {
        match wire {
            Value::String(text) => self.is_called(text),
            _ => !self.json.is_empty() && self.wire() == *wire,
        }
    }

    /// Whether that is this text: without reading it as JSON, since every part is asked for every name.
    pub fn is_called(&self, text: &str) -> bool {
        if self.json.is_empty() {
            return self.name.0.trim_start_matches("r#") == text;
        }
        if self.json.contains('\\') {
            return self.wire() == text;
        }
        let quoted = self.json.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        quoted == Some(text)
    }

    /// With a name in JSON, which is said only where it is another.
    pub fn named(name: &str, ty: String, wire: &str) -> Self {
        let is_same = name.trim_start_matches("r#") == wire;
        let json = if is_same { String::new() } else { Value::from(wire).to_string() };
        Part { name: Name(name.to_owned()), ty, json }
    }
}

impl TryFrom<String> for Part {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (declared, json) = text.split_once(" = ").unwrap_or((&text, ""));
        let (name, ty) = declared.split_once(": ").unwrap_or((declared, ""));
        if !json.is_empty() && serde_json::from_str::<Value>(json).is_err() {
            return Err(format!("`{json}` is not JSON"));
        }
        Ok(Part { name: name.to_owned().try_into()?, ty: ty.to_owned(), json: json.to_owned() })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name.0)?;
        if !self.ty.is_empty() {
            write!(f, ": {}", self.ty)?;
        }
        if !self.json.is_empty() {
            write!(f, " = {}", self.json)?;
        }
        Ok(())
    }
}
