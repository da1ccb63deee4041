//! Addresses that the link check has found dead for longer than a day.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::calendar::BuddhistDate;
use crate::doctor::call::Subject;
use crate::doctor::examined::Examined;
use crate::doctor::found::Found;
use crate::doctor::mend::mend;
use crate::doubt::Severity;
use crate::kind::Kind as _;
use crate::link_check::{CheckedLink, links_of_profile, links_of_result, links_of_texts};

use super::definition::{Due, Rule, rule};

pub(crate) static RULE: Rule = rule!(
    "dead-link",
    Warning,
    "ลิงก์ที่เผยแพร่เปิดไม่ได้",
    "A link leads nowhere",
    common_sense("ผู้ตรวจประเมินและประชาชนเปิดหลักฐานหรือช่องทางที่ลิงก์เสียไม่ได้"),
    Drafter,
    Due::Now,
);

/// Looks for dead addresses in the channels of the organization, in the texts of documents and in the evidence of results.
pub(crate) fn examine(examined: &Examined<'_>, found: &mut Vec<Found>) {
    let year = examined.year;
    let failing = year.failing_links.iter();
    let dead: HashMap<&str, (&CheckedLink, Timestamp)> = failing
        .filter_map(|link| Some((link.url.as_str(), (link, link.dead_since()?))))
        .collect();
    if dead.is_empty() {
        return;
    }
    let mut look = |subject: Subject, pointer: String, url: &str| {
        if let Some((link, since)) = dead.get(url) {
            found.push(issue(examined, (subject, pointer), link, *since));
        }
    };
    let organization = year.organization.as_ref();
    if let Some(channels) = organization.and_then(|organization| organization.channels.as_ref()) {
        let website = channels.website.as_deref();
        for (pointer, url) in links_of_profile(website, &channels.contact, &channels.whistle_blowing) {
            look(Subject::Organization, pointer, url);
        }
        for (index, channel) in channels.others.iter().enumerate() {
            if let Some(url) = channel.checked_url() {
                look(Subject::Organization, format!("/channels/{index}/address"), url);
            }
        }
    }
    for (measure, content) in examined.measures() {
        for (pointer, url) in links_of_texts(&content.content.public_texts()) {
            look(Subject::Measure(measure), pointer, &url);
        }
        for (result, content) in content.results.iter().enumerate() {
            for (pointer, url) in links_of_result(content) {
                look(Subject::Result { measure, result }, pointer, url);
            }
        }
    }
    for (index, document) in examined.documents() {
        for (pointer, url) in links_of_texts(&document.content.public_texts()) {
            look(Subject::Document(index), pointer, &url);
        }
    }
}

fn issue(
    examined: &Examined<'_>,
    (subject, pointer): (Subject, String),
    link: &CheckedLink,
    since: Timestamp,
) -> Found {
    let since = BuddhistDate::in_thailand(since).unwrap_or(examined.today);
    let outcome = &link.outcome;
    let doubt = RULE.doubt(
        pointer.as_str(),
        format!(
            "ลิงก์ {} เปิดไม่ได้ตั้งแต่วันที่ {}: {}",
            link.url,
            since.thai(),
            outcome.reason_th()
        ),
        format!(
            "the link {} has been dead since {}: {}",
            link.url,
            since.iso(),
            outcome.reason_en()
        ),
    );
    let calls = mend(examined, &doubt, subject, &pointer);
    Found {
        severity: Some(Severity::Warning),
        pointer,
        ..Found::missing(&RULE, subject, (doubt.message_th, doubt.message_en), calls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::ExaminedYear;
    use crate::doctor::call::Call;
    use crate::doctor::samples::{good_year, places};
    use crate::kind::Content;
    use crate::link_check::{LinkOutcome, LinkState};
    use crate::result::Evidence;
    use crate::workflow::State;

    const URL: &str = "https://www.banyang.example/gone";

    /// A year with one address everywhere that fails since a number of hours.
    fn year(hours: i64) -> ExaminedYear {
        let mut year = good_year();
        let channels = year.organization.as_mut().unwrap().channels.as_mut().unwrap();
        channels.whistle_blowing.url = Some(URL.to_owned());
        let mut page = channels.others[0].clone();
        page.kind = crate::channel::ChannelKind::Facebook;
        page.address = URL.to_owned();
        channels.others.push(page);
        year.measures[1].results[0].evidence.push(Evidence {
            url: URL.to_owned(),
            title: None,
            file: None,
        });
        for document in &mut year.documents {
            if let Content::Announcement(announcement) = &mut document.content {
                announcement.body.push(format!("อ่านที่ {URL}"));
                break;
            }
        }
        let since = Timestamp::UNIX_EPOCH;
        year.failing_links.push(CheckedLink {
            url: URL.to_owned(),
            outcome: LinkOutcome {
                state: LinkState::Gone,
                status: Some(404),
                fault: None,
                final_url: None,
            },
            checked_at: since + jiff::SignedDuration::from_hours(hours),
            failing_since: Some(since),
        });
        year
    }

    #[test]
    fn a_dead_link_is_found_wherever_it_stands() {
        let found = places(examine, &year(24));
        let subjects: Vec<Subject> = found.iter().map(|(subject, _)| *subject).collect();
        let pointers: Vec<&str> = found.iter().map(|(_, pointer)| pointer.as_str()).collect();
        assert_eq!(
            subjects,
            [
                Subject::Organization,
                Subject::Organization,
                Subject::Result { measure: 1, result: 0 },
                Subject::Document(1),
            ]
        );
        assert_eq!(pointers[..2], ["/whistle_blowing/url", "/channels/1/address"]);
        assert!(pointers[2].starts_with("/evidence/") && pointers[3].starts_with("/body/"));
    }

    #[test]
    fn one_bad_night_is_no_rot() {
        assert_eq!(places(examine, &year(2)), []);
        let mut alive = year(24);
        alive.failing_links.clear();
        assert_eq!(places(examine, &alive), []);
    }

    #[test]
    fn a_channel_that_is_not_checked_is_not_found() {
        let mut year = year(24);
        let channels = year.organization.as_mut().unwrap().channels.as_mut().unwrap();
        channels.others[1].is_checked = false;
        assert_eq!(places(examine, &year).len(), 3);
    }

    #[test]
    fn the_calls_follow_from_the_place() {
        let mut year = year(24);
        year.documents[1].standing.state = State::Draft;
        let mut found = Vec::new();
        examine(&Examined::new(&year), &mut found);
        let calls: Vec<&[Call]> = found.iter().map(|one| one.mend.as_slice()).collect();
        assert!(matches!(
            calls[0],
            [Call::ChangeOrganization {
                field: "whistle_blowing",
                value: None
            }]
        ));
        assert!(matches!(
            calls[1],
            [Call::ReplaceChannel {
                channel: 1,
                field: "address"
            }]
        ));
        assert!(matches!(calls[2], [Call::ChangeResult { field: "evidence", .. }]));
        assert!(matches!(calls[3], [Call::ChangeDocument { field: "body", .. }]));
        assert!(found[0].message_th.contains(URL) && found[0].message_th.contains("404"));
    }
}
