use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use prongsai_domain::id::UserId;

/// The number of refusals of a person that a server stores in a minute. More of them tell nothing new, and would fill
/// the disk.
const REFUSALS_A_MINUTE: u32 = 30;

/// Counts the refusals of each person in the present minute.
#[derive(Default)]
pub struct RefusalLimit {
    minute: Mutex<(i64, HashMap<UserId, u32>)>,
}

impl RefusalLimit {
    /// Whether another refusal of the person is stored. The last one that is stored says so.
    pub(super) fn count(&self, person: UserId, now: Timestamp) -> Counted {
        let minute = now.as_second() / 60;
        let mut present = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        if present.0 != minute {
            *present = (minute, HashMap::new());
        }
        let count = present.1.entry(person).or_default();
        *count = count.saturating_add(1);
        match *count {
            REFUSALS_A_MINUTE => Counted::Last,
            more if more > REFUSALS_A_MINUTE => Counted::Dropped,
            _ => Counted::Stored,
        }
    }
}

/// What becomes of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// It is stored.
    Stored,
    /// It is stored, and no more of this minute.
    Last,
    /// It is not stored.
    Dropped,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_refusals_of_a_minute_are_limited_for_each_person() {
        let (limit, now) = (RefusalLimit::default(), Timestamp::from_second(600).unwrap());
        let [one, other] = [1, 2].map(|number| UserId::new(Uuid::from_u128(number)));
        let counted: Vec<Counted> = (0..32).map(|_| limit.count(one, now)).collect();
        assert_eq!(counted.iter().filter(|one| **one == Counted::Stored).count(), 29);
        assert_eq!(counted[29], Counted::Last);
        assert_eq!(counted[31], Counted::Dropped);
        assert_eq!(limit.count(other, now), Counted::Stored);
        let later = Timestamp::from_second(660).unwrap();
        assert_eq!(limit.count(one, later), Counted::Stored);
    }
}
