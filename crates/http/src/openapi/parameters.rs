use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Required, Schema};

/// Adds the parameters of the path that the handler has not described itself.
pub(super) fn add_path_parameters(path: &str, operation: &mut Operation) {
    for name in names(path) {
        if !has(operation, name, &ParameterIn::Path) {
            let (description, schema) = describe(path, name);
            let parameter = ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some(description))
                .schema(Some(Schema::Object(schema.build())))
                .build();
            add(operation, parameter);
        }
    }
}

/// Whether the operation describes such a parameter.
pub(super) fn has(operation: &Operation, name: &str, place: &ParameterIn) -> bool {
    operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => parameter.name == name && parameter.parameter_in == *place,
        RefOr::Ref(_) => false,
    })
}

pub(super) fn add(operation: &mut Operation, parameter: Parameter) {
    operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
}

/// The names in braces, in order.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split('}').next())
}

fn describe(path: &str, name: &str) -> (&'static str, ObjectBuilder) {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let number = || ObjectBuilder::new().schema_type(Type::Integer);
    match name {
        "fiscal_year" => (
            "Fiscal year, a B.E. year.",
            // The limits are `FiscalYear::MIN` and `FiscalYear::MAX`.
            number()
                .minimum(Some(2500))
                .maximum(Some(2700))
                .examples([serde_json::Value::from(2566)]),
        ),
        "number" => (
            "Number of the edition.",
            number().minimum(Some(1)).examples([serde_json::Value::from(1)]),
        ),
        "province_code" => (
            "Two-digit code of the province.",
            text()
                .pattern(Some("^[0-9]{2}$"))
                .examples([serde_json::Value::from("47")]),
        ),
        "district_code" => (
            "Four-digit code of the district.",
            text()
                .pattern(Some("^[0-9]{4}$"))
                .examples([serde_json::Value::from("4706")]),
        ),
        "verification_code" => (
            "The code on a rendition. Case does not matter, and the dash may be missing.",
            text().examples([serde_json::Value::from("7Q4KX-M2B9T")]),
        ),
        "programme" => (
            "Programme of the assessment.",
            text().examples([serde_json::Value::from("nacc-ita")]),
        ),
        "code" if path.contains("/rules/") => describe(path, "rule"),
        "code" if path.contains("/provinces/") => describe(path, "province_code"),
        "code" => (
            "Name of the kind of problem.",
            text().examples([serde_json::Value::from("stale")]),
        ),
        "rule" => (
            "Code of the rule.",
            text().examples([serde_json::Value::from("same-guideline")]),
        ),
        "version" => (
            "Number of the version.",
            number().minimum(Some(1)).examples([serde_json::Value::from(1)]),
        ),
        _ => (
            "Id.",
            text()
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
                .examples([serde_json::Value::from("019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70")]),
        ),
    }
}
