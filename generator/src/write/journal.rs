//! The journal: many files changed as if they were one.
//!
//! Files keep their places, because who builds on them keeps their times and their inodes; a file system can replace one
//! file in one step, but not a hundred. So the hundred are prepared beside, and what is to be done is written down
//! before any of it is done:
//!
//! 1. *Prepare.* In `.generating-<process>`, which nobody else looks at: every text that is new (`new/`), the files that
//!    will be gone (`old/`, as second names of the same files), and the steps (`steps`). Whatever fails here, a full
//!    disk above all, leaves the crate as it was.
//! 2. *Commit.* That folder is renamed to `.generating`. Before this the crate is the old one, after it the new one is
//!    decided on. No two runs can be beyond this point: a folder that is not empty cannot be renamed over.
//! 3. *Go forward.* Each step is a rename or a removal that can be repeated. The first puts a file in the place of
//!    `src/lib.rs` that does nothing but refuse to compile and say why; the last puts `src/lib.rs` there. If a step
//!    fails, all steps before it are taken back.
//! 4. *End.* `.generating` is renamed away in one step, then removed.
//!
//! Who is stopped in 3 leaves `.generating` behind. The next run, whatever it was started for, first [recovers](recover):
//! it goes forward from where the other stopped. If there never is a next run, what is there does not compile and says
//! what to do: some files of it may be old and some new, but nobody can build on that unaware.

mod disk;
mod step;

use super::Error;
use super::place::{is_absent, place};
use crate::emit::File;
use crate::parallel;
use disk::{same_again, sync, write};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use step::{Step, back, forward};

/// What was committed and has not ended.
pub const JOURNAL: &str = ".generating";

/// The file without which nothing else of the crate is compiled.
const ENTRY: &str = "src/lib.rs";

/// What stands in its place between the first step and the last.
const BARRIER: &str = "\
//! The generator was stopped while it changed this crate, and some of the files around this one are still the old ones.
compile_error!(\"this crate is half written because the generator was stopped: run the generator again\");
";

const STEPS: &str = "steps";
const NEW: &str = "new";
const OLD: &str = "old";
const HIDING: &str = "barrier.rs";

/// What is prepared takes less than this; what is older was left behind.
const LONGEST: Duration = Duration::from_secs(60);

/// Changes that are being prepared. They are forgotten unless they are committed.
pub struct Stage<'a> {
    root: &'a Path,
    folder: PathBuf,
    steps: Vec<Step>,
    /// What has to reach the disk before the commit does.
    written: Vec<PathBuf>,
    /// Whether there is anything on disk to lose.
    replaces: bool,
    /// Whether the crate had no folder before.
    is_first: bool,
}

impl<'a> Stage<'a> {
    /// In a folder of its own.
    pub fn new(root: &'a Path) -> Result<Self, Error> {
        let (folder, is_first) = (own_folder(root), fs::symlink_metadata(root).is_err());
        fs::create_dir_all(&folder).map_err(|error| Error::Io(root.to_owned(), error))?;
        Ok(Stage { root, folder, steps: Vec::new(), written: Vec::new(), replaces: false, is_first })
    }

    /// Prepares to write files.
    pub fn put(&mut self, files: &[&File]) -> Result<(), Error> {
        /// Files that a worker writes at a time.
        const SHARE: usize = 4;
        for file in files {
            self.keep(&file.path)?;
            self.steps.push(Step::Put(file.path.clone()));
        }
        let folder = &self.folder;
        let written =
            parallel::map(files, SHARE, |file| write(folder.join(NEW).join(&file.path), &file.text));
        for place in written {
            self.written.push(place?);
        }
        Ok(())
    }

    /// Prepares to remove a file.
    pub fn remove(&mut self, path: &str) -> Result<(), Error> {
        self.keep(path)?;
        self.steps.push(Step::Remove(path.to_owned()));
        Ok(())
    }

