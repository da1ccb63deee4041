use prongsai_strict_json::encoding::EncodingError;

use crate::limits::{CELLS_MAX, COLUMNS_MAX, ROWS_MAX};

/// The reason why a file cannot be read. `Display` is the English message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// A CSV file that is not UTF-8.
    #[error("{0}")]
    Encoding(EncodingError),
    /// A CSV file whose last quoted cell has no end.
    #[error("a quoted cell that begins in row {row} has no end")]
    OpenQuote {
        /// The row, from 1.
        row: usize,
    },
    /// Not a file of Excel in the format XLSX.
    #[error("the file is not an Excel file in the format XLSX")]
    NotXlsx,
    /// A file in the format of Excel 97 to 2003.
    #[error("the file has the old format XLS; save it as XLSX")]
    OldFormat,
    /// The file has a password.
    #[error("the file is protected by a password; save it without one")]
    Encrypted,
    /// The file has macros.
    #[error("the file has macros; save it as XLSX without macros")]
    Macros,
    /// The file is larger than the limit when it is unpacked.
    #[error("the file is too large when it is unpacked")]
    TooLarge,
    /// The file contradicts its format.
    #[error("the file is damaged; open it in a spreadsheet program and save it again")]
    Damaged,
    /// There is no sheet to read.
    #[error("the file has no visible sheet")]
    NoSheet,
    /// The sheet that was asked for is not there.
    #[error("the file has no visible sheet of this name")]
    UnknownSheet {
        /// The names of the visible sheets.
        known: Vec<String>,
    },
    /// More than [`ROWS_MAX`] rows.
    #[error("the table has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// More than [`COLUMNS_MAX`] columns.
    #[error("the table has more than {COLUMNS_MAX} columns")]
    TooManyColumns,
    /// More than [`CELLS_MAX`] cells.
    #[error("the table has more than {CELLS_MAX} cells")]
    TooManyCells,
}

impl SheetError {
    /// Stable kebab-case code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file-is-empty",
            Self::Encoding(error) => error.code(),
            Self::OpenQuote { .. } => "open-quote",
            Self::NotXlsx => "not-xlsx",
            Self::OldFormat => "old-format",
            Self::Encrypted => "file-is-encrypted",
            Self::Macros => "file-has-macros",
            Self::TooLarge => "file-too-large",
            Self::Damaged => "file-is-damaged",
            Self::NoSheet => "no-sheet",
            Self::UnknownSheet { .. } => "unknown-sheet",
            Self::TooManyRows => "too-many-rows",
            Self::TooManyColumns => "too-many-columns",
            Self::TooManyCells => "too-many-cells",
        }
    }

    /// The message in Thai.
    pub fn message_th(&self) -> String {
        match self {
            Self::Empty => "ไฟล์ว่างเปล่า".to_owned(),
            Self::Encoding(error) => error.message_th(),
            Self::OpenQuote { row } => format!("เซลล์ในเครื่องหมายอัญประกาศที่เริ่มในแถวที่ {row} ไม่มีเครื่องหมายปิด"),
            Self::NotXlsx => "ไฟล์นี้ไม่ใช่ไฟล์ Excel รูปแบบ XLSX".to_owned(),
            Self::OldFormat => "ไฟล์นี้เป็นรูปแบบ XLS แบบเก่า โปรดบันทึกเป็น XLSX".to_owned(),
            Self::Encrypted => "ไฟล์นี้มีรหัสผ่าน โปรดบันทึกโดยไม่ใส่รหัสผ่าน".to_owned(),
            Self::Macros => "ไฟล์นี้มีแมโคร โปรดบันทึกเป็น XLSX ที่ไม่มีแมโคร".to_owned(),
            Self::TooLarge => "ไฟล์มีขนาดใหญ่เกินไปเมื่อคลายการบีบอัด".to_owned(),
            Self::Damaged => "ไฟล์เสียหาย โปรดเปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึกใหม่".to_owned(),
            Self::NoSheet => "ไฟล์ไม่มีแผ่นงานที่มองเห็นได้".to_owned(),
            Self::UnknownSheet { .. } => "ไฟล์ไม่มีแผ่นงานชื่อนี้".to_owned(),
            Self::TooManyRows => format!("ตารางมีเกิน {ROWS_MAX} แถว"),
            Self::TooManyColumns => format!("ตารางมีเกิน {COLUMNS_MAX} คอลัมน์"),
            Self::TooManyCells => format!("ตารางมีเกิน {CELLS_MAX} เซลล์"),
        }
    }

    /// What would be accepted, if that is known.
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownSheet { known } => Some(known.join(", ")),
            _ => None,
        }
    }
}
