use prongsai_domain::document::DocumentKind;
use prongsai_domain::doubt::Doubt;
use prongsai_domain::id::DocumentId;

/// A warning about a document. It does not make the document wrong, but a careful reader would ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The rule, the place in the document's JSON, and the text.
    pub doubt: Doubt,
    /// The document that the warning is about: the document itself, or a measure that a report shows.
    pub document: WarnedDocument,
}

/// The document that a warning is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarnedDocument {
    /// The kind.
    pub kind: DocumentKind,
    /// The id.
    pub id: DocumentId,
    /// The key in bundles; unknown for a measure that a report shows.
    pub key: Option<String>,
    /// The title.
    pub title: String,
}
