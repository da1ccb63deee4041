//! Reads answers directly from a connection, for requests that no HTTP client sends.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The time in which a server answers.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads one answer with a `Content-Length`, and returns its status and its text. If the connection ends before, the text is
/// what has arrived, and the status is 0 if it has not arrived.
pub async fn read_answer(connection: &mut (impl AsyncRead + Unpin)) -> (u16, String) {
    let mut bytes = Vec::new();
    let reading =
        async { while !is_whole(&bytes) && connection.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {} };
    tokio::time::timeout(PATIENCE, reading)
        .await
        .expect("an answer in time");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    (status.unwrap_or_default(), text)
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| {
        length
            .parse()
            .is_ok_and(|length: usize| bytes.len() >= head.len() + 4 + length)
    })
}
