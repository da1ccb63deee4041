use std::collections::BTreeMap;

use prongsai_domain::access::{Action, Actor, authorize, sees};
use prongsai_domain::organization::Organization;
use prongsai_domain::score::table::CellError;
use prongsai_domain::text::fold;

/// The organizations that the rows of a table name, by name and by local code.
pub(super) struct Owners<'a> {
    actor: &'a Actor,
    /// The organization of rows that name none.
    default: &'a Organization,
    found: BTreeMap<String, Vec<&'a Organization>>,
}

impl<'a> Owners<'a> {
    /// `found` are the organizations that have one of the names.
    pub(super) fn new(actor: &'a Actor, default: &'a Organization, found: &'a [Organization]) -> Self {
        let mut by_name: BTreeMap<String, Vec<&Organization>> = BTreeMap::new();
        for organization in found {
            let profile = &organization.profile;
            let mut names = vec![fold(&profile.name_th)];
            names.extend(profile.local_code.as_ref().map(|code| fold(&code.to_string())));
            names.dedup();
            for name in names {
                by_name.entry(name).or_default().push(organization);
            }
        }
        Self {
            actor,
            default,
            found: by_name,
        }
    }

    /// The organization that a row names. One that the actor does not see is refused as one that does not exist.
    pub(super) fn find(&self, row: usize, name: Option<&str>) -> Result<&'a Organization, CellError> {
        let Some(name) = name else { return Ok(self.default) };
        let wanted = fold(name);
        let found = self.found.get(&wanted).map(Vec::as_slice).unwrap_or_default();
        let mut visible = found.iter().filter(|it| sees(self.actor, &it.jurisdiction())).copied();
        // The organization of the request is meant if others have its name.
        if wanted == fold(&self.default.profile.name_th) {
            return Ok(self.default);
        }
        let (first, second) = (visible.next(), visible.next());
        match (first, second) {
            (None, _) => Err(refused(
                row,
                "unknown-organization",
                "ไม่พบหน่วยงานชื่อนี้ หรือท่านไม่มีสิทธิเห็น",
                "there is no organization of this name that you may see",
            )),
            (Some(_), Some(_)) => Err(refused(
                row,
                "ambiguous-organization",
                "มีหลายหน่วยงานที่ใช้ชื่อนี้ โปรดระบุรหัส อปท.",
                "several organizations have this name; give the local code",
            )),
            (Some(found), None) if authorize(self.actor, Action::Import, &found.jurisdiction()).is_err() => {
                Err(refused(
                    row,
                    "no-right-to-import",
                    "ท่านไม่มีสิทธินำเข้าข้อมูลของหน่วยงานนี้",
                    "you may not import for this organization",
                ))
            }
            (Some(found), None) => Ok(found),
        }
    }
}

pub(super) fn refused(row: usize, code: &'static str, message_th: &str, message_en: &str) -> CellError {
    CellError {
        row,
        column: None,
        code,
        message_th: message_th.to_owned(),
        message_en: message_en.to_owned(),
        suggestion: None,
    }
}
