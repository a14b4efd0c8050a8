//! Where the configuration of a run comes from, and reading it.

use crate::config::{Complaint, Config};
use crate::diag::{Diagnostic, Diagnostics, Pointer, Scope, code};
use crate::source::{Input, Sources};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Where the configuration comes from.
#[derive(Clone, Debug, Default)]
pub enum Settings {
    /// The file beside the document, if there is one: `spec/api.toml` for `spec/api.yaml`.
    #[default]
    Beside,
    /// This file.
    File(PathBuf),
    /// No file.
    Given(Config),
}

/// A configuration that was read, and what is wrong with it. It is read before the document, because it may say how that
/// is to be read, and noted after it, because the document is the first of the files.
#[derive(Default)]
pub(crate) struct Found {
    /// What could be understood of it.
    pub(crate) config: Config,
    file: Option<(PathBuf, String)>,
    complaints: Vec<Complaint>,
    unreadable: Option<String>,
}

impl Settings {
    /// Finds and reads the configuration.
    pub(crate) fn read(&self, input: &Input) -> Found {
        let path = match self {
            Settings::Given(config) => return Found { config: config.clone(), ..Found::default() },
            Settings::File(path) => path.clone(),
            Settings::Beside => match beside(input) {
                Some(path) => path,
                None => return Found::default(),
            },
        };
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let (mut config, complaints) = Config::read(&text);
                let folder = path.parent().map(PathBuf::from).unwrap_or_default();
                config.overlays = config.overlays.into_iter().map(|overlay| folder.join(overlay)).collect();
                Found { config, file: Some((path, text)), complaints, unreadable: None }
            }
            Err(error) => {
                let path = path.display();
                let message = match error.kind() {
                    ErrorKind::NotFound => format!("the configuration `{path}` does not exist"),
                    _ => format!("the configuration `{path}`: {error}"),
                };
                Found { unreadable: Some(message), ..Found::default() }
            }
        }
    }
}

impl Found {
    /// Notes the file and reports what is wrong with it.
    pub(crate) fn report(self, sources: &mut Sources, diags: &mut Diagnostics) -> Config {
        if let Some(message) = self.unreadable {
            diags.push(
                Diagnostic::new(&code::UNREADABLE_FILE, Pointer::default(), message).within(Scope::Nowhere),
            );
        }
        let Some((path, text)) = self.file else { return self.config };
        let file = sources.note(path, text);
        for complaint in self.complaints {
            let place = Scope::Text(file, complaint.span);
            diags.push(Diagnostic::new(&code::CONFIG, Pointer::default(), complaint.message).within(place));
        }
        self.config.of(file)
    }
}

/// The file of the document's name that ends in `.toml`.
fn beside(input: &Input) -> Option<PathBuf> {
    let Input::Path(path) = input else { return None };
    Some(path.with_extension("toml")).filter(|beside| beside != path && beside.is_file())
}
