//! What rustdoc lists of a generated crate, with the names that `diff` has for it.

use crate::made::Made;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All that code can name, each with what it is: `types::Order::id` and `: String`.
pub struct Items {
    pub lines: BTreeSet<(String, String)>,
    /// Old names of types.
    pub aliases: BTreeMap<String, String>,
}

struct Lister<'m> {
    index: &'m Value,
    /// What `diff` calls the items that stand for something else: the types of a resource's module.
    said: BTreeMap<String, String>,
    /// The keys of types, by their ids.
    keys: BTreeMap<u64, String>,
    items: Items,
}

pub fn items(made: &Made) -> Items {
    let items = Items { lines: BTreeSet::new(), aliases: BTreeMap::new() };
    let mut lister = Lister { index: &made.index["index"], said: said(made), keys: BTreeMap::new(), items };
    lister.module(&made.index["root"], &[]);
    lister.impls();
    for name in features(&made.manifest) {
        lister.items.lines.insert((format!("feature {name}"), String::new()));
    }
    lister.items
}

fn features(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name)
}

/// Types that are there for a method or for `new`: what `diff` tells under that.
fn said(made: &Made) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    for (module, ty) in &made.ledger.resources {
        said.insert(format!("{module}::{ty}"), format!("Client::{module}()"));
    }
    for call in made.ledger.operations.values() {
        let item = format!("Client::{}", call.call.to_string().replace('.', "()."));
        let texts = [call.body.as_deref(), Some(call.returns.as_str())];
        let held = texts.into_iter().flatten().flat_map(words);
        let own = call.marker.iter().chain(&call.required).map(|name| name.0.as_str());
        for name in held.chain(own) {
            said.insert(format!("{}::{name}", call.call.resource), item.clone());
        }
    }
    for (name, ty) in &made.ledger.types {
        if let Some(required) = &ty.required {
            said.insert(format!("types::{required}"), format!("types::{name}::new"));
        }
    }
    said
}

/// The identifiers of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#')).filter(|word| !word.is_empty())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn name(item: &Value) -> &str {
    item["name"].as_str().unwrap_or_default()
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

