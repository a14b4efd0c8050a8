use super::wire;

#[derive(Clone, PartialEq)]
struct Product {
    addons: Option<Vec<Addon>>,
    amount: Option<i32>,
    product_id: String,
    quantity: u32,
    kind: Kind,
    labels: wire::Map<String>,
}
wire::object!(Product { addons?, amount?, product_id, quantity, kind = "kindOf", "type" == "product", ..labels });
wire::builder!(Product { new(product_id(into String), quantity(u32), kind = Kind::Big); addons(list Addon); amount(i32); labels(rest String) });

#[derive(Clone, PartialEq)]
struct Addon {
    id: String,
}
wire::object!(Addon { id });
wire::builder!(Addon { new(id(into String)) });

impl From<&str> for Addon {
    fn from(id: &str) -> Self {
        Addon::new(id)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kind {
    Big,
    Small,
    Unlisted(wire::Unlisted),
}
wire::strings!(Kind { Big = "big", Small = "small" });

#[derive(Clone, PartialEq)]
enum Level {
    One,
    Minus,
    Yes,
    A,
    Unlisted(wire::Json),
}
wire::values!(Level { One = 1, Minus = -1, Yes = true, A = "a" });

#[derive(Clone, PartialEq)]
enum Expr {
    Neg(Neg),
    Num(f64),
    Text(String),
    Sum(Vec<Expr>),
}
wire::union!(Expr blank Num { Neg(Neg): object "operand" from Neg, Num(f64): number|integer, Text(String): string from String, Sum(Vec<Expr>): array });

#[derive(Clone, PartialEq)]
struct Neg {
    operand: Box<Expr>,
}
wire::object!(Neg { operand });
wire::builder!(Neg { new(operand(boxed Expr)) });

#[derive(Clone, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unlisted(wire::Json),
}
wire::tagged!(Pet by "kind" { Cat(Cat) = "cat" from Cat, Dog(Box<Dog>) = "dog" from Dog });
#[derive(Clone, PartialEq)]
struct Cat {
    lives: Option<i32>,
}
wire::object!(Cat { lives? });
wire::builder!(Cat { new(); lives(i32) });
#[derive(Clone, PartialEq)]
struct Dog {
    kind: String,
    patch: wire::Patch<i32>,
}
wire::object!(Dog { kind, patch? });
wire::builder!(Dog { new(kind(into String)); patch(patch patch_null i32) });

#[derive(Clone, PartialEq)]
struct Tree(Vec<Tree>);
wire::newtype!(Tree from Vec<Tree>);

fn both<T: wire::Slot + PartialEq + std::fmt::Debug>(value: T, text: &str) {
    assert_eq!(String::from_utf8(wire::to_json(&value).unwrap()).unwrap(), text);
    assert_eq!(wire::from_json::<T>(text.as_bytes()).unwrap(), value);
}

#[test]
fn works() {
    both(
        Product::new("p", 1).amount(5).addons(["a", "b"]).labels([("x", "y")]),
        r#"{"type":"product","addons":[{"id":"a"},{"id":"b"}],"amount":5,"product_id":"p","quantity":1,"kindOf":"big","x":"y"}"#,
    );
    both(vec![Kind::Small, Kind::from("other")], r#"["small","other"]"#);
    both(
        vec![Level::One, Level::Minus, Level::Yes, Level::A, Level::Unlisted(3.into())],
        r#"[1,-1,true,"a",3]"#,
    );
    both(Expr::from(Neg::new(Neg::new(Expr::Num(1.5)))), r#"{"operand":{"operand":1.5}}"#);
    both(Pet::from(Cat::new().lives(2)), r#"{"kind":"cat","lives":2}"#);
    both(Pet::from(Dog::new("dog").patch_null()), r#"{"kind":"dog","patch":null}"#);
    both(Pet::Unlisted(serde_json::json!({"x": 1, "kind": "cow"})), r#"{"x":1,"kind":"cow"}"#);
    both(Pet::from(Dog::new("dog").patch(1)), r#"{"kind":"dog","patch":1}"#);
    both(Tree::from(vec![Tree(vec![])]), "[[]]");
}
