//! Names: ranked candidates, made of where a thing is used.

use super::plural::{one_of_many, singular, stem};
use heck::ToSnakeCase;
use std::borrow::Cow;

/// Where an inline schema is used: a chain of steps from something that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Context {
    pub owner: Owner,
    pub steps: Vec<Step>,
}

/// What a chain starts from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A component schema.
    Component(String),
    /// A component response, request body or parameter.
    Shared(String),
    /// An operation, by words that tell it from all others.
    Operation(String),
    /// A webhook.
    Webhook(String),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Property(String),
    Item,
    Element(usize),
    Value,
    Key,
    /// A member of a union, by what it is called there.
    Member(String),
    /// A parent without its children.
    Base,
    /// What it is to an operation: `Request`, `Response`, `Error 404`.
    Role(String),
}

impl Context {
    pub fn new(owner: Owner) -> Self {
        Context { owner, steps: Vec::new() }
    }

    /// One step further.
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Context { owner: self.owner.clone(), steps }
    }

    /// What the last step with a name of its own calls it: identical schemas are one type where they are called the same.
    pub fn leaf(&self) -> String {
        self.named().map_or_else(String::new, Step::words)
    }

    /// The same, if it says enough by itself: `status` does, `Request` does not.
    pub fn common_name(&self) -> Option<String> {
        match self.named()? {
            Step::Property(name) => Some(self.one_of(name).unwrap_or_else(|| name.clone())),
            Step::Role(role) if role.starts_with("Error ") => Some(role.clone()),
            _ => None,
        }
    }

    /// What it is to an operation, if it is all of what that sends or is answered with.
    pub fn role(&self) -> Option<&str> {
        match self.steps.as_slice() {
            [Step::Role(role)] => Some(role),
            _ => None,
        }
    }

    fn named(&self) -> Option<&Step> {
        let named = |step: &&Step| !matches!(step, Step::Item | Step::Value | Step::Element(_));
        self.steps.iter().rev().find(named)
    }

    /// The steps in words.
    pub fn words(&self) -> String {
        self.steps.iter().map(Step::words).collect::<Vec<_>>().join(" ")
    }

    /// The same as a person says it: an item of `tracks` is a `track`, where the last word tells that there are many.
    pub fn short_words(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut steps = self.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let one = match step {
                Step::Property(name) => steps.next_if(|next| **next == Step::Item).map(|_| one_of(name)),
                _ => None,
            };
            words.push(match one {
                Some(Some(one)) => one,
                Some(None) => format!("{} {}", step.words(), Step::Item.words()),
                None => step.words(),
            });
        }
        words.join(" ")
    }

    /// What one of these is called, if it is an item of them that is meant.
    fn one_of(&self, name: &str) -> Option<String> {
        (self.steps.last() == Some(&Step::Item)).then(|| one_of(name)).flatten()
    }
}

/// The name of one of many, where that of many tells that they are.
fn one_of(many: &str) -> Option<String> {
    let words = words(many);
    one_of_many(words.last()?).map(|_| singular(&words).join(" "))
}

impl Step {
    pub fn words(&self) -> String {
        match self {
            Step::Property(name) | Step::Member(name) | Step::Role(name) => name.clone(),
            Step::Item => "Item".to_owned(),
            Step::Element(index) => format!("Element {}", index + 1),
            Step::Value => "Value".to_owned(),
            Step::Key => "Key".to_owned(),
            Step::Base => "Base".to_owned(),
        }
    }
}

/// The words of a text, lower case: `createCheckoutSession` is three, and so are `list_VLANsID` and `allIPv4Ranges`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(&whole_names(text), &mut |word| words.push(word.to_ascii_lowercase()));
    words
}

