use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use uuid::Uuid;

use prongsai_bundle::Bundle;

/// What an import did, or in a dry run would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOutcome {
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The office; nothing when a dry run would have added it.
    pub organization_id: Option<OrganizationId>,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// What was added.
    pub created: Vec<Change>,
    /// What was there and was changed.
    pub updated: Vec<Change>,
    /// What was there and is the same.
    pub unchanged: Vec<Change>,
    /// What a careful reader would ask about; the gravest first.
    pub doubts: Vec<Doubt>,
}

/// One thing of a bundle and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub kind: ChangedKind,
    /// Its key in the bundle; the name of an office or a division, the year of an analysis.
    pub key: String,
    /// Its id; nothing for an analysis, and for what a dry run would have added.
    pub id: Option<Uuid>,
    /// JSON pointer of its place in the bundle.
    pub pointer: String,
}

/// What kind of thing an import deals with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangedKind {
    /// The office.
    Organization,
    /// A division of it.
    Division,
    /// The analysis of the year.
    Analysis,
    /// A document.
    Document(DocumentKind),
    /// A result of a measure.
    Result,
}

impl ChangedKind {
    /// Every kind, in the order of a bundle; results follow the documents.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Organization, Self::Division, Self::Analysis]
            .into_iter()
            .chain(DocumentKind::ALL.map(Self::Document))
            .chain([Self::Result])
    }

    /// The name used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Division => "division",
            Self::Analysis => "analysis",
            Self::Document(kind) => kind.as_str(),
            Self::Result => "result",
        }
    }
}

/// What was done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Created,
    Updated,
    Nothing,
}

/// Everything that an import dealt with, in order.
pub(super) type Changes = Vec<(Done, Change)>;

impl ImportOutcome {
    pub(super) fn new(office: &Organization, fiscal_year: FiscalYear, changes: Changes, doubts: Vec<Doubt>) -> Self {
        let mut outcome = Self {
            dry_run: false,
            organization_id: Some(office.id),
            fiscal_year,
            created: Vec::new(),
            updated: Vec::new(),
            unchanged: Vec::new(),
            doubts,
        };
        for (done, change) in changes {
            match done {
                Done::Created => outcome.created.push(change),
                Done::Updated => outcome.updated.push(change),
                Done::Nothing => outcome.unchanged.push(change),
            }
        }
        outcome
    }

    /// The outcome of an import that was rolled back: what it added has no id.
    pub(super) fn into_dry_run(mut self) -> Self {
        self.dry_run = true;
        if self
            .created
            .iter()
            .any(|change| change.kind == ChangedKind::Organization)
        {
            self.organization_id = None;
        }
        for change in &mut self.created {
            change.id = None;
        }
        self
    }

    pub(super) fn use_written_pointers(&mut self, bundle: &Bundle) {
        for change in self
            .created
            .iter_mut()
            .chain(&mut self.updated)
            .chain(&mut self.unchanged)
        {
            change.pointer = bundle.written_pointer(&change.pointer);
        }
    }

    /// For the audit trail.
    pub(super) fn summary(&self) -> serde_json::Value {
        serde_json::json!({
            "fiscal_year": self.fiscal_year.get(),
            "created": self.created.len(),
            "updated": self.updated.len(),
            "unchanged": self.unchanged.len(),
            "doubts": self.doubts.len(),
        })
    }
}
