//! From the text of a reference to the place that it points at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::collect::Reference;
use super::reference::{self, Parts};
use super::restate;
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Pointer, Scope, code, suggest};
use crate::source::fit::table::Slot;
use crate::source::origins::Place;
use crate::source::{self, Sources, walk};

/// The files that references lead to, as trees.
pub(super) struct Library<'a> {
    pub(super) sources: &'a mut Sources,
    pub(super) diags: &'a mut Diagnostics,
    /// By the identifier of the file. `None` for a file that could not be read.
    pub(super) trees: Vec<Option<Value>>,
    /// Whether what stands beside `$ref` counts in the root file, and so in the one tree.
    siblings_count: bool,
    /// Files by their path; those that could not be opened at all have no identifier.
    opened: BTreeMap<PathBuf, Option<FileId>>,
    /// The named schemas of each file, once somebody asked for one.
    names: BTreeMap<FileId, Names>,
    /// How many more names may be compared with one that leads nowhere, in search of what was meant.
    comparisons: usize,
}

/// Schemas that can be referred to by name rather than by place (JSON Schema Core, section 8.2).
#[derive(Debug, Default)]
struct Names {
    /// `$anchor` and `$dynamicAnchor`.
    anchors: BTreeMap<String, Pointer>,
    /// `$id`, joined with those around it.
    identifiers: BTreeMap<String, Pointer>,
}

/// Why a reference leads nowhere.
pub(super) struct Broken {
    pub(super) code: &'static Code,
    pub(super) message: String,
}

impl<'a> Library<'a> {
    pub(super) fn new(root: Value, sources: &'a mut Sources, diags: &'a mut Diagnostics) -> Self {
        let path = sources.files.first().and_then(|file| file.path.as_deref()).map(clean);
        let opened = path.into_iter().map(|path| (path, Some(FileId::ROOT))).collect();
        let siblings_count = restate::siblings_count(&root).unwrap_or_default();
        Library {
            sources,
            diags,
            siblings_count,
            trees: vec![Some(root)],
            opened,
            names: BTreeMap::new(),
            comparisons: 1_000_000,
        }
    }

    pub(super) fn get(&self, place: &Place) -> Option<&Value> {
        self.trees.get(place.file.0)?.as_ref()?.pointer(&place.pointer.0)
    }

    pub(super) fn get_mut(&mut self, place: &Place) -> Option<&mut Value> {
        self.trees.get_mut(place.file.0)?.as_mut()?.pointer_mut(&place.pointer.0)
    }

    /// The `$id`s around a place, joined.
    pub(super) fn base(&self, place: &Place) -> String {
        let (mut base, mut pointer) = (String::new(), Pointer::default());
        for token in place.pointer.tokens() {
            let around = self.get(&Place { file: place.file, pointer: pointer.clone() });
            if let Some(id) = around.and_then(|value| value.get("$id")).and_then(Value::as_str) {
                base = reference::join(&base, id);
            }
            pointer.push(&token);
        }
        base
    }

    /// The place that a reference points at. There is something at that place.
    pub(super) fn resolve(&mut self, reference: &Reference) -> Result<Place, Broken> {
        let parts = reference::split(&reference.text);
        let file = match self.resource(reference, parts)? {
            Resource::File(file) => file,
            Resource::Schema(place) => return self.within(place, parts.fragment, reference),
        };
        // `#/…` in a schema with an identifier starts from that schema (JSON Schema Core, section 9.1.1), but authors
        // who write OpenAPI usually mean the document.
        let whole = Place { file, pointer: Pointer::default() };
        match self.within(whole, parts.fragment, reference) {
            Ok(place) => Ok(place),
            Err(broken) if parts.resource.is_empty() && !reference.base.is_empty() => {
                let resource = self.names(file).identifiers.get(&reference.base).cloned();
                let resource = resource.map(|pointer| Place { file, pointer });
                resource
                    .and_then(|resource| self.within(resource, parts.fragment, reference).ok())
                    .ok_or(broken)
            }
            Err(broken) => Err(broken),
        }
    }

