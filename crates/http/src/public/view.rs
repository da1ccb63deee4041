//! What published documents look like. They are served as the bytes that were kept at publication; these types describe
//! those bytes for the OpenAPI document, and a test compares them.

#![expect(dead_code, reason = "describes stored bytes; nothing is made of them")]

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The office that published it, as it was called then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicOfficeView {
    /// Which office.
    id: Uuid,
    /// Its name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// What kind of local government.
    #[schema(example = "subdistrict_municipality")]
    kind: String,
    /// Its province.
    #[schema(example = "47")]
    province_code: String,
}

macro_rules! published {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            /// Which document.
            id: Uuid,
            /// Whose.
            organization: PublicOfficeView,
            /// Fiscal year, a B.E. year.
            #[schema(example = 2566)]
            fiscal_year: u16,
            /// Number of the edition.
            #[schema(example = 1)]
            edition: u32,
            /// When it was published, in UTC.
            #[schema(format = DateTime)]
            published_at: String,
            /// SHA-256 of the content's canonical JSON (RFC 8785).
            content_sha256: String,
            $($(#[$field_doc])* $field: $kind,)+
        }
    };
}

published! {
    /// A published measure.
    PublicMeasureView {
        /// Its title.
        #[schema(example = "ประสิทธิภาพการสื่อสาร")]
        title: String,
        /// Codes of the indicators that it is to improve.
        indicators: Vec<String>,
        /// Keys of the findings that it answers.
        findings: Vec<String>,
        /// แนวทางการปฏิบัติ.
        guideline: String,
        /// ขั้นตอน/วิธีการปฏิบัติ, in order.
        steps: Vec<PublicStepView>,
        /// The responsible division.
        division: Option<PublicDivisionView>,
        /// การกำกับติดตาม.
        monitoring: Option<String>,
        /// After how many months the office reports.
        reporting_round_months: u8,
        /// Planned money, in baht.
        budget_baht: Option<u64>,
        /// What is to be reached.
        target: Option<String>,
    }
}

published! {
    /// A published report.
    PublicReportView {
        /// The title on the cover.
        #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
        title: String,
        /// The round that is reported: 6 or 12 months.
        reporting_round_months: u8,
        /// คำนำ.
        preface: Option<String>,
        /// ผู้จัดทำ.
        preparer: PublicPersonView,
        /// Analysis, measures and results as they were when the report was submitted.
        frozen: Option<serde_json::Map<String, serde_json::Value>>,
        /// Which analysis, measures and results those are: identity, edition or version, and SHA-256 of each. With it in
        /// place of `frozen`, the canonical form of the content has the hash `content_sha256`. Reports that were
        /// submitted before version 0.2 have none.
        #[serde(default)]
        frozen_references: Option<serde_json::Map<String, serde_json::Value>>,
    }
}

published! {
    /// A published announcement.
    PublicAnnouncementView {
        /// What is announced.
        #[schema(example = "survey_invitation")]
        kind: String,
        /// The heading.
        title: String,
        /// เรื่อง.
        #[schema(example = "การประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2566")]
        subject: String,
        /// The paragraphs, in order.
        body: Vec<String>,
        /// ประกาศ ณ วันที่.
        #[schema(format = Date)]
        issued_on: String,
        /// ผู้ลงนาม.
        signatory: PublicPersonView,
        /// The survey, of an invitation.
        survey: Option<PublicSurveyView>,
    }
}

/// A step of a published measure.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicStepView {
    /// Names the step.
    key: String,
    /// What is done.
    text: String,
    /// How often, where it recurs.
    cadence: Option<String>,
    /// By when.
    #[schema(format = Date)]
    due_on: Option<String>,
}

/// A division, as it was called then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicDivisionView {
    /// Which division.
    id: Uuid,
    /// Its name.
    #[schema(example = "สำนักงานปลัด")]
    name: String,
}

/// A post, with the person's name where the office states it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicPersonView {
    /// ตำแหน่ง.
    #[schema(example = "นายกเทศมนตรี")]
    position: String,
    /// ชื่อ.
    name: Option<String>,
}

/// The survey of a published invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicSurveyView {
    /// `EIT` or `IIT`.
    instrument: String,
    /// For whom.
    audience: String,
    /// The link; exactly what the QR code says.
    url: String,
    /// First day.
    #[schema(format = Date)]
    opens_on: String,
    /// Last day, included.
    #[schema(format = Date)]
    closes_on: String,
}

#[cfg(test)]
mod tests {
    use prongsai_domain::announcement::Announcement;
    use prongsai_domain::measure::Measure;
    use prongsai_domain::report::Report;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    /// Takes a content through its domain type and reads what comes out, with the head of a publication around it.
    fn read<D: DeserializeOwned + Serialize, V: DeserializeOwned>(content: Value) -> V {
        let content: D = serde_json::from_value(content).expect("the domain knows this content");
        let mut published = json!({
            "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70", "fiscal_year": 2566, "edition": 1,
            "organization": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f71", "name_th": "เทศบาลตำบลตัวอย่าง",
                              "kind": "subdistrict_municipality", "province_code": "47" },
            "published_at": "2023-01-03T00:00:00Z", "content_sha256": "00",
        });
        let written = serde_json::to_value(content).unwrap();
        published
            .as_object_mut()
            .unwrap()
            .extend(written.as_object().unwrap().clone());
        serde_json::from_value(published).expect("what is written is what is described")
    }

    #[test]
    fn what_is_served_is_what_is_described() {
        let measure: PublicMeasureView = read::<Measure, _>(json!({
            "title": "ก", "indicators": ["i7"], "findings": [], "guideline": "ข", "monitoring": null,
            "steps": [{ "key": "step-1", "text": "ค", "cadence": "monthly", "due_on": "2023-09-30" }],
            "division": { "id": "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f72", "name": "สำนักงานปลัด" },
            "reporting_round_months": 12, "budget_baht": 5000, "target": null,
        }));
        assert_eq!(measure.steps[0].due_on.as_deref(), Some("2023-09-30"));
        let report: PublicReportView = read::<Report, _>(json!({
            "title": "ก", "reporting_round_months": 6, "preface": null,
            "preparer": { "position": "หัวหน้าฝ่ายอำนวยการ", "name": null },
            "frozen": { "organization_name": "เทศบาลตำบลตัวอย่าง", "analysis": null, "measures": [] },
        }));
        assert!(report.frozen.is_some_and(|frozen| frozen.contains_key("measures")));
        let announcement: PublicAnnouncementView = read::<Announcement, _>(json!({
            "kind": "survey_invitation", "title": "ก", "subject": "ข", "body": ["ค"], "issued_on": "2023-01-03",
            "signatory": { "position": "นายกเทศมนตรี", "name": null },
            "survey": { "instrument": "EIT", "audience": "external", "url": "https://itas.nacc.go.th/go/eit/h9unqk",
                        "opens_on": "2023-01-03", "closes_on": "2023-06-30" },
        }));
        assert_eq!(announcement.survey.unwrap().instrument, "EIT");
    }
}
