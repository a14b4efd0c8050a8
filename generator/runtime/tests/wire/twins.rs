//! The same types derived with serde: both must take, refuse and write the same.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::wire;
use wire::Map;

mod ours {
    use super::{Map, wire};

    #[derive(Clone, PartialEq)]
    pub struct Order {
        pub id: String,
        pub amount: i64,
        pub rate: Option<f64>,
        pub paid: bool,
        pub lines: Vec<Line>,
        pub parent: Option<Box<Order>>,
        pub labels: Option<Map<String>>,
        pub nothing_or_size: Option<u32>,
        pub target: Target,
    }
    wire::object!(Order {
        id, amount, rate?, paid = "isPaid", lines, parent = "parentOrder"?, labels?, nothing_or_size = "size", target
    });

    #[derive(Clone, PartialEq)]
    pub struct Line {
        pub text: Option<String>,
        pub count: i32,
        pub pair: Option<(u32, String)>,
    }
    wire::object!(Line { text?, count, pair? });

    #[derive(Clone, PartialEq)]
    pub enum Target {
        Card(Card),
        Bank(Bank),
        Unlisted(wire::Json),
    }
    wire::tagged!(Target by "type" { Card = "card", Bank = "bank" });

    #[derive(Clone, PartialEq)]
    pub struct Card {
        pub last4: String,
        pub owner: Option<Owner>,
    }
    wire::object!(Card { last4, owner? });

    #[derive(Clone, PartialEq)]
    pub struct Bank {
        pub iban: String,
        pub owner: Owner,
    }
    wire::object!(Bank { iban, owner });

    #[derive(Clone, PartialEq)]
    pub enum Owner {
        Person(Person),
        Company(Company),
        Name(String),
    }
    wire::union!(Owner blank Name {
        Person: object "first" "last", Company: object "company", Name: string,
    });

    #[derive(Clone, PartialEq)]
    pub struct Person {
        pub first: String,
        pub last: String,
        pub age: Option<u32>,
    }
    wire::object!(Person { first, last, age? });

    #[derive(Clone, PartialEq)]
    pub struct Company {
        pub age: Option<u32>,
        pub company: String,
    }
    wire::object!(Company { age?, company });
}

mod derived {
    use super::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub struct Order {
        pub id: String,
        pub amount: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub rate: Option<f64>,
        #[serde(rename = "isPaid")]
        pub paid: bool,
        pub lines: Vec<Line>,
        #[serde(rename = "parentOrder", skip_serializing_if = "Option::is_none")]
        pub parent: Option<Box<Order>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub labels: Option<std::collections::BTreeMap<String, String>>,
        #[serde(rename = "size", deserialize_with = "present")]
        pub nothing_or_size: Option<u32>,
        pub target: Target,
    }

