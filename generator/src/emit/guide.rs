//! `GUIDE.md`: what every client can do, whatever its document says.

use super::package::crate_name;
use crate::ir::SchemeKind;
use crate::plan::Plan;

/// The guide, with `CRATE` for the crate and `CLIENT` for a builder that has all it needs.
static TEXT: &str = include_str!("guide.md");

/// The file.
pub fn file(plan: &Plan) -> String {
    TEXT.replace("CLIENT", &builder(plan)).replace("CRATE", &crate_name(plan))
}

/// A builder with a place and every credential.
pub fn builder(plan: &Plan) -> String {
    let has = |is: fn(&SchemeKind) -> bool| plan.api.schemes.iter().any(|scheme| is(&scheme.kind));
    let key = |kind: &SchemeKind| matches!(kind, SchemeKind::ApiKey { .. } | SchemeKind::Http(_));
    let token = |kind: &SchemeKind| {
        matches!(kind, SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. })
    };
    let credentials = [
        (has(token), ".bearer_token(\"a token\")"),
        (has(key), ".api_key(\"a key\")"),
        (has(|kind| *kind == SchemeKind::Basic), ".basic_auth(\"a user\", \"a password\")"),
    ];
    let credentials = credentials.iter().filter(|(has, _)| *has).map(|(_, credential)| *credential);
    format!("Client::builder().base_url(\"http://localhost\"){}", credentials.collect::<String>())
}