/// A text in which names that have a capital inside are words like others: nobody says git and hub of `GitHub`.
pub(crate) fn whole_names(text: &str) -> Cow<'_, str> {
    const NAMES: [(&str, &str); 5] = [
        ("OAuth", "Oauth"),
        ("GitHub", "Github"),
        ("GitLab", "Gitlab"),
        ("GraphQL", "Graphql"),
        ("MySQL", "Mysql"),
    ];
    // Each of them has one of these letters.
    if !text.bytes().any(|byte| matches!(byte, b'A' | b'H' | b'L')) {
        return Cow::Borrowed(text);
    }
    // At the start, it is `oAuth` where names start with a small letter.
    let small = text.strip_prefix("oAuth").map(|rest| format!("oauth{rest}"));
    let mut out = small.map_or(Cow::Borrowed(text), Cow::Owned);
    for (name, word) in NAMES {
        if out.contains(name) {
            out = Cow::Owned(out.replace(name, word));
        }
    }
    out
}

/// Calls with each word of a text, in which letters of ASCII may be capitals yet.
pub(crate) fn each_word(text: &str, each: &mut dyn FnMut(&str)) {
    let text = with_abbreviations(text);
    if text.is_ascii() {
        let mut start = 0;
        for (end, _) in text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_alphanumeric()) {
            text.get(start..end).into_iter().for_each(|piece| each_part(piece, each));
            start = end + 1;
        }
        text.get(start..).into_iter().for_each(|piece| each_part(piece, each));
    } else {
        text.to_snake_case().split('_').filter(|word| !word.is_empty()).for_each(each);
    }
}

/// The words in ASCII letters and digits, as `heck` has them: a capital begins one where it does not follow another, and
/// where a small letter follows. It is by far the most that is asked for, and needs no table of letters.
fn each_part(text: &str, each: &mut dyn FnMut(&str)) {
    let bytes = text.as_bytes();
    if !bytes.iter().any(u8::is_ascii_uppercase) {
        if !text.is_empty() {
            each(text);
        }
        return;
    }
    // Whether the last letter of this word is a capital; `None` while there is no letter.
    let (mut start, mut was_capital) = (0, None);
    for (index, (byte, next)) in bytes.iter().zip(bytes.iter().skip(1)).enumerate() {
        let is_capital =
            if byte.is_ascii_alphabetic() { Some(byte.is_ascii_uppercase()) } else { was_capital };
        let end = if is_capital == Some(false) && next.is_ascii_uppercase() {
            Some(index + 1)
        } else if was_capital == Some(true) && byte.is_ascii_uppercase() && next.is_ascii_lowercase() {
            Some(index)
        } else {
            None
        };
        was_capital = if end.is_some() { None } else { is_capital };
        if let Some(end) = end {
            text.get(start..end).into_iter().for_each(&mut *each);
            start = end;
        }
    }
    text.get(start..).into_iter().for_each(each);
}

/// A text in which abbreviations are words like others to whoever splits it at capitals. Without two capitals in a row
/// there is none.
fn with_abbreviations(text: &str) -> Cow<'_, str> {
    let is_capital = |pair: &[u8]| pair.iter().all(u8::is_ascii_uppercase);
    if !text.as_bytes().windows(2).any(is_capital) {
        return Cow::Borrowed(text);
    }
    let text = with_plurals(text);
    if text.contains("IPv") { Cow::Owned(text.replace("IPv", "Ipv")) } else { text }
}

/// A text whose abbreviations in the plural are one word to whoever splits it at capitals: `userIDs` is `userIds`.
fn with_plurals(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    let bytes = text.as_bytes();
    let mut capitals = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let goes_on = bytes.get(index + 1).is_some_and(u8::is_ascii_lowercase);
        if *byte == b's' && capitals > 1 && !goes_on {
            let rest = index + 1 - capitals..index;
            if let Some(rest) = out.to_mut().get_mut(rest) {
                rest.make_ascii_lowercase();
            }
        }
        capitals = if byte.is_ascii_uppercase() { capitals + 1 } else { 0 };
    }
    out
}

/// The words that all of these begin with, of which each has one more at least.
pub(super) fn shared<'w>(mut all: impl Iterator<Item = &'w [String]>) -> &'w [String] {
    let Some((_, mut shared)) = all.next().and_then(<[String]>::split_last) else { return &[] };
    for words in all {
        let same = shared.iter().zip(words).take_while(|(one, other)| one == other).count();
        shared = shared.get(..same.min(words.len().saturating_sub(1))).unwrap_or_default();
    }
    shared
}

