//! Texts made to make a reader fail, hang, or eat memory.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use generator::diag::{Diagnostics, code, render};
use generator::source::{self, Document, Input, Sources};

/// How long `serde_yaml` alone takes now, on this machine, for a text of as many lines as the longest here.
fn plainly() -> Duration {
    let lines: String = (0..40_000).map(|i| format!("S{i}: {{$ref: '#/x-links/S{i}'}}\n")).collect();
    let start = Instant::now();
    let value: Result<serde_yaml::Value, _> = serde_yaml::from_str(&lines);
    assert!(value.is_ok());
    start.elapsed()
}

/// What became of a text: the document, what was reported, and how that is shown.
fn read(input: &Input) -> (Option<Document>, Vec<&'static str>, String) {
    let start = Instant::now();
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let document =
        source::with_stack(|| source::read(input, &mut sources, &mut diags)).expect("a deep stack");
    let shown = render::render(&sources.show(diags.reported()), render::Colour::Never);
    let took = start.elapsed();
    // What is quadratic takes thousands of times as long as reading plainly.
    if took > Duration::from_secs(1) {
        let plain = plainly();
        assert!(took < 30 * plain, "{took:?}, where plain reading takes {plain:?}");
    }
    assert!(document.is_some() || diags.errors() > 0, "refused without a reason");
    (document, diags.reported().iter().map(|diagnostic| diagnostic.code.id).collect(), shown)
}

fn text(text: String) -> Input {
    Input::Text { name: "trap".into(), text }
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n";

/// Files whose name starts with `no.` are refused with an error in them; all others are read without an objection.
#[test]
fn small_traps() {
    let entries = std::fs::read_dir("tests/cases/traps").expect("a folder of traps");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a trap").path()).collect();
    paths.sort();
    assert!(paths.len() >= 30);
    for path in paths {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (document, codes, shown) = read(&Input::Path(path));
        if name.starts_with("no.") {
            assert!(!codes.is_empty(), "{name} is not objected to");
            assert!(shown.contains("error["), "{name}: {shown}");
            let about_bytes = codes.contains(&code::UNREADABLE_FILE.id);
            assert!(about_bytes || shown.contains(&format!("{name}:")), "{name} has no place: {shown}");
        } else {
            assert_eq!(codes, [] as [&str; 0], "{name}: {shown}");
            assert!(document.is_some(), "{name}");
        }
    }
}

#[test]
fn depth_is_bounded() {
    let deep = |open: &str, close: &str, count: usize| {
        format!("{HEAD}x-a: {}{}\n", open.repeat(count), close.repeat(count))
    };
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("[", ""), ("{a: ", ""), ("- ", "")] {
        let (document, codes, shown) = read(&text(deep(open, close, 100_000)));
        assert!(document.is_none(), "{open}");
        assert!(codes == [code::NESTED_TOO_DEEP.id] || codes == [code::SYNTAX.id], "{open}: {shown}");
    }
    let blocks: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert_eq!(
        read(&text(format!("{HEAD}x-a:\n{}", blocks.replace("a:", " a:")))).1,
        [code::NESTED_TOO_DEEP.id]
    );
    let json = |count: usize| {
        let (open, close) = ("[".repeat(count), "]".repeat(count));
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"paths\": {{}}, \"x-a\": {open}{close}}}"
        )
    };
    assert_eq!(read(&text(json(100_000))).1, [code::NESTED_TOO_DEEP.id]);
    // As deep as can be is still read, on the stack that there is.
    assert!(read(&text(json(120))).0.is_some());
    let schema = "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(55) + "{}" + &"}}".repeat(55);
    let nested = format!("{HEAD}components: {{schemas: {{S: {schema}}}}}\n");
    assert!(read(&text(nested)).0.is_some());
}

/// Brackets in strings nest nothing.
#[test]
fn brackets_in_text_are_text() {
    let many = "[{".repeat(50_000);
    for scalar in [format!("'{many}'"), format!("\"{many}\""), format!("|\n  {many}"), format!("x {many}")] {
        let (document, codes, shown) = read(&text(format!("{HEAD}x-a: {scalar}\n# {many}\n")));
        assert_eq!(codes, [] as [&str; 0], "{}", shown.get(..300).unwrap_or(&shown));
        assert!(document.is_some());
    }
}

