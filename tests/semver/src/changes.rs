//! The ways in which documents change, each on its own.

use serde_json::{Map, Value, json};

type Change = (&'static str, fn(&mut Value) -> bool);

/// By what the table calls them. Each tells whether the document had something to change.
const CHANGES: [Change; 18] = [
    ("a property is required now", require),
    ("a property need not be there any more", release),
    ("a new required property", grow),
    ("a property is gone", drop_property),
    ("a property is of another type", retype),
    ("a property may be null", null),
    ("an enum has one more value", add_value),
    ("an enum has one value less", drop_value),
    ("a union has one member less", drop_member),
    ("a schema has another name", rename_schema),
    ("a property with a schema inside has another name", rename_inline),
    ("an operation is gone", drop_operation),
    ("an operation has another id", rename_operation),
    ("all tags have other names", rename_tags),
    ("a query parameter is required", require_parameter),
    ("a parameter is new", add_parameter),
    ("an answer is of another type", change_answer),
    ("a header of an answer is gone", drop_header),
];

/// The documents after each change that applies.
pub fn all(text: &str) -> Result<Vec<(&'static str, String)>, String> {
    let input = generator::source::Input::Text { name: "document.yaml".to_owned(), text: text.to_owned() };
    let (tree, outcome) = generator::read(&input, &generator::Settings::Given(Default::default()), |_| {});
    let tree = tree.ok_or_else(|| format!("not read: {:?}", outcome.diags.reported()))?;
    let document: Value = serde_json::from_str(&generator::source::convert::to_json(tree))
        .map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    for (name, change) in CHANGES {
        let mut changed = document.clone();
        if change(&mut changed) {
            all.push((name, changed.to_string()));
        }
    }
    Ok(all)
}

/// Applies a change to the first schema of a component, or schema inside, that it is for.
fn schema(document: &mut Value, change: &dyn Fn(&mut Map<String, Value>) -> bool) -> bool {
    fn inside(value: &mut Value, change: &dyn Fn(&mut Map<String, Value>) -> bool) -> bool {
        match value {
            Value::Object(object) => {
                change(object)
                    || object
                        .iter_mut()
                        .filter(|(key, _)| !["example", "examples", "default"].contains(&key.as_str()))
                        .any(|(_, value)| inside(value, change))
            }
            Value::Array(list) => list.iter_mut().any(|value| inside(value, change)),
            _ => false,
        }
    }
    document.pointer_mut("/components/schemas").is_some_and(|schemas| inside(schemas, change))
}

/// The names of properties that have a type of their own, required or not.
fn properties(object: &Map<String, Value>, required: bool) -> Option<String> {
    let named: Vec<&str> =
        object.get("required").and_then(Value::as_array)?.iter().filter_map(Value::as_str).collect();
    let (properties, is_object) =
        (object.get("properties")?.as_object()?, object.get("type") == Some(&json!("object")));
    let mut names = properties.iter().filter(|(name, schema)| {
        is_object
            && schema.get("type").is_some_and(Value::is_string)
            && named.contains(&name.as_str()) == required
    });
    names.next().map(|(name, _)| name.clone())
}

fn require(document: &mut Value) -> bool {
    schema(document, &|object| {
        let Some(name) = properties(object, false) else { return false };
        object.get_mut("required").and_then(Value::as_array_mut).map(|list| list.push(name.into())).is_some()
    })
}

fn release(document: &mut Value) -> bool {
    schema(document, &|object| {
        let Some(name) = properties(object, true) else { return false };
        let list = object.get_mut("required").and_then(Value::as_array_mut);
        list.map(|list| list.retain(|it| *it != name)).is_some()
    })
}

fn grow(document: &mut Value) -> bool {
    schema(document, &|object| {
        if properties(object, true).is_none() {
            return false;
        }
        if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("brand_new".to_owned(), json!({"type": "string"}));
        }
        let list = object.get_mut("required").and_then(Value::as_array_mut);
        list.map(|list| list.push("brand_new".into())).is_some()
    })
}

fn drop_property(document: &mut Value) -> bool {
    schema(document, &|object| {
        let Some(name) = properties(object, false) else { return false };
        object.get_mut("properties").and_then(Value::as_object_mut).and_then(|it| it.remove(&name)).is_some()
    })
}

/// Changes the first property that has a plain type.
fn property(document: &mut Value, change: &dyn Fn(&mut Value) -> bool) -> bool {
    schema(document, &|object| {
        let Some(name) = properties(object, true).or_else(|| properties(object, false)) else { return false };
        object.get_mut("properties").and_then(|all| all.get_mut(&name)).is_some_and(change)
    })
}

fn retype(document: &mut Value) -> bool {
    property(document, &|schema| {
        *schema =
            if schema["type"] == "boolean" { json!({"type": "string"}) } else { json!({"type": "boolean"}) };
        true
    })
}