/// What a noun may have before it.
pub(super) const ARTICLES: &[&str] = &["a", "an", "the"];

/// What remains of an operation's words without those of the resource it belongs to, singular or plural, and without
/// `handler` and the like: `list_payments_handler` of `Payments` is `list`, `create_session` of `Checkout Sessions` is
/// `create`. Empty if nothing remains.
pub(super) fn within_resource(operation: &[String], resource: &[String]) -> Vec<String> {
    const NOISE: [&str; 4] = ["handler", "controller", "endpoint", "api"];
    const LEADS_ON: [&str; 8] = ["to", "from", "of", "for", "in", "by", "with", "on"];
    let mut words: Vec<String> = operation.to_vec();
    let is_one =
        |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
    while words.len() > 1 && is_one(words.last(), &NOISE) && !is_one(words.iter().nth_back(1), &LEADS_ON) {
        words.pop();
    }
    let stems: Vec<String> = resource.iter().map(|word| stem(word)).collect();
    let own: Vec<String> = words.iter().map(|word| stem(word)).collect();
    for skipped in 0..stems.len() {
        let wanted = stems.get(skipped..).unwrap_or_default();
        let Some(start) = own.windows(wanted.len()).position(|window| window == wanted) else { continue };
        if skipped > 0 && start > 1 {
            // An `iam policy` is none of the `firewall policies`.
            continue;
        }
        let mut rest = words.clone();
        rest.drain(start..start + wanted.len());
        if start == 0 && !rest.is_empty() {
            // What it begins with is where it belongs (`actions/get-actions-cache`), and not what it is done to.
            return within_resource(&rest, resource);
        }
        while rest.len() > 1 && is_one(rest.last(), ARTICLES) {
            rest.pop();
        }
        // What is done for one of the resource, or is of one, is what its methods do.
        let is_last = start + wanted.len() == words.len();
        if is_last && rest.len() > 2 && is_one(rest.last(), &["for", "of"]) {
            rest.pop();
        }
        return if is_one(rest.last(), &LEADS_ON) { words } else { rest };
    }
    words
}

/// Whether a segment of a path is a version, a date as one, or the word `api`: it tells nothing about what is there.
pub(super) fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    let plain =
        |c: char| if digits.len() < segment.len() { c.is_ascii_alphanumeric() } else { c.is_ascii_digit() };
    segment.eq_ignore_ascii_case("api")
        || (digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| plain(c) || matches!(c, '.' | '-')))
}

