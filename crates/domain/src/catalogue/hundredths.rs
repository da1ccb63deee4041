//! Numbers from 0 to 100 with two decimals, stored as integers so that sums and comparisons are exact.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The largest difference that counts as the rounding of a binary fraction, in hundredths.
const TOLERANCE: f64 = 1e-6;
const MAX: u16 = 10_000;

fn from_number(number: f64) -> Option<u16> {
    let scaled = number * 100.0;
    let rounded = scaled.round();
    if !(0.0..=f64::from(MAX)).contains(&rounded) || (scaled - rounded).abs() > TOLERANCE {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to 10000"
    )]
    Some(rounded as u16)
}

macro_rules! hundredths {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// In JSON a number with at most two decimals; others are refused.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl $name {
            /// 0.
            pub const ZERO: Self = Self(0);
            /// 100.
            pub const FULL: Self = Self(MAX);

            /// From hundredths, 0 to 10000: 8837 is 88.37.
            pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
                if hundredths <= MAX { Some(Self(hundredths)) } else { None }
            }

            /// From a JSON number; `None` outside 0 to 100 or with more than two decimals.
            pub fn from_number(number: f64) -> Option<Self> {
                from_number(number).map(Self)
            }

            /// In hundredths: 88.37 is 8837.
            pub const fn hundredths(self) -> u16 {
                self.0
            }

            /// The closest binary fraction, which prints with at most two decimals.
            pub fn as_number(self) -> f64 {
                f64::from(self.0) / 100.0
            }
        }

        impl fmt::Display for $name {
            /// Always with two decimals, as in published results: 85.00.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.0 % 100 == 0 {
                    serializer.serialize_u16(self.0 / 100)
                } else {
                    serializer.serialize_f64(self.as_number())
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = f64::deserialize(deserializer)?;
                Self::from_number(number).ok_or_else(|| {
                    serde::de::Error::custom("not a number from 0 to 100 with at most two decimals")
                })
            }
        }
    };
}

hundredths!(
    /// A score from 0.00 to 100.00 (คะแนน).
    Score
);
hundredths!(
    /// A share in percent (น้ำหนัก).
    Weight
);
