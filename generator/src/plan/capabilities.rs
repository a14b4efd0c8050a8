//! What of the runtime a document needs: what no operation of it can reach is not copied.

use super::answer::Returned;
use super::call::Call;
use crate::ir::{Api, Ident, RetryClass};
use std::collections::BTreeSet;

/// All that the runtime's files mark as needed by some documents only, beside the modules of formats.
///
/// * `download`, `events`, `lines`: answers that are bytes, server-sent events, values by lines; `streams`: any of them.
/// * `oauth2`: security schemes whose tokens end.
/// * `pages`: operations that answer in pages.
/// * `polling`: operations that may be sent again and again.
/// * `validate`: schemas with constraints.
pub const ALL: &[&str] =
    &["download", "events", "lines", "oauth2", "pages", "polling", "streams", "validate"];

/// Those that the operations and the security schemes of an API need.
pub fn capabilities(api: &Api<Ident>, calls: &[Call]) -> BTreeSet<&'static str> {
    let mut needs = BTreeSet::new();
    for call in calls {
        needs.extend(call.paging.is_some().then_some("pages"));
        answered(&call.answer, &mut needs);
        call.others.iter().for_each(|other| answered(&other.returned, &mut needs));
    }
    let may_repeat = |retry: &RetryClass| matches!(retry, RetryClass::Safe | RetryClass::Idempotent);
    needs.extend(api.operations.iter().any(|operation| may_repeat(&operation.retry)).then_some("polling"));
    needs.extend(api.schemes.iter().any(|scheme| scheme.kind.gives_tokens()).then_some("oauth2"));
    needs
}

/// What it takes to read an answer.
fn answered(returned: &Returned, needs: &mut BTreeSet<&'static str>) {
    match returned {
        Returned::Nothing | Returned::Json(_) | Returned::Text(_) => {}
        Returned::Bytes => needs.extend(["download", "streams"]),
        Returned::Lines(_) => needs.extend(["lines", "streams"]),
        Returned::Events(..) => needs.extend(["events", "streams"]),
        Returned::Several(several) => {
            several.variants.iter().for_each(|(_, _, returned)| answered(returned, needs));
        }
    }
}
