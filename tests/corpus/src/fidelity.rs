//! Instances there and back through the types of a generated client.

use crate::compare::{self, Change};
use crate::instances::{self, Expect, Instance, Limits, Origin};
use crate::process;
use crate::schema::dialect::{Direction, convert};
use crate::schema::world::{World, components};
use crate::worker::Use;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// What came of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Fidelity {
    /// Instances that must come back the same, by where they came from.
    pub instances: BTreeMap<Origin, usize>,
    /// How many of them decoded.
    pub decoded: usize,
    /// How many came back the same.
    pub equal: usize,
    /// Instances that must be refused.
    pub spoilt: usize,
    /// How many of them were, by an error that names the place.
    pub refused: usize,
    /// How often each excuse was used.
    pub excused: BTreeMap<String, usize>,
    /// Components that were tested.
    pub components: usize,
    /// Components that nothing satisfies as written, tested by their lenient form.
    pub lenient: usize,
    /// Examples that their own schema refuses: not counted.
    pub wrong_examples: usize,
    /// Components without a type, without an instance or without a validator, and why.
    pub untested: Vec<(String, String)>,
    /// What went wrong.
    pub failures: Vec<Failure>,
}

/// One instance that did not become what it must.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Failure {
    /// How it went wrong.
    pub kind: Kind,
    /// The component, and the type.
    pub component: String,
    /// Where in the instance.
    pub path: String,
    /// What happened there.
    pub why: String,
    /// Where the instance came from.
    pub origin: Origin,
    /// The instance.
    pub instance: String,
}

/// How an instance went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The program ended.
    Crashed,
    /// Valid, and did not decode.
    Undecoded,
    /// Valid, and came back different.
    Different,
    /// Spoilt, and decoded.
    Accepted,
    /// Spoilt and refused, by an error that does not name the place.
    Unnamed,
}

impl Kind {
    /// In words.
    pub fn told(self) -> &'static str {
        match self {
            Kind::Crashed => "crashed the program",
            Kind::Undecoded => "valid instances did not decode",
            Kind::Different => "valid instances came back different",
            Kind::Accepted => "spoilt instances were accepted",
            Kind::Unnamed => "spoilt instances were refused without naming the place",
        }
    }
}

/// Sends instances of every component there and back.
pub fn run(
    document: &Value,
    uses: &[Use],
    limits: Limits,
    harness: &Path,
    patience: Duration,
) -> Result<Fidelity, String> {
    let examples = instances::examples(document);
    let mut fidelity = Fidelity::default();
    let mut tested = std::collections::BTreeSet::new();
    for direction in [Direction::Both, Direction::Sent, Direction::Answered] {
        let root = convert(document, direction);
        let pointers: BTreeMap<String, String> =
            components(&root).map(|(pointer, _)| (name_of(&pointer), pointer)).collect();
        let own: BTreeMap<String, usize> = uses
            .iter()
            .enumerate()
            .filter(|(_, used)| used.direction == direction)
            .filter_map(|(number, used)| Some((pointers.get(&used.component)?.clone(), number)))
            .collect();
        if own.is_empty() {
            continue;
        }
        tested.extend(own.keys().cloned());
        let which: Vec<String> = own.keys().cloned().collect();
        let made = instances::make(&root, &which, &examples, limits)?;
        fidelity.lenient += made.lenient;
        fidelity.wrong_examples += made.wrong_examples;
        fidelity.untested.extend(made.without);
        fidelity.untested.extend(made.unjudged);
        let questions: Vec<(usize, &Instance)> =
            made.instances.iter().filter_map(|instance| Some((*own.get(&instance.of)?, instance))).collect();
        let answers = ask(harness, &questions, patience)?;
        let world = World::new(&root);
        for ((_, instance), answer) in questions.iter().zip(answers) {
            judge(&world, instance, &answer, &mut fidelity);
        }
    }
    fidelity.components = tested.len();
    for (pointer, _) in components(document).filter(|(pointer, _)| !tested.contains(pointer)) {
        fidelity.untested.push((pointer, "no type".to_owned()));
    }
    Ok(fidelity)
}

/// The name of a component, from a reference to it.
fn name_of(pointer: &str) -> String {
    pointer.rsplit('/').next().unwrap_or(pointer).replace("~1", "/").replace("~0", "~")
}

enum Answer {
    Text(String),
    Refused(String),
    Crashed(String),
}

