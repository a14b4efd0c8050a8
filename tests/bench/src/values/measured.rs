//! What is measured: reading and writing a list by two ways in turn.

use std::any::Any;
use std::fs;
use std::hint::black_box;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use values::runtime::wire::{self, Slot};

pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// What is asked for.
pub struct Order {
    /// How often each way is gone.
    pub runs: usize,
    /// What counts allocations, if they are to be counted instead of nanoseconds.
    pub allocations: Option<fn() -> usize>,
    /// The only type, action and way to go, for a profiler; both ways of all otherwise.
    pub only: Option<[String; 3]>,
}

impl Order {
    /// From the command line: how many runs, and the only type, action and way.
    pub fn read(allocations: Option<fn() -> usize>) -> Self {
        let mut arguments = std::env::args().skip(1);
        let runs = arguments.next().and_then(|runs| runs.parse().ok()).unwrap_or(1);
        let only: Vec<String> = arguments.collect();
        Order { runs, allocations, only: only.try_into().ok() }
    }
}

/// Measures one type: `T` has a table, `D` is the same with derives.
pub fn compare<T: Slot + 'static, D: Serialize + DeserializeOwned + 'static>(name: &str, order: &Order) -> Outcome {
    let [ordered, shuffled] = ["ordered", "shuffled"].map(|order| fs::read(format!("data/{name}.{order}.json")));
    let (ordered, shuffled) = (ordered?, shuffled?);
    let (ours, theirs): (T, D) = (wire::from_json(&ordered)?, serde_json::from_slice(&ordered)?);
    if plain(&wire::to_json(&ours)?)? != plain(&ordered)? {
        return Err(format!("{name} is not written as it was read").into());
    }
    let by_table = |text: &[u8]| kept(wire::from_json::<T>(text).ok());
    let derived = |text: &[u8]| kept(serde_json::from_slice::<D>(text).ok());
    let row = |action: &str, ours: Way<'_>, theirs: Way<'_>| {
        order.row(name, action, ordered.len(), ours, theirs);
    };
    row("decode", &|| by_table(&ordered), &|| derived(&ordered));
    row("decode shuffled", &|| by_table(&shuffled), &|| derived(&shuffled));
    row("encode", &|| kept(wire::to_json(&ours).ok()), &|| kept(serde_json::to_vec(&theirs).ok()));
    Ok(())
}

/// One way to do something. What comes of it is given up after the clock was read.
type Way<'a> = &'a dyn Fn() -> Option<Box<dyn Any>>;

fn kept<T: 'static>(made: Option<T>) -> Option<Box<dyn Any>> {
    made.map(|made| Box::new(made) as Box<dyn Any>)
}

impl Order {
    /// Prints pairs of figures, of the tables and of the derives.
    fn row(&self, name: &str, action: &str, bytes: usize, ours: Way<'_>, theirs: Way<'_>) {
        if let Some([of, only, way]) = &self.only {
            if of == name && only == action {
                let way = if way == "tables" { ours } else { theirs };
                (0..self.runs).for_each(|_| drop(black_box(way())));
            }
            return;
        }
        print!("{name}\t{action}\t{bytes}");
        for run in 0..self.runs {
            // In turns, so that whatever else the machine does meets both; who is first changes.
            let (our, their);
            if run % 2 == 0 {
                our = self.measure(ours);
                their = self.measure(theirs);
            } else {
                their = self.measure(theirs);
                our = self.measure(ours);
            }
            print!("\t{our} {their}");
        }
        println!();
    }

    fn measure(&self, way: Way<'_>) -> u128 {
        if let Some(count) = self.allocations {
            let before = count();
            let made = black_box(way());
            let allocations = count() - before;
            drop(made);
            return allocations as u128;
        }
        let start = Instant::now();
        let made = black_box(way());
        let time = start.elapsed();
        drop(made);
        time.as_nanos()
    }
}

/// The value without what says nothing: null is left out where it may be.
fn plain(text: &[u8]) -> Result<Value, serde_json::Error> {
    fn without_null(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(without_null),
            Value::Object(object) => {
                object.retain(|_, value| !value.is_null());
                object.values_mut().for_each(without_null);
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_slice(text)?;
    without_null(&mut value);
    Ok(value)
}
