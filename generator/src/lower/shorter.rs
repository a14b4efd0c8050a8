//! Names of operations without what tells nothing: `agents_api_v1_agents_list` is `list` of `agents`, `postCardReissue` is
//! `reissue` of `cards`. Each is a wish; where two operations wish for one name, both keep more of their words.

use super::name::{self, ARTICLES, within_resource, words};
use super::plural::stem;
use super::route::{self, Doing};
use super::verbs::is_verb;
use heck::ToSnakeCase;
use std::collections::BTreeMap;

/// The ways to call each operation of a resource, given what each does and the words of its id and what it is called
/// without the rules of this file: the shortest that leaves everybody a name of their own.
pub(super) fn agreed(all: &[(Doing<'_>, &[String], Vec<String>)]) -> Vec<Vec<String>> {
    let ids: Vec<&[String]> = all.iter().map(|(_, id, _)| *id).collect();
    let shared = all.first().map_or(0, |(doing, ..)| shared(&ids, doing.resource));
    let ways = all.iter().map(|(doing, id, plain)| {
        let mut ways =
            vec![shorter(id, doing, shared, true), shorter(id, doing, shared, false), plain.clone()];
        ways.retain(|way| !way.is_empty());
        ways.dedup();
        ways.reverse();
        Ways { id, ways }
    });
    let mut ways: Vec<Ways<'_>> = ways.collect();
    for _ in 0..ROUNDS {
        let giving_way = giving_way(&ways);
        if giving_way.is_empty() {
            break;
        }
        giving_way.into_iter().for_each(|index| drop(ways.get_mut(index).and_then(|ways| ways.ways.pop())));
    }
    ways.into_iter().map(|mut ways| ways.ways.pop().unwrap_or_default()).collect()
}

/// What an operation may be called, best last.
struct Ways<'i> {
    id: &'i [String],
    ways: Vec<Vec<String>>,
}

impl Ways<'_> {
    fn best(&self) -> &[String] {
        self.ways.last().map(Vec::as_slice).unwrap_or_default()
    }

    /// How readily it gives way: first who is called by a verb that the id does not have, then who has most ways left.
    /// Nobody gives up the last.
    fn readiness(&self) -> Option<(bool, usize)> {
        let is_renamed = self.best().first().is_some_and(|verb| !self.id.contains(verb));
        (self.ways.len() > 1).then_some((is_renamed, self.ways.len()))
    }
}

/// Who gave way may meet somebody else; what still meets after so many times is decided by the scope of names.
const ROUNDS: usize = 8;

