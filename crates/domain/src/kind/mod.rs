//! The kinds of documents: one trait, and one list from which every layer is built.
//!
//! A kind is a module of this folder with a type that implements [`Kind`], its `mod` line and its line in the list
//! below. The other crates use the list through [`for_each_kind!`](crate::for_each_kind), or match on [`Content`]
//! without a catch-all arm. A crate in which a kind is missing does not compile.

pub mod announcement;
pub mod complaint_statistics;
pub mod measure;
pub mod report;

mod definition;

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::named::{Named, named_enum};
use crate::reference::FrozenReferences;

pub use definition::{Facets, Kind, OrganizationRules, PublicText, TextForm};

/// A kind that [`DocumentKind`] lists.
pub trait Listed: Kind + Into<Content> {
    /// The kind.
    const KIND: DocumentKind;

    /// The value in a content; `None` when the content is of another kind.
    fn in_content(content: &Content) -> Option<&Self>;
}

/// A text that is not the name of a kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such kind of document")]
pub struct UnknownKind;

/// Makes the enums, their dispatch and `for_each_kind!` from the list. `$d` is a dollar sign for the inner macro.
macro_rules! kinds {
    (($d:tt) $($(#[$doc:meta])* $kind:ident($module:ident), $name:literal, $plural:literal;)+) => {
        named_enum! {
            /// A kind of document. They are in the order of a bundle.
            #[derive(PartialOrd, Ord)]
            pub enum DocumentKind { $($(#[$doc])* $kind = $name,)+ }
        }

        impl DocumentKind {
            /// The name in addresses.
            pub const fn plural(self) -> &'static str {
                match self { $(Self::$kind => $plural,)+ }
            }

            /// See [`Kind::HAS_REFERENCES`].
            pub const fn has_references(self) -> bool {
                match self { $(Self::$kind => <$module::$kind as Kind>::HAS_REFERENCES,)+ }
            }
        }

        /// The content of an edition. It is serialised without a tag, because the kind is stored or sent next to it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(untagged)]
        pub enum Content {
            $($(#[$doc])* $kind(Box<$module::$kind>),)+
        }

        $(impl Listed for $module::$kind {
            const KIND: DocumentKind = DocumentKind::$kind;

            fn in_content(content: &Content) -> Option<&Self> {
                if let Content::$kind(content) = content { Some(content) } else { None }
            }
        })+

        $(impl From<$module::$kind> for Content {
            fn from(content: $module::$kind) -> Self {
                Self::$kind(Box::new(content))
            }
        })+

        impl Content {
            /// The kind of document that has such content.
            pub const fn kind(&self) -> DocumentKind {
                match self { $(Self::$kind(_) => DocumentKind::$kind,)+ }
            }

            /// See [`Kind::title`].
            pub fn title(&self) -> Cow<'_, str> {
                match self { $(Self::$kind(content) => content.title(),)+ }
            }

            /// See [`Kind::facets`].
            pub fn facets(&self) -> Facets<'_> {
                match self { $(Self::$kind(content) => content.facets(),)+ }
            }

            /// See [`Kind::references`].
            pub fn references(&self) -> Option<&FrozenReferences> {
                match self { $(Self::$kind(content) => content.references(),)+ }
            }

            /// See [`Kind::thawed`].
            #[must_use]
            pub fn thawed(self) -> Self {
                match self { $(Self::$kind(content) => content.thawed().into(),)+ }
            }

            /// See [`Kind::texts`].
            pub fn texts(&self) -> Vec<(String, &str)> {
                match self { $(Self::$kind(content) => content.texts(),)+ }
            }

            /// See [`Kind::public_texts`].
            pub fn public_texts(&self) -> Vec<PublicText<'_>> {
                match self { $(Self::$kind(content) => content.public_texts(),)+ }
            }
        }

        /// Passes the list of kinds to a macro: `name! { Measure measure Report report … }`, each kind with its module
        /// in this crate. The kind and the type of its content have the same name.
        #[macro_export]
        macro_rules! for_each_kind {
            ($d then:ident) => {
                $d then! { $($kind $module)+ }
            };
        }
    };
}

kinds! { ($)
    /// มาตรการ.
    Measure(measure), "measure", "measures";
    /// รายงาน.
    Report(report), "report", "reports";
    /// ประกาศ.
    Announcement(announcement), "announcement", "announcements";
    /// สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ.
    ComplaintStatistics(complaint_statistics), "complaint_statistics", "complaint-statistics";
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for DocumentKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::with_name(text).ok_or(UnknownKind)
    }
}
