//! Announcements: what is particular to drafting and editing them, and the link of their QR code.

use prongsai_domain::access::Action;
use prongsai_domain::announcement::{AnnouncementInput, AnnouncementRules};
use prongsai_domain::document::{Content, DocumentKind, check_key};
use prongsai_domain::id::{DocumentId, OrganizationId};
use prongsai_domain::violation::Checker;
use prongsai_persistence::Transaction;

use crate::document::{DocumentView, Guarded, draft, find, office, rewrite};
use crate::{AnswerError, App, Context, Error, Kept, Outcome, Precondition, checked_year};

/// An announcement to be drafted.
#[derive(Clone, Debug)]
pub struct NewAnnouncement {
    /// Whose.
    pub organization_id: OrganizationId,
    /// B.E. year.
    pub fiscal_year: u16,
    /// The name that bundles know it by; made up when absent.
    pub key: Option<String>,
    /// What it says.
    pub input: AnnouncementInput,
}

/// Drafts an announcement. The link of an invitation follows from the office's token where it is not given.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], [`Error::Invalid`], or a conflict when the key is taken.
pub async fn create<A: Kept>(
    app: &App,
    context: &Context,
    new: NewAnnouncement,
    respond: impl Fn(&DocumentView) -> Result<A, AnswerError>,
) -> Result<Outcome<A>, Error> {
    let organization = office(app, context, new.organization_id, Action::Draft).await?;
    let mut checker = Checker::new();
    let fiscal_year = checked_year(new.fiscal_year, &mut checker);
    let key = new.key.as_deref().and_then(|key| check_key("key", key, &mut checker));
    let rules = AnnouncementRules {
        organization_name: &organization.profile.name_th,
        survey_token: organization.profile.survey_token.as_ref(),
    };
    let announcement = new.input.check(rules, &mut checker);
    let (fiscal_year, announcement) = checker.finish(fiscal_year.zip(announcement))?;
    let content = Content::Announcement(Box::new(announcement));
    draft(app, context, organization.id, (fiscal_year, key), content, respond).await
}

/// Changes a draft or returned announcement; everything is checked anew.
///
/// # Errors
/// As [`rewrite`]; [`Error::Invalid`] with every violation.
pub async fn edit(
    app: &App,
    context: &Context,
    id: DocumentId,
    precondition: &Precondition,
    change: impl Fn(&mut AnnouncementInput),
) -> Result<DocumentView, Error> {
    let work = async |_: &mut Transaction, guarded: &Guarded| -> Result<Content, Error> {
        let Content::Announcement(announcement) = &guarded.current.edition.content else {
            return Err(Error::Internal("not an announcement".to_owned()));
        };
        let office = &guarded.organization;
        let mut input = AnnouncementInput::from((**announcement).clone());
        change(&mut input);
        let rules = AnnouncementRules {
            organization_name: &office.profile.name_th,
            survey_token: office.profile.survey_token.as_ref(),
        };
        let mut checker = Checker::new();
        let announcement = input.check(rules, &mut checker);
        Ok(Content::Announcement(Box::new(checker.finish(announcement)?)))
    };
    rewrite(app, context, DocumentKind::Announcement, id, precondition, work).await
}

/// The link that an invitation's QR code says; nothing for an announcement without a survey.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not see the announcement, or it has no survey.
pub async fn survey_link(app: &App, context: &Context, id: DocumentId) -> Result<String, Error> {
    let view = find(app, context, DocumentKind::Announcement, id).await?;
    link_in(&view.edition.content).ok_or(Error::NotFound)
}

/// The survey link in a content.
pub fn link_in(content: &Content) -> Option<String> {
    match content {
        Content::Announcement(announcement) => announcement.survey.as_ref().map(|survey| survey.url.clone()),
        Content::Measure(_) | Content::Report(_) => None,
    }
}
