use prongsai_test_support::Role::{
    Approver, Auditor, Drafter, OrganizationAdmin, PlatformAdmin, ProvincialViewer, Publisher,
};

use super::rights::Outsider::{ActsOnSelf, Forbidden, NotFound, Refused, SeesAll, SeesOwn};
use super::rights::Row;

/// The list contains every operation that needs a token exactly once.
pub(super) const TABLE: &[Row] = &[
    (
        &["get_me", "log_out", "change_password", "list_notices", "read_notices"],
        ActsOnSelf,
        None,
    ),
    (&["step_up", "enrol_second_factor"], ActsOnSelf, None),
    (&["confirm_second_factor", "remove_second_factor"], ActsOnSelf, None),
    (&["renew_recovery_codes"], ActsOnSelf, None),
    (
        &["list_my_sessions", "end_my_session", "end_my_other_sessions"],
        ActsOnSelf,
        None,
    ),
    // Lists show what a person may see.
    (
        &[
            "list_measures",
            "list_reports",
            "list_announcements",
            "list_complaint_statistics",
            "list_organizations",
        ],
        SeesOwn,
        None,
    ),
    (
        &["list_users", "list_proposed_memberships"],
        SeesOwn,
        Some((Drafter, OrganizationAdmin)),
    ),
    (
        &["list_audit_entries", "list_security_events"],
        SeesOwn,
        Some((Drafter, Auditor)),
    ),
    (
        &["list_catalogues", "get_catalogue", "list_provinces", "list_districts"],
        SeesAll,
        None,
    ),
    // All roles of an organization read everything in it.
    (&["get_organization", "list_divisions", "get_division"], NotFound, None),
    (&["list_results", "get_result"], NotFound, None),
    (&["list_activities", "get_activity", "get_progress"], NotFound, None),
    (&["get_analysis"], NotFound, Some((ProvincialViewer, Auditor))),
    (
        &[
            "get_measure",
            "list_measure_editions",
            "get_measure_edition",
            "list_measure_history",
            "list_measure_warnings",
        ],
        NotFound,
        None,
    ),
    (
        &[
            "get_report",
            "list_report_editions",
            "get_report_edition",
            "list_report_history",
            "list_report_warnings",
        ],
        NotFound,
        None,
    ),
    (
        &[
            "get_announcement",
            "list_announcement_editions",
            "get_announcement_edition",
            "list_announcement_history",
            "list_announcement_warnings",
            "get_announcement_qr_png",
            "get_announcement_qr_svg",
        ],
        NotFound,
        None,
    ),
    (
        &[
            "get_complaint_statistics",
            "list_complaint_statistics_editions",
            "get_complaint_statistics_edition",
            "list_complaint_statistics_history",
            "list_complaint_statistics_warnings",
        ],
        NotFound,
        None,
    ),
    // A person gets renditions of the documents that the person may see. Results need the right to read drafts.
    (
        &["get_measure_pdf", "get_measure_html", "get_measure_docx"],
        NotFound,
        None,
    ),
    (
        &["get_report_pdf", "get_report_html", "get_report_docx"],
        NotFound,
        None,
    ),
    (
        &[
            "get_announcement_pdf",
            "get_announcement_html",
            "get_announcement_docx",
            "get_announcement_poster",
        ],
        NotFound,
        None,
    ),
    (
        &[
            "get_complaint_statistics_pdf",
            "get_complaint_statistics_html",
            "get_complaint_statistics_docx",
            "get_complaint_statistics_csv",
        ],
        NotFound,
        None,
    ),
    (
        &["get_plan_pdf", "get_plan_html", "get_plan_docx", "get_plan_csv"],
        NotFound,
        None,
    ),
    (
        &["get_yearbook_pdf", "get_yearbook_html", "get_yearbook_docx"],
        NotFound,
        None,
    ),
    (&["get_results_csv"], NotFound, Some((ProvincialViewer, Auditor))),
    (&["get_paper_template"], NotFound, None),
    (
        &[
            "put_paper_template",
            "accept_paper_template",
            "accept_organization_setting",
        ],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    // Drafting.
    (
        &[
            "create_measure",
            "create_report",
            "create_announcement",
            "create_complaint_statistics",
        ],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (
        &[
            "edit_measure",
            "edit_report",
            "edit_announcement",
            "edit_complaint_statistics",
        ],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (
        &[
            "delete_measure",
            "delete_report",
            "delete_announcement",
            "delete_complaint_statistics",
        ],
        NotFound,
        Some((Publisher, Drafter)),
    ),
    (
        &[
            "revise_measure",
            "revise_report",
            "revise_announcement",
            "revise_complaint_statistics",
        ],
        NotFound,
        Some((Publisher, Drafter)),
    ),
    (
        &["create_result", "edit_result", "delete_result", "put_analysis"],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (&["create_activity"], NotFound, Some((Approver, Drafter))),
    (&["edit_activity"], NotFound, Some((Approver, Drafter))),
    (&["delete_activity"], NotFound, Some((Approver, Drafter))),
    (&["import_bundle"], Forbidden, Some((Auditor, Drafter))),
    (&["export_bundle"], NotFound, Some((ProvincialViewer, Auditor))),
    // The steps of a document.
    (
        &[
            "submit_measure",
            "submit_report",
            "submit_announcement",
            "submit_complaint_statistics",
        ],
        NotFound,
        Some((Approver, Drafter)),
    ),
    (
        &[
            "return_measure",
            "return_report",
            "return_announcement",
            "return_complaint_statistics",
        ],
        NotFound,
        Some((Drafter, Approver)),
    ),
    (
        &[
            "approve_measure",
            "approve_report",
            "approve_announcement",
            "approve_complaint_statistics",
        ],
        NotFound,
        Some((Drafter, Approver)),
    ),
    (
        &[
            "publish_measure",
            "publish_report",
            "publish_announcement",
            "publish_complaint_statistics",
        ],
        NotFound,
        Some((Approver, Publisher)),
    ),
    (
        &[
            "withdraw_measure",
            "withdraw_report",
            "withdraw_announcement",
            "withdraw_complaint_statistics",
        ],
        NotFound,
        Some((Auditor, Drafter)),
    ),
    (
        &["submit_measures_of_year"],
        NotFound,
        Some((OrganizationAdmin, Drafter)),
    ),
    (&["approve_measures_of_year"], NotFound, Some((Drafter, Approver))),
    (&["publish_measures_of_year"], NotFound, Some((Approver, Publisher))),
    // Administration.
    (
        &["create_organization"],
        Forbidden,
        Some((OrganizationAdmin, PlatformAdmin)),
    ),
    (
        &["replace_catalogue"],
        Forbidden,
        Some((OrganizationAdmin, PlatformAdmin)),
    ),
    (&["edit_organization"], NotFound, Some((Drafter, OrganizationAdmin))),
    (
        &["create_division", "edit_division", "delete_division"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (&["create_user"], Refused, Some((Drafter, OrganizationAdmin))),
    (
        &["get_user", "edit_user", "list_memberships", "get_membership"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (
        &["list_user_sessions", "end_user_session", "end_user_sessions"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (
        &["create_password_token", "confirm_user", "delete_second_factor"],
        NotFound,
        Some((Drafter, OrganizationAdmin)),
    ),
    (
        &["create_membership", "delete_membership", "confirm_membership"],
        NotFound,
        Some((Auditor, OrganizationAdmin)),
    ),
];
