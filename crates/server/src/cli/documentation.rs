use std::io::{self, ErrorKind, Write};

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use prongsai_domain::{access, workflow};

/// A page that is generated from the code.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Page {
    /// Every problem code with its status and meaning
    Problems,
    /// Which state follows which state
    Workflow,
    /// Which role may do what
    Permissions,
}

/// Prints the OpenAPI document.
///
/// # Errors
/// It cannot be serialised or written.
pub(crate) fn print_openapi() -> Result<()> {
    let document = prongsai_http::openapi_json().context("the OpenAPI document cannot be written")?;
    print_text(&document)
}

/// Prints a page.
///
/// # Errors
/// It cannot be written.
pub(crate) fn print(page: Page) -> Result<()> {
    print_text(&text(page))
}

fn print_text(text: &str) -> Result<()> {
    write_text(text, &mut std::io::stdout().lock()).context("the text cannot be written")
}

/// A reader that stops early (`| head`) is not an error.
fn write_text(text: &str, out: &mut impl Write) -> io::Result<()> {
    match writeln!(out, "{}", text.trim_end()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

fn text(page: Page) -> String {
    match page {
        Page::Problems => prongsai_http::problems_markdown(),
        Page::Workflow => format!(
            "# Workflow\n\n<!-- Generated from crates/domain/src/workflow/table.rs; do not edit. -->\n\n\
             The life of an edition, the same for documents of every kind: each row is a state, each column \
             what\ncan be done to it, each cell the state that follows. None of the drafters of an edition \
             (docs/glossary.md) approves\nit, unless the organization has `allows_four_eyes_override` and the approval gives an \
             `override_reason`;\n`return` and `withdraw` need a reason; `supersede` only follows from publishing the \
             successor.\n\n{}",
            workflow::table_markdown()
        ),
        Page::Permissions => format!(
            "# Permissions\n\n<!-- Generated from crates/domain/src/access/policy.rs; do not edit. -->\n\n\
             What each role allows within its scope: `platform_admin` everywhere, `provincial_viewer` in a province, the \
             others\nin an organization. One person may hold several roles; the four-eyes rule still binds, but for\n\
             an override with a reason where the organization allows it. What no role lets one see answers\n\
             404, what a visible thing does not allow 403.\n\n{}",
            access::matrix_markdown()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_an_error_and_a_reader_that_stops_is_none() {
        struct Broken(ErrorKind);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(write_text("x", &mut Broken(ErrorKind::BrokenPipe)).is_ok());
        assert!(write_text("x", &mut Broken(ErrorKind::StorageFull)).is_err());
    }

    #[test]
    fn every_page_has_a_heading_a_note_and_a_table() {
        for page in [Page::Problems, Page::Workflow, Page::Permissions] {
            let text = text(page);
            assert!(text.starts_with("# "), "{page:?}");
            assert!(
                text.contains("<!-- Generated from crates/") && text.contains("\n| "),
                "{page:?}"
            );
        }
    }
}
