use prongsai_application::division::DivisionChange;
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::organization::Division;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::Replace;

/// A division to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateDivision {
    /// Name (สำนัก/กอง…).
    #[schema(example = "สำนักปลัดเทศบาล")]
    pub(super) name_th: String,
}

/// Changes of a division; absent fields keep their value.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchDivision {
    /// Name (สำนัก/กอง…).
    #[serde(default)]
    #[schema(value_type = String, required = false, example = "สำนักปลัดเทศบาล")]
    name_th: Replace<String>,
    /// Whether it exists; a dissolved division stays on record.
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    is_active: Replace<bool>,
}

/// A division of an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct DivisionView {
    /// Id.
    #[schema(value_type = Uuid)]
    id: DivisionId,
    /// The organization.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// Number of changes; the entity tag.
    #[schema(example = 1)]
    revision: i64,
    /// Name (สำนัก/กอง…).
    #[schema(example = "สำนักปลัดเทศบาล")]
    name_th: String,
    /// Whether it exists; a dissolved division stays on record.
    is_active: bool,
}

impl From<&Division> for DivisionView {
    fn from(division: &Division) -> Self {
        Self {
            id: division.id,
            organization_id: division.organization_id,
            revision: division.revision,
            name_th: division.name_th.clone(),
            is_active: division.is_active,
        }
    }
}

impl From<PatchDivision> for DivisionChange {
    fn from(input: PatchDivision) -> Self {
        let mut change = Self::default();
        input.name_th.map(Some).apply(&mut change.name_th);
        input.is_active.map(Some).apply(&mut change.is_active);
        change
    }
}
