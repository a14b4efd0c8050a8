//! Values that a server might send, made from the types of a document: the same ones on every machine.

use generator::ir::{Api, Dispatch, Field, Ident, Kind, Presence, Rest, Ty, TypeId};
use generator::table::scalar::Scalar;
use serde_json::{Map, Value, json};

/// How deep lists are filled and optional properties are there; below, as little as can be.
const DEEP: usize = 6;

/// Makes values.
pub struct Maker<'a> {
    api: &'a Api<Ident>,
    state: u64,
}

impl<'a> Maker<'a> {
    /// Begins from the same number each time.
    pub fn new(api: &'a Api<Ident>) -> Self {
        Maker { api, state: 2026 }
    }

    /// A JSON text of a list of values of a type, about this long, and the same list with all properties shuffled.
    pub fn list(&mut self, of: TypeId, bytes: usize) -> Option<[String; 2]> {
        let (mut items, mut length) = (Vec::new(), 0);
        while length < bytes {
            let item = self.value(&Ty::Named(of), "item", 0)?;
            length += item.to_string().len() + 1;
            items.push(item);
        }
        let ordered = Value::Array(items);
        let mut shuffled = ordered.clone();
        self.shuffle(&mut shuffled);
        Some([ordered.to_string(), shuffled.to_string()])
    }

    /// The bytes of JSON that a value of a type has on the average.
    pub fn size(&mut self, of: TypeId) -> Option<usize> {
        const SOME: usize = 8;
        let sizes = (0..SOME).map(|_| Some(self.value(&Ty::Named(of), "item", 0)?.to_string().len()));
        Some(sizes.sum::<Option<usize>>()? / SOME)
    }

    /// Splitmix64.
    fn random(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap_or_default() % below.max(1)
    }

