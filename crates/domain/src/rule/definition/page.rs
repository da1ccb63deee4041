use std::fmt;

/// The headings of a page, in order.
const HEADINGS: [&str; 4] = ["คืออะไร", "ทำไมจึงสำคัญ", "วิธีแก้ไข", "ตัวอย่าง"];

/// The page of a rule for officers, in Thai and Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// The title.
    pub title: &'a str,
    /// คืออะไร: what the rule looks at, and when it speaks.
    pub what: &'a str,
    /// ทำไมจึงสำคัญ: why it matters.
    pub why: &'a str,
    /// วิธีแก้ไข: how it is mended.
    pub how: &'a str,
    /// ตัวอย่าง: an example.
    pub example: &'a str,
}

/// The reason why a text is no page of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// The first line is no title: `# …`.
    NoTitle,
    /// The heading is missing, stands twice, or stands in another place.
    Heading(&'static str),
    /// Nothing stands under the heading.
    Empty(&'static str),
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTitle => f.write_str("the page does not begin with a title"),
            Self::Heading(heading) => write!(f, "the heading \"{heading}\" is not where it belongs"),
            Self::Empty(heading) => write!(f, "nothing stands under \"{heading}\""),
        }
    }
}

impl std::error::Error for PageError {}

impl<'a> Page<'a> {
    /// Reads a page: a title and the four parts, each under its heading.
    ///
    /// # Errors
    /// [`PageError`] if a part is missing, empty or in another place.
    pub fn parse(text: &'a str) -> Result<Self, PageError> {
        let text = text.trim();
        let (title, mut rest) = text.split_once('\n').ok_or(PageError::NoTitle)?;
        let title = title
            .strip_prefix("# ")
            .map(str::trim)
            .filter(|title| !title.is_empty());
        let title = title.ok_or(PageError::NoTitle)?;
        let mut parts = [""; 4];
        for (heading, part) in HEADINGS.iter().zip(&mut parts) {
            let after = rest
                .trim_start()
                .strip_prefix("## ")
                .and_then(|rest| rest.strip_prefix(heading));
            let after = after.filter(|after| after.starts_with(['\n', '\r']));
            let after = after.ok_or(PageError::Heading(heading))?;
            let end = after.find("\n## ").unwrap_or(after.len());
            let (body, next) = after.split_at_checked(end).ok_or(PageError::Heading(heading))?;
            *part = body.trim();
            if part.is_empty() {
                return Err(PageError::Empty(heading));
            }
            rest = next;
        }
        if !rest.is_empty() {
            return Err(PageError::Heading("ตัวอย่าง"));
        }
        let [what, why, how, example] = parts;
        Ok(Self {
            title,
            what,
            why,
            how,
            example,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# ชื่อ\n\n## คืออะไร\nก\n\nข\n## ทำไมจึงสำคัญ\nค\n### ย่อย\n## วิธีแก้ไข\n1. ง\n## ตัวอย่าง\nจ\n";

    #[test]
    fn the_parts_are_read() {
        let page = Page::parse(GOOD).unwrap();
        assert_eq!(
            [page.title, page.what, page.why, page.how, page.example],
            ["ชื่อ", "ก\n\nข", "ค\n### ย่อย", "1. ง", "จ"]
        );
    }

    #[test]
    fn every_part_is_needed_once_and_in_order() {
        let why = PageError::Heading("ทำไมจึงสำคัญ");
        for (from, to, error) in [
            ("# ชื่อ", "ชื่อ", PageError::NoTitle),
            ("# ชื่อ", "# ", PageError::NoTitle),
            ("## ทำไมจึงสำคัญ\n", "", PageError::Heading("ทำไมจึงสำคัญ")),
            ("## ทำไมจึงสำคัญ\n", "## ทำไมจึงสำคัญมาก\n", why),
            ("\nจ\n", "\n", PageError::Heading("ตัวอย่าง")),
            ("\nจ\n", "\nจ\n## ตัวอย่าง\nฉ\n", PageError::Heading("ตัวอย่าง")),
            ("\n1. ง\n", "\n \n", PageError::Empty("วิธีแก้ไข")),
        ] {
            assert_eq!(Page::parse(&GOOD.replace(from, to)), Err(error), "{from} {to}");
        }
        assert_eq!(Page::parse(""), Err(PageError::NoTitle));
    }
}
