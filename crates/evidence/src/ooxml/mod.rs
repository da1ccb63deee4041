//! x
use crate::{Cleaned, Failure, Kind, Limits, Refusal};
use std::io::{Read, Seek, Write};
pub(crate) fn clean(
    source: &mut (impl Read + Seek),
    kind: Kind,
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let _ = (source, limits, out, kind);
    Err(Refusal::Damaged.into())
}
pub(crate) fn kind(source: &mut (impl Read + Seek), limits: &Limits) -> Result<Kind, Failure> {
    let _ = (source, limits);
    Err(Refusal::Damaged.into())
}
