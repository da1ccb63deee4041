//! Reports: what is particular to drafting and editing them.

use prongsai_domain::access::Action;
use prongsai_domain::document::{Content, DocumentKind, check_key};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::report::ReportInput;
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use crate::document::{DocumentView, Guarded, draft, office, rewrite};
use crate::{AnswerError, App, Context, Error, Kept, Outcome, Precondition, checked_year};

/// A report to be drafted.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Whose.
    pub organization_id: OrganizationId,
    /// B.E. year.
    pub fiscal_year: u16,
    /// The name that bundles know it by; made up when absent.
    pub key: Option<String>,
    /// What it says.
    pub input: ReportInput,
}

/// Drafts a report. What it shows is frozen into it when it is submitted.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], or a conflict when the key is taken.
pub async fn create<A: Kept>(
    app: &App,
    context: &Context,
    new: NewReport,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let organization = office(app, context, new.organization_id, Action::Draft).await?;
    let mut checker = Checker::new();
    let fiscal_year = checked_year(new.fiscal_year, &mut checker);
    let key = new.key.as_deref().and_then(|key| check_key("key", key, &mut checker));
    let report = new.input.check(&mut checker);
    let (fiscal_year, report) = checker.finish(fiscal_year.zip(report))?;
    let content = Content::Report(Box::new(report));
    draft(app, context, organization.id, (fiscal_year, key), content, respond).await
}

/// Changes a draft or returned report; everything is checked anew.
///
/// # Errors
/// As [`rewrite`]; [`Error::Invalid`] with every violation.
pub async fn edit(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    change: impl Fn(&mut ReportInput),
) -> Result<DocumentView, Error> {
    let work = async |_: &mut Transaction, guarded: &Guarded| -> Result<Content, Error> {
        let Content::Report(report) = &guarded.current.edition.content else {
            return Err(Error::Internal("not a report".to_owned()));
        };
        let mut input = ReportInput::from((**report).clone());
        change(&mut input);
        let mut checker = Checker::new();
        let report = input.check(&mut checker);
        Ok(Content::Report(Box::new(checker.finish(report)?)))
    };
    rewrite(app, context, DocumentKind::Report, id, precondition, work).await
}
