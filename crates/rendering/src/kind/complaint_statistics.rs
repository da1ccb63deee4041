use std::borrow::Cow;

use maud::{Markup, html};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::complaint_statistics::{ChannelStatistics, ComplaintChannel, ComplaintStatistics};
use prongsai_domain::document::DocumentKind;
use prongsai_domain::kind::Kind as _;

use super::presented::{Presented, Sheet};
use crate::html::site::page::{SiteDocument, SitePage};
use crate::outline::part::{Block, Layout, Part};
use crate::outline::signatures::approvers;
use crate::outline::table::{Cell, CellItem, RowGroup, Table, TableKind};
use crate::outline::title::title_with_year;
use crate::rendition::{Numerals, Rendition, SignedDocument};
use crate::wording::{Column, Label};

/// The title in a rendition, above the period.
const TITLE: &str = "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ";
/// The label of the period.
const PERIOD: &str = "ช่วงเวลา";
/// The statement that no complaint was received.
const NONE_RECEIVED: &str = "ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบในช่วงเวลานี้";
/// The label of the total of all channels.
const TOTAL: &str = "รวมทุกช่องทาง";
/// The label of the complaints received.
const RECEIVED: &str = "รับเรื่อง";
/// The label of the complaints that are finished.
const FINISHED: &str = "ดำเนินการแล้วเสร็จ";
/// The label of the complaints in progress.
const IN_PROGRESS: &str = "อยู่ระหว่างดำเนินการ";
/// The unit of the numbers.
const COMPLAINTS: &str = "เรื่อง";

static COLUMNS: [Column; 4] = [
    Column::new("ช่องทาง", 37),
    Column::new("รับเรื่อง (เรื่อง)", 19),
    Column::new("แล้วเสร็จ (เรื่อง)", 19),
    Column::new("อยู่ระหว่างดำเนินการ (เรื่อง)", 25),
];

const SHEET_COLUMNS: [&str; 9] = [
    "organization",
    "fiscal_year",
    "period_from",
    "period_to",
    "none_received",
    "channel",
    "received",
    "finished",
    "in_progress",
];

impl Presented for ComplaintStatistics {
    const RENDITION_NAME: &'static str = DocumentKind::ComplaintStatistics.plural();
    const SECTION: &'static str = TITLE;
    const NONE_PUBLISHED: &'static str = "ยังไม่มีสถิติเรื่องร้องเรียนที่เผยแพร่ในปีงบประมาณนี้";
    const HAS_SHEET: bool = true;

    fn part(&self, document: &SignedDocument<'_>, rendition: &Rendition<'_>) -> Part {
        let numerals = rendition.template.numerals;
        let mut blocks = vec![Block::Facts(facts(self, numerals))];
        if self.none_received {
            blocks.push(Block::Paragraph(NONE_RECEIVED.to_owned()));
        }
        if !self.channels.is_empty() {
            blocks.push(Block::Table(table(self, numerals)));
        }
        let signatures = approvers(document, rendition);
        if !signatures.is_empty() {
            blocks.push(Block::Signatures(signatures));
        }
        Part {
            title: title_with_year(TITLE, rendition.fiscal_year, rendition.template.numerals),
            layout: Layout::Tables,
            blocks,
        }
    }

    fn card(&self, document: &SiteDocument<'_>, page: &SitePage<'_>) -> Markup {
        let more = html! {
            @if self.none_received { p { (NONE_RECEIVED) } }
            dl.facts {
                @for (label, value) in facts(self, page.numerals) { div { dt { (label) } dd { (value) } } }
            }
        };
        document.card(&self.title(), &more, page.numerals)
    }

    fn file_name(&self, organization: &str, _: FiscalYear) -> String {
        format!("{TITLE} {} {organization}", self.period.buddhist_iso())
    }

    fn sheet(&self, rendition: &Rendition<'_>) -> Option<Sheet> {
        let row = |channel: &str, numbers: [u32; 3]| {
            let before = [
                rendition.issuer.name_th.to_owned(),
                rendition.fiscal_year.get().to_string(),
                self.period.from().iso(),
                self.period.to().iso(),
                self.none_received.to_string(),
                channel.to_owned(),
            ];
            before
                .into_iter()
                .chain(numbers.map(|number| number.to_string()))
                .collect()
        };
        let channels = self.channels.iter();
        let mut rows: Vec<Vec<String>> = channels
            .map(|one| row(one.channel.as_str(), [one.received, one.finished, one.in_progress]))
            .collect();
        if rows.is_empty() {
            rows.push(row("", [0; 3]));
        }
        Some(Sheet {
            columns: &SHEET_COLUMNS,
            rows,
        })
    }
}

fn facts(statistics: &ComplaintStatistics, numerals: Numerals) -> Vec<(Label, String)> {
    let count = |number| format!("{} {COMPLAINTS}", numerals.number(statistics.total(number)));
    vec![
        (PERIOD.into(), numerals.period(statistics.period)),
        (RECEIVED.into(), count(|one| one.received)),
        (FINISHED.into(), count(|one| one.finished)),
        (IN_PROGRESS.into(), count(|one| one.in_progress)),
    ]
}

fn table(statistics: &ComplaintStatistics, numerals: Numerals) -> Table {
    let cell = |text: String| -> Cell { vec![CellItem::Text(text)] };
    let group = |head: &str, numbers: [u64; 3]| RowGroup {
        head: cell(head.to_owned()),
        rows: vec![numbers.map(|number| cell(numerals.number(number))).to_vec()],
    };
    let of_channel = |one: &ChannelStatistics| {
        group(
            channel(one.channel),
            [one.received, one.finished, one.in_progress].map(u64::from),
        )
    };
    let total = group(
        TOTAL,
        [
            statistics.total(|one| one.received),
            statistics.total(|one| one.finished),
            statistics.total(|one| one.in_progress),
        ],
    );
    Table {
        kind: TableKind::Figures,
        caption: TITLE.into(),
        columns: Cow::Borrowed(&COLUMNS),
        groups: statistics.channels.iter().map(of_channel).chain([total]).collect(),
    }
}

const fn channel(channel: ComplaintChannel) -> &'static str {
    match channel {
        ComplaintChannel::InPerson => "มาด้วยตนเอง",
        ComplaintChannel::Letter => "หนังสือหรือไปรษณีย์",
        ComplaintChannel::ComplaintBox => "ตู้รับเรื่องร้องเรียน",
        ComplaintChannel::Telephone => "โทรศัพท์หรือสายด่วน",
        ComplaintChannel::Website => "เว็บไซต์ของหน่วยงาน",
        ComplaintChannel::Email => "ไปรษณีย์อิเล็กทรอนิกส์",
        ComplaintChannel::SocialMedia => "สื่อสังคมออนไลน์",
        ComplaintChannel::DamrongdhamaCenter => "ศูนย์ดำรงธรรม",
        ComplaintChannel::OtherAgency => "หน่วยงานอื่นส่งต่อ",
        ComplaintChannel::Other => "ช่องทางอื่น",
    }
}
