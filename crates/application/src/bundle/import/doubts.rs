use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Write as _};

use prongsai_domain::doubt::{Doubt, Severity};
use prongsai_domain::review::Rank;
use prongsai_spool::{Spool, SpoolWriter};

use crate::{AnswerError, Error};

/// The longest list of doubts of one severity and rank that stays in memory, in bytes.
const IN_MEMORY_MAX: usize = 65_536;

/// The doubts about a bundle, the most serious first. A large bundle may have a million, so those of one severity
/// and rank are in a temporary file if they are many.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    lists: Vec<Spool>,
    count: usize,
}

impl Doubts {
    /// The number of doubts.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Reads the doubts. This may block the thread.
    ///
    /// # Errors
    /// A doubt cannot be read back.
    pub fn iter(&self) -> impl Iterator<Item = Result<Doubt, AnswerError>> {
        self.lists.iter().flat_map(|list| {
            let doubts = serde_json::Deserializer::from_reader(BufReader::new(list.reader())).into_iter();
            doubts.map(|doubt| doubt.map_err(|error| AnswerError(error.to_string())))
        })
    }
}

/// Collects the doubts about a bundle, in the order in which they are found.
#[derive(Default)]
pub(super) struct DoubtWriter {
    lists: BTreeMap<(Reverse<Severity>, Rank), SpoolWriter>,
    count: usize,
    /// The first error of a file. It is reported at the end.
    failure: Option<io::Error>,
}

impl DoubtWriter {
    /// Adds a doubt to the others of its severity and rank.
    pub(super) fn add(&mut self, rank: Rank, doubt: &Doubt) {
        let list = self
            .lists
            .entry((Reverse(doubt.severity), rank))
            .or_insert_with(|| SpoolWriter::new(IN_MEMORY_MAX));
        self.count += 1;
        let mut write = || -> io::Result<()> {
            serde_json::to_writer(&mut *list, doubt)?;
            list.write_all(b"\n")
        };
        if self.failure.is_none() {
            self.failure = write().err();
        }
    }

    /// Ends the collection.
    ///
    /// # Errors
    /// [`Error::Internal`] if a doubt could not be written.
    pub(super) fn finish(self) -> Result<Doubts, Error> {
        let failed = |error: io::Error| Error::Internal(format!("the doubts could not be written: {error}"));
        if let Some(error) = self.failure {
            return Err(failed(error));
        }
        let lists: io::Result<Vec<Spool>> = self.lists.into_values().map(SpoolWriter::finish).collect();
        Ok(Doubts {
            lists: lists.map_err(failed)?,
            count: self.count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_serious_are_first_and_the_others_in_order() {
        let doubt = |severity, pointer: String| Doubt {
            code: prongsai_domain::rule::find("same-steps").unwrap().code(),
            severity,
            pointer,
            message_th: "ขั้นตอนซ้ำ".to_owned(),
            message_en: "the steps\nare the same".to_owned(),
            suggestion: None,
        };
        let mut writer = DoubtWriter::default();
        let infos: Vec<Doubt> = (0..2_000)
            .map(|number| doubt(Severity::Info, format!("/{number}")))
            .collect();
        for info in &infos {
            writer.add(Rank::default(), info);
        }
        let serious = doubt(Severity::Serious, "/last".to_owned());
        writer.add(Rank::default(), &serious);
        let doubts = writer.finish().unwrap();
        assert_eq!((doubts.len(), doubts.is_empty()), (2_001, false));
        let read: Vec<Doubt> = doubts.iter().map(Result::unwrap).collect();
        assert_eq!(read[0], serious);
        assert_eq!(read[1..], infos);
    }
}
