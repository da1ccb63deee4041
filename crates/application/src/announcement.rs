//! The survey link of an invitation.

use prongsai_domain::announcement::Announcement;
use prongsai_domain::document::DocumentKind;
use prongsai_domain::id::DocumentId;
use prongsai_domain::kind::Listed as _;

use crate::document::find;
use crate::{App, Context, Error};

/// The link that the QR code of an invitation contains.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the announcement, or it has no survey.
pub async fn survey_link(app: &App, context: &Context, id: DocumentId) -> Result<String, Error> {
    let view = find(app, context, DocumentKind::Announcement, id).await?;
    let survey = Announcement::in_content(&view.edition.content).and_then(|announcement| announcement.survey.as_ref());
    survey.map(|survey| survey.url.clone()).ok_or(Error::NotFound)
}
