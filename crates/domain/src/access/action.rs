/// Something that a role may permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See that an organization exists in the non-public API, with its settings and divisions.
    ReadOrganization,
    /// Read submitted editions that are not public.
    ReadSubmitted,
    /// Read drafts and returned editions, analyses and results.
    ReadDrafts,
    /// Read the history: the acts, with person and time.
    ReadHistory,
    /// Write analyses, measures, reports, announcements and results; delete drafts; begin a new edition.
    Draft,
    /// Submit an edition.
    Submit,
    /// Return an edition.
    Return,
    /// Approve editions that others drafted.
    Approve,
    /// Publish an edition.
    Publish,
    /// Withdraw an edition that is not public.
    WithdrawUnpublished,
    /// Withdraw a public edition.
    WithdrawPublished,
    /// Import a whole year from a bundle.
    Import,
    /// Export a whole year as a bundle.
    Export,
    /// Change an organization's settings and divisions.
    ManageOrganization,
    /// Add an organization.
    CreateOrganization,
    /// Manage users and their roles in an organization.
    ManageUsers,
    /// Replace the catalogue of a year.
    ReplaceCatalogue,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 17] = [
        Self::ReadOrganization,
        Self::ReadSubmitted,
        Self::ReadDrafts,
        Self::ReadHistory,
        Self::Draft,
        Self::Submit,
        Self::Return,
        Self::Approve,
        Self::Publish,
        Self::WithdrawUnpublished,
        Self::WithdrawPublished,
        Self::Import,
        Self::Export,
        Self::ManageOrganization,
        Self::CreateOrganization,
        Self::ManageUsers,
        Self::ReplaceCatalogue,
    ];

    /// The name used in problems and documentation.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadOrganization => "read_organization",
            Self::ReadSubmitted => "read_submitted",
            Self::ReadDrafts => "read_drafts",
            Self::ReadHistory => "read_history",
            Self::Draft => "draft",
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::WithdrawUnpublished => "withdraw_unpublished",
            Self::WithdrawPublished => "withdraw_published",
            Self::Import => "import",
            Self::Export => "export",
            Self::ManageOrganization => "manage_organization",
            Self::CreateOrganization => "create_organization",
            Self::ManageUsers => "manage_users",
            Self::ReplaceCatalogue => "replace_catalogue",
        }
    }
}
