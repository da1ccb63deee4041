use maud::html;

use super::frame;
use crate::wording::{self, printable};

/// A refusal, for people in a browser.
#[derive(Clone, Copy, Debug)]
pub struct ProblemPage<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The short name of the refusal, in Thai: a text of the program.
    pub title: &'a str,
    /// What happened and what to do, in Thai.
    pub detail: &'a str,
    /// The same, in English.
    pub detail_en: &'a str,
    /// The errors in single places of the request, in Thai.
    pub places: &'a [&'a str],
    /// The id of the request, which the log has too.
    pub request_id: &'a str,
}

/// The page of a refusal. It has no links, because what the reader asked for may not exist.
pub fn problem(page: &ProblemPage<'_>) -> String {
    let content = html! {
        h1 { (page.title) }
        div.letter {
            p.text { (printable(page.detail)) }
            @if !page.places.is_empty() {
                ul.findings { @for place in page.places { li { (printable(place)) } } }
            }
            p lang="en" { (printable(page.detail_en)) }
            p.note { (wording::STATUS_CODE) " " (page.status) " · " (wording::REQUEST_ID) " " code { (page.request_id) } }
        }
    };
    frame::document(&frame::Frame {
        title: page.title,
        organization: "",
        canonical: None,
        feed: None,
        home: None,
        more_style: None,
        downloads: &[],
        has_thai_numerals: false,
        is_draft: false,
        content: &content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_escaped() {
        let page = problem(&ProblemPage {
            status: 410,
            title: "ถอนแล้ว",
            detail: "เหตุผล: <script>alert(1)</script>\u{0}",
            detail_en: "Reason: <img src=x onerror=\"x\">",
            places: &["ไม่รู้จัก <b>x</b>"],
            request_id: "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70",
        });
        for raw in ["<script", "<img", "<b>", "\u{0}"] {
            assert!(!page.contains(raw), "{raw}: {page}");
        }
        for text in [
            "<h1>ถอนแล้ว</h1>",
            "&lt;script&gt;",
            "&lt;b&gt;",
            "410",
            "019376a1",
            "lang=\"th\"",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
    }

    #[test]
    fn without_places_there_is_no_list() {
        let page = problem(&ProblemPage {
            status: 404,
            title: "ไม่พบ",
            detail: "ไม่มีสิ่งนี้",
            detail_en: "It does not exist.",
            places: &[],
            request_id: "x",
        });
        assert!(!page.contains("<ul"), "{page}");
    }
}
