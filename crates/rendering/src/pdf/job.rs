use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::frame::{FrameError, FrameKind, frame};
use super::{LimitExceeded, RenderError, RenderLimits};
use crate::outline::Outline;
use crate::rendition::{Numerals, PublicationStatus, Rendition};
use crate::wording;

/// Everything that a renderer needs to make a PDF, except the fonts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PdfJob {
    /// The parts with their final texts.
    pub outline: Outline,
    /// Whether page numbers have Thai digits.
    pub has_thai_numerals: bool,
    /// The organization's emblem.
    pub emblem: Option<Emblem>,
    /// The identifier of the document in the file; `None` for a draft.
    pub identifier: Option<String>,
    /// The date in the file, in UTC.
    pub dated: Timestamp,
}

/// The emblem of an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Emblem {
    /// The text alternative.
    pub alt: String,
    /// The picture as PNG. It has a frame of its own.
    #[serde(skip)]
    pub png: Vec<u8>,
}

impl PdfJob {
    /// The job for the PDF of a rendition, within the default limits.
    ///
    /// # Errors
    /// The rendition is larger than allowed.
    pub fn of(rendition: &Rendition<'_>) -> Result<Self, LimitExceeded> {
        Self::within(rendition, &RenderLimits::default())
    }

    /// The job for the PDF of a rendition, within these limits.
    ///
    /// # Errors
    /// The rendition is larger than allowed.
    pub fn within(rendition: &Rendition<'_>, limits: &RenderLimits) -> Result<Self, LimitExceeded> {
        let outline = Outline::of(rendition);
        limits.check(&outline)?;
        Ok(Self {
            outline,
            has_thai_numerals: rendition.template.numerals == Numerals::Thai,
            emblem: rendition.template.logo_png.as_ref().map(|png| Emblem {
                alt: format!("{}{}", wording::EMBLEM_ALT, rendition.issuer.name_th),
                png: png.clone(),
            }),
            identifier: match &rendition.status {
                PublicationStatus::Published(verification) => {
                    Some(format!("{} {}", rendition.body.kind(), verification.content_sha256))
                }
                PublicationStatus::Draft => None,
            },
            dated: rendition.dated,
        })
    }

    /// The frames of the job.
    ///
    /// # Errors
    /// The job is longer than a frame may be.
    pub fn frames(&self) -> Result<Vec<u8>, RenderError> {
        let unsent = |error: FrameError| RenderError::Job(error.to_string());
        let json = serde_json::to_vec(self).map_err(|error| RenderError::Job(error.to_string()))?;
        let mut frames = frame(FrameKind::Job, &json).map_err(unsent)?;
        if let Some(emblem) = &self.emblem {
            frames.extend(frame(FrameKind::Emblem, &emblem.png).map_err(unsent)?);
        }
        Ok(frames)
    }

