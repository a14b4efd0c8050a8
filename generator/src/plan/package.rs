//! The package around the code: its name, its version, the environment variables its client reads.

use super::call::Call;
use super::words::{Case, Spelling, identifier};
use crate::config::{Config, Dependency};
use crate::diag::{Diagnostic, Diagnostics, Pointer, Scope, code};
use crate::ir::{Api, Ident, Scheme, SchemeKind};
use crate::ledger::Ledger;
use std::collections::{BTreeMap, BTreeSet};

/// What is said in `Cargo.toml`, and what a client reads from its environment.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The package.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line on what it is.
    pub description: String,
    /// Holds an address to use instead of the document's servers.
    pub base_url: String,
    /// Holds the name of a server, where there are several.
    pub server: Option<String>,
    /// Hold credentials: for each scheme its variables, in the order of [`Api::schemes`].
    pub credentials: Vec<Vec<String>>,
    /// The library of dates that is always there.
    pub dates: Option<String>,
    /// Packages that the configuration adds, by name.
    pub dependencies: BTreeMap<String, Dependency>,
    /// What calls to undocumented endpoints use: what most operations need.
    pub security: Vec<Vec<String>>,
}

impl Package {
    /// The crate as Rust names it.
    pub fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// Decides it all. A crate that had a name keeps it: programs name it, and the variables are made of it.
pub fn package(
    api: &Api<Ident>,
    calls: &[Call],
    past: &Ledger,
    config: &Config,
    diags: &mut Diagnostics,
) -> Package {
    let kept = past.package.as_ref().filter(|name| is_name(name));
    let name = config.name.as_ref().or(kept).cloned().unwrap_or_else(|| name(&api.info.title));
    let version = config.version.clone().unwrap_or_else(|| "0.1.0".to_owned());
    if !is_name(&name) {
        complain(config, "name", format!("`{name}` is not a package name"), diags);
    }
    if !is_version(&version) {
        complain(config, "version", format!("`{version}` is not a version"), diags);
    }
    let prefix = identifier(&name, Case::Snake, Spelling::Plain).unwrap_or_default().to_ascii_uppercase();
    let environment = &config.environment;
    let several = api.servers.len() > 1;
    Package {
        base_url: environment.base_url.clone().unwrap_or_else(|| format!("{prefix}_BASE_URL")),
        server: several.then(|| environment.server.clone().unwrap_or_else(|| format!("{prefix}_SERVER"))),
        description: config.description.clone().unwrap_or_else(|| description(&api.info.title)),
        dates: None,
        dependencies: dependencies(config, diags),
        security: usual_security(calls),
        credentials: api.schemes.iter().map(|scheme| credentials(scheme, &prefix, config)).collect(),
        name,
        version,
    }
}

/// Those that have a version; the client's own stay what they are.
fn dependencies(config: &Config, diags: &mut Diagnostics) -> BTreeMap<String, Dependency> {
    for (name, dependency) in &config.dependencies {
        let problem = match dependency.version {
            _ if !is_name(name) => format!("`{name}` is not a package name"),
            None => format!("nothing says which versions of `{name}` will do: add `version`"),
            Some(_) => continue,
        };
        let diagnostic = Diagnostic::new(&code::CONFIG, Pointer::default(), problem);
        diags.push(diagnostic.within(config.place(&["crate", "dependencies", name])));
    }
    config.dependencies.clone()
}

/// Of the three libraries that dates are exchanged with, leaves the one that the configuration says, and tells which.
pub fn choose_dates(
    needs: &mut BTreeSet<&'static str>,
    config: &Config,
    diags: &mut Diagnostics,
) -> Option<String> {
    let chosen = config.dates.as_ref()?;
    const LIBRARIES: [&str; 3] = ["with_chrono", "with_jiff", "with_time"];
    let is_chosen = |need: &&'static str| need.strip_prefix("with_") == Some(chosen);
    if LIBRARIES.iter().any(|need| needs.contains(need)) {
        needs.retain(|need| !LIBRARIES.contains(need) || is_chosen(need));
        return needs.iter().any(is_chosen).then(|| chosen.clone());
    }
    let message = "the document has no dates";
    let diagnostic = Diagnostic::new(&code::CONFIG_UNUSED, Pointer::default(), message);
    diags.push(diagnostic.within(config.place(&["crate", "dates"])));
    None
}

/// Complains about a key of the package, where the configuration has it.
fn complain(config: &Config, key: &str, message: String, diags: &mut Diagnostics) {
    let scope = match config.place(&["crate", key]) {
        Scope::Document => Scope::Nowhere,
        place => place,
    };
    diags.push(Diagnostic::new(&code::PACKAGE_NAME, Pointer::default(), message).within(scope));
}

/// The security requirement that most operations have, the first of them where several are as common.
fn usual_security(calls: &[Call]) -> Vec<Vec<String>> {
    let mut counts: Vec<(usize, &Vec<Vec<String>>)> = Vec::new();
    for call in calls {
        match counts.iter_mut().find(|(_, security)| **security == call.security) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, &call.security)),
        }
    }
    let most = counts.iter().map(|(count, _)| *count).max();
    let usual = counts.into_iter().find(|(count, _)| Some(*count) == most);
    usual.map(|(_, security)| security.clone()).unwrap_or_default()
}

