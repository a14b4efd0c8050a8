//! Generates, compiles and exercises a client for every document in a folder.

mod compare;
mod instances;
mod load;
mod schema;

use schema::dialect::{Direction, convert};
fn main() {
    for file in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        let doc = load::document(std::path::Path::new(&file)).unwrap();
        let root = convert(&doc, Direction::Both);
        let t1 = t.elapsed();
        let ex = instances::examples(&doc);
        let m = instances::make(&root, &ex, instances::Limits { made: 40, spoilt: 30 }).unwrap();
        let mut by = std::collections::BTreeMap::new();
        let mut bytes = 0;
        for i in &m.instances {
            *by.entry(i.origin).or_insert(0) += 1;
            bytes += i.value.to_string().len();
        }
        println!(
            "{file}: load {t1:?} total {:?} {by:?} wrong {} lenient {} bytes {bytes} without {:?} unjudged {:?}",
            t.elapsed(),
            m.wrong_examples,
            m.lenient,
            m.without,
            m.unjudged
        );
    }
}
