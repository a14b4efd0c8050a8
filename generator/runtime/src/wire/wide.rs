//! Integers that may be beyond 64 bits, or of 64 bits with and without a sign.

use super::slot::{Done, Sink, Slot, Source};

impl Slot for i128 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, from: &mut dyn Source) -> Done {
        let digits = from.number()?;
        let whole = digits.parse().ok().or_else(|| exact(digits.parse().ok()?));
        *self = whole
            .ok_or_else(|| from.fail(&format_args!("invalid value: number `{digits}`, expected i128")))?;
        Ok(())
    }

    fn write(&self, to: &mut dyn Sink) {
        to.number(&self.to_string());
    }
}

/// The integer that a number written with a fraction or an exponent is, as for the other integers.
fn exact(value: f64) -> Option<i128> {
    // 2^127, which a double holds exactly while the greatest integer below it does not fit one.
    const END: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    let whole = value.fract() == 0.0 && (-END..END).contains(&value);
    whole.then_some(value as i128)
}
