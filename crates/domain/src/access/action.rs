use crate::named::named_enum;

named_enum! {
    /// Something that a role may permit.
    #[derive(PartialOrd, Ord)]
    pub enum Action {
        /// See that an organization exists in the non-public API, with its settings and divisions.
        ReadOrganization = "read_organization",
        /// Read submitted editions that are not public.
        ReadSubmitted = "read_submitted",
        /// Read drafts and returned editions, analyses and results.
        ReadDrafts = "read_drafts",
        /// Read the history: the audit entries of a document, with person and time.
        ReadHistory = "read_history",
        /// Read the audit trail, with what each change changed.
        ReadAudit = "read_audit",
        /// Write analyses, documents of every kind and results; delete drafts; begin a new edition.
        Draft = "draft",
        /// Submit an edition.
        Submit = "submit",
        /// Return an edition.
        Return = "return",
        /// Approve editions that others drafted.
        Approve = "approve",
        /// Approve an edition that oneself drafted, with a reason, where the organization allows it.
        ApproveOverride = "approve_override",
        /// Publish an edition.
        Publish = "publish",
        /// Withdraw an edition that is not public.
        WithdrawUnpublished = "withdraw_unpublished",
        /// Withdraw a public edition.
        WithdrawPublished = "withdraw_published",
        /// Import a whole year from a bundle.
        Import = "import",
        /// Export a whole year as a bundle.
        Export = "export",
        /// Change an organization's settings, rendition template, templates of measures and divisions.
        ManageOrganization = "manage_organization",
        /// Add an organization.
        CreateOrganization = "create_organization",
        /// Manage users and their roles in an organization.
        ManageUsers = "manage_users",
        /// Decide who may do what: give, confirm and remove roles, confirm accounts, hand over tokens, and remove a second
        /// factor.
        ChangeRoles = "change_roles",
        /// Replace the catalogue of a year.
        ReplaceCatalogue = "replace_catalogue",
    }
}

impl Action {
    /// Whether the right sleeps while the account is not confirmed: two people must share it, it decides who may do what, or
    /// it is one of the steps that four eyes are about. Whoever handed over the token may be the approver, so a text that this
    /// account submits would be their own.
    pub const fn needs_confirmed_account(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Return
                | Self::WithdrawUnpublished
                | Self::Import
                | Self::Approve
                | Self::ApproveOverride
                | Self::Publish
                | Self::WithdrawPublished
                | Self::ManageOrganization
                | Self::CreateOrganization
                | Self::ManageUsers
                | Self::ChangeRoles
                | Self::ReplaceCatalogue
        )
    }

    /// Whether the right needs a second factor where an organization requires one.
    pub const fn needs_second_factor(self) -> bool {
        matches!(self, Self::Approve) || self.needs_fresh_second_factor()
    }

    /// Whether the right needs a second factor that was proved in the last minutes, from everybody who has one.
    pub const fn needs_fresh_second_factor(self) -> bool {
        matches!(self, Self::ApproveOverride | Self::Publish | Self::ChangeRoles)
    }
}
