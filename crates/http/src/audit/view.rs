use prongsai_application::audit::AuditRecord;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::Problem;

/// An entry of the audit trail.
#[derive(Serialize, ToSchema)]
pub(super) struct AuditEntryView {
    /// The number of the entry. Entries are in the order of their numbers unless `settled` is set.
    #[schema(example = 4711)]
    id: i64,
    /// When it happened, in UTC.
    #[schema(format = DateTime)]
    at: String,
    /// The person who acted; `null` for the program itself.
    actor: Option<AuditActorView>,
    /// The service token with which a script acted for the person; `null` for the person in a session.
    service_token: Option<UsedTokenView>,
    /// The action: what it is about and what was done. The filter `action` lists the actions.
    #[schema(example = "measure.edit")]
    action: String,
    /// The kind of the subject.
    #[schema(example = "measure")]
    subject_kind: String,
    /// The id of the subject.
    subject_id: Option<Uuid>,
    /// The organization.
    organization_id: Option<Uuid>,
    /// The number of the edition, if the subject is a document.
    #[schema(example = 1)]
    edition: Option<i32>,
    /// The state of the edition before.
    #[schema(example = "submitted")]
    from_state: Option<String>,
    /// The state of the edition after.
    #[schema(example = "returned")]
    to_state: Option<String>,
    /// The reason that was given.
    #[schema(example = "โปรดระบุหน่วยงานที่รับผิดชอบ")]
    reason: Option<String>,
    /// The id of the request; the answer to the request had it in `X-Request-Id`.
    request_id: Option<Uuid>,
    /// The address that the request came from. `null` once it is no longer kept, and for the program itself.
    #[schema(example = "192.0.2.7")]
    address: Option<String>,
    /// A keyed digest of the address: equal digests of one month are of one address. It stays when the address is deleted.
    address_digest: Option<String>,
    /// The id that the client gave the request in `X-Request-Id`.
    client_request_id: Option<String>,
    /// Additional data of the action. An action on a document has its title after the action, as `title`; of a deleted
    /// draft, its last title.
    #[schema(value_type = Option<Object>, example = json!({ "title": "เพิ่มช่องทางสื่อสาร" }))]
    detail: Option<Box<RawValue>>,
    /// SHA-256 of the content before; `null` if there was none, or if the action is about no content.
    before_sha256: Option<String>,
    /// SHA-256 of the content after; `null` if there is none, or if the action is about no content.
    after_sha256: Option<String>,
    /// What changed: each field with its value before and after. `null` if nothing did, or if both contents together
    /// have more than 128 KiB; the hashes then tell that they differ.
    #[schema(value_type = Option<Object>, example = json!({ "title": ["ชื่อเดิม", "ชื่อใหม่"] }))]
    changes: Option<Box<RawValue>>,
}

/// A service token that a person used, as of the moment of its use.
#[derive(Serialize, ToSchema)]
pub(super) struct UsedTokenView {
    /// The id.
    id: Uuid,
    /// The name.
    #[schema(example = "นำเข้าจากระบบสารบรรณ")]
    name: String,
}

impl UsedTokenView {
    /// The view of a token, if one was used.
    pub(super) fn of(id: Option<Uuid>, name: Option<String>) -> Option<Self> {
        id.zip(name).map(|(id, name)| Self { id, name })
    }
}

/// The person of an entry, as of the moment of the entry.
#[derive(Serialize, ToSchema)]
struct AuditActorView {
    /// The id.
    id: Uuid,
    /// The name. For entries from before version 0.3, the present name.
    #[schema(example = "สมหญิง ใจดี")]
    name: Option<String>,
    /// ตำแหน่ง: the post. Unknown for entries from before version 0.3.
    #[schema(example = "ปลัดเทศบาล")]
    position: Option<String>,
    /// The post that the person acted for, in the form of the signature. Unknown for entries from before version 0.3.
    #[schema(example = "รักษาราชการแทนนายกเทศมนตรี")]
    acting_as: Option<String>,
    /// The roles that the person held for the organization. Unknown for entries from before version 0.3.
    #[schema(example = json!(["approver"]))]
    roles: Option<Vec<String>>,
}

impl AuditEntryView {
    /// The number of the entry, for the cursor.
    pub(super) const fn number(&self) -> i64 {
        self.id
    }

    /// The view of an entry.
    ///
    /// # Errors
    /// 500 if a stored JSON text cannot be written.
    pub(super) fn of(entry: AuditRecord) -> Result<Self, Problem> {
        let actor = entry.actor_id.map(|id| AuditActorView {
            id,
            name: entry.actor_name,
            position: entry.actor_position,
            acting_as: entry.actor_acting_as,
            roles: entry.actor_roles,
        });
        Ok(Self {
            id: entry.id,
            at: entry.at.to_string(),
            actor,
            service_token: UsedTokenView::of(entry.service_token_id, entry.service_token_name),
            action: entry.action,
            subject_kind: entry.subject_kind,
            subject_id: entry.subject_id,
            organization_id: entry.organization_id,
            edition: entry.edition,
            from_state: entry.from_state,
            to_state: entry.to_state,
            reason: entry.reason,
            request_id: entry.request_id,
            address: entry.address,
            address_digest: entry.address_digest,
            client_request_id: entry.client_request_id,
            detail: raw(entry.detail)?,
            before_sha256: entry.before_sha256,
            after_sha256: entry.after_sha256,
            changes: raw(entry.changes)?,
        })
    }
}

/// A stored JSON text in one line. A text that is no JSON becomes a JSON string: one row never makes the whole list
/// unreadable, and never looks like several lines.
///
/// # Errors
/// 500 if the text cannot be written.
pub(super) fn raw(text: Option<String>) -> Result<Option<Box<RawValue>>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    match to_raw_value(&value) {
        Ok(raw) => Ok(Some(raw)),
        Err(error) => Err(Problem::internal(format!("an audit entry cannot be written: {error}"))),
    }
}
