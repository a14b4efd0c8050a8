//! The runtime's files, copied word for word. What only some documents need is left out of the clients of others: its
//! files, its line in the list of modules, and the features and dependencies that are there for it.

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
    "fake.rs"
    "fake_reply.rs"
    "fields.rs"
    "formats.rs"
    "formats/bytes.rs"
    "formats/check.rs"
    "formats/dates.rs"
    "header.rs"
    "identity.rs"
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
    "pages/link.rs"
    "pages/token.rs"
    "pages/walk.rs"
    "params.rs"
    "path.rs"
    "payload.rs"
    "percent.rs"
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
    "wire/json.rs"
    "wire/kept.rs"
    "wire/leaf.rs"
    "wire/macros.rs"
    "wire/object.rs"
    "wire/open.rs"
    "wire/patch.rs"
    "wire/plain.rs"
    "wire/read.rs"
    "wire/slot.rs"
    "wire/text.rs"
    "wire/trail.rs"
    "wire/tries.rs"
    "wire/union.rs"
    "wire/write.rs"
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
    let module = |name: &str| name.split(['/', '.']).next().unwrap_or_default().to_owned();
    let copied = FILES.iter().filter(move |(name, _)| !is_left_out(&module(name), needs));
    copied.map(|(name, text)| (format!("src/runtime/{name}"), (*text).to_owned()))
}

/// Whether a module is one that only some documents need, and this one does not.
fn is_left_out(module: &str, needs: &BTreeSet<&str>) -> bool {
    let is_optional =
        ["oauth2", "validate"].contains(&module) || SCALARS.iter().any(|row| row.needs.contains(&module));
    is_optional && !needs.contains(module)
}

/// The module that a feature or a dependency of the manifest is there for.
fn module_of(key: &str) -> String {
    match key {
        "validate" | "regress" => "validate".to_owned(),
        key => format!("with_{key}"),
    }
}

/// One table of the runtime's manifest, as it stands there, without what belongs to modules that are left out.
pub fn section(name: &str, needs: &BTreeSet<&str>) -> String {
    let head = format!("[{name}]");
    let lines = MANIFEST.lines().skip_while(|line| *line != head);
    let body = lines.enumerate().take_while(|(index, line)| *index == 0 || !line.starts_with('['));
    let mut kept: Vec<&str> = Vec::new();
    for (_, line) in body {
        let key = line.split_once(" = ").map_or("", |(key, _)| key);
        if !is_left_out(&module_of(key), needs) {
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
    let mut modules: Vec<&str> = Vec::new();
    for line in lines.take_while(|line| *line != "#[cfg(test)]") {
        let module = line.trim_start_matches("pub ").trim_start_matches("mod ").trim_end_matches(';');
        if !is_left_out(module, needs) {
            modules.push(line);
        } else if modules.last().is_some_and(|line| line.starts_with("#[cfg")) {
            modules.pop();
        }
    }
    let docs = "//! What every client has: requests, answers, errors, and how models are read and written.";
    format!("{docs}\n\n{}\n", modules.join("\n").trim_end())
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

    #[test]
    fn every_module_is_listed_and_no_test() {
        let list =
            list(&SCALARS.iter().flat_map(|row| row.needs).copied().chain(["oauth2", "validate"]).collect());
        for (name, _) in FILES.iter().filter(|(name, _)| !name.contains('/')) {
            let module = name.trim_end_matches(".rs");
            assert!(list.contains(&format!("mod {module};")), "{module}");
        }
        assert!(!list.contains("tests;"));
    }

    #[test]
    fn a_row_names_modules_that_exist() {
        for module in SCALARS.iter().flat_map(|row| row.needs) {
            assert!(FILES.iter().any(|(name, _)| *name == format!("{module}.rs")), "{module}");
        }
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
        assert_eq!((has(&some, "formats"), has(&some, "uuid"), has(&some, "jiff")), (2, 4, 0));
        assert_eq!((has(&none, "of this crate"), has(&none, "validate"), has(&none, "regress")), (0, 0, 0));
        assert_eq!(has(&BTreeSet::from(["validate"]), "validate"), 3);
    }
}
