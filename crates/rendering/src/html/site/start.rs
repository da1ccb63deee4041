use maud::html;

use crate::html::frame;
use crate::html::frame::links;
use crate::html::link::Link;
use crate::wording::site as wording;

/// Renders the page that a browser sees at the root of the server.
pub fn start(version: &str) -> String {
    let link = |href, title| Link { href, title };
    let content = html! {
        h1 { (wording::SYSTEM) }
        p { (wording::START_LEAD) }
        ul {
            li { a href="/public/" { (wording::FOR_CITIZENS) } }
        }
        (links(&[
            link("/docs/", wording::FOR_DEVELOPERS),
            link("/api/openapi.json", wording::OPENAPI),
        ]))
        p.note { (wording::VERSION) " " (version) }
    };
    frame::document(&frame::Frame {
        title: wording::SYSTEM,
        organization: "",
        canonical: None,
        more_style: None,
        feed: None,
        home: None,
        downloads: &[],
        has_thai_numerals: false,
        is_draft: false,
        content: &content,
    })
}
