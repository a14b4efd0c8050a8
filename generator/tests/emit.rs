//! What is printed for each form of type and operation.

mod lower_support;
#[path = "emit_support/schemas.rs"]
mod schemas;

use generator::config::Config;
use generator::diag::{Diagnostics, Spot};
use generator::emit::{File, emit};
use generator::ir::{
    Answer, Api, Body, Constraints, Content, Dispatch, Docs, EnumValue, Field, Hint, Info, JsonKind, Kind,
    Operation, Param, Presence, Probe, Resource, Rest, RetryClass, Scheme, SchemeKind, Server, Status, Ty,
    TypeDef, TypeId, Usage, Variant,
};
use generator::plan::plan;
use generator::table::{media, scalar, style};
use serde_json::{Value, json};
use std::fs;

fn spot(path: &str) -> Spot {
    path.split('/').fold(Spot::default(), |spot, key| spot.key(key))
}

fn docs(text: &str) -> Docs {
    Docs { description: Some(text.to_owned()), ..Docs::default() }
}

fn scalar(schema: &str, format: &str) -> Ty {
    Ty::Scalar(scalar::find(schema, format).expect("a row"))
}

fn text() -> Ty {
    scalar("string", "")
}

fn named(id: u32) -> Ty {
    Ty::Named(TypeId(id))
}

fn list(ty: Ty) -> Ty {
    Ty::List(Box::new(ty))
}

fn nullable(ty: Ty) -> Ty {
    Ty::Nullable(Box::new(ty))
}

fn required(wire: &str, ty: Ty) -> Field<Hint> {
    Field {
        name: Hint::new(wire),
        wire: wire.to_owned(),
        ty,
        presence: Presence::Required,
        read_only: false,
        write_only: false,
        docs: Docs::default(),
        constraints: Constraints::default(),
        inside: Vec::new(),
        at: spot(wire),
    }
}

fn optional(wire: &str, ty: Ty) -> Field<Hint> {
    Field { presence: Presence::Optional { three_valued: false }, ..required(wire, ty) }
}

fn component(name: &str, kind: Kind<Hint>) -> TypeDef<Hint> {
    TypeDef {
        name: Hint::new(name),
        component: Some(name.to_owned()),
        at: spot(&format!("components/schemas/{name}")),
        docs: Docs::default(),
        kind,
        usage: Usage::default(),
    }
}

fn object(name: &str, fields: Vec<Field<Hint>>) -> TypeDef<Hint> {
    component(name, Kind::Struct { fields, rest: Rest::Ignore })
}

fn values(name: &str, values: &[Value]) -> TypeDef<Hint> {
    let value = |value: &Value| EnumValue {
        name: Hint::new(value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string())),
        wire: value.clone(),
        docs: Docs::default(),
    };
    component(name, Kind::Enum { values: values.iter().map(value).collect() })
}

fn member(name: &str, ty: Ty, kinds: &[JsonKind], keys: &[&str]) -> Variant<Hint> {
    let keys = keys.iter().map(|key| key.to_string()).collect();
    let probe = Probe { kinds: kinds.to_vec(), keys };
    Variant { name: Hint::new(name), ty, docs: Docs::default(), tag: None, probe }
}

fn tagged(name: &str, ty: Ty, tag: &str) -> Variant<Hint> {
    Variant { tag: Some(tag.to_owned()), ..member(name, ty, &[], &[]) }
}

fn union(name: &str, variants: Vec<Variant<Hint>>, dispatch: Dispatch) -> TypeDef<Hint> {
    component(name, Kind::Union { variants, dispatch })
}

fn content(ty: Ty) -> Content {
    Content {
        media_type: "application/json".to_owned(),
        media: media::find("application/json"),
        ty: Some(ty),
        encodings: Vec::new(),
        examples: Vec::new(),
    }
}

fn answer(status: u16, ty: Option<Ty>, said: &str) -> Answer {
    Answer {
        status: Status::Exact(status),
        contents: ty.map(content).into_iter().collect(),
        headers: Vec::new(),
        docs: docs(said),
    }
}

fn operation(
    name: &str,
    method: &str,
    path: &str,
    body: Option<Ty>,
    answers: Vec<Answer>,
) -> Operation<Hint> {
    Operation {
        name: Hint::new(name),
        id: Some(format!("{name}Id")),
        resource: 0,
        method: method.to_owned(),
        path: path.to_owned(),
        docs: Docs::default(),
        params: Vec::new(),
        body: body.map(|ty| Body { required: true, contents: vec![content(ty)], docs: Docs::default() }),
        answers,
        security: vec![vec![(0, Vec::new())]],
        servers: Vec::new(),
        retry: if method == "GET" { RetryClass::Safe } else { RetryClass::Unsafe },
        at: spot(path),
    }
}

fn param(wire: &str, location: &str, ty: Ty, required: bool) -> Param<Hint> {
    let style = style::find(location, "").expect("a row");
    Param {
        name: Hint::new(wire),
        wire: wire.to_owned(),
        style,
        explode: style.explode,
        allow_reserved: false,
        content: None,
        ty,
        required,
        docs: docs(&format!("Said of {wire}.")),
        constraints: Constraints::default(),
        at: spot(wire),
    }
}

