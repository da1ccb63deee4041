//! Doubts about words that lost their สระอำ: a PDF gives `ดาเนินการ` or `ด าเนินการ` for ดำเนินการ when it is copied.

mod words;

use std::sync::LazyLock;

use super::definition::{Due, Rule, rule};
use crate::doubt::Doubt;
use crate::kind::PublicText;
use crate::review::texts::prose;
use crate::review::year::ReviewedYear;
use words::{WORDS, Word};

pub(crate) static RULE: Rule = rule!(
    "lost-sara-am",
    Warning,
    "สระอำหายหรือแยกจากพยัญชนะ",
    "A word has lost its sara am",
    common_sense("ข้อความที่คัดลอกจากแฟ้ม PDF มักเสียสระอำ"),
    Drafter,
    Due::Now,
);

/// The largest number of different words that one doubt names.
const NAMED_MAX: usize = 5;

/// The first letter of the Thai block.
const THAI: u32 = 0x0E00;
/// The number of letters of the Thai block.
const LETTERS: usize = 0x80;

/// The words by their first two letters as written; see [`place_of`].
static BY_LETTERS: LazyLock<Vec<Vec<&'static Word>>> = LazyLock::new(|| {
    let mut words: Vec<Vec<&'static Word>> = vec![Vec::new(); LETTERS * LETTERS];
    for word in WORDS {
        let mut letters = word.right.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else {
            continue;
        };
        // Written wrong, the second letter may be a space or า.
        let seconds = if second == 'ำ' {
            vec!['ำ', 'า', ' ']
        } else {
            vec![second]
        };
        for second in seconds {
            if let Some(alike) = place_of(first, second).and_then(|place| words.get_mut(place)) {
                alike.push(word);
            }
        }
    }
    words
});

/// The place of words that begin with these letters; `None` if no word does. A space is the letter 0 of the block.
fn place_of(first: char, second: char) -> Option<usize> {
    let number = |letter: char| {
        let number = if letter == ' ' {
            0
        } else {
            u32::from(letter).checked_sub(THAI)?
        };
        usize::try_from(number).ok().filter(|number| *number < LETTERS)
    };
    Some(number(first)? * LETTERS + number(second)?)
}

/// A word as written, and as it should be if that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lost<'a> {
    written: &'a str,
    right: Option<String>,
}

/// Finds words that lost their สระอำ. One doubt names the first words of a text.
pub(crate) fn check(_: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for (pointer, text) in prose(texts) {
        let found = lost(text);
        let Some(first) = found.first() else { continue };
        let right = |lost: &Lost<'_>| lost.right.clone();
        let listed = |word: &dyn Fn(&Lost<'_>) -> String| found.iter().map(word).collect::<Vec<_>>().join(", ");
        let (message_th, message_en) = if found.iter().all(|lost| lost.right.is_some()) {
            let th = listed(&|lost| format!("\"{}\" ควรเป็น \"{}\"", lost.written, right(lost).unwrap_or_default()));
            let en = listed(&|lost| format!("\"{}\" should be \"{}\"", lost.written, right(lost).unwrap_or_default()));
            (format!("สระอำหายไป: {th}"), format!("a sara am (ำ) is lost: {en}"))
        } else {
            let written = listed(&|lost| format!("\"{}\"", lost.written));
            (
                format!("สระอำหรือสระอาแยกจากพยัญชนะ: {written} กรุณาตรวจคำนี้"),
                format!("a sara am (ำ) or sara aa (า) stands apart from its letter: {written}; check this word"),
            )
        };
        doubts.push(
            RULE.doubt(pointer, message_th, message_en)
                .suggesting(first.right.clone()),
        );
    }
}

/// The first words of the text that lost their สระอำ, each once.
fn lost(text: &str) -> Vec<Lost<'_>> {
    let mut found: Vec<Lost<'_>> = Vec::new();
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if at < end || !is_letter(c) || !next.is_some_and(|next| may_begin(c, next)) {
            continue;
        }
        let Some(lost) = lost_at(text, at) else { continue };
        end = at + lost.written.len();
        if !found.contains(&lost) {
            found.push(lost);
        }
        if found.len() == NAMED_MAX {
            break;
        }
    }
    found
}

/// Whether something can be lost at these letters. It looks at them only, as nearly every letter of a text is asked.
fn may_begin(first: char, second: char) -> bool {
    let is_apart = matches!(second, ' ' | '\u{E48}'..='\u{E4B}');
    is_apart
        || place_of(first, second).is_some_and(|place| BY_LETTERS.get(place).is_some_and(|words| !words.is_empty()))
}

/// The word at this place that lost its สระอำ: the longest one of the list, otherwise a letter with า apart from it.
fn lost_at(text: &str, at: usize) -> Option<Lost<'_>> {
    let (before, rest) = text.split_at_checked(at)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    let second = chars.next()?;
    let written = |word: &Word| written_form(word, before, rest);
    let alike = place_of(first, second).and_then(|place| BY_LETTERS.get(place));
    let listed = alike
        .into_iter()
        .flatten()
        .filter_map(|word| Some((word, written(word)?)))
        .max_by_key(|(_, length)| *length);
    if let Some((word, length)) = listed {
        return Some(Lost {
            written: rest.get(..length)?,
            right: Some(word.right.to_owned()),
        });
    }
    apart(before, rest).map(|written| Lost { written, right: None })
}

/// The length of the wrong form of the word at the beginning of `rest`; `None` when it is another word or right.
fn written_form(word: &Word, before: &str, rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    let (mut is_lost, mut is_apart) = (false, false);
    for expected in word.right.chars() {
        let (_, mut c) = chars.next()?;
        if expected == 'ำ' {
            if c == ' ' {
                is_apart = true;
                (_, c) = chars.next()?;
            }
            match c {
                'า' => is_lost = true,
                'ำ' => {}
                _ => return None,
            }
        } else if c != expected {
            return None;
        }
    }
    let length = chars.peek().map_or(rest.len(), |(at, _)| *at);
    // No right text has a space before ำ or า.
    if is_apart {
        return Some(length);
    }
    let after = rest.get(length..).unwrap_or_default();
    let is_other = word.not_after.iter().any(|other| before.ends_with(other))
        || word.not_before.iter().any(|other| after.starts_with(other));
    (is_lost && !is_other).then_some(length)
}

/// A letter, a space and า. No word begins with า, but a heading may have a space after every letter.
fn apart<'a>(before: &str, rest: &'a str) -> Option<&'a str> {
    let mut chars = rest.char_indices().skip(1).peekable();
    chars.next_if(|(_, c)| matches!(c, '\u{E48}'..='\u{E4B}'));
    chars.next().filter(|(_, c)| *c == ' ')?;
    chars.next().filter(|(_, c)| matches!(c, 'า' | 'ำ'))?;
    let is_spaced = before.ends_with(' ') && chars.peek().is_none_or(|(_, c)| *c == ' ');
    if is_spaced {
        return None;
    }
    // The letters that follow show which word it is. At most 12 are shown.
    let end = chars
        .take_while(|(_, c)| ('ก'..='๎').contains(c))
        .take(12)
        .last()
        .map_or(rest.len(), |(at, c)| at + c.len_utf8());
    rest.get(..end)
}

const fn is_letter(c: char) -> bool {
    matches!(c, 'ก'..='ฮ' | 'เ'..='ไ')
}

#[cfg(test)]
mod tests;
