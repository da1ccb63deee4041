//! Announcements: drafting, editing, and the QR code of a survey.

mod create;
mod edit;
mod list;
mod poster;
pub(super) mod public;
mod qr;
mod survey;
mod view;

use view::AnnouncementContent;

use prongsai_domain::announcement::Announcement;

crate::document::document_routes! {
    kind: Announcement, tag: "announcements", content: AnnouncementContent,
    /// An announcement, with the edition that the caller sees.
    AnnouncementView,
    /// One edition of an announcement.
    AnnouncementEditionView,
    get_announcement "/{id}", delete_announcement,
    submit_announcement "/{id}/submit", return_announcement "/{id}/return",
    approve_announcement "/{id}/approve", publish_announcement "/{id}/publish",
    withdraw_announcement "/{id}/withdraw", revise_announcement "/{id}/revise",
    list_announcement_editions "/{id}/editions",
    get_announcement_edition "/{id}/editions/{number}",
    list_announcement_history "/{id}/history",
    list_announcement_warnings "/{id}/warnings",
}

crate::rendition::rendition_routes! {
    kind: Announcement,
    private {
        /// Renders the edition of an announcement that the caller sees as a PDF.
        ///
        /// A draft is watermarked.
        get_announcement_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders the edition of an announcement that the caller sees as an HTML page.
        ///
        /// A draft is marked as a draft.
        get_announcement_html "/{id}.html" Html "text/html";
        /// Renders the edition of an announcement that the caller sees as a DOCX.
        ///
        /// A draft is watermarked.
        get_announcement_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Renders a published announcement as a PDF (PDF/A) in the official form, with its verification code.
        get_public_announcement_pdf "/{id}.pdf" Pdf "application/pdf";
        /// Renders a published announcement as an accessible HTML page.
        get_public_announcement_html "/{id}.html" Html "text/html";
        /// Renders a published announcement as a DOCX, for organizations that need to edit it.
        get_public_announcement_docx "/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

crate::public::public_edition_routes! {
    public::PublicAnnouncementView,
    list_public_announcement_editions "/{id}/editions",
    get_public_announcement_edition "/{id}/editions/{number}",
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // The renditions are first, because the `{id}` of a document would also match `….pdf`.
    public_rendition_routes(cfg);
    cfg.service(poster::get_public_poster);
    cfg.service(public::get_public_announcement)
        .service(public::list_public_announcements)
        .service(public::get_public_qr_svg)
        .service(public::get_public_qr_png);
    public_edition_routes(cfg);
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    rendition_routes(cfg);
    cfg.service(poster::get_announcement_poster);
    cfg.service(list::list_announcements)
        .service(create::create_announcement)
        .service(edit::edit_announcement);
    common_routes(cfg);
    cfg.service(qr::get_announcement_qr_svg)
        .service(qr::get_announcement_qr_png);
}