    /// An `Option` that must be there.
    fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
        Option::deserialize(deserializer)
    }

    #[derive(Serialize, Deserialize)]
    pub struct Line {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
        pub count: i32,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pair: Option<(u32, String)>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "lowercase")]
    pub enum Target {
        Card(Card),
        Bank(Bank),
    }

    #[derive(Serialize, Deserialize)]
    pub struct Card {
        pub last4: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub owner: Option<Owner>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Bank {
        pub iban: String,
        pub owner: Owner,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    pub enum Owner {
        Person(Person),
        Company(Company),
        Name(String),
    }

    #[derive(Serialize, Deserialize)]
    pub struct Person {
        pub first: String,
        pub last: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub age: Option<u32>,
    }

    #[derive(Serialize, Deserialize)]
    pub struct Company {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub age: Option<u32>,
        pub company: String,
    }
}

/// A small generator of pseudo-random numbers (xorshift), so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn chance(&mut self) -> bool {
        self.below(2) == 0
    }

    fn text(&mut self) -> Value {
        let texts = ["", "a", "é\"\\\n", "\u{1f600}\u{0}", "card", "a longer text with spaces in it"];
        json!(texts[self.below(6) as usize])
    }

    fn order(&mut self, depth: u32) -> Value {
        let mut order =
            json!({"id": self.text(), "amount": self.below(u64::MAX) as i64, "isPaid": self.chance()});
        let lines: Vec<Value> = (0..self.below(4)).map(|_| self.line()).collect();
        order["lines"] = json!(lines);
        if self.chance() {
            order["rate"] = json!(self.below(1000) as f64 / 8.0 + 0.01);
        }
        if depth > 0 && self.chance() {
            order["parentOrder"] = self.order(depth - 1);
        }
        if self.chance() {
            order["labels"] = json!({"a": self.text(), "b": self.text()});
        }
        order["size"] = if self.chance() { Value::Null } else { json!(self.below(1 << 32)) };
        order["target"] = self.target();
        order
    }

    fn line(&mut self) -> Value {
        let mut line = json!({"count": self.below(1 << 31) as i32 - (1 << 30)});
        if self.chance() {
            line["text"] = self.text();
        }
        if self.chance() {
            line["pair"] = json!([self.below(9), self.text()]);
        }
        line
    }

    fn target(&mut self) -> Value {
        match self.below(3) {
            0 => json!({"type": "card", "last4": self.text()}),
            1 => json!({"last4": self.text(), "owner": self.owner(), "type": "card"}),
            _ => json!({"iban": self.text(), "type": "bank", "owner": self.owner()}),
        }
    }

    fn owner(&mut self) -> Value {
        match self.below(3) {
            0 => json!({"age": self.below(99), "last": self.text(), "first": self.text()}),
            1 => json!({"age": self.below(99), "company": self.text()}),
            _ => self.text(),
        }
    }

    /// Spoils one place of a value: removes, replaces or adds something.
    fn spoil(&mut self, value: &mut Value) {
        let down = self.below(4) > 0;
        match value {
            Value::Object(entries) if down && !entries.is_empty() => {
                let index = self.below(entries.len() as u64) as usize;
                let key = entries.keys().nth(index).unwrap().clone();
                match self.below(6) {
                    0 => drop(entries.shift_remove(&key)),
                    1 => drop(entries.insert("unknown".into(), json!([{"type": "card"}]))),
                    _ => self.spoil(&mut entries[&key]),
                }
            }
            Value::Array(items) if down && !items.is_empty() => {
                let index = self.below(items.len() as u64) as usize;
                self.spoil(&mut items[index]);
            }
            _ => {
                let others =
                    json!([null, true, -1, 5000000000i64, 0.5, "x", "card", [], ["x"], {}, {"type": "bank"}]);
                *value = others[self.below(11) as usize].clone();
            }
        }
    }
}

/// What the derived types make of a text: what they would write, or that they refuse it.
fn by_derive(text: &str) -> Option<Value> {
    let order: derived::Order = serde_json::from_str(text).ok()?;
    Some(serde_json::to_value(order).unwrap())
}

fn by_table(text: &str) -> Option<Value> {
    let order: ours::Order = wire::from_json(text.as_bytes()).ok()?;
    assert_eq!(serde_json::from_str::<ours::Order>(text).unwrap(), order);
    let written = wire::to_json(&order).unwrap();
    assert_eq!(wire::from_json::<ours::Order>(&written).unwrap(), order);
    Some(serde_json::from_slice(&written).unwrap())
}

#[test]
fn what_is_right_is_read_and_written_alike() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..2_000 {
        let text = random.order(3).to_string();
        let written = by_table(&text);
        assert!(written.is_some(), "{text}");
        assert_eq!(written, by_derive(&text), "{text}");
    }
}

#[test]
fn what_is_wrong_is_refused_alike() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..10_000 {
        let mut value = random.order(2);
        for _ in 0..=random.below(2) {
            random.spoil(&mut value);
        }
        let text = value.to_string();
        let ours = by_table(&text);
        match by_derive(&text) {
            Some(theirs) => {
                taken += 1;
                assert_eq!(ours, Some(theirs), "{text}");
            }
            // An unknown tag is kept here, and refused there.
            None if ours.is_some() => {
                assert!(
                    text.contains("\"type\":\"") && has_unlisted(&wire::from_json(text.as_bytes()).unwrap()),
                    "{text}"
                );
            }
            None => refused += 1,
        }
    }
    assert!(taken > 500 && refused > 500, "{taken} taken, {refused} refused");
}

fn has_unlisted(order: &ours::Order) -> bool {
    matches!(order.target, ours::Target::Unlisted(_))
        || order.parent.as_ref().is_some_and(|parent| has_unlisted(parent))
}
