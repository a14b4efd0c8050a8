//! What a person calls an operation whose document only repeats its method and its path: `GET /customers/{id}/sources` is
//! `list_sources` of `customers`, whether its id is `GetCustomersIdSources` or there is none.

use super::name::{is_version, words};

/// A path in words: what stands in it, and the parameters in between.
struct Route {
    segments: Vec<Segment>,
}

enum Segment {
    Fixed(Vec<String>),
    /// The words of the parameter's name.
    Param(Vec<String>),
}

impl Route {
    fn of(path: &str) -> Self {
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        let segment = |text: &str| match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => Segment::Param(words(name)),
            None => Segment::Fixed(words(text)),
        };
        Route { segments: segments.skip_while(|segment| is_version(segment)).map(segment).collect() }
    }
}

/// Whether an operation's words are its method and its path and nothing else.
pub(super) fn says_nothing(id: &[String], method: &str, path: &str) -> bool {
    let mut told = words(method);
    for segment in Route::of(path).segments {
        let (Segment::Fixed(words) | Segment::Param(words)) = segment;
        told.extend(words);
    }
    told == id
}

/// An id without its path and its method, where they are put behind the name of a function: FastAPI makes
/// `read_item_items__item_id__get` of `read_item`.
pub(super) fn without_path<'i>(id: &'i str, method: &str, path: &str) -> &'i str {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let end = format!("{}_{}", path.chars().map(plain).collect::<String>(), method.to_lowercase());
    id.strip_suffix(&end).filter(|name| !words(name).is_empty()).unwrap_or(id)
}

/// What the operation does, in words: a verb, and what it is done to within the resource. Empty where the path says
/// nothing that could be called so.
pub(super) fn method_words(method: &str, path: &str, resource: &[String]) -> Vec<String> {
    let route = Route::of(path);
    let mut segments = route.segments.as_slice();
    if let [Segment::Fixed(first), rest @ ..] = segments
        && (first == resource || singular(first) == singular(resource))
    {
        segments = rest;
    }
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
    let last = objects.last().copied().unwrap_or(resource);
    let is_many = !ends_with_param && last.last().is_some_and(|word| one_of_many(word).is_some());
    let has_param_before = segments.iter().any(|segment| matches!(segment, Segment::Param(_)));
    let mut verb: Vec<String> = match method {
        "GET" if is_many => vec!["list".to_owned()],
        "GET" if objects.last().is_some_and(|last| SEARCHES.contains(&last.join("_").as_str())) => {
            objects.pop().unwrap_or_default().to_vec()
        }
        "GET" => vec!["get".to_owned()],
        // What is posted to something that is one, and is not many itself, is what happens to it.
        "POST" if !ends_with_param && !is_many && has_param_before => {
            objects.pop().unwrap_or_default().to_vec()
        }
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

/// Words of which the last is one of many: `tax ids` is `tax id`.
fn singular(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut()
        && let Some(one) = one_of_many(last)
    {
        *last = one;
    }
    words
}

/// The singular of a word that is a plural, as far as its ending tells.
fn one_of_many(word: &str) -> Option<String> {
    const NOT_MANY: &[&str] = &[
        "analytics",
        "details",
        "metrics",
        "news",
        "preferences",
        "series",
        "settings",
        "statistics",
        "stats",
    ];
    if NOT_MANY.contains(&word) {
        return None;
    }
    const ENDINGS: &[(&str, &str)] = &[
        ("cookies", "cookie"),
        ("movies", "movie"),
        ("caches", "cache"),
        ("ies", "y"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
        ("xes", "x"),
        ("statuses", "status"),
        ("aliases", "alias"),
        ("ss", "ss"),
        ("us", "us"),
        ("is", "is"),
        ("as", "as"),
        ("s", ""),
    ];
    let (from, to) = ENDINGS.iter().find(|(from, _)| word.ends_with(from))?;
    let one = format!("{}{to}", word.strip_suffix(from)?);
    (one != word && one.len() > 1).then_some(one)
}

/// What is asked for with GET and is a verb.
const SEARCHES: &[&str] = &["count", "download", "export", "find", "preview", "search"];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(method: &str, path: &str, resource: &str) -> String {
        method_words(method, path, &words(resource)).join("_")
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
        assert_eq!(name("GET", "/orders/{id}/status", "orders"), "get_status");
        assert_eq!(name("GET", "/settings", "settings"), "get");
        assert_eq!(name("POST", "/orders/{id}/addresses", "orders"), "create_address");
        assert_eq!(name("POST", "/orders/{id}/entries", "orders"), "create_entry");
        assert_eq!(name("POST", "/v1/tokens", "tokens"), "create");
        assert_eq!(name("GET", "/v1/issuing/cards/{card}", "issuing"), "get_card");
        assert_eq!(name("POST", "/v1/issuing/cards", "issuing"), "create_card");
        assert_eq!(name("GET", "/v1/invoices/upcoming/lines", "invoices"), "list_upcoming_lines");
        // The tag need not be what the path begins with.
        assert_eq!(name("GET", "/shops/{id}/orders", "Orders"), "list_shop_orders");
        assert_eq!(name("GET", "/", "default"), "get");
    }

    #[test]
    fn a_path_behind_a_name_is_no_part_of_it() {
        let path = "/v1/items/{item_id}";
        assert_eq!(without_path("read_item_v1_items__item_id__get", "GET", path), "read_item");
        for id in ["_v1_items__item_id__get", "read_item_v1_items__item_id__put", "read_item"] {
            assert_eq!(without_path(id, "GET", path), id);
        }
    }

    #[test]
    fn an_id_that_says_more_is_kept() {
        let nothing = |id: &str, path: &str| says_nothing(&words(id), "GET", path);
        assert!(nothing("GetCustomersCustomerSourcesId", "/v1/customers/{customer}/sources/{id}"));
        assert!(nothing("get_customers", "/customers"));
        assert!(!nothing("listCustomers", "/v1/customers"));
        assert!(!nothing("getCustomerSource", "/v1/customers/{customer}/sources/{id}"));
    }
}
