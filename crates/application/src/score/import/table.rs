/// A table as it was read from a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoreTable {
    /// The cells. The index of a row is its number in the file, less one.
    pub rows: Vec<Vec<String>>,
    /// The sheet that was read, if the file has sheets.
    pub sheet: Option<String>,
    /// The visible sheets that were not read.
    pub other_sheets: Vec<String>,
}
