use jiff::{SignedDuration, Timestamp};

use crate::named::named_enum;

/// How long an address has to fail, from the first failed visit to the last one, until it counts as dead. A visit is made once a
/// day, so that one night without a server is no rot.
const DEAD_AFTER: SignedDuration = SignedDuration::from_hours(20);

named_enum! {
    /// Where an address leads.
    pub enum LinkState {
        /// To a page.
        Alive = "alive",
        /// To a page, under another host, for good.
        Moved = "moved",
        /// To an answer that there is no page for everybody.
        Gone = "gone",
        /// Nowhere.
        Unreachable = "unreachable",
    }
}

named_enum! {
    /// Why an address leads nowhere.
    pub enum LinkFault {
        /// The name of the host is not known.
        Dns = "dns",
        /// No connection is made.
        Refused = "refused",
        /// The time limit has passed.
        Timeout = "timeout",
        /// The certificate is wrong, or there is no TLS.
        Tls = "tls",
        /// The answer is not HTTP, or it breaks off.
        Broken = "broken",
        /// There are more redirects than a browser follows.
        TooManyRedirects = "too_many_redirects",
        /// The address is not one of the public internet.
        BlockedAddress = "blocked_address",
    }
}

/// What one visit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOutcome {
    /// Where the address leads.
    pub state: LinkState,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// Why it leads nowhere.
    pub fault: Option<LinkFault>,
    /// The address of the page, if it is another one.
    pub final_url: Option<String>,
}

impl LinkOutcome {
    /// Whether nobody gets a page.
    pub const fn is_failure(&self) -> bool {
        matches!(self.state, LinkState::Gone | LinkState::Unreachable)
    }

    /// What was found, in Thai.
    pub fn reason_th(&self) -> String {
        match (self.status, self.fault) {
            (Some(status), None) => format!("เซิร์ฟเวอร์ตอบรหัส {status}"),
            (_, Some(LinkFault::Dns)) => "ไม่พบชื่อเว็บไซต์".to_owned(),
            (_, Some(LinkFault::Refused)) => "เชื่อมต่อไม่ได้".to_owned(),
            (_, Some(LinkFault::Timeout)) => "ไม่ตอบภายในเวลาที่กำหนด".to_owned(),
            (_, Some(LinkFault::Tls)) => "ใบรับรองความปลอดภัยไม่ถูกต้อง".to_owned(),
            (_, Some(LinkFault::Broken)) => "คำตอบไม่สมบูรณ์".to_owned(),
            (_, Some(LinkFault::TooManyRedirects)) => "เปลี่ยนเส้นทางไม่สิ้นสุด".to_owned(),
            (_, Some(LinkFault::BlockedAddress)) => "ไม่ใช่ที่อยู่สาธารณะบนอินเทอร์เน็ต".to_owned(),
            (None, None) => "เปิดไม่ได้".to_owned(),
        }
    }

    /// What was found, in English.
    pub fn reason_en(&self) -> String {
        match (self.status, self.fault) {
            (Some(status), None) => format!("the server answers {status}"),
            (_, Some(LinkFault::Dns)) => "the name of the host is not known".to_owned(),
            (_, Some(LinkFault::Refused)) => "no connection is made".to_owned(),
            (_, Some(LinkFault::Timeout)) => "no answer comes in time".to_owned(),
            (_, Some(LinkFault::Tls)) => "the certificate is wrong".to_owned(),
            (_, Some(LinkFault::Broken)) => "the answer is not complete".to_owned(),
            (_, Some(LinkFault::TooManyRedirects)) => "the redirects do not end".to_owned(),
            (_, Some(LinkFault::BlockedAddress)) => "the address is not one of the public internet".to_owned(),
            (None, None) => "no page opens".to_owned(),
        }
    }
}

/// What is known about an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedLink {
    /// The address.
    pub url: String,
    /// What the last visit found.
    pub outcome: LinkOutcome,
    /// When the last visit was, in UTC.
    pub checked_at: Timestamp,
    /// When the first of the visits was that have failed since, in UTC; `None` if the last one did not fail.
    pub failing_since: Option<Timestamp>,
}

impl CheckedLink {
    /// What is known after another visit. One that succeeds ends a failure.
    #[must_use]
    pub fn after(before: Option<&Self>, url: String, outcome: LinkOutcome, now: Timestamp) -> Self {
        let since = before.and_then(|before| before.failing_since).unwrap_or(now);
        Self {
            url,
            failing_since: outcome.is_failure().then_some(since),
            outcome,
            checked_at: now,
        }
    }

    /// Since when the address is dead, in UTC: several visits in a row have failed. `None` if it is not.
    pub fn dead_since(&self) -> Option<Timestamp> {
        self.failing_since
            .filter(|since| self.checked_at.duration_since(*since) >= DEAD_AFTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_second(hours * 3_600).unwrap()
    }

    fn outcome(state: LinkState) -> LinkOutcome {
        LinkOutcome {
            state,
            status: None,
            fault: None,
            final_url: None,
        }
    }

    /// The time of each visit and what it finds; since when the address is then known to fail, and to be dead.
    #[test]
    fn an_address_is_dead_when_visits_of_more_than_one_day_fail() {
        let mut known: Option<CheckedLink> = None;
        for (hour, state, failing, dead) in [
            (0, LinkState::Alive, None, None),
            (24, LinkState::Gone, Some(24), None),
            (25, LinkState::Unreachable, Some(24), None),
            (48, LinkState::Unreachable, Some(24), Some(24)),
            (72, LinkState::Gone, Some(24), Some(24)),
            (96, LinkState::Moved, None, None),
            (120, LinkState::Gone, Some(120), None),
        ] {
            let after = CheckedLink::after(known.as_ref(), "https://a.go.th".to_owned(), outcome(state), at(hour));
            assert_eq!(
                (after.failing_since, after.dead_since(), after.checked_at),
                (failing.map(at), dead.map(at), at(hour)),
                "{hour}"
            );
            known = Some(after);
        }
    }

    #[test]
    fn every_fault_has_its_words() {
        let mut words = std::collections::BTreeSet::new();
        for fault in LinkFault::ALL {
            let fault = LinkOutcome {
                fault: Some(fault),
                ..outcome(LinkState::Unreachable)
            };
            assert!(words.insert(fault.reason_th()) && words.insert(fault.reason_en()));
        }
        assert_eq!(words.len(), 2 * LinkFault::ALL.len());
    }
}
