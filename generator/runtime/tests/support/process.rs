//! The failing server in a process of its own, with a journal of what arrived and what was executed that outlives it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use super::server::{Record, Server};

/// Names the journal to the process, which does nothing without one.
const JOURNAL: &str = "FAILING_SERVER_JOURNAL";

/// What the process says before its address.
const SERVING: &str = "serving ";

/// A test binary that is started again, to be the server.
pub struct Process {
    child: Child,
    journal: PathBuf,
    url: String,
}

impl Process {
    /// Starts this very test binary once more, with nothing to do but its test `server`, which calls [`serve`].
    pub fn start(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let journal = folder.join(format!("{name}-{}.journal", std::process::id()));
        File::create(&journal).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "server", "--ignored", "--nocapture"])
            .env(JOURNAL, &journal)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let url = lines.find_map(|line| line.split_once(SERVING).map(|(_, url)| url.to_owned()));
        Self { child, journal, url: url.expect("the server says where it is") }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends the process between two instructions, whatever it is doing.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What came of the calls, by their numbers.
    pub fn records(&self) -> BTreeMap<usize, Record> {
        let mut records: BTreeMap<usize, Record> = BTreeMap::new();
        for line in std::fs::read_to_string(&self.journal).unwrap().lines() {
            let mut words = line.split(' ');
            let (what, call) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
            let record = records.entry(call).or_default();
            match what {
                "arrived" => {
                    record.arrived += 1;
                    record.keys.push(words.next().unwrap_or_default().to_owned());
                }
                "executed" => record.executed += 1,
                other => panic!("{other}"),
            }
        }
        records
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.journal);
    }
}

/// What the process does: serves until the one that started it is gone.
pub fn serve() {
    let Some(journal) = std::env::var_os(JOURNAL) else {
        println!("this is the server of the other tests, which they start themselves");
        return;
    };
    let journal = File::options().append(true).open(journal).unwrap();
    println!("{SERVING}{}", Server::start_with(journal).url());
    let _ = io::stdin().read(&mut [0]);
}
