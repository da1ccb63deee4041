use serde::{Deserialize, Deserializer};

/// The value of an optional field in a merge patch (RFC 7396): absent, `null`, or a new value.
///
/// Fields of this type have `#[serde(default)]` and `#[schema(value_type = Option<T>)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// The field is absent from the patch and keeps its value.
    #[default]
    Keep,
    /// The field is `null` and becomes empty.
    Clear,
    /// The field gets this value.
    Set(T),
}

/// The value of a required field in a merge patch: absent, or a new value; `null` is refused.
///
/// Fields of this type have `#[serde(default)]` and `#[schema(value_type = T, required = false)]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Replace<T> {
    /// The field is absent from the patch and keeps its value.
    #[default]
    Keep,
    /// The field gets this value.
    With(T),
}

impl<T> Change<T> {
    /// Applies the patch to the field.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }

    /// `None` when the field keeps its value, otherwise its new value.
    pub fn into_nested(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }

    /// Converts the new value, if there is one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(f(value)),
        }
    }
}

impl<T> Replace<T> {
    /// Applies the patch to the field.
    pub fn apply(self, field: &mut T) {
        if let Self::With(value) = self {
            *field = value;
        }
    }

    /// Converts the new value, if there is one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Replace<U> {
        match self {
            Self::Keep => Replace::Keep,
            Self::With(value) => Replace::With(f(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(|value| value.map_or(Self::Clear, Self::Set))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Replace<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::With)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Patch {
        #[serde(default)]
        title: Replace<String>,
        #[serde(default)]
        target: Change<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |json: &str| serde_json::from_str::<Patch>(json);
        assert_eq!(
            read("{}").unwrap(),
            Patch {
                title: Replace::Keep,
                target: Change::Keep
            }
        );
        assert_eq!(read(r#"{"target":null}"#).unwrap().target, Change::Clear);
        assert_eq!(read(r#"{"target":"x"}"#).unwrap().target, Change::Set("x".into()));
        assert!(
            read(r#"{"title":null}"#).is_err(),
            "what is never empty cannot be cleared"
        );
        let mut field = Some("old".to_owned());
        Change::Keep.apply(&mut field);
        assert_eq!(field.as_deref(), Some("old"));
        Change::Clear.apply(&mut field);
        assert_eq!(field, None);
    }
}
