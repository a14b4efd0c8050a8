//! What a person calls an operation whose document only repeats its method and its path: `GET /customers/{id}/sources` is
//! `list_sources` of `customers`, whether its id is `GetCustomersIdSources` or there is none.

use super::name::{is_version, words};
use super::plural::{one_of_many, singular};
use super::verbs::{SEARCHES, VERBS, is_deed, is_said, is_verb};
use std::collections::BTreeSet;

/// A path in words: what stands in it, and the parameters in between.
struct Route {
    segments: Vec<Segment>,
}

enum Segment {
    Fixed(Vec<String>),
    /// The words of the parameter's name.
    Param(Vec<String>),
}

impl Segment {
    fn fixed(&self) -> Option<&[String]> {
        match self {
            Segment::Fixed(words) => Some(words),
            Segment::Param(_) => None,
        }
    }
}

impl Route {
    /// A segment may hold a parameter beside text (`thumbnail.{extension}`), and some documents tell operations of one
    /// path apart by a fragment.
    fn of(path: &str) -> Self {
        let mut segments = Vec::new();
        let texts = path.split(['/', '#']).filter(|segment| !segment.is_empty());
        for text in texts.skip_while(|segment| is_version(segment)) {
            let mut rest = text;
            while let Some((before, behind)) = rest.split_once('{') {
                let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
                segments.push(Segment::Fixed(words(before)));
                segments.push(Segment::Param(words(name)));
                rest = after;
            }
            segments.push(Segment::Fixed(words(rest)));
        }
        segments.retain(|segment| !matches!(segment, Segment::Fixed(words) if words.is_empty()));
        Route { segments }
    }
}

/// Whether an operation's words are its method and its path and nothing else. A parameter may be told by its last word, or
/// as an `id` whatever it is called: `get_files_id` says nothing of `/files/{file_id}`.
pub(super) fn says_nothing(id: &[String], method: &str, path: &str) -> bool {
    let method = words(method);
    if !id.starts_with(&method) {
        return false;
    }
    // So many words may be told by what came so far.
    let mut ends = BTreeSet::from([method.len()]);
    for segment in Route::of(path).segments {
        let ways: Vec<&[String]> = match &segment {
            Segment::Fixed(words) => vec![words],
            Segment::Param(words) => {
                vec![words, words.get(words.len().saturating_sub(1)..).unwrap_or_default()]
            }
        };
        let any_id = matches!(segment, Segment::Param(_));
        let mut next = BTreeSet::new();
        for end in ends {
            let rest = id.get(end..).unwrap_or_default();
            next.extend(ways.iter().filter(|way| rest.starts_with(way)).map(|way| end + way.len()));
            next.extend(rest.first().filter(|word| any_id && *word == "id").map(|_| end + 1));
        }
        ends = next;
    }
    ends.contains(&id.len())
}

/// An id without its path and its method, where they are put behind the name of a function: FastAPI makes
/// `read_item_items__item_id__get` of `read_item`.
pub(super) fn without_path<'i>(id: &'i str, method: &str, path: &str) -> &'i str {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let path: String = path.chars().map(plain).collect();
    // A slash at the end of a path is one underscore more.
    let behind = id.strip_suffix(&format!("_{}", method.to_lowercase())).map(|id| id.trim_end_matches('_'));
    let name = behind.and_then(|id| id.strip_suffix(path.trim_end_matches('_')));
    name.filter(|name| !words(name).is_empty()).unwrap_or(id)
}

/// An operation, and the words of the resource that it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Doing<'c> {
    pub method: &'c str,
    pub path: &'c str,
    pub resource: &'c [String],
    /// Whether there are other methods of its path: it is a thing, and not what happens to one, be it posted to.
    pub is_thing: bool,
    /// Whether PUT is one of them.
    pub is_put_too: bool,
}

