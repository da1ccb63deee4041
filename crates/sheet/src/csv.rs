//! CSV as RFC 4180 describes it, with what spreadsheet programs write: a byte order mark, semicolons or tabs between
//! cells, and line ends of every system. The crate `csv` is not used, because it skips blank lines and with them the numbers
//! of rows.

use prongsai_strict_json::encoding::detect;

use crate::{SheetError, Table};

/// What a spreadsheet takes for the beginning of a formula; exports put an apostrophe before it. The same as `FORMULA` in
/// `crates/rendering/src/csv/cell.rs`.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];

/// Reads a CSV file in UTF-8. An apostrophe that an export put before the sign of a formula is removed.
///
/// # Errors
/// [`SheetError`] when the file is not UTF-8, a quoted cell has no end, or the table is too large.
pub fn read_csv(bytes: &[u8]) -> Result<Table, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    let skipped = detect(bytes).skipped().map_err(SheetError::Encoding)?;
    let text = bytes.get(skipped..).and_then(|rest| std::str::from_utf8(rest).ok());
    let text = text.ok_or(SheetError::Damaged)?;
    let mut reader = Reader {
        table: Table::default(),
        delimiter: delimiter(text),
        row: 0,
        column: 0,
        cell: String::new(),
    };
    reader.read(text)?;
    Ok(reader.table)
}

/// The sign that separates the cells of the first line that has any: the most frequent one outside of quotes.
fn delimiter(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    let mut is_quoted = false;
    for c in line.chars() {
        is_quoted ^= c == '"';
        for (sign, count) in &mut counts {
            *count += usize::from(!is_quoted && c == *sign);
        }
    }
    // The first of equals: a comma.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let found = counts.iter().find(|(_, count)| *count == most);
    found.map_or(',', |(sign, _)| *sign)
}

struct Reader {
    table: Table,
    delimiter: char,
    /// From 0, like the column.
    row: usize,
    column: usize,
    cell: String,
}

impl Reader {
    fn read(&mut self, text: &str) -> Result<(), SheetError> {
        let mut chars = text.chars().peekable();
        // The row, from 1, in which the open quote began.
        let mut opened: Option<usize> = None;
        while let Some(c) = chars.next() {
            match c {
                '"' if opened.is_some() => {
                    if chars.next_if_eq(&'"').is_some() {
                        self.cell.push('"');
                    } else {
                        opened = None;
                    }
                }
                _ if opened.is_some() => self.cell.push(c),
                '"' if self.cell.trim().is_empty() => {
                    self.cell.clear();
                    opened = Some(self.row + 1);
                }
                c if c == self.delimiter => self.end_cell()?,
                '\r' | '\n' => {
                    if c == '\r' {
                        chars.next_if_eq(&'\n');
                    }
                    self.end_cell()?;
                    self.row += 1;
                    self.column = 0;
                }
                _ => self.cell.push(c),
            }
        }
        match opened {
            Some(row) => Err(SheetError::OpenQuote { row }),
            None => self.end_cell(),
        }
    }

    fn end_cell(&mut self) -> Result<(), SheetError> {
        let mut cell = std::mem::take(&mut self.cell);
        if is_escaped(&cell) {
            cell.remove(0);
        }
        let (row, column) = (self.row, self.column);
        self.column += 1;
        self.table.put(row, column, &cell)
    }
}

/// Whether an export put the first apostrophe before the cell; the cell may begin with apostrophes of its own.
fn is_escaped(cell: &str) -> bool {
    cell.starts_with('\'') && cell.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        read_csv(text.as_bytes()).unwrap().rows
    }

    #[test]
    fn rows_keep_their_numbers_and_cells_their_texts() {
        for text in [
            "a,b\n\n1,\"x, \"\"y\"\"\nz\"\n",
            "\u{FEFF}a;b\r\n\r\n1;\"x, \"\"y\"\"\nz\"",
            "a\tb\r\r1\t\"x, \"\"y\"\"\nz\"\r",
        ] {
            assert_eq!(
                rows(text),
                [vec!["a", "b"], vec![], vec!["1", "x, \"y\"\nz"]],
                "{text:?}"
            );
        }
        assert_eq!(rows("'=1,'-1,-,'x,''=1"), [["=1", "-1", "-", "'x", "'=1"]]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(read_csv(b""), Err(SheetError::Empty));
        assert_eq!(read_csv(b"a\n\"b,c\nd"), Err(SheetError::OpenQuote { row: 2 }));
        let thai = b"\xC3\xCB\xD1\xCA,\xA4\xD0\xE1\xB9\xB9\ni7,80";
        assert_eq!(read_csv(thai).unwrap_err().code(), "not-utf-8");
        assert_eq!(read_csv("x\n".repeat(20_001).as_bytes()), Err(SheetError::TooManyRows));
        assert_eq!(
            read_csv(format!("{}x", ",".repeat(400)).as_bytes()),
            Err(SheetError::TooManyColumns)
        );
        let wide = format!("{}x\n", ",".repeat(399)).repeat(2_501);
        assert_eq!(read_csv(wide.as_bytes()), Err(SheetError::TooManyCells));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_and_csv_texts_do_not_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            text in "[a,;\"'\r\n\t=ก]{0,60}",
        ) {
            let _ = read_csv(&bytes);
            let _ = read_csv(text.as_bytes());
        }
    }
}
