//! Documents and their editions: everything that is drafted, approved and published.
//!
//! A [`Document`] has an identity that never changes. Its content is in its editions. At most one [`Edition`] is in
//! work (draft, submitted, returned or approved) and at most one is live (published). A correction of a public document
//! is a new edition. The live edition stays live until the new one is published.

mod acknowledgement;
mod act;
mod change;
mod command;
mod edition;
mod key;
mod version;

pub use crate::kind::{Content, DocumentKind, UnknownKind};
pub use acknowledgement::{Acknowledgement, check_known, not_acknowledged};
pub use act::{Act, ActKind, UnknownAct};
pub use change::{ChangeKind, ChangeNote, UnknownChangeKind};
pub use command::{Command, TransitionError};
pub use edition::{Catalogues, Edition};
pub use key::{check_key, complete_keys};
pub use version::ContentVersion;

use crate::access::Jurisdiction;
use crate::calendar::FiscalYear;
use crate::id::{DocumentId, UserId};

/// A document of any kind, without its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The id.
    pub id: DocumentId,
    /// The kind.
    pub kind: DocumentKind,
    /// The organization and its province.
    pub jurisdiction: Jurisdiction,
    /// The assessment programme that it belongs to, e.g. `nacc-ita`.
    pub programme: String,
    /// The fiscal year that it belongs to.
    pub fiscal_year: FiscalYear,
    /// The key in a bundle, unique within organization, programme, fiscal year and kind.
    pub key: String,
    /// 1 for a new document, and one more after each change of any of its editions. It is the entity tag.
    pub revision: i64,
    /// The person who created it.
    pub created_by: UserId,
    /// When it was created, in UTC.
    pub created_at: jiff::Timestamp,
}
