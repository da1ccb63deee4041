use prongsai_application::Error;
use prongsai_domain::violation::Checker;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// Longest reason, in characters.
const REASON_MAX: usize = 2_000;

/// Why something is sent back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonInput {
    /// The reason, for the drafters.
    #[schema(example = "ขั้นตอนที่ 2 ยังไม่มีกำหนดเวลา", min_length = 1, max_length = 2000)]
    reason: String,
}

/// Why something is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawInput {
    /// The reason; public when the edition was.
    #[schema(example = "เผยแพร่ผิดฉบับ", min_length = 1, max_length = 2000)]
    reason: String,
    /// Which edition, where not the one that is shown: the live one, while a correction is in work.
    edition: Option<u32>,
}

/// How something is approved.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApproveInput {
    /// Why its own drafter approves it, in an office that allows that. It stays on the edition for ever.
    #[schema(example = "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว", min_length = 1, max_length = 2000)]
    override_reason: Option<String>,
}

impl ReasonInput {
    /// The reason, cleaned.
    pub(crate) fn checked(&self) -> Result<String, Problem> {
        checked("reason", &self.reason)
    }
}

impl WithdrawInput {
    /// The reason, cleaned, and the edition.
    pub(crate) fn checked(&self) -> Result<(String, Option<u32>), Problem> {
        Ok((checked("reason", &self.reason)?, self.edition))
    }
}

impl ApproveInput {
    /// The reason, cleaned, where there is one.
    pub(crate) fn checked(&self) -> Result<Option<String>, Problem> {
        self.override_reason
            .as_deref()
            .map(|reason| checked("override_reason", reason))
            .transpose()
    }
}

fn checked(field: &str, raw: &str) -> Result<String, Problem> {
    let mut checker = Checker::new();
    let reason = checker.lines(field, raw, REASON_MAX);
    checker
        .finish(reason)
        .map_err(|violations| Error::Invalid(violations).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::FaultPlace;

    #[test]
    fn a_reason_is_text() {
        let of = |reason: &str| {
            ReasonInput {
                reason: reason.to_owned(),
            }
            .checked()
        };
        assert_eq!(of(" ขาดเอกสาร ").unwrap(), "ขาดเอกสาร");
        for bad in ["", "  ", "a\0b", &"ก".repeat(REASON_MAX + 1)] {
            let problem = of(bad).unwrap_err();
            assert_eq!(
                problem.field_errors().first().unwrap().place,
                FaultPlace::Pointer("/reason".to_owned()),
                "{bad:?}"
            );
        }
    }
}
