use std::sync::Arc;

use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::catalogue::Catalogue;
use prongsai_domain::document::Content;
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::kind::Listed as _;
use prongsai_domain::measure::{DivisionRef, Measure};
use prongsai_domain::violation::Checker;

use crate::{App, Error};

/// The reference data against which a measure of an organization's year is checked.
pub(super) struct ReferenceData {
    /// The catalogue in force in the year.
    pub(super) catalogue: Arc<Catalogue>,
    /// The keys of the findings in the analysis of the year.
    pub(super) finding_keys: Vec<String>,
}

impl ReferenceData {
    /// Loads the data. The findings of the analysis are loaded only if the measure names some.
    pub(super) async fn load(
        app: &App,
        organization: OrganizationId,
        fiscal_year: FiscalYear,
        has_findings: bool,
    ) -> Result<Self, Error> {
        let catalogue = crate::catalogue::of_year(app, fiscal_year).await?;
        let finding_keys = if has_findings {
            let analysis = app.store.find_analysis(organization, fiscal_year).await?;
            analysis.map(|analysis| {
                analysis
                    .content
                    .findings
                    .into_iter()
                    .map(|finding| finding.key)
                    .collect()
            })
        } else {
            None
        };
        Ok(Self {
            catalogue,
            finding_keys: finding_keys.unwrap_or_default(),
        })
    }
}

/// Finds a division of the organization, with its present name, for a measure. If the division is unknown or dissolved,
/// it reports a violation to the checker and returns `None`.
///
/// # Errors
/// [`Error::Unavailable`] if the database is not available.
pub(super) async fn division_ref(
    app: &App,
    organization: OrganizationId,
    id: Option<DivisionId>,
    checker: &mut Checker,
) -> Result<Option<DivisionRef>, Error> {
    let Some(id) = id else { return Ok(None) };
    match app.store.find_division(organization, id).await? {
        Some(division) if division.is_active => Ok(Some(DivisionRef {
            id,
            name: division.name_th,
        })),
        _ => {
            checker.at("division_id", |at| {
                at.refuse(
                    "unknown-division",
                    "หน่วยงานนี้ไม่มีสำนัก/กองดังกล่าว",
                    "the organization has no such division",
                );
            });
            Ok(None)
        }
    }
}

/// The measure in a content.
///
/// # Errors
/// [`Error::Internal`] if it is the content of another kind of document.
pub(crate) fn measure_in(content: &Content) -> Result<&Measure, Error> {
    Measure::in_content(content).ok_or_else(|| Error::Internal("not a measure".to_owned()))
}
