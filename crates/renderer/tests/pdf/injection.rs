//! Any text is printed as text and has no other effect.

use prongsai_renderer::pdf;
use prongsai_rendering::pdf::PdfJob;
use prongsai_rendering::rendition::Body;
use proptest::prelude::*;

use super::tools::{FONTS, Pdf, plain};
use super::year::Year;

/// Code and markup of the languages involved. What [`seen`] makes of each must be on the page.
const CORPUS: [&str; 28] = [
    "#import \"/rendition.json\": *",
    "#read(\"/etc/passwd\")",
    "#eval(\"1+1\")",
    "#panic()",
    "#{ while true {} }",
    "$x^2 + \\alpha$",
    "*bold* _thin_ `raw` ```rust fn main() {}```",
    "= Heading",
    "- list\n+ list\n/ term: list",
    "<label> @reference",
    "[content] ] ) } \\",
    "\\u{41} \\n \\\\",
    "// comment /* comment */",
    "https://example.go.th/#fragment?x=<y>&z=%20",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;&amp;&#x41;",
    "</text></svg>",
    "{{ 7*7 }} ${jndi:ldap://x} %s %n",
    "'; DROP TABLE measure; --",
    "=HYPERLINK(\"https://example.go.th\")",
    "(a) Tj ET endstream endobj",
    "-- --- ... ~ \"straight\" 'quotes'",
    "fi fl ffi ffl",
    "ที่ ปี่ น้ำ กตัญญู ฎีกา ปู่ ญี่ปุ่น",
    "เป็นต้นไปทุกๆ ปี ฯลฯ",
    "ก\u{200B}ข\u{200D}ค\u{FEFF}ง",
    "a\u{202E}b\u{2066}c\u{200F}d",
];

/// The visible part of a text.
fn seen(text: &str) -> String {
    let invisible = |c: &char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    plain(&text.chars().filter(|c| !invisible(c)).collect::<String>())
}

fn year_saying(text: &str) -> Year {
    let mut year = Year::example();
    let measure = &mut year.measures[0];
    measure.guideline = format!("เริ่ม {text} จบ");
    text.clone_into(&mut measure.steps[0].text);
    measure.monitoring = Some(text.to_owned());
    measure.target = Some(text.to_owned());
    let announcement = &mut year.announcements[0];
    announcement.subject = text.replace('\n', " ");
    announcement.body = vec![text.to_owned()];
    announcement.signatory.name = Some(text.replace('\n', " "));
    year
}

#[test]
fn markup_and_code_are_printed() {
    for text in CORPUS {
        let year = year_saying(text);
        for body in [year.plan(), year.announcement(), year.poster()] {
            let pdf = Pdf::of(&year.rendition(body));
            let shown = pdf.text_as_set();
            assert!(shown.contains(&seen(text)), "{text:?} is not in {shown:?}");
        }
    }
}

#[test]
fn letters_that_no_font_has_are_replaced_and_many_marks_are_cut() {
    let flood = format!("ก{}ข", "\u{0E49}".repeat(500));
    let private = "\u{E000}\u{F8FF}\u{10FFFD}";
    let strange = "😀 \u{1F9D1}\u{200D}\u{1F33E} 漢字 \u{0}\u{1B}\u{FFFE}\u{FFFF}";
    for text in [flood.as_str(), private, strange, "\u{0E49}\u{0E49}", "\n\n\n", " "] {
        let year = year_saying(text);
        for body in [year.plan(), year.announcement(), year.poster(), year.year_book()] {
            let pdf = Pdf::of(&year.rendition(body));
            pdf.examine();
            let shown = pdf.text_as_set();
            assert!(text != flood || !shown.contains(&"\u{0E49}".repeat(5)));
            let has_substitute = shown.contains(['\u{FFFD}', '\u{25A1}', '?']);
            assert!(text != private || has_substitute, "{shown:?}");
        }
    }
}

/// Letters that the installed fonts certainly have, and characters with a meaning in one of the languages.
fn printable_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            // Consonants with a lower part are excluded, because poppler reads them twice when a vowel is below them.
            4 => "[ก-ฌฐ-ฮ][ะาิีึืุู]?[่้]?",
            1 => "[ญฎฏ][ะาิี]?[่้]?",
            2 => "[ -~]",
            1 => Just("#".to_owned()),
            1 => Just("\\".to_owned()),
            1 => Just("\u{202E}".to_owned()),
            1 => Just("\u{200B}".to_owned()),
            1 => "(https?://[a-z]{3,40}/[a-z0-9#?=&-]{0,60})",
        ],
        1..120,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_is_read_back_unchanged(text in printable_text()) {
        let mut year = Year::example();
        year.announcements[0].body = vec![format!("เริ่ม{text}จบ")];
        let pdf = Pdf::of(&year.rendition(year.announcement()));
        let expected = seen(&format!("เริ่ม{text}จบ"));
        let shown = pdf.text_as_set();
        prop_assert!(shown.contains(&expected), "{expected:?} is not in {shown:?}");
    }

    #[test]
    fn any_characters_are_accepted(text in any::<String>(), more in any::<String>()) {
        let mut year = year_saying(&text);
        year.announcements[0].title = more.clone();
        year.organization_name = more;
        year.template.header_lines = vec![text];
        let bodies: [Body<'_>; 3] = [year.plan(), year.announcement(), year.poster()];
        for body in bodies {
            prop_assert!(pdf::render(PdfJob::of(&year.rendition(body)).unwrap(), &FONTS).is_ok());
        }
    }
}
