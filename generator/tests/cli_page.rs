//! `docs/cli.md`: what it shows is what the commands print. `UPDATE_GOLDENS=1 cargo test -p generator --test cli_page` renews it.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::Command;

/// Runs a line of the page, and gives what it prints: first what it says, then its report, then how it ended.
fn run(line: &str, folder: &Path) -> String {
    let mut words = line.split(' ');
    assert_eq!(words.next(), Some("generator"), "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_generator"))
        .args(words)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut shown = text(&output.stderr) + &text(&output.stdout);
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        shown = format!("{}\n(exit code {code})\n", shown.trim_end());
    }
    assert!(!shown.contains(&folder.display().to_string()), "{line} shows a path of this machine");
    shown
}

/// What grows with every version is not held: how many files and lines there are.
fn settled(page: &str) -> String {
    const GROWS: [&str; 6] =
        ["files written", "\"files\":", "lines of Rust", "    types  ", "    resources  ", "    the r"];
    let line = |line: &str| match GROWS.iter().any(|words| line.contains(words)) {
        true => line.chars().filter(|c| !c.is_ascii_digit() && !",. ".contains(*c)).collect(),
        false => line.to_owned(),
    };
    page.lines().map(|text| line(text) + "\n").collect()
}

/// The first so many lines.
fn head(text: &str, lines: usize) -> String {
    let shown: Vec<&str> = text.lines().map(str::trim_end).take(lines).collect();
    let more = if text.lines().count() > lines { "\n..." } else { "" };
    shown.join("\n").trim_end().to_owned() + more
}

#[test]
fn the_page_shows_what_the_commands_print() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let desk = tempfile::tempdir().expect("a folder");
    let mut renewed = String::new();
    let mut commands = 0;
    for (index, part) in page.split("```").enumerate() {
        renewed.push_str(if index > 0 { "```" } else { "" });
        let (mark, body) = part.split_once('\n').unwrap_or((part, ""));
        match mark.split_once(' ').unwrap_or((mark, "")) {
            // A file of the example.
            ("yaml" | "toml", name) if index % 2 == 1 && !name.is_empty() => {
                std::fs::write(desk.path().join(name), body).expect("written");
                renewed.push_str(part);
            }
            ("console", lines) if index % 2 == 1 => {
                commands += 1;
                let command =
                    body.lines().next().and_then(|line| line.strip_prefix("$ ")).expect("a command");
                let most = lines.parse().unwrap_or(usize::MAX);
                let shown = head(&run(command, desk.path()), most);
                renewed.push_str(&format!("{mark}\n$ {command}\n{shown}\n"));
            }
            _ => renewed.push_str(part),
        }
    }
    assert!(commands >= 12, "{commands} commands are shown");
    for verb in
        ["generate", "check", "inspect", "init", "convert", "explain", "diff", "dump", "completions", "man"]
    {
        assert!(page.contains(&format!("$ generator {verb}")), "the page does not show `{verb}`");
    }
    if std::env::var_os("UPDATE_GOLDENS").is_some() && settled(&page) != settled(&renewed) {
        std::fs::write(&path, &renewed).expect("written");
    }
    let page = std::fs::read_to_string(&path).expect("the page");
    assert!(settled(&page) == settled(&renewed), "UPDATE_GOLDENS=1 cargo test -p generator --test cli_page");
}
