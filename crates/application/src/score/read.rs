use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::id::{OrganizationId, ScoresId};

use super::assessment::{Assessed, Assessment};
use crate::document::find_organization;
use crate::{App, Context, Error, StoredScores, catalogue};

/// The scores of an organization in an assessment, with what follows from them.
///
/// # Errors
/// [`Error::NotFound`] when there are none or the actor may not see them, and when there is no such programme.
pub async fn find(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    programme: &str,
    fiscal_year: FiscalYear,
) -> Result<Assessed, Error> {
    let organization = find_organization(app, context, organization, Action::ReadDrafts).await?;
    let found = app.store.find_scores(organization.id, programme, fiscal_year).await?;
    assessed(app, found.ok_or(Error::NotFound)?).await
}

/// The scores of an organization in all assessments, by creation, from the one after `after`.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] when the actor may not see them.
pub async fn list(
    app: &App,
    context: &Context,
    organization: OrganizationId,
    after: Option<ScoresId>,
    limit: i64,
) -> Result<Vec<Assessed>, Error> {
    let organization = find_organization(app, context, organization, Action::ReadDrafts).await?;
    let mut all = Vec::new();
    for stored in app.store.scores_of(organization.id, after, limit).await? {
        all.push(assessed(app, stored).await?);
    }
    Ok(all)
}

pub(super) async fn assessed(app: &App, stored: StoredScores) -> Result<Assessed, Error> {
    let scores = &stored.content;
    let (edition, catalogue) = catalogue::of_programme(app, scores.programme.as_str(), scores.fiscal_year).await?;
    let assessment = Assessment::of(scores, edition, &catalogue);
    Ok(Assessed { stored, assessment })
}
