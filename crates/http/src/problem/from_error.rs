use actix_web::http::header::{self, HeaderValue};
use jiff::Timestamp;
use prongsai_application::{Error, TokenError};
use prongsai_domain::access::{Action, Role};
use prongsai_domain::calendar::BuddhistDate;
use prongsai_domain::violation::{VIOLATIONS_MAX, Violation};
use prongsai_domain::workflow::{self, IllegalTransition, Transition};

use super::from_conflict::from_conflict;
use super::invalid_table::invalid_table;
use super::refused_measures::refused;
use super::renderer::{renderer_failed, renderer_not_ready};
use super::second_factor::wrong_code;
use super::service_token::service_token_refused;
use super::{Bilingual, FieldError, Problem, ProblemCode};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated(TokenError::Expired) => Self::new(ProblemCode::ExpiredToken),
            Error::Unauthenticated(TokenError::Invalid) => Self::new(ProblemCode::InvalidToken),
            Error::BadCredentials => Self::new(ProblemCode::BadCredentials),
            Error::TooManyAttempts { retry_after_seconds } => too_many_attempts(retry_after_seconds),
            Error::NotFound => Self::new(ProblemCode::NotFound),
            Error::Gone { reason, at } => gone(&reason, at),
            Error::FileRemoved { reason, at } => file_removed(&reason, at),
            Error::Forbidden { action, needs } => forbidden(action, &needs),
            Error::FourEyes => Self::new(ProblemCode::FourEyes),
            Error::OverrideIsOff => override_is_off(),
            Error::AccountUnconfirmed { .. } => Self::new(ProblemCode::AccountUnconfirmed),
            Error::SecondFactorRequired => Self::new(ProblemCode::SecondFactorRequired),
            Error::SecondFactorMissing => Self::new(ProblemCode::SecondFactorNeeded),
            Error::SecondFactorStale => Self::new(ProblemCode::SecondFactorStale),
            Error::WrongCode => wrong_code(),
            Error::NotWithToken { action } => service_token_refused(action),
            Error::OwnAccount => Self::new(ProblemCode::OwnAccount),
            Error::OrganizationConfirms => Self::new(ProblemCode::OrganizationConfirms),
            Error::SecondPerson => Self::new(ProblemCode::SecondPersonRequired),
            Error::Stale { current } => Self::new(ProblemCode::Stale).explain(Bilingual::new(
                format!("ฉบับปัจจุบันคือ \"{current}\" โปรดอ่านใหม่แล้วส่งการแก้ไขอีกครั้ง"),
                format!("The current revision is \"{current}\". Read the resource again and send the change again."),
            )),
            Error::YearChanged => Self::new(ProblemCode::Stale).explain(Bilingual::new(
                "มาตรการของปีนี้มีการเปลี่ยนแปลงหลังจากที่อ่าน โปรดอ่านรายการใหม่แล้วส่งอีกครั้ง",
                "The measures of the year have changed since they were read. Read the list again and send the step again.",
            )),
            Error::SelectionRequired => Self::new(ProblemCode::PreconditionRequired).explain(Bilingual::new(
                "ต้องระบุ measures (รหัสและ revision ที่อ่าน) หรือ all (ค่า digest ที่ได้จากรายการมาตรการของปี)",
                "Name the measures with the revisions that were read, or give the digest of the list of the year's measures \
                 in all.",
            )),
            Error::Refused(measures) => refused(measures),
            Error::PreconditionRequired => Self::new(ProblemCode::PreconditionRequired),
            Error::IllegalTransition(error) => illegal_transition(&error),
            Error::Conflict(conflict) => from_conflict(conflict),
            Error::Invalid(violations) => invalid(violations),
            Error::InvalidTable { errors, further } => invalid_table(errors, further),
            Error::IdempotencyKeyReused => Self::new(ProblemCode::IdempotencyKeyReused),
            Error::NoThaiFont => Self::new(ProblemCode::NoThaiFont),
            Error::RendererNotReady(why) => renderer_not_ready(why),
            Error::RendererFailed { why, retry_after_seconds } => renderer_failed(why, retry_after_seconds),
            Error::RenditionTooLarge { message_th, message_en } => {
                Self::new(ProblemCode::PaperTooLarge).explain(Bilingual::new(message_th, message_en))
            }
            Error::Busy => busy(),
            Error::ImportsBusy => imports_busy(),
            Error::UploadsBusy => unavailable_for(
                10,
                "มีการอัปโหลดไฟล์อื่นของท่านหรือของหน่วยงานอยู่ โปรดส่งอีกครั้งในอีก 10 วินาที",
                "Other uploads of yours or of the organization are under way. Send this one again in 10 seconds.",
            ),
            Error::RolesChanged => roles_changed(),
            Error::Unavailable(why) | Error::Clash(why) => Self::new(ProblemCode::Unavailable).with_internal(why),
            Error::Internal(why) => Self::internal(why),
        }
    }
}