/// What a method and a path say, without leading versions unless `whole`: `GET /v1/pets/{id}/toys` is
/// `get pets by id toys`.
pub(super) fn of_path(method: &str, path: &str, whole: bool) -> Vec<String> {
    let mut out = words(method);
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    for segment in segments.skip_while(|segment| !whole && is_version(segment)) {
        match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => {
                out.push("by".to_owned());
                out.extend(words(name));
            }
            None => out.extend(words(segment)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(id: &str, resource: &str) -> String {
        within_resource(&words(id), &words(resource)).join("_")
    }

    #[test]
    fn methods_are_named_within_their_resource() {
        assert_eq!(method("createCheckoutSession", "Checkout Sessions"), "create");
        assert_eq!(method("list_payments_handler", "Payments"), "list");
        assert_eq!(method("get_payment_line_items_handler", "Payments"), "get_line_items");
        assert_eq!(method("listCategories", "category"), "list");
        assert_eq!(method("update_address", "Addresses"), "update");
        assert_eq!(method("create_session", "Checkout Sessions"), "create");
        assert_eq!(method("add_group_to_collection", "Collections"), "add_group_to_collection");
        assert_eq!(method("get_session_items", "Checkout Sessions"), "get_items");
        assert_eq!(method("actions/get-actions-cache-usage", "actions"), "get_cache_usage");
        assert_eq!(method("pets/list", "Pets"), "list");
        assert_eq!(method("list_by_endpoint", "Pets"), "list_by_endpoint");
        assert_eq!(method("getIamPolicy", "firewall policies"), "get_iam_policy");
        assert_eq!(method("handler", "Pets"), "handler");
        assert_eq!(method("classroom/get-a-classroom", "classroom"), "get");
        assert_eq!(method("listAssignmentsForAClass", "classes"), "list_assignments");
        assert_eq!(method("addDependenciesForTask", "Tasks"), "add_dependencies");
        assert_eq!(method("createForTask", "Tasks"), "create_for_task");
        assert_eq!(method("searchTasksForWorkspace", "Tasks"), "search_for_workspace");
        assert_eq!(method("pets", "Pets"), "");
        assert_eq!(method("", "Pets"), "");
    }

    #[test]
    fn an_item_is_one_of_what_the_property_says() {
        let property = |name: &str| Step::Property(name.to_owned());
        let short = |steps: &[Step]| {
            let context = Context { owner: Owner::Component("Order".to_owned()), steps: steps.to_vec() };
            words(&context.short_words()).join("_")
        };
        assert_eq!(
            short(&[property("lineItems"), Step::Item, property("taxIDs"), Step::Item]),
            "line_item_tax_id"
        );
        assert_eq!(short(&[property("addresses"), Step::Item, property("kind")]), "address_kind");
        // What is no plural, and what is a list itself.
        assert_eq!(short(&[property("data"), Step::Item]), "data_item");
        assert_eq!(short(&[property("status"), Step::Item]), "status_item");
        assert_eq!(short(&[property("rows"), Step::Item, Step::Item]), "row_item");
        assert_eq!(short(&[property("tags")]), "tags");
        let common = |steps: &[Step]| {
            Context { owner: Owner::Component(String::new()), steps: steps.to_vec() }.common_name()
        };
        assert_eq!(common(&[property("tags"), Step::Item]).as_deref(), Some("tag"));
        assert_eq!(common(&[property("tags")]).as_deref(), Some("tags"));
        assert_eq!(common(&[property("data"), Step::Item]).as_deref(), Some("data"));
    }

    #[test]
    fn abbreviations_have_a_plural() {
        for (text, expected) in [
            ("getLinodeIPs", "get_linode_ips"),
            ("userIDs", "user_ids"),
            ("IDs", "ids"),
            ("VLANsByID", "vlans_by_id"),
            ("URLs_2", "urls_2"),
            ("HTTPServers", "http_servers"),
            ("listAsia", "list_asia"),
            ("As", "as"),
            ("allIPv4Ranges", "all_ipv4_ranges"),
            ("IPv6s", "ipv6s"),
            ("revokeOAuth2Tokens", "revoke_oauth2_tokens"),
            ("oAuthClients", "oauth_clients"),
            ("videoAuth", "video_auth"),
            ("GitHubRepos", "github_repos"),
        ] {
            assert_eq!(words(text).join("_"), expected, "{text}");
        }
    }

    #[test]
    fn words_in_ascii_are_those_of_heck() {
        let letters = ["a", "B", "C", "d", "1", "_", "-"];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer = texts.iter().flat_map(|text| letters.map(|letter| format!("{text}{letter}")));
            texts = longer.collect();
            for text in &texts {
                let heck = text.to_snake_case();
                let heck: Vec<&str> = heck.split('_').filter(|word| !word.is_empty()).collect();
                assert_eq!(words(text), heck, "{text}");
            }
        }
    }

    #[test]
    fn paths_name_operations_without_an_id() {
        assert_eq!(of_path("GET", "/v1/pets/{petId}/toys", false).join("_"), "get_pets_by_pet_id_toys");
        assert_eq!(of_path("GET", "/v1/pets", true).join("_"), "get_v1_pets");
        assert_eq!(of_path("GET", "/", false).join("_"), "get");
        assert_eq!(of_path("GET", "/2015-03-31/pets", false).join("_"), "get_pets");
        let versions = ["v1", "V2beta1", "v1.2", "2010-04-01", "1.0", "api"];
        assert!(versions.into_iter().all(is_version));
        assert!(!["version", "pets", "3d", "vpn", "v"].into_iter().any(is_version));
    }
}
