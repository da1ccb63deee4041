use std::convert::Infallible;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use prongsai_application::App;
use prongsai_application::audit::{self, Batch, Forwarded};
use prongsai_http::{entry_line, event_line};
use tokio::task::spawn_blocking;

/// Time between two looks for new rows.
const INTERVAL: Duration = Duration::from_secs(1);
/// The path that means the standard output.
const STANDARD_OUTPUT: &str = "-";

/// How far the lines on disk have come.
struct Position {
    reached: Forwarded,
    is_stored: bool,
}

/// Appends the audit trail and the security events to a file as JSON lines, and never returns. Run it once, next to the
/// server.
///
/// The position is stored after the lines are on disk. When a write fails, or the server ends in between, lines after the
/// stored position appear twice, with the same `list` and `id`. A line that was cut off by that appears again, whole.
pub(crate) async fn run(app: &App, path: PathBuf) -> Infallible {
    let mut position = None;
    loop {
        if let Err(error) = forward(app, &path, &mut position).await {
            tracing::warn!("passing on the audit trail failed, and is tried again: {error:#}");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}

/// Passes on everything that follows the position, or the stored one. The position moves once lines are on disk, also when
/// it cannot be stored then: the next call does not append them again, and stores it even if nothing follows.
async fn forward(app: &App, path: &Path, position: &mut Option<Position>) -> Result<()> {
    let name = path.display().to_string();
    loop {
        let present = match position {
            Some(present) => present,
            None => position.insert(Position {
                reached: audit::forwarded(app, &name).await?,
                is_stored: true,
            }),
        };
        let batch = audit::next_batch(app, present.reached).await?;
        if !batch.is_empty() {
            let reached = batch.reached;
            let lines = lines(batch)?;
            let path = path.to_owned();
            spawn_blocking(move || append(&path, &lines))
                .await?
                .with_context(|| format!("writing to {name}"))?;
            *present = Position {
                reached,
                is_stored: false,
            };
        }
        if present.is_stored {
            return Ok(());
        }
        audit::keep_forwarded(app, &name, present.reached)
            .await
            .context("the lines were written, but their position was not stored")?;
        present.is_stored = true;
    }
}

fn lines(batch: Batch) -> Result<String> {
    let entries = batch.entries.into_iter().map(entry_line);
    let events = batch.events.into_iter().map(event_line);
    let lines: Result<Vec<String>, String> = entries.chain(events).collect();
    Ok(lines.map_err(|error| anyhow!(error))?.join("\n") + "\n")
}

/// Opens the file for each batch, so that it may be rotated by renaming it.
fn append(path: &Path, lines: &str) -> io::Result<()> {
    if path.as_os_str() == STANDARD_OUTPUT {
        let mut output = io::stdout().lock();
        output.write_all(lines.as_bytes())?;
        return output.flush();
    }
    // The file has names and addresses: only the server's user and group read it.
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .mode(0o640)
        .open(path)?;
    if !ends_with_line_feed(&mut file)? {
        file.write_all(b"\n")?;
    }
    file.write_all(lines.as_bytes())?;
    file.sync_data()
}

/// Whether the file is empty or complete. After a crash, its last line may be cut off.
fn ends_with_line_feed(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_appended_after_a_line_that_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("audit.jsonl");
        append(&path, "1\n").unwrap();
        std::fs::write(&path, "1\n{\"i").unwrap();
        append(&path, "2\n3\n").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "1\n{\"i\n2\n3\n");
    }
}
