use prongsai_domain::file::{FileReference, NamedFile, refuse_unknown};
use prongsai_domain::id::{FileId, OrganizationId};
use prongsai_domain::result::EvidenceInput;
use prongsai_domain::violation::{Checker, Violation};
use prongsai_persistence::{StoredFile, Transaction};

use crate::Error;

/// The files that a content may name: those of its organization that were not removed.
pub(crate) struct KnownFiles(Vec<StoredFile>);

impl KnownFiles {
    /// Loads the files that evidence names.
    pub(crate) async fn of_evidence(
        transaction: &mut Transaction,
        organization: OrganizationId,
        evidence: &[EvidenceInput],
    ) -> Result<Self, Error> {
        let ids = evidence
            .iter()
            .filter_map(|item| item.file.as_ref())
            .map(|file| file.id);
        Self::load(transaction, organization, ids.collect()).await
    }

    async fn load(
        transaction: &mut Transaction,
        organization: OrganizationId,
        mut ids: Vec<FileId>,
    ) -> Result<Self, Error> {
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let mut found = transaction.files(&ids).await?;
        found.retain(|file| file.organization_id == organization && file.removal.is_none());
        Ok(Self(found))
    }

    /// The version that is meant.
    pub(crate) fn find(&self, named: &NamedFile) -> Option<FileReference> {
        let file = self.0.iter().find(|file| file.id == named.id)?;
        let found = file.reference(file.version(named.version)?);
        let is_meant = named.sha256.as_ref().is_none_or(|sha256| *sha256 == found.sha256);
        is_meant.then_some(found)
    }
}

/// The files that contents of an import name, each at the pointer of its evidence, and that the organization does not have.
///
/// # Errors
/// The database fails.
pub(crate) async fn unknown_files(
    transaction: &mut Transaction,
    organization: OrganizationId,
    named: &[(String, FileReference)],
) -> Result<Vec<Violation>, Error> {
    let ids = named.iter().map(|(_, reference)| reference.id);
    let known = KnownFiles::load(transaction, organization, ids.collect()).await?;
    let is_unknown = |reference: &FileReference| known.find(&reference.clone().into()).as_ref() != Some(reference);
    let unknown_ones = named.iter().filter(|(_, reference)| is_unknown(reference));
    Ok(unknown_ones.flat_map(|(pointer, _)| unknown(pointer)).collect())
}

fn unknown(pointer: &str) -> Vec<Violation> {
    let mut checker = Checker::new();
    refuse_unknown(&mut checker);
    let mut violations = checker.finish::<()>(None).err().unwrap_or_default();
    for violation in &mut violations {
        violation.pointer = format!("{pointer}/file");
    }
    violations
}