    /// Gives what will be gone a second name.
    fn keep(&mut self, path: &str) -> Result<(), Error> {
        let place = place(self.root, path)?;
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => return Err(Error::Foreign(place)),
            Ok(_) => self.replaces = true,
            Err(error) if is_absent(&error) => return Ok(()),
            Err(error) => return Err(Error::Io(place, error)),
        }
        same_again(&place, &self.folder.join(OLD).join(path))
    }

    fn write(&mut self, path: &str, text: &str) -> Result<(), Error> {
        self.written.push(write(self.folder.join(path), text)?);
        Ok(())
    }

    /// Makes all of the changes, or none of them. False if another run was faster, and nothing was done.
    pub fn commit(mut self) -> Result<bool, Error> {
        self.hide_entry()?;
        let steps: String = self.steps.iter().map(Step::line).collect();
        self.write(STEPS, &steps)?;
        if self.replaces {
            sync(&self.written);
            sync(&[self.folder.clone()]);
        }
        let journal = self.root.join(JOURNAL);
        match fs::rename(&self.folder, &journal) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {
                return Ok(false);
            }
            Err(error) => return Err(Error::Io(journal, error)),
        }
        go(self.root, &self.steps)?;
        if self.replaces {
            sync(&folders(self.root, &self.steps));
        }
        end(self.root)?;
        Ok(true)
    }

    /// Puts the barrier before all other steps and the file it stands for behind them. One step alone needs none.
    fn hide_entry(&mut self) -> Result<(), Error> {
        let (entry, others): (Vec<Step>, Vec<Step>) =
            std::mem::take(&mut self.steps).into_iter().partition(|step| step.path() == ENTRY);
        self.steps = others;
        let place = place(self.root, ENTRY)?;
        let stays = entry.is_empty() && fs::symlink_metadata(&place).is_ok_and(|found| found.is_file());
        if self.steps.len() + entry.len() > 1 && (stays || matches!(entry.as_slice(), [Step::Put(_)])) {
            self.write(HIDING, BARRIER)?;
            self.steps.insert(0, Step::Hide(ENTRY.to_owned()));
            if stays {
                self.keep(ENTRY)?;
                same_again(&place, &self.folder.join(NEW).join(ENTRY))?;
                self.steps.push(Step::Put(ENTRY.to_owned()));
            }
        }
        self.steps.extend(entry);
        Ok(())
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        if self.is_first {
            // Which does nothing unless it is empty.
            let _ = fs::remove_dir(self.root);
        }
    }
}

/// A folder that no other run uses.
fn own_folder(root: &Path) -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    root.join(format!("{JOURNAL}-{}-{count}", std::process::id()))
}

/// Whether a run was stopped half way. Touches nothing.
pub fn is_interrupted(root: &Path) -> bool {
    fs::symlink_metadata(root.join(JOURNAL)).is_ok()
}

/// Finishes what a run that was stopped had committed, and removes what others prepared and left behind. True if
/// there was something to finish.
pub fn recover(root: &Path) -> Result<bool, Error> {
    sweep(root);
    let journal = root.join(JOURNAL);
    let Ok(found) = fs::symlink_metadata(&journal) else { return Ok(false) };
    if !found.is_dir() {
        return Err(Error::Foreign(journal));
    }
    let steps = match fs::read_to_string(journal.join(STEPS)) {
        Ok(text) => text.lines().map(Step::parse).collect::<Option<Vec<Step>>>(),
        // Another run has just finished it.
        Err(error) if is_absent(&error) && !journal.exists() => return Ok(true),
        Err(_) => None,
    };
    let steps = steps.ok_or(Error::Foreign(journal))?;
    for step in &steps {
        forward(root, step)?;
    }
    end(root)?;
    Ok(true)
}

