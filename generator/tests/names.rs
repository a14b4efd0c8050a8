//! Names that meet although each is right by itself.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

#[test]
fn a_resource_and_its_method_may_have_one_name() {
    let text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\nservers: [{ url: 'https://shop.example' }]\n\
                paths: { /v1: { get: { operationId: v1, tags: [V1], responses: { '204': { description: '' } } } } }\n";
    let input = Input::Text { name: "shop.yaml".into(), text: text.into() };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let text: String =
        files.iter().filter(|file| file.path.starts_with("src/v1")).map(|file| &*file.text).collect();
    assert!(text.contains("pub struct V1<"), "{text}");
    assert!(text.contains("static V1_OPERATION: Operation"), "{text}");
    assert!(!text.contains("static V1:"), "{text}");
}

#[test]
fn a_call_is_not_called_after_its_path_behind_its_name() {
    let call = |path: &str, id: &str| {
        format!(
            "  {path}: {{ get: {{ operationId: {id}, tags: [shop], responses: {{ '204': {{ description: '' }} }} }} }}\n"
        )
    };
    let text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\nservers: [{ url: 'https://shop.example' }]\npaths:\n"
        .to_owned()
        + &call("/books/{id}", "read_book_books__id__get")
        + &call("/old", "look_old_get")
        + &call("/new", "look_new_get");
    let input = Input::Text { name: "shop.yaml".into(), text };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let text: String =
        files.iter().filter(|file| file.path.starts_with("src/shop")).map(|file| &*file.text).collect();
    for name in ["read_book", "look_old_get", "look_new_get"] {
        assert!(text.contains(&format!("pub fn {name}(")), "{name}: {text}");
    }
}

#[test]
fn a_resource_is_not_called_like_what_its_file_imports() {
    let operations: String =
        (["by", "end", "list", "paging", "call", "client", "mode", "operation", "param"].iter())
            .map(|tag| {
                format!(
                    "  /{tag}: {{ get: {{ operationId: all_{tag}, tags: [{tag}], \
                 parameters: [{{ name: offset, in: query, schema: {{ type: integer }} }}], \
                 responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: \
                 {{ type: array, items: {{ type: string }} }} }} }} }} }} }} }}\n"
                )
            })
            .collect();
    let text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths:\n".to_owned() + &operations;
    let input = Input::Text { name: "shop.yaml".into(), text };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    let mut resources = 0;
    for file in &files {
        let Some((imports, rest)) = file.text.split_once(";\n") else { continue };
        let Some(name) = rest.split("pub struct ").nth(1).and_then(|rest| rest.split("<'c").next()) else {
            continue;
        };
        if file.path.starts_with("src/runtime/") || !imports.contains("pages::") {
            continue;
        }
        resources += 1;
        let imported = imports.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == name);
        assert!(!imported, "{}: {name}", file.path);
    }
    assert_eq!(resources, 9);
}