fn api(types: Vec<TypeDef<Hint>>, operations: Vec<Operation<Hint>>) -> Api<Hint> {
    let server = |name: &str, url: &str, said: &str| Server {
        name: Hint::new(name),
        url: url.to_owned(),
        docs: docs(said),
        variables: Vec::new(),
    };
    Api {
        info: Info { title: "Shop".to_owned(), version: "1".to_owned(), docs: docs("Sells things.") },
        servers: vec![
            server("test_mode", "https://test.example.com/", "Test Mode Server Host"),
            server("live_mode", "https://live.example.com/", "Live Mode Server Host"),
        ],
        schemes: vec![Scheme { name: "API KEY".to_owned(), kind: SchemeKind::Bearer, docs: Docs::default() }],
        types,
        components: Vec::new(),
        resources: vec![Resource { name: Hint::new("Checkout Sessions"), docs: Docs::default() }],
        operations,
        webhooks: Vec::new(),
        event: None,
    }
}

fn print(api: Api<Hint>) -> Vec<File> {
    let mut diags = Diagnostics::default();
    let plan = diags.stage(|diags| plan(api, &Config::default(), diags));
    emit(&plan.unwrap_or_else(|| panic!("{:?}", diags.reported())))
}

fn file(files: &[File], path: &str) -> String {
    files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}")).text.clone()
}

fn shop() -> Api<Hint> {
    let types = vec![
        object(
            "CreateSession",
            vec![
                optional("allowed_payment_methods", nullable(list(named(1)))),
                optional("customer", nullable(named(3))),
                optional("metadata", nullable(Ty::Map { key: None, value: Box::new(text()) })),
                required("product_cart", list(named(2))),
                Field {
                    docs: docs("The url to redirect after payment."),
                    ..optional("return_url", nullable(text()))
                },
            ],
        ),
        values("PaymentMethod", &["credit", "debit", "upi_collect"].map(Value::from)),
        object(
            "Item",
            vec![
                optional("amount", nullable(scalar("integer", "int32"))),
                required("product_id", text()),
                required("quantity", scalar("integer", "uint32")),
                required("type", text()),
                Field { presence: Presence::Fixed(json!("item")), ..required("kind", text()) },
            ],
        ),
        union(
            "Customer",
            vec![
                member("Attach Existing", named(4), &[JsonKind::Object], &["customer_id"]),
                member("NewCustomer", named(5), &[JsonKind::Object], &["email", "name"]),
            ],
            Dispatch::Shape { order: vec![1, 0] },
        ),
        object("AttachExisting", vec![required("customer_id", text())]),
        object("NewCustomer", vec![required("email", text()), required("name", text())]),
        object("Session", vec![required("checkout_url", text()), required("session_id", text())]),
    ];
    let create = operation(
        "create",
        "POST",
        "/checkouts",
        Some(named(0)),
        vec![
            answer(200, Some(named(6)), "Created"),
            answer(422, None, "Invalid Request Object or Parameters"),
        ],
    );
    let get = Operation {
        params: vec![
            param("id", "path", text(), true),
            param("expand", "query", list(text()), false),
            param("page", "query", scalar("integer", "int32"), false),
        ],
        ..operation("get", "GET", "/checkouts/{id}", None, vec![answer(200, Some(named(6)), "The session")])
    };
    let many = ["a", "b", "c", "d", "e", "f", "type"].map(|wire| param(wire, "query", text(), true));
    let search = Operation {
        params: many.into_iter().chain([param("limit", "query", scalar("integer", ""), false)]).collect(),
        ..operation("search", "GET", "/checkouts", None, vec![answer(200, Some(list(named(6))), "All")])
    };
    let post = Operation {
        body: Some(Body { required: false, contents: vec![content(named(0))], docs: Docs::default() }),
        docs: Docs { deprecated: true, ..Docs::default() },
        ..operation("change", "POST", "/change", None, vec![])
    };
    api(types, vec![create, get, search, post])
}

#[test]
fn a_shop() {
    let files = print(shop());
    let names: Vec<&str> = files
        .iter()
        .map(|file| file.path.as_str())
        .filter(|path| !path.starts_with("src/runtime/"))
        .collect();
    assert_eq!(
        names,
        [
            "Cargo.toml",
            "GUIDE.md",
            "README.md",
            "generator.lock",
            "rustfmt.toml",
            "src/checkout_sessions.rs",
            "src/fake.json",
            "src/lib.rs",
            "src/types.rs"
        ]
    );
    for path in ["src/types.rs", "src/checkout_sessions.rs", "src/lib.rs"] {
        insta::assert_snapshot!(format!("shop {path}"), file(&files, path));
    }
}

/// Holds what is printed against the golden that `emit_compiled.rs` compiles. `UPDATE_GOLDENS=1` writes it anew.
fn golden(name: &str, text: &str) {
    let path = format!("{}/tests/cases/emit/{name}.rs", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, text).expect("written");
    }
    let golden = fs::read_to_string(&path).expect("a golden: UPDATE_GOLDENS=1 writes it");
    assert!(golden == text, "{path} is stale: see UPDATE_GOLDENS\n{text}");
}

