//! One tree out of many files, in which every reference is to a component.
//!
//! References may lead to other files, into them, to anchors and identifiers of schemas, and to any object of the same
//! file. Afterwards each is `#/components/<kind>/<name>`, or dangling and reported. What it pointed at has become that
//! component; path items, which have no references of their own in most tools, stand where they were referred to.
//!
//! The names of components that come about here depend on what is referred to, not on the order of anything: the name at
//! the end of the pointer, or that of the file. A component of the root file that is nothing but a reference gives its
//! own name to what it refers to.

mod build;
mod collect;
mod names;
mod resolve;
mod restate;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use super::fit::table::{Kind, Slot};
use super::origins::{Pass, Place};
use super::{Sources, reference};
use crate::diag::{Code, Diagnostic, Diagnostics, FileId, Pointer, Scope, code};
use collect::Reference;
use resolve::{Broken, Library};

/// Which version the tree is of, as far as references go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    OpenApi3,
    Swagger2,
}

impl Dialect {
    /// What a whole document is.
    fn document(self) -> Slot {
        match self {
            Dialect::OpenApi3 => Slot::Object(Kind::Document),
            Dialect::Swagger2 => Slot::Object(Kind::Swagger),
        }
    }

    /// Where components of a kind live, if there are any.
    fn group(self, kind: Kind) -> Option<Group> {
        let (parent, name) = match (self, kind) {
            (Dialect::OpenApi3, Kind::Schema) => (Some("components"), "schemas"),
            (Dialect::OpenApi3, Kind::Response) => (Some("components"), "responses"),
            (Dialect::OpenApi3, Kind::Parameter) => (Some("components"), "parameters"),
            (Dialect::OpenApi3, Kind::Example) => (Some("components"), "examples"),
            (Dialect::OpenApi3, Kind::RequestBody) => (Some("components"), "requestBodies"),
            (Dialect::OpenApi3, Kind::Header) => (Some("components"), "headers"),
            (Dialect::OpenApi3, Kind::SecurityScheme) => (Some("components"), "securitySchemes"),
            (Dialect::OpenApi3, Kind::Link) => (Some("components"), "links"),
            (Dialect::Swagger2, Kind::Schema) => (None, "definitions"),
            (Dialect::Swagger2, Kind::SwaggerParameter) => (None, "parameters"),
            (Dialect::Swagger2, Kind::SwaggerResponse) => (None, "responses"),
            _ => return None,
        };
        Some(Group { parent, name })
    }

    /// The component that a pointer of the root file is, of whatever kind.
    fn component(self, pointer: &Pointer) -> Option<(String, String)> {
        let tokens: Vec<_> = pointer.tokens().map(|token| token.into_owned()).collect();
        match (self, tokens.as_slice()) {
            (Dialect::OpenApi3, [components, group, name]) if components == "components" => {
                Some((group.clone(), name.clone()))
            }
            (Dialect::Swagger2, [group, name])
                if ["definitions", "parameters", "responses"].contains(&group.as_str()) =>
            {
                Some((group.clone(), name.clone()))
            }
            _ => None,
        }
    }
}

/// Where components of one kind live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    parent: Option<&'static str>,
    name: &'static str,
}

impl Group {
    fn pointer(self, name: &str) -> Pointer {
        let mut pointer = Pointer::default();
        self.parent.into_iter().chain([self.name, name]).for_each(|token| pointer.push(token));
        pointer
    }

    fn reference(self, name: &str) -> String {
        let parent = self.parent.map(|parent| format!("{parent}/")).unwrap_or_default();
        format!("#/{parent}{}/{}", self.name, reference::token(name))
    }
}

/// What a slot makes of a reference.
#[derive(Clone, Copy)]
enum Use {
    /// It stays one, to a component of this group.
    Component(Group),
    /// What it points at takes its place.
    Inline,
    /// The same, although OpenAPI has no references there.
    NotAllowed,
    /// It is none: any JSON value may be there.
    Value,
}

fn usage(dialect: Dialect, slot: Slot) -> Use {
    match slot {
        Slot::Any | Slot::Anys | Slot::AnyMap => Use::Value,
        Slot::Ref(kind) => dialect.group(kind).map_or(Use::Inline, Use::Component),
        Slot::BoolOrSchema | Slot::Items => dialect.group(Kind::Schema).map_or(Use::Inline, Use::Component),
        Slot::Object(Kind::MediaType | Kind::Callback) => Use::Inline,
        _ => Use::NotAllowed,
    }
}

