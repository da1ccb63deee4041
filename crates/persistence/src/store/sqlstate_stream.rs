use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::error::is_sqlstate;

/// The bytes of a message header: one byte for the type, four for the length of the message. That length includes itself,
/// not the type.
const HEADER: usize = 5;
/// The type of an `ErrorResponse`.
const ERROR: u8 = b'E';
/// The longest error message that is buffered, in bytes. A longer one is passed on unchanged.
const ERROR_MAX: usize = 1 << 20;

/// The stream of a connection. It puts the `SQLSTATE` in front of the message of every server error, like the verbose
/// mode of psql: `40P01: deadlock detected`.
///
/// diesel-async does not expose the code. It exposes the message, in the language of the server. All other bytes pass
/// unchanged.
pub(super) struct SqlstateStream<S> {
    inner: S,
    messages: Messages,
}

/// The bytes that are ready for the reader, and the message that is being received.
#[derive(Default)]
struct Messages {
    ready: Vec<u8>,
    /// The number of ready bytes that the reader has taken.
    handed_out: usize,
    /// An incomplete header or an incomplete error message.
    partial: Vec<u8>,
    /// The number of bytes of another message that still pass through.
    passing: usize,
}

impl<S> SqlstateStream<S> {
    pub(super) fn new(inner: S) -> Self {
        Self {
            inner,
            messages: Messages::default(),
        }
    }
}

impl Messages {
    /// The number of bytes at the beginning that need no change. They are counted as passed on.
    fn pass_unchanged(&mut self, bytes: &[u8]) -> usize {
        if !self.partial.is_empty() {
            return 0;
        }
        let mut rest = bytes;
        loop {
            let (passed, unread) = rest.split_at(self.passing.min(rest.len()));
            self.passing -= passed.len();
            rest = unread;
            match length_of(rest) {
                Some(length) if !is_error(rest, length) => self.passing = length,
                _ => return bytes.len() - rest.len(),
            }
        }
    }

    /// Takes bytes that may contain an error or end within a header.
    fn take(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let passing = self.passing.min(bytes.len());
            let (passed, rest) = bytes.split_at(passing);
            self.ready.extend_from_slice(passed);
            self.passing -= passing;
            let missing = self.wanted().saturating_sub(self.partial.len()).min(rest.len());
            let (taken, rest) = rest.split_at(missing);
            self.partial.extend_from_slice(taken);
            self.pass_whole();
            bytes = rest;
        }
    }

    /// The number of bytes of the current message that must have arrived before it can be passed on.
    fn wanted(&self) -> usize {
        match length_of(&self.partial) {
            Some(length) if is_error(&self.partial, length) => length,
            _ => HEADER,
        }
    }

    /// Passes on the current message if it is complete.
    fn pass_whole(&mut self) {
        let Some(length) = length_of(&self.partial) else {
            return;
        };
        if self.partial.len() < self.wanted() {
            return;
        }
        if is_error(&self.partial, length) {
            let coded = with_code(&self.partial);
            self.ready.extend_from_slice(coded.as_deref().unwrap_or(&self.partial));
        } else {
            self.ready.extend_from_slice(&self.partial);
            self.passing = length - HEADER;
        }
        self.partial.clear();
    }

    /// Passes on the incomplete message, because the stream has ended.
    fn end(&mut self) {
        self.ready.append(&mut self.partial);
    }

    /// Copies ready bytes to the reader. Returns false when there are none.
    fn hand_out(&mut self, to: &mut ReadBuf<'_>) -> bool {
        let waiting = self.ready.get(self.handed_out..).unwrap_or_default();
        let (now, _) = waiting.split_at(waiting.len().min(to.remaining()));
        to.put_slice(now);
        let count = now.len();
        self.handed_out += count;
        if self.handed_out == self.ready.len() {
            self.ready.clear();
            self.handed_out = 0;
        }
        count > 0
    }
}

/// The length of a message with this beginning, including its header; `None` when it is not yet known.
fn length_of(beginning: &[u8]) -> Option<usize> {
    let length = beginning.get(1..HEADER)?.first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    Some((length + 1).max(HEADER))
}

fn is_error(beginning: &[u8], length: usize) -> bool {
    beginning.first() == Some(&ERROR) && length <= ERROR_MAX
}

