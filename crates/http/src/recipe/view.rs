use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::use_case::{Leaflet, LeafletInput};
use crate::extract::{Change, Replace};

/// A leaflet to be made. Input types refuse unknown fields; optional fields are `Option<T>`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateLeaflet {
    /// Its title.
    #[schema(min_length = 1, max_length = 500)]
    title: String,
    /// How many were printed.
    copies: Option<u32>,
}

/// Changes of a leaflet; absent fields keep their value. A field that may become empty is a `Change`, another one is a
/// `Replace`.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatchLeaflet {
    /// Its title.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 500)]
    title: Replace<String>,
    /// How many were printed.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    copies: Change<u32>,
}

/// A leaflet. Every view has a unique name in the whole crate: utoipa identifies schemas by their short names.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeafletView {
    /// Its id.
    id: Uuid,
    /// Its title.
    #[schema(example = "แผ่นพับขั้นตอนการขออนุญาต")]
    title: String,
    /// How many were printed.
    copies: Option<u32>,
    /// Counts the changes; also the `ETag`.
    revision: i64,
}

/// Filters of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeafletFilters {
    /// With this title.
    pub(super) title: Option<String>,
}

impl From<CreateLeaflet> for LeafletInput {
    fn from(body: CreateLeaflet) -> Self {
        Self {
            title: body.title,
            copies: body.copies,
        }
    }
}

impl PatchLeaflet {
    /// The patch is applied to a copy, because a change may be repeated.
    pub(super) fn apply(self, leaflet: &mut LeafletInput) {
        self.title.apply(&mut leaflet.title);
        self.copies.apply(&mut leaflet.copies);
    }
}

impl From<&Leaflet> for LeafletView {
    fn from(leaflet: &Leaflet) -> Self {
        Self {
            id: leaflet.id,
            title: leaflet.input.title.clone(),
            copies: leaflet.input.copies,
            revision: leaflet.revision,
        }
    }
}
