//! Evidence files that an organization keeps. A file has versions; each version has its own bytes, which do not change.

use serde::{Deserialize, Serialize};

use crate::id::FileId;
use crate::measure::TITLE_MAX;
use crate::violation::Checker;

/// The maximum length of the reason for a removal, in characters.
const REASON_MAX: usize = 1_000;

/// Names a version of a file. A content that shows a file has this, so its hash fixes the bytes of the file too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileReference {
    /// The file.
    pub id: FileId,
    /// The number of the version, from 1.
    pub version: u32,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The name under which it is served.
    pub name: String,
}

impl FileReference {
    /// The public address, within the site. It answers while something public shows the file.
    pub fn path(&self) -> String {
        format!("/public/v1/files/{}/{}", self.id, self.version)
    }
}

/// A version of a file as sent. What is absent is not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The file.
    pub id: FileId,
    /// The number of the version; without it the newest is meant.
    pub version: Option<u32>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

impl NamedFile {
    /// The reference, if everything is stated.
    pub fn stated(&self) -> Option<FileReference> {
        Some(FileReference {
            id: self.id,
            version: self.version?,
            sha256: self.sha256.clone()?,
            name: self.name.clone()?,
        })
    }
}

impl From<FileReference> for NamedFile {
    fn from(reference: FileReference) -> Self {
        Self {
            id: reference.id,
            version: Some(reference.version),
            sha256: Some(reference.sha256),
            name: Some(reference.name),
        }
    }
}

/// Finds the version that is meant by a name; `None` if the organization has none.
pub type FindFile<'a> = &'a dyn Fn(&NamedFile) -> Option<FileReference>;

/// Refuses a file that is not there, at the current place.
pub fn refuse_unknown(checker: &mut Checker) {
    checker.refuse(
        "unknown-file",
        "หน่วยงานไม่มีไฟล์นี้ ไฟล์ถูกนำออกแล้ว หรือค่า SHA-256 ไม่ตรงกัน",
        "the organization has no such file, it was removed, or its SHA-256 differs",
    );
}

/// What is known of the bytes of a version, and what was done to them before they were stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFindings {
    /// The number of pages of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The width of a picture, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// The height of a picture, in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// The number of sheets of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheets: Option<u32>,
    /// Whether it has a digital signature. Such a file is stored as it was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed: bool,
    /// The codes of what was removed, such as `location` and `author`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<String>,
    /// The codes of what is still in it and may be unwanted, such as `contains-comments`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noted: Vec<String>,
}

/// Checks the title of a file.
pub fn check_title(raw: &str, checker: &mut Checker) -> Option<String> {
    checker.line("title", raw, TITLE_MAX)
}

/// Checks the reason for the removal of a file.
pub fn check_removal_reason(raw: &str, checker: &mut Checker) -> Option<String> {
    checker.lines("reason", raw, REASON_MAX)
}
