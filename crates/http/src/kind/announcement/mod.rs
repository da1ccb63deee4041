//! Announcements: drafting and editing them, and the QR code of a survey.

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
    /// An announcement, with the edition that the caller is shown.
    AnnouncementView,
    /// One edition of an announcement.
    AnnouncementEditionView,
    get_announcement "/announcements/{id}", delete_announcement,
    submit_announcement "/announcements/{id}/submit", return_announcement "/announcements/{id}/return",
    approve_announcement "/announcements/{id}/approve", publish_announcement "/announcements/{id}/publish",
    withdraw_announcement "/announcements/{id}/withdraw", revise_announcement "/announcements/{id}/revise",
    list_announcement_editions "/announcements/{id}/editions",
    get_announcement_edition "/announcements/{id}/editions/{number}",
    list_announcement_history "/announcements/{id}/history",
}

crate::rendition::rendition_routes! {
    kind: Announcement,
    own {
        /// Makes the edition of an announcement that the caller is shown into a PDF; a draft is watermarked.
        get_announcement_pdf "/announcements/{id}.pdf" Pdf "application/pdf";
        /// Shows the edition of an announcement that the caller is shown as a page; a draft says that it is one.
        get_announcement_html "/announcements/{id}.html" Html "text/html";
        /// Makes the edition of an announcement that the caller is shown into a DOCX; a draft is watermarked.
        get_announcement_docx "/announcements/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    public {
        /// Makes a published announcement into a PDF (PDF/A) in the official form, with its verification code.
        get_public_announcement_pdf "/announcements/{id}.pdf" Pdf "application/pdf";
        /// Shows a published announcement as an accessible page.
        get_public_announcement_html "/announcements/{id}.html" Html "text/html";
        /// Makes a published announcement into a DOCX, for offices that must edit.
        get_public_announcement_docx "/announcements/{id}.docx" Docx
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
}

pub(crate) fn public_routes(cfg: &mut ServiceConfig) {
    // Renditions first: the `{id}` of a document would take `….pdf` too.
    public_rendition_routes(cfg);
    cfg.service(poster::get_public_poster);
    cfg.service(public::get_public_announcement)
        .service(public::list_public_announcements)
        .service(public::get_public_qr_svg)
        .service(public::get_public_qr_png);
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