/// What the operation does, in words: a verb, and what it is done to within the resource. Empty where the path says
/// nothing that could be called so.
pub(super) fn method_words(doing: &Doing<'_>) -> Vec<String> {
    let Doing { method, path, resource, is_thing, .. } = *doing;
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let fragment = words(fragment);
    if is_deed(&fragment) || fragment.first().is_some_and(|word| VERBS.contains(&word.as_str())) {
        return fragment;
    }
    let route = Route::of(path);
    let (own, segments) = within(&route.segments, resource);
    let mut objects: Vec<&[String]> = Vec::new();
    let mut ends_with_param = false;
    // A parameter stands for one of what is before it.
    let mut one_of: Vec<bool> = Vec::new();
    for segment in segments {
        ends_with_param = matches!(segment, Segment::Param(_));
        match segment {
            Segment::Fixed(words) => {
                objects.push(words);
                one_of.push(false);
            }
            Segment::Param(_) => one_of.last_mut().into_iter().for_each(|one| *one = true),
        }
    }
    let last = objects.last().copied().unwrap_or(own);
    let is_many = !ends_with_param && last.last().is_some_and(|word| one_of_many(word).is_some());
    let has_param_before = segments.iter().any(|segment| matches!(segment, Segment::Param(_)));
    let mut verb: Vec<String> = match method {
        _ if !ends_with_param && is_said(last) => objects.pop().unwrap_or(own).to_vec(),
        "GET" if is_many => vec!["list".to_owned()],
        "GET" if objects.last().is_some_and(|last| SEARCHES.contains(&last.join("_").as_str())) => {
            objects.pop().unwrap_or_default().to_vec()
        }
        "GET" => vec!["get".to_owned()],
        // What is posted to something that is one, and is not many itself, is what happens to it.
        "POST" if !ends_with_param && !is_many && !is_thing && has_param_before => {
            objects.pop().unwrap_or_default().to_vec()
        }
        "POST" if !ends_with_param && is_deed(last) => objects.pop().unwrap_or(own).to_vec(),
        "POST" if ends_with_param => vec!["update".to_owned()],
        "POST" => vec!["create".to_owned()],
        "PUT" | "PATCH" => vec!["update".to_owned()],
        _ => words(method),
    };
    let is_created = verb == ["create"];
    let end = objects.len().saturating_sub(1);
    for (index, (object, one)) in objects.iter().zip(&one_of).enumerate() {
        let singularly = *one || (is_created && index == end);
        verb.extend(if singularly { singular(object) } else { object.to_vec() });
    }
    verb
}

/// What follows the segments that the resource is called by, and the last of these.
fn within<'s>(segments: &'s [Segment], resource: &'s [String]) -> (&'s [String], &'s [Segment]) {
    let mut led: Vec<String> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let Segment::Fixed(words) = segment else { break };
        led.extend(words.iter().cloned());
        if led == resource || singular(&led) == singular(resource) {
            return (words, segments.get(index + 1..).unwrap_or_default());
        }
    }
    (resource, segments)
}

/// [`method_words`] where another operation is called so too: what is done to all of many, and by which parameter one is
/// known.
pub(super) fn longer_words(doing: &Doing<'_>, mut words: Vec<String>) -> Vec<String> {
    let last = Route::of(doing.path).segments.pop();
    let verb = words.first_mut();
    match (last, doing.method, verb) {
        (Some(Segment::Param(_)), "POST", Some(verb)) if verb == "update" => *verb = "create".to_owned(),
        (Some(Segment::Param(name)), ..) => {
            words.push("by".to_owned());
            words.extend(name);
        }
        (_, "GET", Some(verb)) if verb == "get" => *verb = "list".to_owned(),
        _ => {}
    }
    words
}

