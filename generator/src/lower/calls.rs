//! What operations are called, and which resources they belong to.

use super::place::{behind, place};
use super::{Lower, name, route, shorter, verbs};
use crate::diag::code;
use crate::ir::Hint;
use crate::normal;
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;
use std::hash::Hash;

/// An operation before it is lowered: what tells it from all others, and its group.
pub(super) struct Call<'n> {
    pub operation: &'n normal::Operation,
    /// `operationId`, or the configuration's.
    pub id: Option<String>,
    /// Words that no other operation has: those of the id, or of method and path.
    pub words: Vec<String>,
    /// The same as its types are called after: without articles, where that is enough.
    pub told: Vec<String>,
    /// So many of them all ids begin with; none where they are of method and path.
    prefix: usize,
    /// The tag, or the first segment of the path.
    pub group: String,
    /// Whether nobody named it: there is no id, or the ids of the document only repeat method and path.
    is_nameless: bool,
    /// Its path as far as it is named from that.
    path: String,
    /// Whether there are other methods of its path: it is a thing, and not what happens to one.
    is_thing: bool,
}

impl Call<'_> {
    /// Its words without those that all ids begin with.
    fn own_words(&self) -> &[String] {
        self.words.get(self.prefix..).unwrap_or(&self.words)
    }
}

/// Finds out what every operation is called and which group it belongs to.
pub(super) fn calls<'n>(lower: &mut Lower<'n>) -> Vec<Call<'n>> {
    let normal = lower.normal;
    let all = &normal.operations;
    let config = lower.config;
    let said = all.iter().map(|one| config.operation(&one.method, &one.path).cloned().unwrap_or_default());
    let said: Vec<_> = said.collect();
    let ids = all.iter().zip(&said).filter_map(|(one, said)| said.id.clone().or_else(|| one.id.clone()));
    let uses = counted(ids);
    // A name that several share without their paths says too little.
    let functions: Vec<Vec<String>> = all.iter().map(function).collect();
    let uses_of_functions = counted(functions.iter());
    let methods = counted(all.iter().map(|one| one.path.as_str()));
    let repeats = |operation: &normal::Operation| {
        let id = operation.id.as_deref()?;
        Some(route::says_nothing(&name::words(id), &operation.method, &operation.path))
    };
    // One `getOrders` among others is a name, a document full of `GetOrdersOrderItems` has none.
    let repeats: Vec<Option<bool>> = all.iter().map(repeats).collect();
    let are_repeated = repeats.iter().flatten().filter(|repeats| **repeats).count() * 10
        >= repeats.iter().flatten().count() * 9;
    let prefix = alike(uses.keys().map(String::as_str));
    let tag_tells = tag_tells(normal);
    let led = led(all.iter().filter(|one| !tag_tells || tag_of(one).is_none()).map(|one| one.path.as_str()));
    let says_nothing = repeats.iter().map(|repeats| repeats.is_none_or(|repeats| repeats && are_repeated));
    let nameless: Vec<bool> =
        says_nothing.zip(&said).map(|(nothing, said)| nothing && said.id.is_none()).collect();
    let named_by_path = all.iter().zip(&nameless).filter(|(_, nameless)| **nameless);
    let place = place(named_by_path.map(|(one, _)| one.path.as_str()));
    let mut calls = Vec::new();
    for (((operation, function), said), is_nameless) in all.iter().zip(&functions).zip(said).zip(nameless) {
        let path =
            shorter::readable(if is_nameless { behind(&operation.path, &place) } else { &operation.path });
        let is_thing = methods.get(operation.path.as_str()) > Some(&1);
        let function = Some(function).filter(|words| uses_of_functions.get(words) == Some(&1));
        let function = function.filter(|_| said.id.is_none()).cloned();
        let id = said.id.or_else(|| operation.id.clone());
        let unique = id.as_ref().filter(|id| uses.get(*id) == Some(&1) && !name::words(id).is_empty());
        let (words, prefix) = match unique {
            Some(id) => (function.unwrap_or_else(|| name::words(id)), prefix),
            None => (Vec::new(), 0),
        };
        report_id(lower, operation, id.as_deref(), &uses);
        let tag = said.tag.or_else(|| tag_of(operation).filter(|_| tag_tells).cloned());
        let group = tag.unwrap_or_else(|| group_of_path(&operation.path, led));
        calls.push(Call {
            operation,
            id,
            words,
            told: Vec::new(),
            prefix,
            group,
            is_nameless,
            path,
            is_thing,
        });
    }
    tell_apart(&mut calls);
    calls
}

