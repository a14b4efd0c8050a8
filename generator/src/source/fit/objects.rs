//! What the table cannot say of single kinds: fields that depend on one another.

use serde_json::{Map, Value};

use super::fitter::Fitted::{self, *};
use super::fitter::{Fitter, Out};
use super::table::{Filler, Kind};
use super::{PREFIX, key};
use crate::diag::{At, code};
use crate::source::members::{Members, put_some};

impl Fitter<'_> {
    /// Section 4.8.12: which styles there are depends on where the parameter is.
    pub(super) fn parameter(&mut self, out: &mut Out, at: At<'_>) {
        let place = out.text("in").unwrap_or("query").to_owned();
        let (styles, later): (&[&str], &[&str]) = match place.as_str() {
            "header" => (&["simple"], &[]),
            "path" => (&["simple", "label", "matrix"], &[]),
            "cookie" => (&["form"], &["cookie"]),
            _ => (&["form", "spaceDelimited", "pipeDelimited", "deepObject"], &[]),
        };
        match out.text("style").map(str::to_owned) {
            Some(style) if later.contains(&style.as_str()) => out.set_aside("style"),
            Some(style) if !styles.contains(&style.as_str()) => {
                let list = styles.join(", ");
                let message = format_args!("`{style}` is no style of a {place} parameter; there is {list}");
                self.diags.report(&code::UNKNOWN_VALUE, at.key("style"), message);
                out.ignore("style");
            }
            _ => {}
        }
        if place != "query" {
            out.set_aside("allowReserved");
            out.set_aside("allowEmptyValue");
        }
        self.schema_or_content("parameter", out, at);
    }

    /// Section 4.8.12.2: a parameter or header has a schema or a content, not both. Returns the content that is ignored, as
    /// it was written.
    pub(super) fn content_beside_schema(&mut self, members: &mut Members, at: At<'_>) -> Option<Value> {
        let both = members.get("schema").is_some_and(|schema| !schema.is_null())
            && members.get("content").is_some_and(Value::is_object);
        if !both {
            return None;
        }
        let message = "both `schema` and `content`: `content` is ignored";
        self.report_key(&code::SCHEMA_AND_CONTENT, at.key("content"), message);
        members.shift_remove("content")
    }

    /// Section 4.8.12.2: a parameter or header has a schema or a content.
    pub(super) fn schema_or_content(&mut self, name: &str, out: &mut Out, at: At<'_>) {
        if out.members.contains_key("schema") || out.members.contains_key("content") {
            return;
        }
        let message = format_args!("a {name} without `schema` or `content`: any value is accepted");
        self.diags.report(&code::MISSING_FIELD, at, message);
        let hole = Map::from_iter([(key::SYNTH.to_owned(), Value::Bool(true))]);
        out.members.insert("schema".into(), Value::Object(hole));
    }

    /// Section 4.8.27: which fields there are depends on the type.
    pub(super) fn security_scheme(&mut self, out: &mut Out, at: At<'_>) {
        let (kind, own, needs): (&str, &[&str], &[(&str, Filler)]) = match out.text("type") {
            Some("apiKey") => ("apiKey", &["name", "in"], &[("name", EMPTY), ("in", Filler::Text("header"))]),
            Some("oauth2") => ("oauth2", &["flows"], &[("flows", Filler::EmptyObject)]),
            Some("openIdConnect") => ("openIdConnect", &["openIdConnectUrl"], &[("openIdConnectUrl", EMPTY)]),
            // The model has to call a scheme of any other type something; `x-fit-type` says what it is.
            _ => ("http", &["scheme", "bearerFormat"], &[("scheme", EMPTY)]),
        };
        let known = out.members.contains_key("type");
        if !known {
            if !out.members.contains_key(key::TYPE) {
                let message = "a security scheme without `type`: it cannot be used";
                self.diags.report(&code::MISSING_FIELD, at, message);
            }
            out.make_up("type", Filler::Text(kind));
        }
        for field in ["name", "in", "scheme", "bearerFormat", "flows", "openIdConnectUrl"] {
            if !own.contains(&field) {
                out.set_aside(field);
            }
        }
        for (field, filler) in
            needs.iter().filter(|need| !out.members.contains_key(need.0)).collect::<Vec<_>>()
        {
            if known && !out.members.contains_key(&format!("{PREFIX}{field}")) {
                let becomes = if *field == "in" {
                    "it is sent in a header"
                } else {
                    "credentials cannot be sent by it"
                };
                let becomes = if *field == "flows" { "tokens are to be given" } else { becomes };
                let message = format_args!("a security scheme of type {kind} without `{field}`: {becomes}");
                self.diags.report(&code::MISSING_FIELD, at, message);
            }
            out.make_up(field, *filler);
        }
    }

    /// Section 4.8.8, Paths Object.
    pub(super) fn paths(&mut self, members: Members, at: At<'_>) -> Members {
        self.each_named(members, at, |this, name, value, here| match value {
            Value::Object(item) if name.starts_with('/') => {
                Ok(this.object_or_ref(Kind::PathItem, item, here))
            }
            other if name.starts_with('/') => {
                this.complain("a path item", &other, here);
                Err(other)
            }
            other => {
                let message = format_args!("`{name}` is left out, because there is `/{name}` too");
                this.report_key(&code::PATH_WITHOUT_SLASH, here, message);
                Err(other)
            }
        })
    }

    /// Section 4.8.16, Responses Object.
    pub(super) fn responses(&mut self, members: Members, at: At<'_>) -> Members {
        self.each_named(members, at, |this, name, value, here| match (is_status(name), value) {
            (true, Value::Object(response)) => Ok(this.object_or_ref(Kind::Response, response, here)),
            (true, other) => {
                this.complain("a response", &other, here);
                Err(other)
            }
            (false, other) => {
                let message = format_args!("`{name}` is no status code: it is left out");
                this.report_key(&code::NOT_A_STATUS_CODE, here, message);
                Err(other)
            }
        })
    }

    /// An object whose names are the document's own, beside extensions: what does not fit is set aside.
    fn each_named(
        &mut self,
        members: Members,
        at: At<'_>,
        fit: impl Fn(&mut Self, &str, Value, At<'_>) -> Result<Value, Value>,
    ) -> Members {
        let (mut out, mut stash) = (Map::new(), Map::new());
        for (name, value) in members {
            if let Some(extension) = extension(&name) {
                out.insert(extension, value);
                continue;
            }
            match fit(self, &name, value, at.key(&name)) {
                Ok(value) => out.insert(name, value),
                Err(value) => stash.insert(name, value),
            };
        }
        put_some(&mut out, key::STASH, stash);
        out
    }

    /// Section 4.8.30, Security Requirement Object.
    pub(super) fn security(&mut self, value: Value, at: At<'_>) -> Fitted {
        let strings = |list: &Value| list.as_array().is_some_and(|list| list.iter().all(Value::is_string));
        let fits = |value: &Value| value.as_object().is_some_and(|map| map.values().all(strings));
        match value.as_array() {
            Some(list) if list.iter().all(fits) => Here(value),
            _ => self.wrong("a list of security requirements", value, at),
        }
    }

    /// Callbacks of an operation: all of them fit, or all are kept as they are, and nothing is generated from them.
    pub(super) fn callbacks(&mut self, map: Members, at: At<'_>) -> Fitted {
        let fits = map.values().all(|value| value.as_object().is_some_and(callback_fits));
        if !fits || map.is_empty() {
            return Beside(Value::Object(map));
        }
        let callbacks = map.into_iter().map(|(name, value)| match value {
            Value::Object(callback) => {
                let callback = self.callback(callback, at.key(&name));
                (name, Value::Object(callback))
            }
            other => (name, other),
        });
        Here(Value::Object(callbacks.collect()))
    }

    /// Section 4.8.18. The model has no place for extensions of a callback, nor for anything but path items in it.
    pub(super) fn callback(&mut self, members: Members, at: At<'_>) -> Members {
        if !callback_fits(&members) {
            let hole = Map::from_iter([(key::RAW.to_owned(), Value::Object(members))]);
            return Map::from_iter([(key::RAW.to_owned(), Value::Object(hole))]);
        }
        let items = members.into_iter().map(|(name, value)| match value {
            Value::Object(item) => {
                let item = self.object(Kind::PathItem, item, at.key(&name));
                (name, Value::Object(item))
            }
            other => (name, other),
        });
        items.collect()
    }
}

