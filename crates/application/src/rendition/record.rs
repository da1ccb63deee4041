use std::sync::Arc;

use jiff::Timestamp;
use prongsai_domain::audit::AuditAction;
use prongsai_persistence::{AuditEntry, Recorded, Rendering, Transaction};

use super::file_name::FileName;
use super::formats::{Format, PageLinks};
use super::manuscript::Manuscript;
use super::picture::with_picture;
use super::renditions::{RenderJob, RenderOutput, RenderedFile};
use super::stored::{find, key_of, store};
use crate::{App, Error, hex_sha256};

/// Makes a file from a manuscript, and records the hash of a PDF that can be verified.
pub(super) async fn render_and_record(
    app: &App,
    mut manuscript: Manuscript,
    format: Format,
    links: PageLinks,
) -> Result<RenderOutput, Error> {
    let now = app.services.clock.now();
    manuscript.issuer = with_picture(app, manuscript.issuer).await?;
    let name = FileName::of(&manuscript, format);
    // A PDF that can be verified is stored for all servers.
    let key = match (format, &manuscript.verification) {
        (Format::Pdf, Some(_)) => Some(key_of(&manuscript)?),
        _ => None,
    };
    if let Some(key) = &key
        && let Some(bytes) = find(app, key).await?
    {
        return Ok(output(name, bytes, format));
    }
    let job = RenderJob {
        manuscript: Arc::new(manuscript),
        format,
        links: Arc::new(links),
    };
    let manuscript = Arc::clone(&job.manuscript);
    let made = app.services.renditions.make(job, now).await?;
    if let (Some(key), Some(verification)) = (key, &manuscript.verification) {
        let rendition = manuscript.rendition().body.kind();
        if let Err(error) = record(app, &verification.code, rendition, &made, now).await {
            // The file is valid even if it was not recorded. The next request for it records it.
            tracing::warn!(%error, code = verification.code, "a PDF was made but could not be recorded");
        } else if let Err(error) = store(app, key, &verification.code, rendition, &made).await {
            tracing::warn!(%error, code = verification.code, "a PDF was made but could not be stored");
        }
    }
    Ok(output(name, made.bytes, format))
}

fn output(name: FileName, bytes: Vec<u8>, format: Format) -> RenderOutput {
    RenderOutput {
        bytes,
        format,
        file_name: name.thai,
        plain_name: name.plain,
    }
}

/// Records a PDF under its code, once. If the bytes differ from an earlier PDF, both are recorded and a warning is
/// logged.
async fn record(app: &App, code: &str, rendition: &str, made: &RenderedFile, now: Timestamp) -> Result<(), Error> {
    let sha256 = hex_sha256(&made.bytes);
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
                now_fonts = made.fonts,
                "the same content has become another PDF; both are recorded"
            );
        }
        let rendering = Rendering {
            code: code.to_owned(),
            rendition: rendition.to_owned(),
            format: "pdf".to_owned(),
            sha256,
            size: u64::try_from(made.bytes.len()).unwrap_or(u64::MAX),
            fonts: made.fonts.clone(),
            made_at: now,
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
