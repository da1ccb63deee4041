use actix_web::HttpResponse;
use prongsai_application::AnswerError;
use prongsai_application::document::DocumentView;
use prongsai_domain::document::Content;
use serde::Serialize;

use crate::announcement::AnnouncementView;
use crate::extract::IfNoneMatch;
use crate::measure::MeasureView;
use crate::present::{self, Reply};
use crate::report::ReportView;

use super::DocumentHead;

/// A document of whatever kind, as it is answered.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum AnyDocumentView {
    Measure(Box<MeasureView>),
    Report(Box<ReportView>),
    Announcement(Box<AnnouncementView>),
}

impl From<&DocumentView> for AnyDocumentView {
    fn from(view: &DocumentView) -> Self {
        let head = DocumentHead::from(view);
        match &view.edition.content {
            Content::Measure(measure) => Self::Measure(Box::new(MeasureView::new(head, measure))),
            Content::Report(report) => Self::Report(Box::new(ReportView::new(head, report, view.frozen.clone()))),
            Content::Announcement(announcement) => {
                Self::Announcement(Box::new(AnnouncementView::new(head, announcement)))
            }
        }
    }
}

/// 201 with a new document.
pub(crate) fn created(view: &DocumentView) -> Result<Reply, AnswerError> {
    let location = format!("/api/v1/{}/{}", view.document.kind.plural(), view.document.id);
    present::created(&location, view.document.revision, &AnyDocumentView::from(view))
}

/// 200 with a document that a POST has changed.
pub(crate) fn changed(view: &DocumentView) -> Result<Reply, AnswerError> {
    present::changed(view.document.revision, &AnyDocumentView::from(view))
}

/// 200 with a document, or 304.
pub(crate) fn shown(known: &IfNoneMatch, view: &DocumentView) -> HttpResponse {
    present::ok_unless_known(known, view.document.revision, &AnyDocumentView::from(view))
}