/// Bundles a tree with what it refers to. Also tells where everything was before.
pub(crate) fn bundle(
    root: Value,
    dialect: Dialect,
    sources: &mut Sources,
    diags: &mut Diagnostics,
) -> (Value, Pass) {
    let mut bundler = Bundler {
        dialect,
        library: Library::new(root, sources, diags),
        references: BTreeMap::new(),
        targets: BTreeMap::new(),
        ends: BTreeMap::new(),
        circles: BTreeSet::new(),
        names: BTreeMap::new(),
    };
    bundler.gather();
    bundler.follow_all();
    bundler.name_components();
    bundler.build()
}

struct Bundler<'a> {
    dialect: Dialect,
    library: Library<'a>,
    /// By the place of what is written.
    references: BTreeMap<Place, Reference>,
    /// What they point at, by the same.
    targets: BTreeMap<Place, Place>,
    /// Where each target leads in the end, if it is a reference itself: to a component, or to what is no reference.
    /// `None` where references only lead to one another.
    ends: BTreeMap<Place, Option<Place>>,
    /// For each circle of references, one of its places.
    circles: BTreeSet<Place>,
    /// The names of things that are no components yet.
    names: BTreeMap<(Group, Place), String>,
}

/// What becomes of a reference.
enum Outcome {
    Component(Group, String),
    Inline(Place),
    /// It stays as it is, and was reported.
    Dangling,
}