fn gone(reason: &str, at: Timestamp) -> Problem {
    let day = BuddhistDate::in_thailand(at).map_or_else(|_| at.to_string(), BuddhistDate::iso);
    Problem::new(ProblemCode::Withdrawn).explain(Bilingual::new(
        format!("ถอนจากการเผยแพร่เมื่อ {day} เหตุผล: {reason}"),
        format!("Withdrawn on {day}. Reason: {reason}"),
    ))
}

fn file_removed(reason: &str, at: Timestamp) -> Problem {
    let day = BuddhistDate::in_thailand(at).map_or_else(|_| at.to_string(), BuddhistDate::iso);
    Problem::new(ProblemCode::FileRemoved).explain(Bilingual::new(
        format!("นำไฟล์ออกเมื่อ {day} เหตุผล: {reason}"),
        format!("Removed on {day}. Reason: {reason}"),
    ))
}

fn too_many_attempts(seconds: u64) -> Problem {
    Problem::new(ProblemCode::TooManyAttempts)
        .explain(Bilingual::new(
            format!("ลองผิดหลายครั้งเกินไป โปรดลองใหม่ในอีก {seconds} วินาที"),
            format!("Too many attempts; try again in {seconds} seconds."),
        ))
        .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
}

fn unavailable_for(seconds: u64, thai: &'static str, english: &'static str) -> Problem {
    Problem::new(ProblemCode::Unavailable)
        .explain(Bilingual::new(thai, english))
        .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
}

/// The problem for a busy renderer. Rendering continues in the meantime, so that a later request may find the file
/// ready.
fn busy() -> Problem {
    unavailable_for(
        10,
        "กำลังจัดทำเอกสารจำนวนมาก หรือเอกสารนี้ใช้เวลานาน โปรดขออีกครั้งในอีก 10 วินาที",
        "Many renditions are being made, or this one takes a long time. Try again in 10 seconds.",
    )
}

fn roles_changed() -> Problem {
    unavailable_for(
        1,
        "บทบาทของท่านเปลี่ยนแปลงระหว่างรอดำเนินการ ยังไม่มีการเปลี่ยนแปลงข้อมูล โปรดส่งคำขออีกครั้ง",
        "Your roles changed while the request waited. Nothing was changed; send the request again.",
    )
}

fn imports_busy() -> Problem {
    unavailable_for(
        10,
        "มีการนำเข้าข้อมูลอื่นกำลังทำงานอยู่ โปรดส่งอีกครั้งในอีก 10 วินาที",
        "Other imports are running. Send this one again in 10 seconds.",
    )
}

fn forbidden(action: Action, needs: &[Role]) -> Problem {
    let joined = |name: fn(Role) -> &'static str| needs.iter().copied().map(name).collect::<Vec<_>>().join(", ");
    let (roles_th, roles) = (joined(Role::name_th), joined(Role::as_str));
    let action = action.as_str();
    Problem::new(ProblemCode::Forbidden).explain(Bilingual::new(
        format!("ไม่มีบทบาทที่ทำรายการ {action} ได้ ต้องมีบทบาทใดบทบาทหนึ่งต่อไปนี้: {roles_th}"),
        format!("None of your roles allows {action} here. One of these roles is needed: {roles}."),
    ))
}

/// The problem of an approval that gives a reason for an override where overrides are not allowed.
fn override_is_off() -> Problem {
    Problem::new(ProblemCode::FourEyes).explain(Bilingual::new(
        "คำขอระบุเหตุผลเพื่ออนุมัติเอกสารที่ตนมีส่วนจัดทำ แต่หน่วยงานนี้ไม่ได้เปิดการตั้งค่า allows_four_eyes_override \
         โปรดให้ผู้อื่นอนุมัติ หากหน่วยงานประสงค์จะเปิดการตั้งค่านี้ ต้องใช้ผู้ดูแลสองคน \
         คนหนึ่งเสนอที่ PATCH /api/v1/organizations/{id} \
         และอีกคนหนึ่งรับรองที่ POST /api/v1/organizations/{id}/settings/accept",
        "The approval gives an override reason, but allows_four_eyes_override is off in this organization. Have another \
         person approve it. Two administrators can switch the setting on: one proposes it with \
         PATCH /api/v1/organizations/{id}, another accepts it at POST /api/v1/organizations/{id}/settings/accept.",
    ))
}

