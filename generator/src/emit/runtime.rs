//! The runtime's files, copied word for word. What only some documents need is left out of the clients of others: its
//! files, its line in the list of modules, what other files do for it, and the features and dependencies that are there
//! for it. The files themselves mark all of that with an attribute: `#[cfg(not(without = "pages"))]`.

use crate::table::scalar::SCALARS;
use std::collections::BTreeSet;

/// Its files, by name: all but `lib.rs`.
macro_rules! embed {
    ($($name:literal)*) => {
        static FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*];
    };
}

embed! {
    "answer.rs"
    "api.rs"
    "api_error.rs"
    "attempts.rs"
    "auth.rs"
    "base64.rs"
    "base_url.rs"
    "blocking_transport.rs"
    "budget.rs"
    "builder.rs"
    "call.rs"
    "client.rs"
    "clock.rs"
    "connect_limit.rs"
    "cookie.rs"
    "download.rs"
    "encode.rs"
    "environment.rs"
    "error.rs"
    "events.rs"
    "example.rs"
    "fake.rs"
    "fake_reply.rs"
    "fields.rs"
    "form.rs"
    "formats.rs"
    "formats/bytes.rs"
    "formats/dates.rs"
    "formats/dates/check.rs"
    "formats/decimal.rs"
    "formats/uuid.rs"
    "header.rs"
    "identity.rs"
    "jobs.rs"
    "lines.rs"
    "media.rs"
    "mode.rs"
    "multipart.rs"
    "oauth2.rs"
    "oauth2/cache.rs"
    "oauth2/environment.rs"
    "oauth2/grant.rs"
    "operation.rs"
    "options.rs"
    "pages.rs"
    "pages/follow.rs"
    "pages/link.rs"
    "pages/token.rs"
    "pages/walk.rs"
    "params.rs"
    "path.rs"
    "payload.rs"
    "percent.rs"
    "pieces.rs"
    "plan.rs"
    "polling.rs"
    "query.rs"
    "random.rs"
    "redact.rs"
    "reqwest_transport.rs"
    "rest.rs"
    "retry_after.rs"
    "run.rs"
    "secret.rs"
    "send_async.rs"
    "send_blocking.rs"
    "sse.rs"
    "tokens.rs"
    "tower.rs"
    "trace.rs"
    "transport.rs"
    "upload.rs"
    "ureq_transport.rs"
    "validate.rs"
    "value.rs"
    "walk.rs"
    "webhook.rs"
    "wire.rs"
    "wire/blob.rs"
    "wire/builder.rs"
    "wire/constant.rs"
    "wire/container.rs"
    "wire/debug.rs"
    "wire/index.rs"
    "wire/json.rs"
    "wire/kept.rs"
    "wire/leaf.rs"
    "wire/macros.rs"
    "wire/numbers.rs"
    "wire/object.rs"
    "wire/open.rs"
    "wire/patch.rs"
    "wire/plain.rs"
    "wire/read.rs"
    "wire/read_json.rs"
    "wire/rest.rs"
    "wire/scan.rs"
    "wire/slot.rs"
    "wire/text.rs"
    "wire/trail.rs"
    "wire/tries.rs"
    "wire/union.rs"
    "wire/wide.rs"
    "wire/write.rs"
    "wire/write_json.rs"
    "with_chrono.rs"
    "with_jiff.rs"
    "with_rust_decimal.rs"
    "with_time.rs"
    "with_uuid.rs"
}

/// The list of its modules, as the runtime's own crate has it.
static LIST: &str = include_str!("../../runtime/src/lib.rs");

