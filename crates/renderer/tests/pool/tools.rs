//! Orders, and the processes of this test.

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use prongsai_renderer_pool::{Audience, Order, Place, PoolOptions};
use prongsai_rendering::outline::{Block, CellItem, Layout, Outline, Part, RowGroup, Table, TableKind};
use prongsai_rendering::pdf::{JobSize, PdfJob, font_folders};
use prongsai_rendering::wording::{self, PLAN_COLUMNS};
use uuid::Uuid;

/// The program that cargo has just built.
pub(crate) fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_prongsai-renderer"))
}

/// Options for the built program, which obeys titles such as `drill:loop`.
pub(crate) fn options() -> PoolOptions {
    PoolOptions {
        program: Some(program()),
        arguments: vec!["--drills".into()],
        font_dirs: font_folders(),
        ..PoolOptions::default()
    }
}

/// The turn of an organization.
pub(crate) const fn place(audience: Audience, organization: u128) -> Place {
    Place {
        audience,
        organization: Uuid::from_u128(organization),
    }
}

/// A job with a title and a table of this many measures; without measures it has a paragraph instead.
pub(crate) fn job(title: &str, measures: usize) -> PdfJob {
    let text = |text: &str| vec![CellItem::Text(text.to_owned())];
    let group = RowGroup {
        head: text("มาตรการ"),
        rows: vec![vec![text("แนวทาง"), text("ขั้นตอน"), text("กอง"), text("ติดตาม")]],
    };
    let table = Block::Table(Table {
        kind: TableKind::Plan,
        caption: wording::PLAN_TABLE.into(),
        columns: Cow::Borrowed(&PLAN_COLUMNS),
        groups: vec![group; measures],
    });
    let notice = Block::Paragraph("ประกาศให้ทราบโดยทั่วกัน".to_owned());
    PdfJob {
        outline: Outline {
            title: title.to_owned(),
            header_lines: Vec::new(),
            issuer: vec!["เทศบาลตำบลตัวอย่าง".to_owned()],
            is_draft: true,
            is_book: false,
            parts: vec![Part {
                title: title.to_owned(),
                layout: Layout::Tables,
                blocks: if measures == 0 { vec![notice] } else { vec![table] },
            }],
            verification: None,
        },
        has_thai_numerals: false,
        emblem: None,
        identifier: None,
        dated: Timestamp::UNIX_EPOCH,
    }
}

/// The order of a job by the public, whose key is the title.
pub(crate) fn order(title: &str, measures: usize) -> Order {
    let job = job(title, measures);
    Order {
        key: title.to_owned(),
        frames: job.frames().unwrap().into(),
        size: JobSize::of(&job.outline),
        place: place(Audience::Public, 1),
    }
}

/// The renderers that this process started and has not waited for, also those that have ended.
pub(crate) fn processes() -> Vec<u32> {
    let own = std::process::id().to_string();
    let entries = std::fs::read_dir("/proc").unwrap();
    let ids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    ids.filter(|id: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.split(' ').nth(1) == Some(own.as_str()))
    })
    .collect()
}

/// Waits until this process has `count` renderers, for 30 seconds at most.
pub(crate) async fn until_processes(count: usize) -> Vec<u32> {
    for _ in 0..3_000 {
        let found = processes();
        if found.len() == count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?} run, and not {count}", processes());
}
