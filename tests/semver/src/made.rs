//! The crates of a document, and what rustdoc says of them.

use generator::config::{Before, Config};
use generator::ledger::{FILE, Ledger};
use generator::source::Input;
use generator::write::write;
use generator::{Settings, generate};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every crate is called: the tools compare crates of one name.
pub const NAME: &str = "subject";

/// A crate that was made.
pub struct Made {
    /// The text of its ledger.
    pub lock: String,
    /// The same.
    pub ledger: Ledger,
    /// Its manifest.
    pub manifest: String,
    /// What rustdoc says of it, as a file, and read.
    pub rustdoc: PathBuf,
    pub index: Value,
}

/// Where crates are made.
pub struct Desk {
    folder: PathBuf,
    target: PathBuf,
}

pub fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

pub fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

impl Desk {
    pub fn new(folder: &Path) -> Result<Desk, String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| folder.join("target"), PathBuf::from);
        Ok(Desk { folder, target })
    }

    /// Makes the crate of a document, after another if its ledger is given.
    pub fn make(&self, what: &str, document: &str, before: Option<&String>) -> Result<Made, String> {
        let folder = self.folder.join(what);
        let _ = fs::remove_dir_all(&folder);
        let input = Input::Text { name: "document.yaml".to_owned(), text: document.to_owned() };
        let outcome = generate(&input, &Settings::Given(Config::default()), |config| {
            config.name = Some(NAME.to_owned());
            config.before = before.map_or(Before::Nothing, |text| Before::Text(text.clone()));
        });
        let files = outcome.files.ok_or_else(|| format!("no crate: {:?}", outcome.diags.reported()))?;
        let text = |path: &str| {
            files.iter().find(|file| file.path == path).map(|file| file.text.clone()).unwrap_or_default()
        };
        let (lock, manifest) = (text(FILE), text("Cargo.toml"));
        write(&folder, &files).map_err(|error| error.to_string())?;
        let ledger = Ledger::parse(&lock).map_err(|fault| fault.message)?;
        let rustdoc = self.rustdoc(what, &folder, &manifest)?;
        let index = serde_json::from_str(&read(&rustdoc)?).map_err(|error| error.to_string())?;
        Ok(Made { lock, ledger, manifest, rustdoc, index })
    }

    /// The format is not stable: `RUSTC_BOOTSTRAP` lets a stable compiler write it, as cargo-semver-checks does.
    fn rustdoc(&self, what: &str, folder: &Path, manifest: &str) -> Result<PathBuf, String> {
        let put = |name: &str, text: &str| {
            fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
        };
        put("Cargo.toml", &format!("{manifest}\n[workspace]\n"))?;
        // The versions of this repository, so that nothing is compiled twice.
        put("Cargo.lock", &read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock")))?)?;
        let output = Command::new("cargo")
            .args(["rustdoc", "--quiet", "--lib", "--all-features", "--", "-Zunstable-options"])
            .args(["--output-format", "json", "--cap-lints", "allow"])
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", &self.target)
            .current_dir(folder)
            .output()
            .map_err(|error| format!("cargo: {error}"))?;
        if !output.status.success() {
            return Err(format!("cargo rustdoc:\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        let (from, to) =
            (self.target.join(format!("doc/{NAME}.json")), self.folder.join(format!("{what}.json")));
        fs::copy(&from, &to).map_err(|error| format!("{}: {error}", from.display()))?;
        Ok(to)
    }
}
