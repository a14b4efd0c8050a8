//! What was measured, as a section of a page.

use std::fmt::Write;
use std::path::Path;

use super::choose::List;

/// What a program measured of one action on one type.
pub struct Row {
    name: String,
    action: String,
    bytes: usize,
    /// Nanoseconds or allocations: of the tables and of the derives, pair by pair.
    pairs: Vec<(f64, f64)>,
}

impl Row {
    /// From a line of the program.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let (name, action, bytes) = (parts.next()?, parts.next()?, parts.next()?);
        let pair = |part: &str| {
            let (ours, theirs) = part.split_once(' ')?;
            Some((ours.parse().ok()?, theirs.parse().ok()?))
        };
        let pairs = parts.map(pair).collect::<Option<Vec<_>>>()?;
        Some(Row { name: name.to_owned(), action: action.to_owned(), bytes: bytes.parse().ok()?, pairs })
    }

    fn least(&self) -> (f64, f64) {
        let least = |(ours, theirs): (f64, f64), pair: &(f64, f64)| (ours.min(pair.0), theirs.min(pair.1));
        self.pairs.iter().fold((f64::INFINITY, f64::INFINITY), least)
    }

    fn median(&self) -> (f64, f64) {
        let ours = self.pairs.iter().map(|pair| pair.0).collect();
        (median(ours), median(self.pairs.iter().map(|pair| pair.1).collect()))
    }

    /// The median of the ratios of the pairs: of two ways gone at nearly the same time.
    fn ratio(&self) -> f64 {
        median(self.pairs.iter().map(|(ours, theirs)| ours / theirs.max(1.0)).collect())
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

/// The section of a document.
pub fn markdown(spec: &Path, runs: usize, lists: &[List], times: &[Row], allocations: &[Row]) -> String {
    let mut text = format!("`{}`, {runs} runs of each in turns, {}:\n\n", spec.display(), machine());
    text.push_str(
        "| list of | action | tables, ms | derives, ms | tables / derives | of the least | allocations |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for (time, allocation) in times.iter().zip(allocations) {
        let sort = lists.iter().find(|list| list.name == time.name).map_or("", |list| list.sort);
        let (least, median, counted) = (time.least(), time.median(), allocation.least());
        let _ = writeln!(
            text,
            "| `{}` ({sort}), {} KB | {} | {:.2} | {:.2} | **{:.2}** | {:.2} | {}, {} |",
            time.name,
            time.bytes / 1000,
            time.action,
            median.0 / 1e6,
            median.1 / 1e6,
            time.ratio(),
            least.0 / least.1,
            counted.0,
            counted.1,
        );
    }
    text
}

/// The machine in a few words.
fn machine() -> String {
    let cpus = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let rustc = std::process::Command::new("rustc").arg("--version").output();
    let rustc =
        rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    format!("{}, {cores} cores, {rustc}, release build", model.unwrap_or("an unknown processor"))
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn rows_are_read_and_summed_up() {
        let row = Row::read("Pet\tdecode\t1000\t10 20\t30 20\t12 10").expect("a row");
        assert_eq!((row.least(), row.median()), ((10.0, 10.0), (12.0, 20.0)));
        assert!((row.ratio() - 1.2).abs() < 1e-9);
        assert!(Row::read("Pet\tdecode\t1000\tx").is_none());
    }
}
