//! Bytes that may be too many for the memory. They are written once and read any number of times. A few of them stay in
//! memory; more of them are in a temporary file without a name, which ends with its last reader.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

use tempfile::{SpooledData, SpooledTempFile, spooled_tempfile};

/// Writes a [`Spool`]. The buffer keeps small writes, such as those of a JSON writer, from becoming system calls.
#[derive(Debug)]
pub struct SpoolWriter(BufWriter<SpooledTempFile>);

impl SpoolWriter {
    /// An empty spool. It becomes a file when it has more bytes than `in_memory_max`.
    pub fn new(in_memory_max: usize) -> Self {
        Self(BufWriter::new(spooled_tempfile(in_memory_max)))
    }

    /// Ends the writing.
    ///
    /// # Errors
    /// The error of the file.
    pub fn finish(self) -> io::Result<Spool> {
        let file = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(match file.into_inner() {
            SpooledData::InMemory(bytes) => Spool::from(bytes.into_inner()),
            SpooledData::OnDisk(file) => {
                let length = file.metadata()?.len();
                Spool(Arc::new(Kept::File { file, length }))
            }
        })
    }
}

impl Write for SpoolWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Bytes in memory or in a temporary file. Clones share them.
#[derive(Clone, Debug)]
pub struct Spool(Arc<Kept>);

#[derive(Debug)]
enum Kept {
    Memory(Vec<u8>),
    File { file: File, length: u64 },
}

impl Spool {
    /// The number of bytes.
    pub fn len(&self) -> u64 {
        match &*self.0 {
            Kept::Memory(bytes) => bytes.len() as u64,
            Kept::File { length, .. } => *length,
        }
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes, if they are in memory.
    pub fn in_memory(&self) -> Option<&[u8]> {
        match &*self.0 {
            Kept::Memory(bytes) => Some(bytes),
            Kept::File { .. } => None,
        }
    }

    /// Reads the bytes from the beginning. Reading a file blocks the thread.
    pub fn reader(&self) -> SpoolReader {
        SpoolReader {
            spool: self.clone(),
            position: 0,
        }
    }
}

impl From<Vec<u8>> for Spool {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Kept::Memory(bytes)))
    }
}

/// A reader of a [`Spool`], with a position of its own.
#[derive(Debug)]
pub struct SpoolReader {
    spool: Spool,
    position: u64,
}

impl Read for SpoolReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &*self.spool.0 {
            Kept::Memory(bytes) => {
                let mut cursor = Cursor::new(bytes);
                cursor.set_position(self.position);
                cursor.read(buffer)?
            }
            // Readers share the file, so none may move its position.
            Kept::File { file, .. } => file.read_at(buffer, self.position)?,
        };
        self.position += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spooled(bytes: &[u8], in_memory_max: usize) -> Spool {
        let mut writer = SpoolWriter::new(in_memory_max);
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn what_was_written_is_read_any_number_of_times() {
        for in_memory_max in [10, 1_000_000] {
            let bytes: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
            let spool = spooled(&bytes, in_memory_max);
            assert_eq!(spool.in_memory().is_some(), in_memory_max > bytes.len());
            assert_eq!(spool.len(), bytes.len() as u64);
            let (mut one, mut other) = (spool.reader(), spool.reader());
            drop(spool);
            let mut first = [0; 5];
            one.read_exact(&mut first).unwrap();
            assert_eq!(first, bytes[..5]);
            for (reader, from) in [(&mut one, 5), (&mut other, 0)] {
                let mut rest = Vec::new();
                reader.read_to_end(&mut rest).unwrap();
                assert_eq!(rest, bytes[from..]);
            }
        }
    }

    #[test]
    fn a_spool_without_bytes_is_empty_and_in_memory() {
        let nothing = spooled(b"", 10);
        assert!(nothing.is_empty());
        assert_eq!(nothing.in_memory(), Some(&b""[..]));
    }
}