    fn resource(&mut self, reference: &Reference, parts: Parts<'_>) -> Result<Resource, Broken> {
        let here = reference.place.file;
        if parts.resource.is_empty() {
            return Ok(Resource::File(here));
        }
        for name in [reference::join(&reference.base, parts.resource), parts.resource.to_owned()] {
            if (reference::is_remote(&name) || !reference.base.is_empty())
                && let Some(pointer) = self.names(here).identifiers.get(&name)
            {
                return Ok(Resource::Schema(Place { file: here, pointer: pointer.clone() }));
            }
        }
        if reference::is_remote(parts.resource) {
            let message = format!("`{}` is not on this computer", reference.text);
            return Err(Broken { code: &code::REMOTE_REFERENCE, message });
        }
        if let Some(place) = self.without_hash(reference, parts) {
            return Ok(Resource::Schema(place));
        }
        let opened = self.open(here, &reference::decode(parts.resource), reference.slot);
        opened.map(Resource::File).map_err(|broken| match (reference.slot, reference.member) {
            // Nothing is generated from prose: that it is missing is no reason to stop.
            (Slot::Text, _) => Broken { code: &code::REFERENCE_NOT_ALLOWED, ..broken },
            // Without it, one tag leads nowhere; the members are listed elsewhere.
            (_, None) => Broken { code: &code::DANGLING_REFERENCE, ..broken },
            // Tools write names of types, and even prose, where a reference belongs.
            _ if !names_file(&reference.text) => {
                let message = format!("`{}` leads nowhere, and is not the name of a file", reference.text);
                Broken { code: &code::DANGLING_REFERENCE, message }
            }
            _ => broken,
        })
    }

    /// What a reference leads to that is written like the name of a file and lacks its `#`: `/definitions/Pet`, the same
    /// without a slash, or `Pet` alone, as Swagger 1.2 wrote it.
    fn without_hash(&mut self, reference: &Reference, parts: Parts<'_>) -> Option<Place> {
        let file = reference.place.file;
        let name = reference::decode(parts.resource);
        if reference.text.contains('#') || reference.slot == Slot::Text || name.contains('.') {
            return None;
        }
        let schema = walk::is_schema(reference.slot);
        let pointers = match name.strip_prefix('/') {
            Some(rest) => vec![format!("/{rest}")],
            None if name.contains('/') => vec![format!("/{name}")],
            None if schema => {
                ["components/schemas", "definitions"].map(|group| format!("/{group}/{name}")).to_vec()
            }
            None => Vec::new(),
        };
        let places = pointers.into_iter().map(|pointer| Place { file, pointer: Pointer(pointer) });
        let place = places.into_iter().find(|place| self.get(place).is_some())?;
        let at = reference.written_at();
        let message = format!("`{}` is read as `#{}`", reference.text, place.pointer.0);
        let diagnostic = Diagnostic::new(&code::REFERENCE_WITHOUT_HASH, at.pointer, message);
        self.diags.push(diagnostic.within(Scope::File(at.file)));
        Some(place)
    }

    /// What a fragment points at within a file or a schema.
    fn within(&mut self, start: Place, fragment: &str, reference: &Reference) -> Result<Place, Broken> {
        let nothing = |what: String| Broken { code: &code::DANGLING_REFERENCE, message: what };
        if fragment.is_empty() {
            return Ok(start);
        }
        let decoded = reference::decode(fragment);
        if !fragment.starts_with('/') {
            let anchor = self.names(start.file).anchors.get(decoded.as_ref()).cloned();
            let pointer = anchor.ok_or_else(|| nothing(format!("there is no anchor `{decoded}`")))?;
            return Ok(Place { file: start.file, pointer });
        }
        // A name with a percent sign in it may be meant as it stands.
        for fragment in [fragment, decoded.as_ref()] {
            let pointer = Pointer(format!("{}{fragment}", start.pointer.0));
            let place = Place { file: start.file, pointer };
            if self.get(&place).is_some() {
                return Ok(place);
            }
        }
        Err(nothing(match self.meant(&start, &decoded).or_else(|| self.elsewhere(&start, &decoded)) {
            Some(meant) => format!("there is nothing at `{}`; did you mean `{meant}`?", reference.text),
            None => format!("there is nothing at `{}`", reference.text),
        }))
    }

    /// The name that was probably meant by the last token of a pointer.
    fn meant(&mut self, start: &Place, fragment: &str) -> Option<String> {
        let (around, name) = fragment.rsplit_once('/')?;
        let around = Place { file: start.file, pointer: Pointer(format!("{}{around}", start.pointer.0)) };
        let names = self.get(&around)?.as_object()?;
        let left = self.comparisons.checked_sub(names.len())?;
        let meant = suggest::slip(name, names.keys().map(String::as_str)).map(str::to_owned);
        self.comparisons = left;
        meant
    }