const EMPTY: Filler = Filler::Text("");

/// Section 4.8.15: `explode` is true by default where the style is `form`, and the model cannot say "not written".
pub(super) fn encoding(out: &mut Out) {
    if out.members.get("explode") == Some(&Value::Bool(false)) {
        out.set_aside("explode");
    }
}

/// Section 4.8.20: a link names its operation in one of two ways.
pub(super) fn link(out: &mut Out) {
    match (out.members.contains_key("operationRef"), out.members.contains_key("operationId")) {
        (true, true) => out.set_aside("operationRef"),
        (false, false) => out.make_up("operationId", EMPTY),
        _ => {}
    }
}

/// Whether `openapiv3` can hold a callback: it models neither references nor extensions of one.
pub(super) fn callback_fits(callback: &Members) -> bool {
    callback.iter().all(|(name, item)| name != "$ref" && !name.starts_with("x-") && item.is_object())
}

/// The name under which an extension is kept; `None` for anything else.
fn extension(name: &str) -> Option<String> {
    match name {
        _ if name.starts_with(PREFIX) => Some(format!("{PREFIX}{name}")),
        _ => name.starts_with("x-").then(|| name.to_owned()),
    }
}

/// Whether a name is a status code, a range of them, or `default`, as `openapiv3` knows them.
fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] | [b'1'..=b'9', b'X', b'X'] => true,
        _ => name == "default",
    }
}
