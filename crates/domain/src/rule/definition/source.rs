use crate::named::named_enum;

named_enum! {
    /// What a rule rests on.
    pub enum Basis {
        /// Guidance of the assessment, such as what an item asks for.
        Guidance = "guidance",
        /// A law or an official regulation.
        Law = "law",
        /// Common sense: what a careful reader would ask.
        CommonSense = "common_sense",
    }
}

/// The source of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub basis: Basis,
    /// The place in it, in Thai; for common sense, the reason.
    pub reference_th: &'static str,
}

impl Source {
    /// Guidance of the assessment.
    pub(crate) const fn guidance(reference_th: &'static str) -> Self {
        Self {
            basis: Basis::Guidance,
            reference_th,
        }
    }

    /// Common sense.
    pub(crate) const fn common_sense(reference_th: &'static str) -> Self {
        Self {
            basis: Basis::CommonSense,
            reference_th,
        }
    }
}
