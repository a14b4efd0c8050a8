//! Which types of a document are measured.

use generator::Watch;
use generator::ir::{Api, Content, Dispatch, Ident, JsonKind, Kind, Ty, TypeId};
use generator::plan::Plan;
use generator::table::media::Behaviour;

use super::sample::Maker;

/// How many types of each sort are measured at most.
const MOST: usize = 2;

/// A list of values of one type.
pub struct List {
    /// The type.
    pub name: String,
    /// What it is, in words.
    pub sort: &'static str,
    /// JSON: in the order of the type, and shuffled.
    pub texts: [String; 2],
}

/// Chooses while a document is generated.
pub struct Choice {
    bytes: usize,
    /// What was chosen.
    pub lists: Vec<List>,
}

impl Choice {
    /// Lists of about so many bytes.
    pub fn new(bytes: usize) -> Self {
        Choice { bytes, lists: Vec::new() }
    }

    /// Takes the largest of some types.
    fn add(&mut self, api: &Api<Ident>, sort: &'static str, ids: Vec<TypeId>) {
        let mut sizes: Vec<(usize, TypeId)> =
            ids.into_iter().filter_map(|id| Some((Maker::new(api).size(id)?, id))).collect();
        sizes.sort_by_key(|(size, id)| (std::cmp::Reverse(*size), id.0));
        sizes.dedup_by_key(|(_, id)| id.0);
        for (_, id) in sizes.into_iter().take(MOST) {
            let texts = Maker::new(api).list(id, self.bytes);
            if let (Some(texts), Some(def)) = (texts, api.types.get(id.0 as usize)) {
                self.lists.push(List { name: def.name.0.clone(), sort, texts });
            }
        }
    }
}

impl Watch for Choice {
    fn plan(&mut self, plan: &Plan) {
        let api = &plan.api;
        self.add(api, "objects", objects(api));
        self.add(api, "union by shape", unions(api, false));
        self.add(api, "union by tag", unions(api, true));
    }
}

/// The objects that operations answer and take, and those in the lists that they answer.
fn objects(api: &Api<Ident>) -> Vec<TypeId> {
    let mut found = Vec::new();
    for operation in &api.operations {
        let answers = operation.answers.iter().flat_map(|answer| &answer.contents);
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let is_json = |content: &&Content| content.media.behaviour == Behaviour::Json;
        for ty in answers.chain(bodies).filter(is_json).filter_map(|content| content.ty.as_ref()) {
            let Some((id, kind)) = named(api, ty) else { continue };
            let Kind::Struct { fields, .. } = kind else { continue };
            let items = fields.iter().filter(|field| matches!(field.ty, Ty::List(_)));
            let items: Vec<TypeId> =
                items.filter_map(|field| named(api, &field.ty)).map(|(id, _)| id).collect();
            // A page of a list is measured as its items.
            match items.as_slice() {
                [item] if fields.len() < 4 => found.push(*item),
                _ => found.push(id),
            }
        }
    }
    let is_object =
        |id: &TypeId| api.types.get(id.0 as usize).is_some_and(|def| matches!(def.kind, Kind::Struct { .. }));
    found.retain(is_object);
    found
}

/// The unions of at least two objects.
fn unions(api: &Api<Ident>, tagged: bool) -> Vec<TypeId> {
    let ids = (0..).map(TypeId).zip(&api.types);
    let fits = ids.filter(|(_, def)| match &def.kind {
        Kind::Union { dispatch: Dispatch::Tag { .. }, .. } => tagged,
        Kind::Union { variants, dispatch: Dispatch::Shape { .. } } => {
            let objects = variants.iter().filter(|variant| variant.probe.kinds.contains(&JsonKind::Object));
            !tagged && objects.count() > 1
        }
        _ => false,
    });
    fits.map(|(id, _)| id).collect()
}

fn named<'a>(api: &'a Api<Ident>, ty: &Ty) -> Option<(TypeId, &'a Kind<Ident>)> {
    match ty {
        Ty::Named(id) => Some((*id, &api.types.get(id.0 as usize)?.kind)),
        Ty::List(inner) | Ty::Nullable(inner) | Ty::Boxed(inner) => named(api, inner),
        _ => None,
    }
}
