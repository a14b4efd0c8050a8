//! Numbers, at the edges of their format and of 64 bits.

use super::choice::Chooser;
use serde_json::{Number, Value};

/// What a schema asks of a number; bounds are inclusive and already tightened over all parts of the schema.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// `format`.
    pub format: Option<&'a str>,
    /// `minimum` or `exclusiveMinimum` (true = exclusive).
    pub low: Option<(f64, bool)>,
    /// `maximum` or `exclusiveMaximum` (true = exclusive).
    pub high: Option<(f64, bool)>,
    /// `multipleOf`.
    pub step: Option<f64>,
}

/// A whole number, within its format and 64 bits; now and then written with a fraction of zero, which JSON Schema
/// (validation, section 6.1.1) calls an integer too.
pub fn integer<T: ?Sized>(place: &T, wanted: &Wanted<'_>, chooser: &mut Chooser) -> Option<Value> {
    let (format_low, format_high) = of_format(wanted);
    let low = wanted.low.map_or(format_low, |(low, exclusive)| {
        let floor = to_whole(low.ceil());
        format_low.max(if exclusive && f64_of(floor) <= low { floor + 1 } else { floor })
    });
    let high = wanted.high.map_or(format_high, |(high, exclusive)| {
        let ceiling = to_whole(high.floor());
        format_high.min(if exclusive && f64_of(ceiling) >= high { ceiling - 1 } else { ceiling })
    });
    if low > high {
        return None;
    }
    let step = wanted.step.map_or(1, |step| to_whole(step).max(1));
    let edges = [low, high, 0, 1, -1, 42, 1 << 31, (1 << 53) + 1, -(1 << 53) - 1, i128::from(i64::MAX)];
    let mut candidates: Vec<i128> = Vec::new();
    for edge in edges {
        let stepped = edge - edge.rem_euclid(step);
        for value in [stepped, stepped + step] {
            if (low..=high).contains(&value) && value % step == 0 && !candidates.contains(&value) {
                candidates.push(value);
                break;
            }
        }
    }
    let index = chooser.pick(place, b'i', candidates.len() + 1);
    match candidates.get(index) {
        Some(whole) => whole_number(*whole),
        None => Number::from_f64(f64_of(*candidates.iter().find(|c| c.abs() < 1 << 53)?)).map(Value::Number),
    }
}

/// A number that its format can hold exactly.
pub fn number<T: ?Sized>(place: &T, wanted: &Wanted<'_>, chooser: &mut Chooser) -> Option<Value> {
    let single = wanted.format == Some("float");
    let extreme = if single { f64::from(f32::MAX) } else { f64::MAX };
    let tiny = if single { f64::from(f32::MIN_POSITIVE) } else { 5e-324 };
    let mut edges = vec![0.5, 0.0, -1.5, 0.1, 1e15, extreme, -extreme, tiny, -0.0];
    edges.extend(wanted.low.map(|(low, _)| low));
    edges.extend(wanted.high.map(|(high, _)| high));
    if let (Some((low, _)), Some((high, _))) = (wanted.low, wanted.high) {
        edges.push(low / 2.0 + high / 2.0);
    }
    if let Some((low, _)) = wanted.low {
        edges.push(low + 1.0);
    }
    if let Some((high, _)) = wanted.high {
        edges.push(high - 1.0);
    }
    let fits = |value: f64| {
        wanted.low.is_none_or(|(low, exclusive)| value > low || (!exclusive && value >= low))
            && wanted.high.is_none_or(|(high, exclusive)| value < high || (!exclusive && value <= high))
    };
    let stepped = |value: f64| match wanted.step {
        Some(step) => (value / step).floor() * step,
        None => value,
    };
    let candidates: Vec<f64> =
        edges.into_iter().map(stepped).filter(|value| value.is_finite() && fits(*value)).collect();
    let whole = candidates.iter().copied().find(|value| value.fract() == 0.0 && value.abs() < 1e9);
    let index = chooser.pick(place, b'n', candidates.len() + 1);
    match (candidates.get(index), whole) {
        (Some(value), _) => Number::from_f64(*value).map(Value::Number),
        (None, Some(whole)) => whole_number(to_whole(whole)),
        (None, None) => candidates.first().and_then(|value| Number::from_f64(*value)).map(Value::Number),
    }
}

/// The least and the greatest value of a format. Without one: 64 bits, unsigned where nothing is below zero.
fn of_format(wanted: &Wanted<'_>) -> (i128, i128) {
    let unsigned = wanted.low.is_some_and(|(low, _)| low >= 0.0);
    match wanted.format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        None if unsigned => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// Saturating at a little beyond 64 bits.
#[expect(clippy::cast_possible_truncation, reason = "clamped to a range that both types hold")]
fn to_whole(value: f64) -> i128 {
    value.clamp(-3e19, 3e19) as i128
}

#[expect(clippy::cast_precision_loss, reason = "only compared with and written as a double")]
fn f64_of(value: i128) -> f64 {
    value as f64
}

fn whole_number(value: i128) -> Option<Value> {
    i64::try_from(value).map(Value::from).or_else(|_| u64::try_from(value).map(Value::from)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integers(wanted: &Wanted<'_>) -> Vec<Value> {
        let mut chooser = Chooser::new(1);
        (0..60).filter_map(|_| integer(&0_u8, wanted, &mut chooser)).collect()
    }

    #[test]
    fn integers_reach_both_ends_of_their_format() {
        let plain = integers(&Wanted::default());
        assert!(plain.contains(&i64::MIN.into()) && plain.contains(&i64::MAX.into()));
        let small = integers(&Wanted { format: Some("int32"), ..Wanted::default() });
        assert!(small.contains(&i32::MIN.into()) && small.contains(&i32::MAX.into()));
        let unsigned = integers(&Wanted { low: Some((0.0, false)), ..Wanted::default() });
        assert!(unsigned.contains(&u64::MAX.into()) && unsigned.contains(&0.into()));
    }

    #[test]
    fn bounds_and_steps_hold() {
        let wanted = Wanted {
            low: Some((1.0, true)),
            high: Some((10.0, false)),
            step: Some(5.0),
            ..Wanted::default()
        };
        let made = integers(&wanted);
        assert!(!made.is_empty());
        assert!(
            made.iter().all(|value| [5.0, 10.0].contains(&value.as_f64().unwrap_or_default())),
            "{made:?}"
        );
        assert!(
            integers(&Wanted { low: Some((2.0, false)), high: Some((1.0, false)), ..Wanted::default() })
                .is_empty()
        );
    }

    #[test]
    fn numbers_fit_their_format() {
        let mut chooser = Chooser::new(1);
        let wanted = Wanted { format: Some("float"), ..Wanted::default() };
        for _ in 0..60 {
            let value = number(&0_u8, &wanted, &mut chooser).and_then(|v| v.as_f64()).expect("a number");
            assert!(value.abs() <= f64::from(f32::MAX));
        }
    }
}
