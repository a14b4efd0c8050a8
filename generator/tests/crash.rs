//! Writing, stopped: by a kill at a random moment, by a disk that is full, by a document that is broken afterwards.
//!
//! `KILLS=200 cargo test -p generator --test crash -- --nocapture` says how often which state was met.
#![cfg(unix)]

use generator::emit::File;
use generator::write::{recover, write};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Two crates that differ in most files, and in which files there are.
fn crates() -> [Vec<File>; 2] {
    let file = |path: String, text: String| File { path, text };
    ["first", "second"].map(|which| {
        let mut files = vec![
            file("Cargo.toml".to_owned(), format!("# {which}\n")),
            file("src/lib.rs".to_owned(), "pub mod same;\n".to_owned()),
            file(format!("src/only_{which}/mod.rs"), format!("// {which}\n")),
        ];
        let text = format!("// {which}\n").repeat(500);
        files.extend((0..60).map(|count| file(format!("src/part/n{count}.rs"), text.clone())));
        files.extend((0..20).map(|count| file(format!("src/same/n{count}.rs"), "// same\n".to_owned())));
        files
    })
}

const MINE: &str = "src/part/mine.rs";

/// The files below, without the list, what somebody else put there, and what is being prepared.
fn read(root: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, into: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            let inside = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            if inside.starts_with(".generat") || inside == MINE {
                continue;
            }
            if path.is_dir() {
                walk(root, &path, into);
            } else {
                into.insert(inside, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(root, root, &mut files);
    files
}

fn whole() -> [BTreeMap<String, String>; 2] {
    crates().map(|files| files.into_iter().map(|file| (file.path, file.text)).collect())
}

/// What a child says that was not let write.
const REFUSED: &str = "refused";

/// This program again, doing nothing but `job`.
fn child(job: &str, root: &Path, before: &str) -> Command {
    let me = std::env::current_exe().expect("a path");
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{before} exec \"$0\" \"$@\"")).arg(me);
    command.args(["--exact", job, "--ignored", "--nocapture", "--test-threads=1"]).env("CRATE", root);
    command
}

/// Where to write; nothing unless another test says it.
fn root_of_child() -> Option<PathBuf> {
    std::env::var_os("CRATE").map(PathBuf::from)
}

#[test]
#[ignore = "started and killed by another test"]
fn writes_for_ever() {
    let Some(root) = root_of_child() else { return };
    println!("ready");
    for files in crates().iter().cycle() {
        write(&root, files).expect("written");
    }
}

#[test]
#[ignore = "started by another test"]
fn writes_the_second() {
    let (Some(root), [_, second]) = (root_of_child(), crates()) else { return };
    write(&root, &second).expect_err("there is no space");
    println!("{REFUSED}");
}

/// Different numbers in every run, below 1.
fn random() -> impl FnMut() -> f64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("later than 1970");
    let mut state = time.as_nanos() as u64 | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn wait_until_ready(child: &mut Child) {
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let ready = lines.map_while(Result::ok).any(|line| line.ends_with("ready"));
    assert!(ready, "the writer started");
}

#[test]
fn killed_at_random_moments_the_crate_is_old_or_new_or_says_that_it_is_neither() {
    let kills: usize = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(25);
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("crate");
    fs::create_dir_all(root.join("src/part")).expect("a folder");
    fs::write(root.join(MINE), "mine").expect("written");
    let whole = whole();
    let mut random = random();
    let (mut met, mut halves) = ([0; 2], 0);
    for _ in 0..kills {
        let mut child =
            child("writes_for_ever", &root, "").stdout(Stdio::piped()).spawn().expect("it starts");
        wait_until_ready(&mut child);
        std::thread::sleep(Duration::from_secs_f64(0.1 * random()));
        child.kill().expect("killed");
        child.wait().expect("dead");

        let found = read(&root);
        let entry = found.get("src/lib.rs").map(String::as_str).unwrap_or_default();
        match whole.iter().position(|files| *files == found) {
            Some(which) => met[which] += 1,
            // Before the first generation is through, nothing is there that could be compiled.
            None => {
                assert!(
                    entry.is_empty() && found.is_empty() || entry.contains("compile_error!"),
                    "{:?}",
                    found.keys()
                );
                halves += 1;
            }
        }
        recover(&root).expect("recovered");
        let found = read(&root);
        assert!(found.is_empty() || whole.contains(&found), "{:?}", found.keys());
        assert!(!root.join(".generating").exists());
        assert_eq!(fs::read_to_string(root.join(MINE)).expect("still there"), "mine");
    }
    println!("{kills} kills: {met:?} whole, {halves} half, which said so and were finished by the next run");
    let [first, _] = crates();
    write(&root, &first).expect("written");
    assert_eq!(read(&root), whole[0]);
}

#[test]
fn a_full_disk_leaves_the_old_crate() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("crate");
    let [first, _] = crates();
    write(&root, &first).expect("written");
    // A file of the second crate is larger than what may be written.
    let output = child("writes_the_second", &root, "trap '' XFSZ; ulimit -f 4;").output().expect("it ran");
    assert!(output.status.success());
    // A child that found nothing to do succeeds too.
    assert!(String::from_utf8_lossy(&output.stdout).contains(REFUSED), "{output:?}");
    assert_eq!(read(&root), whole()[0]);
    let names = fs::read_dir(&root).expect("a folder").flatten().map(|entry| entry.file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().starts_with(".generating")));
}
