//! Decimals of the crate `rust_decimal`.

use super::formats::{Decimal, DecimalNumber};

macro_rules! conversions {
    ($($Type:ident)*) => {$(
        /// With its digits as they are, trailing zeros among them.
        impl From<rust_decimal::Decimal> for $Type {
            fn from(number: rust_decimal::Decimal) -> Self {
                number.to_string().into()
            }
        }

        /// An error if the text is no number, or has more digits than fit.
        impl TryFrom<&$Type> for rust_decimal::Decimal {
            type Error = rust_decimal::Error;

            fn try_from(value: &$Type) -> Result<Self, rust_decimal::Error> {
                let text = value.as_str();
                match text.contains(['e', 'E']) {
                    true => Self::from_scientific(text),
                    false => Self::from_str_exact(text),
                }
            }
        }
    )*};
}

conversions!(Decimal DecimalNumber);
