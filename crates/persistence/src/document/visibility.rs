use diesel::sql_types::{Array, Bool, Text, Uuid as SqlUuid};
use prongsai_domain::access::{Action, Actor, Scope};
use uuid::Uuid;

diesel::define_sql_function! {
    /// Whether a reader may see an edition: the one rule that every read uses. The migrations define it in SQL.
    fn is_visible(
        everything: Bool, organizations: Array<SqlUuid>, provinces: Array<Text>,
        organization_id: SqlUuid, province_code: Text, state: Text,
    ) -> Bool;
}

/// The documents that an actor may see, in the form that queries use: everything, or whole organizations, or, in whole
/// provinces, submitted editions. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    pub(crate) everything: bool,
    pub(crate) organizations: Vec<Uuid>,
    pub(crate) provinces: Vec<String>,
}

impl Visibility {
    /// Everything: for changes and counts, whose rights are checked separately, and for the operator of the host.
    pub const EVERYTHING: Self = Self {
        everything: true,
        organizations: Vec::new(),
        provinces: Vec::new(),
    };

    /// The visibility that this actor's roles give, as far as nothing keeps the person from using them.
    pub fn of(actor: &Actor) -> Self {
        let mut visibility = Self::default();
        for held in &actor.memberships {
            let reads_drafts = actor.may_use(held.role, Action::ReadDrafts);
            match &held.scope {
                Scope::Platform => visibility.everything |= reads_drafts,
                Scope::Organization(id) if reads_drafts => visibility.organizations.push(id.get()),
                Scope::Province(code) if actor.may_use(held.role, Action::ReadSubmitted) => {
                    visibility.provinces.push(code.to_string());
                }
                Scope::Organization(_) | Scope::Province(_) => {}
            }
        }
        visibility
    }

    /// Whether the reader sees every edition.
    pub const fn everything(&self) -> bool {
        self.everything
    }

    /// The organizations whose editions the reader sees, in every state.
    pub fn organizations(&self) -> &[Uuid] {
        &self.organizations
    }

    /// The codes of the provinces in which the reader sees submitted editions.
    pub fn provinces(&self) -> &[String] {
        &self.provinces
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

/// The order of editions, for the choice of the one to show. The first states are those of `State::is_in_work`.
macro_rules! shown_first {
    () => {
        "(state IN ('draft', 'returned', 'submitted', 'approved')) DESC, (state = 'published') DESC, number DESC"
    };
}

pub(super) use {shown_first, visible};
