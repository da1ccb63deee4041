//! DOCX and XLSX: zips of parts. The parts that the document reaches are read, cleaned and written again.

mod archive;
mod content;
mod field;
mod package;
mod part;
mod plan;
mod relation;
mod xml;

use std::io::{Read, Seek, Write};

use zip::ZipWriter;

use self::archive::Archive;
use self::package::CONTENT_TYPES;
use self::plan::Plan;
use self::relation::Relations;
use crate::track::copy;
use crate::{Cleaned, Doubt, Failure, Kind, Limits, Refusal, Removed};

/// Whether a zip is DOCX or XLSX.
pub(crate) fn kind(source: &mut (impl Read + Seek), limits: &Limits) -> Result<Kind, Failure> {
    let mut archive = Archive::open(source, limits)?;
    let content_types = package::content_types(&mut archive, limits)?;
    Ok(plan::kind(&content_types)?)
}

/// Writes a document again without what is not shown. A signed one is copied after the same checks.
pub(crate) fn clean(
    source: &mut (impl Read + Seek),
    kind: Kind,
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let mut cleaned = Cleaned::new(kind);
    let mut archive = Archive::open(&mut *source, limits)?;
    if archive.names.iter().any(|name| part::is_macro(name)) {
        return Err(Refusal::Macros.into());
    }
    let relations = relation::read(&mut archive, limits)?;
    let types = package::content_types(&mut archive, limits)?;
    plan::check_main(&relations, &types, &archive.names)?;
    let plan = plan::plan(&relations, &mut cleaned)?;
    if !plan.is_signed {
        write(&mut archive, &relations, &plan, limits, &mut cleaned, out)?;
        return Ok(cleaned);
    }
    write(
        &mut archive,
        &relations,
        &plan,
        limits,
        &mut cleaned,
        &mut std::io::sink(),
    )?;
    if cleaned
        .removed
        .iter()
        .any(|what| matches!(what, Removed::Actions | Removed::ExtraBytes))
    {
        return Err(Refusal::SignedWithActiveContent.into());
    }
    cleaned.removed.clear();
    cleaned.doubt(Doubt::SignedNotCleaned);
    cleaned.signed = true;
    cleaned.same_bytes = true;
    drop(archive);
    copy(source, out)?;
    Ok(cleaned)
}

fn write<S: Read + Seek>(
    archive: &mut Archive<S>,
    relations: &Relations,
    plan: &Plan,
    limits: &Limits,
    cleaned: &mut Cleaned,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut zip = ZipWriter::new_stream(out);
    let mut names = archive.names.clone();
    // Readers look at the content types first.
    names.sort_by_key(|name| (name != CONTENT_TYPES, !name.ends_with("_rels/.rels")));
    for name in names {
        part::write(archive, &name, relations, plan, limits, cleaned, &mut zip)?;
    }
    zip.finish().map_err(part::failed)?;
    Ok(())
}