/// The error message with its code in front of the text; `None` when it has not exactly one code and one text. A field
/// begins with its type (`C` is the code, `M` the text) and ends with a zero byte.
fn with_code(error: &[u8]) -> Option<Vec<u8>> {
    let body = error.get(HEADER..)?;
    let fields = || body.split(|byte| *byte == 0).take_while(|field| !field.is_empty());
    let code = only(fields().filter_map(|field| field.strip_prefix(b"C")))?;
    only(fields().filter(|field| field.starts_with(b"M")))?;
    if !is_sqlstate(code) {
        return None;
    }
    let mut coded = vec![ERROR, 0, 0, 0, 0];
    for field in fields() {
        match field.strip_prefix(b"M") {
            Some(message) => coded.extend([b"M", code, b": ", message].concat()),
            None => coded.extend_from_slice(field),
        }
        coded.push(0);
    }
    coded.push(0);
    let length = u32::try_from(coded.len() - 1).ok()?;
    coded.get_mut(1..HEADER)?.copy_from_slice(&length.to_be_bytes());
    Some(coded)
}

/// The element of an iterator that has exactly one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

impl<S: AsyncRead + Unpin> AsyncRead for SqlstateStream<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let Self { inner, messages } = self.get_mut();
        while to.remaining() > 0 && !messages.hand_out(to) {
            let before = to.filled().len();
            ready!(Pin::new(&mut *inner).poll_read(context, to))?;
            let (_, received) = to.filled().split_at(before);
            if received.is_empty() {
                messages.end();
                messages.hand_out(to);
                break;
            }
            let unchanged = messages.pass_unchanged(received);
            if unchanged < received.len() {
                let (_, rest) = received.split_at(unchanged);
                messages.take(rest);
                to.set_filled(before + unchanged);
            }
            if unchanged > 0 {
                break;
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for SqlstateStream<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap();
        [&[kind], length.to_be_bytes().as_slice(), body].concat()
    }

    /// The output for input that arrives in pieces of this size.
    async fn passed(bytes: &[u8], piece: usize) -> Vec<u8> {
        let (mut server, client) = tokio::io::duplex(piece);
        let (bytes, mut out) = (bytes.to_vec(), Vec::new());
        tokio::spawn(async move { server.write_all(&bytes).await.unwrap() });
        SqlstateStream::new(client).read_to_end(&mut out).await.unwrap();
        out
    }

    /// The output could otherwise grow with the product of the length of the code and the number of texts.
    #[tokio::test]
    async fn an_error_with_another_form_stays_as_it_is() {
        let long = [b"C".as_slice(), &b"A".repeat(20_000), b"\0MA\0\0"].concat();
        let repeated = [b"C40P01\0".as_slice(), &b"M\0".repeat(5_000), b"\0"].concat();
        for body in [
            long.as_slice(),
            &repeated,
            b"C40P01\0C40P01\0MA\0\0",
            b"C40p01\0MA\0\0",
            b"MA\0\0",
        ] {
            let error = message(b'E', body);
            assert!(passed(&error, 4_096).await == error, "{} bytes", body.len());
        }
    }

    #[tokio::test]
    async fn an_error_says_its_code_and_all_else_stays() {
        let row = message(b'D', &[0; 300]);
        let ready = message(b'Z', b"I");
        let error = message(b'E', b"SFEHLER\0VERROR\0C40P01\0MVerklemmung entdeckt\0HRat\0\0");
        let notice = message(b'N', b"SHINWEIS\0C00000\0Mnichts\0\0");
        let coded = message(b'E', b"SFEHLER\0VERROR\0C40P01\0M40P01: Verklemmung entdeckt\0HRat\0\0");
        let sent = [row.clone(), error, notice.clone(), ready.clone(), row.clone()].concat();
        let expected = [row.clone(), coded, notice, ready, row].concat();
        for piece in [1, 2, 3, 5, 7, 64, 100_000] {
            assert_eq!(passed(&sent, piece).await, expected, "{piece}");
        }
    }

    #[tokio::test]
    async fn bytes_that_are_no_complete_error_pass_unchanged() {
        for sent in [
            Vec::new(),
            message(b'E', b""),
            message(b'E', b"\0"),
            message(b'E', b"Mwithout a code\0\0"),
            message(b'Z', b""),
            // Invalid lengths.
            vec![b'Z', 0, 0, 0, 0, b'Z', 0, 0, 0, 5, b'I'],
            // The message of a server that could not start.
            b"Ecould not fork new process for connection\n\0".to_vec(),
            // Incomplete.
            b"E\0\0\0\x40SFATAL\0C57P01\0".to_vec(),
            b"E\0".to_vec(),
        ] {
            for piece in [1, 4, 100] {
                assert_eq!(passed(&sent, piece).await, sent);
            }
        }
    }
}