impl Bundler<'_> {
    /// Finds all references, in this file and in those that they lead to.
    fn gather(&mut self) {
        let start = Place { file: FileId::ROOT, pointer: Pointer::default() };
        let mut queue = VecDeque::from([(start, self.dialect.document())]);
        let mut seen = BTreeSet::new();
        while let Some((place, slot)) = queue.pop_front() {
            for reference in self.collect(&place, slot) {
                let written = reference.written_at();
                // What a chain of references leads through is never settled: where it leads is not known without it.
                let link = reference.place == place;
                if self.references.contains_key(&written) || !link && self.is_settled(&reference) {
                    continue;
                }
                match self.library.resolve(&reference).and_then(|target| self.accept(target, &reference)) {
                    Ok(target) => {
                        if !self.is_component(&target) && seen.insert((target.clone(), reference.slot)) {
                            queue.push_back((target.clone(), reference.slot));
                        }
                        self.targets.insert(written.clone(), target);
                    }
                    Err(Broken { code, message }) => self.report(code, written.clone(), message),
                }
                self.references.insert(written, reference);
            }
        }
    }

    fn collect(&mut self, place: &Place, slot: Slot) -> Vec<Reference> {
        let mut found = Vec::new();
        let base = self.library.base(place);
        if let Some(value) = self.library.get_mut(place) {
            collect::collect(place.file, slot, value, &place.pointer, &base, &mut found);
        }
        found
    }

    /// Whether what a reference points at can be what belongs there.
    fn accept(&mut self, target: Place, reference: &Reference) -> Result<Place, Broken> {
        let Use::Component(group) = usage(self.dialect, reference.slot) else { return Ok(target) };
        if target.file == FileId::ROOT
            && let Some((other, _)) = self.dialect.component(&target.pointer)
            && other != group.name
        {
            let message =
                format!("one of `{}` belongs here, and `{}` is one of `{other}`", group.name, reference.text);
            return Err(Broken { code: &code::REFERENCE_TO_OTHER_KIND, message });
        }
        let what = match self.library.get(&target) {
            Some(Value::Object(_)) if !self.is_collection(&target) => return Ok(target),
            Some(Value::Bool(_)) if group.name == "schemas" => return Ok(target),
            Some(Value::Object(_)) => "a part of the document that has no kind",
            Some(other) => super::fit::describe(other),
            None => "nothing",
        };
        let message = format!("there is {what} at `{}`", reference.text);
        Err(Broken { code: &code::DANGLING_REFERENCE, message })
    }

    /// Whether nothing is to be done about a reference: it is none, or is to a component and written as it will be. All
    /// but a few of the references in most documents are.
    fn is_settled(&self, reference: &Reference) -> bool {
        let group = match usage(self.dialect, reference.slot) {
            Use::Value => return true,
            Use::Component(group) => group,
            Use::Inline | Use::NotAllowed => return false,
        };
        let fragment = reference.text.strip_prefix('#').filter(|text| !text.contains(['~', '%']));
        let Some(pointer) = fragment.map(|fragment| Pointer(fragment.to_owned())) else { return false };
        let component = self.dialect.component(&pointer).filter(|(name, _)| name == group.name);
        let target = Place { file: FileId::ROOT, pointer };
        reference.place.file == FileId::ROOT
            && reference.member == Some("$ref")
            && component.is_some()
            && self.library.get(&target).is_some_and(Value::is_object)
            // A component that is a reference may be part of a circle.
            && !self.is_component(&reference.place)
    }

    /// Whether a place holds components, rather than being one or being in one.
    fn is_collection(&self, place: &Place) -> bool {
        let inside = place.pointer.join("x");
        let holds = |pointer: &Pointer| self.dialect.component(pointer).is_some();
        let whole = place.pointer == Pointer::default();
        place.file == FileId::ROOT && (whole || holds(&inside) || place.pointer.0 == "/components")
    }

    /// Whether a place is a component of the root file already.
    fn is_component(&self, place: &Place) -> bool {
        place.file == FileId::ROOT && self.dialect.component(&place.pointer).is_some()
    }

    /// What a place holds if it is nothing but a reference: where that leads.
    fn forwards(&self, place: &Place) -> Option<&Place> {
        let members = self.library.get(place)?.as_object()?;
        if members.len() != 1 {
            return None;
        }
        let written = Place { file: place.file, pointer: place.pointer.join("$ref") };
        self.targets.get(&written)
    }

    /// Finds out where chains of references end, each once however many of them join.
    fn follow_all(&mut self) {
        let mut ends: BTreeMap<Place, Option<Place>> = BTreeMap::new();
        let mut circles = BTreeSet::new();
        for start in self.targets.values() {
            let (mut chain, mut on_chain) = (Vec::new(), BTreeSet::new());
            let mut here = start;
            let end = loop {
                if let Some(known) = ends.get(here) {
                    break known.clone();
                }
                if !on_chain.insert(here) {
                    circles.insert(here.clone());
                    break None;
                }
                chain.push(here);
                match self.forwards(here) {
                    Some(next) => here = next,
                    None => break Some(here.clone()),
                }
            };
            for place in chain.into_iter().cloned() {
                // A component stays what it is, even if it is a reference; one in a circle is reported all the same.
                let end = if self.is_component(&place) && end.is_some() {
                    Some(place.clone())
                } else {
                    end.clone()
                };
                ends.insert(place, end);
            }
        }
        self.ends = ends;
        self.circles = circles.clone();
        for place in circles {
            let written = Place { file: place.file, pointer: place.pointer.join("$ref") };
            let text =
                self.references.get(&written).map(|reference| reference.text.clone()).unwrap_or_default();
            self.report(&code::REFERENCE_CYCLE, written, format!("`{text}` leads back here"));
        }
    }

    /// Where a reference leads in the end.
    fn end_of(&self, written: &Place) -> Option<&Place> {
        self.ends.get(self.targets.get(written)?)?.as_ref()
    }

    fn outcome(&self, written: &Place, reference: &Reference) -> Outcome {
        let Some(target) = self.end_of(written).cloned() else { return Outcome::Dangling };
        let Use::Component(group) = usage(self.dialect, reference.slot) else {
            return Outcome::Inline(target);
        };
        match self.dialect.component(&target.pointer).filter(|_| target.file == FileId::ROOT) {
            Some((_, name)) => Outcome::Component(group, name),
            None => match self.names.get(&(group, target)) {
                Some(name) => Outcome::Component(group, name.clone()),
                None => Outcome::Dangling,
            },
        }
    }

    fn report(&mut self, code: &'static Code, place: Place, message: String) {
        // The root file may have been converted from a page before.
        let place = match place.file {
            FileId::ROOT => self.library.sources.origins.find(place.pointer),
            _ => place,
        };
        let diagnostic = Diagnostic::new(code, place.pointer, message);
        self.library.diags.push(diagnostic.within(Scope::File(place.file)));
    }
}
