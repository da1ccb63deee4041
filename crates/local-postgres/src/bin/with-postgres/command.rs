use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithOrigin;
use signal_hook::low_level::siginfo::{Cause, Origin};

/// Time in which the command has to end after the first signal. After it, the command is killed.
const END_WITHIN: Duration = Duration::from_secs(20);
/// Time between two checks whether the command has ended.
const POLL: Duration = Duration::from_millis(20);

/// The signals that would otherwise end this process before it has removed the server.
pub(crate) struct Signals {
    arrived: Receiver<Arrived>,
}

/// A signal that this process received.
#[derive(Clone, Copy)]
struct Arrived {
    signal: i32,
    /// Whether the system sent it, as for Ctrl-C, and not a process.
    by_system: bool,
}

impl From<Origin> for Arrived {
    fn from(origin: Origin) -> Self {
        Self {
            signal: origin.signal,
            by_system: origin.cause == Cause::Kernel,
        }
    }
}

impl Signals {
    /// Starts to collect the signals. The thread ends when this value is dropped and a further signal arrives.
    pub(crate) fn catch() -> io::Result<Self> {
        let mut signals = SignalsInfo::<WithOrigin>::new([SIGHUP, SIGINT, SIGTERM])?;
        let (sender, arrived) = channel();
        thread::spawn(move || {
            signals
                .forever()
                .map(Arrived::from)
                .take_while(|arrived| sender.send(*arrived).is_ok())
                .count()
        });
        Ok(Self { arrived })
    }
}

/// Runs the command to its end, forwards signals to it, and returns its exit code. If a signal arrived before the
/// start, the command does not run, and the exit code is that of the signal.
pub(crate) fn run(program: &OsStr, arguments: &[OsString], url: &str, signals: &Signals) -> io::Result<u8> {
    if let Ok(arrived) = signals.arrived.try_recv() {
        return Ok(code_of_signal(arrived.signal));
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
        if let Ok(arrived) = signals.arrived.recv_timeout(POLL) {
            forward(&child, arrived);
            deadline.get_or_insert_with(|| Instant::now() + END_WITHIN);
        }
        if deadline.is_some_and(|deadline| Instant::now() > deadline) {
            child.kill()?;
        }
    }
}

fn forward(child: &Child, arrived: Arrived) {
    // The system sends Ctrl-C at a terminal to the command too, and many programs treat a second one as "stop now".
    if arrived.signal == SIGINT && arrived.by_system {
        return;
    }
    if let Ok(signal) = Signal::try_from(arrived.signal) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_interrupt_of_the_terminal_is_not_forwarded() {
        // The command would ignore the signals that this process ignores, as one in the background of a script does.
        let _caught = Signals::catch().unwrap();
        for (signal, by_system, ended_by) in [(SIGINT, false, SIGINT), (SIGINT, true, SIGTERM), (SIGHUP, true, SIGHUP)]
        {
            let mut child = Command::new("sleep").arg("60").spawn().unwrap();
            forward(&child, Arrived { signal, by_system });
            // Of two signals that wait, the one with the lower number ends the command.
            forward(
                &child,
                Arrived {
                    signal: SIGTERM,
                    by_system: false,
                },
            );
            assert_eq!(child.wait().unwrap().signal(), Some(ended_by));
        }
    }

    #[test]
    fn a_signal_of_a_process_is_not_one_of_the_system() {
        let signals = Signals::catch().unwrap();
        kill(Pid::this(), Signal::SIGHUP).unwrap();
        let arrived = signals.arrived.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!((arrived.signal, arrived.by_system), (SIGHUP, false));
    }
}