/// Words whose verb is behind what it is done to, the other way round: `batches_retrieve` is `retrieve_batch`, and
/// `messages_post`, of which `post` is left within its resource, is `create`. The verb has to be what the method does.
pub(super) fn verb_first(words: Vec<String>, method: &str, path: &str) -> Vec<String> {
    let Some((verb, object)) = words.split_last() else { return words };
    let partial =
        object.strip_suffix(&["partial".to_owned()]).filter(|_| method == "PATCH" && verb == "update");
    let object = partial.unwrap_or(object);
    let verbs: &[&str] = match method {
        "GET" => &["get", "list", "retrieve"],
        "POST" => &["post", "create", "update", "cancel"],
        "PUT" | "PATCH" => &["update"],
        "DELETE" => &["delete", "destroy", "remove"],
        _ => &[],
    };
    let route = Route::of(path);
    let fixed: Vec<&[String]> = route.segments.iter().filter_map(Segment::fixed).collect();
    // Where everything is posted, the path says what is done: `POST /transactions/get`.
    let is_told = fixed.last().is_some_and(|last| *last == [verb.as_str()] && VERBS.contains(&verb.as_str()));
    let is_done = is_told || verbs.contains(&verb.as_str());
    let is_noun = fixed.iter().any(|words| words.len() > 1 && words.last() == Some(verb));
    // Of what is not in the path, nobody knows whether it is a thing.
    let one = |word: &String| one_of_many(word).unwrap_or_else(|| word.clone());
    let of_path: BTreeSet<String> = fixed.into_iter().flatten().map(one).collect();
    let is_known = object.iter().all(|word| of_path.contains(&one(word)));
    let is_how =
        object.last().is_some_and(|word| matches!(word.as_str(), "bulk" | "batch" | "force" | "mass"));
    let has_verb = |word: &String| VERBS.contains(&word.as_str()) || (verb != "post" && is_verb(word));
    let has_verb = object.first().is_some_and(has_verb);
    if !is_done || is_noun || has_verb || !is_known || is_how {
        return words;
    }
    // The method itself is no verb of a person's.
    let told = if verb == "post" { "create" } else { verb };
    if told != verb && is_deed(object) {
        return object.to_vec();
    }
    // Of all that are there rather than of one: `DELETE /users/{id}/assistants`.
    let last = route.segments.last().and_then(Segment::fixed);
    let is_all = last.is_some_and(|last| object.ends_with(last)) && told != "create";
    let object = if told == "list" || is_all { object.to_vec() } else { singular(object) };
    let told = partial.map(|_| "partial").into_iter().chain([told]).map(str::to_owned).collect();
    [told, object].concat()
}