/// Says that an operation has no id of its own.
fn report_id(
    lower: &mut Lower<'_>,
    operation: &normal::Operation,
    id: Option<&str>,
    uses: &IndexMap<String, usize>,
) {
    let called = format!("{} {}", operation.method, operation.path);
    match id {
        None => {
            let message = format_args!("{called} has no `operationId`: it is named from method and path");
            lower.diags.report(&code::MISSING_OPERATION_ID, &operation.at, message);
        }
        Some(id) if uses.get(id) != Some(&1) => {
            let message = format_args!(
                "another operation is called `{id}` too: {called} is named from method and path"
            );
            lower.diags.report(&code::DUPLICATE_OPERATION_ID, &operation.at.key("operationId"), message);
        }
        Some(_) => {}
    }
}

/// Gives words to those that have none, of method and path: what a person would say where that tells it from all others. And
/// finds out what their types are called after.
fn tell_apart(calls: &mut [Call<'_>]) {
    let ways = |call: &Call<'_>| {
        if !call.words.is_empty() {
            // The last word is what something is called: `list A`.
            let (last, before) =
                call.words.split_last().map_or((None, &[][..]), |(last, all)| (Some(last), all));
            let before = before.iter().filter(|word| !name::ARTICLES.contains(&word.as_str()));
            return distinct([before.chain(last).cloned().collect(), call.words.clone()]);
        }
        let normal::Operation { method, path, .. } = call.operation;
        let (is_thing, is_put_too) = (call.is_thing, false);
        let doing = route::Doing { method, path: &call.path, resource: &[], is_thing, is_put_too };
        let told = route::method_words(&doing);
        let mut ways = vec![told.clone(), route::longer_words(&doing, told)];
        // A verb alone says too little.
        ways.retain(|way| way.len() > 1);
        ways.extend([name::of_path(method, path, false), name::of_path(method, path, true)]);
        distinct(ways)
    };
    let ways: Vec<Vec<Vec<String>>> = calls.iter().map(ways).collect();
    let uses = counted(ways.iter().flatten());
    for (call, ways) in calls.iter_mut().zip(&ways) {
        let own = ways.iter().find(|way| uses.get(way) == Some(&1));
        call.told = own.or(ways.last()).cloned().unwrap_or_default();
        if call.words.is_empty() {
            call.words.clone_from(&call.told);
        }
    }
}

/// Each once, in this order.
fn distinct<T: Hash + Eq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    all.into_iter().collect::<IndexSet<T>>().into_iter().collect()
}

/// How many words all names begin with, where they are many: `drive.files.list` is `files.list` among others of `drive`. None
/// where one has no more words than that, or they begin with what is done.
pub(super) fn alike<'t>(names: impl Iterator<Item = &'t str>) -> usize {
    const MANY: usize = 5;
    let is_deed = |word: &str| verbs::is_verb(word) || matches!(word, "post" | "patch" | "head" | "options");
    let names: BTreeSet<Vec<String>> = names.map(name::words).collect();
    let shared = name::shared(names.iter().map(Vec::as_slice));
    if names.len() < MANY || shared.first().is_some_and(|first| is_deed(first)) { 0 } else { shared.len() }
}

