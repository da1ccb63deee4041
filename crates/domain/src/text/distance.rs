/// Returns the Levenshtein distance of two texts, in characters. It needs one row of memory.
pub fn edit_distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.iter().enumerate() {
        let mut diagonal = line;
        let mut previous = line + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(right) {
            let above = *cell;
            let replaced = diagonal + usize::from(from != to);
            *cell = replaced.min(above + 1).min(previous + 1);
            diagonal = above;
            previous = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(left.len())
}
