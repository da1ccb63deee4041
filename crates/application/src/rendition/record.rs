use std::sync::Arc;

use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, Recorded, Rendering, Transaction};

use super::file_name::FileName;
use super::formats::{Format, PageLinks};
use super::manuscript::Manuscript;
use super::picture::with_picture;
use super::renditions::{RenderJob, RenderOutput, RenderedFile};
use super::stored::{find, key_of, store};
use crate::{App, Error, hex_sha256};

/// Makes a file from a manuscript for a person with a login. A PDF that can be verified is recorded and stored, unless it is
/// already.
pub(super) async fn render_and_record(
    app: &App,
    manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<RenderOutput, Error> {
    let rendered = render(app, manuscript, format, links).await?;
    if let Err(error) = keep_rendered(app, &rendered).await {
        // The file is valid even so. The next request of a person with a login, or a job, records and stores it.
        tracing::warn!(%error, code = rendered.code(), "a PDF was made but could not be recorded and stored");
    }
    Ok(rendered.output)
}

/// Makes, records and stores the PDF of a manuscript that can be verified, unless it is stored.
///
/// # Errors
/// That of rendering. Also if the PDF cannot be recorded or stored: the job does it again.
pub(super) async fn render_and_store(app: &App, manuscript: Manuscript, links: PageLinks) -> Result<(), Error> {
    let rendered = render(app, manuscript, Format::Pdf, links).await?;
    keep_rendered(app, &rendered).await
}

/// Makes a file from a manuscript, for anybody: it writes nothing to the database. A job records and stores the file; the
/// same content gives the same bytes.
pub(super) async fn render_only(
    app: &App,
    manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<RenderOutput, Error> {
    Ok(render(app, manuscript, format, links).await?.output)
}

/// A file, and what there is to keep of it.
struct Rendered {
    output: RenderOutput,
    /// What is recorded and stored; `None` if it is stored, or is no PDF that can be verified.
    new: Option<NewPdf>,
}

struct NewPdf {
    key: String,
    code: String,
    rendition: &'static str,
    fonts: String,
}

impl Rendered {
    fn code(&self) -> Option<&str> {
        self.new.as_ref().map(|new| new.code.as_str())
    }
}

/// Finds the stored PDF of a manuscript that can be verified; makes any other file.
async fn render(app: &App, mut manuscript: Manuscript, format: Format, links: PageLinks) -> Result<Rendered, Error> {
    manuscript.issuer = with_picture(app, manuscript.issuer).await?;
    let name = FileName::of(&manuscript, format);
    let code = match (format, &manuscript.verification) {
        (Format::Pdf, Some(verification)) => Some((key_of(&manuscript)?, verification.code.clone())),
        _ => None,
    };
    if let Some((key, _)) = &code
        && let Some(bytes) = find(app, key).await?
    {
        let output = output(name, bytes, format);
        return Ok(Rendered { output, new: None });
    }
    let rendition = manuscript.rendition().body.kind();
    let job = RenderJob {
        manuscript: Arc::new(manuscript),
        format,
        links: Arc::new(links),
    };
    let RenderedFile { bytes, fonts } = app.services.renditions.make(job, app.services.clock.now()).await?;
    let new = code.map(|(key, code)| NewPdf {
        key,
        code,
        rendition,
        fonts,
    });
    Ok(Rendered {
        output: output(name, bytes, format),
        new,
    })
}

fn output(name: FileName, bytes: Vec<u8>, format: Format) -> RenderOutput {
    RenderOutput {
        bytes,
        format,
        file_name: name.thai,
        plain_name: name.plain,
    }
}

async fn keep_rendered(app: &App, rendered: &Rendered) -> Result<(), Error> {
    let Some(new) = &rendered.new else { return Ok(()) };
    let bytes = &rendered.output.bytes;
    record(app, new, bytes).await?;
    store(app, &new.key, (&new.code, new.rendition), bytes).await
}

/// Records a PDF under its code, once. If the bytes differ from an earlier PDF, both are recorded and a warning is
/// logged.
async fn record(app: &App, new: &NewPdf, bytes: &[u8]) -> Result<(), Error> {
    let NewPdf {
        code, rendition, fonts, ..
    } = new;
    let sha256 = hex_sha256(bytes);
    let name = format!("{code} {rendition} {sha256}");
    let recorded = &app.services.renditions.recorded;
    if recorded.contains_key(&name) {
        return Ok(());
    }
    let before = app.store.renderings_of(code).await?;
    let of_rendition: Vec<&Rendering> = before
        .iter()
        .filter(|one| one.rendition == *rendition && one.format == "pdf")
        .collect();
    if !of_rendition.iter().any(|one| one.sha256 == sha256) {
        if let Some(first) = of_rendition.first() {
            tracing::warn!(
                code,
                rendition,
                first = first.sha256,
                first_fonts = first.fonts,
                now = sha256,
                now_fonts = fonts,
                "the same content has become another PDF; both are recorded"
            );
        }
        let rendering = Rendering {
            code: code.to_owned(),
            rendition: (*rendition).to_owned(),
            format: "pdf".to_owned(),
            sha256,
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            fonts: fonts.clone(),
            made_at: app.services.clock.now(),
        };
        note(app, &rendering).await?;
    }
    recorded.insert(name, ());
    Ok(())
}

async fn note(app: &App, rendering: &Rendering) -> Result<(), Error> {
    let work = async |transaction: &mut Transaction| -> Result<Recorded<()>, Error> {
        transaction.insert_rendering(rendering).await?;
        let mut entry = AuditEntry::new(rendering.made_at, None, AuditAction::RenditionRecord, "paper");
        entry.detail = Some(serde_json::json!({
            "code": rendering.code, "paper": rendering.rendition, "sha256": rendering.sha256,
        }));
        Ok(transaction.record(entry, ()).await?)
    };
    app.store.write("paper.print", work).await
}
