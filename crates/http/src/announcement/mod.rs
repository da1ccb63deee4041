//! Announcements: drafting and editing them, and the QR code of a survey.

mod create;
mod edit;
mod list;
mod qr;
mod survey;
mod view;

pub(crate) use qr::{QrParams, QrPicture};
pub(crate) use view::{AnnouncementEditionView, AnnouncementView};

crate::document::document_routes! {
    kind: Announcement, tag: "announcements", view: AnnouncementView, edition_view: AnnouncementEditionView,
    get_announcement "/announcements/{id}", delete_announcement,
    submit_announcement "/announcements/{id}/submit", return_announcement "/announcements/{id}/return",
    approve_announcement "/announcements/{id}/approve", publish_announcement "/announcements/{id}/publish",
    withdraw_announcement "/announcements/{id}/withdraw", revise_announcement "/announcements/{id}/revise",
    list_announcement_editions "/announcements/{id}/editions",
    get_announcement_edition "/announcements/{id}/editions/{number}",
    list_announcement_history "/announcements/{id}/history",
}

pub(crate) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list_announcements)
        .service(create::create_announcement)
        .service(edit::edit_announcement);
    common_routes(cfg);
    cfg.service(qr::get_announcement_qr_svg)
        .service(qr::get_announcement_qr_png);
}
