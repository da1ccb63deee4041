//! Evidence (หลักฐาน) of what was done: links, and files of the organization.

use serde::{Deserialize, Serialize};

use crate::file::{FileReference, FindFile, NamedFile, refuse_unknown};
use crate::measure::TITLE_MAX;
use crate::violation::Checker;
use crate::web_address::check_web_address;

/// The maximum number of links and files of one result or activity. The request bodies in `http` repeat it.
const EVIDENCE_MAX: usize = 50;

/// Evidence of a result or an activity: a link, or a file of the organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The address: `http` or `https`. That of a file is within the site: [`FileReference::path`].
    pub url: String,
    /// What the evidence shows.
    pub title: Option<String>,
    /// The file. Contents of schema version 1 have links only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileReference>,
}

/// Evidence as sent: either an address or a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceInput {
    /// See [`Evidence::url`].
    pub url: Option<String>,
    /// See [`Evidence::title`].
    pub title: Option<String>,
    /// See [`Evidence::file`].
    pub file: Option<NamedFile>,
}

/// Evidence as it is sent again.
pub(crate) fn sent(evidence: Vec<Evidence>) -> Vec<EvidenceInput> {
    let sent = evidence.into_iter().map(|evidence| EvidenceInput {
        url: evidence.file.is_none().then_some(evidence.url),
        title: evidence.title,
        file: evidence.file.map(NamedFile::from),
    });
    sent.collect()
}

/// Checks evidence at `evidence`. `find` looks for the files.
pub(crate) fn check_evidence(
    raw: Vec<EvidenceInput>,
    find: FindFile<'_>,
    checker: &mut Checker,
) -> Option<Vec<Evidence>> {
    if !checker.limit_length("evidence", raw.len(), EVIDENCE_MAX) {
        return None;
    }
    let mut evidence = Vec::with_capacity(raw.len());
    checker.at("evidence", |at| {
        for (index, item) in raw.into_iter().enumerate() {
            at.at(index, |at| {
                let target = check_target(item.url.as_deref(), item.file.as_ref(), find, at);
                let title = at.optional_line("title", item.title.as_deref(), TITLE_MAX);
                if let (Some((url, file)), Some(title)) = (target, title) {
                    evidence.push(Evidence { url, title, file });
                }
            });
        }
    });
    Some(evidence)
}

/// The address of evidence, and the file if it is one. That of a file follows from the file.
fn check_target(
    url: Option<&str>,
    file: Option<&NamedFile>,
    find: FindFile<'_>,
    checker: &mut Checker,
) -> Option<(String, Option<FileReference>)> {
    match (url, file) {
        (Some(url), None) => Some((check_web_address("url", url, checker)?, None)),
        (None, Some(file)) => {
            let found = find(file);
            if found.is_none() {
                checker.at("file", refuse_unknown);
            }
            found.map(|found| (found.path(), Some(found)))
        }
        (Some(_), Some(_)) => {
            checker.refuse(
                "link-or-file",
                "ระบุ url หรือ file อย่างใดอย่างหนึ่ง",
                "evidence is a link or a file, not both",
            );
            None
        }
        (None, None) => {
            checker.at("url", |at| {
                at.refuse("required", "ต้องระบุ url หรือ file", "a link or a file is required");
            });
            None
        }
    }
}
