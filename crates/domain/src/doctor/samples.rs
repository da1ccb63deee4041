//! An invented organization's year, all published, for the tests of the doctor.

use super::call::Subject;
use super::examined::Examined;
use super::found::Found;
use super::year::{ExaminedChannels, ExaminedDocument, ExaminedMeasure, ExaminedOrganization, ExaminedYear, Standing};
use crate::catalogue::InstrumentCode;
use crate::channel::{ChannelContent, ChannelKind};
use crate::geography::{LocalCode, ProvinceCode};
use crate::kind::Content;
use crate::measure::DivisionRef;
use crate::organization::Channels;
use crate::review::samples::{self, day, invitation, report, statistics};
use crate::workflow::State;

fn published() -> Standing {
    Standing {
        state: State::Published,
        since: day("2565-12-20"),
        has_published_edition: true,
    }
}

/// A website, and a hotline for reports of corruption.
fn channels() -> ExaminedChannels {
    ExaminedChannels {
        website: Some("https://www.banyang.example".to_owned()),
        contact: Channels::default(),
        whistle_blowing: Channels::default(),
        others: vec![ChannelContent {
            key: "corruption".to_owned(),
            kind: ChannelKind::CorruptionHotline,
            title: "สายด่วนแจ้งการทุจริต".to_owned(),
            address: "0-4200-0001".to_owned(),
            is_checked: true,
        }],
    }
}

/// A year without issues, on 15 November of the next fiscal year. Its documents are the report, the announcements of EIT and
/// IIT, and the complaint statistics.
pub(crate) fn good_year() -> ExaminedYear {
    let year = samples::good_year();
    let mut frame = year.frame;
    frame.reviewed_on = Some(day("2566-11-15"));
    let measures = year.measures.into_iter().zip(year.activities);
    let measures = measures.map(|((mut content, results), activities)| {
        content.target = Some("ตอบคำร้องภายใน 7 วันไม่น้อยกว่าร้อยละ 95".to_owned());
        content.budget_baht = Some(0);
        content.division = Some(DivisionRef {
            id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b".parse().unwrap(),
            name: "กองคลัง".to_owned(),
        });
        ExaminedMeasure {
            standing: published(),
            content,
            results,
            activities,
        }
    });
    let mut internal = invitation(InstrumentCode::Iit);
    internal.body = vec!["ขอให้บุคลากรที่ทำงานมาแล้วไม่น้อยกว่าหนึ่งปีตอบแบบวัดภายในเวลาที่กำหนด".to_owned()];
    let documents: [Content; 4] = [
        report().into(),
        invitation(InstrumentCode::Eit).into(),
        internal.into(),
        statistics("2565-10/2566-03").into(),
    ];
    ExaminedYear {
        frame,
        oit_closes_on: None,
        organization: Some(ExaminedOrganization {
            divisions: year.divisions,
            local_code: Some(LocalCode::parse("05470401").unwrap()),
            province_code: ProvinceCode::parse("47").unwrap(),
            channels: Some(channels()),
        }),
        analysis: year.analysis,
        measures: measures.collect(),
        documents: documents
            .into_iter()
            .map(|content| ExaminedDocument {
                standing: published(),
                content,
            })
            .collect(),
        failing_links: Vec::new(),
    }
}

/// A year that has nothing yet.
pub(crate) fn empty_year() -> ExaminedYear {
    ExaminedYear {
        organization: None,
        analysis: None,
        measures: Vec::new(),
        documents: Vec::new(),
        ..good_year()
    }
}

/// The places of what one rule of the doctor finds.
pub(crate) fn places(run: fn(&Examined<'_>, &mut Vec<Found>), year: &ExaminedYear) -> Vec<(Subject, String)> {
    let mut found = Vec::new();
    run(&Examined::new(year), &mut found);
    found.into_iter().map(|one| (one.subject, one.pointer)).collect()
}
