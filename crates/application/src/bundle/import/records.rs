use std::io::{self, BufReader, Write as _};
use std::marker::PhantomData;

use prongsai_spool::{Spool, SpoolWriter};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{AnswerError, Error};

/// The longest list that stays in memory, in bytes.
const IN_MEMORY_MAX: usize = 65_536;

/// A list of an answer that may be too long for the memory. It is then in a temporary file.
#[derive(Clone, Debug)]
pub struct Records<T> {
    spool: Option<Spool>,
    count: usize,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self {
            spool: None,
            count: 0,
            of: PhantomData,
        }
    }
}

impl<T> Records<T> {
    /// The number of entries.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl<T: DeserializeOwned> Records<T> {
    /// Reads the entries. This may block the thread.
    ///
    /// # Errors
    /// An entry cannot be read back.
    pub fn iter(&self) -> impl Iterator<Item = Result<T, AnswerError>> {
        self.spool.iter().flat_map(|spool| {
            let entries = serde_json::Deserializer::from_reader(BufReader::new(spool.reader())).into_iter();
            entries.map(|entry| entry.map_err(|error| AnswerError(error.to_string())))
        })
    }
}

/// Writes a list of an answer.
pub(super) struct RecordWriter<T> {
    writer: Option<SpoolWriter>,
    count: usize,
    /// The first error of the file. It is reported at the end.
    failure: Option<io::Error>,
    of: PhantomData<fn(T)>,
}

impl<T> Default for RecordWriter<T> {
    fn default() -> Self {
        Self {
            writer: None,
            count: 0,
            failure: None,
            of: PhantomData,
        }
    }
}

impl<T: Serialize> RecordWriter<T> {
    /// Adds an entry.
    pub(super) fn add(&mut self, entry: &T) {
        let writer = self.writer.get_or_insert_with(|| SpoolWriter::new(IN_MEMORY_MAX));
        self.count += 1;
        let mut write = || -> io::Result<()> {
            serde_json::to_writer(&mut *writer, entry)?;
            writer.write_all(b"\n")
        };
        if self.failure.is_none() {
            self.failure = write().err();
        }
    }

    /// Ends the list.
    ///
    /// # Errors
    /// [`Error::Internal`] if an entry could not be written.
    pub(super) fn finish(self) -> Result<Records<T>, Error> {
        let failed = |error: io::Error| Error::Internal(format!("a list of the answer could not be written: {error}"));
        if let Some(error) = self.failure {
            return Err(failed(error));
        }
        Ok(Records {
            spool: self.writer.map(SpoolWriter::finish).transpose().map_err(failed)?,
            count: self.count,
            of: PhantomData,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_back_in_order_from_memory_and_from_a_file() {
        for count in [0_usize, 3, 20_000] {
            let mut writer = RecordWriter::default();
            for number in 0..count {
                writer.add(&format!("{number}\n"));
            }
            let records = writer.finish().unwrap();
            assert_eq!((records.len(), records.is_empty()), (count, count == 0));
            let read: Vec<String> = records.iter().map(Result::unwrap).collect();
            let expected: Vec<String> = (0..count).map(|number| format!("{number}\n")).collect();
            assert_eq!(read, expected);
        }
    }
}