/// Removes what was prepared long ago by a run that is no more.
fn sweep(root: &Path) {
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let is_stage = entry.file_name().to_string_lossy().starts_with(&format!("{JOURNAL}-"));
        let age = entry.metadata().and_then(|found| found.modified()).map(|time| time.elapsed());
        let is_old = age.is_ok_and(|age| age.is_ok_and(|age| age > LONGEST));
        if is_stage && is_old && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// All steps, or none.
fn go(root: &Path, steps: &[Step]) -> Result<(), Error> {
    for (done, step) in steps.iter().enumerate() {
        let Err(error) = forward(root, step) else { continue };
        let taken_back = steps.iter().take(done).rev().try_for_each(|step| back(root, step));
        return match taken_back.and_then(|()| end(root)) {
            Ok(()) => Err(error),
            Err(_) => Err(Error::HalfWay(Box::new(error))),
        };
    }
    Ok(())
}

/// Forgets what was committed, in one step; what is then left is nobody's.
fn end(root: &Path) -> Result<(), Error> {
    let (journal, waste) = (root.join(JOURNAL), own_folder(root));
    match fs::rename(&journal, &waste) {
        Ok(()) => drop(fs::remove_dir_all(&waste)),
        Err(error) if is_absent(&error) => {}
        Err(error) => return Err(Error::Io(journal, error)),
    }
    Ok(())
}

/// The folders in which steps change something.
fn folders(root: &Path, steps: &[Step]) -> Vec<PathBuf> {
    let inside = |step: &Step| root.join(step.path()).parent().map(Path::to_owned);
    let mut folders: Vec<PathBuf> = steps.iter().filter_map(inside).collect();
    folders.sort();
    folders.dedup();
    folders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::place::make_way;

    fn read(root: &Path) -> Vec<(String, String)> {
        fn walk(root: &Path, folder: &Path, into: &mut Vec<(String, String)>) {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(root, &path, into);
                } else {
                    let inside = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
                    into.push((inside, fs::read_to_string(&path).expect("text")));
                }
            }
        }
        let mut files = Vec::new();
        walk(root, root, &mut files);
        files.sort();
        files
    }

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    const FIRST: &[(&str, &str)] =
        &[("Cargo.toml", "1"), ("src/lib.rs", "1"), ("src/old.rs", "1"), ("src/x/y.rs", "1")];
    const SECOND: &[(&str, &str)] =
        &[("Cargo.toml", "2"), ("src/lib.rs", "1"), ("src/new/z.rs", "2"), ("src/x/y.rs", "2")];

    fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    /// The first crate on disk, and the way to the second committed but not gone.
    fn committed(root: &Path) -> Vec<Step> {
        let _ = fs::remove_dir_all(root);
        for (path, text) in FIRST {
            make_way(&root.join(path)).expect("a folder");
            fs::write(root.join(path), text).expect("written");
        }
        let mut stage = Stage::new(root).expect("a stage");
        stage.put(&[&file("Cargo.toml", "2")]).expect("staged");
        stage.put(&[&file("src/new/z.rs", "2")]).expect("staged");
        stage.put(&[&file("src/x/y.rs", "2")]).expect("staged");
        stage.remove("src/old.rs").expect("staged");
        stage.hide_entry().expect("staged");
        let steps: String = stage.steps.iter().map(Step::line).collect();
        stage.write(STEPS, &steps).expect("staged");
        fs::rename(&stage.folder, root.join(JOURNAL)).expect("committed");
        stage.steps.clone()
    }

    fn is_hidden(root: &Path) -> bool {
        fs::read_to_string(root.join(ENTRY)).is_ok_and(|text| text == BARRIER)
    }

    fn without_journal(root: &Path) -> Vec<(String, String)> {
        read(root).into_iter().filter(|(path, _)| !path.starts_with(JOURNAL)).collect()
    }

    #[test]
    fn stopped_after_any_step_nothing_compiles_and_the_next_run_finishes() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &folder.path().join("crate");
        let count = committed(root).len();
        assert_eq!(count, 6);
        for stop in 0..=count {
            let steps = committed(root);
            steps.iter().take(stop).for_each(|step| forward(root, step).expect("a step"));
            let whole = [owned(FIRST), owned(SECOND)].contains(&without_journal(root));
            assert!(whole || is_hidden(root), "{stop}: {:?}", read(root));
            assert!(is_interrupted(root));
            assert!(recover(root).expect("recovered"));
            assert_eq!(read(root), owned(SECOND), "{stop}");
            assert!(!recover(root).expect("nothing to do"));
        }
    }

    #[test]
    fn a_step_that_fails_takes_all_before_it_back_and_being_stopped_there_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &folder.path().join("crate");
        let count = committed(root).len();
        let time =
            |path: &str| fs::metadata(root.join(path)).and_then(|found| found.modified()).expect("a time");
        for done in 0..count {
            for stop in 0..=done {
                let steps = committed(root);
                let before = time(ENTRY);
                steps.iter().take(done).for_each(|step| forward(root, step).expect("a step"));
                steps.iter().take(done).rev().take(stop).for_each(|step| back(root, step).expect("back"));
                let whole = [owned(FIRST), owned(SECOND)].contains(&without_journal(root));
                assert!(whole || is_hidden(root), "{done} {stop}: {:?}", read(root));
                if stop == done {
                    assert_eq!(without_journal(root), owned(FIRST), "{done}");
                }
                recover(root).expect("recovered");
                assert_eq!(read(root), owned(SECOND), "{done} {stop}");
                assert_eq!(time(ENTRY), before, "a file that does not change keeps its time");
            }
        }
    }

    #[test]
    fn what_is_in_the_way_of_a_step_leaves_the_old_crate() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &folder.path().join("crate");
        let steps = committed(root);
        // A folder that is not empty cannot be replaced by a file.
        fs::remove_file(root.join("src/x/y.rs")).expect("removed");
        fs::create_dir_all(root.join("src/x/y.rs/mine")).expect("a folder");
        go(root, &steps).expect_err("refused");
        let kept: Vec<_> = owned(FIRST).into_iter().filter(|(path, _)| path != "src/x/y.rs").collect();
        assert_eq!(read(root), kept);
    }

    #[test]
    fn only_one_of_two_that_prepared_is_committed() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &folder.path().join("crate");
        committed(root);
        let mut late = Stage::new(root).expect("a stage");
        late.put(&[&file("Cargo.toml", "3")]).expect("staged");
        assert!(!late.commit().expect("no error"));
        recover(root).expect("recovered");
        assert_eq!(read(root), owned(SECOND));
    }

    #[test]
    fn a_journal_that_somebody_made_up_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = &folder.path().join("crate");
        fs::create_dir_all(root.join(JOURNAL)).expect("a folder");
        fs::write(folder.path().join("precious"), "x").expect("written");
        for steps in
            ["remove ../precious\n", "remove /etc/hostname\n", "remove\n", "burn Cargo.toml\n", "put \n"]
        {
            fs::write(root.join(JOURNAL).join(STEPS), steps).expect("written");
            assert!(matches!(recover(root), Err(Error::Foreign(_))), "{steps}");
        }
        assert_eq!(fs::read_to_string(folder.path().join("precious")).expect("still there"), "x");
    }
}