/// Asks everything. A type that crashed the program once is not asked again.
fn ask(harness: &Path, questions: &[(usize, &Instance)], patience: Duration) -> Result<Vec<Answer>, String> {
    let mut answers: Vec<Option<Answer>> = questions.iter().map(|_| None).collect();
    let mut crashed: BTreeMap<usize, String> = BTreeMap::new();
    loop {
        let open: Vec<usize> = (0..questions.len())
            .filter(|at| answers.get(*at).is_some_and(Option::is_none))
            .filter(|at| questions.get(*at).is_some_and(|(number, _)| !crashed.contains_key(number)))
            .collect();
        if open.is_empty() {
            break;
        }
        let mut input = String::new();
        for (number, instance) in open.iter().filter_map(|at| questions.get(*at)) {
            input.push_str(&format!("{number}\t{}\n", instance.value));
        }
        let ended = process::run(&mut Command::new(harness), input.into_bytes(), patience)
            .map_err(|error| format!("{}: {error}", harness.display()))?;
        let text = String::from_utf8_lossy(&ended.stdout);
        for (at, line) in open.iter().zip(text.lines()) {
            if let Some(answer) = answers.get_mut(*at) {
                *answer = Some(match (line.strip_prefix('='), line.strip_prefix('!')) {
                    (Some(text), _) => Answer::Text(text.to_owned()),
                    (_, Some(error)) => Answer::Refused(error.to_owned()),
                    _ => Answer::Crashed(format!("an answer without meaning: {line}")),
                });
            }
        }
        let unanswered = open.get(text.lines().count()).and_then(|at| questions.get(*at));
        if let Some((number, _)) = unanswered {
            crashed.insert(*number, ended.trouble().unwrap_or_else(|| "ended without an answer".to_owned()));
        }
    }
    let why = |number: &usize| crashed.get(number).cloned().unwrap_or_default();
    let rest = answers.into_iter().zip(questions);
    Ok(rest.map(|(answer, (number, _))| answer.unwrap_or_else(|| Answer::Crashed(why(number)))).collect())
}

fn judge(world: &World<'_>, instance: &Instance, answer: &Answer, fidelity: &mut Fidelity) {
    let mut fail = |kind, path: &str, why: String| {
        fidelity.failures.push(Failure {
            kind,
            component: instance.of.clone(),
            path: path.to_owned(),
            why,
            origin: instance.origin,
            instance: shortened(&instance.value.to_string()),
        });
    };
    match (&instance.expect, answer) {
        (_, Answer::Crashed(why)) => fail(Kind::Crashed, "", why.clone()),
        (Expect::Same, Answer::Refused(error)) => fail(Kind::Undecoded, "", error.clone()),
        (Expect::Same, Answer::Text(text)) => {
            fidelity.decoded += 1;
            let came_back: Value = match serde_json::from_str(text) {
                Ok(value) => value,
                Err(error) => {
                    return fail(Kind::Different, "", format!("not JSON ({error}): {}", shortened(text)));
                }
            };
            let schema = serde_json::json!({ "$ref": instance.of });
            let outcome = compare::compare(world, &schema, &instance.value, &came_back);
            match outcome.first {
                Some(difference) => {
                    fail(Kind::Different, &difference.path.to_string(), told(&difference.change))
                }
                None => {
                    fidelity.equal += 1;
                    for id in outcome.excused {
                        *fidelity.excused.entry(id.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        (Expect::Refused { path, .. }, Answer::Text(_)) => fail(Kind::Accepted, path, "decoded".to_owned()),
        (Expect::Refused { path, key }, Answer::Refused(error)) => {
            // A path may write an odd key as a text in quotes.
            let names = |key: &String| error.contains(key.as_str()) || error.contains(&format!("{key:?}"));
            if key.as_ref().is_none_or(names) {
                fidelity.refused += 1;
            } else {
                fail(Kind::Unnamed, path, error.clone());
            }
        }
    }
    match instance.expect {
        Expect::Same => *fidelity.instances.entry(instance.origin).or_default() += 1,
        Expect::Refused { .. } => fidelity.spoilt += 1,
    }
}

fn told(change: &Change) -> String {
    match change {
        Change::Missing(value) => format!("lost {}", shortened(&value.to_string())),
        Change::Added(value) => format!("invented {}", shortened(&value.to_string())),
        Change::Changed(was, is) => {
            format!("{} became {}", shortened(&was.to_string()), shortened(&is.to_string()))
        }
    }
}

fn shortened(text: &str) -> String {
    const MOST: usize = 600;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain("…".chars()).collect()
}
