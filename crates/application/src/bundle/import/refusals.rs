use prongsai_domain::access::{Action, Role, roles_with};
use prongsai_domain::violation::{VIOLATIONS_MAX, Violation};
use prongsai_domain::workflow::State;
use prongsai_persistence::Authorship;

use crate::context::today;

/// The violations that were found, of which the first are kept.
#[derive(Default)]
pub(super) struct Refusals {
    kept: Vec<Violation>,
    further: usize,
}

impl Refusals {
    pub(super) fn push(&mut self, violation: Violation) {
        if self.kept.len() < VIOLATIONS_MAX {
            self.kept.push(violation);
        } else {
            self.further += 1;
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The kept violations, and one that counts the others.
    pub(super) fn finish(mut self) -> Vec<Violation> {
        let further = self.further;
        if further > 0 {
            self.kept.push(Violation {
                pointer: String::new(),
                code: "further-errors".to_owned(),
                message_th: format!("มีข้อผิดพลาดอีก {further} รายการที่ไม่ได้แสดง โปรดแก้ไขรายการที่แสดงก่อน"),
                message_en: format!("{further} further errors are not listed; correct the listed ones first"),
                suggestion: None,
            });
        }
        self.kept
    }
}

/// The violation of an entry that states another revision than the stored one. `author` wrote the stored content; it is
/// `None` for an actor who may not read it.
pub(super) fn other_revision(pointer: &str, stated: u64, present: i64, author: Option<&Authorship>) -> Violation {
    let is_newer = i64::try_from(stated).is_ok_and(|stated| stated < present);
    let name = author.and_then(|author| author.by.as_ref()).map(|(_, name)| name);
    let who = author.map(|author| {
        let (day, at) = (today(author.at).thai(), author.at);
        match name {
            Some(name) => (
                format!(" ผู้เขียนเนื้อหาล่าสุดคือ {name} เมื่อวันที่ {day}"),
                format!("; {name} wrote its present content at {at}"),
            ),
            None => (
                format!(" เนื้อหาล่าสุดเขียนเมื่อวันที่ {day}"),
                format!("; its present content was written at {at}"),
            ),
        }
    });
    let (who_th, who_en) = who.unwrap_or_default();
    let (code, th, en) = if is_newer {
        (
            "newer-work",
            "ข้อมูลในระบบใหม่กว่าไฟล์นี้",
            "the store has newer work than this file",
        )
    } else {
        (
            "unknown-revision",
            "ไฟล์นี้ระบุ revision ที่ระบบยังไม่มี ไฟล์อาจมาจากระบบอื่น",
            "the file states a revision that the store has not reached; it may be from another system",
        )
    };
    Violation {
        pointer: pointer.to_owned(),
        code: code.to_owned(),
        message_th: format!(
            "{th} (ไฟล์ระบุ revision {stated} ระบบมี {present}){who_th} ส่งออกใหม่แล้วแก้ไขอีกครั้ง หรือลบช่อง revision เพื่อเขียนทับ"
        ),
        message_en: format!(
            "{en} (revision {stated} in the file, {present} in the store){who_en}; export again and repeat the \
             change, or remove the field revision to overwrite it"
        ),
        suggestion: None,
    }
}

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
