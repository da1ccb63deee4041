use prongsai_bundle::NewDivision;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::organization::Division;

use super::changes::{ChangedKind, Effect};
use super::documents::Importer;
use crate::difference::difference;

impl Importer<'_> {
    pub(super) fn note_organization(&mut self, is_new: bool) {
        let effect = if is_new { Effect::Created } else { Effect::Unchanged };
        let (id, name) = (self.organization.id.get(), self.organization.profile.name_th.clone());
        self.note(effect, ChangedKind::Organization, &name, Some(id), "/organization");
    }

    pub(super) fn add_divisions(&mut self, divisions: &[NewDivision]) {
        for new in divisions {
            let division = Division {
                id: new.id,
                organization_id: self.organization.id,
                revision: 1,
                name_th: new.name.clone(),
                is_active: true,
            };
            let changes = difference(None, Some(&division));
            self.writing.divisions.push(division);
            let id = new.id.get();
            let mut entry = self.acting.audit(AuditAction::DivisionCreate, "division");
            entry.subject = Some(id);
            entry.organization = Some(self.organization.id);
            entry.changes = changes;
            self.note_audit(entry);
            self.note(
                Effect::Created,
                ChangedKind::Division,
                &new.name,
                Some(id),
                &new.pointer,
            );
        }
    }
}
