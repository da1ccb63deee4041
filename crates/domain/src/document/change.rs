use serde::{Deserialize, Serialize};

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

/// The kinds of changes of a published document. `http` repeats their names in patterns of the OpenAPI document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// แก้คำผิด: the meaning stays.
    Clerical,
    /// ปรับปรุงข้อมูลให้เป็นปัจจุบัน.
    Update,
    /// เปลี่ยนแปลงสาระสำคัญ, e.g. a target.
    Substantive,
}

/// A text that is not the name of a kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of change")]
pub struct UnknownChangeKind;

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Clerical, Self::Update, Self::Substantive];

    /// The name in JSON and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clerical => "clerical",
            Self::Update => "update",
            Self::Substantive => "substantive",
        }
    }
}

impl std::str::FromStr for ChangeKind {
    type Err = UnknownChangeKind;

    fn from_str(name: &str) -> Result<Self, UnknownChangeKind> {
        let named = Self::ALL.into_iter().find(|kind| kind.as_str() == name);
        named.ok_or(UnknownChangeKind)
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
