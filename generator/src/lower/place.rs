//! Where all of an API is: `/admin/realms/{realm}`, `/accounts/{account}`. Each operation says so in its path, and none is
//! told from the others by it.

use std::collections::BTreeMap;

/// The place that nine of ten operations are in, as segments of their paths. It ends with a parameter: what leads there
/// without one may be a thing of its own.
pub(super) fn place<'p>(paths: impl Iterator<Item = &'p str>) -> Vec<&'p str> {
    const MANY: usize = 10;
    let mut count = 0;
    let mut places: BTreeMap<Vec<&str>, (usize, Vec<&'p str>)> = BTreeMap::new();
    for path in paths {
        count += 1;
        let segments = segments(path);
        let ends = |two: &[&str]| matches!(two, [last, next] if is_param(last) && !is_param(next));
        let ends = segments.windows(2).enumerate().filter(|(_, two)| ends(two));
        for place in ends.filter_map(|(index, _)| segments.get(..=index)) {
            let names = place.iter().map(|segment| if is_param(segment) { "{}" } else { segment });
            places.entry(names.collect()).or_insert_with(|| (0, place.to_vec())).0 += 1;
        }
    }
    let holds_most = |(in_it, _): &(usize, Vec<&str>)| count >= MANY && in_it * 10 >= count * 9;
    let most = places.into_values().filter(holds_most).map(|(_, place)| place);
    most.max_by_key(Vec::len).unwrap_or_default()
}

/// What a path says within a place. The place itself, and what leads there, are the last thing in their paths.
pub(super) fn behind<'p>(path: &'p str, place: &[&str]) -> &'p str {
    let own = segments(path);
    let same = |(one, other): &(&&str, &&str)| one == other || is_param(one) && is_param(other);
    let shared = own.iter().zip(place).take_while(same).count();
    let left_out = match own.get(..shared) {
        Some(_) if shared == place.len() && own.len() > shared => shared,
        Some(all) if shared == own.len() => all.iter().rposition(|one| !is_param(one)).unwrap_or_default(),
        _ => 0,
    };
    let slash = path.match_indices('/').nth(left_out).map_or(0, |(index, _)| index);
    path.get(slash..).filter(|_| left_out > 0).unwrap_or(path)
}

fn segments(path: &str) -> Vec<&str> {
    path.trim_start_matches('/').split('/').collect()
}

fn is_param(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_operations_are_in_is_no_part_of_their_names() {
        let inside = ["users", "users/{id}", "users/{id}/groups", "roles", "roles/{name}", "events", "keys"];
        let mut paths: Vec<String> =
            inside.iter().map(|path| format!("/admin/realms/{{realm}}/{path}")).collect();
        let found = |paths: &[String]| place(paths.iter().map(String::as_str)).join("/");
        assert_eq!(found(&paths), "", "they are few");
        paths.extend((0..30).map(|number| format!("/admin/realms/{{name}}/thing{number}")));
        paths.extend(["/admin/realms".to_owned(), "/admin/realms/{realm}".to_owned()]);
        assert_eq!(found(&paths), "admin/realms/{realm}");
        let place = place(paths.iter().map(String::as_str));
        for (path, expected) in [
            ("/admin/realms/{realm}/users/{id}", "/users/{id}"),
            ("/admin/realms/{other}/users", "/users"),
            ("/admin/realms/{realm}", "/realms/{realm}"),
            ("/admin/realms", "/realms"),
            ("/admin/server/{id}", "/admin/server/{id}"),
            ("/", "/"),
        ] {
            assert_eq!(behind(path, &place), expected);
            assert_eq!(behind(path, &[]), path);
        }
        // A thing, its elements, and what they have.
        let orders: Vec<String> = (0..30).map(|number| format!("/orders/{{id}}/part{number}")).collect();
        assert_eq!(found(&orders), "orders/{id}");
        let all = [orders, (0..5).map(|number| format!("/orders/by{number}")).collect()].concat();
        assert_eq!(found(&all), "");
    }
}