/// To get all of many is to list them: `getTasks` is `list` of `tasks`, beside `getTask`, which is `get`.
pub(super) fn listed(within: Vec<String>, id: &[String], method: &str, path: &str) -> Vec<String> {
    let gets =
        matches!(within.as_slice(), [verb] if matches!(verb.as_str(), "get" | "fetch" | "read" | "retrieve"));
    let is_many = |words: &[String]| words.last().is_some_and(|word| one_of_many(word).is_some());
    let route = Route::of(path);
    let ends_with_many = route.segments.last().and_then(Segment::fixed).is_some_and(is_many);
    if method == "GET" && gets && is_many(id) && ends_with_many { vec!["list".to_owned()] } else { within }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(method: &str, path: &str, resource: &str) -> String {
        method_words(&Doing { method, path, resource: &words(resource), is_thing: false, is_put_too: false })
            .join("_")
    }

    #[test]
    fn a_path_says_what_is_done_to_what() {
        for (method, path, expected) in [
            ("GET", "/v1/customers", "list"),
            ("POST", "/v1/customers", "create"),
            ("GET", "/v1/customers/{customer}", "get"),
            ("POST", "/v1/customers/{customer}", "update"),
            ("PATCH", "/v1/customers/{customer}", "update"),
            ("DELETE", "/v1/customers/{customer}", "delete"),
            ("GET", "/v1/customers/search", "search"),
            ("GET", "/v1/customers/{customer}/tax_ids", "list_tax_ids"),
            ("POST", "/v1/customers/{customer}/tax_ids", "create_tax_id"),
            ("GET", "/v1/customers/{customer}/tax_ids/{id}", "get_tax_id"),
            ("POST", "/v1/customers/{customer}/sources/{id}/verify", "verify_source"),
            ("DELETE", "/v1/customers/{customer}/discount", "delete_discount"),
            ("POST", "/v1/customers/{customer}/mark_uncollectible", "mark_uncollectible"),
        ] {
            assert_eq!(name(method, path, "customers"), expected, "{method} {path}");
        }
        assert_eq!(name("GET", "/v1/balance", "balance"), "get");
        assert_eq!(name("POST", "/accounts/{account}/people", "accounts"), "create_person");
        assert_eq!(name("GET", "/orders/{id}/status", "orders"), "get_status");
        assert_eq!(name("GET", "/settings", "settings"), "get");
        assert_eq!(name("POST", "/orders/{id}/addresses", "orders"), "create_address");
        assert_eq!(name("POST", "/orders/{id}/entries", "orders"), "create_entry");
        assert_eq!(name("POST", "/v1/tokens", "tokens"), "create");
        assert_eq!(name("GET", "/v1/issuing/cards/{card}", "issuing"), "get_card");
        assert_eq!(name("POST", "/v1/issuing/cards", "issuing"), "create_card");
        assert_eq!(name("GET", "/v1/invoices/upcoming/lines", "invoices"), "list_upcoming_lines");
        let avatar = |is_thing| {
            let resource = &words("users");
            method_words(&Doing {
                method: "POST",
                path: "/users/{id}/avatar",
                resource,
                is_thing,
                is_put_too: false,
            })
            .join("_")
        };
        assert_eq!((avatar(true), avatar(false)), ("create_avatar".to_owned(), "avatar".to_owned()));
        // What is done may be said as the function behind it is called.
        assert_eq!(name("GET", "/rgw/bucket/getEncryptionConfig", "RgwBucket"), "get_encryption_config");
        assert_eq!(name("PUT", "/rgw/user/{id}/set_quota", "RgwBucket"), "set_quota_rgw_user");
        assert_eq!(name("GET", "/rgw/bucket/{bucket}", "RgwBucket"), "get");
        assert_eq!(name("POST", "/login", "login"), "login");
        assert_eq!(name("POST", "/files/upload", "files"), "upload");
        assert_eq!(name("POST", "/files/upload_sessions", "files"), "create_upload_session");
        assert_eq!(name("POST", "/accounts/{account}/login_links", "accounts"), "create_login_link");
        assert_eq!(name("POST", "/logout-all", "users"), "logout_all");
        // The tag need not be what the path begins with.
        assert_eq!(name("GET", "/shops/{id}/orders", "Orders"), "list_shop_orders");
        assert_eq!(name("GET", "/", "default"), "get");
    }

    #[test]
    fn what_a_fragment_says_is_the_name() {
        assert_eq!(name("PUT", "/files/{file_id}#add_shared_link", "Shared links"), "add_shared_link");
        assert_eq!(name("GET", "/files/{file_id}/thumbnail.{extension}", "Files"), "get_thumbnail");
        assert_eq!(name("GET", "/shared_items#folders", "Shared links"), "list_shared_items");
        assert_eq!(name("POST", "/ai/extract_structured", "AI"), "extract_structured");
        assert_eq!(name("GET", "/terms_of_services", "Terms of service"), "list");
        let longer = |method, path| {
            let resource = &words("Metadata");
            let doing = Doing { method, path, resource, is_thing: false, is_put_too: false };
            longer_words(&doing, method_words(&doing)).join("_")
        };
        assert_eq!(longer("GET", "/files/{id}/metadata"), "list_file_metadata");
        assert_eq!(
            longer("GET", "/files/{id}/metadata/{scope}/{template_key}"),
            "get_file_metadata_by_template_key"
        );
        assert_eq!(longer("POST", "/files/{id}/metadata/{scope}"), "create_file_metadata");
        assert_eq!(longer("PUT", "/files/{id}/metadata/{scope}"), "update_file_metadata_by_scope");
    }

    #[test]
    fn the_verb_stands_before_what_it_is_done_to() {
        let first = |id: &str, method: &str, path: &str| verb_first(words(id), method, path).join("_");
        for (id, method, path, expected) in [
            ("batches_list", "GET", "/messages/batches", "list_batches"),
            ("batches_retrieve", "GET", "/messages/batches/{id}", "retrieve_batch"),
            ("synonyms_get", "GET", "/settings/synonyms", "get_synonyms"),
            ("batches_cancel", "POST", "/messages/batches/{id}/cancel", "cancel_batch"),
            ("batches_results", "GET", "/messages/batches/{id}/results", "batches_results"),
            ("count_tokens_post", "POST", "/messages/count_tokens", "count_tokens"),
            ("post", "POST", "/messages", "create"),
            ("list", "GET", "/models", "list"),
            ("update", "POST", "/models/{id}", "update"),
            ("recurring_get", "POST", "/transactions/recurring/get", "get_recurring"),
            ("recurring_get", "POST", "/transactions/recurring", "recurring_get"),
            ("assistants_delete", "DELETE", "/users/{id}/assistants", "delete_assistants"),
            ("assistants_create", "POST", "/users/{id}/assistants", "create_assistant"),
            ("poll_get", "GET", "/meetings/{id}/polls/{poll}", "get_poll"),
            ("bulk_update", "PUT", "/users/bulk", "bulk_update"),
            ("users_destroy", "DELETE", "/core/users/{id}", "destroy_user"),
            ("users_partial_update", "PATCH", "/core/users/{id}", "partial_update_user"),
            ("partial_update", "PATCH", "/core/users/{id}", "partial_update"),
            ("watch_node_list", "GET", "/watch/nodes", "watch_node_list"),
            // A noun, another method, a verb in its place.
            ("price_list", "GET", "/price-list", "price_list"),
            ("blog_post", "GET", "/blog/{post}", "blog_post"),
            ("get_or_create", "POST", "/models", "get_or_create"),
            ("create_or_update", "PUT", "/models/{id}", "create_or_update"),
        ] {
            assert_eq!(first(id, method, path), expected, "{id}");
        }
    }

    #[test]
    fn all_of_many_are_listed() {
        let told =
            |id: &str, within: &str, path: &str| listed(words(within), &words(id), "GET", path).join("_");
        assert_eq!(told("getTasks", "get", "/tasks"), "list");
        assert_eq!(told("getTask", "get", "/tasks/{id}"), "get");
        assert_eq!(told("getTasks", "get", "/tasks/{ids}"), "get");
        assert_eq!(told("getStatus", "get", "/status"), "get");
        assert_eq!(told("getTaskTags", "get_tags", "/tasks/{id}/tags"), "get_tags");
    }

    #[test]
    fn a_path_behind_a_name_is_no_part_of_it() {
        let path = "/v1/items/{item_id}";
        assert_eq!(without_path("read_item_v1_items__item_id__get", "GET", path), "read_item");
        assert_eq!(without_path("end_v1_end__post", "POST", "/v1/end"), "end");
        assert_eq!(without_path("root__get", "GET", "/"), "root");
        for id in ["_v1_items__item_id__get", "read_item_v1_items__item_id__put", "read_item"] {
            assert_eq!(without_path(id, "GET", path), id);
        }
    }

    #[test]
    fn an_id_that_says_more_is_kept() {
        let nothing = |id: &str, path: &str| says_nothing(&words(id), "GET", path);
        assert!(nothing("GetCustomersCustomerSourcesId", "/v1/customers/{customer}/sources/{id}"));
        assert!(nothing("get_customers", "/customers"));
        assert!(nothing("get_files_id", "/files/{file_id}"));
        assert!(nothing("get_files_id_metadata_id_id", "/files/{file_id}/metadata/{scope}/{template_key}"));
        assert!(nothing("get_files_id_thumbnail_id", "/files/{file_id}/thumbnail.{extension}"));
        assert!(nothing("get_files_id#get_shared_link", "/files/{file_id}#get_shared_link"));
        assert!(!nothing("get_files", "/files/{file_id}"));
        assert!(!nothing("get_files_id_id", "/files/{file_id}"));
        // Many ways to tell the same take no time.
        assert!(!nothing(&format!("get{}", "_id".repeat(500)), &"/{id_id}".repeat(200)));
        assert!(nothing(&format!("get{}", "_id".repeat(300)), &"/{id_id}".repeat(200)));
        assert!(!nothing("listCustomers", "/v1/customers"));
        assert!(!nothing("getCustomerSource", "/v1/customers/{customer}/sources/{id}"));
    }
}
