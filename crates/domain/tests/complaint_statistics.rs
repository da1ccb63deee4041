//! The doubts about complaint statistics. Their refusals are tested over HTTP.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, and says why")]

use std::collections::BTreeMap;

use prongsai_domain::calendar::{FiscalYear, Period};
use prongsai_domain::complaint_statistics::{ChannelStatistics, ComplaintChannel, ComplaintStatistics};
use prongsai_domain::doubt::Doubt;
use prongsai_domain::geography::OrganizationKind;
use prongsai_domain::kind::Kind as _;
use prongsai_domain::review::{Review, YearFrame};
use rstest::rstest;

fn doubts(period: &str, numbers: [u32; 3]) -> Vec<(String, String)> {
    let [received, finished, in_progress] = numbers;
    let statistics = ComplaintStatistics {
        period: Period::parse(period).unwrap(),
        none_received: received == 0,
        channels: vec![ChannelStatistics {
            channel: ComplaintChannel::Telephone,
            received,
            finished,
            in_progress,
        }],
    };
    let frame = YearFrame {
        fiscal_year: FiscalYear::new(2567).unwrap(),
        organization_kind: OrganizationKind::SubdistrictMunicipality,
        publishes_internal_surveys: false,
        indicator_names: BTreeMap::new(),
        expected_hosts: Vec::new(),
        assessed_catalogue: None,
        reviewed_on: None,
    };
    let mut found: Vec<Doubt> = Vec::new();
    let mut report = |_, doubt| found.push(doubt);
    let mut review = Review::new(frame, &mut report);
    review.document("/complaint_statistics/0", &statistics.into());
    review.finish();
    // Each message is in its own language.
    for doubt in &found {
        assert!(
            !doubt.message_th.is_ascii() && doubt.message_en.replace('–', "-").is_ascii(),
            "{doubt:?}"
        );
    }
    found
        .into_iter()
        .map(|doubt| (doubt.code.into_owned(), doubt.pointer))
        .collect()
}

#[rstest]
#[case::half("2566-10/2567-03", [2, 1, 1], &[])]
#[case::whole("2566-10/2567-09", [0, 0, 0], &[])]
#[case::too_few("2566-10/2567-09", [3, 1, 1], &[("complaints-do-not-add-up", "channels/0")])]
#[case::too_many("2566-10/2567-09", [0, 0, 1], &[("complaints-do-not-add-up", "channels/0")])]
#[case::quarter("2566-10/2566-12", [1, 1, 0], &[("complaints-of-no-round", "period")])]
#[case::other_year("2565-10/2566-09", [1, 1, 0], &[("complaints-outside-fiscal-year", "period")])]
#[case::largest("2566-10/2567-03", [u32::MAX, u32::MAX, u32::MAX], &[("complaints-do-not-add-up", "channels/0")])]
fn numbers_that_do_not_add_up_and_unusual_periods_are_doubted(
    #[case] period: &str,
    #[case] numbers: [u32; 3],
    #[case] expected: &[(&str, &str)],
) {
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(code, place)| ((*code).to_owned(), format!("/complaint_statistics/0/{place}")))
        .collect();
    assert_eq!(doubts(period, numbers), expected);
}

#[test]
fn the_title_names_the_period_and_no_other_year() {
    let statistics = ComplaintStatistics {
        period: Period::parse("2566-10/2567-03").unwrap(),
        none_received: true,
        channels: Vec::new(),
    };
    assert_eq!(
        statistics.title(),
        "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ (ตุลาคม พ.ศ. 2566 ถึง มีนาคม พ.ศ. 2567)"
    );
}
