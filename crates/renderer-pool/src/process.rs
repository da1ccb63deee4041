use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use prongsai_rendering::pdf::{FrameKind, HEADER, Hello, Identity, PROTOCOL, RenderError, parse_header};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::error::{Failure, PoolError};
use super::options::PoolOptions;
use super::program::{self, Stamp};

/// How long a renderer may take to read its fonts.
const START_MAX: Duration = Duration::from_secs(30);
/// How long a renderer may take to end when its input has ended. Afterwards it is killed.
const END_MAX: Duration = Duration::from_secs(1);
/// How much of what a renderer says about its end is logged, in bytes.
const SAID_MAX: u64 = 500;
/// The numbers, on Linux, of the signals with which a process ends that used up its processor time, and that ran out of memory
/// in Rust.
const SIGXCPU: i32 = 24;
const SIGABRT: i32 = 6;

/// A renderer that has started.
pub(crate) struct Renderer {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
    pub(crate) identity: Arc<Identity>,
    pub(crate) stamp: Stamp,
    /// The blocks and rows of its renditions so far.
    pub(crate) units: usize,
}

impl Renderer {
    /// Starts a renderer and reads what it is.
    ///
    /// # Errors
    /// [`PoolError::NotReady`], [`PoolError::Refused`] without a font, [`PoolError::Stopped`] if the pool stops meanwhile.
    pub(crate) async fn start(options: &PoolOptions, stopped: impl Future<Output = ()>) -> Result<Self, PoolError> {
        let not_ready = |reason: &dyn std::fmt::Display| PoolError::NotReady(reason.to_string());
        let path = program::path(options.program.as_deref()).map_err(PoolError::NotReady)?;
        let stamp = program::stamp(&path).map_err(PoolError::NotReady)?;
        let spawned = command(&path, options).spawn();
        let mut child =
            spawned.map_err(|error| PoolError::NotReady(format!("{} cannot be started: {error}", path.display())))?;
        let (Some(input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(not_ready(&"a renderer has no pipes"));
        };
        let hello = tokio::select! {
            hello = timeout(START_MAX, hello(&mut output)) => hello,
            () = stopped => {
                // Waits for its end: a child that is only dropped remains for a while.
                let _ = child.kill().await;
                return Err(PoolError::Stopped);
            }
        };
        let hello = hello.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        let hello = match hello {
            Ok(hello) => hello,
            Err(error) => {
                // The end of its input ends it.
                drop(input);
                let said = end(&mut child).await.1;
                return Err(not_ready(&format!("it does not say what it is: {error}; {said}")));
            }
        };
        let identity = match check(hello) {
            Ok(identity) => identity,
            Err(error) => {
                drop(input);
                end(&mut child).await;
                return Err(error);
            }
        };
        Ok(Self {
            identity,
            child,
            input,
            output,
            stamp,
            units: 0,
        })
    }

    /// Whether the process still runs.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Makes a PDF. After any error but [`PoolError::Refused`] the process has to be ended with [`failed`](Self::failed).
    pub(crate) async fn render(&mut self, frames: &Bytes, deadline: Duration) -> Result<Bytes, PoolError> {
        let work = async {
            self.input.write_all(frames).await?;
            self.input.flush().await?;
            read(&mut self.output).await
        };
        let answer = timeout(deadline, work).await;
        match answer.map_err(|_| PoolError::Failed(Failure::Deadline))? {
            Ok((FrameKind::Pdf, pdf)) => Ok(pdf.into()),
            Ok((FrameKind::Refused, json)) => Err(match serde_json::from_slice(&json) {
                Ok(error) => PoolError::Refused(error),
                Err(_) => PoolError::Failed(Failure::Crashed),
            }),
            Ok(_) | Err(_) => Err(PoolError::Failed(Failure::Crashed)),
        }
    }

    /// Ends a process that failed, and finds out why.
    pub(crate) async fn failed(mut self, failure: Failure) -> Failure {
        let process = self.child.id();
        let was_killed = failure == Failure::Deadline;
        if was_killed {
            let _ = self.child.start_kill();
        }
        drop(self.input);
        let (status, said) = end(&mut self.child).await;
        let failure = if was_killed { failure } else { cause(status, &said) };
        tracing::warn!(
            process,
            reason = failure.as_str(),
            status = status.map(|status| status.to_string()),
            said,
            "a renderer failed and was ended"
        );
        failure
    }

    /// Ends a process that is not needed any more.
    pub(crate) async fn stop(mut self) {
        drop(self.input);
        end(&mut self.child).await;
    }

    /// Ends a process at once, whatever it does.
    pub(crate) async fn kill(mut self) {
        let _ = self.child.kill().await;
    }
}

/// The command. The renderer inherits no variable of the environment: some contain secrets.
fn command(path: &std::path::Path, options: &PoolOptions) -> Command {
    let mut command = Command::new(path);
    for folder in &options.font_dirs {
        command.arg("--fonts").arg(folder);
    }
    command
        .arg("--memory")
        .arg(options.memory_mib.to_string())
        .arg("--cpu")
        .arg(options.deadline.as_secs().max(1).to_string())
        .args(&options.arguments)
        .env_clear()
        // Each arena takes 64 MiB of the address space.
        .env("MALLOC_ARENA_MAX", "2")
        // By default there are as many threads as processors, each with a stack in the address space.
        .env("RAYON_NUM_THREADS", "2")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // Ctrl-C is for the server, which ends its renderers when it has answered.
        .process_group(0)
        .kill_on_drop(true);
    command
}

async fn hello(output: &mut ChildStdout) -> io::Result<Hello> {
    let (kind, payload) = read(output).await?;
    if kind != FrameKind::Hello {
        return Err(io::Error::other("another frame came first"));
    }
    serde_json::from_slice(&payload).map_err(io::Error::other)
}

fn check(hello: Hello) -> Result<Arc<Identity>, PoolError> {
    let own = env!("CARGO_PKG_VERSION");
    if hello.protocol != PROTOCOL || hello.version != own {
        return Err(PoolError::NotReady(format!(
            "it is of version {} (protocol {}), and the server of version {own} (protocol {PROTOCOL})",
            hello.version, hello.protocol
        )));
    }
    let identity = hello.ready.map_err(PoolError::Refused)?;
    tracing::info!(
        fonts = identity.font_record(),
        confinement = hello.confinement,
        "a renderer has started"
    );
    Ok(Arc::new(identity))
}

async fn read(output: &mut ChildStdout) -> io::Result<(FrameKind, Vec<u8>)> {
    let mut head = [0; HEADER];
    output.read_exact(&mut head).await?;
    let (kind, length) = parse_header(head).map_err(io::Error::other)?;
    let mut payload = Vec::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX);
    if output.take(limit).read_to_end(&mut payload).await? < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((kind, payload))
}

