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
/// The longest word that is kept, in bytes. No name of a field is so long.
const WORD_MAX: usize = 64;

/// The first words of the instructions of fields. One word may be spread over many elements.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    is_inside: bool,
    word: String,
    /// Whether the word has ended.
    is_complete: bool,
}

impl Fields {
    /// Notes an element that begins.
    pub(crate) fn element(&mut self, local: &str, element: &BytesStart<'_>) -> Result<(), Refusal> {
        match local {
            "instrText" | "delInstrText" => self.is_inside = true,
            // Fields may be nested: another instruction may begin after each mark.
            "fldChar" => return self.finish(),
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
        for character in text.chars() {
            if self.is_complete {
                break;
            }
            if character.is_alphanumeric() && self.word.len() < WORD_MAX {
                self.word.push(character);
            } else {
                self.is_complete = !self.word.is_empty();
            }
        }
        if self.is_complete { check(&self.word) } else { Ok(()) }
    }

    /// Ends an instruction.
    pub(crate) fn finish(&mut self) -> Result<(), Refusal> {
        self.is_complete = false;
        check(&std::mem::take(&mut self.word))
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
