use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use crate::address;
use crate::config::Config;

/// The time in which the server has to answer at one address.
const TIMEOUT: Duration = Duration::from_secs(3);
/// The maximum length of the status line, in bytes.
const LINE_MAX: u64 = 1_024;

/// Asks the server whether it is ready.
///
/// # Errors
/// The configured address is not valid, or the server does not answer in time.
pub(crate) fn ask(config: &Config) -> Result<ExitCode> {
    let status = first_answer(&address::resolve(&config.listen)?)?;
    let is_ready = status.split_whitespace().nth(1) == Some("200");
    println!("{}", if is_ready { "ready" } else { status.trim() });
    Ok(if is_ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The status line of the first address that answers. A name may have addresses at which the server does not listen.
///
/// # Errors
/// No address answers in time.
pub(super) fn first_answer(addresses: &[SocketAddr]) -> Result<String> {
    let mut silent = Vec::new();
    for address in addresses {
        match status_line(*address, TIMEOUT) {
            Ok(status) => return Ok(status),
            Err(error) => silent.push(format!("http://{address}/health/ready: {error}")),
        }
    }
    Err(anyhow!("no answer from {}", silent.join("; ")))
}

fn status_line(address: SocketAddr, time: Duration) -> std::io::Result<String> {
    let deadline = Instant::now() + time;
    let mut stream = TcpStream::connect_timeout(&address, time)?;
    stream.set_write_timeout(Some(left(deadline)?))?;
    // Sent in one piece: a server may answer, and close, before it has read all pieces.
    let request = format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut status = String::new();
    let answer = UntilDeadline { stream, deadline }.take(LINE_MAX);
    if BufReader::new(answer).read_line(&mut status)? == 0 {
        return Err(Error::new(ErrorKind::UnexpectedEof, "closed without an answer"));
    }
    if !status.ends_with('\n') {
        return Err(Error::new(ErrorKind::InvalidData, "the answer has no status line"));
    }
    Ok(status)
}

/// Reads until a moment. The timeout of a socket alone would begin again with each byte.
struct UntilDeadline {
    stream: TcpStream,
    deadline: Instant,
}

impl Read for UntilDeadline {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.stream.set_read_timeout(Some(left(self.deadline)?))?;
        self.stream.read(buffer)
    }
}

/// The time that is left, which is not zero.
fn left(deadline: Instant) -> std::io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(Error::from(ErrorKind::TimedOut));
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// What is read from a server that sends this, after an address at which nobody listens.
    fn answer_of(response: &'static str) -> Result<String> {
        let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0_u8; 512];
            let length = stream.read(&mut request).unwrap();
            stream.write_all(response.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let status = first_answer(&[unused, address]);
        assert!(server.join().unwrap().starts_with("GET /health/ready HTTP/1.1\r\n"));
        status
    }

    #[test]
    fn the_status_of_the_answer_is_read() {
        assert_eq!(answer_of("HTTP/1.1 200 OK\r\n\r\n").unwrap().trim(), "HTTP/1.1 200 OK");
        assert_eq!(
            answer_of("HTTP/1.1 503 Service Unavailable\r\n\r\n")
                .unwrap()
                .split_whitespace()
                .nth(1),
            Some("503")
        );
    }

    /// Asks a server that sends a byte after each pause and never ends the line.
    fn error_of_endless_line(pause: Duration, time: Duration) -> ErrorKind {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            while stream.write_all(b"x").is_ok() {
                std::thread::sleep(pause);
            }
        });
        let error = status_line(address, time).unwrap_err();
        server.join().unwrap();
        error.kind()
    }

    #[test]
    fn a_line_without_an_end_is_no_answer() {
        let slow = error_of_endless_line(Duration::from_millis(50), Duration::from_millis(200));
        // A socket calls its timeout `WouldBlock`.
        assert!(matches!(slow, ErrorKind::TimedOut | ErrorKind::WouldBlock), "{slow:?}");
        let fast = error_of_endless_line(Duration::ZERO, Duration::from_mins(1));
        assert_eq!(fast, ErrorKind::InvalidData);
    }

    #[test]
    fn a_server_that_closes_without_an_answer_has_not_answered() {
        let error = answer_of("").unwrap_err().to_string();
        assert!(error.contains("closed without an answer"), "{error}");
    }
}
