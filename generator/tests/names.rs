//! Names that meet although each is right by itself.

use generator::config::Config;
use generator::source::Input;
use generator::{Settings, generate};

/// What documents begin with.
const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\nservers: [{ url: 'https://shop.example' }]\npaths:\n";

#[test]
fn a_resource_and_its_method_may_have_one_name() {
    let text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\nservers: [{ url: 'https://shop.example' }]\n\
                paths: { /v1: { get: { operationId: v1, tags: [V1], responses: { '204': { description: '' } } } } }\n";
    let config = Config::parse("[operations.'GET /v1']\nname = 'v1'\n").expect("a configuration");
    let input = Input::Text { name: "shop.yaml".into(), text: text.into() };
    let outcome = generate(&input, &Settings::Given(config), |_| {});
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
    let text = HEAD.to_owned()
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

/// What is in the files of a client whose names begin so.
fn generated(text: String, prefix: &str) -> String {
    let input = Input::Text { name: "shop.yaml".into(), text };
    let outcome = generate(&input, &Settings::Given(Config::default()), |_| {});
    let files = outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()));
    files.iter().filter(|file| file.path.starts_with(prefix)).map(|file| &*file.text).collect()
}

#[test]
fn what_several_operations_answer_with_is_called_by_what_is_in_it() {
    let call = |path: &str, data: &str| {
        let schema = format!("{{ type: object, properties: {{ {data} }} }}");
        let answer =
            format!("{{ description: '', content: {{ application/json: {{ schema: {schema} }} }} }}");
        format!("  {path}: {{ get: {{ tags: [shop], responses: {{ '200': {answer} }} }} }}\n")
    };
    let pet = "data: { $ref: '#/components/schemas/Pet' }";
    let pets = "data: { type: array, items: { $ref: '#/components/schemas/Pet' } }, total: { type: integer }";
    let text = HEAD.to_owned()
        + &call("/best", pet)
        + &call("/worst", pet)
        + &call("/old", pets)
        + &call("/young", pets)
        + &call("/note", "message: { type: string }")
        + &call("/word", "message: { type: string }")
        + &call("/alone", "pet: { $ref: '#/components/schemas/Pet' }")
        + "components: { schemas: { Pet: { type: object, properties: { name: { type: string } } } } }\n";
    let types = generated(text, "src/types");
    for name in ["PetResponse", "PetListResponse", "MessageResponse", "GetAloneResponse"] {
        assert!(types.contains(&format!("pub struct {name} {{")), "{name}: {types}");
    }
    assert_eq!(types.matches("pub struct ").count(), 5, "{types}");
}

#[test]
fn a_tag_that_all_operations_have_groups_none() {
    let call = |index: usize| {
        let path = format!("/{}/{index}", ["bank", "card", "loan"][index % 3]);
        format!("  {path}: {{ get: {{ tags: [shop], responses: {{ '204': {{ description: '' }} }} }} }}\n")
    };
    let calls = |count: usize| HEAD.to_owned() + &(0..count).map(call).collect::<String>();
    let many = generated(calls(20), "src/lib.rs");
    assert!(["bank", "card", "loan"].iter().all(|name| many.contains(&format!("pub mod {name};"))), "{many}");
    assert!(!many.contains("pub mod shop;"));
    assert!(generated(calls(19), "src/lib.rs").contains("pub mod shop;"));
}

#[test]
fn what_all_names_begin_with_is_not_said() {
    let call = |index: usize| {
        let tag = ["Book", "Card", "Desk", "File", "Note", "Room"][index];
        let deed = ["get", "copy", "watch"][index % 3];
        format!(
            "  /{index}: {{ post: {{ operationId: cloud.{}.{deed}{index}, tags: [Api2024{tag}], responses: {{ '204': {{ description: '' }} }} }} }}\n",
            ["users", "things"][index % 2],
        )
    };
    let calls = |count: usize| HEAD.to_owned() + &(0..count).map(call).collect::<String>();
    let many = generated(calls(6), "src/card.rs");
    assert!(many.contains("pub fn things_copy1("), "{many}");
    let few = generated(calls(4), "src/api2024_card.rs");
    assert!(few.contains("pub fn cloud_things_copy1("), "{few}");
}

#[test]
fn what_is_behind_a_path_is_no_resource() {
    let call = |id: &str| {
        format!(
            "  '/#Target={id}': {{ post: {{ operationId: {id}, responses: {{ '204': {{ description: '' }} }} }} }}\n"
        )
    };
    let text = HEAD.to_owned() + &call("GetItem") + &call("PutItem");
    let root = generated(text, "src/");
    assert_eq!(root.matches("<'c, M: Mode>(pub(crate)").count(), 1, "{root}");
    assert!(root.contains("pub fn get_item(") && root.contains("pub fn put_item("), "{root}");
}

