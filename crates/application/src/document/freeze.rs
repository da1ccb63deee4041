use prongsai_domain::document::{Content, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::report::{Frozen, FrozenMeasure, FrozenResult};
use prongsai_domain::workflow::State;
use prongsai_persistence::{Canonical, Current, StoredResult, Transaction};

use crate::{Conflict, Error};

/// Freezes into a report, at its submission, what it shows: the year's analysis, measures and results. Other
/// documents have nothing to freeze.
///
/// # Errors
/// [`Conflict::ReportNotReady`] when the year has no measures, or some that nobody handed in.
pub(super) async fn freeze(transaction: &mut Transaction, current: &mut Current) -> Result<(), Error> {
    let Content::Report(report) = &mut current.edition.content else {
        return Ok(());
    };
    let document = &current.document;
    let organization_id = document.place.organization_id;
    let office = transaction
        .lock_organization(organization_id)
        .await?
        .ok_or(Error::NotFound)?;
    let analysis = transaction.lock_analysis(organization_id, document.fiscal_year).await?;
    let of_year = transaction
        .lock_documents_of_year(organization_id, document.fiscal_year, DocumentKind::Measure)
        .await?;
    let mut measures = Vec::with_capacity(of_year.len());
    let mut not_ready = Vec::new();
    for measure in of_year {
        match shown_edition(transaction, &measure).await? {
            Some(edition) => {
                let id = measure.document.id;
                measures.push(frozen_measure(id, &edition, transaction.results_of(id).await?)?);
            }
            None if measure.edition.state == State::Withdrawn => {}
            None => not_ready.push(measure.edition.content.heading().to_owned()),
        }
    }
    if !not_ready.is_empty() {
        return Err(not_ready_conflict(&not_ready));
    }
    if measures.is_empty() {
        return Err(Error::Conflict(Conflict::ReportNotReady {
            message_th: "ปีนี้ยังไม่มีมาตรการที่จะรายงาน".to_owned(),
            message_en: "the year has no measures to report on".to_owned(),
        }));
    }
    report.frozen = Some(Box::new(Frozen {
        organization_name: office.profile.name_th,
        analysis: analysis.map(|analysis| analysis.content),
        measures,
    }));
    Ok(())
}

/// The edition of a measure that a report shows: one that was handed in, else the live one.
async fn shown_edition(transaction: &mut Transaction, measure: &Current) -> Result<Option<Edition>, Error> {
    match measure.edition.state {
        State::Submitted | State::Approved | State::Published => Ok(Some(measure.edition.clone())),
        State::Draft | State::Returned | State::Superseded | State::Withdrawn => {
            let editions = transaction.all_editions(measure.document.id).await?;
            Ok(editions.into_iter().find(|edition| edition.state == State::Published))
        }
    }
}

/// A measure as a report shows it.
pub(crate) fn frozen_measure(
    id: DocumentId,
    edition: &Edition,
    results: Vec<StoredResult>,
) -> Result<FrozenMeasure, Error> {
    let Content::Measure(content) = &edition.content else {
        return Err(Error::Internal("a measure's edition says something else".to_owned()));
    };
    Ok(FrozenMeasure {
        id,
        edition: edition.number,
        content_sha256: Canonical::of(&edition.content)?.sha256,
        content: (**content).clone(),
        results: results
            .into_iter()
            .map(|result| FrozenResult {
                id: result.id,
                content: result.content,
            })
            .collect(),
    })
}

fn not_ready_conflict(titles: &[String]) -> Error {
    let named = titles.join("; ");
    Error::Conflict(Conflict::ReportNotReady {
        message_th: format!("ต้องเสนอมาตรการเหล่านี้ก่อน: {named}"),
        message_en: format!("submit these measures first: {named}"),
    })
}
