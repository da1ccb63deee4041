//! Prepares a text before it is typeset. Afterwards it contains only letters that a font has. Its only invisible
//! characters are those that this module adds to control line breaks. A letter has at most [`MARKS_MAX`] marks. Every
//! word that is wider than its column has break points.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use unicode_normalization::char::is_combining_mark;

use super::Fonts;

/// Permits an invisible break here.
const ZERO_WIDTH_SPACE: char = '\u{200B}';
/// Forbids a break here.
const WORD_JOINER: char = '\u{2060}';
/// Mark the beginning and the end of a word of several parts that stays on one line; the templates know these characters. Texts
/// do not contain them, because characters for private use are not printed.
const WORD_BEGIN: char = '\u{E000}';
const WORD_END: char = '\u{E001}';
/// The largest number of marks on one letter. Thai has at most a vowel and a tone; other scripts have more. Still more
/// marks would overlap the line above. A stored text may have more (`MARKS_MAX` in
/// `crates/domain/src/text/error.rs`); other formats show them all.
const MARKS_MAX: usize = 4;
/// How much wider than its regular letters a text may become: by bold type, and by letters that are combined. The bold
/// letters of Laksaman are wider by 4 % (Thai) and 8 % (ASCII) on average; the rest is a reserve.
const WIDTH_MARGIN: f64 = 1.12;

/// The column of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its width, in points.
    pub(super) width: f64,
    /// The size of the letters, in points of the official typeface.
    pub(super) size: f64,
}

/// Prepares texts for the fonts of the document.
pub(super) struct Typesetter<'f> {
    fonts: &'f Fonts,
    /// The factor of all sizes.
    scale: f64,
    /// The same segmenter that typst uses, so that the words are the same.
    segmenter: LineSegmenterBorrowed<'static>,
    /// A segmenter with a dictionary, which finds whole words where the other finds their parts.
    dictionary: LineSegmenterBorrowed<'static>,
    /// Replaces a letter that no font has.
    substitute: char,
}

impl<'f> Typesetter<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        // U+25A1 is an empty square.
        let candidates = [char::REPLACEMENT_CHARACTER, '\u{25A1}', '?'];
        let known = candidates.into_iter().find(|letter| fonts.advance(*letter).is_some());
        Self {
            fonts,
            scale: fonts.scale(),
            segmenter: LineSegmenter::new_lstm(LineBreakOptions::default()),
            dictionary: LineSegmenter::new_dictionary(LineBreakOptions::default()),
            substitute: known.unwrap_or('?'),
        }
    }

    /// The lines of a text, prepared for the column.
    pub(super) fn lines(&self, text: &str, column: Column) -> Vec<String> {
        text.split('\n').map(|line| self.line(line, column)).collect()
    }

    /// A text on one line, prepared for the column.
    pub(super) fn line(&self, text: &str, column: Column) -> String {
        let text = keep_era_with_year(&self.visible(text));
        let mut written = String::with_capacity(text.len() + 16);
        for (word, has_parts) in self.words(&text) {
            if may_not_begin_line(word) && !written.is_empty() && !written.ends_with(' ') {
                written.push(WORD_JOINER);
            }
            let trimmed = word.trim_end();
            if has_parts && self.fits(trimmed, column) {
                written.push(WORD_BEGIN);
                written.push_str(trimmed);
                written.push(WORD_END);
                written.push_str(word.get(trimmed.len()..).unwrap_or_default());
            } else {
                self.write_word(word, column, &mut written);
            }
        }
        written
    }

    /// The parts between two places where a line may break, and whether the segmenter of typst would break within the
    /// part. A word of the dictionary stays whole if both segmenters agree on its ends.
    fn words<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        let breaks: Vec<usize> = self.segmenter.segment_str(text).collect();
        let known: Vec<usize> = self.dictionary.segment_str(text).collect();
        let mut words = Vec::with_capacity(breaks.len());
        let mut begin = 0;
        while let Some(next) = next_break(&breaks, begin) {
            let is_known = known.binary_search(&begin).is_ok();
            let whole = next_break(&known, begin).filter(|end| is_known && breaks.binary_search(end).is_ok());
            let end = whole.unwrap_or(next);
            words.extend(text.get(begin..end).map(|word| (word, end > next)));
            begin = end;
        }
        words
    }

    /// Whether a text is narrower than the column.
    fn fits(&self, text: &str, column: Column) -> bool {
        self.width(text) <= column.width / (column.size * self.scale)
    }

    /// The text without invisible characters, and with a substitute for letters that no font has.
    fn visible(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        let mut marks = 0;
        for letter in text.chars().filter(|letter| !is_ignorable(*letter)) {
            let letter = if letter.is_whitespace() && letter != '\u{A0}' {
                ' '
            } else {
                letter
            };
            marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
            if marks > MARKS_MAX {
                continue;
            }
            let is_known = !is_private(letter) && self.fonts.advance(letter).is_some();
            written.push(if is_known { letter } else { self.substitute });
        }
        written
    }

    /// Writes a part without a break inside; if it is wider than the column, with invisible break points.
    fn write_word(&self, word: &str, column: Column, written: &mut String) {
        if self.fits(word, column) {
            written.push_str(word);
            return;
        }
        for piece in word.split_inclusive(['/', '.', '-', '_', '?', '&', '=', '#', '%', '+', ',', ':']) {
            let is_wide = !self.fits(piece, column);
            for (index, letter) in piece.chars().enumerate() {
                if is_wide && index > 0 && !is_combining_mark(letter) && !is_following_vowel(letter) {
                    written.push(ZERO_WIDTH_SPACE);
                }
                written.push(letter);
            }
            // The address stays readable: https:// is not split.
            if !piece.ends_with(':') && piece != "/" {
                written.push(ZERO_WIDTH_SPACE);
            }
        }
    }

    /// The width of a text, in ems, with a margin.
    fn width(&self, text: &str) -> f64 {
        let letters = text.trim_end().chars().filter(|letter| !is_combining_mark(*letter));
        letters
            // `visible` has replaced letters that no font has.
            .map(|letter| self.fonts.advance(letter).unwrap_or(1.0))
            .sum::<f64>()
            * WIDTH_MARGIN
    }
}