#[test]
fn where_everything_is_is_said_by_no_name() {
    let call = |path: &str, tag: &str| {
        let done = "responses: { '204': { description: '' } }";
        // Each takes something else.
        let schema = format!("{{ type: object, properties: {{ '{path}': {{ type: string }} }} }}");
        let body = format!("content: {{ application/json: {{ schema: {schema} }} }}");
        format!(
            "  '/admin/realms/{{realm}}/{path}': {{ post: {{ tags: [{tag}], requestBody: {{ {body} }}, {done} }} }}\n"
        )
    };
    let things: String = (0..8).map(|number| call(&format!("part{number}"), "parts")).collect();
    let text =
        HEAD.to_owned() + &call("users", "users") + &call("users/{id}/reset-password", "users") + &things;
    let users = generated(text.clone(), "src/users.rs");
    assert!(users.contains("pub fn create(") && users.contains("pub fn reset_password("), "{users}");
    let types = generated(text, "src/types");
    assert!(types.contains("pub struct CreateUserRequest") && !types.contains("Realm"), "{types}");
}

#[test]
fn no_type_is_called_by_an_article() {
    let call = |path: &str, id: &str| {
        let schema = format!("{{ type: object, properties: {{ '{path}': {{ type: string }} }} }}");
        let body = format!("content: {{ application/json: {{ schema: {schema} }} }}");
        let done = "responses: { '204': { description: '' } }";
        format!("  {path}: {{ post: {{ operationId: {id}, requestBody: {{ {body} }}, {done} }} }}\n")
    };
    let text =
        [HEAD, &call("/b", "create-a-block"), &call("/c", "create-the-page"), &call("/d", "create-page")];
    let types = generated(text.concat(), "src/types");
    for name in ["CreateBlockRequest", "CreateThePageRequest", "CreatePageRequest"] {
        assert!(types.contains(&format!("pub struct {name} {{")), "{name}: {types}");
    }
}

#[test]
fn what_parts_of_components_are_called_says_whose_they_are() {
    let kind = "type: { type: string, enum: [a, b] }, 'long name': { type: string, enum: [c, d] }";
    let component = |name: &str| format!("    {name}: {{ type: object, properties: {{ {kind} }} }}\n");
    let all = |names: &[&str]| {
        let components: String = names.iter().map(|name| component(name)).collect();
        generated(format!("{HEAD}components:\n  schemas:\n{components}"), "src/types")
    };
    let account = all(&["AccountContent", "AccountDelegation", "Account"]);
    assert!(account.contains("pub enum AccountType") && account.contains("pub enum LongName"), "{account}");
    let other = all(&["AccountContent", "Order"]);
    assert!(other.contains("pub enum Type "), "{other}");
}

#[test]
fn an_answer_called_by_a_number_has_a_name() {
    let schema = "{ type: object, properties: { a: { type: string } } }";
    let text = HEAD.to_owned()
        + "  /a: { get: { tags: [shop], responses: { '400': { $ref: '#/components/responses/400' } } } }\n"
        + &format!(
            "components: {{ responses: {{ '400': {{ description: '', content: {{ application/json: {{ schema: {schema} }} }} }} }} }}\n"
        );
    let types = generated(text, "src/types");
    assert!(types.contains("pub struct Error400 {"), "{types}");
}

/// An id that is there twice names nothing, so that the method is named from its path, and whole.
#[test]
fn what_ids_begin_with_is_no_part_of_a_path() {
    let call = |path: &str, id: &str| {
        format!(
            "  {path}: {{ get: {{ operationId: {id}, tags: [shop], responses: {{ '204': {{ description: '' }} }} }} }}\n"
        )
    };
    let mut text = HEAD.to_owned();
    for (path, id) in
        [("/a", "cloud.a"), ("/b", "cloud.b"), ("/c", "cloud.c"), ("/d", "cloud.d"), ("/e", "cloud.e")]
    {
        text += &call(path, id);
    }
    text += &(call("/left", "cloud.same") + &call("/right", "cloud.same"));
    let shop = generated(text, "src/shop.rs");
    for name in ["a", "e", "get_left", "get_right"] {
        assert!(shop.contains(&format!("pub fn {name}(")), "{name}: {shop}");
    }
}
