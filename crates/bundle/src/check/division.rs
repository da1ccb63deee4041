use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::DivisionRef;
use prongsai_domain::organization::{DIVISION_NAME_MAX, Division};
use prongsai_domain::text::fold;
use prongsai_domain::violation::Checker;

use crate::checked::NewDivision;
use crate::choice::closest;

/// If no name is close, this many known names are listed.
const LISTED_MAX: usize = 10;
/// The closest known name is looked for only for this many unknown names: a comparison with all names takes long.
const COMPARED_MAX: usize = 50;

/// The divisions that a bundle may add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// None: a name that is unknown is probably written wrongly.
    Nothing,
    /// Those in the list of the organization, which is new.
    Listed,
    /// All that it names.
    Named,
}

/// The divisions of an organization: the existing ones and those that a bundle adds.
pub(super) struct Divisions<'a> {
    known: &'a [Division],
    new: Vec<NewDivision>,
    added: Added,
    unknown: usize,
    new_id: &'a mut dyn FnMut() -> DivisionId,
}

impl<'a> Divisions<'a> {
    pub(super) fn new(known: &'a [Division], added: Added, new_id: &'a mut dyn FnMut() -> DivisionId) -> Self {
        Self {
            known,
            new: Vec::new(),
            added,
            unknown: 0,
            new_id,
        }
    }

    /// The division with this name in the list of the organization, at an index.
    pub(super) fn resolve_listed(&mut self, index: usize, name: &str, checker: &mut Checker) -> Option<DivisionRef> {
        self.resolve(&index.to_string(), name, self.added != Added::Nothing, checker)
    }

    /// The division with this name at a field of a measure.
    pub(super) fn resolve_at(&mut self, field: &str, name: &str, checker: &mut Checker) -> Option<DivisionRef> {
        self.resolve(field, name, self.added == Added::Named, checker)
    }

    fn resolve(&mut self, field: &str, name: &str, may_add: bool, checker: &mut Checker) -> Option<DivisionRef> {
        let name = checker.line(field, name, DIVISION_NAME_MAX)?;
        let folded = fold(&name);
        if let Some(known) = self.known.iter().find(|division| fold(&division.name_th) == folded) {
            return Some(DivisionRef {
                id: known.id,
                name: known.name_th.clone(),
            });
        }
        if let Some(new) = self.new.iter().find(|division| fold(&division.name) == folded) {
            return Some(DivisionRef {
                id: new.id,
                name: new.name.clone(),
            });
        }
        if !may_add {
            checker.at(field, |at| self.refuse_unknown(&name, at));
            return None;
        }
        let id = (self.new_id)();
        let pointer = checker.at(field, |at| at.pointer());
        self.new.push(NewDivision {
            id,
            name: name.clone(),
            pointer,
        });
        Some(DivisionRef { id, name })
    }

    /// Refuses a division that does not exist, with the one that is probably meant.
    fn refuse_unknown(&mut self, name: &str, at: &mut Checker) {
        let known = self
            .known
            .iter()
            .filter(|one| one.is_active)
            .map(|one| one.name_th.as_str());
        let names: Vec<&str> = known.chain(self.new.iter().map(|one| one.name.as_str())).collect();
        self.unknown += 1;
        let meant = if self.unknown <= COMPARED_MAX {
            closest(name, names.iter().copied())
        } else {
            None
        };
        let listed = names.iter().copied().take(LISTED_MAX).collect::<Vec<_>>().join(", ");
        let more = if names.len() > LISTED_MAX { " …" } else { "" };
        let (th, en) = match meant {
            Some(_) => (String::new(), String::new()),
            None if names.is_empty() => (" หน่วยงานยังไม่มีสำนัก/กอง".to_owned(), "; it has none".to_owned()),
            None => (format!(" ที่มี: {listed}{more}"), format!("; it has {listed}{more}")),
        };
        let (rule_th, rule_en) = if self.added == Added::Listed {
            (
                "ใส่ชื่อไว้ใน organization.divisions เพื่อเพิ่มพร้อมกับหน่วยงาน",
                "name it in organization.divisions to add it with the organization",
            )
        } else {
            ("ใช้ create_divisions=true เพื่อเพิ่ม", "use create_divisions=true to add it")
        };
        at.refuse_with(
            "unknown-division",
            format!("หน่วยงานไม่มีสำนัก/กองชื่อนี้{th} {rule_th}"),
            format!("the organization has no division of this name{en}; {rule_en}"),
            meant.map(str::to_owned),
        );
    }

    pub(super) fn into_new(self) -> Vec<NewDivision> {
        self.new
    }
}
