//! Unions: how the member is found, and that nothing of the value is lost on the way.

use super::{both, error, read, wire};
use wire::{Json, Map};

// ---- objects that differ in a key

#[derive(Clone, PartialEq)]
enum Customer {
    Existing(Existing),
    New(Box<New>),
}
wire::union!(Customer {
    New: object "email" "name" from New,
    Existing: object "customer_id" from Existing,
});

#[derive(Clone, PartialEq)]
struct Existing {
    customer_id: String,
    note: Option<Note>,
}
wire::object!(Existing { customer_id, note? });

#[derive(Clone, PartialEq)]
struct New {
    email: String,
    name: String,
    note: Option<Note>,
    rest: Map<Json>,
}
wire::object!(New { email, name, note?, ..rest });

#[derive(Clone, PartialEq)]
struct Note {
    lines: Vec<String>,
}
wire::object!(Note { lines });

fn note(line: &str) -> Option<Note> {
    Some(Note { lines: vec![line.to_owned()] })
}

fn new(rest: &[(&str, Json)]) -> Customer {
    let rest = rest.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    New { email: "e".into(), name: "n".into(), note: note("x"), rest }.into()
}

#[test]
fn a_key_decides_wherever_it_is() {
    both(
        Customer::from(Existing { customer_id: "c".into(), note: note("x") }),
        r#"{"customer_id":"c","note":{"lines":["x"]}}"#,
    );
    let existing = Customer::from(Existing { customer_id: "c".into(), note: note("x") });
    assert_eq!(read::<Customer>(r#"{"note":{"lines":["x"]},"more":[{}],"customer_id":"c","y":1}"#), existing);
    let expected = new(&[("a", 1.into()), ("b", Json::Null), ("c", "z".into())]);
    for text in [
        r#"{"email":"e","a":1,"b":null,"c":"z","name":"n","note":{"lines":["x"]}}"#,
        r#"{"note":{"lines":["x"]},"a":1,"name":"n","b":null,"c":"z","email":"e"}"#,
        r#"{"a":1,"b":null,"note":{"lines":["x"]},"c":"z","email":"e","name":"n"}"#,
    ] {
        assert_eq!(read::<Customer>(text), expected, "{text}");
        assert_eq!(serde_json::from_str::<Customer>(text).unwrap(), expected);
        assert_eq!(
            serde_json::from_value::<Customer>(serde_json::from_str(text).unwrap()).unwrap(),
            expected
        );
    }
}

#[test]
fn the_member_that_was_decided_for_is_the_one_that_fails() {
    assert_eq!(error::<Customer>(r#"{"email":"e"}"#), "as New: missing field `name`");
    assert_eq!(
        error::<Vec<Customer>>(r#"[{"customer_id":"c"},{"customer_id":1}]"#),
        "[1].customer_id: as Existing: invalid type: integer `1`, expected a string"
    );
    assert_eq!(
        error::<Vec<Customer>>(r#"[{"note":{"lines":["a",2]},"customer_id":"c"}]"#),
        "[0].note.lines[1]: as Existing: invalid type: integer `2`, expected a string"
    );
    assert_eq!(
        error::<Customer>(r#"{"note":{"lines":["a"]},"customer_id":"c","note":null}"#),
        "note: as Existing: duplicate field `note`"
    );
    assert_eq!(
        error::<Customer>(r#"{"note":null}"#),
        "no member of Customer fits; as New: missing field `email`; as Existing: missing field `customer_id`"
    );
    assert_eq!(error::<Customer>("3"), "invalid type: integer `3`, expected Customer: an object");
    assert_eq!(error::<Customer>("[]"), "invalid type: sequence, expected Customer: an object");
}

// ---- JSON types

#[derive(Clone, PartialEq)]
enum Scalar {
    Nothing(Json),
    Flag(bool),
    Whole(i64),
    Number(f64),
    Text(String),
    List(Vec<Scalar>),
    Table(Map<Scalar>),
}
wire::union!(Scalar {
    Nothing: null, Flag: boolean from bool, Whole: integer from i64, Number: number from f64,
    Text: string from String, List: array, Table: object,
});

#[test]
fn json_types_decide() {
    let list = vec![
        Scalar::Nothing(Json::Null),
        true.into(),
        ((1i64 << 53) + 1).into(),
        i64::MIN.into(),
        0.5.into(),
        "x".to_owned().into(),
        Scalar::List(vec![Scalar::List(vec![])]),
        Scalar::Table([("k".to_owned(), Scalar::Whole(1))].into_iter().collect()),
    ];
    both(Scalar::List(list), r#"[null,true,9007199254740993,-9223372036854775808,0.5,"x",[[]],{"k":1}]"#);
    assert_eq!(read::<Scalar>("1.0"), Scalar::Number(1.0));
}

#[derive(Clone, PartialEq)]
enum Id {
    Number(u64),
    Text(String),
}
wire::union!(Id { Number: integer, Text: string });

#[derive(Clone, PartialEq)]
enum Amount {
    Number(f64),
    Flag(bool),
}
wire::union!(Amount { Number: number, Flag: boolean });

#[test]
fn integers_and_numbers_stand_for_each_other() {
    both(vec![Id::Number(u64::MAX), Id::Text("1".into())], r#"[18446744073709551615,"1"]"#);
    assert_eq!(read::<Id>("7.0"), Id::Number(7));
    assert_eq!(read::<Amount>("7"), Amount::Number(7.0));
    assert_eq!(error::<Id>("7.5"), "as Number: invalid value: floating point `7.5`, expected u64");
    assert_eq!(error::<Id>("-7"), "as Number: invalid value: integer `-7`, expected u64");
    assert_eq!(error::<Id>("true"), "invalid type: boolean `true`, expected Id: an integer or a string");
    assert_eq!(error::<Id>("null"), "invalid type: null, expected Id: an integer or a string");
    assert_eq!(error::<Id>("{}"), "invalid type: map, expected Id: an integer or a string");
}

#[derive(Clone, PartialEq)]
enum Anything {
    Listed(Listed),
    Other(Json),
}
wire::union!(Anything { Listed: object "listed", Other: any });

#[derive(Clone, PartialEq)]
struct Listed {
    listed: bool,
}
wire::object!(Listed { listed });

#[test]
fn what_is_of_any_type() {
    both(
        vec![Anything::Listed(Listed { listed: true }), Anything::Other(1.into())],
        r#"[{"listed":true},1]"#,
    );
    both(Anything::Other(serde_json::json!({"b": [1], "a": {}})), r#"{"b":[1],"a":{}}"#);
}

// ---- nothing decides

#[derive(Clone, PartialEq)]
enum Ladder {
    Most(Most),
    Some(Less),
    Words(Vec<String>),
    Numbers(Vec<i64>),
    Date(Date),
    Text(String),
}
wire::union!(Ladder blank Text {
    Most: object, Some: object, Words: array, Numbers: array, Date: string,
    Text: string,
});

#[derive(Clone, PartialEq)]
struct Most {
    a: i64,
    b: Option<Vec<i64>>,
    c: i64,
}
wire::object!(Most { a, b?, c });

#[derive(Clone, PartialEq)]
struct Less {
    a: Json,
    b: Option<Vec<Json>>,
}
wire::object!(Less { a, b? });

/// A scalar of the kind that a client adds by hand.
#[derive(Clone, PartialEq)]
struct Date(u32);
wire::traits!(Date);

impl wire::Slot for Date {
    fn blank() -> Self {
        Date(0)
    }
    fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
        let text = from.string()?;
        let digits = text.replace('-', "");
        self.0 = digits.parse().map_err(|_| from.fail(&format_args!("{text:?} is no date")))?;
        Ok(())
    }
    fn write(&self, to: &mut dyn wire::Sink) {
        to.str(&format!("{}-{:02}-{:02}", self.0 / 10000, self.0 / 100 % 100, self.0 % 100));
    }
}

#[test]
fn members_are_tried_in_order() {
    both(Ladder::Most(Most { a: 1, b: Some(vec![2]), c: 3 }), r#"{"a":1,"b":[2],"c":3}"#);
    both(Ladder::Some(Less { a: 1.into(), b: Some(vec!["x".into()]) }), r#"{"a":1,"b":["x"]}"#);
    // What has all the keys of the first, but not its types.
    let text = r#"{"a":1,"b":["x"],"c":3}"#;
    assert_eq!(read::<Ladder>(text), Ladder::Some(Less { a: 1.into(), b: Some(vec!["x".into()]) }));
    both(
        vec![Ladder::Words(vec![]), Ladder::Words(vec!["a".into()]), Ladder::Numbers(vec![1])],
        r#"[[],["a"],[1]]"#,
    );
    both(vec![Ladder::Date(Date(20240229)), Ladder::Text("soon".into())], r#"["2024-02-29","soon"]"#);
    assert_eq!(
        error::<Map<Ladder>>(r#"{"x":{"b":[1,"y"]}}"#),
        "x: no member of Ladder fits; as Most: missing field `a`; as Some: missing field `a`"
    );
    assert_eq!(
        error::<Map<Ladder>>(r#"{"x":{"a":1,"c":1,"b":[1,"y"]},"y":{"a":1,"b":{}}}"#),
        "y: no member of Ladder fits; as Most: missing field `c`; as Some: invalid type: map, expected a sequence at b"
    );
    assert_eq!(
        error::<Ladder>(r#"[1,"a"]"#),
        "no member of Ladder fits; as Words: invalid type: integer `1`, expected a string at [0]; \
         as Numbers: invalid type: string \"a\", expected i64 at [1]"
    );
}

// ---- unions in unions

#[derive(Clone, PartialEq)]
enum Expr {
    Call(Call),
    Negate(Negate),
    Literal(Id),
    List(Vec<Expr>),
}
wire::union!(Expr blank Literal {
    Call: object "function", Negate: object "operand", Literal: integer|string, List: array,
});

#[derive(Clone, PartialEq)]
struct Call {
    function: String,
    first: Box<Expr>,
    second: Option<Box<Expr>>,
}
wire::object!(Call { function, first, second? });

#[derive(Clone, PartialEq)]
struct Negate {
    operand: Box<Expr>,
}
wire::object!(Negate { operand });

fn number(value: u64) -> Box<Expr> {
    Box::new(Expr::Literal(Id::Number(value)))
}

#[test]
fn required_recursion() {
    let negate = Expr::Negate(Negate { operand: number(1) });
    let call = Call { function: "f".into(), first: Box::new(negate.clone()), second: Some(number(2)) };
    both(
        Expr::List(vec![negate, Expr::Call(call), Expr::Literal(Id::Text("x".into()))]),
        r#"[{"operand":1},{"function":"f","first":{"operand":1},"second":2},"x"]"#,
    );
    // The same with what decides at the end, so that everything before it is read twice.
    let text = r#"[{"second":2,"first":{"operand":1},"function":"f"}]"#;
    let call = Call {
        function: "f".into(),
        first: Box::new(Expr::Negate(Negate { operand: number(1) })),
        second: Some(number(2)),
    };
    assert_eq!(read::<Expr>(text), Expr::List(vec![Expr::Call(call)]));
    assert_eq!(
        error::<Expr>(r#"[{"first":{"operand":{"operand":true}},"function":"f"}]"#),
        "[0].first.operand.operand: as List: as Call: as Negate: as Negate: \
         invalid type: boolean `true`, expected Expr: an object or an array or an integer or a string"
            .replace(
                "an object or an array or an integer or a string",
                "an integer or a string or an array or an object"
            )
    );
}

#[derive(Clone, PartialEq)]
enum Outer {
    Customer(Customer),
    Item(Item),
    Maybe(Box<Option<Thing>>),
}
wire::union!(Outer blank Item {
    Customer: object "customer_id" "email", Item: object "item", Maybe: object "thing",
});

#[derive(Clone, PartialEq)]
struct Item {
    item: i32,
}
wire::object!(Item { item });

#[derive(Clone, PartialEq)]
struct Thing {
    x: Option<i32>,
    thing: i32,
}
wire::object!(Thing { x?, thing });

#[test]
fn a_member_that_is_a_union() {
    assert_eq!(
        read::<Outer>(r#"{"note":null,"customer_id":"c"}"#),
        Outer::Customer(Existing { customer_id: "c".into(), note: None }.into())
    );
    assert_eq!(
        read::<Outer>(r#"{"a":1,"note":{"lines":["x"]},"email":"e","name":"n"}"#),
        Outer::Customer(new(&[("a", 1.into())]))
    );
    assert_eq!(
        read::<Outer>(r#"{"x":1,"thing":2}"#),
        Outer::Maybe(Box::new(Some(Thing { x: Some(1), thing: 2 })))
    );
    assert_eq!(
        error::<Outer>(r#"{"a":1,"email":"e","note":null}"#),
        "as Customer: as New: missing field `name`"
    );
}

#[derive(Clone, PartialEq)]
struct Holder {
    required: Customer,
    many: Vec<Customer>,
    optional: Option<Customer>,
}
wire::object!(Holder { required, many, optional? });

#[test]
fn unions_in_fields() {
    both(
        Holder {
            required: Existing { customer_id: "a".into(), note: None }.into(),
            many: vec![new(&[])],
            optional: None,
        },
        r#"{"required":{"customer_id":"a"},"many":[{"email":"e","name":"n","note":{"lines":["x"]}}]}"#,
    );
    assert_eq!(
        error::<Holder>(r#"{"required":{"customer_id":"a"},"many":[{"email":"e","name":[]}]}"#),
        "many[0].name: as New: invalid type: sequence, expected a string"
    );
}

// ---- tags

#[derive(Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Kitten(Cat),
    Dog(Box<Dog>),
    Rest(Loose),
    Table(Map<Json>),
    Unlisted(Json),
}
wire::tagged!(Pet by "kind" {
    Cat = "cat", Kitten = "kitten", Dog = "dog" from Dog, Rest = "loose" from Loose,
    Table = "table",
});

#[derive(Clone, PartialEq)]
struct Cat {
    lives: i32,
    name: Option<String>,
}
wire::object!(Cat { lives, name? });

/// A member that knows its own tag.
#[derive(Clone, PartialEq)]
struct Dog {
    kind: String,
    good: bool,
}
wire::object!(Dog { kind, good });

#[derive(Clone, PartialEq)]
struct Loose {
    a: i32,
    rest: Map<Json>,
}
wire::object!(Loose { a, ..rest });

#[test]
fn the_tag_decides_wherever_it_is() {
    let cat = || Cat { lives: 9, name: Some("t".into()) };
    both(Pet::Cat(cat()), r#"{"kind":"cat","lives":9,"name":"t"}"#);
    both(Pet::Kitten(cat()), r#"{"kind":"kitten","lives":9,"name":"t"}"#);
    for text in [
        r#"{"lives":9,"kind":"kitten","name":"t"}"#,
        r#"{"lives":9,"unknown":{"kind":"cat"},"name":"t","kind":"kitten"}"#,
    ] {
        assert_eq!(read::<Pet>(text), Pet::Kitten(cat()));
        assert_eq!(read::<Vec<Pet>>(&format!("[{text},{text}]")), [Pet::Kitten(cat()), Pet::Kitten(cat())]);
    }
}

#[test]
fn the_tag_is_written_once() {
    both(Pet::from(Dog { kind: "dog".into(), good: true }), r#"{"kind":"dog","good":true}"#);
    // The union knows better than the member.
    let wrong = Pet::from(Dog { kind: "cat".into(), good: true });
    assert_eq!(wire::to_json(&wrong).unwrap(), br#"{"kind":"dog","good":true}"#);
    assert_eq!(
        read::<Pet>(r#"{"good":true,"kind":"dog"}"#),
        Pet::from(Dog { kind: "dog".into(), good: true })
    );
    // It is no part of the rest of a member.
    let rest = [("z".to_owned(), Json::from(1))].into_iter().collect();
    both(Pet::from(Loose { a: 1, rest }), r#"{"kind":"loose","a":1,"z":1}"#);
    let rest = [("kind".to_owned(), Json::from("cat"))].into_iter().collect();
    assert_eq!(wire::to_json(&Pet::from(Loose { a: 1, rest })).unwrap(), br#"{"kind":"loose","a":1}"#);
    both(Pet::Table([("z".to_owned(), 1.into())].into_iter().collect()), r#"{"kind":"table","z":1}"#);
}

#[test]
fn an_unknown_tag_keeps_the_object() {
    let text = r#"{"a":[1,{"b":null}],"kind":"cow","c":9007199254740993}"#;
    both(Pet::Unlisted(serde_json::from_str(text).unwrap()), text);
    both(vec![Pet::Unlisted(serde_json::json!({"kind": "x"}))], r#"[{"kind":"x"}]"#);
}

#[test]
fn a_known_tag_is_never_taken_for_an_unknown_one() {
    assert_eq!(error::<Pet>(r#"{"kind":"cat"}"#), "as Cat: missing field `lives`");
    assert_eq!(
        error::<Vec<Pet>>(r#"[{"lives":"x","kind":"cat"}]"#),
        "[0].lives: as Cat: invalid type: string \"x\", expected i32"
    );
    assert_eq!(error::<Pet>(r#"{"lives":9}"#), "missing field `kind`");
    assert_eq!(
        error::<Pet>(r#"{"kind":1,"lives":9}"#),
        "kind: invalid type: integer `1`, expected the text of a tag"
    );
    assert_eq!(
        error::<Pet>(r#"{"kind":"dog","good":1,"kind":"cat"}"#),
        "good: as Dog: invalid type: integer `1`, expected a boolean"
    );
    assert_eq!(
        error::<Pet>(r#"{"kind":"dog","good":true,"kind":"cat"}"#),
        "kind: as Dog: duplicate field `kind`"
    );
    assert_eq!(error::<Pet>("\"cat\""), "invalid type: string \"cat\", expected Pet: an object with `kind`");
    assert_eq!(error::<Pet>("[]"), "invalid type: sequence, expected Pet: an object with `kind`");
}

#[derive(Clone, PartialEq)]
enum Event {
    Pet(Pet),
    Other(Box<Event2>),
    Unlisted(Json),
}
wire::tagged!(Event by "event" { Pet = "pet", Other = "other" });

/// A union inside one that has the same tag.
#[derive(Clone, PartialEq)]
enum Event2 {
    A(Existing),
    Unlisted(Json),
}
wire::tagged!(Event2 by "event" { A = "other" });

#[test]
fn tags_inside_tags() {
    let event = Event::Pet(Pet::Cat(Cat { lives: 1, name: None }));
    both(event.clone(), r#"{"event":"pet","kind":"cat","lives":1}"#);
    assert_eq!(read::<Event>(r#"{"lives":1,"kind":"cat","event":"pet"}"#), event);
    assert_eq!(read::<Event>(r#"{"kind":"cat","event":"pet","lives":1}"#), event);
    let inner = Event::Other(Box::new(Event2::A(Existing { customer_id: "c".into(), note: None })));
    both(inner.clone(), r#"{"event":"other","customer_id":"c"}"#);
    assert_eq!(read::<Event>(r#"{"customer_id":"c","event":"other"}"#), inner);
    assert_eq!(
        error::<Event>(r#"{"event":"pet","kind":"cat","lives":""}"#),
        "lives: as Pet: as Cat: invalid type: string \"\", expected i32"
    );
}

#[derive(Clone, PartialEq)]
enum Scalars {
    Text(String),
    Unlisted(Json),
}
wire::tagged!(Scalars by "kind" { Text = "text" });

#[test]
fn a_tag_needs_an_object() {
    let refused = wire::to_json(&Scalars::Text("x".into())).unwrap_err().message;
    assert_eq!(refused, "a member of a union with the tag `kind` is no object");
    assert_eq!(error::<Scalars>(r#"{"kind":"text"}"#), "as Text: invalid type: map, expected a string");
}
