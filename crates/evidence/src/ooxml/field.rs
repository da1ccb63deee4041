use quick_xml::events::BytesStart;

use super::xml::attribute;
use crate::Refusal;

/// Fields that start a program or fetch a document.
const ACTIVE: [&str; 9] = [
    "DDE",
    "DDEAUTO",
    "LINK",
    "IMPORT",
    "INCLUDE",
    "INCLUDETEXT",
    "DATABASE",
    "MACROBUTTON",
    "AUTOOPEN",
];
/// The longest instruction that is looked at, in bytes. Longer ones are refused.
const INSTRUCTION_MAX: usize = 65_536;

/// The instructions of fields. One instruction may be spread over many elements.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    is_inside: bool,
    instruction: String,
}

impl Fields {
    /// Notes an element that begins.
    pub(crate) fn element(&mut self, local: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match local {
            "instrText" | "delInstrText" => self.is_inside = true,
            "fldChar" => {
                // Fields may be nested. What stands before a mark belongs to the one that it ends or begins within.
                self.instruction.clear();
            }
            "fldSimple" => {
                let instruction = attribute(element, "instr").unwrap_or_default();
                return check(&instruction);
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes an element that ends.
    pub(crate) fn end(&mut self, local: &str) {
        if matches!(local, "instrText" | "delInstrText") {
            self.is_inside = false;
        }
    }

    /// Notes a text.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Refusal> {
        if !self.is_inside {
            return Ok(());
        }
        if self.instruction.len() + text.len() > INSTRUCTION_MAX {
            return Err(Refusal::TooComplex);
        }
        self.instruction.push_str(text);
        check(&self.instruction)
    }
}

/// An instruction begins with the name of the field. Another field may give the rest of it.
fn check(instruction: &str) -> Result<(), Refusal> {
    let mut words = instruction
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let is_active = ACTIVE.iter().any(|name| first.eq_ignore_ascii_case(name));
    if is_active { Err(Refusal::ActiveField) } else { Ok(()) }
}
