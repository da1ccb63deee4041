use prongsai_bundle::CheckedAnalysis;
use prongsai_bundle::difference;
use prongsai_bundle::matching::match_findings;
use prongsai_domain::audit::AuditAction;
use prongsai_domain::id::AnalysisId;
use prongsai_persistence::{Stored as _, StoredAnalysis};

use super::changes::{ChangedKind, Effect};
use super::compared::Compared;
use super::documents::Importer;
use super::noted::MissingEntry;
use crate::Error;

const POINTER: &str = "/analysis";

impl Importer<'_> {
    /// Decides whether the analysis is added, changed or left as it is. The audit entry is the same as in
    /// `analysis::put`.
    pub(super) fn put_analysis(&mut self, before: Option<&StoredAnalysis>, new: &CheckedAnalysis) -> Result<(), Error> {
        let year = self.fiscal_year;
        let mut analysis = new.content.clone();
        let stored = before.map(|before| before.content.findings.as_slice());
        let (keys, moved) = match_findings(&mut analysis.findings, &new.stated_findings, stored.unwrap_or_default());
        self.findings = keys;
        let list = ("/analysis/findings", self.written);
        self.noted.note_moved("finding", list, moved, |_| None);
        let differences = before.map(|before| difference::of_analyses(&before.content, &analysis));
        let (effect, action) = match &differences {
            None => (Effect::Created, Some(AuditAction::AnalysisCreate)),
            Some(differences) if differences.is_empty() => (Effect::Unchanged, None),
            Some(_) => (Effect::Updated, Some(AuditAction::AnalysisEdit)),
        };
        if let (Some(before), Some(differences)) = (before, differences) {
            self.compared.extend(Compared::new(
                (ChangedKind::Analysis, &year.to_string(), None, POINTER),
                differences,
                (new.revision, before.revision, before.version.id),
            ));
        }
        if let Some(action) = action {
            let id = before.map_or_else(|| AnalysisId::new(self.acting.new_id()), |before| before.id);
            let base = before.map(|before| before.version.clone());
            let base_id = base.as_ref().map(|base| base.id);
            let content = self.acting.content(id.get(), analysis.encode()?, base);
            let after = content.id;
            self.writing.analysis = Some(((self.organization.id, year), analysis, content));
            let mut entry = self.acting.audit(action, "analysis");
            entry.subject = Some(id.get());
            entry.organization = Some(self.organization.id);
            entry.detail = Some(serde_json::json!({ "fiscal_year": year.get() }));
            entry.before = base_id;
            entry.after = Some(after);
            self.note_audit(entry);
        }
        self.note(effect, ChangedKind::Analysis, &year.to_string(), None, POINTER);
        Ok(())
    }

    /// Notes that the bundle has no analysis, although one is stored.
    pub(super) fn note_missing_analysis(&mut self) {
        if self.may_read() {
            self.noted.not_in_file.add(&MissingEntry {
                kind: ChangedKind::Analysis.as_str().to_owned(),
                key: self.fiscal_year.to_string(),
                id: None,
                measure: None,
            });
        }
    }
}
