use prongsai_domain::audit::{AuditAction, SecurityEventKind};
use serde::Deserialize;
use utoipa::PartialSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// An action in a filter. The OpenAPI document lists the names of all actions.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct ActionName(pub(super) AuditAction);

/// A kind of security events in a filter. The OpenAPI document lists the names of all kinds.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct EventKindName(pub(super) SecurityEventKind);

impl PartialSchema for ActionName {
    fn schema() -> RefOr<Schema> {
        one_of(AuditAction::all().map(|action| action.to_string()))
    }
}

impl PartialSchema for EventKindName {
    fn schema() -> RefOr<Schema> {
        one_of(SecurityEventKind::ALL.into_iter().map(SecurityEventKind::as_str))
    }
}

fn one_of<T: Into<serde_json::Value>>(names: impl Iterator<Item = T>) -> RefOr<Schema> {
    let schema = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names));
    schema.into()
}
