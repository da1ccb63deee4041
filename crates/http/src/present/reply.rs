use prongsai_application::{AnswerError, Replayable, StoredReply};
use prongsai_spool::{Spool, SpoolWriter};
use serde::Serialize;

/// The largest body of an answer that is in memory, in bytes. A larger one is in a temporary file. Independent of the
/// limit of request bodies; docs/data-model.md names it.
const IN_MEMORY_MAX: usize = 262_144;

/// An answer to a POST: ready to be sent, and to be kept under an idempotency key.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body: JSON, or nothing.
    pub body: Spool,
}

impl Reply {
    /// An answer with a status and a view as its JSON body.
    ///
    /// # Errors
    /// [`AnswerError`] when the view has no JSON form, or cannot be written to a file.
    pub fn json<T: Serialize + ?Sized>(status: u16, view: &T) -> Result<Self, AnswerError> {
        let mut body = SpoolWriter::new(IN_MEMORY_MAX);
        let failed = |error: &dyn std::fmt::Display| AnswerError(error.to_string());
        serde_json::to_writer(&mut body, view).map_err(|error| failed(&error))?;
        Ok(Self {
            status,
            headers: Vec::new(),
            body: body.finish().map_err(|error| failed(&error))?,
        })
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

impl Replayable for Reply {
    fn to_stored(&self) -> Result<StoredReply, AnswerError> {
        // One line for each header: no value of a header has a line break.
        let headers = self
            .headers
            .iter()
            .fold(String::new(), |text, (name, value)| text + name + ": " + value + "\n");
        Ok(StoredReply {
            status: self.status,
            headers,
            body: self.body.clone(),
        })
    }

    fn from_stored(stored: StoredReply) -> Result<Self, AnswerError> {
        let headers = stored
            .headers
            .lines()
            .map(|line| {
                let (name, value) = line
                    .split_once(": ")
                    .ok_or_else(|| AnswerError(format!("a stored header has no value: {line}")))?;
                Ok((name.to_owned(), value.to_owned()))
            })
            .collect::<Result<_, AnswerError>>()?;
        Ok(Self {
            status: stored.status,
            headers,
            body: stored.body,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_reply_that_was_kept_is_the_same() {
        let reply = Reply::json(201, &["ก"])
            .unwrap()
            .with_header("Location", "/api/v1/measures/1")
            .with_header("ETag", "\"1\"");
        let kept = Reply::from_stored(reply.to_stored().unwrap()).unwrap();
        assert_eq!((kept.status, &kept.headers), (reply.status, &reply.headers));
        assert_eq!(kept.body.in_memory(), Some("[\"ก\"]".as_bytes()));
    }

    #[test]
    fn a_stored_answer_with_a_damaged_header_is_refused() {
        let mut stored = Reply::json(201, &["ก"]).unwrap().to_stored().unwrap();
        stored.headers = "ETag: \"1\"\nLocation\n".to_owned();
        assert!(Reply::from_stored(stored).is_err());
    }

    #[test]
    fn a_view_without_a_json_form_is_no_reply() {
        let keys_are_no_texts = BTreeMap::from([([1, 2], "x")]);
        assert!(Reply::json(200, &keys_are_no_texts).is_err());
    }
}
