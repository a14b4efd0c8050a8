//! What stands beside types and methods stays too: the package, what the runtime has, headers, servers and their variables.

use generator::config::{Before, Config};
use generator::diag::code;
use generator::diff::{Change, Level, diff};
use generator::ledger::{FILE, Ledger};
use generator::source::Input;
use generator::{Outcome, Settings, generate};

/// A shop that answers in pages, with a header, from a server whose address has a variable.
const FIRST: &str = r"
openapi: 3.0.3
info: {title: Shop, version: '1'}
servers: [{url: 'https://{region}.shop.example', variables: {region: {default: eu}}}]
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
security: [{key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      parameters:
      - {name: page, in: query, schema: {type: integer, default: 1}}
      - {name: per_page, in: query, schema: {type: integer}}
      responses:
        '200':
          description: ok
          headers: {X-Total: {schema: {type: integer}}}
          content: {application/json: {schema: {type: array, items: {type: string, format: uuid}}}}
";

/// Another title, no pages, a header that wants the name of the one before, one more server.
const SECOND: &str = r"
openapi: 3.0.3
info: {title: Store, version: '2'}
servers:
- {url: 'https://{region}.shop.example', variables: {Region: {default: none}, region: {default: eu}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
security: [{key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses:
        '200':
          description: ok
          headers: {x_total: {schema: {type: string}}, X-Total: {schema: {type: integer}}}
          content: {application/json: {schema: {type: array, items: {type: string}}}}
";

fn made(document: &str, before: Before) -> Outcome {
    let input = Input::Text { name: "shop.yaml".to_owned(), text: document.to_owned() };
    let outcome = generate(&input, &Settings::Given(Config::default()), |config| config.before = before);
    assert!(outcome.files.is_some(), "{:?}", outcome.diags.reported());
    outcome
}

fn file<'o>(outcome: &'o Outcome, path: &str) -> &'o str {
    let mut files = outcome.files.iter().flatten();
    &files.find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text
}

fn ledger(outcome: &Outcome) -> Ledger {
    Ledger::parse(file(outcome, FILE)).expect("a ledger")
}

fn breaks(old: &Ledger, new: &Ledger) -> Vec<Change> {
    diff(old, new).changes.into_iter().filter(|change| change.level == Level::Major).collect()
}

#[test]
fn the_package_the_runtime_the_headers_and_the_servers_stay() {
    let first = made(FIRST, Before::Nothing);
    let second = made(SECOND, Before::Text(file(&first, FILE).to_owned()));
    assert!(file(&second, "Cargo.toml").contains("name = \"shop\""));
    assert!(file(&second, "src/lib.rs").contains("\"SHOP_KEY\""), "{}", file(&second, "src/lib.rs"));
    // A program may name `runtime::pages`, or the feature of the dates of uuid.
    assert!(second.files.iter().flatten().any(|file| file.path == "src/runtime/pages.rs"));
    assert!(file(&second, "Cargo.toml").contains("uuid = ["));
    assert!(file(&second, "src/headers.rs").contains("X_TOTAL: Header<i64> = Header::new(\"X-Total\")"));
    assert!(file(&second, "src/lib.rs").contains("region: String"));
    let items: Vec<String> =
        breaks(&ledger(&first), &ledger(&second)).into_iter().map(|it| it.item).collect();
    let wanted = [
        "Client::orders().list",
        "Client::orders().list",
        "Client::orders().list::page",
        "Client::orders().list::per_page",
    ];
    assert_eq!(items.iter().filter(|item| !item.starts_with("Server::")).collect::<Vec<_>>(), wanted);
    assert!(items.iter().any(|item| item.starts_with("Server::") && item.contains("egion")), "{items:?}");
}

#[test]
fn without_the_ledger_all_of_that_breaks() {
    let [old, new] = [FIRST, SECOND].map(|document| ledger(&made(document, Before::Nothing)));
    let said: String = breaks(&old, &new).iter().map(|it| format!("{}: {}\n", it.item, it.what)).collect();
    for line in [
        "package shop: is `store` now",
        "runtime pages: the runtime is without it",
        "runtime with_uuid: the runtime is without it",
        "environment SHOP_KEY: is not read any more",
        "environment SHOP_BASE_URL: is not read any more",
    ] {
        assert!(said.contains(line), "no `{line}` in\n{said}");
    }
}

/// Such a ledger was written before all of that was in it.
#[test]
fn an_older_ledger_promises_nothing_of_it() {
    let first = made(FIRST, Before::Nothing);
    let is_new = |line: &&str| {
        !["package", "features", "runtime", "environment"].iter().any(|key| line.starts_with(key))
    };
    let old: Vec<&str> = file(&first, FILE).lines().filter(is_new).collect();
    let again = made(FIRST, Before::Text(old.join("\n") + "\n"));
    assert_eq!(again.files, first.files);
    assert!(again.diags.reported().iter().all(|it| it.code != &code::BREAKING_CHANGE));
}

/// Nor does it say whether the crate had features: what the document makes of it holds, and somebody is told.
#[test]
fn an_older_ledger_of_many_resources_is_told_that_features_may_be_new() {
    let paths: String = (0..60)
        .map(|n| {
            let tag = n % 6;
            format!("  /p{n}: {{get: {{operationId: p{n}, tags: [t{tag}], responses: {{'204': {{description: done}}}}}}}}\n")
        })
        .collect();
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Many, version: '1'}}\nservers: [{{url: 'https://m.example'}}]\npaths:\n{paths}"
    );
    let first = made(&document, Before::Nothing);
    assert!(file(&first, "Cargo.toml").contains("t0 = []"));
    let old: String = file(&first, FILE)
        .lines()
        .filter(|line| !line.starts_with("features"))
        .map(|line| format!("{line}\n"))
        .collect();
    let again = made(&document, Before::Text(old));
    assert_eq!(again.files, first.files);
    let said: Vec<&str> = again
        .diags
        .reported()
        .iter()
        .filter(|it| it.code == &code::BREAKING_CHANGE)
        .map(|it| it.message.as_str())
        .collect();
    assert!(matches!(said.as_slice(), [one] if one.contains("resource_features = false")), "{said:?}");
    // What it says then is known.
    assert!(ledger(&again).features.is_some());
}

/// Two paths that differ in the name of a parameter only are two operations, whatever happens to one of them.
#[test]
fn paths_that_differ_in_a_parameter_only_are_told_apart() {
    let leaves = |names: &[&str]| {
        let path = |name: &&str| {
            format!(
                "  /trees/{{{name}}}/leaves:\n    get:\n      operationId: leavesBy{name}\n      tags: [trees]\n      \
                 parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]\n      \
                 responses: {{'200': {{description: ok}}}}\n"
            )
        };
        let paths: String = names.iter().map(path).collect();
        format!(
            "openapi: 3.0.3\ninfo: {{title: Trees, version: '1'}}\nservers: [{{url: 'https://t.example'}}]\npaths:\n{paths}"
        )
    };
    let both = made(&leaves(&["id", "species"]), Before::Nothing);
    assert_eq!(ledger(&both).operations.len(), 2);
    let turned = made(&leaves(&["species", "id"]), Before::Text(file(&both, FILE).to_owned()));
    assert_eq!(breaks(&ledger(&both), &ledger(&turned)), []);
    let one = made(&leaves(&["id"]), Before::Text(file(&both, FILE).to_owned()));
    let gone = breaks(&ledger(&both), &ledger(&one));
    assert!(matches!(gone.as_slice(), [one] if one.item == "Client::trees().leaves_byspecies"), "{gone:?}");
    let more = made(&leaves(&["species", "id"]), Before::Text(file(&one, FILE).to_owned()));
    assert_eq!(breaks(&ledger(&one), &ledger(&more)), []);
}
