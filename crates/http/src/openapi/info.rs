use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::problem::ProblemView;

/// The general part of the OpenAPI document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Prongsai (โปร่งใส)",
        description = "ระบบจัดทำ อนุมัติ และเผยแพร่มาตรการส่งเสริมคุณธรรมและความโปร่งใส รายงานผล ประกาศ และสถิติเรื่องร้องเรียน \
ขององค์กรปกครองส่วนท้องถิ่น ตามการประเมิน ITA\n\n\
The backend with which a Thai local government drafts, approves and publishes its integrity and transparency \
measures, the reports on them, its announcements and its complaint statistics, as the ITA assessment requires.\n\n\
* `/api/v1` needs a bearer token from `POST /api/v1/auth/login`, or a service token (`prs_…`); `/public/v1` needs none \
and has published content only.\n\
* Every error is a problem document (`application/problem+json`), in Thai or, with `Accept-Language: en`, in English.\n\
* A change of an existing resource needs `If-Match` with its `ETag`; a POST may have an `Idempotency-Key`.\n\
* Requests are limited: `RateLimit` tells what is left, 429 has `Retry-After`.\n\
* Dates are ISO 8601 in the Gregorian calendar; input also accepts B.E. dates (`2566-01-03`, `3 มกราคม 2566`). \
Fiscal years are B.E. years.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "session", description = "เข้าสู่ระบบ ออกจากระบบ ผู้ใช้ปัจจุบัน และเซสชันของผู้ใช้ — Logging in and out, the current user, and their sessions."),
        (name = "service-tokens", description = "โทเคนสำหรับโปรแกรม — Service tokens, with which scripts act for a person."),
        (name = "organizations", description = "องค์กรปกครองส่วนท้องถิ่น — Local governments, their settings and channels."),
        (name = "rules", description = "กฎการตรวจและสิ่งที่ยังขาด — The rules of the review, those that are binding, and the doctor, \
            which says what is missing, late or contradictory."),
        (name = "divisions", description = "สำนักและกอง — The divisions of an organization."),
        (name = "channels", description = "ช่องทางของหน่วยงานและการตรวจลิงก์ — The channels of an organization, and the addresses that are checked."),
        (name = "users", description = "ผู้ใช้ บทบาท และเซสชัน — People with a login, their roles, and their sessions."),
        (name = "catalogues", description = "ตัวชี้วัด ITA รายปี — Indicators and items of the ITA, by year."),
        (name = "geography", description = "จังหวัดและอำเภอ — Provinces and districts."),
        (name = "analyses", description = "การวิเคราะห์ผลการประเมิน — Analyses of the results of an assessment."),
        (name = "scores", description = "คะแนนผลการประเมิน — The scores of assessments, by year."),
        (name = "measure-templates", description = "แม่แบบมาตรการ — Templates of measures, kept by the platform, a province or an organization."),
        (name = "results", description = "ผลการดำเนินการ — The results of measures: what was done."),
        (name = "files", description = "ไฟล์หลักฐาน — Evidence files of organizations."),
        (name = "activities", description = "กิจกรรมและความก้าวหน้า — The activities for measures, and the progress that follows from them."),
        (name = "renditions", description = "เอกสาร PDF HTML DOCX และ CSV — Renditions to sign, post and print, and their verification."),
        (name = "imports", description = "นำเข้าและส่งออก — Import and export of a whole year as one bundle."),
        (name = "jobs", description = "งานเบื้องหลัง — Jobs: work that outlives the request that caused it."),
        (name = "audit", description = "บันทึกการใช้งาน — The audit trail: who did what, when, and what changed."),
        (name = "public", description = "ข้อมูลที่เผยแพร่ — Published content, which anybody may read."),
        (name = "system", description = "สถานะของระบบ — Health, metrics and this document."),
    ),
    components(schemas(ProblemView)),
    modifiers(&Bearer),
)]
pub(super) struct ApiDoc;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some(
                "Access token of `POST /api/v1/auth/login`, valid for 15 minutes at most, or a service token of \
                 `POST /api/v1/me/service-tokens`.",
            ))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}