    /// The component of that name, where another version of OpenAPI has them.
    fn elsewhere(&self, start: &Place, fragment: &str) -> Option<String> {
        let (_, name) = fragment.rsplit_once('/')?;
        let fragment = format!("/components/schemas/{name}");
        let place = Place { file: start.file, pointer: Pointer(format!("{}{fragment}", start.pointer.0)) };
        self.get(&place).map(|_| format!("#{fragment}"))
    }

    /// Reads a file that is named relative to another, once.
    fn open(&mut self, from: FileId, relative: &str, slot: Slot) -> Result<FileId, Broken> {
        let base =
            self.sources.files.get(from.0).and_then(|file| file.path.as_deref()).and_then(Path::parent);
        let path = clean(&base.unwrap_or(Path::new("")).join(relative));
        if let Some(file) = self.opened.get(&path) {
            return file
                .ok_or_else(|| Broken { code: &code::UNREADABLE_FILE, message: UNREADABLE.to_owned() });
        }
        self.opened.insert(path.clone(), None);
        let text = source::read_named(&path).map_err(|error| {
            let name = path.display();
            let start = Place { file: from, pointer: Pointer(format!("/{relative}")) };
            let message = match self.get(&start) {
                Some(_) => format!("`{name}` {error}; did you mean `#/{relative}`?"),
                None => format!("`{name}` {error}"),
            };
            Broken { code: &code::UNREADABLE_FILE, message }
        })?;
        let name = path.display().to_string();
        let data = path.extension().is_some_and(|extension| DATA.iter().any(|data| extension == *data));
        let (file, tree) = match slot {
            Slot::Text if !data => source::load_prose(path.clone(), name, text, self.sources),
            _ => source::load_file(Some(path.clone()), name, text, self.sources, self.diags),
        };
        self.trees.resize_with(self.sources.files.len(), || None);
        let Some(mut tree) = tree else {
            // What is wrong with it was reported at its own place.
            return Err(Broken { code: &code::UNREADABLE_FILE, message: UNREADABLE.to_owned() });
        };
        restate::restate(&mut tree, self.siblings_count, file, self.diags);
        if let Some(slot) = self.trees.get_mut(file.0) {
            *slot = Some(tree);
        }
        self.opened.insert(path, Some(file));
        Ok(file)
    }

    fn names(&mut self, file: FileId) -> &Names {
        let tree = self.trees.get(file.0).and_then(Option::as_ref);
        self.names.entry(file).or_insert_with(|| {
            let mut names = Names::default();
            if let Some(tree) = tree {
                gather(tree, &mut Pointer::default(), "", &mut names);
            }
            names
        })
    }
}

/// Whether anything about a reference says that it leads to another file: a folder, a fragment, or what data files are
/// called.
fn names_file(text: &str) -> bool {
    let data = DATA.iter().any(|extension| text.ends_with(&format!(".{extension}")));
    data || text.contains(['/', '\\', '#'])
}

/// What the names of files with data in them end with.
const DATA: [&str; 3] = ["json", "yaml", "yml"];

const UNREADABLE: &str = "this file cannot be read";

enum Resource {
    File(FileId),
    Schema(Place),
}

/// Gathers the names below a value. Only schemas have them, and what merely looks like a schema does no harm.
fn gather(value: &Value, at: &mut Pointer, base: &str, names: &mut Names) {
    let length = at.0.len();
    match value {
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            let identifier = text("$id").or(text("id").filter(|id| reference::is_remote(id)));
            let joined = identifier.filter(|id| !id.starts_with('#')).map(|id| reference::join(base, id));
            let base = joined.as_deref().unwrap_or(base);
            if let Some(id) = &joined {
                let id = id.strip_suffix('#').unwrap_or(id);
                names.identifiers.entry(id.to_owned()).or_insert_with(|| at.clone());
            }
            let old_anchor = text("$id").and_then(|id| id.strip_prefix('#'));
            for anchor in [text("$anchor"), text("$dynamicAnchor"), old_anchor].into_iter().flatten() {
                names.anchors.entry(anchor.to_owned()).or_insert_with(|| at.clone());
            }
            for (name, value) in members {
                if !matches!(name.as_str(), "example" | "examples" | "enum" | "const" | "default") {
                    at.push(name);
                    gather(value, at, base, names);
                    at.0.truncate(length);
                }
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                at.push(&index.to_string());
                gather(value, at, base, names);
                at.0.truncate(length);
            }
        }
        _ => {}
    }
}

/// A path without `.` and, as far as the names tell, without `..`.
fn clean(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