/// The tag that an operation is grouped by.
fn tag_of(operation: &normal::Operation) -> Option<&String> {
    operation.tags.iter().find(|tag| !tag.trim().is_empty())
}

/// Whether the tags tell operations apart. One that all of many have is the name of the API, and their paths say more,
/// unless most of them begin alike, too.
fn tag_tells(normal: &normal::Normal) -> bool {
    const MANY: usize = 20;
    let operations = &normal.operations;
    let first = operations.first().and_then(tag_of);
    let paths = counted(operations.iter().map(|one| group_of_path(&one.path, 0)));
    let most = paths.values().max().copied().unwrap_or_default();
    operations.len() < MANY
        || most * 2 > operations.len()
        || operations.iter().any(|one| tag_of(one) != first)
}

/// How often each comes.
fn counted<T: Hash + Eq>(all: impl IntoIterator<Item = T>) -> IndexMap<T, usize> {
    let mut counts = IndexMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

/// The words of an id, without a path behind them.
fn function(operation: &normal::Operation) -> Vec<String> {
    let id = operation.id.as_deref().unwrap_or_default();
    name::words(&shorter::readable(route::without_path(id, &operation.method, &operation.path)))
}

/// The first segment of a path that is neither a parameter nor a version, behind so many that lead to all of them. What is
/// behind a `#` is no part of it.
fn group_of_path(path: &str, led: usize) -> String {
    let mut segments = fixed(path).filter(|segment| !segment.contains('{'));
    segments.nth(led).unwrap_or("default").to_owned()
}

/// What stands between the slashes of a path, but for versions.
fn fixed(path: &str) -> impl Iterator<Item = &str> {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    path.split('/').filter(|segment| !segment.is_empty() && !name::is_version(segment))
}

/// How many segments all of these paths begin with that only lead to where they part, as `/rest-service/reviews` and
/// `/rest-service/projects` do. None where they are few, or where most would be alone behind them, unless there is only one
/// thing that they lead to, with its elements: `/rest/orders` and `/rest/orders/{id}`.
fn led<'p>(paths: impl Iterator<Item = &'p str>) -> usize {
    const MANY: usize = 10;
    let begin = |path: &'p str| fixed(path).take_while(|segment| !segment.contains('{')).map(str::to_owned);
    let paths: Vec<&str> = paths.collect();
    let begins: Vec<Vec<String>> = paths.iter().map(|path| begin(path).collect()).collect();
    let shared = name::shared(begins.iter().map(Vec::as_slice)).len();
    let groups: BTreeSet<&String> = begins.iter().filter_map(|begin| begin.get(shared)).collect();
    let is_one = begins.iter().all(|begin| Some(begin) == begins.first());
    let has_elements = paths.iter().any(|path| path.contains('{'));
    let is_worth_it = begins.len() >= MANY && groups.len() * 2 <= begins.len();
    if is_one && has_elements || is_worth_it { shared } else { 0 }
}

/// What operations are called within their groups, then by their whole ids, then by method and path.
pub(super) fn method_names(calls: &[Call<'_>]) -> Vec<Hint> {
    let resources: Vec<Vec<String>> = calls.iter().map(|call| name::words(&call.group)).collect();
    let is_put = |call: &&Call<'_>| call.operation.method == "PUT";
    let put: BTreeSet<&str> = calls.iter().filter(is_put).map(|call| call.operation.path.as_str()).collect();
    let mut groups: IndexMap<&str, Vec<(usize, Named<'_>)>> = IndexMap::new();
    for (index, (call, resource)) in calls.iter().zip(&resources).enumerate() {
        let is_put_too = put.contains(call.operation.path.as_str());
        let (method, path) = (&call.operation.method, &call.path);
        let doing = route::Doing { method, path, resource, is_thing: call.is_thing, is_put_too };
        let named = Named { call, doing, plain: plain_name(call, resource) };
        groups.entry(&call.group).or_default().push((index, named));
    }
    let mut hints = vec![Hint::default(); calls.len()];
    for group in groups.into_values() {
        let told = group.iter().map(|(_, named)| named).filter(|named| !named.says_nothing());
        let told: Vec<_> = told.map(|one| (one.doing, one.call.own_words(), one.plain.clone())).collect();
        let mut agreed = shorter::agreed(&told).into_iter();
        for (index, named) in group {
            let mut wishes = match named.says_nothing() {
                true => {
                    let words = route::method_words(&named.doing);
                    vec![words.clone(), route::longer_words(&named.doing, words)]
                }
                false => agreed.next().into_iter().collect(),
            };
            let Call { operation, words, .. } = named.call;
            wishes.extend([
                named.plain,
                words.clone(),
                name::of_path(&operation.method, &operation.path, true),
            ]);
            if let Some(hint) = hints.get_mut(index) {
                *hint = hint_of(wishes);
            }
        }
    }
    hints
}

/// An operation that is being named.
struct Named<'c> {
    call: &'c Call<'c>,
    doing: route::Doing<'c>,
    /// The words of its id within its resource, the verb first.
    plain: Vec<String>,
}

impl Named<'_> {
    /// Whether the path alone says what is done. An id that is the resource's own name says what is there, unless that
    /// is a verb: `search`.
    fn says_nothing(&self) -> bool {
        let is_verb = matches!(self.call.own_words(), [word] if verbs::is_verb(word));
        self.call.is_nameless || (self.plain.is_empty() && !is_verb)
    }
}

fn plain_name(call: &Call<'_>, resource: &[String]) -> Vec<String> {
    let normal::Operation { method, path, .. } = call.operation;
    let own = call.own_words();
    let within = name::within_resource(own, resource);
    route::listed(route::verb_first(within, method, path), own, method, path)
}

fn hint_of(wishes: Vec<Vec<String>>) -> Hint {
    let mut hint = Hint::default();
    for words in wishes {
        let words = words.join(" ");
        if !words.is_empty() && !hint.candidates.contains(&words) {
            hint = hint.or(words);
        }
    }
    hint
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_all_paths_is_no_resource() {
        let paths = |prefix: &str, groups: &[&str], each: usize| -> Vec<String> {
            let all = (0..each).flat_map(|index| groups.iter().map(move |group| (group, index)));
            all.map(|(group, index)| format!("{prefix}/{group}/{index}")).collect()
        };
        let led = |paths: &[String]| led(paths.iter().map(String::as_str));
        assert_eq!(led(&paths("/api/v1/rest", &["users", "orders"], 5)), 1);
        assert_eq!(led(&paths("/rest/v2/shop", &["users", "orders"], 5)), 2);
        // Whatever is behind it.
        assert_eq!(led(&paths("/rest", &["users/{user}", "orders"], 5)), 1);
        // They are few; each would be alone; nothing leads to them; one of the first is meant.
        assert_eq!(led(&paths("/rest", &["users", "orders"], 4)), 0);
        assert_eq!(led(&paths("/rest", &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], 1)), 0);
        assert_eq!(led(&paths("", &["users", "orders"], 5)), 0);
        assert_eq!(led(&paths("/shops/{shop}", &["users", "orders"], 5)), 0);
        // One thing and its elements.
        let one = ["/rest/orders", "/rest/orders/{id}", "/rest/orders/{id}/lines"].map(str::to_owned);
        assert_eq!((led(&one), led(&one[..2]), led(&one[..1])), (1, 1, 0));
        assert_eq!(led(&["/rest/orders".to_owned(), "/rest/orders/new".to_owned()]), 0);
        assert_eq!(led(&["/orders".to_owned(), "/orders/{id}".to_owned()]), 0);
        assert_eq!(group_of_path("/api/v1/rest/users/{id}", 1), "users");
        assert_eq!(group_of_path("/v1/{id}", 0), "default");
    }
}
