use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use prongsai_domain::access::{Action, Actor, permits};
use prongsai_domain::geography::ProvinceCode;
use prongsai_domain::id::OrganizationId;
use uuid::Uuid;

diesel::define_sql_function! {
    /// Whether a reader may see an edition: the one rule that every read uses. Its SQL stands in the migrations.
    fn is_visible(
        everything: Bool, organizations: Array<SqlUuid>, provinces: Array<Text>,
        organization_id: SqlUuid, province_code: Text, state: Text,
    ) -> Bool;
}

/// What an actor may see of documents, in the form that queries take: everything, or whole organisations, or, in whole
/// provinces, what was submitted. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    pub(crate) everything: bool,
    pub(crate) organizations: Vec<Uuid>,
    pub(crate) provinces: Vec<String>,
}

impl Visibility {
    /// What this actor's roles let him see.
    pub fn of(actor: &Actor) -> Self {
        Self {
            everything: actor.platform_roles().any(|role| permits(role, Action::ReadDrafts)),
            organizations: actor.organizations().into_iter().map(OrganizationId::get).collect(),
            provinces: actor.provinces().iter().map(ProvinceCode::to_string).collect(),
        }
    }
}

/// The condition under which a row of `edition_details` is visible to a reader.
macro_rules! visible {
    ($visibility:expr) => {
        $crate::document::visibility::is_visible(
            $visibility.everything,
            &$visibility.organizations,
            &$visibility.provinces,
            $crate::schema::edition_details::organization_id,
            $crate::schema::edition_details::province_code,
            $crate::schema::edition_details::state,
        )
    };
}

pub(super) use visible;
