use std::fs::File;
use std::io::{self, Seek as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use prongsai_domain::id::{OrganizationId, UserId};
use prongsai_domain::violation::Checker;
use prongsai_evidence::{Cleaned, Failure, Limits, Outcome, Refusal, clean};
use tokio::io::AsyncReadExt as _;
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::uploads::{UploadPlace, Uploads};
use crate::Error;

/// The number of files that are inspected at the same time. Each may need several hundred MiB in a process of its own.
const AT_ONCE: usize = 2;
/// How long a process may take. Its processor time is limited to less.
const PATIENCE: Duration = Duration::from_mins(3);
/// How long an upload waits for its turn.
const MAX_WAIT: Duration = Duration::from_secs(30);
/// The maximum length of what the process says, in bytes: the outcome with a small picture.
const SAID_MAX: u64 = 8 * 1024 * 1024;

/// Inspects and cleans files.
pub struct Inspector {
    /// The program `prongsai`, which does it in a process with limits; `None` does it in this process, as tests do.
    program: Option<PathBuf>,
    turns: Semaphore,
    uploads: Uploads,
}

/// A file that has arrived completely.
#[derive(Debug)]
pub struct Received {
    /// The bytes, in a file without a name.
    pub file: File,
    /// Their number.
    pub size: u64,
    /// Their SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// The name that the person gave.
    pub name: String,
    /// Its place among the uploads.
    pub place: UploadPlace,
}

/// A file that was accepted, with the bytes that are stored.
pub(super) struct Inspected {
    pub(super) file: File,
    pub(super) cleaned: Cleaned,
}

impl Inspector {
    /// An inspector that starts `program`, or works in this process.
    pub fn new(program: Option<PathBuf>) -> Self {
        Self {
            program,
            turns: Semaphore::new(AT_ONCE),
            uploads: Uploads::default(),
        }
    }

    /// Takes a place for the temporary file of an upload.
    ///
    /// # Errors
    /// [`Error::UploadsBusy`] if the person, the organization or the server has as many uploads under way as it may have.
    pub fn begin_upload(&self, person: UserId, organization: OrganizationId) -> Result<UploadPlace, Error> {
        self.uploads.begin(person, organization)
    }

    /// Inspects a file and writes what is kept of it.
    ///
    /// # Errors
    /// [`Error::Invalid`] if it is not accepted, with what would be; [`Error::Unavailable`] if it cannot be inspected now.
    pub(super) async fn inspect(&self, received: &Received) -> Result<Inspected, Error> {
        let turn = tokio::time::timeout(MAX_WAIT, self.turns.acquire()).await;
        let _turn = turn
            .map_err(|_| Error::Unavailable("other files are being inspected".to_owned()))?
            .map_err(|error| Error::Internal(error.to_string()))?;
        let mut out = tempfile::tempfile().map_err(|error| unavailable(&error))?;
        let outcome = match &self.program {
            Some(program) => in_process(program, received, &out).await?,
            None => in_thread(received, &out).await?,
        };
        out.rewind().map_err(|error| unavailable(&error))?;
        match outcome {
            Outcome::Accepted(cleaned) => Ok(Inspected {
                file: out,
                cleaned: *cleaned,
            }),
            Outcome::Refused(refusal) => Err(refused(&refusal)),
        }
    }
}

async fn in_thread(received: &Received, out: &File) -> Result<Outcome, Error> {
    let mut source = received.file.try_clone().map_err(|error| unavailable(&error))?;
    let mut out = out.try_clone().map_err(|error| unavailable(&error))?;
    let name = received.name.clone();
    let cleaned = tokio::task::spawn_blocking(move || clean(&mut source, &name, &Limits::default(), &mut out));
    match cleaned.await.map_err(|error| Error::Internal(error.to_string()))? {
        Ok(cleaned) => Ok(Outcome::Accepted(Box::new(cleaned))),
        Err(Failure::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
        Err(Failure::Io(error)) => Err(unavailable(&error)),
    }
}

async fn in_process(program: &PathBuf, received: &Received, out: &File) -> Result<Outcome, Error> {
    let mut child = Command::new(program)
        // One argument: a name may begin with a dash.
        .arg("inspect-file")
        .arg(format!("--name={}", received.name))
        .env_clear()
        .stdin(Stdio::from(
            received.file.try_clone().map_err(|error| unavailable(&error))?,
        ))
        .stdout(Stdio::from(out.try_clone().map_err(|error| unavailable(&error))?))
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| unavailable(&error))?;
    let said = child.stderr.take();
    let work = async {
        let mut text = Vec::new();
        if let Some(said) = said {
            said.take(SAID_MAX).read_to_end(&mut text).await?;
        }
        Ok::<_, io::Error>((child.wait().await?, text))
    };
    let ended = tokio::time::timeout(PATIENCE, work).await;
    let Ok(ended) = ended else {
        tracing::error!(sha256 = received.sha256, "the inspection of a file took too long");
        return Ok(Outcome::Refused(Refusal::TooComplex));
    };
    let (status, text) = ended.map_err(|error| unavailable(&error))?;
    match serde_json::from_slice(&text) {
        Ok(outcome) if status.success() => Ok(outcome),
        // A limit of the process, or a mistake of the program: the file is not accepted, and the log says which one it is.
        _ => {
            let said = String::from_utf8_lossy(text.get(..500).unwrap_or(&text)).into_owned();
            tracing::error!(sha256 = received.sha256, %status, said, "the inspection of a file ended without an outcome");
            Ok(Outcome::Refused(Refusal::TooComplex))
        }
    }
}

fn unavailable(error: &io::Error) -> Error {
    Error::Unavailable(format!("a file cannot be inspected: {error}"))
}

fn refused(refusal: &Refusal) -> Error {
    let mut checker = Checker::new();
    let message_th = format!("{} {}", refusal.message_th(), refusal.suggestion_th());
    let message_en = format!("{}; {}", refusal.message_en(), refusal.suggestion_en());
    checker.refuse(refusal.code(), message_th, message_en);
    Error::Invalid(checker.finish::<()>(None).err().unwrap_or_default())
}
