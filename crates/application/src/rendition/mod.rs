//! Renditions: published and draft documents as PDF, HTML, DOCX and CSV; their verification codes; and the rendition
//! templates of organizations.
//!
//! Public renditions are made from published content only ([`public`] reads `publications`). Draft renditions are made
//! for people who may see the drafts, and are marked as drafts. Every rendition depends only on a
//! [`Manuscript`](manuscript::Manuscript); a PDF depends also on the fonts, an HTML page also on the links on it. The same
//! values give the same bytes. PDFs are made by renderer processes (`prongsai_renderer_pool`). Files are cached on disk under
//! a hash of everything that goes into them.

mod cache;
mod code;
mod decoding;
mod directory;
mod draft;
mod draft_year;
mod feed;
mod file_name;
mod formats;
mod frozen;
mod indicators;
mod issuer;
mod letterhead;
mod live;
mod logo;
mod manuscript;
mod of_jobs;
mod options;
mod picture;
mod public;
mod public_links;
mod record;
mod renderer;
mod renditions;
pub mod site;
mod stored;
mod template;
mod template_view;
mod verification_record;
mod verify;
mod year;

pub use code::normalized_code;
pub use directory::{Directory, directory, directory_page, start_page};
pub use draft::{document, poster, year_rendition, year_table};
pub use feed::feed;
pub use formats::{Format, TableKind};
pub use options::{RendererOptions, RenditionOptions};
pub use prongsai_rendering::html::{
    ProblemPage, content_security_policy, directory_security_policy, problem as problem_page,
};
pub use prongsai_rendering::rendition::Numerals;
pub use public::{public_document, public_poster, public_year_rendition, public_year_table};
pub use renderer::font_files;
pub use renditions::{RenderOutput, Renditions};
pub use stored::forget_old_renditions;
pub use template::{LOGO_BYTES_MAX, TemplateInput, accept_template, put_template, template};
pub use template_view::{ProposalView, TemplateView};
pub use verify::{Replacement, Verified, VerifiedAs, verification_page, verify};
pub use year::YearRendition;

pub(crate) use draft_year::preview_of_year;
pub(crate) use letterhead::{ApprovedLetterheads, LetterheadSnapshot, keep_letterhead};
pub(crate) use of_jobs::{record_editions, record_year, render_documents, render_year};
pub(crate) use public_links::public_links;
pub(crate) use verification_record::record_verifications;
