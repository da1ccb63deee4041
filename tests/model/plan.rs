//! A plan: people and steps as plain data. Its `Debug` form is Rust, so that a plan that broke the promise can be pasted
//! into `regressions.rs`.

use prongsai_domain::access::Action;
use prongsai_domain::workflow::Transition;
use prongsai_test_support::Role;

/// People with their roles, and what they do. Steps name what earlier steps made by the number of that step, so a plan
/// without some of its steps is still a plan: what refers to nothing does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The roles of each person. Number 0 is the platform administrator.
    pub(crate) people: Vec<Vec<Held>>,
    /// The steps.
    pub(crate) steps: Vec<Step>,
}

/// A role, and the number of the organization that it is for; a viewer has it in the province of that organization.
pub(crate) type Held = (Role, usize);

/// What one person tries once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Unique in the plan; also when other steps are left out.
    pub(crate) number: u32,
    /// The number of the person.
    pub(crate) who: usize,
    /// What the person tries.
    pub(crate) what: What,
}

/// The document that a step made: the number of the step, and which of its documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Doc(pub(crate) u32, pub(crate) u32);

/// What is drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    Measure,
    Report,
    Announcement,
    /// An invitation to the survey of the people served.
    External,
    /// An invitation to the survey of the staff.
    Internal,
    Complaints,
}

impl Draft {
    /// As in addresses.
    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Measure => "measures",
            Self::Report => "reports",
            Self::Announcement | Self::External | Self::Internal => "announcements",
            Self::Complaints => "complaint-statistics",
        }
    }
}

/// A step of the workflow of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    Submit,
    Return,
    Approve,
    /// An approval with the reason of an override.
    Override,
    Publish,
    /// Withdraw the edition that is seen.
    Withdraw,
    /// Withdraw the live edition, also while another is in work.
    WithdrawLive,
    /// Begin a correction.
    Revise,
    /// Begin a correction and say what it changes.
    ReviseWithNote,
    Delete,
}

/// The precondition of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// The person reads first, and names the revision that was read.
    Fresh,
    /// A revision that somebody read before the last change.
    Old,
    /// `If-Match: *`.
    Any,
}

/// A setting that needs two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
    Override,
    Internal,
}

impl Setting {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Override => "allows_four_eyes_override",
            Self::Internal => "publishes_internal_surveys",
        }
    }
}

/// What a person tries. `part` selects fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Draft {
        organization: usize,
        kind: Draft,
        part: u8,
    },
    Edit {
        doc: Doc,
        part: u8,
        given: Given,
    },
    Take {
        doc: Doc,
        verb: Verb,
        given: Given,
    },
    /// A step of many measures: `chosen`, or all when that is empty.
    TakeMany {
        organization: usize,
        verb: Verb,
        chosen: Vec<Doc>,
    },
    Record {
        measure: Doc,
    },
    EditResult {
        result: u32,
        part: u8,
    },
    DeleteResult {
        result: u32,
    },
    Analyse {
        organization: usize,
    },
    /// Exports the year, changes these documents in the bundle, perhaps adds a measure, and imports it, perhaps as a dry
    /// run.
    Import {
        organization: usize,
        edits: Vec<Doc>,
        adds: bool,
        tries: bool,
    },
    Export {
        organization: usize,
    },
    Rename {
        organization: usize,
    },
    /// Changes website and contact.
    Address {
        organization: usize,
    },
    NameDivision {
        organization: usize,
        adds: bool,
    },
    Propose {
        organization: usize,
        setting: Setting,
    },
    Accept {
        organization: usize,
        setting: Setting,
    },
    SwitchOff {
        organization: usize,
        setting: Setting,
    },
    ProposeTemplate {
        organization: usize,
    },
    AcceptTemplate {
        organization: usize,
    },
    Grant {
        to: usize,
        role: Role,
        organization: usize,
    },
    Revoke {
        of: usize,
        role: Role,
        organization: usize,
    },
    /// Changes the name and the post of a person.
    Describe {
        person: usize,
    },
    Found,
    ReplaceCatalogue,
    Read {
        doc: Doc,
    },
    ReadHistory {
        doc: Doc,
    },
    ReadOrganization {
        organization: usize,
    },
    ReadAudit {
        organization: usize,
    },
}

impl What {
    /// The name in the table of what was tried.
    pub(crate) fn name(&self) -> String {
        let text = format!("{self:?}");
        let end = text.find(|letter: char| !letter.is_alphanumeric());
        text[..end.unwrap_or(text.len())].to_owned()
    }

    /// The rights that the step needs, so that its success shows that they were used. The rights of withdrawals and of
    /// reading depend on the state: `Done::actions` has them.
    pub(crate) fn actions(&self) -> Vec<Action> {
        match self {
            Self::Draft { .. }
            | Self::Edit { .. }
            | Self::Record { .. }
            | Self::EditResult { .. }
            | Self::DeleteResult { .. }
            | Self::Analyse { .. } => vec![Action::Draft],
            Self::Take { verb, .. } | Self::TakeMany { verb, .. } => match verb {
                Verb::Submit => vec![Action::Submit],
                Verb::Return => vec![Action::Return],
                Verb::Approve => vec![Action::Approve],
                Verb::Override => vec![Action::Approve, Action::ApproveOverride],
                Verb::Publish => vec![Action::Publish],
                Verb::Withdraw | Verb::WithdrawLive => Vec::new(),
                Verb::Revise | Verb::ReviseWithNote | Verb::Delete => vec![Action::Draft],
            },
            Self::Import { .. } => vec![Action::Import],
            Self::Export { .. } => vec![Action::Export],
            Self::Rename { .. }
            | Self::Address { .. }
            | Self::NameDivision { .. }
            | Self::Propose { .. }
            | Self::Accept { .. }
            | Self::SwitchOff { .. }
            | Self::ProposeTemplate { .. }
            | Self::AcceptTemplate { .. } => vec![Action::ManageOrganization],
            Self::Grant { .. } | Self::Revoke { .. } => vec![Action::ManageUsers, Action::ChangeRoles],
            Self::Describe { .. } => vec![Action::ManageUsers],
            Self::Found => vec![Action::CreateOrganization],
            Self::ReplaceCatalogue => vec![Action::ReplaceCatalogue],
            Self::Read { .. } => Vec::new(),
            Self::ReadHistory { .. } => vec![Action::ReadHistory],
            Self::ReadOrganization { .. } => vec![Action::ReadOrganization],
            Self::ReadAudit { .. } => vec![Action::ReadAudit],
        }
    }

    /// The step of the workflow.
    pub(crate) const fn transition(&self) -> Option<Transition> {
        match self {
            Self::Edit { .. } => Some(Transition::Edit),
            Self::Take { verb, .. } | Self::TakeMany { verb, .. } => match verb {
                Verb::Submit => Some(Transition::Submit),
                Verb::Return => Some(Transition::Return),
                Verb::Approve | Verb::Override => Some(Transition::Approve),
                Verb::Publish => Some(Transition::Publish),
                Verb::Withdraw | Verb::WithdrawLive => Some(Transition::Withdraw),
                Verb::Delete => Some(Transition::Delete),
                Verb::Revise | Verb::ReviseWithNote => None,
            },
            _ => None,
        }
    }
}

impl Verb {
    /// As in addresses.
    pub(crate) const fn segment(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Approve | Self::Override => "approve",
            Self::Publish => "publish",
            Self::Withdraw | Self::WithdrawLive => "withdraw",
            Self::Revise | Self::ReviseWithNote => "revise",
            Self::Delete => "",
        }
    }
}
