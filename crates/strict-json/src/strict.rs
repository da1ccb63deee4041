//! Accepts only a JSON object for a struct, and only a string for an enum.
//!
//! The derived `Deserialize` of a struct also accepts an array with the fields in order. Here that would accept
//! `"signatory": ["นายกเทศมนตรี", null]`, which is always a mistake. Arrays are therefore refused where a struct is
//! expected, at any depth. serde has no option for this, so [`Strict`] wraps the deserializer and every part that it
//! hands out.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::limited::{Limited, TEXT_MAX, check_length};
use crate::unique::Unique;

/// Wraps a part of serde's machinery (deserializer, seed, access), so that the rule of this module applies.
pub(crate) struct Strict<T>(pub(crate) T);

/// Forwards each kind of value, with the rule applied to its visitor.
macro_rules! forward {
    ($($method:ident($($argument:ident: $kind:ty),*))+) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $kind,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* StrictVisitor { visitor, wants_struct: false })
        }
    )+};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    forward! {
        deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_f32() deserialize_f64()
        deserialize_char() deserialize_str() deserialize_string() deserialize_bytes() deserialize_byte_buf()
        deserialize_option() deserialize_unit() deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str) deserialize_seq() deserialize_tuple(length: usize)
        deserialize_tuple_struct(name: &'static str, length: usize) deserialize_map()
        deserialize_identifier() deserialize_ignored_any()
    }

    /// `serde_json` also reads the object `{"monthly": null}` as the name `monthly`. No enum that is read here has data.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(Name(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(
            name,
            fields,
            StrictVisitor {
                visitor,
                wants_struct: true,
            },
        )
    }
}

/// Wraps a visitor. It refuses an array for a struct, and wraps the parts of a composite value.
struct StrictVisitor<V> {
    visitor: V,
    /// Whether the visitor reads a struct.
    wants_struct: bool,
}

/// Forwards each plain value unchanged. `serde_json` calls no other methods for the types that are read here.
macro_rules! plain {
    ($($method:ident($kind:ty))+) => {$(
        fn $method<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.visitor.$method(value)
        }
    )+};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for StrictVisitor<V> {
    type Value = V::Value;

    plain! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64)
    }

    // `serde_json` calls only this method and the next one for a text.
    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        check_length(text, TEXT_MAX)?;
        self.visitor.visit_str(text)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        check_length(text, TEXT_MAX)?;
        self.visitor.visit_borrowed_str(text)
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(Strict(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(Strict(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<V::Value, A::Error> {
        if self.wants_struct {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        self.visitor.visit_seq(Strict(Limited::new(sequence)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        // A struct refuses its repeated fields itself.
        if self.wants_struct {
            self.visitor.visit_map(Strict(map))
        } else {
            self.visitor.visit_map(Unique::new(Strict(Limited::new(map))))
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(deserializer))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        // The wrapped seed limits the length of a name, because the message about an unknown field repeats the name.
        self.0.next_key_seed(Strict(seed))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.0.next_value_seed(Strict(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

/// Reads an enum from the name of its value.
struct Name<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Name<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        // The message of serde about a name that it does not know has the name.
        check_length(name, TEXT_MAX)?;
        self.0.visit_enum(name.into_deserializer())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;
    use crate::JsonError;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Outer {
        one: Inner,
        many: Vec<Inner>,
        perhaps: Option<Inner>,
        by_name: BTreeMap<String, Inner>,
        pair: (u8, String),
        choice: Choice,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        text: String,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Choice {
        Nothing,
    }

    fn read(json: &str) -> Result<Outer, serde_json::Error> {
        Outer::deserialize(Strict(&mut serde_json::Deserializer::from_str(json)))
    }

    const GOOD: &str = r#"{"one":{"text":"a"},"many":[{"text":"b"}],"perhaps":{"text":"c"},
        "by_name":{"x":{"text":"d"}},"pair":[1,"e"],"choice":"nothing"}"#;

    #[test]
    fn valid_json_is_read_as_serde_reads_it() {
        assert_eq!(read(GOOD).unwrap(), serde_json::from_str(GOOD).unwrap());
    }

    #[test]
    fn an_array_is_refused_for_a_struct_at_any_depth() {
        for (object, array) in [
            (r#""one":{"text":"a"}"#, r#""one":["a"]"#),
            (r#"[{"text":"b"}]"#, r#"[["b"]]"#),
            (r#""perhaps":{"text":"c"}"#, r#""perhaps":["c"]"#),
            (r#""x":{"text":"d"}"#, r#""x":["d"]"#),
        ] {
            let json = GOOD.replace(object, array);
            assert!(
                serde_json::from_str::<Outer>(&json).is_ok(),
                "serde alone takes {array}"
            );
            let error = read(&json).unwrap_err().to_string();
            assert!(
                error.starts_with("invalid type: sequence, expected struct"),
                "{array}: {error}"
            );
        }
    }

    #[test]
    fn an_enum_is_read_from_its_name_only() {
        for (value, code) in [
            (r#"{"nothing":null}"#, "wrong-type"),
            (r#"{"nothing":1}"#, "wrong-type"),
            ("{}", "wrong-type"),
            (r#"["nothing"]"#, "wrong-type"),
            ("1", "wrong-type"),
            (r#""nothin""#, "unknown-value"),
        ] {
            let json = GOOD.replace("\"nothing\"", value);
            let Err(JsonError::Shape(violation)) = crate::read::<Outer>(json.as_bytes()) else {
                panic!("{json}")
            };
            let found = (violation.pointer.as_str(), violation.code.as_str());
            assert_eq!(found, ("/choice", code), "{json}");
        }
    }
}
