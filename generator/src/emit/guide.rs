//! `GUIDE.md`: what a client can do whatever its document says, as long as there is a call to do it with.

use crate::ir::SchemeKind;
use crate::plan::Plan;

/// The guide, with `CRATE` for the crate and `CLIENT` for a builder that has all it needs.
static TEXT: &str = include_str!("guide.md");

/// The file.
pub fn file(plan: &Plan) -> String {
    text(plan.needs.contains("polling"))
        .replace("CLIENT", &builder(plan))
        .replace("CRATE", &plan.package.crate_name())
}

/// The guide, without the section on polling where nothing can be asked for again and again.
fn text(polls: bool) -> String {
    let sections = TEXT.split_inclusive("\n\n## ");
    sections.filter(|section| polls || !section.starts_with("What takes longer than a call\n")).collect()
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

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn one_section_is_not_for_all() {
        let headings = |polls| text(polls).lines().filter(|line| line.starts_with("## ")).count();
        assert_eq!(headings(true), headings(false) + 1);
        assert!(text(true).contains("poll_until") && !text(false).contains("poll_until"));
    }
}