#[test]
fn aliases_are_bounded() {
    let doubling: String =
        (1..28).map(|i| format!("x-{i}: &a{i} {{l: *a{}, r: *a{}}}\n", i - 1, i - 1)).collect();
    let tens: String = (1..10)
        .map(|i| format!("x-{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", ")))
        .collect();
    let wide = format!("x-l: [{}]\n", vec!["*a0"; 2_000].join(", "));
    let texts = [
        format!("{HEAD}x-0: &a0 {{k: ha}}\n{doubling}"),
        format!("{HEAD}x-0: &a0 [ha, ha]\n{tens}"),
        format!("{HEAD}x-0: &a0 '{}'\n{wide}", "x".repeat(200_000)),
    ];
    for bomb in texts {
        let (document, codes, shown) = read(&text(bomb));
        assert_eq!(codes, [code::ALIASES_TOO_LARGE.id], "{shown}");
        assert!(document.is_none());
    }
    // Aliases as people use them.
    let common = format!("{HEAD}x-0: &a0 {{type: string}}\nx-l: [{}]\n", vec!["*a0"; 2_000].join(", "));
    assert!(read(&text(common)).0.is_some());
}

/// References can be made to bring in more and more, too, where they are not kept as references.
#[test]
fn references_are_bounded() {
    let level = |i: usize| {
        let below =
            (0..10).map(|j| format!("p{j}: {{$ref: '#/x-{}'}}", i + 1)).collect::<Vec<_>>().join(", ");
        format!("x-{i}: {{variables: {{{below}}}}}\n")
    };
    let levels: String = (0..12).map(level).collect();
    let bomb = format!("{HEAD}servers: {{$ref: '#/x-0'}}\n{levels}x-12: {{default: a}}\n");
    let (_, codes, _) = read(&text(bomb));
    assert!(codes.contains(&code::REFERENCE_NOT_ALLOWED.id), "{codes:?}");
    let nested = "a: {$ref: '#/x-loop'}, b: {$ref: '#/x-loop'}";
    let (_, codes, _) = read(&text(format!(
        "{HEAD}tags: {{$ref: '#/x-loop'}}\nx-loop: [{{externalDocs: {{$ref: '#/x-loop'}}}}]\nx-m: {{{nested}}}\n"
    )));
    assert!(codes.contains(&code::REFERENCE_CYCLE.id), "{codes:?}");
}

#[test]
fn a_long_chain_of_references_is_followed_once() {
    let chain: String =
        (0..20_000).map(|i| format!("    S{i}: {{$ref: '#/x-links/S{}'}}\n", i + 1)).collect();
    let links: String = (0..20_000).map(|i| format!("  S{i}: {{$ref: '#/x-links/S{}'}}\n", i + 1)).collect();
    let document =
        format!("{HEAD}components:\n  schemas:\n{chain}x-links:\n{links}  S20000: {{type: string}}\n");
    assert!(read(&text(document)).0.is_some());
}

/// What is wrong ten thousand times is found, placed and shown in a time that does not square.
#[test]
fn many_mistakes_are_bounded() {
    let each = |line: &dyn Fn(usize) -> String| (0..10_000).map(line).collect::<String>();
    let schemas = [
        each(&|i| format!("    S{i}: {{type: strng}}\n")),
        each(&|i| format!("    S{i}: {{propertes: {{}}, k{i}: 1}}\n")),
        each(&|i| format!("    S{i}: {{$ref: '#/components/schemas/T{i}'}}\n")),
        each(&|i| format!("    S{i}: {{type: string, default: {i}.10}}\n")),
        each(&|i| format!("    S{}: {{}}\n", i % 5_000)),
        each(&|i| format!("    S{i}: !tag {{}}\n")),
        each(&|i| format!("    {i}.5: {{$ref: 'nothing-{i}.yaml'}}\n")),
    ];
    for schemas in schemas {
        let (_, codes, shown) = read(&text(format!("{HEAD}components:\n  schemas:\n{schemas}")));
        assert!(codes.len() >= 5_000, "{}", codes.len());
        assert!(shown.contains("more\n"));
    }
}

#[test]
fn nothing_is_read_that_never_ends() {
    if cfg!(unix) {
        let (_, codes, shown) =
            read(&text(format!("{HEAD}components: {{schemas: {{S: {{$ref: /dev/zero}}}}}}\n")));
        assert_eq!(codes, [code::UNREADABLE_FILE.id], "{shown}");
    }
}

#[test]
fn names_of_private_extensions_cannot_be_forged() {
    let forged = format!(
        "{HEAD}components:\n  schemas:\n    S:\n      type: object\n      x-fit-bool: true\n      x-fit-raw: 1\n      x-fit-synth: [type]\n"
    );
    let document = read(&text(forged)).0.expect("a document");
    let components = document.api.components.expect("components");
    let schema = components.schemas.get("S").and_then(|schema| schema.as_item()).expect("a schema");
    assert_eq!(source::fit::bool_of(&schema.schema_data), None);
    assert!(matches!(schema.schema_kind, openapiv3::SchemaKind::Type(openapiv3::Type::Object(_))));
    let names: Vec<&str> = schema.schema_data.extensions.keys().map(String::as_str).collect();
    assert_eq!(names, ["x-fit-x-fit-bool", "x-fit-x-fit-raw", "x-fit-x-fit-synth"]);
}
