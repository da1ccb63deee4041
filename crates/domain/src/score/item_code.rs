use std::fmt;

use serde::{Deserialize, Serialize};

/// Code of an OIT item (ข้อ): `o` and a number from 1 to 999, e.g. `o31`. Sorts by the number. The number of an item
/// changes from year to year, so a code means something only with its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemCode(u16);

/// Not `o` and a number from 1 to 999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an item code is \"o\" and a number from 1 to 999, e.g. o31")]
pub struct ItemCodeError;

impl ItemCode {
    /// Parses a code such as `o31`: ASCII, lower case, without a leading zero.
    pub fn parse(text: &str) -> Result<Self, ItemCodeError> {
        let digits = text.strip_prefix('o').ok_or(ItemCodeError)?;
        let plain = digits.len() <= 3 && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse() {
            Ok(number) if plain => Ok(Self(number)),
            _ => Err(ItemCodeError),
        }
    }

    /// The number of the item within its year.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ItemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "o{}", self.0)
    }
}

impl TryFrom<String> for ItemCode {
    type Error = ItemCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ItemCode> for String {
    fn from(code: ItemCode) -> Self {
        code.to_string()
    }
}
