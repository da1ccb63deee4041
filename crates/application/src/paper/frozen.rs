use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::ReportingRound;
use prongsai_domain::document::{Document, Edition};
use prongsai_domain::report::{Frozen, Person, Report};
use prongsai_rendering::wording::RESULT_TABLE;

use super::manuscript::{SignedReport, Work};
use crate::document::frozen_measure;
use crate::{App, Error};

/// More results than a measure will have.
const RESULTS_MAX: i64 = 10_000;

/// What a report would show if every measure were handed in as it is now: for drafts only. Submitting one asks for more:
/// it refuses measures that nobody handed in, and shows the live edition beside one in work.
pub(super) async fn preview(
    app: &App,
    organization_name: &str,
    analysis: Option<Analysis>,
    measures: &[&(Document, Edition)],
) -> Result<Frozen, Error> {
    let mut frozen = Vec::with_capacity(measures.len());
    for (document, edition) in measures.iter().copied() {
        let results = app.store.results_of(document.id, None, RESULTS_MAX).await?;
        frozen.push(frozen_measure(document.id, edition, results)?);
    }
    Ok(Frozen {
        organization_name: organization_name.to_owned(),
        analysis,
        measures: frozen,
    })
}

/// A report that has nothing but its tables, to take the table of results from.
pub(super) fn results_only(frozen: Frozen) -> Work {
    let report = Report {
        title: RESULT_TABLE.to_owned(),
        reporting_round_months: ReportingRound::TwelveMonths,
        preface: None,
        preparer: Person {
            position: String::new(),
            name: None,
        },
        frozen: Some(Box::new(frozen)),
    };
    Work::Report(Box::new(SignedReport {
        report,
        approver_position: None,
        approved_at: None,
    }))
}
