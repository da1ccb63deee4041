use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// The code of a rule, in kebab-case, as a doubt carries it.
///
/// A new code is only made by a [`Rule`](super::Rule), so every new doubt has a rule. A code that is deserialized may be that
/// of a rule that no longer exists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleCode(Cow<'static, str>);

impl RuleCode {
    pub(super) const fn of(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code as text of its own.
    pub fn into_owned(self) -> String {
        self.0.into_owned()
    }
}

impl From<RuleCode> for Cow<'static, str> {
    fn from(code: RuleCode) -> Self {
        code.0
    }
}

/// Tests of other modules invent codes.
#[cfg(test)]
impl From<&'static str> for RuleCode {
    fn from(code: &'static str) -> Self {
        Self::of(code)
    }
}

impl Deref for RuleCode {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for RuleCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl PartialEq<str> for RuleCode {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for RuleCode {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<RuleCode> for String {
    fn eq(&self, other: &RuleCode) -> bool {
        self.as_str() == other.as_str()
    }
}
