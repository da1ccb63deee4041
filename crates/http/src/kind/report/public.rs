use crate::public::PublicPersonView;

crate::public::published! {
    /// A published report.
    PublicReportView {
        /// The title on the cover.
        #[schema(example = "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566")]
        title: String,
        /// The reporting round: 6 or 12 months.
        reporting_round_months: u8,
        /// Whether the report was made before its round had ended; absent if not.
        #[serde(default)]
        preliminary: bool,
        /// คำนำ: the preface.
        preface: Option<String>,
        /// ผู้จัดทำ: the person who prepared the report.
        preparer: PublicPersonView,
        /// The analysis, the measures and the results as they were when the report was submitted.
        frozen: Option<serde_json::Map<String, serde_json::Value>>,
        /// The reasons for which a person who wrote in a measure approved it, by the id of the measure: those of the measures
        /// in `frozen`. Absent when other people approved, and in reports that were published before version 0.3; the list
        /// of editions has the reasons for these too.
        #[serde(default)]
        frozen_overrides: Option<serde_json::Map<String, serde_json::Value>>,
        /// The references to the analysis, the measures, the results and the activities in `frozen`: the identity, the edition or
        /// version, and the SHA-256 of each. If `frozen` is replaced with this value, the canonical form of the content
        /// has the hash `content_sha256`. Absent in reports that were submitted before version 0.2.
        #[serde(default)]
        frozen_references: Option<serde_json::Map<String, serde_json::Value>>,
    }
}
