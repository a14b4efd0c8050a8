//! The vendor's document as it was published over time: a program that was written against each version compiles with the
//! crate of the next.
//!
//! `CORPUS` names a folder with `dodo-payments-1.51.0.yml` and the others. Without it there is nothing to test, and the
//! test says so. What cannot be kept is not in the programs: it is listed in `docs/compatibility.md`.

use generator::config::{Before, Config};
use generator::diag::code;
use generator::ledger::FILE;
use generator::source::Input;
use generator::write::write;
use generator::{Settings, generate};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The documents, the oldest first, and the program that was written against each.
const VERSIONS: [(&str, &str); 4] = [
    ("dodo-payments-1.51.0.yml", "1_51.rs"),
    ("dodo-payments-1.53.2.yml", "1_53.rs"),
    ("dodo-payments-1.61.5.yml", "1_61.rs"),
    ("dodo-payments.yml", "1_86.rs"),
];

const MANIFEST: &str = "\
[package]\nname = \"user\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
dodo = { path = \"../dodo\", default-features = false }\n";

/// Makes the crate of a document over what is there.
fn make(document: &Path, crate_: &Path) {
    let adjust = |config: &mut Config| {
        config.name = Some("dodo".to_owned());
        config.before = Before::File(crate_.join(FILE));
        // The crate is compiled without a transport, which is quicker, and with all resources.
        config.resource_features = Some(false);
    };
    let outcome = generate(&Input::Path(document.to_owned()), &Settings::Given(Config::default()), adjust);
    let breaks = outcome.diags.reported().iter().filter(|d| d.code == &code::BREAKING_CHANGE).count();
    println!("{}: {breaks} promises cannot be kept", document.display());
    write(crate_, &outcome.files.expect("a crate")).expect("written");
}

/// A crate, and a package that depends on it.
struct Desk {
    corpus: PathBuf,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(corpus: PathBuf) -> Desk {
        let desk = Desk { corpus, folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir_all(desk.user().join("src")).expect("a folder");
        fs::write(desk.user().join("Cargo.toml"), MANIFEST).expect("written");
        desk
    }

    fn user(&self) -> PathBuf {
        self.folder.path().join("user")
    }

    fn made(&self) -> PathBuf {
        self.folder.path().join("dodo")
    }

    /// A first generation.
    fn forget(&self) {
        let _ = fs::remove_dir_all(self.made());
    }

    fn make(&self, document: &str) {
        make(&self.corpus.join(document), &self.made());
    }

    fn compile(&self, program: &str, with: &str) {
        let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ledger/vendor");
        let text = fs::read_to_string(programs.join(program)).expect("a program");
        fs::write(self.user().join("src/lib.rs"), format!("{text}\n// with {with}\n")).expect("written");
        let cargo = Command::new(env!("CARGO")).args(["check", "--quiet"]).current_dir(self.user()).output();
        let cargo = cargo.expect("cargo runs");
        let said = String::from_utf8_lossy(&cargo.stderr);
        assert!(cargo.status.success(), "{program} with {with}:\n{said}");
    }
}

#[test]
fn programs_of_every_version_compile_with_the_next() {
    let Some(corpus) = std::env::var_os("CORPUS").map(PathBuf::from) else {
        eprintln!("SKIPPED: set CORPUS to a folder with the vendor's documents to test with them");
        return;
    };
    let desk = Desk::new(corpus);
    for versions in VERSIONS.windows(2) {
        let [(document, program), (next, _)] = versions else { continue };
        desk.forget();
        desk.make(document);
        desk.compile(program, document);
        desk.make(next);
        desk.compile(program, next);
    }
    // The oldest with all that came after, and the latest with what has become of it.
    desk.forget();
    let (_, oldest) = VERSIONS[0];
    for (document, _) in VERSIONS {
        desk.make(document);
        desk.compile(oldest, document);
    }
    let (document, latest) = VERSIONS[VERSIONS.len() - 1];
    desk.compile(latest, document);
}