/// Waits for the end of a process, or kills it. Returns how it ended and the beginning of what it said.
async fn end(child: &mut Child) -> (Option<ExitStatus>, String) {
    let status = if let Ok(status) = timeout(END_MAX, child.wait()).await {
        status.ok()
    } else {
        let _ = child.start_kill();
        child.wait().await.ok()
    };
    let mut said = Vec::new();
    if let Some(errors) = child.stderr.take() {
        let _ = timeout(END_MAX, errors.take(SAID_MAX).read_to_end(&mut said)).await;
    }
    (status, String::from_utf8_lossy(&said).trim().to_owned())
}

/// Why a process ended by itself.
fn cause(status: Option<ExitStatus>, said: &str) -> Failure {
    match status.and_then(|status| status.signal()) {
        Some(SIGXCPU) => Failure::Processor,
        Some(SIGABRT) if said.contains("memory allocation") => Failure::Memory,
        _ => Failure::Crashed,
    }
}

/// Whether the process ends by itself after this refusal. It could not read the job, so it does not know whether a picture
/// follows.
pub(crate) const fn ends_after(error: &RenderError) -> bool {
    matches!(error, RenderError::Job(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_of_an_end_is_told_from_its_signal() {
        let by = |signal| Some(ExitStatus::from_raw(signal));
        assert_eq!(cause(by(24), ""), Failure::Processor);
        assert_eq!(cause(by(6), "memory allocation of 1 bytes failed"), Failure::Memory);
        assert_eq!(cause(by(6), "thread main panicked"), Failure::Crashed);
        assert_eq!(cause(by(9), ""), Failure::Crashed);
        assert_eq!(cause(None, ""), Failure::Crashed);
    }
}
