use prongsai_domain::access::{Action, Actor, permits};
use prongsai_domain::geography::ProvinceCode;
use uuid::Uuid;

/// What an actor may see of documents, in the form that queries take: everything, or whole offices, or, in whole
/// provinces, what was handed in. The default is nothing.
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
            organizations: actor
                .organizations()
                .into_iter()
                .map(prongsai_domain::id::OrganizationId::get)
                .collect(),
            provinces: actor.provinces().iter().map(ProvinceCode::to_string).collect(),
        }
    }
}
