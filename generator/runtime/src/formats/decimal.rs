//! Numbers of which every digit counts.

use super::super::wire;
use super::{FormatError, of_text, text, text_slot};

/// A decimal number as text, the format `decimal`: `"19.90"`. Digits stay as they are, trailing zeros among them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);
text!(Decimal: is_decimal);
text_slot!(Decimal);
of_text!(Decimal: "a decimal number");

/// A decimal number that is a number on the wire, the format `decimal` of numbers: `19.90`. As many digits as there are,
/// where a double has no more than 17.
///
/// In the members of a union that is not told apart at its first property, and in formats other than JSON, digits beyond
/// those of a double are lost.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DecimalNumber(String);
text!(DecimalNumber: is_decimal);
of_text!(DecimalNumber: "a decimal number");

impl wire::Slot for DecimalNumber {
    fn blank() -> Self {
        Self(String::new())
    }

    fn read(&mut self, from: &mut dyn wire::Source) -> wire::Done {
        self.0 = from.number()?;
        Ok(())
    }

    fn write(&self, to: &mut dyn wire::Sink) {
        match json_number(&self.0) {
            Some(digits) => to.number(&digits),
            None => to.fail(&format_args!("`{}` is no number", self.0)),
        }
    }
}

wire::traits!(DecimalNumber);

macro_rules! decimals {
    ($($Type:ident)*) => {$(
        impl $Type {
            /// The nearest double, which is not always the same number; `None` if the text is no number.
            pub fn to_f64(&self) -> Option<f64> {
                self.0.parse().ok().filter(|_| self.is_valid())
            }
        }

        integers!($Type i32 i64 u32 u64);
    )*};
}

macro_rules! integers {
    ($Type:ident $($Integer:ident)*) => {$(
        impl From<$Integer> for $Type {
            fn from(number: $Integer) -> Self {
                $Type(number.to_string())
            }
        }
    )*};
}

decimals!(Decimal DecimalNumber);

/// What the OpenAPI format registry says of `decimal`: digits, with a fraction and an exponent where there is one.
fn is_decimal(text: &str) -> bool {
    let signless = |text: &str| text.strip_prefix(['-', '+']).unwrap_or(text).to_owned();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = signless(text);
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(signless(exponent))),
        None => (text.as_str(), None),
    };
    let number = match number.split_once('.') {
        Some((whole, fraction)) => digits(fraction) && (whole.is_empty() || digits(whole)),
        None => digits(number),
    };
    number && exponent.is_none_or(|exponent| digits(&exponent))
}

/// The digits of a decimal as JSON writes them (RFC 8259, section 6): no plus, and something before the point.
fn json_number(text: &str) -> Option<String> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find(['.', 'e', 'E']).unwrap_or(digits.len()));
    let whole = whole.trim_start_matches('0');
    is_decimal(text).then(|| format!("{sign}{}{rest}", if whole.is_empty() { "0" } else { whole }))
}
