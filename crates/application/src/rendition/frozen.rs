use std::collections::BTreeMap;

use prongsai_domain::analysis::Analysis;
use prongsai_domain::calendar::ReportingRound;
use prongsai_domain::document::{Content, Document, DocumentKind, Edition};
use prongsai_domain::id::DocumentId;
use prongsai_domain::report::{FrozenActivity, FrozenMeasure, FrozenResult, FrozenYear, Person, Report};
use prongsai_rendering::wording::RESULT_TABLE;

use super::manuscript::{DocumentWork, Work};
use crate::{App, Error};

/// A limit above the number of results or activities that a measure can have in practice.
const PARTS_MAX: i64 = 10_000;

/// The parts that a report would show if every measure were submitted as it is now. It is for drafts only. Submitting a
/// report is stricter: it refuses measures that were not submitted, and shows the live edition if the one in work is
/// not submitted.
pub(super) async fn preview(
    app: &App,
    organization_name: &str,
    analysis: Option<Analysis>,
    measures: &[&(Document, Edition)],
) -> Result<FrozenYear, Error> {
    let mut frozen = Vec::with_capacity(measures.len());
    for (document, edition) in measures.iter().copied() {
        let Content::Measure(content) = &edition.content else {
            continue;
        };
        let results = app.store.results_of(document.id, None, PARTS_MAX).await?;
        let activities = app.store.activities_of(document.id, None, PARTS_MAX).await?;
        frozen.push(FrozenMeasure {
            id: document.id,
            edition: edition.number,
            content_sha256: edition.version.sha256.clone(),
            content: (**content).clone(),
            results: results
                .into_iter()
                .map(|result| FrozenResult {
                    id: result.id,
                    content: result.content,
                })
                .collect(),
            activities: activities
                .into_iter()
                .map(|activity| FrozenActivity {
                    id: activity.id,
                    content: activity.content,
                })
                .collect(),
        });
    }
    let year = FrozenYear {
        organization_name: organization_name.to_owned(),
        analysis,
        measures: frozen,
    };
    Ok(year.at_site(app.services.renditions.public_url()))
}

/// A report with nothing but its tables, for the table of results.
pub(super) fn results_only(year: FrozenYear, frozen_overrides: BTreeMap<DocumentId, String>) -> Work {
    // The table shows neither the round nor the preparer.
    let report = Report {
        title: RESULT_TABLE.to_owned(),
        reporting_round_months: ReportingRound::TwelveMonths,
        preliminary: false,
        preface: None,
        preparer: Person {
            position: String::new(),
            name: None,
        },
        frozen: None,
    };
    Work::of(DocumentWork {
        kind: DocumentKind::Report,
        content: report.into(),
        year: Some(year),
        approver_position: None,
        approved_at: None,
        override_reason: None,
        frozen_overrides,
    })
}
