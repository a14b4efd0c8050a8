//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `name`, if it is near enough for a slip of the fingers: where `name` may also be right as
/// it is.
pub fn slip<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = match name.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    within(limit, name, candidates)
}

/// The candidate that is most likely meant, where `name` is certainly wrong: at most three letters differ, and at most
/// half of them.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const MOST: usize = 3;
    let longer = |candidate: &str| name.chars().count().max(candidate.chars().count());
    let candidates = candidates.into_iter();
    within(MOST, name, candidates).filter(|found| distance(name, found, MOST) * 2 <= longer(found))
}

fn within<'c>(limit: usize, name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let near = candidates.into_iter().map(|candidate| (distance(name, candidate, limit), candidate));
    near.filter(|(distance, _)| *distance <= limit).min_by_key(|(distance, _)| *distance).map(|best| best.1)
}

/// How many letters must be added, removed, changed or swapped with their neighbour, letters of either case being
/// the same; anything past `limit` is just more than that.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = usize::from(!x.eq_ignore_ascii_case(y));
            let mut best = (last[j] + changed).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x.eq_ignore_ascii_case(&b[j - 1]) && a[i - 1].eq_ignore_ascii_case(y) {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        // A distance never gets smaller from row to row, except by a swap, which looks two rows back.
        if row.iter().chain(&last).all(|distance| *distance > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{nearest, slip};

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let names = ["properties", "required", "type", "items", "format"];
        for (slip, meant) in
            [("propertes", "properties"), ("Required", "required"), ("tpye", "type"), ("item", "items")]
        {
            assert_eq!(super::slip(slip, names), Some(meant), "{slip}");
            assert_eq!(nearest(slip, names), Some(meant), "{slip}");
        }
        for stranger in ["foo", "id", "patternProperties", "", "te", "formula"] {
            assert_eq!(slip(stranger, names), None, "{stranger}");
        }
    }

    #[test]
    fn what_is_wrong_may_be_further_off() {
        assert_eq!(nearest("pagination", ["page-origin", "pages"]), None);
        assert_eq!(nearest("pgae", ["page", "name"]), Some("page"));
        assert_eq!(nearest("naem", ["name", "version"]), Some("name"));
        assert_eq!(nearest("descr", ["docs", "description"]), None);
        assert_eq!(nearest("id", ["name"]), None);
    }
}
