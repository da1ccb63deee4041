use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Label;

/// A column of a table in a rendition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its title.
    pub title: Label,
    /// The common title above it and its neighbours, if the head has two levels.
    pub group: Option<Label>,
    /// Its share of the table's width, in percent; the shares of a table add up to 100.
    pub width: u8,
}

impl Column {
    pub(crate) const fn new(title: &'static str, width: u8) -> Self {
        Self {
            title: Cow::Borrowed(title),
            group: None,
            width,
        }
    }

    const fn under(group: &'static str, title: &'static str, width: u8) -> Self {
        Self {
            title: Cow::Borrowed(title),
            group: Some(Cow::Borrowed(group)),
            width,
        }
    }
}

/// The plan table. The first column is wide enough for the word ประสิทธิภาพ without a break.
pub static PLAN_COLUMNS: [Column; 5] = [
    Column::new("มาตรการ", 17),
    Column::new("แนวทางการปฏิบัติ", 27),
    Column::new("ขั้นตอน/วิธีการปฏิบัติ", 28),
    Column::new("ผู้รับผิดชอบ", 13),
    Column::new("การกำกับติดตาม", 15),
];

/// The result table. `style.css` has other widths for the second and the last column. They are part of published pages,
/// so they stay.
pub static RESULT_COLUMNS: [Column; 6] = [
    Column::new("มาตรการ", 16),
    Column::new("รายละเอียดการดำเนินงาน", 23),
    Column::new("ระยะเวลาการดำเนินงาน", 13),
    Column::under("ผลการดำเนินการ", "ผลผลิต", 16),
    Column::under("ผลการดำเนินการ", "ผลลัพธ์", 16),
    Column::new("หมายเหตุ", 16),
];

/// The table of scores in an analysis.
pub(crate) static SCORE_COLUMNS: [Column; 2] = [Column::new("แบบวัดหรือตัวชี้วัด", 75), Column::new("คะแนน (ร้อยละ)", 25)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widths_of_a_table_add_up() {
        for columns in [&PLAN_COLUMNS[..], &RESULT_COLUMNS[..], &SCORE_COLUMNS[..]] {
            let sum: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
            assert_eq!(sum, 100);
        }
    }
}
