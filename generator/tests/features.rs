//! The cargo features of resources: which there are, and what is under which. That a client compiles with any one of
//! them is for `cargo run -p corpus -- DIR --features each:10`.

use generator::config::{Before, Config};
use generator::diff::{Level, diff};
use generator::emit::File;
use generator::ledger::{FILE, Ledger};
use generator::source::Input;
use generator::{Settings, generate};
use std::fmt::Write;

/// A document whose operations get what these lines say, `TAG TYPE`, and are so many times as many.
fn document(rows: &[(&str, &str)], times: usize) -> String {
    let mut text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\npaths:\n".to_owned();
    for (index, (tag, ty)) in rows.iter().enumerate() {
        for time in 0..times {
            let _ = writeln!(
                text,
                "  /p{index}/{time}: {{ get: {{ tags: [{tag}], responses: {{ '200': {{ description: '', content: {{ application/json: \
                 {{ schema: {{ $ref: '#/components/schemas/{ty}' }} }} }} }} }} }} }}"
            );
        }
    }
    text.push_str("webhooks: { paid: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Paid' } } } }, responses: { '200': { description: '' } } } } }\n");
    text.push_str("components:\n  schemas:\n");
    for (name, holds) in [
        ("Order", "{ $ref: '#/components/schemas/Item' }"),
        ("Item", "{ type: string, enum: [a, b] }"),
        ("Refund", "{ $ref: '#/components/schemas/Item' }"),
        ("Customer", "{ type: string, format: date-time }"),
        ("Paid", "{ $ref: '#/components/schemas/Refund' }"),
        ("Nobodys", "{ $ref: '#/components/schemas/Customer' }"),
    ] {
        let _ = writeln!(
            text,
            "    {name}: {{ type: object, required: [it], properties: {{ it: {{ allOf: [{holds}] }}, own: {{ type: object, properties: {{ of{name}: {{ type: string }} }} }} }} }}"
        );
    }
    text
}

const ROWS: &[(&str, &str)] = &[
    ("orders", "Order"),
    ("refunds", "Refund"),
    ("customers", "Customer"),
    ("webhooks", "Customer"),
    ("type", "Item"),
];

fn files(text: String, config: Config) -> Vec<File> {
    let input = Input::Text { name: "shop.yaml".into(), text };
    let outcome = generate(&input, &Settings::Given(config), |_| {});
    outcome.files.unwrap_or_else(|| panic!("{:?}", outcome.diags.reported()))
}

fn text<'f>(files: &'f [File], path: &str) -> &'f str {
    let file = files.iter().find(|file| file.path == path);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    &file.unwrap_or_else(|| panic!("{path} is not among {paths:?}")).text
}

fn with_features(features: bool) -> Config {
    let mut config = Config::default();
    config.resource_features = Some(features);
    config
}

#[test]
fn small_documents_have_none_and_large_ones_have() {
    let has =
        |times, config| text(&files(document(ROWS, times), config), "Cargo.toml").contains("resources = [");
    assert!(!has(9, Config::default()), "45 operations");
    assert!(has(10, Config::default()), "50 operations");
    assert!(has(1, with_features(true)));
    assert!(!has(10, with_features(false)));
}

/// The rows of a macro call in a file.
fn rows<'f>(file: &'f str, name: &str) -> Vec<&'f str> {
    let table = file.split(&format!("{name} {{\n")).nth(1).expect("a call with rows");
    table.lines().map(str::trim).take_while(|row| *row != "}").collect()
}

#[test]
fn what_belongs_to_a_resource_is_there_with_it() {
    let files = files(document(ROWS, 1), with_features(true));
    let manifest = text(&files, "Cargo.toml");
    assert!(manifest.contains("default = [\"reqwest\", \"resources\", \"other-types\"]\n"), "{manifest}");
    // A resource that is called like a feature of the runtime has another name.
    for name in ["orders", "refunds", "customers", "webhooks-resource", "type"] {
        assert!(manifest.contains(&format!("    \"{name}\",\n")), "{name}");
        assert!(manifest.contains(&format!("\n{name} = []\n")), "{name}");
    }
    assert!(manifest.parse::<toml::Table>().is_ok());
    let root = text(&files, "src/lib.rs");
    for row in [
        "orders: Orders, \"orders\";",
        "webhooks: Webhooks, \"webhooks-resource\";",
        "r#type: Type, \"type\";",
    ] {
        assert!(rows(root, "resources!").contains(&row), "{row} is not in {root}");
    }
    let types = text(&files, "src/types.rs");
    // In the order of the types.
    let rows = rows(types, "types!");
    for row in [
        "orders: \"orders\";",
        "shared_item: \"orders\" \"refunds\" \"type\" \"webhooks\";",
        "shared_refund: \"refunds\" \"webhooks\";",
        "shared_customer: \"customers\" \"webhooks-resource\" \"other-types\";",
        "webhooks: \"webhooks\";",
        "other_types: \"other-types\";",
    ] {
        assert!(rows.contains(&row), "{row} is not in {rows:#?}");
    }
    assert_eq!(rows.len(), 6);
    assert!(text(&files, "src/types/webhooks.rs").contains("pub struct Paid "));
    assert!(text(&files, "src/types/other_types.rs").contains("pub struct Nobodys "));
    // What is imported is used, whichever modules there are.
    assert!(!types.contains("use super::runtime"), "{types}");
    let order = text(&files, "src/types/orders.rs");
    let head = "//! Types that are there with the feature `orders`.\n\nuse super::*;\nuse super::super::runtime::wire;\n";
    assert!(order.starts_with(head), "{order}");
    let customer = text(&files, "src/types/shared_customer.rs");
    assert!(
        customer.contains("use super::super::runtime::{formats, wire};\n")
            && !customer.contains("use super::*;")
    );
}

