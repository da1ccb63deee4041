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

/// How long the command may take to end after a signal before it is killed.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// The signals that would otherwise end this process.
pub(crate) struct Signals {
    arrived: Receiver<i32>,
}

impl Signals {
    /// From here on they arrive in this value instead.
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

/// Runs the command to its end, passing signals on to it, and answers its exit code.
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
            pass_on(&child, signal);
            deadline.get_or_insert_with(|| Instant::now() + PATIENCE);
        }
        if deadline.is_some_and(|deadline| Instant::now() > deadline) {
            child.kill()?;
        }
    }
}

fn pass_on(child: &Child, signal: i32) {
    // Ctrl-C at a terminal has reached the command already, and a second one means "now" to many programs.
    if signal == SIGINT && io::stdin().is_terminal() {
        return;
    }
    if let Ok(signal) = Signal::try_from(signal) {
        // It may just have ended by itself; the next look will tell.
        let _ = kill(Pid::from_raw(child.id().cast_signed()), signal);
    }
}

fn code_of(status: ExitStatus) -> u8 {
    match (status.code(), status.signal()) {
        (Some(code), _) => u8::try_from(code).unwrap_or(u8::MAX),
        (None, Some(signal)) => code_of_signal(signal),
        (None, None) => u8::MAX,
    }
}

/// The shells' convention.
fn code_of_signal(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}
