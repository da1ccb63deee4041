use prongsai_domain::approval_basis::ApprovalBasis;
use serde::Serialize;
use utoipa::ToSchema;

/// How many people the approvals of an organization rest on. A person counts as approver or publisher where the person may
/// act now: the account is active, has a password, and does not wait for a second person.
#[derive(Serialize, ToSchema)]
#[schema(as = ApprovalBasis)]
pub(crate) struct ApprovalBasisView {
    /// The people who may approve.
    #[schema(example = 2)]
    approvers: u32,
    /// Those of the approvers whose role one person gave, before two people were needed.
    #[schema(example = 0)]
    approvers_unconfirmed: u32,
    /// Those of the approvers who may also draft.
    #[schema(example = 1)]
    approvers_who_draft: u32,
    /// The people who may publish.
    #[schema(example = 2)]
    publishers: u32,
    /// Those of the publishers whose role one person gave, before two people were needed.
    #[schema(example = 0)]
    publishers_unconfirmed: u32,
    /// The documents that are public now.
    #[schema(example = 17)]
    public_documents: u32,
    /// The people who approved what is public now. They may have left since.
    #[schema(example = 2)]
    approvers_of_public: u32,
    /// The serious warnings that approvers acknowledged, each with a reason, in what is public now.
    #[schema(example = 0)]
    acknowledged_warnings: u32,
}

impl From<ApprovalBasis> for ApprovalBasisView {
    fn from(basis: ApprovalBasis) -> Self {
        let ApprovalBasis {
            approvers,
            approvers_unconfirmed,
            approvers_who_draft,
            publishers,
            publishers_unconfirmed,
            public_documents,
            approvers_of_public,
            acknowledged_warnings,
        } = basis;
        Self {
            approvers,
            approvers_unconfirmed,
            approvers_who_draft,
            publishers,
            publishers_unconfirmed,
            public_documents,
            approvers_of_public,
            acknowledged_warnings,
        }
    }
}