fn map(ty: Ty) -> Ty {
    Ty::Map { key: None, value: Box::new(ty) }
}

fn fixed(wire: &str, value: Value) -> Field<Hint> {
    Field { presence: Presence::Fixed(value), ..required(wire, text()) }
}

/// One of each form that a type can have.
fn forms() -> Api<Hint> {
    let three_valued = |wire: &str, ty| Field {
        presence: Presence::Optional { three_valued: true },
        ..required(wire, nullable(ty))
    };
    let types = vec![
        object(
            "Everything",
            vec![
                required("text", text()),
                required("count", scalar("integer", "")),
                required("nothing or text", nullable(text())),
                required("numbers", list(scalar("integer", "uint32"))),
                required("table", map(named(1))),
                required("by_colour", Ty::Map { key: Some(TypeId(1)), value: Box::new(text()) }),
                required("pair", Ty::Tuple(vec![text(), scalar("number", "")])),
                optional("list", list(text())),
                optional("any", Ty::Any),
                optional("flag", scalar("boolean", "")),
                optional("note", nullable(text())),
                optional("colours", list(named(1))),
                optional("tags", map(text())),
                optional("rates", map(scalar("number", ""))),
                optional("node", named(2)),
                three_valued("patched", text()),
                three_valued("patched_list", list(named(1))),
                fixed("kind", json!("everything")),
                fixed("version", json!(5_000_000_000_i64)),
                fixed("strict", json!(true)),
                fixed("ratio", json!(1.5)),
            ],
        ),
        values("Colour", &["red", "dark-green", "dark_green", "", "1", "-1"].map(Value::from)),
        object(
            "Node",
            vec![required("value", text()), optional("next", named(2)), optional("children", list(named(2)))],
        ),
        component(
            "Open",
            Kind::Struct { fields: vec![required("rest", text())], rest: Rest::Keep(scalar("integer", "")) },
        ),
        values(
            "Level",
            &[json!(1), json!(-1), json!(true), json!("a"), json!(1.5), json!(10_000_000_000_i64)],
        ),
        union(
            "Shape",
            vec![
                tagged("Circle", named(6), "circle"),
                tagged("Square", named(7), "square"),
                tagged("Box", named(7), "box"),
            ],
            Dispatch::Tag { property: "kind".to_owned() },
        ),
        object("Circle", vec![fixed("kind", json!("circle")), required("radius", scalar("number", ""))]),
        object("Square", vec![required("kind", text()), required("side", scalar("number", ""))]),
        union(
            "Scalars",
            vec![
                member("Text", text(), &[JsonKind::String], &[]),
                member("Number", scalar("integer", ""), &[JsonKind::Integer], &[]),
                member("List", list(text()), &[JsonKind::Array], &[]),
                member("Tree", named(9), &[JsonKind::Object], &[]),
            ],
            Dispatch::Shape { order: vec![3, 0, 1, 2] },
        ),
        component("Tree", Kind::Newtype(map(named(9)))),
        object("Expression", vec![required("left", named(11)), required("op", text())]),
        union(
            "Operand",
            vec![
                member("Expression", named(10), &[JsonKind::Object], &["op"]),
                member("Number", scalar("number", ""), &[JsonKind::Number], &[]),
            ],
            Dispatch::Shape { order: vec![0, 1] },
        ),
        object("Nothing", vec![]),
        object(
            "Much",
            ["a", "b", "c", "d", "e", "f", "g", "type"]
                .map(|wire| required(wire, text()))
                .into_iter()
                .chain([optional("h", text())])
                .collect(),
        ),
    ];
    let send = |name: &str, id| operation(name, "POST", &format!("/{name}"), Some(named(id)), vec![]);
    api(types, [0, 3, 4, 5, 8, 10, 12, 13].map(|id| send(&format!("send{id}"), id)).to_vec())
}

#[test]
fn each_form_of_type() {
    golden("shapes", &file(&print(forms()), "src/types.rs"));
}

/// Writes the shop as a crate, to be looked at: `SHOP=/tmp/shop cargo test -p generator --test emit`.
#[test]
fn a_crate() {
    if let Some(folder) = std::env::var_os("SHOP") {
        generator::write::write(folder.as_ref(), &print(shop())).expect("written");
    }
}

/// A resource may be called like a module that every client has, or this one because its answers have headers.
#[test]
fn every_file_has_a_path_of_its_own() {
    for name in ["headers", "types", "validate", "runtime", "lib", "mod", "main"] {
        let mut api = shop();
        api.resources[0].name = Hint::new(name);
        for operation in &mut api.operations {
            for answer in &mut operation.answers {
                answer.headers.push(("X-Left".to_owned(), scalar("integer", ""), Docs::default()));
            }
        }
        let files = print(api);
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        paths.dedup();
        assert_eq!(paths.len(), files.len(), "{name}");
    }
}
