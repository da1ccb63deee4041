use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, Edition};
use prongsai_domain::id::OrganizationId;
use prongsai_domain::organization::Division;
use prongsai_persistence::{Current, NewContent, NewDocument, StoredResult, Transaction};

use crate::document::insert_documents;
use crate::quota::{Quota, Quotas};
use crate::{Acting, Error};

/// The changes of one chunk of an import, which are written together. Each list is written with a constant number of
/// statements.
#[derive(Default)]
pub(super) struct Writing {
    /// New divisions.
    pub(super) divisions: Vec<Division>,
    /// The new or changed analysis, with its organization and year.
    pub(super) analysis: Option<((OrganizationId, FiscalYear), Analysis, NewContent)>,
    /// New documents.
    pub(super) new: Vec<NewDocument>,
    /// Editions in work, with their new content.
    pub(super) rewritten: Vec<(Current, Content, NewContent)>,
    /// Published documents, with the content and the number of their next edition.
    pub(super) corrected: Vec<(Current, Content, NewContent, u32)>,
    /// New results.
    pub(super) new_results: Vec<(StoredResult, NewContent)>,
    /// Changed results, with their new content.
    pub(super) changed_results: Vec<(StoredResult, NewContent)>,
}

impl Writing {
    /// Writes all changes.
    ///
    /// # Errors
    /// [`Conflict::QuotaExceeded`](crate::Conflict::QuotaExceeded) if a measure has more results than it may have.
    pub(super) async fn write(
        self,
        transaction: &mut Transaction,
        acting: &Acting,
        quotas: Quotas,
    ) -> Result<(), Error> {
        transaction.insert_divisions(&self.divisions, acting.now).await?;
        if let Some((of_year, analysis, content)) = self.analysis {
            transaction
                .put_analysis(of_year, analysis, acting.user(), content)
                .await?;
        }
        insert_documents(transaction, &self.new).await?;
        write_editions(transaction, acting, self.rewritten, self.corrected).await?;
        let count = transaction.insert_results(&self.new_results).await?;
        quotas.check(Quota::ResultsOfMeasure, count.present, count.added)?;
        let mut changed = self.changed_results;
        transaction.update_results(&mut changed, acting.now).await?;
        Ok(())
    }
}

/// Writes the contents of all changed editions in one statement, and then the editions.
async fn write_editions(
    transaction: &mut Transaction,
    acting: &Acting,
    mut rewritten: Vec<(Current, Content, NewContent)>,
    mut corrected: Vec<(Current, Content, NewContent, u32)>,
) -> Result<(), Error> {
    // The versions come back in the order of the contents: first those of `rewritten`, then those of `corrected`.
    let of_rewritten = rewritten.iter().map(|(.., new)| new.clone());
    let of_corrected = corrected.iter().map(|(_, _, new, _)| new.clone());
    let contents: Vec<NewContent> = of_rewritten.chain(of_corrected).collect();
    let mut versions = transaction.insert_contents(&contents).await?.into_iter();
    let mut missing = || Error::Internal("a content was not inserted".to_owned());
    for (current, content, _) in &mut rewritten {
        let version = versions.next().ok_or_else(&mut missing)?;
        current
            .edition
            .rewrite(content.clone(), version, acting.user(), acting.now)?;
    }
    for (current, content, _, number) in &mut corrected {
        let version = versions.next().ok_or_else(&mut missing)?;
        current.edition = Edition::draft(*number, content.clone(), version, acting.user(), acting.now);
    }
    let mut changed: Vec<_> = rewritten
        .iter_mut()
        .map(|(current, ..)| (&mut current.document, &current.edition))
        .collect();
    transaction.update_editions(&mut changed).await?;
    let mut new_editions: Vec<_> = corrected
        .iter_mut()
        .map(|(current, ..)| (&mut current.document, &current.edition))
        .collect();
    transaction.insert_editions(&mut new_editions).await?;
    Ok(())
}