/// Dependencies and features, as the runtime's own crate has them.
static MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The files to copy, by their path in the crate.
pub fn files(needs: &BTreeSet<&str>) -> impl Iterator<Item = (String, String)> {
    let absent: Vec<String> =
        modules().filter(|(_, names)| !is_needed(names, needs)).map(|(path, _)| path).collect();
    let is_absent = move |name: &str| {
        let path = name.trim_end_matches(".rs");
        absent.iter().any(|module| {
            path.strip_prefix(module.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let copied = FILES.iter().filter(move |(name, _)| !is_absent(name));
    copied.map(|(name, text)| (format!("src/runtime/{name}"), without_the_rest(text, needs)))
}

/// How the runtime marks what only some documents need: an attribute, which the compiler takes for true, on anything that
/// can have one. It stands on a line of its own.
const MARK: &str = "#[cfg(not(";

/// The needs that a mark names: any of them will do.
fn marked(line: &str) -> Option<Vec<&str>> {
    let names = line.trim_start().strip_prefix(MARK)?.trim_start_matches("all(").split(", ");
    names.map(|name| name.strip_prefix("without = \"")?.split('"').next()).collect()
}

fn is_needed(names: &[&str], needs: &BTreeSet<&str>) -> bool {
    names.iter().any(|name| needs.contains(name))
}

/// The modules that are marked, by their path, with the needs that their marks name.
fn modules() -> impl Iterator<Item = (String, Vec<&'static str>)> {
    let lists = [("lib.rs", LIST)].into_iter().chain(FILES.iter().copied());
    lists.flat_map(|(file, text)| {
        let folder =
            if file == "lib.rs" { String::new() } else { file.trim_end_matches(".rs").to_owned() + "/" };
        let mut names: Option<Vec<&str>> = None;
        text.lines().filter_map(move |line| {
            if line.starts_with("#[") {
                names = marked(line).or(names.take());
                return None;
            }
            let module = line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';');
            let names = names.take()?;
            Some((format!("{folder}{}", module?), names))
        })
    })
}

/// A text without what is marked for needs that are not there, and without the marks.
///
/// What a mark stands on ends with the first line that is indented like it and ends in a brace, a comma or a semicolon, or
/// with a semicolon outside of brackets: so rustfmt prints items, fields, arms and statements.
fn without_the_rest(text: &str, needs: &BTreeSet<&str>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match marked(line) {
            None => keep(line, &mut kept),
            Some(names) if is_needed(&names, needs) => {}
            Some(_) => {
                let depth = indent(line);
                while kept.last().is_some_and(|last| indent(last) == depth && is_before(last)) {
                    kept.pop();
                }
                skip(depth, &mut lines);
            }
        }
    }
    kept.join("\n") + "\n"
}

/// Adds a line. Where something is gone, one blank line is enough, and none at the beginning and the end of a block.
fn keep<'t>(line: &'t str, kept: &mut Vec<&'t str>) {
    let last = kept.last().copied().unwrap_or("{");
    if last.is_empty() && (line.is_empty() || line.trim_start() == "}") {
        kept.pop();
    }
    if !(line.is_empty() && last.ends_with('{')) {
        kept.push(line);
    }
}

/// Passes over what a mark stands on.
fn skip<'t>(depth: usize, lines: &mut impl Iterator<Item = &'t str>) {
    let (mut open, mut close) = (0, 0);
    let is_end = |line: &&str| {
        open += line.matches(['(', '[', '{']).count();
        close += line.matches([')', ']', '}']).count();
        let is_last = indent(line) == depth && line.ends_with(['}', ',', ';']);
        !is_before(line) && (is_last || open == close && line.ends_with(';'))
    };
    let _ = lines.find(is_end);
}

/// Whether a line is docs or an attribute of what follows.
fn is_before(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['/', '#']) && !line.starts_with("//!")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The needs that a feature or a dependency of the manifest is there for; none where every client has it.
fn needs_of(key: &str) -> Vec<&str> {
    match key {
        "validate" | "regress" => vec!["validate"],
        "stream" | "futures-core" => vec!["pages", "streams"],
        key => SCALARS
            .iter()
            .flat_map(|row| row.needs)
            .copied()
            .filter(|need| need.strip_prefix("with_") == Some(key))
            .collect(),
    }
}

/// One table of the runtime's manifest, as it stands there, without what belongs to modules that are left out.
pub fn section(name: &str, needs: &BTreeSet<&str>) -> String {
    let head = format!("[{name}]");
    let lines = MANIFEST.lines().skip_while(|line| *line != head);
    let body = lines.enumerate().take_while(|(index, line)| *index == 0 || !line.starts_with('['));
    let mut kept: Vec<&str> = Vec::new();
    for (_, line) in body {
        let for_what = needs_of(line.split_once(" = ").map_or("", |(key, _)| key));
        if for_what.is_empty() || is_needed(&for_what, needs) {
            kept.push(line);
        } else if kept.last().is_some_and(|said| said.starts_with("##")) {
            kept.pop();
        }
    }
    kept.join("\n").trim_end().to_owned() + "\n"
}

