use serde::{Deserialize, Serialize};

use crate::{Cleaned, Refusal};

/// What a process that inspects a file says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was accepted, and the cleaned bytes were written.
    Accepted(Box<Cleaned>),
    /// It is not accepted.
    Refused(Refusal),
}
