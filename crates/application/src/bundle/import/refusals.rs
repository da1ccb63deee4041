use prongsai_domain::access::{Action, Role, roles_with};
use prongsai_domain::violation::Violation;
use prongsai_domain::workflow::State;

/// The violation of an entry whose document was withdrawn.
pub(super) fn withdrawn(pointer: &str) -> Violation {
    Violation {
        pointer: pointer.to_owned(),
        code: "withdrawn".to_owned(),
        message_th: "เอกสารที่ใช้คีย์นี้ถูกถอนแล้ว ใช้คีย์อื่น หรือเริ่มฉบับแก้ไขของเอกสารนั้นก่อน".to_owned(),
        message_en:
            "the document with this key was withdrawn; use another key, or begin a correction of the document first"
                .to_owned(),
        suggestion: None,
    }
}

/// The violation of an entry whose document waits for approval or publication.
pub(super) fn in_approval(pointer: &str, state: State) -> Violation {
    let who: Vec<&str> = roles_with(Action::Return).into_iter().map(Role::as_str).collect();
    let who = who.join(", ");
    Violation {
        pointer: pointer.to_owned(),
        code: "in-approval".to_owned(),
        message_th: format!(
            "เอกสารนี้อยู่ในสถานะ {} ({state}) จึงแก้ไขไม่ได้ ต้องให้ผู้มีบทบาท {who} ตีกลับก่อน",
            state.name_th()
        ),
        message_en: format!(
            "the document is {state} and cannot be changed; someone with the role {who} must return it first"
        ),
        suggestion: None,
    }
}
