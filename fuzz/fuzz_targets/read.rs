//! Any text becomes a document, or an error: no panic, no hang, and every complaint has a place.
#![no_main]

use generator::diag::Diagnostics;
use generator::source::{self, Input, Sources};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let input = Input::Text { name: "fuzzed.yaml".into(), text: text.to_owned() };
    source::with_stack(|| {
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        let _ = source::read(&input, &mut sources, &mut diags);
        assert!(sources.locations(diags.reported()).iter().all(Option::is_some), "a complaint without a place");
    })
    .expect("a deep stack");
});
