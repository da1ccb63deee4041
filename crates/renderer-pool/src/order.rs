use std::sync::Arc;

use bytes::Bytes;
use prongsai_rendering::pdf::{Identity, JobSize};
use uuid::Uuid;

/// Who asks for a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// People of an organization, with a token.
    Organization,
    /// The public.
    Public,
}

/// Whose turn a rendition takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Who asks for it.
    pub audience: Audience,
    /// The organization whose document it is.
    pub organization: Uuid,
}

/// How long a rendition takes, as far as its size tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Much less than a second.
    Short,
    /// Perhaps longer.
    Long,
}

/// A PDF that is to be made.
#[derive(Clone, Debug)]
pub struct Order {
    /// A hash of everything that goes into the job. Orders with the same key are made once.
    pub key: String,
    /// The frames of the job.
    pub frames: Bytes,
    /// The size of the rendition.
    pub size: JobSize,
    /// Whose turn it takes.
    pub place: Place,
}

/// The outcome of a task.
#[derive(Clone, Debug)]
pub struct Made {
    /// The file; empty if only the identity was asked for.
    pub pdf: Bytes,
    /// What made it.
    pub identity: Arc<Identity>,
}

impl Audience {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Organization, Self::Public];

    /// A word for metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Public => "public",
        }
    }
}

impl Length {
    /// The length of a rendition of this size.
    pub const fn of(size: JobSize) -> Self {
        if size.is_short() { Self::Short } else { Self::Long }
    }

    /// A word for metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Long => "long",
        }
    }
}
