//! The calls that mend an issue, with method, path and body.

use prongsai_application::doctor::{Examination, ThingKind};
use prongsai_domain::doctor::{Call, Subject};
use prongsai_domain::document::DocumentKind;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// A call that is a part of mending an issue.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallView {
    /// The method.
    #[schema(example = "PATCH")]
    method: &'static str,
    /// The path.
    #[schema(example = "/api/v1/measures/0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b")]
    path: String,
    /// The field that has to change; `null` if the call is about the whole thing.
    #[schema(example = "guideline")]
    field: Option<&'static str>,
    /// What is known of the body; `null` if nothing is.
    body: Option<Value>,
    /// Whether the body can be sent as it is. Otherwise a person adds the other fields. A change and a step also name the revision
    /// in `If-Match`; each answer has the next one in `ETag`.
    body_is_complete: bool,
}

impl CallView {
    fn new(method: &'static str, path: String) -> Self {
        Self {
            method,
            path,
            field: None,
            body: None,
            body_is_complete: false,
        }
    }

    fn with(self, field: &'static str, value: Option<&String>) -> Self {
        let body = value.map(|value| Value::Object(Map::from_iter([(field.to_owned(), typed(field, value))])));
        Self {
            field: Some(field),
            body_is_complete: body.is_some(),
            body,
            ..self
        }
    }
}

/// The calls of an issue, in order.
pub(super) fn calls_of(examination: &Examination, calls: &[Call]) -> Vec<CallView> {
    calls.iter().filter_map(|call| view(examination, call)).collect()
}

/// `None` for a thing that is not part of the examination.
fn view(of: &Examination, call: &Call) -> Option<CallView> {
    let organization = format!("/api/v1/organizations/{}", of.organization.id);
    let change = |subject, field: &'static str, value: &Option<String>| {
        Some(CallView::new("PATCH", path(of, subject)?).with(field, value.as_ref()))
    };
    Some(match call {
        Call::PutAnalysis { field, value } => {
            let call = CallView::new("PUT", format!("{organization}/analyses/{}", of.fiscal_year.get()));
            match field {
                // A PUT replaces the whole analysis, so one field is never the complete body.
                Some(field) => CallView {
                    body_is_complete: false,
                    ..call.with(field, value.as_ref())
                },
                None => call,
            }
        }
        Call::CreateDocument { kind, survey } => {
            let mut body = json!({ "organization_id": of.organization.id, "fiscal_year": of.fiscal_year.get() });
            if let (Some(instrument), Some(fields)) = (survey, body.as_object_mut()) {
                fields.insert("survey".to_owned(), json!({ "instrument": instrument.as_str() }));
            }
            CallView {
                body: Some(body),
                ..CallView::new("POST", format!("/api/v1/{}", kind.plural()))
            }
        }
        Call::ChangeDocument { subject, field, value } => change(*subject, field, value)?,
        Call::CreateResult { measure } => {
            CallView::new("POST", format!("{}/results", path(of, Subject::Measure(*measure))?))
        }
        Call::ChangeResult {
            measure,
            result,
            field,
            value,
        } => {
            let (measure, result) = (*measure, *result);
            change(Subject::Result { measure, result }, field, value)?
        }
        Call::ChangeActivity {
            measure,
            activity,
            field,
            value,
        } => {
            let (measure, activity) = (*measure, *activity);
            change(Subject::Activity { measure, activity }, field, value)?
        }
        Call::Return(subject) => CallView::new("POST", format!("{}/return", path(of, *subject)?)).with("reason", None),
        Call::Revise(subject) => step(of, *subject, "revise")?,
        Call::Submit(subject) => step(of, *subject, "submit")?,
        // Serious warnings need acknowledgements, which `GET …/warnings` names.
        Call::Approve(subject) => CallView {
            field: Some("acknowledged"),
            body_is_complete: false,
            ..step(of, *subject, "approve")?
        },
        Call::Publish(subject) => step(of, *subject, "publish")?,
        Call::ChangeOrganization { .. }
        | Call::CreateChannel { .. }
        | Call::ReplaceChannel { .. }
        | Call::ChangeDivision { .. } => return of_organization(of, call),
    })
}

/// A call about the organization itself, its divisions or its channels; `None` for another one.
fn of_organization(of: &Examination, call: &Call) -> Option<CallView> {
    let organization = format!("/api/v1/organizations/{}", of.organization.id);
    Some(match call {
        Call::ChangeOrganization { field, value } => CallView::new("PATCH", organization).with(field, value.as_ref()),
        Call::CreateChannel { kind } => CallView {
            body: Some(json!({ "kind": kind.as_str() })),
            ..CallView::new("POST", format!("{organization}/channels"))
        },
        // A PUT replaces the whole channel, so one field is never the complete body.
        Call::ReplaceChannel { channel, field } => {
            let id = of.channel(*channel)?;
            CallView::new("PUT", format!("{organization}/channels/{id}")).with(field, None)
        }
        Call::ChangeDivision { division, value } => {
            let id = of.division(*division)?;
            CallView::new("PATCH", format!("{organization}/divisions/{id}")).with("name_th", value.as_ref())
        }
        _ => return None,
    })
}

/// A step of the workflow without anything in its body.
fn step(of: &Examination, subject: Subject, step: &'static str) -> Option<CallView> {
    Some(CallView {
        body: Some(json!({})),
        body_is_complete: true,
        ..CallView::new("POST", format!("{}/{step}", path(of, subject)?))
    })
}

/// The path of a document, a result or an activity.
pub(super) fn path(of: &Examination, subject: Subject) -> Option<String> {
    Some(match of.thing(subject)?.kind {
        ThingKind::Document(kind, id) => format!("/api/v1/{}/{id}", kind.plural()),
        ThingKind::Result(measure, id) => {
            format!("/api/v1/{}/{measure}/results/{id}", DocumentKind::Measure.plural())
        }
        ThingKind::Activity(measure, id) => {
            format!("/api/v1/{}/{measure}/activities/{id}", DocumentKind::Measure.plural())
        }
    })
}

/// The value of a field in JSON. The doctor has every value as text; the fields that are named here have another type.
fn typed(field: &str, value: &str) -> Value {
    match field {
        "indicators" => json!([value]),
        "preliminary" | "none_received" => json!(value == "true"),
        _ => json!(value),
    }
}
