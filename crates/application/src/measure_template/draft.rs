use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{MeasureTemplateId, OrganizationId};
use prongsai_domain::measure::MeasureInput;
use prongsai_domain::template::{Need, suggest};

use super::find;
use crate::document::find_organization;
use crate::{App, Context, Error};

/// A measure that begins with a template. It is not stored.
#[derive(Clone, Debug)]
pub struct DraftedMeasure {
    /// The organization.
    pub organization_id: OrganizationId,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// The measure, with the keys of the findings of the year's analysis that it answers.
    pub input: MeasureInput,
}

/// Drafts a measure of an organization's year from a template.
///
/// # Errors
/// [`Error::NotFound`] if the actor does not see the template or the organization; [`Error::Forbidden`].
pub async fn drafted(
    app: &App,
    context: &Context,
    id: MeasureTemplateId,
    organization: OrganizationId,
    fiscal_year: FiscalYear,
) -> Result<DraftedMeasure, Error> {
    let organization = find_organization(app, context, organization, Action::Draft).await?;
    let template = find(app, context, id).await?.content;
    let analysis = app.store.find_analysis(organization.id, fiscal_year).await?;
    let findings = analysis.map(|analysis| analysis.content.findings).unwrap_or_default();
    let need = Need {
        findings: &findings,
        kind: organization.profile.kind,
        fiscal_year,
        // The titles of measures only restrict what is suggested. The person has chosen this template.
        titles: &[],
    };
    let answered = suggest(std::slice::from_ref(&template), need).pop();
    let answered = answered.map(|suggestion| suggestion.findings.into_iter().map(str::to_owned).collect());
    Ok(DraftedMeasure {
        organization_id: organization.id,
        fiscal_year,
        input: template.into_measure_input(answered.unwrap_or_default()),
    })
}
