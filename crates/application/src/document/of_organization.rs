//! Drafting and editing the kinds of documents that are checked against their organization alone.

use prongsai_domain::access::Action;
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::document::{Content, check_key};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::kind::{Kind, Listed, OrganizationRules};
use prongsai_domain::organization::Organization;
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use super::{DocumentView, Guarded, NewDraft, draft, find_organization, rewrite};
use crate::{AnswerError, App, Context, Error, Outcome, Precondition, Replayable};

/// A kind of document that is checked against its organization alone: all kinds except measures. It is a short name for
/// these bounds, and every type that has them implements it.
pub trait OfOrganization: Listed + for<'a> Kind<Rules<'a> = OrganizationRules<'a>> {}

impl<K: Listed + for<'a> Kind<Rules<'a> = OrganizationRules<'a>>> OfOrganization for K {}

/// The input for a new document.
#[derive(Clone, Debug)]
pub struct NewDocument<Input> {
    /// The organization that owns it.
    pub organization_id: OrganizationId,
    /// The fiscal year, a B.E. year.
    pub fiscal_year: u16,
    /// The key that identifies it in bundles; generated if absent.
    pub key: Option<String>,
    /// The content.
    pub input: Input,
}

/// Drafts a document.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`] with every violation, or a conflict if the key is in
/// use.
pub async fn create<K: OfOrganization, A: Replayable>(
    app: &App,
    context: &Context,
    new: NewDocument<K::Input>,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let organization = find_organization(app, context, new.organization_id, Action::Draft).await?;
    let mut checker = Checker::new();
    let fiscal_year = checker.fiscal_year("fiscal_year", new.fiscal_year);
    let key = new.key.as_deref().and_then(|key| check_key("key", key, &mut checker));
    let content = K::check(new.input, rules(&organization, fiscal_year), &mut checker);
    let (fiscal_year, content) = checker.finish(fiscal_year.zip(content))?;
    let new = NewDraft {
        jurisdiction: organization.jurisdiction(),
        fiscal_year,
        key,
        content: content.into(),
    };
    draft(app, context, new, respond).await
}

/// Changes a draft or a returned document. The whole content is checked again.
///
/// # Errors
/// As [`rewrite`]; [`Error::Invalid`] with every violation.
pub async fn edit<K: OfOrganization>(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    change: impl Fn(&mut K::Input),
) -> Result<DocumentView, Error> {
    let work = async |_: &mut Transaction, guarded: &Guarded| -> Result<Content, Error> {
        let before = K::in_content(&guarded.current.edition.content)
            .ok_or_else(|| Error::Internal(format!("not a {}", K::KIND)))?;
        let mut input = K::Input::from(before.clone());
        change(&mut input);
        let mut checker = Checker::new();
        let content = K::check(
            input,
            rules(&guarded.organization, Some(guarded.current.document.fiscal_year)),
            &mut checker,
        );
        Ok(checker.finish(content)?.into())
    };
    rewrite(app, context, K::KIND, id, precondition, work).await
}

fn rules(organization: &Organization, fiscal_year: Option<FiscalYear>) -> OrganizationRules<'_> {
    OrganizationRules {
        organization_name: &organization.profile.name_th,
        survey_token: organization.profile.survey_token.as_ref(),
        accepts_other_tokens: false,
        fiscal_year,
    }
}
