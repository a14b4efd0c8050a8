//! A program that was written against a crate compiles with the next one: the same text in both modules below, beside the
//! models that `ledger.rs` holds to be what is generated.
#![allow(deprecated, dead_code)]

/// What generated models need of a client, where a client has it.
#[allow(unused_imports)]
#[path = "../runtime/src"]
mod runtime {
    pub mod wire;
}

#[rustfmt::skip]
#[path = "cases/ledger/first.rs"]
mod first_types;

#[rustfmt::skip]
#[path = "cases/ledger/second.rs"]
mod second_types;

mod first {
    use super::first_types::*;
    include!("cases/ledger/program.rs");
}

mod second {
    use super::second_types::*;
    include!("cases/ledger/program.rs");
}

use runtime::wire;

const LOAN: &str = r#"{"id":"1","state":"overdue","item":{"kind":"film","title":"F"},"note":"n"}"#;
const SHELF: &str = r#"{"row":1,"label":"l"}"#;

#[test]
fn one_program_runs_with_both() {
    let first = {
        let loan: first_types::Loan = wire::from_json(LOAN.as_bytes()).expect("a loan");
        let shelf: first_types::Shelf = wire::from_json(SHELF.as_bytes()).expect("a shelf");
        let (loan_sent, book) = first::write();
        (
            first::read(&loan, &shelf),
            wire::to_json(&loan_sent).expect("JSON"),
            wire::to_json(&book).expect("JSON"),
        )
    };
    let second = {
        let loan: second_types::Loan = wire::from_json(LOAN.as_bytes()).expect("a loan");
        let shelf: second_types::Shelf = wire::from_json(SHELF.as_bytes()).expect("a shelf");
        let (loan_sent, book) = second::write();
        (
            second::read(&loan, &shelf),
            wire::to_json(&loan_sent).expect("JSON"),
            wire::to_json(&book).expect("JSON"),
        )
    };
    let read = |json: &[u8]| serde_json::from_slice::<serde_json::Value>(json).expect("JSON");
    assert_eq!(first.0, second.0);
    // The order of properties is that of the document.
    assert_eq!((read(&first.1), read(&first.2)), (read(&second.1), read(&second.2)));
}
