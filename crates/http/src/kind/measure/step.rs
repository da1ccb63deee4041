use std::borrow::Cow;
use std::fmt;

use prongsai_domain::measure::{Cadence, StepInput};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A step of a measure, as input: an object, or only its text.
#[derive(Clone, Debug)]
pub(crate) struct StepBody(StepObject);

/// A step of a measure.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepObject {
    /// The key of the step, which stays the same through all edits; generated if absent. Send it again when you edit
    /// the steps, so that results keep their reference to the step.
    #[schema(example = "step-1", pattern = "^[a-z0-9._-]{1,64}$")]
    key: Option<String>,
    /// What is done in the step.
    #[schema(example = "ผู้รับผิดชอบประสานงานกับหมู่บ้าน", min_length = 1, max_length = 4000)]
    text: String,
    /// How often the step recurs; absent if it does not recur.
    #[schema(value_type = Option<String>, example = "monthly",
        pattern = "^(weekly|monthly|quarterly|half_yearly|yearly)$")]
    cadence: Option<Cadence>,
    /// The due date: an ISO 8601 date, or a B.E. date in any written form.
    #[schema(example = "2566-06-30")]
    due_on: Option<String>,
}

impl From<StepBody> for StepInput {
    fn from(StepBody(step): StepBody) -> Self {
        Self {
            key: step.key,
            text: step.text,
            cadence: step.cadence,
            due_on: step.due_on,
        }
    }
}

/// The derived code of an untagged enum would lose the place of an error within the object.
impl<'de> Deserialize<'de> for StepBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StepVisitor)
    }
}

struct StepVisitor;

impl<'de> Visitor<'de> for StepVisitor {
    type Value = StepBody;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(prongsai_strict_json::TEXT_OR_OBJECT)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<StepBody, E> {
        Ok(StepBody(StepObject {
            key: None,
            text: text.to_owned(),
            cadence: None,
            due_on: None,
        }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StepBody, A::Error> {
        StepObject::deserialize(MapAccessDeserializer::new(map)).map(StepBody)
    }
}

impl PartialSchema for StepBody {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The text of the step alone."));
        let object = Ref::from_schema_name(StepObject::name());
        RefOr::T(OneOfBuilder::new().item(text.build()).item(object).build().into())
    }
}

impl ToSchema for StepBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("StepBody")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((StepObject::name().into_owned(), StepObject::schema()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_a_text_or_an_object() {
        let read = |json: &str| serde_json::from_str::<StepBody>(json).map(StepInput::from);
        assert_eq!(
            read(r#""ทำ""#).unwrap(),
            StepInput {
                text: "ทำ".into(),
                ..StepInput::default()
            }
        );
        let full = read(r#"{"key":"a","text":"ทำ","cadence":"monthly","due_on":"2566-06-30"}"#).unwrap();
        assert_eq!((full.key.as_deref(), full.cadence), (Some("a"), Some(Cadence::Monthly)));
        for bad in [
            "1",
            "null",
            "[\"a\"]",
            "{}",
            r#"{"text":"x","when":1}"#,
            r#"{"text":"x","cadence":"daily"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