impl<'m> Lister<'m> {
    fn get(&self, id: &Value) -> &'m Value {
        &self.index[id.to_string()]
    }

    fn add(&mut self, key: &str, text: impl Into<String>) {
        self.items.lines.insert((key.to_owned(), text.into()));
    }

    fn module(&mut self, id: &Value, path: &[&str]) {
        for id in list(&self.get(id)["inner"]["module"]["items"]) {
            let item = self.get(id);
            let used = &item["inner"]["use"];
            let is_public = item["visibility"] == "public" || item["visibility"] == "default";
            match () {
                () if !is_public => {}
                () if used["is_glob"] == true => self.module(&used["id"], path),
                () if used.is_object() => {
                    self.add(
                        &[path, &[used["name"].as_str().unwrap_or_default()]].concat().join("::"),
                        "use",
                    );
                }
                () if item["inner"]["module"].is_object() => {
                    let path = [path, &[name(item)]].concat();
                    if path.first() == Some(&"runtime") {
                        self.add(&path.join("::"), "mod");
                    }
                    self.module(id, &path);
                }
                () if path.first() == Some(&"runtime") => {
                    self.add(&[path, &[name(item)]].concat().join("::"), "item");
                }
                () => self.item(id, item, path),
            }
        }
    }

    fn item(&mut self, id: &Value, item: &'m Value, path: &[&str]) {
        let place = [path, &[name(item)]].concat().join("::");
        let key = self.said.get(&place).cloned().unwrap_or_else(|| place.clone());
        let inner = &item["inner"];
        if let Some(alias) = inner.get("type_alias") {
            let target = self.ty(&alias["type"]);
            match path {
                ["types"] => drop(self.items.aliases.insert(name(item).to_owned(), target)),
                // Calls that take the same share the type that says which calls they are.
                _ => self.add(&key, "struct"),
            }
            return;
        }
        if let Some(id) = id.as_u64() {
            self.keys.insert(id, key.clone());
        }
        if inner["constant"].is_object() {
            let text = self.ty(&inner["constant"]["type"]);
            return self.add(&key, text);
        }
        let kind = inner.as_object().and_then(|inner| inner.keys().next()).cloned().unwrap_or_default();
        self.add(&key, kind);
        self.fields(&key, &inner["struct"]["kind"]["plain"]["fields"], item);
        let held: Vec<String> =
            list(&inner["struct"]["kind"]["tuple"]).iter().map(|id| self.field(id)).collect();
        if !held.is_empty() && path == ["types"] {
            self.add(&format!("{key}::0"), held.join(", "));
        }
        for id in list(&inner["enum"]["variants"]) {
            let variant = self.get(id);
            let key = format!("{key}::{}", name(variant));
            let kind = &variant["inner"]["variant"]["kind"];
            let held: Vec<String> = list(&kind["tuple"]).iter().map(|id| self.field(id)).collect();
            self.add(&key, format!("({})", held.join(", ")));
            self.fields(&key, &kind["struct"]["fields"], variant);
        }
    }

    fn field(&self, id: &Value) -> String {
        self.ty(&self.get(id)["inner"]["struct_field"])
    }

    /// Fields, and all of their names where they have all to be named.
    fn fields(&mut self, key: &str, ids: &Value, owner: &Value) {
        let ids = list(ids);
        for id in ids {
            let text = self.field(id);
            self.add(&format!("{key}::{}", name(self.get(id))), format!(": {text}"));
        }
        if !owner["attrs"].to_string().contains("non_exhaustive") && !ids.is_empty() {
            let names: Vec<&str> = ids.iter().map(|id| name(self.get(id))).collect();
            self.add(key, format!("all of {}", names.join(", ")));
        }
    }

    /// Methods and traits.
    fn impls(&mut self) {
        let index = self.index;
        for item in index.as_object().into_iter().flat_map(|index| index.values()) {
            let of = &item["inner"]["impl"];
            if !of.is_object() || !of["blanket_impl"].is_null() || of["is_negative"] == true {
                continue;
            }
            let target = &of["for"]["resolved_path"];
            let args = list(&target["args"]["angle_bracketed"]["args"]);
            let path = last(target["path"].as_str().unwrap_or_default());
            // What can be set on a call is told by the type that says which call it is.
            let marked = args.get(2).and_then(|arg| arg["type"]["resolved_path"]["id"].as_u64());
            let id = if path == "Call" { marked } else { target["id"].as_u64() };
            let is_root = path == "Client"
                && !item["span"]["filename"].as_str().unwrap_or_default().contains("runtime");
            let key = match id.and_then(|id| self.keys.get(&id)) {
                Some(key) => key.clone(),
                None if is_root => "Client".to_owned(),
                None => continue,
            };
            if of["trait"].is_object() {
                let types = list(&of["items"]).iter().map(|id| self.get(id));
                let types = types.filter(|item| item["inner"]["assoc_type"].is_object());
                let types: Vec<String> = types
                    .map(|item| format!("{} = {}", name(item), self.ty(&item["inner"]["assoc_type"]["type"])))
                    .collect();
                let text = format!("impl {} {}", self.path(&of["trait"]), types.join(", "));
                self.add(&key, text.trim_end());
            } else {
                self.methods(&key, &of["items"]);
            }
        }
    }

    fn methods(&mut self, key: &str, ids: &Value) {
        for id in list(ids) {
            let item = self.get(id);
            if item["visibility"] != "public" {
                continue;
            }
            let (name, of) = (name(item), &item["inner"]);
            let key = match key {
                "Client" => format!("Client::{name}()"),
                key if key.ends_with("()") => format!("{key}.{name}"),
                key => format!("{key}::{name}"),
            };
            let text = match of.get("function") {
                Some(function) => self.signature(&function["sig"]),
                None => self.ty(&of["assoc_const"]["type"]),
            };
            self.add(&key, text);
        }
    }

    fn signature(&self, signature: &Value) -> String {
        let inputs: Vec<String> = list(&signature["inputs"]).iter().map(|input| self.ty(&input[1])).collect();
        format!("({}) -> {}", inputs.join(", "), self.ty(&signature["output"]))
    }

    fn path(&self, path: &Value) -> String {
        let head = last(path["path"].as_str().unwrap_or_default());
        let args = &path["args"]["angle_bracketed"];
        // Nobody names what is set on a call by its type.
        let most = if head == "Call" { 2 } else { usize::MAX };
        let bound = list(&args["constraints"]);
        let bound =
            bound.iter().map(|it| format!("{} = {}", name(it), self.ty(&it["binding"]["equality"]["type"])));
        let args = list(&args["args"]).iter().take(most).filter(|arg| arg["lifetime"].is_null());
        let args: Vec<String> = args.map(|arg| self.ty(&arg["type"])).chain(bound).collect();
        if args.is_empty() { head.to_owned() } else { format!("{head}<{}>", args.join(", ")) }
    }

    fn ty(&self, ty: &Value) -> String {
        let all = |types: &Value| list(types).iter().map(|ty| self.ty(ty)).collect::<Vec<_>>().join(", ");
        let Some((kind, of)) = ty.as_object().and_then(|ty| ty.iter().next()) else {
            return "()".to_owned();
        };
        match kind.as_str() {
            "resolved_path" => self.path(of),
            "primitive" | "generic" => of.as_str().unwrap_or_default().to_owned(),
            "borrowed_ref" => format!("&{}", self.ty(&of["type"])),
            "slice" => format!("[{}]", self.ty(of)),
            "array" => format!("[{}; {}]", self.ty(&of["type"]), of["len"]),
            "tuple" => format!("({})", all(of)),
            "impl_trait" => {
                let bounds = list(of).iter().map(|bound| self.path(&bound["trait_bound"]["trait"]));
                format!("impl {}", bounds.collect::<Vec<_>>().join(" + "))
            }
            "qualified_path" => format!("{}::{}", self.ty(&of["self_type"]), name(of)),
            _ => format!("{kind} {of}"),
        }
    }
}
