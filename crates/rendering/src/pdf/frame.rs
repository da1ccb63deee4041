//! Frames: a kind (one byte), a length (four bytes, least significant first), and as many bytes.

use std::io::{self, Read};

/// The length of the header of a frame, in bytes.
pub const HEADER: usize = 5;
/// The longest payload of a frame, in bytes. The limits of renditions are far below it.
pub const FRAME_MAX: usize = 256 * 1024 * 1024;

/// The kinds of frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// From the renderer, once, when it has started: [`Hello`](super::Hello) as JSON.
    Hello,
    /// To the renderer: [`PdfJob`](super::PdfJob) as JSON.
    Job,
    /// To the renderer, after a job that has one: the emblem as PNG.
    Emblem,
    /// From the renderer: the PDF.
    Pdf,
    /// From the renderer: [`RenderError`](super::RenderError) as JSON.
    Refused,
}

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its kind.
    pub kind: FrameKind,
    /// Its content.
    pub payload: Vec<u8>,
}

/// A header that no renderer and no server writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The kind does not exist.
    #[error("a frame of the unknown kind {0}")]
    Kind(u8),
    /// The payload is too long.
    #[error("a frame of {0} bytes")]
    Length(usize),
}

impl FrameKind {
    const ALL: [Self; 5] = [Self::Hello, Self::Job, Self::Emblem, Self::Pdf, Self::Refused];

    const fn byte(self) -> u8 {
        match self {
            Self::Hello => b'h',
            Self::Job => b'j',
            Self::Emblem => b'e',
            Self::Pdf => b'p',
            Self::Refused => b'r',
        }
    }
}

/// The header of a frame.
///
/// # Errors
/// [`FrameError::Length`]
pub fn header(kind: FrameKind, length: usize) -> Result<[u8; HEADER], FrameError> {
    let stated = u32::try_from(length).map_err(|_| FrameError::Length(length))?;
    if length > FRAME_MAX {
        return Err(FrameError::Length(length));
    }
    let [a, b, c, d] = stated.to_le_bytes();
    Ok([kind.byte(), a, b, c, d])
}

/// A whole frame.
///
/// # Errors
/// [`FrameError::Length`]
pub fn frame(kind: FrameKind, payload: &[u8]) -> Result<Vec<u8>, FrameError> {
    Ok([&header(kind, payload.len())?[..], payload].concat())
}

/// The kind and the length of a frame with this header.
///
/// # Errors
/// The kind does not exist, or the payload is too long.
pub fn parse_header([kind, a, b, c, d]: [u8; HEADER]) -> Result<(FrameKind, usize), FrameError> {
    let known = FrameKind::ALL.into_iter().find(|known| known.byte() == kind);
    let kind = known.ok_or(FrameError::Kind(kind))?;
    let length = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    if length > FRAME_MAX {
        return Err(FrameError::Length(length));
    }
    Ok((kind, length))
}

/// Reads a frame; `None` at the end of the input.
///
/// # Errors
/// The input ends within a frame, is not a frame, or cannot be read.
pub fn read_frame(input: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut head = [0; HEADER];
    if input.read(&mut head[..1])? == 0 {
        return Ok(None);
    }
    input.read_exact(&mut head[1..])?;
    let (kind, length) = parse_header(head).map_err(io::Error::other)?;
    // The memory grows with what has arrived, not with what a header claims.
    let mut payload = Vec::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    if input.take(limit).read_to_end(&mut payload)? < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Frame { kind, payload }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_as_they_were_written() {
        let mut bytes = Vec::new();
        for (kind, payload) in FrameKind::ALL.into_iter().zip(["", "a", "ก", "x", "yz"]) {
            bytes.extend(frame(kind, payload.as_bytes()).unwrap());
        }
        let mut input = &bytes[..];
        for (kind, payload) in FrameKind::ALL.into_iter().zip(["", "a", "ก", "x", "yz"]) {
            let read = read_frame(&mut input).unwrap().unwrap();
            assert_eq!((read.kind, read.payload), (kind, payload.as_bytes().to_vec()));
        }
        assert!(read_frame(&mut input).unwrap().is_none());
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        for bytes in [&b"x\0\0\0\0"[..], b"j\xff\xff\xff\xff", b"j\x02\0\0\0a", b"j\0"] {
            let mut input = bytes;
            assert!(read_frame(&mut input).is_err(), "{bytes:?}");
        }
        assert_eq!(
            header(FrameKind::Job, FRAME_MAX + 1),
            Err(FrameError::Length(FRAME_MAX + 1))
        );
    }
}
