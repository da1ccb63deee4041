//! How many people the approvals of an organization rest on.

/// Numbers of people, which the system counts from accounts and acts. Nobody can enter or change them. A person counts where
/// the person may act now: the account is active, has a password, and does not wait for a second person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ApprovalBasis {
    /// The people who may approve.
    pub approvers: u32,
    /// Those of the approvers whose role one person gave, before two people were needed.
    pub approvers_unconfirmed: u32,
    /// Those of the approvers who may also draft.
    pub approvers_who_draft: u32,
    /// The people who may publish.
    pub publishers: u32,
    /// Those of the publishers whose role one person gave, before two people were needed.
    pub publishers_unconfirmed: u32,
    /// The documents that are public now.
    pub public_documents: u32,
    /// The people who approved what is public now. They may have left since.
    pub approvers_of_public: u32,
    /// The serious warnings that approvers acknowledged in what is public now.
    pub acknowledged_warnings: u32,
}
