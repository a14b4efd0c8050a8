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
    /// Without one once no list in a query may be null.
    lists: usize,
    /// A made-up value lacks a pattern, a length, a format or a bound, which are not part of its type.
    values: usize,
    /// No value can be made up for what the operation takes.
    unmade: usize,
    /// The server itself fails, or has no answer to give.
    server: usize,
    /// The request is not what the document says: the operation, and the objections.
    pub wrong: Vec<(String, String)>,
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

/// What the header says where there are more objections than it can hold, and the first is to the answer.
const CUT_OFF: &str = "Too many violations! [{\"location\":[\"response\"";

impl Row {
    pub const HEAD: &str = "| document | operations | accepted | list or null | value made up badly | not driven | server fails | other |\n\
                            |---|---:|---:|---:|---:|---:|---:|---:|";

    /// Takes from the wrong requests those that another run of the same has nothing against.
    pub fn without_null_lists(&mut self, other: &Row) {
        let is_wrong = |id: &String| other.wrong.iter().any(|(wrong, _)| wrong == id);
        let before = self.wrong.len();
        self.wrong.retain(|(id, _)| is_wrong(id));
        self.lists = before - self.wrong.len();
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { document, operations, accepted, lists, values, unmade, server, wrong } = self;
        let wrong = wrong.len();
        write!(
            f,
            "| {document} | {operations} | {accepted} | {lists} | {values} | {unmade} | {server} | {wrong} |"
        )
    }
}

/// Reads what the driver printed: operation, status, objections and body, a line each.
pub fn read(document: &str, output: &str) -> Row {
    let mut row = Row { document: document.to_owned(), ..Row::default() };
    for line in output.lines() {
        let mut parts = line.splitn(4, '\t');
        let (Some(id), Some(status), Some(said), Some(body)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        row.operations += 1;
        match status {
            "unmade" => row.unmade += 1,
            _ => row.judge(id, status, said, body),
        }
    }
    row
}

impl Row {
    fn judge(&mut self, id: &str, status: &str, said: &str, body: &str) {
        let body: Value = serde_json::from_str(body).unwrap_or(Value::String(body.to_owned()));
        let problem =
            body.get("type").and_then(Value::as_str).and_then(|kind| kind.split_once("prism/errors#"));
        let said = match (said, problem) {
            ("", None) => Value::Array(Vec::new()),
            ("", Some(_)) => body.get("validation").cloned().unwrap_or(Value::Array(Vec::new())),
            // What was cut off: those to the request come first, so that there is none where the first is to the answer.
            (said, _) if said.starts_with(CUT_OFF) => Value::Array(Vec::new()),
            // One that cannot be read is an objection all the same.
            (said, _) => serde_json::from_str(said).unwrap_or(Value::Array(vec![said.into()])),
        };
        // Those to its own answer are the server's business, and that something is deprecated is no fault.
        let is_of_answer =
            |objection: &Value| objection.pointer("/location/0").and_then(Value::as_str) == Some("response");
        let is_hint =
            |objection: &Value| objection.get("severity").is_some_and(|severity| severity == "Warning");
        let of_answer = |objection: &Value| is_of_answer(objection) || is_hint(objection);
        let objections: Vec<&Value> =
            said.as_array().into_iter().flatten().filter(|one| !of_answer(one)).collect();
        let of_value = |objection: &&Value| {
            objection.get("code").and_then(Value::as_str).is_some_and(|code| OF_VALUES.contains(&code))
        };
        let is_ours = |kind| {
            matches!(
                kind,
                "UNPROCESSABLE_ENTITY"
                    | "UNAUTHORIZED"
                    | "NO_PATH_MATCHED_ERROR"
                    | "NO_METHOD_MATCHED_ERROR"
                    | "NO_SERVER_MATCHED_ERROR"
                    | "INVALID_CONTENT_TYPE"
                    | "NO_BASE_URL_ERROR"
            )
        };
        match problem {
            _ if !objections.is_empty() && objections.iter().all(of_value) => self.values += 1,
            _ if !objections.is_empty() => {
                let said = Value::from_iter(objections.into_iter().cloned());
                self.wrong.push((id.to_owned(), said.to_string()));
            }
            Some((_, kind)) if is_ours(kind) => self.wrong.push((id.to_owned(), body.to_string())),
            // An answer that it cannot make.
            Some(_) => self.server += 1,
            None if status == "0" => self.wrong.push((id.to_owned(), body.to_string())),
            None => self.accepted += 1,
        }
    }
}
