//! `prongsai inspect-file`: inspects one uploaded file in a process of its own. The server starts it; the file is the standard input,
//! what is kept of it the standard output, and the outcome, as JSON, the standard error.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use prongsai_confine::Limits as ProcessLimits;
use prongsai_evidence::{Failure, Limits, Outcome, clean};

/// The largest address space, in bytes: the largest picture three times, and the program.
const MEMORY: u64 = 1536 * 1024 * 1024;
/// The largest processor time, in seconds.
const CPU_SECONDS: u64 = 120;

/// The file to inspect.
#[derive(Args)]
pub(crate) struct InspectFile {
    /// The name that the person gave
    #[arg(long)]
    name: String,
}

/// Inspects the file.
///
/// # Errors
/// The limits cannot be set, or a file cannot be read or written.
pub(crate) fn run(inspect: &InspectFile) -> Result<()> {
    let limits = Limits::default();
    let of_process = ProcessLimits {
        memory: MEMORY,
        // A picture may be larger when it is written again.
        file: limits.bytes_max.saturating_mul(4),
        cpu_seconds: CPU_SECONDS,
    };
    // All limits bind before anything of the file is read.
    prongsai_confine::limit(of_process).context("the limits of the process cannot be set")?;
    prongsai_confine::limit_job(of_process).context("the limits of the process cannot be set")?;
    prongsai_confine::shut_away();
    let mut source = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let outcome = match clean(&mut source, &inspect.name, &limits, &mut out) {
        Ok(cleaned) => Outcome::Accepted(Box::new(cleaned)),
        Err(Failure::Refused(refusal)) => Outcome::Refused(refusal),
        Err(Failure::Io(error)) => bail!("the file cannot be inspected: {error}"),
    };
    let mut said = io::stderr().lock();
    serde_json::to_writer(&mut said, &outcome)?;
    Ok(said.flush()?)
}
