use tokio::sync::Semaphore;

use crate::Error;

/// The turns to decode a picture: one at a time, because a picture needs much more memory than its file.
pub(super) static DECODING: Semaphore = Semaphore::const_new(1);

/// Does work on a thread that serves no requests, as soon as it gets one of the turns.
///
/// # Errors
/// [`Error::Internal`] if the work panics.
pub(super) async fn in_turn<T: Send + 'static>(
    turns: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let turn = turns
        .acquire()
        .await
        .map_err(|error| Error::Internal(error.to_string()))?;
    // The thread goes on when the client goes away, so it holds the turn.
    let done = tokio::task::spawn_blocking(move || {
        let _held = turn;
        work()
    })
    .await;
    done.map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use prongsai_domain::violation::Checker;
    use tokio::sync::oneshot;

    use super::super::logo::check_logo;
    use super::*;

    /// A picture of the largest size, in base64.
    fn largest() -> String {
        let mut bytes = Vec::new();
        image::RgbaImage::new(2_000, 2_000)
            .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
            .unwrap();
        STANDARD.encode(bytes)
    }

    /// No other test uses the turns of the program.
    #[tokio::test]
    async fn one_picture_is_decoded_at_a_time_also_when_a_client_has_gone() {
        let (begun, has_begun) = oneshot::channel();
        let (end, may_end) = mpsc::channel::<()>();
        let first = tokio::spawn(in_turn(&DECODING, move || {
            begun.send(()).unwrap();
            may_end.recv().unwrap();
        }));
        has_begun.await.unwrap();
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        assert_eq!(DECODING.available_permits(), 0, "its thread is still at work");

        let picture = largest();
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let decoding = (0..4).map(|_| {
            let (picture, running, most) = (picture.clone(), Arc::clone(&running), Arc::clone(&most));
            tokio::spawn(in_turn(&DECODING, move || {
                most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                let decoded = check_logo(&picture, &mut Checker::new());
                running.fetch_sub(1, Ordering::SeqCst);
                decoded.is_some()
            }))
        });
        let decoding: Vec<_> = decoding.collect();
        end.send(()).unwrap();

        for one in decoding {
            assert!(one.await.unwrap().unwrap(), "the picture is accepted");
        }
        assert_eq!(most.load(Ordering::SeqCst), 1);
        assert_eq!(DECODING.available_permits(), 1);
    }
}
