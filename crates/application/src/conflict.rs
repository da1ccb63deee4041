use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::workflow::State;

use crate::QuotaExceeded;

/// The kinds of conflict with something that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Something else has the same value in a field whose values are unique.
    AlreadyExists {
        /// The name of the field.
        field: &'static str,
    },
    /// The document has an edition in work, which must be published, withdrawn or deleted first.
    EditionInWork {
        /// The state of that edition.
        state: State,
    },
    /// The document has no edition that can be corrected.
    NothingToRevise,
    /// No measure of the year is in a state that the transition starts from.
    NothingToDo,
    /// A report has nothing to show, or refers to something that is not ready.
    ReportNotReady {
        /// The reason, in Thai.
        message_th: String,
        /// The reason, in English.
        message_en: String,
    },
    /// The round of a report has not ended, and the report is not marked as preliminary.
    RoundNotEnded {
        /// The last day of the round.
        ends_on: BuddhistDate,
    },
    /// An edition has serious warnings that its approver did not acknowledge.
    WarningsNotAcknowledged(OpenWarnings),
    /// An edition has warnings of rules that are binding for the organization.
    BindingRules(Vec<Doubt>),
    /// Nobody proposed the change that is to be accepted.
    NothingProposed,
    /// Nothing of the account or of the role waits for a second person.
    NothingToConfirm,
    /// The person has a second factor already.
    SecondFactorExists,
    /// The person began no enrolment of a second factor.
    NothingEnrolled,
    /// The proposal of a role or setting has expired, or the person who made it may not make it any more.
    ProposalExpired,
    /// The account is deactivated.
    Deactivated,
    /// The account waits for a second person, after the token of another administrator was used, or another administrator removed
    /// its second factor or opened it again.
    AwaitsConfirmation,
    /// Only a dead job can be attempted again.
    JobNotDead,
    /// The service token has ended, or another one replaces it already.
    TokenEnded,
    /// The person has as many service tokens as a person may have.
    TooManyTokens,
    /// One of the authors approved the edition without an override; it has to be returned and approved again.
    ApprovedByAuthor,
    /// Something still refers to the resource that is to be deleted.
    InUse,
    /// The last administrator cannot be removed.
    LastAdministrator,
    /// The measure has been withdrawn, so no result can be recorded for it.
    DocumentClosed {
        /// The state of its latest edition.
        state: State,
    },
    /// The file was removed, and its tombstone does not change.
    FileRemoved,
    /// The organization was merged into another one, which accepts what is new.
    OrganizationMerged {
        /// The organization that goes on.
        into: OrganizationId,
    },
    /// The organization would have more of something than it may have.
    QuotaExceeded(QuotaExceeded),
    /// A rule of the database schema refused the change; the text is its name, or the message of a trigger.
    Rule(String),
}

/// The serious warnings that are not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWarnings {
    /// Whether the edition is to be published. It must then be returned and approved again.
    pub is_publication: bool,
    /// SHA-256 of the content, which an acknowledgement names.
    pub content_sha256: String,
    /// The warnings.
    pub warnings: Vec<Doubt>,
}