/// Those who give way of all who wish for a name that others wish for, too.
fn giving_way(ways: &[Ways<'_>]) -> Vec<usize> {
    let mut wishes: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (index, way) in ways.iter().enumerate() {
        wishes.entry(way.best()).or_default().push(index);
    }
    let readiness = |index: &usize| ways.get(*index).and_then(Ways::readiness);
    let rivals = wishes.into_values().filter(|by| by.len() > 1);
    let giving = |by: Vec<usize>| {
        let most = by.iter().filter_map(readiness).max();
        by.into_iter().filter(move |index| most.is_some() && readiness(index) == most)
    };
    rivals.flat_map(giving).collect()
}

/// How many words all these ids begin with that tell where they belong, and nothing else.
fn shared(ids: &[&[String]], resource: &[String]) -> usize {
    let shared = name::shared(ids.iter().copied());
    let own: Vec<String> = resource.iter().map(|word| stem(word)).collect();
    // A verb that the resource is called by is what it is all about.
    let tells = |word: &&String| !is_verb(word) || own.contains(&stem(word));
    let count = shared.iter().take_while(tells).count();
    let tells_where = shared.iter().take(count).any(|word| own.contains(&stem(word)) || is_version(word));
    if tells_where && ids.len() > 1 { count } else { 0 }
}

/// What a person would call an operation with this id within its resource, with or without what may be needed to tell
/// it from others: a version, and parameters.
fn shorter(id: &[String], doing: &Doing<'_>, shared: usize, bare: bool) -> Vec<String> {
    let mut words: Vec<String> = id.get(shared..).unwrap_or_default().to_vec();
    words.retain(|word| !ARTICLES.contains(&word.as_str()));
    let mut within = within_resource(&words, doing.resource);
    let version = version_in(&within).map(|index| within.remove(index));
    let within = route::verb_first(within, doing.method, doing.path);
    let within = if bare { without_parameters(&within, doing.path) } else { within };
    version_in(&words).map(|index| words.remove(index));
    let within = route::listed(within, &words, doing.method, doing.path);
    let mut within = told(within, doing);
    if !within.is_empty() {
        within.extend(version.filter(|_| !bare));
    }
    within
}

/// Where a version stands that is one by itself: of `v1_alpha`, it is half.
fn version_in(words: &[String]) -> Option<usize> {
    let index = words.iter().position(|word| is_version(word))?;
    let next = words.get(index + 1).map(String::as_str);
    (!matches!(next, Some("alpha" | "beta" | "preview"))).then_some(index)
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// Words without `by_id` and the like, where the path has such a parameter: it is an argument.
fn without_parameters(given: &[String], path: &str) -> Vec<String> {
    let names: Vec<Vec<String>> =
        path.split('{').skip(1).filter_map(|rest| Some(words(rest.split_once('}')?.0))).collect();
    // The whole name, or the end of it, the longest first: `by_token` is by `card_token`.
    let told = |rest: &[String]| {
        let is_told = |length: &usize| {
            rest.get(..*length).is_some_and(|told| names.iter().any(|name| name.ends_with(told)))
        };
        (1..=rest.len()).rev().find(is_told)
    };
    let mut kept = Vec::new();
    let mut rest = given;
    while let [word, behind @ ..] = rest {
        // `owned by` is no way to find something.
        let finds = kept.last().is_some_and(|before: &String| !before.ends_with("ed"));
        let is_by = word == "by" && finds && told(behind).is_some();
        if is_by {
            rest = behind;
            while let Some(length) = told(rest) {
                rest = rest.get(length..).unwrap_or_default();
                rest = rest
                    .strip_prefix(&["and".to_owned()])
                    .filter(|rest| told(rest).is_some())
                    .unwrap_or(rest);
            }
        } else {
            kept.push(word.clone());
            rest = behind;
        }
    }
    kept
}

/// Words in which the verb is a person's and not that of HTTP.
fn told(words: Vec<String>, doing: &Doing<'_>) -> Vec<String> {
    let Some((verb, rest)) = words.split_first() else { return words };
    match (doing.method, verb.as_str()) {
        ("GET", "get") if rest == ["search"] => rest.to_vec(),
        // Beside a PUT, it is the one that says which it is.
        ("PATCH", "patch") if doing.is_put_too => words,
        ("PATCH", "patch") if rest.first().is_some_and(|word| is_verb(word)) => rest.to_vec(),
        ("PATCH", "patch") => [&["update".to_owned()], rest].concat(),
        ("POST", "post") if rest.first().is_some_and(|word| is_verb(word)) => rest.to_vec(),
        ("POST", "post") => posted(rest, doing).unwrap_or(words),
        _ => words,
    }
}

/// What is done where an id says `post`: what the path says, if that says as much. Some do post.
fn posted(rest: &[String], doing: &Doing<'_>) -> Option<Vec<String>> {
    // What is behind a `#` is said of one of several that share a path.
    let path = doing.path.split('#').next().unwrap_or_default();
    let path: Vec<String> = words(path).iter().map(|word| stem(word)).collect();
    if path.iter().any(|word| word == "post") {
        return None;
    }
    let way = route::method_words(doing);
    let is_said = rest.iter().all(|word| path.contains(&stem(word))) && way.len() <= rest.len() + 1;
    Some(if is_said { way } else { [&["create".to_owned()], rest].concat() })
}

/// A path or an id without pieces that nobody could read: `securityClassification-6VMVochwUWo` is
/// `securityClassification`.
pub(super) fn readable(text: &str) -> String {
    if !text.split(['/', '-']).any(is_random) {
        return text.to_owned();
    }
    let segment = |segment: &str| {
        let kept: Vec<&str> = segment.split('-').filter(|piece| !is_random(piece)).collect();
        if words(&kept.join("-")).is_empty() { segment.to_owned() } else { kept.join("-") }
    };
    text.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// Whether letters and digits follow each other as in no word: many short runs, of both cases and of digits.
fn is_random(piece: &str) -> bool {
    const SHORTEST: usize = 8;
    let has = |is: fn(&u8) -> bool| piece.bytes().any(|byte| is(&byte));
    piece.len() >= SHORTEST
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && piece.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && piece.len() <= piece.to_snake_case().split('_').count() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doing<'d>(method: &'d str, path: &'d str, resource: &'d [String]) -> Doing<'d> {
        Doing { method, path, resource, is_thing: false, is_put_too: false }
    }

    fn name(id: &str, call: &str, resource: &str) -> String {
        let (method, path) = call.split_once(' ').expect("a method and a path");
        let resource = words(resource);
        shorter(&words(id), &doing(method, path, &resource), 0, true).join("_")
    }

    /// What operations with these ids are called in the end.
    fn names(ids: &[&str], resource: &str) -> Vec<String> {
        let ids: Vec<Vec<String>> = ids.iter().map(|id| words(id)).collect();
        let resource = words(resource);
        let all = ids
            .iter()
            .map(|id| (doing("GET", "/x/{id}", &resource), id.as_slice(), within_resource(id, &resource)));
        agreed(&all.collect::<Vec<_>>()).iter().map(|words| words.join("_")).collect()
    }

    #[test]
    fn what_tells_nothing_is_left_out() {
        for (id, call, resource, expected) in [
            ("getAuthRules", "GET /v2/auth_rules", "Auth Rules", "list"),
            ("getAuthRuleByToken", "GET /v2/auth_rules/{auth_rule_token}", "Auth Rules", "get"),
            ("patchAuthRuleByToken", "PATCH /v2/auth_rules/{auth_rule_token}", "Auth Rules", "update"),
            ("postAuthRulePromote", "POST /v2/auth_rules/{token}/promote", "Auth Rules", "promote"),
            (
                "postAccountHolderDocuments",
                "POST /v1/account_holders/{token}/documents",
                "Account Holder",
                "create_document",
            ),
            ("postMessage", "POST /chat.postMessage", "chat", "post_message"),
            (
                "patchAccountsUpdateCredentials",
                "PATCH /accounts/update_credentials",
                "accounts",
                "update_credentials",
            ),
            (
                "postStatusesByIdQuotesByQuotingStatusIdRevoke",
                "POST /statuses/{id}/quotes/{quoting_status_id}/revoke",
                "statuses",
                "revoke_quote",
            ),
            ("get-an-albums-tracks", "GET /albums/{id}/tracks", "Albums", "get_tracks"),
            ("getAccountSearch", "GET /accounts/search", "accounts", "search"),
            // What is no parameter of the path, and what is no list.
            ("searchCardByPan", "POST /v1/cards/search_by_pan", "Card", "search_by_pan"),
            ("getPullByBaseAndHead", "GET /pulls/{base}/{head}", "pulls", "get"),
            ("getIssuesOwnedByUser", "GET /users/{user}/issues", "users", "get_issues_owned_by_user"),
            ("readCoreV1Pod", "GET /api/v1/pods/{name}", "core_v1", "read_pod"),
            ("getHealth", "GET /health", "health", "get"),
            ("getDisputesV2", "GET /v2/disputes", "disputes", "list"),
            ("postEvidence", "POST /v1/disputes/{id}/files", "disputes", "create_evidence"),
            ("putArchive", "PUT /containers/{id}/archive", "Container", "put_archive"),
        ] {
            assert_eq!(name(id, call, resource), expected, "{id}");
        }
    }

    #[test]
    fn what_all_of_a_resource_begin_with_tells_where_they_belong() {
        assert_eq!(
            names(&["agents_api_v1_agents_list", "agents_api_v1_agents_start"], "agents"),
            ["list", "start"]
        );
        assert_eq!(
            names(&["connector_list_v1", "connector_call_tool_v1"], "connectors"),
            ["list", "call_tool"]
        );
        assert_eq!(names(&["v1.message.list", "v1.message.create"], "Message"), ["list", "create"]);
        assert_eq!(names(&["PostRestoreKV", "PostRestoreSQL"], "Restore"), ["kv", "sql"]);
        // It is what they are done to, and nothing is left of one.
        assert_eq!(names(&["members_add", "members_invite"], "groups"), ["members_add", "members_invite"]);
        assert_eq!(names(&["group_members", "group_members_add"], "group"), ["members", "members_add"]);
    }

    #[test]
    fn where_two_wish_for_one_name_they_keep_more_of_theirs() {
        assert_eq!(names(&["get_discount", "get_discount_by_id"], "discounts"), ["get", "get_by_id"]);
        assert_eq!(names(&["get_discount_by_id", "list_discounts"], "discounts"), ["get", "list"]);
        assert_eq!(names(&["get_filter", "get_filter_v2"], "filters"), ["get", "get_v2"]);
        assert_eq!(names(&["getAsyncV1Alpha"], "async"), ["get_v1_alpha"]);
        let ids = ["get_filter_words_v2", "get_filter_words_by_id_v2"];
        assert_eq!(names(&ids, "filters"), ["get_words_v2", "get_words_by_id_v2"]);
        // Nobody can give way: the scope of names decides.
        assert_eq!(names(&["get_filter", "get_filters"], "filters"), ["get", "get"]);
    }

    #[test]
    fn pieces_that_are_drawn_by_lot_are_no_words() {
        let classification = "/files/{file_id}/metadata/enterprise/securityClassification-6VMVochwUWo";
        assert_eq!(readable(classification), "/files/{file_id}/metadata/enterprise/securityClassification");
        for text in
            ["get-OAuth2Tokens", "6VMVochwUWo", "/v1/well-known/{id}", "a-IPv4Addresses", "utf-8-Base64Text"]
        {
            assert_eq!(readable(text), text);
        }
    }
}
