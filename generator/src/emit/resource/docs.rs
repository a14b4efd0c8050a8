//! What is said of a resource, and of each of its calls.

use super::params;
use crate::emit::docs::Comment;
use crate::emit::markdown::code;
use crate::emit::shared::Shared;
use crate::emit::ty::Types;
use crate::emit::{answer, jobs};
use crate::ir::{Ident, Operation};
use crate::plan::call::Call;

/// What is said of the type of a resource: `own` is what the document says, and what its calls say alike stands below.
pub fn of_resource(types: &Types<'_>, name: &Ident, own: &Comment, shared: &Shared) -> Comment {
    let sections = shared.docs(types);
    let mut comment = own.brief();
    if comment.is_empty() && sections.iter().any(|section| !section.is_empty()) {
        comment = Comment::new(format!("What {} gives.", code(&format!("client.{}()", name.0))));
    }
    sections.into_iter().fold(comment, Comment::and)
}

/// What is said of a method: the document's words with the method and the path, and a row for whatever else there is to
/// know before calling it.
pub fn of_call(types: &Types<'_>, shared: &Shared, operation: &Operation<Ident>, call: &Call) -> Comment {
    let answers = answer::successes(operation);
    let (mut own, mut said) = headed(operation, &answers);
    said.extend(shared.arguments(operation, call));
    let others: Vec<String> = params(operation, call)
        .filter(|param| !param.required)
        .map(|param| format!("`{}`", param.name.0))
        .collect();
    if !others.is_empty() {
        said.push(format!("* May be set on the call: {}.", others.join(", ")));
    }
    if answers.len() > 1 {
        said.extend(answers.iter().map(|answer| format!("* Answers {answer}")));
    }
    said.extend(jobs::docs(call));
    if let Some(elsewhere) = Comment::elsewhere(&operation.docs) {
        if own.is_long_prose() {
            own = own.and_sentences(vec![elsewhere + "."]);
        } else {
            said.push(format!("* {elsewhere}"));
        }
    }
    said.extend(shared.errors(types, operation));
    let servers: Vec<String> = operation.servers.iter().map(|server| code(&server.url)).collect();
    let servers = match servers.as_slice() {
        [] => String::new(),
        [only] => format!("Sent to {only}, unless the client has a base URL."),
        several => format!("Sent to one of {}; see `with_server`.", several.join(", ")),
    };
    own.with_rows(&said).and(servers)
}

/// What the document says of an operation, with its method and its path, and with its answer where there is one: behind the
/// first line as far as there is room, else as what the rows below are about.
fn headed(operation: &Operation<Ident>, answers: &[String]) -> (Comment, Vec<String>) {
    let own = Comment::of_operation(operation);
    let line = code(&operation.line());
    let [answer] = answers else {
        return match own.with_first(&line) {
            Some(both) => (both, Vec::new()),
            None => (own, vec![line]),
        };
    };
    let whole = format!("{line} answers {answer}");
    match (own.with_first(&whole), own.with_first(&line)) {
        (Some(both), _) => (both, Vec::new()),
        (None, Some(both)) => (both, vec![format!("* Answers {answer}")]),
        (None, None) => (own, vec![whole]),
    }
}