fn description(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() { "A client of an HTTP API".to_owned() } else { format!("A client of {title}") }
}

/// The longest name of a package that registries take.
const LONGEST: usize = 64;

/// The title in `kebab-case`: its words in ASCII, as many of them as a name has room for.
fn name(title: &str) -> String {
    let words = identifier(title, Case::Snake, Spelling::Plain).unwrap_or_default();
    let mut name = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.is_empty() && !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.push_str("api");
        }
        let hyphen = usize::from(!name.is_empty());
        match LONGEST.checked_sub(name.len() + hyphen) {
            Some(room) if word.len() <= room => {}
            // One word longer than a name may be: its beginning. Of several, those that fit.
            Some(room) if name.is_empty() => return word[..room].to_owned(),
            _ => break,
        }
        if hyphen == 1 {
            name.push('-');
        }
        name.push_str(word);
    }
    match name.as_str() {
        "" => "client".to_owned(),
        _ if is_name(&name) => name,
        _ => format!("api-{name}"),
    }
}

/// What cargo accepts as a name, less what could not be a Rust crate.
fn is_name(name: &str) -> bool {
    const TAKEN: &[&str] =
        &["alloc", "build", "core", "deps", "examples", "incremental", "proc_macro", "std", "test"];
    let mut chars = name.chars();
    let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    starts
        && chars.all(is_word)
        && name.len() <= LONGEST
        && !TAKEN.contains(&name)
        && !super::scope::is_keyword(name)
}

/// Semantic Versioning 2.0.0, without build metadata.
fn is_version(version: &str) -> bool {
    let (numbers, pre) =
        version.split_once('-').map_or((version, None), |(numbers, pre)| (numbers, Some(pre)));
    let is_number = |text: &str| text.parse::<u64>().is_ok_and(|number| number.to_string() == text);
    let is_pre = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(is_pre))
}

fn credentials(scheme: &Scheme, prefix: &str, config: &Config) -> Vec<String> {
    let said = config.environment.credentials.get(&scheme.name);
    let words = identifier(&scheme.name, Case::Snake, Spelling::Plain).unwrap_or_else(|| "key".to_owned());
    let base = said.cloned().unwrap_or_else(|| variable(prefix, &words.to_ascii_uppercase()));
    match scheme.kind {
        SchemeKind::Basic => vec![format!("{base}_USERNAME"), format!("{base}_PASSWORD")],
        SchemeKind::MutualTls => vec![format!("{base}_CERTIFICATE"), format!("{base}_PRIVATE_KEY")],
        _ => vec![base],
    }
}

/// `SHOP_API_KEY` for the `API_KEY` of a package called `shop-api`, and not `SHOP_API_API_KEY`.
fn variable(prefix: &str, name: &str) -> String {
    let first = name.split('_').next().unwrap_or_default();
    match prefix.strip_suffix(first).filter(|rest| rest.ends_with('_')) {
        Some(rest) => format!("{rest}{name}"),
        None => format!("{prefix}_{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, is_name, name, variable};

    #[test]
    fn no_word_of_a_variable_is_said_twice() {
        for (prefix, key, expected) in [
            ("SHOP_API", "API_KEY", "SHOP_API_KEY"),
            ("SHOP", "API_KEY", "SHOP_API_KEY"),
            ("RAPI", "API_KEY", "RAPI_API_KEY"),
            ("API", "API_KEY", "API_API_KEY"),
        ] {
            assert_eq!(variable(prefix, key), expected);
        }
    }

    #[test]
    fn any_title_makes_a_name_that_registries_take() {
        let long = "Department of Food and Public Distribution, Consumer Affairs & PDS, Jharkhand";
        let cases = [
            ("Pet Store", "pet-store"),
            ("3D Secure", "api-3d-secure"),
            ("", "client"),
            ("支付", "u652f-u4ed8"),
            ("Café API", "cafe-api"),
            ("test", "api-test"),
            (long, "department-of-food-and-public-distribution-consumer-affairs-pds"),
        ];
        for (title, expected) in cases {
            assert_eq!(name(title), expected, "{title}");
        }
        for title in [long.to_owned(), "a".repeat(100), "9".repeat(100), "x ".repeat(100)] {
            let name = name(&title);
            assert!(is_name(&name) && name.len() <= LONGEST, "{title}: {name}");
        }
    }
}
