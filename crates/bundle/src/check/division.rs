use prongsai_domain::id::DivisionId;
use prongsai_domain::measure::DivisionRef;
use prongsai_domain::organization::{DIVISION_NAME_MAX, Division};
use prongsai_domain::text::fold;
use prongsai_domain::violation::Checker;

use crate::checked::NewDivision;

/// The divisions of an organization: the existing ones and those that a bundle adds.
pub(super) struct Divisions<'a> {
    known: &'a [Division],
    new: Vec<NewDivision>,
    new_id: &'a mut dyn FnMut() -> DivisionId,
}

impl<'a> Divisions<'a> {
    pub(super) fn new(known: &'a [Division], new_id: &'a mut dyn FnMut() -> DivisionId) -> Self {
        Self {
            known,
            new: Vec::new(),
            new_id,
        }
    }

    /// The division with this name at a field. It is added if the organization does not have it.
    pub(super) fn resolve_at(&mut self, field: &str, name: &str, checker: &mut Checker) -> Option<DivisionRef> {
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
        let id = (self.new_id)();
        let pointer = checker.at(field, |at| at.pointer());
        self.new.push(NewDivision {
            id,
            name: name.clone(),
            pointer,
        });
        Some(DivisionRef { id, name })
    }

    pub(super) fn into_new(self) -> Vec<NewDivision> {
        self.new
    }
}