    fn shuffle(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.shuffle(item)),
            Value::Object(object) => {
                let mut entries: Vec<(String, Value)> = std::mem::take(object).into_iter().collect();
                for index in (1..entries.len()).rev() {
                    let other = self.random(index + 1);
                    entries.swap(index, other);
                }
                entries.iter_mut().for_each(|(_, value)| self.shuffle(value));
                object.extend(entries);
            }
            _ => {}
        }
    }

    /// None if the type has no finite value that is found soon.
    fn value(&mut self, ty: &Ty, name: &str, depth: usize) -> Option<Value> {
        if depth > 4 * DEEP {
            return None;
        }
        match ty {
            Ty::Scalar(scalar) => Some(self.scalar(scalar, name)),
            Ty::Named(id) => self.named(*id, name, depth + 1),
            Ty::List(item) => {
                let count = if depth < DEEP { self.random(4) } else { 0 };
                (0..count).map(|_| self.value(item, name, depth + 1)).collect::<Option<_>>().map(Value::Array)
            }
            Ty::Tuple(items) => {
                let items = items.iter().map(|item| self.value(item, name, depth + 1));
                items.collect::<Option<_>>().map(Value::Array)
            }
            Ty::Map { key, value } => self.map(*key, value, depth),
            Ty::Nullable(inner) => {
                if depth >= DEEP || self.random(5) == 0 {
                    Some(Value::Null)
                } else {
                    self.value(inner, name, depth)
                }
            }
            Ty::Boxed(inner) => self.value(inner, name, depth),
            Ty::Any => Some(json!({ "kind": self.words(1), "level": self.random(100) })),
        }
    }

    fn map(&mut self, key: Option<TypeId>, value: &Ty, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        let count = if depth < DEEP { self.random(4) } else { 0 };
        for index in 0..count {
            let name = match key {
                Some(key) => self.named(key, "key", depth)?.as_str()?.to_owned(),
                None => format!("{}_{index}", self.words(1)),
            };
            object.insert(name, self.value(value, "value", depth + 1)?);
        }
        Some(Value::Object(object))
    }

    fn named(&mut self, id: TypeId, name: &str, depth: usize) -> Option<Value> {
        let api = self.api;
        let def = api.types.get(id.0 as usize)?;
        match &def.kind {
            Kind::Struct { fields, rest } => {
                let mut object = Map::new();
                for field in fields {
                    if let Some(value) = self.field(field, depth)? {
                        object.insert(field.wire.clone(), value);
                    }
                }
                if let Rest::Keep(ty) = rest {
                    let more = self.map(None, ty, depth)?;
                    object.extend(more.as_object().cloned().unwrap_or_default());
                }
                Some(Value::Object(object))
            }
            Kind::Enum { values } => {
                let index = self.random(values.len());
                values.get(index).map(|value| value.wire.clone())
            }
            Kind::Union { variants, dispatch } => {
                let index = self.random(variants.len());
                let variant = variants.get(index)?;
                let mut value = self.value(&variant.ty, name, depth)?;
                if let (Dispatch::Tag { property }, Some(tag), Some(object)) =
                    (dispatch, &variant.tag, value.as_object_mut())
                {
                    // First, as servers mostly have it.
                    let rest = std::mem::take(object).into_iter().filter(|(name, _)| name != property);
                    object.extend(std::iter::once((property.clone(), tag.as_str().into())).chain(rest));
                }
                Some(value)
            }
            Kind::Newtype(ty) => self.value(ty, name, depth),
        }
    }

    /// Of what may be left out, one in four is, and one in eight is null where it may be.
    fn field(&mut self, field: &Field<Ident>, depth: usize) -> Option<Option<Value>> {
        match (&field.presence, &field.ty) {
            (Presence::Fixed(value), _) => Some(Some(value.clone())),
            (Presence::Required, ty) => self.value(ty, &field.wire, depth).map(Some),
            (Presence::Optional { .. }, ty) => {
                if depth >= DEEP || self.random(4) == 0 {
                    return Some(None);
                }
                match ty {
                    Ty::Nullable(_) if self.random(6) == 0 => Some(Some(Value::Null)),
                    Ty::Nullable(inner) => self.value(inner, &field.wire, depth).map(Some),
                    ty => self.value(ty, &field.wire, depth).map(Some),
                }
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar, name: &str) -> Value {
        let below = 10usize.pow(1 + u32::try_from(self.random(6)).unwrap_or_default());
        match (scalar.schema, scalar.format) {
            ("boolean", _) => (self.random(2) == 0).into(),
            ("integer", "int8" | "uint8") => self.random(127).into(),
            ("integer", "int16" | "uint16") => self.random(32_000).into(),
            ("integer", _) => self.random(below).into(),
            ("number", _) => {
                let cents = u32::try_from(self.random(below)).unwrap_or_default();
                // Two decimals, which a number of single precision holds as well.
                (f64::from(cents + 25) / 100.0).into()
            }
            (_, "date-time") => format!("{}T{}Z", self.day(), self.time()).into(),
            (_, "date") => self.day().into(),
            (_, "time") => format!("{}Z", self.time()).into(),
            (_, "uuid") => {
                let (long, short) = (self.random(usize::MAX), self.random(usize::MAX));
                let (high, middle) = (long >> 32, long >> 16 & 0xFFFF);
                format!(
                    "{high:08x}-{middle:04x}-4{:03x}-a{:03x}-{:012x}",
                    short >> 52,
                    long & 0xFFF,
                    short >> 16
                )
                .into()
            }
            (_, "decimal") => format!("{}.{:02}", self.random(below), self.random(100)).into(),
            (_, "byte" | "base64url") => "Zm9vYmFyZm9vYmFy".into(),
            (_, "duration") => "P1DT12H".into(),
            _ => self.text(name).into(),
        }
    }

    fn day(&mut self) -> String {
        format!("202{}-{:02}-{:02}", self.random(7), 1 + self.random(12), 1 + self.random(28))
    }

    fn time(&mut self) -> String {
        format!(
            "{:02}:{:02}:{:02}.{:06}",
            self.random(24),
            self.random(60),
            self.random(60),
            self.random(1_000_000)
        )
    }

    /// A text as a property of this name may have it.
    fn text(&mut self, name: &str) -> String {
        let name = name.to_ascii_lowercase();
        if name.contains("email") {
            return format!("{}.{}@example.com", self.words(1), self.random(1000));
        }
        if ["url", "link", "uri"].iter().any(|part| name.contains(part)) {
            return format!("https://example.com/{}/{}", self.words(1), self.identifier());
        }
        if name == "id" || name.ends_with("_id") || name.ends_with("key") {
            let prefix: String = name.chars().take(3).collect();
            return format!("{prefix}_{}", self.identifier());
        }
        if ["description", "message", "reason", "content", "notes"].iter().any(|part| name.contains(part)) {
            // What people write has lines, quotes, and letters beyond ASCII.
            let end = ["", ".\nThank you!", " \u{2013} \"soon\"", " f\u{fc}r alle"];
            let end = end.get(self.random(12)).copied().unwrap_or_default();
            return format!("{}{end}", self.words(8));
        }
        let count = 1 + self.random(3);
        self.words(count)
    }

    fn identifier(&mut self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        (0..20).filter_map(|_| LETTERS.get(self.random(LETTERS.len())).copied().map(char::from)).collect()
    }

    fn words(&mut self, count: usize) -> String {
        const WORDS: &[&str] = &[
            "standard", "monthly", "plan", "customer", "order", "blue", "team", "licence", "support",
            "annual", "berlin", "refund", "north", "priority", "account", "invoice",
        ];
        let words = (0..count).filter_map(|_| WORDS.get(self.random(WORDS.len())).copied());
        words.collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::Maker;
    use generator::source::Input;
    use generator::{Settings, Watch, generate_watched};

    struct Lists(Vec<[String; 2]>);

    impl Watch for Lists {
        fn plan(&mut self, plan: &generator::plan::Plan) {
            let ids = (0..).map(generator::ir::TypeId).zip(&plan.api.types);
            self.0 = ids.filter_map(|(id, _)| Maker::new(&plan.api).list(id, 10_000)).collect();
        }
    }

    #[test]
    fn lists_are_the_same_each_time_and_only_shuffled() {
        let spec = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/checkouts.yaml");
        let lists = || {
            let mut lists = Lists(Vec::new());
            generate_watched(&Input::Path(spec.clone()), &Settings::Beside, |_| (), &mut lists);
            lists.0
        };
        let (first, second) = (lists(), lists());
        assert!(first.len() > 10);
        assert_eq!(first, second);
        for [ordered, shuffled] in first {
            let [one, other] =
                [&ordered, &shuffled].map(|text| serde_json::from_str::<serde_json::Value>(text));
            assert_eq!(one.expect("JSON"), other.expect("JSON"));
            assert!((10_000..20_000).contains(&ordered.len()));
        }
    }
}
