//! The scalars of Rust, text, and JSON values.

use serde_json::Value as Json;

use super::object::Object;
use super::slot::{Done, Entries, Entry, Fail, Pairs, Sink, Slot, Source};

impl Slot for String {
    fn blank() -> Self {
        String::new()
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.string()?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.str(self);
    }

    fn read_option(option: &mut Option<Self>, from: &mut dyn Source) -> Done {
        *option = from.option_string()?;
        Ok(())
    }
}

impl Slot for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.bool()?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.bool(*self);
    }
}

impl Slot for i64 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.i64("i64")?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.i64(*self);
    }
}

impl Slot for u64 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.u64("u64")?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.u64(*self);
    }
}

impl Slot for i32 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let wide = from.i64("i32")?;
        *self = i32::try_from(wide).map_err(|_| out_of_range(from, &wide, "i32"))?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.i64((*self).into());
    }
}

impl Slot for u32 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let wide = from.u64("u32")?;
        *self = u32::try_from(wide).map_err(|_| out_of_range(from, &wide, "u32"))?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.u64((*self).into());
    }
}

impl Slot for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.f64("f64")?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.f64(*self);
    }
}

impl Slot for f32 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let wide = from.f64("f32")?;
        *self = wide as f32;
        if self.is_infinite() && wide.is_finite() {
            return Err(out_of_range(from, &wide, "f32"));
        }
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.f32(*self);
    }
}

#[cold]
fn out_of_range(from: &mut dyn Source, value: &dyn std::fmt::Display, expected: &str) -> Fail {
    from.fail(&format_args!("invalid value: number `{value}`, expected {expected}"))
}

impl Slot for Json {
    fn blank() -> Self {
        Json::Null
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        *self = from.json()?;
        Ok(())
    }

    /// Null is a value like any other here.
    fn read_option(option: &mut Option<Self>, from: &mut dyn Source) -> Done {
        *option = Some(from.json()?);
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        match self {
            Json::Null => to.none(),
            Json::Bool(value) => to.bool(*value),
            Json::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), _, _) => to.i64(value),
                (None, Some(value), _) => to.u64(value),
                (None, None, Some(value)) => to.f64(value),
                (None, None, None) => to.fail(&format_args!("the number {number} is too large")),
            },
            Json::String(text) => to.str(text),
            Json::Array(items) => to.list(items),
            Json::Object(entries) => to.object(&Object::of_pairs(&[entries])),
        }
    }
}

impl Pairs for serde_json::Map<String, Json> {
    fn each(&self, entry: &mut dyn FnMut(&str, &dyn Slot) -> Done) -> Done {
        self.iter().try_for_each(|(key, value)| entry(key, value))
    }
}

/// An object of JSON, as its entries are read. As in [`serde_json`], of two entries of one name the second counts.
pub(super) struct JsonObject {
    pub entries: serde_json::Map<String, Json>,
    pub key: String,
}

impl Entries for JsonObject {
    fn what(&self) -> &'static str {
        "a map"
    }

    fn entry(&mut self, key: &str) -> Entry<'_> {
        key.clone_into(&mut self.key);
        Entry::Into(self.entries.entry(key).or_insert(Json::Null))
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn names(&self, _key: &str) -> bool {
        true
    }
}