#[test]
fn very_many_resources_share_features() {
    let names: Vec<String> =
        (0..250).map(|index| format!("group{} part{}", index % 50, index / 50)).collect();
    let rows: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "Item")).collect();
    let files = files(document(&rows, 1), Config::default());
    let manifest = text(&files, "Cargo.toml");
    let features =
        manifest.parse::<toml::Table>().expect("TOML")["features"].as_table().expect("features").len();
    assert!((50..100).contains(&features), "{features}");
    assert!(manifest.contains("\ngroup7 = []\n"), "{manifest}");
    // All of them use it: it is always there.
    assert!(text(&files, "src/types.rs").contains("pub struct Item "));
}

#[test]
fn a_document_without_types_has_no_list_of_them() {
    let mut document = "openapi: 3.1.0\ninfo: { title: Codes, version: '1' }\npaths:\n".to_owned();
    for tag in ["one", "two", "three", "four", "five"] {
        let _ = writeln!(
            document,
            "  /{tag}: {{ get: {{ tags: [{tag}], responses: {{ '204': {{ description: done }} }} }} }}"
        );
    }
    let files = files(document, with_features(true));
    assert!(text(&files, "Cargo.toml").contains("resources = ["));
    assert!(!text(&files, "src/types.rs").contains("types!"), "{}", text(&files, "src/types.rs"));
}

#[test]
fn names_that_begin_with_a_digit_are_features_that_cargo_takes() {
    let rows = ["1-click apps", "2fa", "three", "four", "five"].map(|tag| (tag, "Order"));
    let files = files(document(&rows, 1), with_features(true));
    let manifest = text(&files, "Cargo.toml");
    assert!(manifest.contains("\n1-click-apps = []\n2fa = []\n"), "{manifest}");
    let only =
        [("1-click apps", "Order"), ("2fa", "Refund"), ("three", "Item"), ("four", "Item"), ("five", "Item")];
    let types = self::files(document(&only, 1), with_features(true));
    assert!(text(&types, "src/types.rs").contains("_1_click_apps:"), "{}", text(&types, "src/types.rs"));
}

/// A program without the default features would miss what is behind the first feature of a crate.
#[test]
fn a_crate_keeps_being_with_or_without_features() {
    let lock = |times, before: Before, features| {
        let mut config = Config::default();
        (config.before, config.resource_features) = (before, features);
        let files = files(document(ROWS, times), config);
        text(&files, FILE).to_owned()
    };
    let has_some = |lock: &str| lock.contains("\nfeatures = [\"customers\", \"orders\", \"other-types\", ");
    let (small, large) = (lock(1, Before::Nothing, None), lock(10, Before::Nothing, None));
    assert!(!has_some(&small) && has_some(&large), "{large}");
    assert!(!has_some(&lock(10, Before::Text(small.clone()), None)), "it grew");
    assert!(has_some(&lock(1, Before::Text(large.clone()), None)), "it shrank");
    // Who asks for it has it, and is told.
    let asked = lock(10, Before::Text(small.clone()), Some(true));
    assert!(has_some(&asked));
    let ledger = |text: &str| Ledger::parse(text).expect("a ledger");
    let change = |old: &str, new: &str, item: &str| {
        let changes = diff(&ledger(old), &ledger(new)).changes;
        changes.into_iter().find(|change| change.item == item).map(|change| (change.level, change.what))
    };
    let behind = "is new: what is behind it was there without a feature".to_owned();
    assert_eq!(change(&small, &asked, "feature orders"), Some((Level::Major, behind)));
    assert_eq!(change(&asked, &small, "feature orders"), Some((Level::Major, "is gone".to_owned())));
    let fewer = asked.replace("\"orders\", ", "");
    assert_eq!(change(&fewer, &asked, "feature orders"), Some((Level::Minor, "is new".to_owned())));
}
