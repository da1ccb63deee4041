use std::sync::Arc;

use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, Recorded, Rendering, Transaction};

use super::file_name::FileName;
use super::formats::{Format, PageLinks};
use super::manuscript::Manuscript;
use super::renditions::{RenderJob, RenderOutput};
use crate::{App, Error, hex_sha256};

/// Makes a file from a manuscript, and records the hash of a PDF that can be verified.
pub(super) async fn render_and_record(
    app: &App,
    manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<RenderOutput, Error> {
    let code = manuscript
        .verification
        .as_ref()
        .map(|verification| verification.code.clone());
    let rendition = manuscript.rendition().body.kind();
    let (output, fonts) = render(app, manuscript, format, links).await?;
    if let (Format::Pdf, Some(code)) = (format, code)
        && let Err(error) = record(app, &code, rendition, (&output.bytes, fonts)).await
    {
        // The file is valid even if it was not recorded. The next request for it records it.
        tracing::warn!(%error, code, "a PDF was made but could not be recorded");
    }
    Ok(output)
}

/// Makes a file from a manuscript, for anybody: it writes nothing to the database. The job `rendition.documents` or
/// `rendition.year` records the file; the same content gives the same bytes.
pub(super) async fn render_only(
    app: &App,
    manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<RenderOutput, Error> {
    let (output, _) = render(app, manuscript, format, links).await?;
    Ok(output)
}

/// Makes a file from a manuscript. Returns it with the fonts that it needed.
async fn render(
    app: &App,
    manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<(RenderOutput, String), Error> {
    let job = RenderJob {
        manuscript: Arc::new(manuscript),
        format,
        links: Arc::new(links),
    };
    let name = FileName::of(&job.manuscript, format);
    let made = app.services.renditions.make(job, app.services.clock.now()).await?;
    let output = RenderOutput {
        bytes: made.bytes,
        format,
        file_name: name.thai,
        plain_name: name.plain,
    };
    Ok((output, made.fonts))
}

/// Records a PDF under its code, once. If the bytes differ from an earlier PDF, both are recorded and a warning is
/// logged.
async fn record(app: &App, code: &str, rendition: &str, (bytes, fonts): (&[u8], String)) -> Result<(), Error> {
    let sha256 = hex_sha256(bytes);
    let name = format!("{code} {rendition} {sha256}");
    let recorded = &app.services.renditions.recorded;
    if recorded.contains_key(&name) {
        return Ok(());
    }
    let before = app.store.renderings_of(code).await?;
    let of_rendition: Vec<&Rendering> = before
        .iter()
        .filter(|one| one.rendition == rendition && one.format == "pdf")
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
            rendition: rendition.to_owned(),
            format: "pdf".to_owned(),
            sha256,
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            fonts,
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
