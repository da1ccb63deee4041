use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Thai.
    pub th: String,
    /// English.
    pub en: String,
}

/// How reliable a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Found in the named sources.
    Sourced,
    /// Derived from sourced facts, or copied from another year.
    Derived,
    /// From memory, unconfirmed.
    Memory,
    /// Our own translation.
    OwnTranslation,
}

/// The source of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// How reliable the fact is.
    pub standing: Standing,
    /// Addresses or descriptions.
    pub sources: Vec<String>,
    /// A further note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
