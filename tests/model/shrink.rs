//! Makes a failing list smaller by leaving out parts of it (delta debugging).

use std::time::Instant;

/// Leaves out chunks of the list, then smaller ones, then single items, as long as `fails` says that the rest still fails.
/// Stops at `until`. `list` itself fails.
pub(crate) async fn shrink<T: Clone>(list: &[T], until: Instant, mut fails: impl AsyncFnMut(&[T]) -> bool) -> Vec<T> {
    let mut smallest = list.to_vec();
    let mut size = smallest.len().div_ceil(2);
    while size > 0 {
        let mut from = 0;
        let mut removed = false;
        while from < smallest.len() {
            if Instant::now() >= until {
                return smallest;
            }
            let to = (from + size).min(smallest.len());
            let rest = [&smallest[..from], &smallest[to..]].concat();
            if fails(&rest).await {
                (smallest, removed) = (rest, true);
            } else {
                from = to;
            }
        }
        // What could not be left out alone may be left out after another item is gone.
        if size > 1 {
            size = size.div_ceil(2);
        } else if !removed {
            break;
        }
    }
    smallest
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// A list fails when it has these items, in this order.
    async fn shrunk(needed: &[u32], length: u32, until: Instant) -> (Vec<u32>, usize) {
        let list: Vec<u32> = (0..length).collect();
        let mut tried = 0;
        let smallest = shrink(&list, until, async |rest: &[u32]| {
            tried += 1;
            needed.iter().all(|item| rest.contains(item))
        })
        .await;
        (smallest, tried)
    }

    fn later() -> Instant {
        Instant::now() + Duration::from_hours(1)
    }

    #[tokio::test]
    async fn only_what_is_needed_remains() {
        for needed in [&[][..], &[0], &[199], &[3, 77, 78, 150], &[0, 1, 2, 197, 198, 199]] {
            let (smallest, tried) = shrunk(needed, 200, later()).await;
            assert_eq!(smallest, needed);
            assert!(tried < 150, "{needed:?}: {tried}");
        }
    }

    /// Each of the two can only be left out together with the other, or after it.
    #[tokio::test]
    async fn an_item_that_another_one_needs_is_left_out_after_it() {
        let list: Vec<u32> = (0..100).collect();
        let fails = async |rest: &[u32]| rest.contains(&50) && (rest.contains(&10) || !rest.contains(&90));
        assert_eq!(shrink(&list, later(), fails).await, [50]);
    }

    #[tokio::test]
    async fn the_best_so_far_is_kept_when_the_time_is_over() {
        let (smallest, tried) = shrunk(&[3], 200, Instant::now()).await;
        assert_eq!((smallest.len(), tried), (200, 0));
    }
}
