//! `generated/` in other people's hands: depended on by path, and its sources copied in as a module. Both must compile
//! without the generator, without a build script and without a warning.

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A user's program: the call site of the README, under whatever path the client has there.
const PROGRAM: &str = r#"
use CLIENT::types::{CreateCheckoutSessionRequest, NewCustomer, ProductItemReq};
use CLIENT::{Client, Error, Server};

fn main() {
    println!("{:?}", client().err().map(|error| error.to_string()));
}

/// What a shop calls.
pub async fn pay(dodo: &Client) -> Result<String, Error> {
    let request = CreateCheckoutSessionRequest::new([ProductItemReq::new("prod_123", 1)])
        .customer(NewCustomer::new("customer@example.com", "John Doe"));
    Ok(dodo.checkout_sessions().create(request).await?.checkout_url)
}

/// Test mode, chosen explicitly.
pub fn client() -> Result<Client, Error> {
    Client::builder().bearer_token("sk_test").server(Server::TestMode).build()
}
"#;

#[test]
fn as_a_crate() {
    let project = Project::new("as_a_crate");
    project.write(
        "Cargo.toml",
        &manifest(&format!("[dependencies]\ndodo-checkouts = {{ path = {:?} }}", generated())),
    );
    project.write("src/main.rs", &PROGRAM.replace("CLIENT", "dodo_checkouts"));
    project.check();
}

#[test]
fn as_a_module() {
    let project = Project::new("as_a_module");
    project.take_in();
    project.write("src/main.rs", &format!("pub mod dodo;\n{}", PROGRAM.replace("CLIENT", "dodo")));
    project.check();
}

/// The examples in the docs name the crate that they are of. Rustdoc takes them for tests of whoever has the module, also
/// where it is private and nothing could reach it.
#[test]
fn as_a_module_of_a_library_that_tests_its_docs() {
    let project = Project::new("as_a_module_of_a_library");
    project.take_in();
    project.write("src/lib.rs", "#[allow(dead_code)]\nmod dodo;\n");
    let said = project.cargo(&["test", "--doc"], "");
    assert!(said.contains("checkout_sessions.rs - dodo::"), "no example is tested: {said}");
}

fn generated() -> PathBuf {
    Path::new(ROOT).join("generated")
}

fn manifest(tables: &str) -> String {
    format!("[package]\nname = \"shop\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n{tables}\n")
}

/// Somebody's project, with a lock file of its own and the target folder shared between these tests.
struct Project {
    folder: PathBuf,
}

impl Project {
    fn new(name: &str) -> Project {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("src")).expect("a folder");
        let project = Project { folder };
        // The workspace's lock: the same versions, so that nothing new has to be fetched.
        std::fs::copy(Path::new(ROOT).join("Cargo.lock"), project.folder.join("Cargo.lock"))
            .expect("a lock file");
        project
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.folder.join(path), text).expect("written");
    }

    /// What the client's README asks for: the sources as a module, the dependencies and the features as they are.
    fn take_in(&self) {
        let own = std::fs::read_to_string(generated().join("Cargo.toml")).expect("generated/Cargo.toml");
        let tables = own.find("[features]").map(|start| &own[start..]).expect("features, then dependencies");
        self.write("Cargo.toml", &manifest(tables));
        let module = self.folder.join("src/dodo");
        copy(&generated().join("src"), &module);
        std::fs::rename(module.join("lib.rs"), module.join("mod.rs")).expect("lib.rs becomes mod.rs");
    }

    fn check(&self) {
        self.cargo(&["check", "--quiet"], "-D warnings");
    }

    /// Runs cargo, which must go well; returns what it said.
    fn cargo(&self, arguments: &[&str], flags: &str) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("vendored"))
            .env("RUSTFLAGS", flags)
            .output()
            .expect("cargo runs");
        let [said, errors] =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        assert!(output.status.success(), "{said}{errors}");
        said
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to copy") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
