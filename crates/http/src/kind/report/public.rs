use crate::public::PublicPersonView;

crate::public::published! {
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
