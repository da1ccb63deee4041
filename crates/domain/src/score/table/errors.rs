use super::cell_error::{CELL_ERRORS_MAX, CellError};
use super::model::{ROWS_MAX, TableEntry, TableScores};
use crate::calendar::FiscalYearError;
use crate::catalogue::Catalogue;
use crate::score::input::nearest_item;

/// The number of errors from which on unknown names get no suggestion any more.
const SUGGESTIONS_MAX: usize = 100;

/// Collects the errors of one table. Columns are counted from 0 here.
pub(super) struct Errors<'a> {
    catalogue: &'a Catalogue,
    found: Vec<CellError>,
    further: usize,
}

impl<'a> Errors<'a> {
    pub(super) const fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            catalogue,
            found: Vec::new(),
            further: 0,
        }
    }

    pub(super) fn into_table(self, entries: Vec<TableEntry>) -> TableScores {
        TableScores {
            entries,
            errors: self.found,
            further_errors: self.further,
            ignored: Vec::new(),
        }
    }

    fn add(
        &mut self,
        (row, column): (usize, Option<usize>),
        code: &'static str,
        (message_th, message_en): (String, String),
        suggestion: Option<String>,
    ) {
        if self.is_full() {
            self.further += 1;
            return;
        }
        self.found.push(CellError {
            row,
            column: column.map(|column| column + 1),
            code,
            message_th,
            message_en,
            suggestion,
        });
    }

    const fn is_full(&self) -> bool {
        self.found.len() >= CELL_ERRORS_MAX
    }

    pub(super) fn empty_table(&mut self) {
        let texts = ("ตารางไม่มีข้อมูล".to_owned(), "the table is empty".to_owned());
        self.add((1, None), "table-is-empty", texts, Some("code,score".to_owned()));
    }

    pub(super) fn no_header(&mut self, row: usize) {
        let texts = (
            "แถวแรกต้องเป็นชื่อคอลัมน์ เช่น รหัส, คะแนน หรือ ปีงบประมาณ, คะแนนรวม, IIT, EIT, OIT".to_owned(),
            "the first row names the columns, such as code, score or fiscal_year, total, iit, eit, oit".to_owned(),
        );
        self.add((row, None), "no-column-names", texts, Some("code,score".to_owned()));
    }

    pub(super) fn repeated_column(&mut self, row: usize, column: usize, first: usize) {
        let first = first + 1;
        let texts = (
            format!("คอลัมน์นี้ซ้ำกับคอลัมน์ที่ {first}"),
            format!("this column repeats column {first}"),
        );
        self.add((row, Some(column)), "duplicate-column", texts, None);
    }

    pub(super) fn repeated_row(&mut self, row: usize, first: usize) {
        let texts = (
            format!("หน่วยงานและปีงบประมาณซ้ำกับแถวที่ {first}"),
            format!("row {first} has the same organization and fiscal year"),
        );
        self.add((row, None), "duplicate", texts, None);
    }

    pub(super) fn duplicate(&mut self, row: usize, column: usize, first: usize) {
        let texts = (
            format!("ระบุคะแนนนี้ซ้ำกับแถวที่ {first}"),
            format!("row {first} states this score already"),
        );
        self.add((row, Some(column)), "duplicate", texts, None);
    }

    pub(super) fn year(&mut self, row: usize, column: Option<usize>, error: &FiscalYearError) {
        let texts = (error.message_th(), error.message_en());
        self.add((row, column), error.code(), texts, error.suggestion());
    }

    pub(super) fn not_a_score(&mut self, row: usize, column: usize, meant: Option<String>) {
        let texts = (
            "คะแนนต้องเป็นตัวเลขตั้งแต่ 0 ถึง 100 ทศนิยมไม่เกิน 2 ตำแหน่ง ใช้จุดทศนิยม เช่น 84.12".to_owned(),
            "a score is a number from 0 to 100 with at most two decimals and a decimal point, such as 84.12".to_owned(),
        );
        self.add((row, Some(column)), "not-a-score", texts, meant);
    }

    pub(super) fn score_without_name(&mut self, row: usize, column: usize) {
        let texts = (
            "มีคะแนนแต่ไม่มีรหัสหรือชื่อรายการ".to_owned(),
            "the row has a score, but neither a code nor a name".to_owned(),
        );
        self.add((row, Some(column)), "required", texts, None);
    }

    pub(super) fn code_and_name_differ(&mut self, row: usize, column: usize) {
        let texts = (
            "รหัสและชื่อรายการไม่ใช่รายการเดียวกัน".to_owned(),
            "the code and the name belong to different entries".to_owned(),
        );
        self.add((row, Some(column)), "code-and-name-differ", texts, None);
    }

    pub(super) fn unknown_name(&mut self, row: usize, column: usize, name: &str) {
        // A suggestion compares the name with many others, so it is made only for the first errors.
        let is_early = self.found.len() < SUGGESTIONS_MAX;
        let suggestion = is_early.then(|| self.suggestion(name)).flatten();
        let year = self.catalogue.fiscal_year.get();
        let texts = (
            format!("ไม่มีรายการนี้ในปีงบประมาณ พ.ศ. {year} ใช้รหัสได้ เช่น total, iit, i7, 9.1, o31"),
            format!("fiscal year {year} has no such entry; codes such as total, iit, i7, 9.1, o31 are accepted"),
        );
        self.add((row, Some(column)), "unknown-entry", texts, suggestion);
    }

    fn suggestion(&self, name: &str) -> Option<String> {
        let beginning: String = name.chars().take(200).collect();
        let is_item = beginning.trim_start().starts_with(['o', 'O']);
        if is_item && let Some(item) = nearest_item(&beginning, self.catalogue) {
            return Some(item);
        }
        let indicator = self.catalogue.suggest_indicator(&beginning)?;
        Some(indicator.code.to_string())
    }

    pub(super) fn too_many_rows(&mut self, count: usize) {
        let max = ROWS_MAX;
        let texts = (
            format!("ตารางมี {count} แถว อ่านได้ไม่เกิน {max} แถว"),
            format!("the table has {count} rows; at most {max} are read"),
        );
        self.add((max + 1, None), "too-many", texts, None);
    }
}