fn null(document: &mut Value) -> bool {
    property(document, &|schema| {
        schema["type"] = json!([schema["type"], "null"]);
        true
    })
}

fn values(document: &mut Value, change: &dyn Fn(&mut Vec<Value>)) -> bool {
    schema(document, &|object| match object.get_mut("enum").and_then(Value::as_array_mut) {
        Some(list) if list.len() > 2 && list.iter().all(Value::is_string) => {
            change(list);
            true
        }
        _ => false,
    })
}

fn add_value(document: &mut Value) -> bool {
    values(document, &|list| list.push("brand-new".into()))
}

fn drop_value(document: &mut Value) -> bool {
    values(document, &|list| drop(list.remove(0)))
}

fn drop_member(document: &mut Value) -> bool {
    schema(document, &|object| {
        let list = ["oneOf", "anyOf"]
            .into_iter()
            .find(|key| object.get(*key).and_then(Value::as_array).is_some_and(|list| list.len() > 2));
        let list = list.and_then(|key| object.get_mut(key)).and_then(Value::as_array_mut);
        list.map(|list| list.remove(0)).is_some()
    })
}

fn rename_schema(document: &mut Value) -> bool {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    let Some(name) = schemas.and_then(|all| {
        let name = all.iter().find(|(_, it)| it.get("properties").is_some()).map(|(name, _)| name.clone())?;
        let schema = all.remove(&name)?;
        all.insert(format!("{name}BrandNew"), schema);
        Some(name)
    }) else {
        return false;
    };
    let (old, new) =
        (format!("\"#/components/schemas/{name}\""), format!("\"#/components/schemas/{name}BrandNew\""));
    serde_json::from_str(&document.to_string().replace(&old, &new)).map(|changed| *document = changed).is_ok()
}

fn rename_inline(document: &mut Value) -> bool {
    schema(document, &|object| {
        let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) else {
            return false;
        };
        let is_inline = |schema: &Value| schema.get("properties").is_some() || schema.get("enum").is_some();
        let Some(name) = properties.iter().find(|(_, it)| is_inline(it)).map(|(name, _)| name.clone()) else {
            return false;
        };
        let schema = properties.remove(&name);
        schema.map(|schema| properties.insert("brand_new".to_owned(), schema)).is_some()
    })
}

/// Applies a change to the first operation that it is for.
fn operation(document: &mut Value, change: &dyn Fn(&mut Value) -> bool) -> bool {
    const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
    let paths = document["paths"].as_object_mut();
    let items = paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut);
    let mut operations =
        items.flat_map(|item| item.iter_mut()).filter(|(key, _)| METHODS.contains(&key.as_str()));
    operations.any(|(_, operation)| change(operation))
}

fn drop_operation(document: &mut Value) -> bool {
    let Some(paths) = document["paths"].as_object_mut() else { return false };
    let Some(path) = paths.keys().next().cloned() else { return false };
    paths.remove(&path).is_some()
}

fn rename_operation(document: &mut Value) -> bool {
    operation(document, &|operation| {
        operation["operationId"] = json!("brandNewThing");
        true
    })
}

fn rename_tags(document: &mut Value) -> bool {
    let mut any = false;
    operation(document, &|operation| {
        if let Some(list) = operation["tags"].as_array_mut() {
            list.iter_mut()
                .for_each(|tag| *tag = json!(format!("{} anew", tag.as_str().unwrap_or_default())));
        }
        false
    });
    operation(document, &|operation| operation["tags"].is_array()).then(|| any = true);
    any
}

fn require_parameter(document: &mut Value) -> bool {
    operation(document, &|operation| {
        let list = operation["parameters"].as_array_mut().into_iter().flatten();
        let mut optional = list.filter(|it| it["in"] == "query" && it["required"] != true);
        optional.next().map(|parameter| parameter["required"] = json!(true)).is_some()
    })
}

fn add_parameter(document: &mut Value) -> bool {
    operation(document, &|operation| {
        if !operation["parameters"].is_array() {
            operation["parameters"] = json!([]);
        }
        let list = operation["parameters"].as_array_mut();
        list.map(|list| list.push(json!({"name": "brand_new", "in": "query", "schema": {"type": "string"}})))
            .is_some()
    })
}

fn change_answer(document: &mut Value) -> bool {
    operation(document, &|operation| {
        let schema = operation.pointer_mut("/responses/200/content/application~1json/schema");
        schema.map(|schema| *schema = json!({"type": "array", "items": schema.clone()})).is_some()
    })
}

fn drop_header(document: &mut Value) -> bool {
    operation(document, &|operation| {
        let answers = operation["responses"].as_object_mut().into_iter().flat_map(|all| all.values_mut());
        let mut headers = answers.filter_map(|answer| answer.get_mut("headers")?.as_object_mut());
        headers
            .any(|headers| headers.keys().next().cloned().is_some_and(|name| headers.remove(&name).is_some()))
    })
}
