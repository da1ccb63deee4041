//! The actions of the audit trail and the kinds of security events. Writers, filters and the OpenAPI document take the
//! names from here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};

use crate::document::{Command, DocumentKind};
use crate::named::named_enum;
use crate::workflow::Transition;

/// What is done to an edition of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentAction {
    /// The document is drafted.
    Create,
    /// A correction begins: a further edition is drafted.
    Revise,
    /// One of its own authors approves it, with a reason.
    ApproveOverride,
    /// A step of the workflow.
    Step(Transition),
}

impl DocumentAction {
    /// Every action.
    pub fn all() -> impl Iterator<Item = Self> {
        let further = [Self::Create, Self::Revise, Self::ApproveOverride];
        further.into_iter().chain(Transition::ALL.into_iter().map(Self::Step))
    }

    /// The name, without that of the kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Revise => "revise",
            Self::ApproveOverride => "approve-override",
            Self::Step(step) => step.as_str(),
        }
    }
}

/// Makes the enum of actions from the list of those that are not about one document.
macro_rules! actions {
    ($($(#[$doc:meta])* $Value:ident = $name:literal,)+) => {
        /// An action in the audit trail. Names do not change: the trail keeps its entries.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum AuditAction {
            /// An action on an edition of a document of this kind. The name is `kind.action`, so a new kind has its
            /// actions without a line here.
            Document(DocumentKind, DocumentAction),
            $($(#[$doc])* $Value,)+
        }

        /// The actions that are not about one document.
        const OTHERS: [AuditAction; [$($name),+].len()] = [$(AuditAction::$Value),+];

        impl fmt::Display for AuditAction {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Document(kind, action) => write!(f, "{kind}.{}", action.as_str()),
                    $(Self::$Value => f.write_str($name),)+
                }
            }
        }
    };
}

actions! {
    /// Many measures of a year are submitted.
    SubmitMeasures = "measure.submit-all",
    /// Many measures of a year are returned.
    ReturnMeasures = "measure.return-all",
    /// Many measures of a year are approved.
    ApproveMeasures = "measure.approve-all",
    /// Many measures of a year are published.
    PublishMeasures = "measure.publish-all",
    /// Many measures of a year are withdrawn.
    WithdrawMeasures = "measure.withdraw-all",
    /// A result of a measure is recorded.
    ResultCreate = "result.create",
    /// A result of a measure is changed.
    ResultEdit = "result.edit",
    /// A result of a measure is deleted.
    ResultDelete = "result.delete",
    /// An activity for a measure is recorded.
    ActivityCreate = "activity.create",
    /// An activity for a measure is changed.
    ActivityEdit = "activity.edit",
    /// An activity for a measure is deleted.
    ActivityDelete = "activity.delete",
    /// The first analysis of a year is written.
    AnalysisCreate = "analysis.create",
    /// The analysis of a year is replaced.
    AnalysisEdit = "analysis.edit",
    /// The first scores of an assessment are written.
    ScoresCreate = "scores.create",
    /// The scores of an assessment are replaced, or an import changes them.
    ScoresEdit = "scores.edit",
    /// A table of scores is imported.
    ScoresImport = "scores.import",
    /// A drafted finding is accepted, edited or rejected.
    DraftDecide = "analysis_draft.decide",
    /// A template of a measure is added.
    MeasureTemplateCreate = "measure_template.create",
    /// A template of a measure is replaced.
    MeasureTemplateEdit = "measure_template.edit",
    /// A template of a measure is removed.
    MeasureTemplateDelete = "measure_template.delete",
    /// A bundle is imported.
    BundleImport = "bundle.import",
    /// An organization is added.
    OrganizationCreate = "organization.create",
    /// An organization is changed.
    OrganizationEdit = "organization.edit",
    /// A second person switches a setting on.
    OrganizationAcceptSetting = "organization.accept-setting",
    /// A duplicate is merged into the organization that goes on.
    OrganizationMerge = "organization.merge",
    /// A file is uploaded.
    FileCreate = "file.create",
    /// A version of a file is uploaded.
    FileAddVersion = "file.add-version",
    /// The title of a file is changed.
    FileEdit = "file.edit",
    /// The bytes of a file are removed, and its tombstone stays.
    FileRemove = "file.remove",
    /// A file that nothing names is deleted.
    FileDelete = "file.delete",
    /// A rule is made binding.
    RuleBind = "rule.bind",
    /// The release of a binding rule is proposed.
    RuleProposeRelease = "rule.propose-release",
    /// A second person releases a binding rule.
    RuleRelease = "rule.release",
    /// A channel is added.
    ChannelCreate = "channel.create",
    /// A channel is changed.
    ChannelEdit = "channel.edit",
    /// A channel is removed.
    ChannelDelete = "channel.delete",
    /// A division is added.
    DivisionCreate = "division.create",
    /// A division is renamed, dissolved or reactivated.
    DivisionEdit = "division.edit",
    /// A division is removed.
    DivisionDelete = "division.delete",
    /// A rendition template is proposed.
    TemplatePut = "paper_template.put",
    /// A second person puts a rendition template in force.
    TemplateAccept = "paper_template.accept",
    /// A person is added.
    UserCreate = "user.create",
    /// A person is changed.
    UserEdit = "user.edit",
    /// A token for setting a password is made.
    UserPasswordToken = "user.password-token",
    /// A password is set with such a token.
    UserActivate = "user.activate",
    /// A second person confirms an account.
    UserConfirm = "user.confirm",
    /// A person changes their own password.
    UserChangePassword = "user.change-password",
    /// A person begins to enrol a second factor, which has no effect yet.
    UserBeginSecondFactor = "user.begin-second-factor",
    /// A person has a second factor: they confirmed that their authenticator shows its codes.
    UserEnrolSecondFactor = "user.enrol-second-factor",
    /// A person gets new recovery codes.
    UserRenewRecoveryCodes = "user.renew-recovery-codes",
    /// A person, an administrator or the operator removes a second factor.
    UserRemoveSecondFactor = "user.remove-second-factor",
    /// The program deletes expired tokens for setting passwords.
    UserForgetTokens = "user.forget-tokens",
    /// The program deletes old notices.
    UserForgetNotices = "user.forget-notices",
    /// A person makes a service token.
    ServiceTokenCreate = "service-token.create",
    /// A person replaces a service token by a new one.
    ServiceTokenRotate = "service-token.rotate",
    /// A service token is revoked, by its person or by an administrator.
    ServiceTokenRevoke = "service-token.revoke",
    /// The program deletes service tokens that ended long ago.
    ServiceTokenForget = "service-token.forget",
    /// A role is proposed, which two people give.
    MembershipPropose = "membership.propose",
    /// A second person confirms a proposed role, and the person gets it.
    MembershipConfirm = "membership.confirm",
    /// The program tells that a proposed role expired.
    MembershipExpire = "membership.expire",
    /// A proposed role is rejected.
    MembershipReject = "membership.reject",
    /// A person gets a role.
    MembershipGrant = "membership.grant",
    /// A role is taken away.
    MembershipRevoke = "membership.revoke",
    /// An administrator lets a dead job be attempted again.
    JobRetry = "job.retry",
    /// The catalogue of a year is created or replaced.
    CatalogueReplace = "catalogue.replace",
    /// A rendition is made for the first time.
    RenditionRecord = "paper.print",
    /// A verification record is made after the publication.
    VerificationRecord = "paper.prove",
    /// The program updates its reference data.
    ReferenceLoad = "reference.load",
    /// The database was restored or copied from another one.
    DatabaseRestore = "database.restore",
    /// The program deletes old idempotency keys.
    IdempotencyForget = "idempotency.forget",
    /// An administrator ends a session of a person.
    SessionEnd = "session.end",
    /// An administrator ends all sessions of a person.
    SessionEndAll = "session.end-all",
    /// The program deletes old failed logins.
    SessionHousekeeping = "session.housekeeping",
    /// The program deletes expired refresh tokens.
    SessionForgetTokens = "session.forget-tokens",
}

impl AuditAction {
    /// Every action, those of documents first.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_documents = DocumentKind::ALL
            .into_iter()
            .flat_map(|kind| DocumentAction::all().map(move |action| Self::Document(kind, action)));
        of_documents.chain(OTHERS)
    }

    /// The action with this name.
    pub fn with_name(name: &str) -> Option<Self> {
        Self::all().find(|action| action.to_string() == name)
    }

    /// A command for many measures of a year.
    pub const fn of_measures(command: &Command) -> Self {
        match command {
            Command::Submit => Self::SubmitMeasures,
            Command::Return { .. } => Self::ReturnMeasures,
            Command::Approve { .. } => Self::ApproveMeasures,
            Command::Publish => Self::PublishMeasures,
            Command::Withdraw { .. } => Self::WithdrawMeasures,
        }
    }
}

