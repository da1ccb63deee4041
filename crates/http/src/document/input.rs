use prongsai_application::Error;
use prongsai_domain::document::{ChangeKind, ChangeNote};
use prongsai_domain::violation::Checker;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// Longest reason, in characters. The schemas here and in `kind/measure/selection.rs` repeat it.
const REASON_MAX: usize = 2_000;

/// The input for returning an edition.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonInput {
    /// The reason, for the drafters.
    #[schema(example = "ขั้นตอนที่ 2 ยังไม่มีกำหนดเวลา", min_length = 1, max_length = 2000)]
    reason: String,
}

/// The input for withdrawing an edition.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithdrawInput {
    /// The reason. It becomes public if the edition was public.
    #[schema(example = "เผยแพร่ผิดฉบับ", min_length = 1, max_length = 2000)]
    reason: String,
    /// The number of the edition, if it is not the one that the caller sees. It is needed to withdraw the live edition
    /// while a correction is in work.
    edition: Option<u32>,
}

/// The input for approving an edition.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApproveInput {
    /// The reason why a drafter of the edition approves it, in an organization that allows this. It is stored
    /// permanently with the edition. It is ignored when another person approves.
    #[schema(example = "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว", min_length = 1, max_length = 2000)]
    pub(crate) override_reason: Option<String>,
}

/// The input for beginning a correction: what it changes. Give both fields or none; they cannot be altered later.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviseInput {
    /// The kind of change: of wording only (`clerical`), of facts that became out of date (`update`), or of the substance
    /// (`substantive`).
    #[schema(value_type = Option<String>, pattern = "^(clerical|update|substantive)$", example = "substantive")]
    change_kind: Option<ChangeKind>,
    /// The explanation. It becomes public with the edition.
    #[schema(example = "ปรับเป้าหมายตามงบประมาณที่ได้รับ", min_length = 1, max_length = 2000)]
    change_note: Option<String>,
}

impl ReviseInput {
    /// Checks and cleans the note, if there is one.
    pub(crate) fn checked(&self) -> Result<Option<ChangeNote>, Problem> {
        let mut checker = Checker::new();
        let note = ChangeNote::check(self.change_kind, self.change_note.as_deref(), &mut checker);
        checker
            .finish(note)
            .map_err(|violations| Error::Invalid(violations).into())
    }
}

impl ReasonInput {
    /// Checks and cleans the reason.
    pub(crate) fn checked(&self) -> Result<String, Problem> {
        checked("reason", &self.reason)
    }
}

impl WithdrawInput {
    /// Checks and cleans the reason, and returns it with the number of the edition.
    pub(crate) fn checked(&self) -> Result<(String, Option<u32>), Problem> {
        Ok((checked("reason", &self.reason)?, self.edition))
    }
}

impl ApproveInput {
    /// Checks and cleans the reason, if there is one.
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
    use crate::problem::FieldErrorPlace;

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
                FieldErrorPlace::Pointer("/reason".to_owned()),
                "{bad:?}"
            );
        }
    }
}
