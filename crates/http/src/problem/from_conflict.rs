use prongsai_application::Conflict;

use super::quota_exceeded::quota_exceeded;
use super::second_factor::nothing_enrolled;
use super::warnings::{binding_rules, warnings_not_acknowledged};
use super::{Bilingual, FieldError, Problem, ProblemCode};

/// The problem of a conflict with something that exists.
pub(super) fn from_conflict(conflict: Conflict) -> Problem {
    match conflict {
        Conflict::AlreadyExists { field } => {
            Problem::new(ProblemCode::AlreadyExists).with_field_error(FieldError::at_pointer(
                format!("/{field}"),
                "already-exists",
                Bilingual::new("ค่านี้ถูกใช้แล้ว", "This value is already in use."),
            ))
        }
        Conflict::EditionInWork { state } => Problem::new(ProblemCode::EditionInWork).explain(Bilingual::new(
            format!(
                "มีฉบับที่อยู่ในสถานะ {} ({state}) อยู่แล้ว ต้องเผยแพร่ ถอน หรือ (หากเป็นร่าง) ลบฉบับนั้นก่อน",
                state.name_th()
            ),
            format!(
                "The document has an edition that is {state}; publish, withdraw or (a draft) delete that edition first."
            ),
        )),
        Conflict::NothingToRevise => Problem::new(ProblemCode::NothingToRevise),
        Conflict::NothingToConfirm => Problem::new(ProblemCode::NothingToConfirm),
        Conflict::SecondFactorExists => Problem::new(ProblemCode::SecondFactorExists),
        Conflict::NothingEnrolled => nothing_enrolled(),
        Conflict::ProposalExpired => Problem::new(ProblemCode::ProposalExpired),
        Conflict::AwaitsConfirmation => Problem::new(ProblemCode::AwaitsConfirmation),
        Conflict::Deactivated => Problem::new(ProblemCode::AccountDeactivated),
        Conflict::JobNotDead => Problem::new(ProblemCode::JobNotDead),
        Conflict::TokenEnded => Problem::new(ProblemCode::ServiceTokenEnded),
        Conflict::TooManyTokens => Problem::new(ProblemCode::TooManyServiceTokens),
        Conflict::NothingProposed => Problem::new(ProblemCode::NothingProposed),
        Conflict::NothingToDo => Problem::new(ProblemCode::NothingToDo),
        Conflict::ReportNotReady { message_th, message_en } => {
            Problem::new(ProblemCode::ReportNotReady).explain(Bilingual::new(message_th, message_en))
        }
        Conflict::RoundNotEnded { ends_on } => Problem::new(ProblemCode::RoundNotEnded).explain(Bilingual::new(
            format!(
                "รอบการรายงานสิ้นสุดวันที่ {} หากต้องรายงานก่อนสิ้นรอบ ให้กำหนด preliminary เป็น true ในร่างรายงาน",
                ends_on.thai()
            ),
            format!(
                "The round ends on {} B.E. ({ends_on}). To report before it ends, set preliminary to true in the draft.",
                ends_on.english()
            ),
        )),
        Conflict::WarningsNotAcknowledged(open) => warnings_not_acknowledged(&open, None),
        Conflict::BindingRules(broken) => binding_rules(&broken),
        Conflict::ApprovedByAuthor => Problem::new(ProblemCode::ApprovedByAuthor),
        Conflict::InUse => Problem::new(ProblemCode::InUse),
        Conflict::LastAdministrator => Problem::new(ProblemCode::LastAdministrator),
        Conflict::DocumentClosed { state } => Problem::new(ProblemCode::DocumentClosed).explain(Bilingual::new(
            format!("เอกสารอยู่ในสถานะ {} ({state}) บันทึกเพิ่มไม่ได้", state.name_th()),
            format!("The document is {state}; no more results can be recorded for it."),
        )),
        Conflict::FileRemoved => Problem::new(ProblemCode::FileIsTombstone),
        Conflict::OrganizationMerged { into } => Problem::new(ProblemCode::OrganizationMerged).explain(Bilingual::new(
            format!("หน่วยงานนี้รวมเป็นรายการเดียวกับหน่วยงาน {into} แล้ว โปรดบันทึกในหน่วยงานนั้น"),
            format!("This organization was merged into {into}; write there."),
        )),
        Conflict::QuotaExceeded(exceeded) => quota_exceeded(exceeded),
        Conflict::Rule(rule) => Problem::new(ProblemCode::RuleViolated).with_internal(format!("rule {rule}")),
    }
}
