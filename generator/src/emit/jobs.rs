//! The methods of calls that start work which takes longer than a call, and of those that tell how far it is.

use super::answer;
use super::markdown::code;
use super::print;
use super::ty::Types;
use crate::plan::answer::Returned;
use crate::plan::call::Call;
use crate::plan::jobs::{Asked, Starts, With};

/// A macro that gives methods to the calls of a type, and what it takes behind the name of that.
pub type Given = (&'static str, String);

/// The macros that give them.
pub fn methods(types: &Types<'_>, call: &Call) -> impl Iterator<Item = Given> {
    let answered = match &call.answer {
        Returned::Json(_) => answer::ty(types, &call.answer),
        _ => String::new(),
    };
    let asked = call.asked.as_ref().map(|said| ("jobs::asked", format!("{answered}, {}", asked(said))));
    let starts = call.starts.as_ref().map(|starts| ("jobs::starts", self::starts(types, &answered, starts)));
    asked.into_iter().chain(starts)
}

/// What the docs of the method say of them.
pub fn docs(call: &Call) -> Option<String> {
    if call.starts.is_some() {
        return Some(
            "* Starts work that takes longer: `start_job()` gives what asks until it is done.".to_owned(),
        );
    }
    let asked = call.asked.as_ref()?;
    let state = code(&asked.state.join("."));
    let done: Vec<String> = asked.done.iter().map(|value| code(value)).collect();
    Some(format!("* `until_done()` asks until {state} is {}.", done.join(" or ")))
}

fn asked(Asked { state, done, failed }: &Asked) -> String {
    let [state, done, failed] = [state, done, failed].map(|texts| print::texts(texts));
    format!("jobs::Asked {{ state: {state}, done: {done}, failed: {failed} }}")
}

fn starts(types: &Types<'_>, answered: &str, starts: &Starts) -> String {
    let with = |with: &With| match with {
        With::Same(name) => format!("jobs::With::Same({})", print::text(name)),
        With::Answer(keys) => format!("jobs::With::Answer({})", print::texts(keys)),
    };
    let with: Vec<String> = starts.with.iter().map(with).collect();
    format!(
        "{answered} => {}, jobs::Starts {{\n    asks: &{}, with: &[{}],\n    asked: {},\n}}",
        types.text(&starts.answer),
        starts.table.0,
        with.join(", "),
        asked(&starts.asked),
    )
}
