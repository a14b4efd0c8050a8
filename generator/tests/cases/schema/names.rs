//! The types of the document, version `1`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct Colliding {
    pub a_hyphen_b: Option<String>,
    pub a_b: Option<String>,
    pub a_capital_b: Option<String>,
    pub empty: String,
    pub plus_1: i64,
    pub minus_1: Option<i64>,
    pub at_type: Option<String>,
    pub r#ref: Option<String>,
    pub r#type: Option<String>,
    pub self_: Option<String>,
    pub new_field: Option<String>,
    pub rest: Option<String>,
    pub space: Option<String>,
    /// Properties that the document does not name, in their order.
    pub rest_of_properties: wire::Map<bool>,
}
wire::object!(Colliding {
    a_hyphen_b = "a-b"?, a_b?, a_capital_b = "aB"?, empty = "", plus_1 = "+1", minus_1 = "-1"?,
    at_type = "@type"?, r#ref = "$ref"?, r#type = "type"?, self_ = "self"?, new_field = "new"?, rest?,
    space = " "?, ..rest_of_properties
});
wire::builder!(Colliding {
    new(empty(into String), plus_1(i64)); a_hyphen_b(into String); a_b(into String); a_capital_b(into String);
    minus_1(i64); at_type(into String); r#ref(into String); r#type(into String); self_(into String);
    new_field(into String); rest(into String); space(into String); rest_of_properties(rest bool);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OtherScripts {
    pub grosse: Option<i64>,
    pub u540d_u524d: Option<String>,
    pub ete: Option<String>,
    pub u1f642: Option<String>,
    pub u395_u3bb_u3bb_u3ac_u3b4_u3b1: Option<OtherScriptsU395U3bbU3bbU3acU3b4U3b1>,
}
wire::object!(OtherScripts {
    grosse = "größe"?, u540d_u524d = "名前"?, ete = "été"?, u1f642 = "🙂"?,
    u395_u3bb_u3bb_u3ac_u3b4_u3b1 = "Ελλάδα"?
});
wire::builder!(OtherScripts {
    new(); grosse(i64); u540d_u524d(into String); ete(into String); u1f642(into String);
    u395_u3bb_u3bb_u3ac_u3b4_u3b1(into OtherScriptsU395U3bbU3bbU3acU3b4U3b1);
});

#[derive(Clone)] #[non_exhaustive]
pub enum OtherScriptsU395U3bbU3bbU3acU3b4U3b1 {
    U3bdU3b1U3b9, U3ccU3c7U3b9, U1f642, IUpper, ILower, Unlisted(wire::Unlisted)
}
wire::strings!(OtherScriptsU395U3bbU3bbU3acU3b4U3b1 {
    U3bdU3b1U3b9 = "ναι", U3ccU3c7U3b9 = "όχι", U1f642 = "🙂", IUpper = "İ", ILower = "ı"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SnakeUnderscoreCase { pub a: Option<String> }
wire::object!(SnakeUnderscoreCase { a? });
wire::builder!(SnakeUnderscoreCase { new(); a(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SnakeCase { pub b: Option<String> }
wire::object!(SnakeCase { b? });
wire::builder!(SnakeCase { new(); b(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SnakeHyphenCase { pub c: Option<String> }
wire::object!(SnakeHyphenCase { c? });
wire::builder!(SnakeHyphenCase { new(); c(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct VecModel { pub string: Option<String>, pub option: Option<OptionModel> }
wire::object!(VecModel { string?, option? });
wire::builder!(VecModel { new(); string(into String); option(into OptionModel); });

#[derive(Clone)] #[non_exhaustive]
pub enum OptionModel { None, Some, Self_, UnlistedValue, SelfLower, Unlisted(wire::Unlisted) }
wire::strings!(OptionModel {
    None = "None", Some = "Some", Self_ = "Self", UnlistedValue = "Unlisted", SelfLower = "self"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct _1st { pub _1st: Option<Box<_1st>> }
wire::object!(_1st { _1st = "1st"? });
wire::builder!(_1st { new(); _1st(boxed _1st); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct U540dU524d { pub u540d_u524d: Option<String> }
wire::object!(U540dU524d { u540d_u524d = "名前"? });
wire::builder!(U540dU524d { new(); u540d_u524d(into String); });
