/// The letters of a text with their places.
pub(super) struct Letters<'a> {
    text: &'a str,
    letters: Vec<(usize, char)>,
}

impl<'a> Letters<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            letters: text.char_indices().collect(),
        }
    }

    /// The letter at this index; NUL after the end.
    pub(super) fn at(&self, index: usize) -> char {
        self.letters.get(index).map_or('\0', |(_, c)| *c)
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    pub(super) fn byte(&self, index: usize) -> usize {
        self.letters.get(index).map_or(self.text.len(), |(at, _)| *at)
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(self.byte(start)..self.byte(end)).unwrap_or_default()
    }

    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |index| self.at(index))
    }
}
