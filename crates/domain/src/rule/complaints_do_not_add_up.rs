//! Complaint statistics whose numbers do not add up.

use crate::doubt::Doubt;
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "complaints-do-not-add-up",
    Warning,
    "จำนวนเรื่องร้องเรียนรวมไม่ตรง",
    "The numbers of complaints do not add up",
    common_sense("เรื่องที่รับ เท่ากับเรื่องที่แล้วเสร็จรวมกับเรื่องที่อยู่ระหว่างดำเนินการ"),
    Drafter,
    Due::OitCloses,
);

/// Finds channels whose finished complaints and complaints in progress are not together what was received.
pub(crate) fn check(year: &ReviewedYear, doubts: &mut Vec<Doubt>) {
    for (place, statistics) in year.complaint_statistics() {
        for (index, one) in statistics.channels.iter().enumerate() {
            let sum = u64::from(one.finished) + u64::from(one.in_progress);
            if sum == u64::from(one.received) {
                continue;
            }
            doubts.push(RULE.doubt(
                format!("{place}/channels/{index}"),
                format!(
                    "รับเรื่อง {} เรื่อง แต่แล้วเสร็จ {} เรื่อง และอยู่ระหว่างดำเนินการ {} เรื่อง รวม {sum} เรื่อง",
                    one.received, one.finished, one.in_progress
                ),
                format!(
                    "{} received, but {} finished and {} in progress make {sum}",
                    one.received, one.finished, one.in_progress
                ),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint_statistics::{ChannelStatistics, ComplaintChannel};
    use crate::review::samples::{good_year, pointers, statistics};

    #[test]
    fn each_channel_adds_up() {
        let on = |received, finished, in_progress| {
            let mut statistics = statistics("2565-10/2566-09");
            statistics.channels = vec![ChannelStatistics {
                channel: ComplaintChannel::Telephone,
                received,
                finished,
                in_progress,
            }];
            let mut year = good_year();
            year.documents = vec![("/complaint_statistics/0".to_owned(), statistics.into())];
            pointers(check, &year)
        };
        assert_eq!(on(3, 1, 2), [""; 0]);
        for (received, finished, in_progress) in [(3, 1, 1), (0, 0, 1), (u32::MAX, u32::MAX, u32::MAX)] {
            let found = on(received, finished, in_progress);
            assert_eq!(found, ["/complaint_statistics/0/channels/0"], "{received}");
        }
    }
}
