use prongsai_bundle::Written;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Organization;
use uuid::Uuid;

use super::doubts::Doubts;
use super::noted::{FieldChange, MissingEntry, MovedEntry, NotedLists};
use super::records::Records;

/// The outcome of an import, or of a dry run.
#[derive(Clone, Debug)]
pub struct ImportOutcome {
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The organization; `None` if a dry run would have added it.
    pub organization_id: Option<OrganizationId>,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The entries that were added.
    pub created: Vec<Change>,
    /// The entries that existed and were changed.
    pub updated: Vec<Change>,
    /// The entries that existed and have the same content.
    pub unchanged: Vec<Change>,
    /// The warnings about the bundle, the most serious first.
    pub doubts: Doubts,
    /// The fields of `updated` that change.
    pub changes: Records<FieldChange>,
    /// The entries without keys that stand at another place than before.
    pub moved: Records<MovedEntry>,
    /// The entries that are stored and not in the bundle. They stay.
    pub not_in_file: Records<MissingEntry>,
}

/// One entry of a bundle, with the id under which it is stored. An entry is the organization, a division, the analysis,
/// a document or a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of entry.
    pub kind: ChangedKind,
    /// Its key in the bundle; for an organization or a division its name, for an analysis its year.
    pub key: String,
    /// Its id; `None` for an analysis, and for an entry that a dry run would have added.
    pub id: Option<Uuid>,
    /// JSON pointer of its place in the bundle.
    pub pointer: String,
}

/// The kinds of entries that an import handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangedKind {
    /// The organization.
    Organization,
    /// A division of the organization.
    Division,
    /// The analysis of the year.
    Analysis,
    /// A document.
    Document(DocumentKind),
    /// A result of a measure.
    Result,
}

impl ChangedKind {
    /// All kinds, in the order of a bundle; results come after the documents.
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

/// What an import does with one entry of a bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Created,
    Updated,
    Unchanged,
}

/// Everything that an import handled, in order.
pub(super) type Changes = Vec<(Effect, Change)>;

impl ImportOutcome {
    pub(super) fn new(
        organization: &Organization,
        fiscal_year: FiscalYear,
        changes: Changes,
        noted: NotedLists,
        doubts: Doubts,
    ) -> Self {
        let mut outcome = Self {
            dry_run: false,
            organization_id: Some(organization.id),
            fiscal_year,
            created: Vec::new(),
            updated: Vec::new(),
            unchanged: Vec::new(),
            doubts,
            changes: noted.changes,
            moved: noted.moved,
            not_in_file: noted.not_in_file,
        };
        for (effect, change) in changes {
            match effect {
                Effect::Created => outcome.created.push(change),
                Effect::Updated => outcome.updated.push(change),
                Effect::Unchanged => outcome.unchanged.push(change),
            }
        }
        outcome
    }

    /// The outcome of an import that was rolled back: the entries that it would have added have no ids.
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

    /// Replaces the pointers into the checked bundle by pointers into the bundle as the client wrote it.
    pub(super) fn use_written_pointers(&mut self, written: &Written) {
        for change in self
            .created
            .iter_mut()
            .chain(&mut self.updated)
            .chain(&mut self.unchanged)
        {
            change.pointer = written.pointer(&change.pointer);
        }
    }

    /// A summary for the audit trail.
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