/// The first place after this one.
fn next_break(places: &[usize], begin: usize) -> Option<usize> {
    places.get(places.partition_point(|place| *place <= begin)).copied()
}

/// Joins the era พ.ศ. and its year with a space that does not break.
fn keep_era_with_year(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for (index, piece) in text.split("พ.ศ. ").enumerate() {
        if index > 0 {
            written.push_str(if piece.starts_with(char::is_numeric) {
                "พ.ศ.\u{A0}"
            } else {
                "พ.ศ. "
            });
        }
        written.push_str(piece);
    }
    written
}

/// Characters that repeat or shorten the word before them, and may not begin a line.
fn may_not_begin_line(word: &str) -> bool {
    word.starts_with(['ๆ', 'ฯ'])
}

/// Thai vowels that follow their consonant.
const fn is_following_vowel(letter: char) -> bool {
    matches!(letter, 'ะ' | 'า' | 'ำ' | 'ๅ')
}

/// Invisible characters that control how others are drawn or their direction: the Unicode property
/// `Default_Ignorable_Code_Point`, and the marks of interlinear annotations, U+FFF9 to U+FFFB.
const fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Characters for private use, without a public meaning.
const fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmarked(text: &str) -> String {
        text.replace([WORD_BEGIN, WORD_END], "")
    }

    fn line(text: &str, width: f64) -> String {
        let fonts = Fonts::load(&prongsai_rendering::pdf::font_folders()).unwrap();
        Typesetter::new(&fonts).line(text, Column { width, size: 14.0 })
    }

    #[test]
    fn a_text_that_fits_does_not_change() {
        for text in [
            "ประสิทธิภาพการสื่อสาร ที่ ปี่ น้ำ กตัญญู ฎีกา ปู่ ญี่ปุ่น",
            "https://itas.nacc.go.th/go/eit/h9unqk",
            "#import \"x\": * $x$ <script> \\",
            "",
        ] {
            assert_eq!(unmarked(&line(text, 450.0)), text);
        }
    }

    #[test]
    fn a_compound_word_is_not_split() {
        let marked = |text: &str| line(text, 450.0).replace(WORD_BEGIN, "[").replace(WORD_END, "]");
        for (text, set) in [
            ("ปีงบประมาณ", "[ปีงบประมาณ]"),
            ("ภายในสำนักงาน ", "[ภายใน][สำนักงาน] "),
            ("ผลการดำเนินงาน", "ผลการดำเนินงาน"),
        ] {
            assert_eq!(marked(text), set);
        }
        assert!(
            !line("ภายในสำนักงาน", 12.0).contains(WORD_BEGIN),
            "no word is wider than its column"
        );
    }

    #[test]
    fn words_wider_than_the_column_may_break() {
        let broken = line(&"x".repeat(50), 60.0);
        // Between the letters, and after the last one.
        assert_eq!(broken.matches(ZERO_WIDTH_SPACE).count(), 50);
        assert_eq!(broken.replace(ZERO_WIDTH_SPACE, ""), "x".repeat(50));
        let address = line("https://example.go.th/one/two?three=four", 70.0);
        assert!(
            address.starts_with("https://example.\u{200B}go.\u{200B}"),
            "{address:?}"
        );
        assert!(!line(&"กำ".repeat(300), 60.0).contains("\u{200B}ำ"));
    }

    #[test]
    fn repetition_marks_do_not_begin_a_line() {
        for text in ["ทุกๆปี", "เช่น ผ้า กระเป๋า ฯลฯ", "ครั้งต่อๆไป", "ต่างๆ"]
        {
            let marked = line(text, 450.0);
            let set = unmarked(&marked);
            assert_eq!(set.replace(WORD_JOINER, ""), text);
            if marked.contains(WORD_BEGIN) {
                // The template keeps the word on one line, whatever the segmenter says.
                continue;
            }
            let segmenter = LineSegmenter::new_lstm(LineBreakOptions::default());
            let may_begin = |at: usize| set[..at].ends_with(' ') || !may_not_begin_line(&set[at..]);
            assert!(segmenter.segment_str(&set).all(may_begin), "{set:?}");
        }
    }

    #[test]
    fn invisible_characters_are_removed_and_unknown_letters_are_replaced() {
        assert_eq!(line("a\u{202E}b\u{200B}c\u{FEFF}d\u{E0041}", 450.0), "abcd");
        assert_eq!(
            line(&format!("ก{}ข", "\u{E49}".repeat(90)), 450.0),
            "ก\u{E49}\u{E49}\u{E49}\u{E49}ข"
        );
        let shown = line("a\u{10FFFD}\u{1}b\tc\u{2028}d", 450.0);
        assert!(
            shown.starts_with('a') && shown.ends_with("b c d") && shown.chars().count() == 8,
            "{shown:?}"
        );
    }
}