/// An unknown name is refused in the words that serde has for the variants of an enum.
impl<'de> Deserialize<'de> for AuditAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Self::with_name(&written).ok_or_else(|| {
            let known: Vec<String> = Self::all().map(|action| format!("`{action}`")).collect();
            let known = known.join(", ");
            D::Error::custom(format_args!("unknown variant `{written}`, expected one of {known}"))
        })
    }
}

named_enum! {
    /// The kinds of security events.
    pub enum SecurityEventKind {
        /// A person logged in.
        Login = "login",
        /// A login was refused. The person is known if the name is that of an account.
        LoginFailed = "login-failed",
        /// A login, a present password or a code was not checked, because too many failures came before. The person is known
        /// if the name is that of an account.
        LoginThrottled = "login-throttled",
        /// A token for setting a password was unknown, used or expired.
        PasswordTokenRefused = "password-token-refused",
        /// A person proved their second factor again.
        StepUp = "step-up",
        /// A code of a second factor was refused in a session. At a login this is `login-failed`.
        SecondFactorFailed = "second-factor-failed",
        /// A recovery code was used, at a login or in a session.
        RecoveryCodeUsed = "recovery-code-used",
        /// New tokens were issued for a session.
        Refresh = "refresh",
        /// A refresh token was used twice, and its session ended.
        RefreshReuse = "refresh-reuse",
        /// A person logged out.
        Logout = "logout",
        /// A person ended other sessions of theirs.
        SessionEnded = "session-ended",
        /// A request was refused with 403.
        Refused = "refused",
        /// A year was exported, or the audit trail or the security events were read.
        Export = "export",
        /// A rendition was made of what is not public.
        DraftDownload = "draft-download",
        /// The database was restored or copied from another one.
        DatabaseRestore = "database-restore",
        /// A stored file is missing, or its bytes are not those that were stored.
        BlobDamaged = "blob-damaged",
    }
}

#[cfg(test)]
mod tests;
