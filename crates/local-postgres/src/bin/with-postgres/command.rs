use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Time in which the command has to end after the first signal. After it, the command is killed.
const END_WITHIN: Duration = Duration::from_secs(20);
/// Time between two checks whether the command has ended.
const POLL: Duration = Duration::from_millis(20);

/// The signals that would otherwise end this process before it has removed the server.
pub(crate) struct Signals {
    arrived: Receiver<i32>,
}

impl Signals {
    /// Starts to collect the signals. The thread ends when this value is dropped and a further signal arrives.
    pub(crate) fn catch() -> io::Result<Self> {
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
        let (sender, arrived) = channel();
        thread::spawn(move || {
            signals
                .forever()
                .take_while(|signal| sender.send(*signal).is_ok())
                .count()
        });
        Ok(Self { arrived })
    }
}

/// Runs the command to its end, forwards signals to it, and returns its exit code. If a signal arrived before the
/// start, the command does not run, and the exit code is that of the signal.
pub(crate) fn run(program: &OsStr, arguments: &[OsString], url: &str, signals: &Signals) -> io::Result<u8> {
    if let Ok(signal) = signals.arrived.try_recv() {
        return Ok(code_of_signal(signal));
    }
    let mut child = Command::new(program)
        .args(arguments)
        .env("PRONGSAI_TEST_DATABASE_URL", url)
        .spawn()?;
    let mut deadline = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(code_of(status));
        }
        if let Ok(signal) = signals.arrived.recv_timeout(POLL) {
            forward(&child, signal);
            deadline.get_or_insert_with(|| Instant::now() + END_WITHIN);
        }
        if deadline.is_some_and(|deadline| Instant::now() > deadline) {
            child.kill()?;
        }
    }
}

fn forward(child: &Child, signal: i32) {
    // Ctrl-C at a terminal has already reached the command, and many programs treat a second one as "stop now".
    if signal == SIGINT && io::stdin().is_terminal() {
        return;
    }
    if let Ok(signal) = Signal::try_from(signal) {
        // The command may have just ended; the next iteration detects this.
        let _ = kill(Pid::from_raw(child.id().cast_signed()), signal);
    }
}

/// The exit code of this process for the status of the command.
fn code_of(status: ExitStatus) -> u8 {
    match (status.code(), status.signal()) {
        (Some(code), _) => u8::try_from(code).unwrap_or(u8::MAX),
        (None, Some(signal)) => code_of_signal(signal),
        (None, None) => u8::MAX,
    }
}

/// The convention of shells: 128 + the number of the signal.
fn code_of_signal(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}
