use prongsai_domain::access::{Action, authorize};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, check_key};
use prongsai_domain::id::{DivisionId, OrganizationId};
use prongsai_domain::measure::{Measure, MeasureInput, MeasureRules};
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;

use super::rules::{ReferenceData, division_ref};
use crate::catalogue::remembered_of_year;
use crate::context::today;
use crate::document::{DocumentView, NewDraft, draft, draft_at_once, find_organization, takes_one_statement};
use crate::{AnswerError, App, Context, Error, Outcome, Replayable};

/// The input for a new measure.
#[derive(Clone, Debug)]
pub struct NewMeasure {
    /// The organization that owns it.
    pub organization_id: OrganizationId,
    /// The fiscal year, a B.E. year.
    pub fiscal_year: u16,
    /// The key that identifies it in bundles; generated if absent.
    pub key: Option<String>,
    /// The responsible division.
    pub division_id: Option<DivisionId>,
    /// The content.
    pub input: MeasureInput,
}

/// Drafts a measure.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the organization, [`Error::Forbidden`], [`Error::Invalid`] with every
/// violation, or a conflict if the key is in use.
pub async fn create<A: Replayable>(
    app: &App,
    context: &Context,
    new: NewMeasure,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    if let Some(outcome) = create_with_remembered(app, context, &new, &respond).await? {
        return Ok(outcome);
    }
    let organization = find_organization(app, context, new.organization_id, Action::Draft).await?;
    let jurisdiction = organization.jurisdiction();
    app.services.known_organizations.note_read(&jurisdiction);
    let mut checker = Checker::new();
    let fiscal_year = checker.fiscal_year("fiscal_year", new.fiscal_year);
    let key = new.key.as_deref().and_then(|key| check_key("key", key, &mut checker));
    let mut input = new.input;
    if fiscal_year.is_none() {
        // Whether the findings exist cannot be known without the year.
        input.findings.clear();
    }
    // The other fields of a measure whose year is refused are checked with the catalogue of today.
    let year = fiscal_year.unwrap_or_else(|| today(context.now).fiscal_year());
    let measure = check(app, &organization, year, new.division_id, input, &mut checker).await?;
    let (fiscal_year, measure) = checker.finish(fiscal_year.zip(measure))?;
    let new = NewDraft {
        jurisdiction,
        fiscal_year,
        key,
        content: Content::from(measure),
    };
    draft(app, context, new, respond).await
}

/// Drafts a measure that is checked with the organization and the catalogue as this server read them last. The statement
/// that drafts it checks that they are still the same.
///
/// `None`: nothing was changed. Something is not remembered, is refused, or has changed. The caller then reads everything, so
/// that a refusal rests on what is stored and not on what was remembered.
async fn create_with_remembered<A: Replayable>(
    app: &App,
    context: &Context,
    new: &NewMeasure,
    respond: &impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Option<Outcome<A>>, Error> {
    // The analysis, which has the findings, is not remembered.
    if !takes_one_statement(context, new.key.as_deref()) || !new.input.findings.is_empty() {
        return Ok(None);
    }
    let mut checker = Checker::new();
    let Some(fiscal_year) = checker.fiscal_year("fiscal_year", new.fiscal_year) else {
        return Ok(None);
    };
    let remembered = app.services.known_organizations.get(new.organization_id);
    let Some((jurisdiction, (catalogue, stored))) = remembered.zip(remembered_of_year(app, fiscal_year)) else {
        return Ok(None);
    };
    if authorize(&context.actor, Action::Draft, &jurisdiction).is_err() {
        return Ok(None);
    }
    let mut input = new.input.clone();
    input.division = division_ref(app, new.organization_id, new.division_id, &mut checker).await?;
    let rules = MeasureRules {
        catalogue: &catalogue,
        finding_keys: &[],
    };
    let measure = input.check(rules, &mut checker);
    let Ok(measure) = checker.finish(measure) else {
        return Ok(None);
    };
    let draft = NewDraft {
        jurisdiction,
        fiscal_year,
        key: None,
        content: Content::from(measure),
    };
    draft_at_once(app, context, &draft, Some(stored), respond).await
}

async fn check(
    app: &App,
    organization: &Organization,
    fiscal_year: FiscalYear,
    division: Option<DivisionId>,
    mut input: MeasureInput,
    checker: &mut Checker,
) -> Result<Option<Measure>, Error> {
    let reference = ReferenceData::load(app, organization.id, fiscal_year, !input.findings.is_empty()).await?;
    input.division = division_ref(app, organization.id, division, checker).await?;
    let rules = MeasureRules {
        catalogue: &reference.catalogue,
        finding_keys: &reference.finding_keys,
    };
    Ok(input.check(rules, checker))
}
