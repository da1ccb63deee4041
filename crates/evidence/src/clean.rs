use std::io::{Read, Seek, SeekFrom, Write};

use crate::sniff::{Content, sniff};
use crate::track::Counting;
use crate::{Cleaned, Failure, Kind, Limits, Refusal, ooxml, pdf, picture, text};

/// The number of bytes at the beginning of a file that tell its format.
const HEAD: u64 = 4_096;

/// Says of which accepted kind a file is, by its first bytes and by the name that the person gave. [`clean`] may still
/// refuse it.
///
/// # Errors
/// [`Failure::Refused`] when the file is of no accepted kind, has another kind than its name promises, or is too large.
pub fn inspect(source: &mut (impl Read + Seek), name: &str, limits: &Limits) -> Result<Kind, Failure> {
    let size = source.seek(SeekFrom::End(0))?;
    if size == 0 {
        return Err(Refusal::FileIsEmpty.into());
    }
    if size > limits.bytes_max {
        return Err(Refusal::TooLarge { max: limits.bytes_max }.into());
    }
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    let promised = name
        .trim_end()
        .rsplit_once('.')
        .and_then(|(_, extension)| Kind::of_extension(extension));
    let found = match sniff(&head) {
        Content::Foreign(found) => return Err(Refusal::FormatNotAccepted { found }.into()),
        Content::Encrypted => return Err(Refusal::Encrypted.into()),
        Content::Unknown => {
            // Only those that should be text can be a text in an encoding that is not known.
            let is_text = matches!(promised, Some(Kind::Csv | Kind::Txt));
            let refusal = if is_text {
                text::why_not(&head)
            } else {
                Refusal::FormatUnknown
            };
            return Err(refusal.into());
        }
        Content::Kind(kind) => kind,
        Content::Zip => ooxml::kind(source, limits)?,
        Content::Text if promised == Some(Kind::Csv) => Kind::Csv,
        Content::Text => Kind::Txt,
    };
    match promised {
        None => Err(Refusal::ExtensionNotAccepted.into()),
        Some(promised) if promised != found => Err(Refusal::ExtensionDisagrees { found }.into()),
        Some(_) => Ok(found),
    }
}

/// Checks a file and writes what is left of it to `out`. The caller throws away what was written when this fails.
///
/// # Errors
/// [`Failure::Refused`] when the file is not accepted, [`Failure::Io`] when it cannot be read or the result cannot be
/// written.
pub fn clean(
    source: &mut (impl Read + Seek),
    name: &str,
    limits: &Limits,
    out: &mut impl Write,
) -> Result<Cleaned, Failure> {
    let kind = inspect(source, name, limits)?;
    let mut out = Counting::new(out);
    let mut cleaned = match kind {
        Kind::Pdf => pdf::clean(source, limits, &mut out),
        Kind::Png | Kind::Jpeg | Kind::Webp => picture::clean(source, kind, limits, &mut out),
        Kind::Docx | Kind::Xlsx => ooxml::clean(source, kind, limits, &mut out),
        Kind::Csv | Kind::Txt => text::clean(source, kind, limits, &mut out),
    }?;
    out.flush()?;
    cleaned.size = out.written;
    cleaned.removed.sort_unstable();
    cleaned.changes.sort_unstable();
    cleaned.doubts.sort_unstable();
    Ok(cleaned)
}
