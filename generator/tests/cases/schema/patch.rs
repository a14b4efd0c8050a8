//! The types of the document, version `1`.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Thing { pub note: Option<String>, pub shared: Option<Shared>, pub state: Option<State> }
wire::object!(Thing { note?, shared?, state? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct State { pub since: Option<String>, pub until: Option<String> }
wire::object!(State { since?, until? });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Shared { pub x: Option<String> }
wire::object!(Shared { x? });
wire::builder!(Shared { new(); x(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Own { pub y: wire::Patch<String> }
wire::object!(Own { y? });
wire::builder!(Own { new(); y(patch y_null into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ThingPatch {
    pub must: Option<String>,
    pub note: wire::Patch<String>,
    pub never_null: Option<String>,
    pub shared: Option<Shared>,
    pub own: wire::Patch<Own>,
}
wire::object!(ThingPatch { must, note?, never_null?, shared?, own? });
wire::builder!(ThingPatch {
    new(must(null String)); note(patch note_null into String); never_null(into String); shared(into Shared);
    own(patch own_null into Own);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct MergeThingRequest { pub note: wire::Patch<String> }
wire::object!(MergeThingRequest { note? });
wire::builder!(MergeThingRequest { new(); note(patch note_null into String); });
