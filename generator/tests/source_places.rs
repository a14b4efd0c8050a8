//! Every value of a document is found where it stands, in whatever way the text is written.

use generator::diag::{Diagnostic, Diagnostics, Pointer, code};
use generator::source::{self, Input, Sources, convert};
use serde_json::Value;

/// The pointers of all scalars, and the scalars.
fn scalars(value: &Value, at: Pointer, found: &mut Vec<(Pointer, Value)>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| scalars(value, at.join(name), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, value)| scalars(value, at.join(&i.to_string()), found));
        }
        scalar => found.push((at, scalar.clone())),
    }
}

/// Looks up every scalar of a document. How many of them are, exactly, the text at their place.
fn check(name: &str, text: &str) -> usize {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Text { name: name.into(), text: text.into() };
    let tree = source::load(&input, &mut sources, &mut diags).expect("a tree");
    let mut all = Vec::new();
    scalars(tree.value(), Pointer::default(), &mut all);
    let diagnostics: Vec<Diagnostic> =
        all.iter().map(|(pointer, _)| Diagnostic::new(&code::WRONG_TYPE, pointer.clone(), "")).collect();
    let places = sources.locations(&diagnostics);
    let mut exact = 0;
    for ((pointer, value), place) in all.iter().zip(places) {
        let place = place.unwrap_or_else(|| panic!("{name}: {pointer} is nowhere"));
        assert!(place.exact, "{name}: {pointer} is only near {}:{}", place.line, place.column);
        let written = &text[place.span.clone()];
        let before = &text[..place.span.start];
        assert_eq!(place.line, before.matches('\n').count() + 1, "{name}: {pointer}");
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
        assert_eq!(place.column, column, "{name}: {pointer}");
        assert!(!written.contains('\n'), "{name}: {pointer} {written:?}");
        // Of a text over several lines, the place is the first of them.
        let first = written.starts_with(['|', '>']);
        let read: Option<Value> = if first { None } else { serde_yaml::from_str(written).ok() };
        match value {
            _ if read.as_ref() == Some(value) => exact += 1,
            Value::String(text) if text.contains('\n') || text.chars().count() > 60 => {}
            _ => panic!(
                "{name}: {pointer} is {value}, and at {}:{} stands {written:?}",
                place.line, place.column
            ),
        }
    }
    exact
}

const DOCUMENT: &str = include_str!("../../spec/checkouts.yaml");

#[test]
fn in_yaml() {
    assert!(check("checkouts.yaml", DOCUMENT) > 500);
}

#[test]
fn in_json() {
    let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
    let input = Input::Text { name: "checkouts.yaml".into(), text: DOCUMENT.into() };
    let tree = source::load(&input, &mut sources, &mut diags).expect("a tree");
    let json = convert::to_json(tree);
    assert!(check("checkouts.json", &json) > 500);
    // On a single line, and with escapes.
    let line: Value = serde_json::from_str(&json).expect("JSON");
    assert!(check("line.json", &line.to_string()) > 500);
}

#[test]
fn with_line_ends_of_windows() {
    assert!(check("windows.yaml", &DOCUMENT.replace('\n', "\r\n")) > 500);
}

#[test]
fn after_letters_of_several_bytes() {
    let text = DOCUMENT.replace("session", "séssion😀").replace("Default", "Ðefault");
    assert!(check("letters.yaml", &text) > 500);
    assert!(check("mark.yaml", &DOCUMENT.replace("openapi: 3.1.0", "# é\nopenapi: 3.1.0")) > 500);
}

#[test]
fn in_flow_style_and_odd_layout() {
    let text = "{openapi: 3.1.0, 'info': {\"title\": t, version: '1'},\n  paths: {/a: {get: {responses: {200: {description: a b,},},}}},\n\
                x-list: [1, [2, {a: 3}], \"f\\u0041\", 'it''s', ],  # a comment\n\
                x-more: {? long : 1, b:\n    2}}\n";
    assert!(check("flow.yaml", text) > 10);
}

/// Where a thing was brought from another file or another version, it is shown where its author wrote it.
#[test]
fn through_conversions() {
    let shown = |input: &str, pointer: &str| {
        let (mut sources, mut diags) = (Sources::default(), Diagnostics::default());
        source::load(&Input::Path(input.into()), &mut sources, &mut diags).expect("a tree");
        let place = sources.locate(&Pointer(pointer.into())).expect("a place");
        let text = std::fs::read_to_string(&place.name).expect("the file");
        let line = text.lines().nth(place.line - 1).expect("the line").trim().to_owned();
        (place.name.rsplit('/').next().expect("a name").to_owned(), line)
    };
    let page = "../spec/create-checkout-session.md";
    let body = "/components/schemas/CreateCheckoutSessionRequest/properties";
    for (pointer, line) in [
        ("/servers/1/url", "- url: https://live.dodopayments.com/"),
        (&format!("{body}/return_url/type"), "- type:"),
        (&format!("{body}/confirm/type"), "- type: boolean"),
        (&format!("{body}/billing_currency/oneOf/1/$ref"), "- $ref: '#/components/schemas/Currency'"),
        ("/components/schemas/Currency/enum/3", "- ANG"),
        (
            "/paths/~1checkouts/post/responses/422/description",
            "description: Invalid Request Object or Parameters",
        ),
        ("/components/securitySchemes/API_KEY/type", "type: http"),
        ("/paths/~1checkouts/post/x-codeSamples/0/lang", "- lang: JavaScript"),
    ] {
        let (file, shown) = shown(page, pointer);
        assert_eq!(file, "create-checkout-session.md");
        // Where the wrapper of a property is gone, the thing in the wrapper is shown.
        assert!(shown == line || pointer.ends_with("API_KEY/type"), "{pointer}: {shown}");
    }
    let swagger = "tests/cases/reading/swagger-2/openapi.yaml";
    for (pointer, line) in [
        ("/components/schemas/Pet/properties/kind/type", "kind: {type: string}"),
        ("/components/schemas/Pet_name/type", "name: {type: string, x-nullable: true}"),
        (
            "/paths/~1pets~1{id}/patch/requestBody/content/multipart~1form-data/schema/properties/photo/description",
            "- {name: photo, in: formData, type: file, required: true, description: a picture}",
        ),
        (
            "/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema/$ref",
            "schema: {$ref: '#/definitions/Pet'}",
        ),
        ("/components/securitySchemes/key/name", "key: {type: apiKey, in: header, name: X-Key}"),
        (
            "/components/requestBodies/pet/description",
            "pet: {name: pet, in: body, required: true, description: the pet, schema: {$ref: '#/definitions/Pet'}}",
        ),
    ] {
        assert_eq!(shown(swagger, pointer).1, line, "{pointer}");
    }
    let files = "tests/cases/reading/several-files/openapi.yaml";
    for (pointer, file, line) in [
        ("/components/schemas/Animal/required/0", "pet.yaml", "required: [name]"),
        ("/components/parameters/limit/name", "parameters.yaml", "name: limit"),
        ("/components/schemas/Limit/minimum", "common types.json", ""),
        ("/paths/~1pets/get/operationId", "pets.yaml", "operationId: listPets"),
        ("/components/schemas/api_Error/type", "api.yaml", "type: object"),
        ("/info/title", "openapi.yaml", "title: Several files"),
    ] {
        let (name, shown) = shown(files, pointer);
        assert_eq!(name, file, "{pointer}");
        assert!(line.is_empty() || shown == line, "{pointer}: {shown}");
    }
}
