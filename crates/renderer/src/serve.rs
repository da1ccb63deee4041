//! Reads jobs and writes PDFs.

use std::io::{self, Read, Write};

use prongsai_confine::{self as confine, Confinement, Limits};
use prongsai_rendering::pdf::{
    Frame, FrameKind, Hello, Identity, PROTOCOL, PdfJob, RenderError, frame, header, read_frame,
};

use crate::pdf::{self, Fonts};
use crate::{SOURCES, drill};

/// The first frame, which says what this renderer is.
///
/// # Errors
/// The hello is longer than a frame may be.
pub fn hello(fonts: &Result<Fonts, RenderError>, confinement: Confinement) -> io::Result<Vec<u8>> {
    let hello = Hello {
        protocol: PROTOCOL,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        confinement: confinement.as_str().to_owned(),
        ready: fonts
            .as_ref()
            .map(|fonts| Identity {
                sources: SOURCES.to_owned(),
                fonts: fonts.files().to_vec(),
            })
            .map_err(Clone::clone),
    };
    frame(FrameKind::Hello, &serde_json::to_vec(&hello)?).map_err(io::Error::other)
}

/// Makes the PDFs of jobs.
pub struct Jobs {
    /// The fonts.
    pub fonts: Fonts,
    /// The limits of each job.
    pub limits: Limits,
    /// Whether titles may ask for a drill.
    pub drills: bool,
}

impl Jobs {
    /// Answers jobs until the input ends.
    ///
    /// # Errors
    /// The other side does not speak the protocol or has gone away, the limit of a job cannot be set, or a PDF is longer
    /// than a frame may be.
    pub fn serve(&self, input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
        while let Some(Frame { kind, payload }) = read_frame(input)? {
            if kind != FrameKind::Job {
                return Err(io::Error::other("a job was expected"));
            }
            confine::limit_job(self.limits)?;
            let job = PdfJob::read(&payload);
            drop(payload);
            let outcome = match job {
                Ok(job) => self.render(with_emblem(job, input)?),
                Err(error) => Err(error),
            };
            write(&outcome, output)?;
            // Whether an emblem follows a job that cannot be read is not known.
            if matches!(outcome, Err(RenderError::Job(_))) {
                return Ok(());
            }
        }
        Ok(())
    }

    fn render(&self, job: PdfJob) -> Result<Vec<u8>, RenderError> {
        if self.drills {
            drill::obey(&job.outline.title);
        }
        pdf::render(job, &self.fonts)
    }
}

fn with_emblem(mut job: PdfJob, input: &mut impl Read) -> io::Result<PdfJob> {
    if let Some(emblem) = &mut job.emblem {
        match read_frame(input)? {
            Some(Frame {
                kind: FrameKind::Emblem,
                payload,
            }) => emblem.png = payload,
            _ => return Err(io::Error::other("an emblem was expected")),
        }
    }
    Ok(job)
}

fn write(outcome: &Result<Vec<u8>, RenderError>, output: &mut impl Write) -> io::Result<()> {
    match outcome {
        Ok(bytes) => {
            output.write_all(&header(FrameKind::Pdf, bytes.len()).map_err(io::Error::other)?)?;
            output.write_all(bytes)?;
        }
        Err(error) => {
            let json = serde_json::to_vec(error)?;
            output.write_all(&frame(FrameKind::Refused, &json).map_err(io::Error::other)?)?;
        }
    }
    output.flush()
}