    /// The job in the payload of a frame, without the picture of its emblem.
    ///
    /// # Errors
    /// [`RenderError::Job`]
    pub fn read(payload: &[u8]) -> Result<Self, RenderError> {
        serde_json::from_slice(payload).map_err(|error| RenderError::Job(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::outline::{
        Block, CellItem, Layout, NumberedStep, Part, QrFigure, RowGroup, Signature, Table, TableKind,
    };
    use crate::pdf::{JobSize, read_frame};
    use crate::rendition::VerificationRecord;
    use crate::wording::RESULT_COLUMNS;

    fn outline(blocks: Vec<Block>) -> Outline {
        Outline {
            title: "ชื่อ".to_owned(),
            header_lines: vec!["งานนิติการ".to_owned()],
            issuer: vec!["เทศบาลตำบลตัวอย่าง".to_owned()],
            is_draft: false,
            is_book: false,
            parts: vec![Part {
                title: "ชื่อ".to_owned(),
                layout: Layout::Tables,
                blocks,
            }],
            verification: Some(VerificationRecord {
                code: "AAAAA-AAAAA".to_owned(),
                url: "https://example.go.th/v".to_owned(),
                content_sha256: "00".to_owned(),
            }),
        }
    }

    fn table(rows: usize) -> Block {
        let step = NumberedStep {
            number: "1".to_owned(),
            text: "ขั้น".to_owned(),
            notes: vec![(wording::DUE.into(), "1 ม.ค. 2566".to_owned())],
        };
        let row = vec![
            vec![CellItem::Text("a\nb".to_owned()), CellItem::Steps(vec![step])],
            vec![CellItem::Labelled(wording::TARGET.into(), "b".to_owned())],
            vec![CellItem::Link {
                title: "c".to_owned(),
                url: "https://c".to_owned(),
            }],
        ];
        Block::Table(Table {
            kind: TableKind::Results,
            caption: wording::RESULT_TABLE.into(),
            columns: Cow::Borrowed(&RESULT_COLUMNS),
            groups: vec![RowGroup {
                head: Vec::new(),
                rows: vec![row; rows],
            }],
        })
    }

    fn every_block() -> Vec<Block> {
        vec![
            Block::Heading(1, "h".to_owned()),
            Block::Subject("s".to_owned()),
            Block::Paragraph("p".to_owned()),
            Block::Note("n".to_owned()),
            Block::SmallPrint("m".to_owned()),
            Block::Facts(vec![(wording::LEVEL.into(), "A".to_owned())]),
            Block::Findings(vec![("f".to_owned(), None), ("g".to_owned(), Some("d".to_owned()))]),
            table(1),
            Block::Signatures(vec![Signature {
                role: Some(wording::APPROVER.into()),
                ..Signature::default()
            }]),
            Block::Qr(QrFigure::of_survey("https://example.go.th")),
        ]
    }

    fn job(blocks: Vec<Block>) -> PdfJob {
        PdfJob {
            outline: outline(blocks),
            has_thai_numerals: true,
            emblem: Some(Emblem {
                alt: "ตรา".to_owned(),
                png: vec![1, 2, 3],
            }),
            identifier: Some("plan 00".to_owned()),
            dated: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let job = job(every_block());
        let frames = job.frames().unwrap();
        let mut input = &frames[..];
        let first = read_frame(&mut input).unwrap().unwrap();
        let second = read_frame(&mut input).unwrap().unwrap();
        assert_eq!((first.kind, second.kind), (FrameKind::Job, FrameKind::Emblem));
        let mut read = PdfJob::read(&first.payload).unwrap();
        assert_ne!(read, job, "the picture is in the second frame");
        read.emblem.as_mut().unwrap().png = second.payload;
        assert_eq!(read, job);
    }

    /// Compares the names of all fields in the JSON of a job, each once, in alphabetical order. When this test has to change,
    /// [`PROTOCOL`](crate::pdf::PROTOCOL) has to be increased.
    #[test]
    fn the_json_of_a_job_has_the_shape_of_protocol_1() {
        fn add(value: &serde_json::Value, names: &mut std::collections::BTreeSet<String>) {
            match value {
                serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                    names.insert(name.clone());
                    add(value, names);
                }),
                serde_json::Value::Array(values) => values.iter().for_each(|value| add(value, names)),
                _ => {}
            }
        }
        let mut names = std::collections::BTreeSet::new();
        add(&serde_json::to_value(job(every_block())).unwrap(), &mut names);
        let names: Vec<String> = names.into_iter().collect();
        assert_eq!(
            names.join(" "),
            "Facts Findings Heading Labelled Link Note Paragraph Qr Signatures SmallPrint Steps Subject Table Text alt \
             blocks caption closing code columns content_sha256 dated emblem group groups has_thai_numerals head \
             header_lines identifier is_book is_draft issuer kind layout name notes number opening outline parts position \
             role rows text title url verification width"
        );
        assert_eq!(crate::pdf::PROTOCOL, 1);
    }

    #[test]
    fn other_jobs_are_not_read() {
        assert!(matches!(PdfJob::read(b"{}"), Err(RenderError::Job(_))));
        let mut json = serde_json::to_value(job(Vec::new())).unwrap();
        json["more"] = serde_json::json!(1);
        assert!(matches!(
            PdfJob::read(json.to_string().as_bytes()),
            Err(RenderError::Job(_))
        ));
    }

    #[test]
    fn rows_and_texts_make_a_job_long() {
        let is_short = |blocks| JobSize::of(&outline(blocks)).is_short();
        assert!(is_short(every_block()));
        assert!(is_short(vec![table(39)]) && !is_short(vec![table(40)]));
        assert!(!is_short(vec![Block::Paragraph("ก".repeat(11_000))]));
        assert!(!is_short(vec![Block::Findings(vec![(String::new(), None); 41])]));
    }
}
