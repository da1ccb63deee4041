use std::collections::BTreeMap;

use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Required, Schema};

/// Marks the body of a POST as optional when its schema requires no field: an absent body is read as `{}`.
pub(super) fn relax(operation: &mut Operation, schemas: &BTreeMap<String, RefOr<Schema>>) {
    let Some(RefOr::T(body)) = operation.request_body.as_mut() else {
        return;
    };
    let needs_nothing = body.content.iter().all(|(media_type, content)| match content {
        // A file is required, although its schema has no fields.
        RefOr::T(_) if !media_type.ends_with("json") => false,
        RefOr::T(content) => content
            .schema
            .as_ref()
            .is_some_and(|schema| requires_nothing(schema, schemas)),
        RefOr::Ref(_) => false,
    });
    if needs_nothing {
        body.required = Some(Required::False);
    }
}

fn requires_nothing(schema: &RefOr<Schema>, schemas: &BTreeMap<String, RefOr<Schema>>) -> bool {
    match schema {
        RefOr::T(Schema::Object(object)) => object.required.is_empty(),
        RefOr::T(_) => false,
        RefOr::Ref(reference) => reference
            .ref_location
            .rsplit_once('/')
            .and_then(|(_, name)| schemas.get(name))
            .is_some_and(|schema| requires_nothing(schema, schemas)),
    }
}
