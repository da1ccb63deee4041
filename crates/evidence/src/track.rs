use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::{Failure, Refusal};

/// A writer that counts.
pub(crate) struct Counting<W> {
    inner: W,
    /// The number of bytes that were written.
    pub(crate) written: u64,
}

impl<W: Write> Counting<W> {
    pub(crate) const fn new(inner: W) -> Self {
        Self { inner, written: 0 }
    }
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Reads all bytes of a file from its beginning.
///
/// # Errors
/// [`Refusal::TooLarge`] when there are more than `max`.
pub(crate) fn read_all(source: &mut (impl Read + Seek), max: u64) -> Result<Vec<u8>, Failure> {
    source.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    source.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max {
        return Err(Refusal::TooLarge { max }.into());
    }
    Ok(bytes)
}

/// Copies the file as it is.
pub(crate) fn copy(source: &mut (impl Read + Seek), out: &mut impl Write) -> io::Result<()> {
    source.seek(SeekFrom::Start(0))?;
    io::copy(source, out)?;
    Ok(())
}
