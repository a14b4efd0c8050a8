//! Whether lists come whole: through the vendor's published client, and through the generated one.
//!
//! `npm ci` in this folder installs the published one. Then `cargo run -p prism --bin published -- DOCUMENT`, with the vendor's whole
//! document, serves 40 items for every list whose pages are numbered, ten a page as long as nothing else is asked for, and has
//! both ask for all of them. What counts is what left the server: each item once.

use generator::plan::Plan;
use generator::plan::paging::By;
use generator::plan::sample;
use prism::{driver, prepare, workspace};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, Mutex};

/// How many items every list has, and how many of them are a page.
const ITEMS: usize = 40;
const PAGE: usize = 10;

fn main() -> ExitCode {
    let documents: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let outcome = match documents.as_slice() {
        [document] => run(document),
        _ => Err("one argument: the vendor's document".to_owned()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("published: {why}");
            ExitCode::from(2)
        }
    }
}

/// Whether the generated client got each item once.
fn run(document: &Path) -> Result<bool, String> {
    let work = Path::new("target/published");
    let plan = prepare(document, "whole", &work.join("whole"), driver::pages)?;
    workspace(work, &["whole".to_owned()])?;
    let lists = Arc::new(Lists::of(&plan));
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let url = format!("http://{}", listener.local_addr().map_err(|error| error.to_string())?);
    let server = Arc::clone(&lists);
    std::thread::spawn(move || listener.incoming().flatten().for_each(|stream| server.serve(stream)));

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/published.mjs");
    ask(Command::new("node").arg(script).arg(&url))?;
    let published = lists.take();
    ask(Command::new(work.join("target/debug/drive-whole")).arg(&url))?;
    let generated = lists.take();

    println!("| list of {ITEMS} items | published | generated |\n|---|---:|---:|");
    for list in &lists.all {
        let of = |sent: &Sent| sent.get(&list.path).map_or_else(|| "not asked".to_owned(), verdict);
        println!("| `{}` | {} | {} |", list.path, of(&published), of(&generated));
    }
    let is_whole = |list: &List| generated.get(&list.path).is_some_and(|sent| *sent == [1; ITEMS]);
    Ok(lists.all.iter().all(is_whole))
}

/// Runs one of the clients; what it says goes to the standard error.
fn ask(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(()) } else { Err(format!("{command:?}: {}", output.status)) }
}

fn verdict(sent: &[usize; ITEMS]) -> String {
    let count = |is: fn(usize) -> bool| sent.iter().filter(|times| is(**times)).count();
    let once = count(|times| times == 1);
    match (count(|times| times == 0), count(|times| times > 1)) {
        (0, 0) => format!("{once}"),
        (lost, 0) => format!("{once}, {lost} lost"),
        (lost, twice) => format!("{once}, {lost} lost, {twice} more than once"),
    }
}

/// How often each item of each list was sent.
type Sent = BTreeMap<String, [usize; ITEMS]>;

struct List {
    /// With its parameters in braces.
    path: String,
    /// The parameters that say which page, and how many items it has.
    number: String,
    size: Option<String>,
    /// The number of the first page, as the document says it.
    first: u64,
    /// The keys that lead to the items.
    keys: Vec<String>,
    item: Value,
}

struct Lists {
    all: Vec<List>,
    sent: Mutex<Sent>,
}

impl Lists {
    fn of(plan: &Plan) -> Self {
        let lists = driver::numbered(plan).filter_map(|(operation, call)| {
            let paging = call.paging.as_ref()?;
            let By::Number(first) = paging.by else { return None };
            let number = operation.params.get(*call.params.get(paging.row)?)?.wire.clone();
            let size = operation.params.iter().map(|param| &param.wire).find(|name| name.contains("size"));
            let item = sample::value(&plan.api, &plan.models, &paging.item, "item", &[])?;
            let (path, keys) = (operation.path.clone(), paging.items.clone());
            Some(List { path, number, size: size.cloned(), first, keys, item })
        });
        Self { all: lists.collect(), sent: Mutex::default() }
    }

    fn take(&self) -> Sent {
        self.sent.lock().map(|mut sent| std::mem::take(&mut *sent)).unwrap_or_default()
    }

    /// Answers one request; a fault of the connection is for the client to see.
    fn serve(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
        let target =
            lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)).unwrap_or_default();
        lines.take_while(|line| !line.is_empty()).for_each(drop);
        let (status, body) = match self.answer(&target) {
            Some(body) => ("200 OK", body.to_string()),
            None => ("404 Not Found", "{}".to_owned()),
        };
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all((head + &body).as_bytes());
    }

    /// One page.
    fn answer(&self, target: &str) -> Option<Value> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let matches = |list: &&List| {
            let (a, b) = (list.path.split('/'), path.split('/'));
            a.clone().count() == b.clone().count() && a.zip(b).all(|(a, b)| a == b || a.starts_with('{'))
        };
        let list = self.all.iter().find(matches)?;
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).and_then(|(_, value)| value.parse::<usize>().ok())
        };
        let size = list.size.as_deref().and_then(value).unwrap_or(PAGE);
        let origin = usize::try_from(list.first).ok()?;
        let page = value(&list.number).unwrap_or(origin).checked_sub(origin)?;
        let first = page.saturating_mul(size).min(ITEMS);
        let last = first.saturating_add(size).min(ITEMS);
        if let Ok(mut sent) = self.sent.lock() {
            let times = sent.entry(list.path.clone()).or_insert([0; ITEMS]);
            times.iter_mut().take(last).skip(first).for_each(|times| *times += 1);
        }
        // Each is told from the others by a property that no type has: equal pages would be taken for a page that is repeated.
        let items = (first..last).map(|index| {
            let mut item = list.item.clone();
            if let Value::Object(members) = &mut item {
                members.insert("x-position".to_owned(), json!(index));
            }
            item
        });
        let items = items.collect::<Vec<Value>>().into();
        Some(list.keys.iter().rev().fold(items, |inner, key| json!({ key.as_str(): inner })))
    }
}