/// `runtime/mod.rs`: the same modules, without those of the tests.
pub fn list(needs: &BTreeSet<&str>) -> String {
    let lines = LIST.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    let modules: Vec<&str> = lines.take_while(|line| *line != "#[cfg(test)]").collect();
    let docs = "//! What every client has: requests, answers, errors, and how models are read and written.";
    format!("{docs}\n\n{}\n", without_the_rest(&modules.join("\n"), needs).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// All files of the runtime's crate but its root and its tests.
    fn found(folder: &Path, prefix: &str) -> Vec<String> {
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.path() {
                folder if folder.is_dir() && name != "tests" => paths.extend(found(&folder, &(name + "/"))),
                file if file.is_file() && name != "lib.rs" => paths.push(name),
                _ => {}
            }
        }
        paths.sort();
        paths
    }

    #[test]
    fn every_file_is_embedded() {
        let embedded: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        assert_eq!(embedded, found(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src")), ""));
    }

    fn all() -> BTreeSet<&'static str> {
        let of_types = SCALARS.iter().flat_map(|row| row.needs).copied();
        of_types.chain(crate::plan::capabilities::ALL.iter().copied()).collect()
    }

    #[test]
    fn every_module_is_listed_and_no_test() {
        let list = list(&all());
        for (name, _) in FILES.iter().filter(|(name, _)| !name.contains('/')) {
            let module = name.trim_end_matches(".rs");
            assert!(list.contains(&format!("mod {module};")), "{module}");
        }
        assert!(!list.contains("tests;"));
    }

    #[test]
    fn marks_name_what_the_planner_knows() {
        let texts = FILES.iter().map(|(_, text)| *text).chain([LIST]);
        let marks: Vec<Vec<&str>> = texts.flat_map(str::lines).filter_map(marked).collect();
        let named: BTreeSet<&str> = marks.into_iter().flatten().collect();
        assert_eq!(named, all());
    }

    /// A mark that the generator does not know would be copied.
    #[test]
    fn every_mark_is_read() {
        for (name, text) in FILES {
            assert!(!without_the_rest(text, &all()).contains("without ="), "{name}");
            assert!(!without_the_rest(text, &BTreeSet::new()).contains("without ="), "{name}");
        }
    }

    #[test]
    fn what_is_marked_goes_with_its_docs() {
        let text = "\
fn a() {
    match b {
        /// Docs.
        #[cfg(not(all(without = \"x\", without = \"y\")))]
        C(d) => {
            e()
        }
        _ => f(),
    }
}

#[derive(G)]
#[cfg(not(without = \"y\"))]
#[h]
struct I
where
    J: K,
{
    l: (),
}

trait M {
    #[cfg(not(without = \"y\"))]
    fn n()
    where
        Self: O;

    fn p();
}
";
        let (none, one) =
            (without_the_rest(text, &BTreeSet::new()), without_the_rest(text, &BTreeSet::from(["x"])));
        assert_eq!(
            none,
            "fn a() {\n    match b {\n        _ => f(),\n    }\n}\n\ntrait M {\n    fn p();\n}\n"
        );
        assert_eq!(one.lines().count(), 13);
        assert!(one.contains("/// Docs.\n        C(d) => {") && !one.contains("cfg"), "{one}");
    }

    #[test]
    fn what_no_row_needs_is_left_out() {
        let (none, some) = (BTreeSet::new(), BTreeSet::from(["formats", "with_uuid"]));
        let has = |needs, text: &str| {
            let files: String = files(needs).map(|(name, _)| name + "\n").collect();
            let all = [list(needs), files, section("features", needs), section("dependencies", needs)];
            all.iter().filter(|part| part.contains(text)).count()
        };
        assert_eq!((has(&none, "formats"), has(&none, "uuid"), has(&none, "jiff")), (0, 0, 0));
        assert_eq!((has(&none, "pages"), has(&none, "futures-core")), (0, 0));
        assert_eq!((has(&some, "formats"), has(&some, "uuid"), has(&some, "jiff")), (2, 4, 0));
        assert_eq!((has(&none, "of this crate"), has(&none, "validate"), has(&none, "regress")), (0, 0, 0));
        assert_eq!(has(&BTreeSet::from(["validate"]), "validate"), 3);
    }
}
