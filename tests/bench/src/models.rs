//! `bench models`: what models with tables cost to compile, beside the same with serde's derives.

use std::path::{Path, PathBuf};
use std::process::Command;

use generator::source::Input;
use generator::{Settings, generate};

use crate::{crates, measure, twin};

/// What is measured, and how cargo is asked for it.
const BUILDS: [(&str, &[&str]); 3] =
    [("check", &["check"]), ("debug build", &["build"]), ("release build", &["build", "--release"])];

/// Measures and prints.
///
/// # Errors
/// The document cannot be generated, or something does not compile.
pub fn run(spec: &Path, runs: usize) -> Result<(), String> {
    let outcome = generate(&Input::Path(spec.to_owned()), &Settings::Beside, |config| {
        // All types in one file.
        config.resource_features = Some(false);
    });
    let files = outcome.files.ok_or("the document has errors: the generator tells which")?;
    let tables = crates::file(&files, "src/types.rs").ok_or("the document has no types")?;
    let runtime = crates::runtime(&files);
    let derives = twin::derived(&tables)?;
    let roots = crates::roots(&tables)?;

    let folder = PathBuf::from("target/bench/models");
    let packages = [
        crates::write_models(&folder, "none", &runtime, "", &crates::program("none", &[], true))?,
        crates::write_models(&folder, "tables", &runtime, &tables, &crates::program("tables", &roots, true))?,
        crates::write_models(
            &folder,
            "derives",
            &runtime,
            &derives,
            &crates::program("derives", &roots, false),
        )?,
    ];
    println!(
        "{}: {} types that nothing mentions, read and written by a program",
        spec.display(),
        roots.len()
    );
    println!("lines of types.rs: {} with tables, {} with derives\n", lines(&tables), lines(&derives));
    println!("processor seconds of rustc and cargo, the least of {runs} runs, dependencies built;");
    println!("`none` is the same crate without any type: the table reader alone\n");
    println!(
        "{:<14} {:>8} {:>8} {:>8}   derives/tables, `none` taken off both",
        "", "none", "tables", "derives"
    );
    for (name, arguments) in BUILDS {
        let mut least = [f64::INFINITY; 3];
        // In turns, so that whatever else the machine does meets all of them.
        for run in 0..=runs {
            for (package, least) in packages.iter().zip(&mut least) {
                let seconds = build(package, arguments)?;
                // The first run builds the dependencies.
                if run > 0 {
                    *least = least.min(seconds);
                }
            }
        }
        let [none, tables, derives] = least;
        let ratio = (derives - none) / (tables - none).max(0.01);
        println!("{name:<14} {none:>8.2} {tables:>8.2} {derives:>8.2}   {ratio:.1}");
    }
    Ok(())
}

/// Builds a package from its sources on; its dependencies are left as they are.
fn build(package: &Path, arguments: &[&str]) -> Result<f64, String> {
    for file in ["src/lib.rs", "src/main.rs"] {
        let path = package.join(file);
        let now = std::time::SystemTime::now();
        let touched =
            std::fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(now));
        touched.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let mut cargo = Command::new(crate::cargo());
    cargo.args(arguments).arg("--quiet").arg("--manifest-path").arg(package.join("Cargo.toml"));
    cargo
        .env("CARGO_TARGET_DIR", "target/bench/target")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS");
    measure::seconds(&mut cargo)
}

fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}
