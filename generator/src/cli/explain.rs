//! `explain`: what a diagnostic means.

use super::console::{Console, Stop};
use super::reading::unknown_code;
use clap::Args;
use generator::diag::Code;
use generator::diag::code;
use serde_json::{Value, json};

/// Says what a diagnostic means and what to do about it.
#[derive(Args)]
pub struct Explain {
    /// The word in brackets behind `error` or `warning`; all of them are listed if there is none.
    code: Option<String>,
}

impl Explain {
    pub fn run(&self, console: &Console) -> Result<(), Stop> {
        let Some(id) = &self.code else {
            let list = || code::ALL.iter().map(|code| format!("{:28} {}\n", code.id, code.title)).collect();
            return console.report(list, &code::ALL.iter().map(|code| data(code)).collect::<Vec<_>>());
        };
        let code = code::ALL.iter().find(|code| code.id == id).ok_or_else(|| unknown_code(id))?;
        console.report(
            || format!("{}[{}]: {}\n\n{}\n", code.severity, code.id, code.title, code.help),
            &data(code),
        )
    }
}

fn data(code: &Code) -> Value {
    json!({"code": code.id, "severity": code.severity.to_string(), "title": code.title, "help": code.help})
}