fn illegal_transition(error: &IllegalTransition) -> Problem {
    let allowed = workflow::allowed(error.from)
        .map(Transition::as_str)
        .collect::<Vec<_>>();
    let allowed = if allowed.is_empty() {
        "–".to_owned()
    } else {
        allowed.join(", ")
    };
    let (from, name, asked) = (error.from, error.from.name_th(), error.transition.as_str());
    Problem::new(ProblemCode::IllegalTransition).explain(Bilingual::new(
        format!("เอกสารอยู่ในสถานะ {name} ({from}) จึงทำ {asked} ไม่ได้ สิ่งที่ทำได้: {allowed}"),
        format!("The edition is {from}, which does not allow {asked}. Allowed: {allowed}."),
    ))
}

fn invalid(violations: Vec<Violation>) -> Problem {
    let count = match violations.len() {
        1 => ("1".to_owned(), "1 place".to_owned()),
        count if count > VIOLATIONS_MAX => (
            format!("มากกว่า {VIOLATIONS_MAX}"),
            format!("more than {VIOLATIONS_MAX} places"),
        ),
        count => (count.to_string(), format!("{count} places")),
    };
    Problem::new(ProblemCode::InvalidInput)
        .explain(Bilingual::new(
            format!("ข้อมูลที่ส่งมาใช้ไม่ได้ {} แห่ง", count.0),
            format!("The input is wrong in {}.", count.1),
        ))
        .with_field_errors(violations.into_iter().map(FieldError::from))
}

#[cfg(test)]
mod tests {
    use prongsai_domain::workflow::State;

    use super::*;

    #[test]
    fn internals_stay_inside() {
        let problem = Problem::from(Error::Internal("SELECT secret FROM users".to_owned()));
        assert_eq!(problem.code(), ProblemCode::InternalError);
        assert_eq!(problem.log_text(), Some("SELECT secret FROM users"));
        assert!(!format!("{problem} {problem:?}").contains("secret"));
    }

    #[test]
    fn a_missing_role_has_its_thai_name_in_thai_and_its_code_in_english() {
        for role in Role::ALL {
            let problem = forbidden(Action::Approve, &[role, Role::Drafter]);
            let detail = problem.0.detail.unwrap();
            assert!(
                detail.th.contains(role.name_th()) && detail.en.contains(role.as_str()),
                "{role}"
            );
            for other in Role::ALL {
                assert!(!detail.th.contains(other.as_str()), "{other}: {}", detail.th);
            }
        }
    }

    /// The texts that do not depend on the request.
    #[test]
    fn no_thai_text_of_a_kind_has_the_code_of_a_role() {
        for code in ProblemCode::ALL {
            for role in Role::ALL {
                let text = format!("{} {}", code.title_th(), code.meaning_th());
                assert!(!text.contains(role.as_str()), "{}: {role}", code.as_str());
            }
        }
    }

    #[test]
    fn a_withdrawal_names_the_day_in_thailand() {
        let at = "2023-01-02T18:30:00Z".parse().unwrap();
        let detail = gone("ซ้ำ", at).0.detail.unwrap();
        assert_eq!(detail.th, "ถอนจากการเผยแพร่เมื่อ 2023-01-03 เหตุผล: ซ้ำ");
        assert_eq!(detail.en, "Withdrawn on 2023-01-03. Reason: ซ้ำ");
    }

    #[test]
    fn an_override_that_is_not_allowed_names_the_setting_and_who_switches_it_on() {
        let problem = Problem::from(Error::OverrideIsOff);
        assert_eq!(problem.code(), ProblemCode::FourEyes);
        let detail = problem.0.detail.unwrap();
        for text in [&detail.th, &detail.en] {
            for name in ["allows_four_eyes_override", "/settings/accept"] {
                assert!(text.contains(name), "{text}");
            }
        }
        assert!(detail.th.contains("ผู้ดูแลสองคน"), "{}", detail.th);
        assert!(detail.en.contains("Two administrators"), "{}", detail.en);
    }

    #[test]
    fn an_illegal_transition_names_what_is_possible() {
        let error = IllegalTransition {
            from: State::Approved,
            transition: Transition::Edit,
        };
        let problem = Problem::from(Error::IllegalTransition(error));
        let detail = problem.0.detail.unwrap();
        assert!(detail.en.contains("return, publish, withdraw"), "{}", detail.en);
        assert!(detail.th.contains("อนุมัติ"), "{}", detail.th);
    }
}
