//! What the server made of the requests.

use serde_json::Value;
use std::fmt;

/// A row of the table.
#[derive(Debug, Default)]
pub struct Row {
    document: String,
    /// Operations of the document that clients have.
    operations: usize,
    /// Without an objection.
    accepted: usize,
    /// A made-up value lacks a pattern, a length, a format or a bound, which are not part of its type.
    values: usize,
    /// No value can be made up for what the operation takes.
    unmade: usize,
    /// The server itself fails, or has no answer to give.
    server: usize,
    /// The request is not what the document says.
    pub wrong: Vec<String>,
}

/// Rules of JSON Schema that a type does not express: `validate()` does.
const OF_VALUES: &[&str] = &[
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maximum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minimum",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

impl Row {
    pub const HEAD: &str = "| document | operations | accepted | value made up badly | not driven | server fails | ours |\n\
                            |---|---:|---:|---:|---:|---:|---:|";
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { document, operations, accepted, values, unmade, server, wrong } = self;
        let wrong = wrong.len();
        write!(f, "| {document} | {operations} | {accepted} | {values} | {unmade} | {server} | {wrong} |")
    }
}

/// Reads what the driver printed: operation, status and body, a line each.
pub fn read(document: &str, output: &str) -> Row {
    let mut row = Row { document: document.to_owned(), ..Row::default() };
    for line in output.lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(id), Some(status), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        row.operations += 1;
        match status {
            "unmade" => row.unmade += 1,
            _ => row.judge(id, status, body),
        }
    }
    row
}

impl Row {
    fn judge(&mut self, id: &str, status: &str, body: &str) {
        let body: Value = serde_json::from_str(body).unwrap_or(Value::String(body.to_owned()));
        let kind = body.get("type").and_then(Value::as_str).unwrap_or_default();
        let Some((_, kind)) = kind.split_once("prism/errors#") else {
            // An answer of the document, whatever its status; or none at all.
            match status {
                "0" => self.wrong.push(format!("{id}: {body}")),
                _ => self.accepted += 1,
            }
            return;
        };
        let objections: Vec<&Value> =
            body.get("validation").and_then(Value::as_array).into_iter().flatten().collect();
        let of_value = |objection: &&Value| {
            objection.get("code").and_then(Value::as_str).is_some_and(|code| OF_VALUES.contains(&code))
        };
        let of_answer =
            |objection: &&Value| objection.pointer("/location/0").and_then(Value::as_str) == Some("response");
        match kind {
            // Objections to the server's own answer.
            "VIOLATIONS" if objections.iter().all(of_answer) => self.server += 1,
            "UNPROCESSABLE_ENTITY" | "VIOLATIONS"
                if !objections.is_empty() && objections.iter().all(of_value) =>
            {
                self.values += 1
            }
            // Answers that it cannot make.
            "NO_RESPONSE_DEFINED"
            | "NO_COMPLEX_OBJECT_TEXT"
            | "SCHEMA_TOO_COMPLEX"
            | "NOT_ACCEPTABLE"
            | "UNKNOWN"
            | "NO_SUCCESS_RESPONSE_DEFINED" => self.server += 1,
            _ => self.wrong.push(format!("{id}: {kind} {}", body.get("validation").unwrap_or(&body))),
        }
    }
}
