use crate::named::{Named as _, named_enum};
use crate::violation::Checker;

/// Longest note about a change, in characters. `http` repeats it for the OpenAPI document.
const NOTE_MAX: usize = 2_000;

/// What a correction changes, as its drafter states it. The public reads it beside the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeNote {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The explanation.
    pub text: String,
}

named_enum! {
    /// The kinds of changes of a published document. `http` repeats their names in patterns of the OpenAPI document,
    /// and the constraint `editions_change_kind` lists them.
    pub enum ChangeKind {
        /// แก้คำผิด: the meaning stays.
        Clerical = "clerical",
        /// ปรับปรุงข้อมูลให้เป็นปัจจุบัน.
        Update = "update",
        /// เปลี่ยนแปลงสาระสำคัญ, e.g. a target.
        Substantive = "substantive",
    }
}

/// A text that is not the name of a kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of change")]
pub struct UnknownChangeKind;

impl std::str::FromStr for ChangeKind {
    type Err = UnknownChangeKind;

    fn from_str(name: &str) -> Result<Self, UnknownChangeKind> {
        Self::with_name(name).ok_or(UnknownChangeKind)
    }
}

impl ChangeNote {
    /// Checks the kind and the text of a note, which are given both or not at all. The fields are `change_kind` and
    /// `change_note`.
    pub fn check(kind: Option<ChangeKind>, text: Option<&str>, checker: &mut Checker) -> Option<Option<Self>> {
        match (kind, text) {
            (None, None) => Some(None),
            (Some(kind), Some(text)) => {
                let text = checker.lines("change_note", text, NOTE_MAX)?;
                Some(Some(Self { kind, text }))
            }
            (kind, _) => {
                let missing = if kind.is_none() { "change_kind" } else { "change_note" };
                checker.at(missing, |at| {
                    at.refuse(
                        "required",
                        "ต้องระบุทั้งประเภทและคำอธิบายการเปลี่ยนแปลง",
                        "give both the kind of change and the note",
                    );
                });
                None
            }
        }
    }
}
