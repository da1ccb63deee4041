use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::SystemTime;

use jiff::Timestamp;
use moka::sync::Cache;
use prongsai_renderer_pool::{Order, Pool};
use prongsai_rendering::pdf::{Identity, JobSize, PdfJob};
use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::cache::DiskCache;
use super::formats::{self, Format, PageLinks};
use super::manuscript::Manuscript;
use super::options::RenditionOptions;
use super::renderer::refused_by_pool;
use crate::Error;

/// A hash over the sources that determine the bytes of a rendition (see `build.rs`), so that cached files of another version are not used.
pub(super) const RENDERER: &str = env!("PRONGSAI_RENDERER");
/// The maximum number of files that are remembered as recorded.
const MAX_RECORDED: u64 = 10_000;

/// A file that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderOutput {
    /// The file.
    pub bytes: Vec<u8>,
    /// The format.
    pub format: Format,
    /// The file name in Thai, with the extension, without characters that are not allowed in file names.
    pub file_name: String,
    /// The file name in ASCII.
    pub plain_name: String,
}

/// Makes renditions: PDFs in renderer processes, other formats on threads of their own; a few at once and with a time
/// limit.
pub struct Renditions {
    renderer: Arc<Renderer>,
    permits: Arc<Semaphore>,
    /// The requests for other formats than PDF that wait or are being carried out.
    waiting: AtomicUsize,
    /// The files that are known to be recorded.
    pub(super) recorded: Cache<String, ()>,
}

/// The state that the rendering threads share.
struct Renderer {
    pool: Pool,
    cache: DiskCache,
    options: RenditionOptions,
}

/// A file, with the fonts that were used for it.
pub(super) struct RenderedFile {
    pub(super) bytes: Vec<u8>,
    pub(super) fonts: String,
}

/// A rendition to be made.
#[derive(Clone)]
pub(super) struct RenderJob {
    pub(super) manuscript: Arc<Manuscript>,
    pub(super) format: Format,
    pub(super) links: Arc<PageLinks>,
}

impl Renditions {
    /// Makes the service. A renderer is started when the first PDF is requested.
    pub fn new(options: RenditionOptions) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(options.at_once.max(1))),
            waiting: AtomicUsize::new(0),
            renderer: Arc::new(Renderer {
                pool: Pool::new(options.pool()),
                cache: DiskCache::new(options.cache_dir.clone(), options.cache_bytes),
                options,
            }),
            recorded: Cache::new(MAX_RECORDED),
        }
    }

    /// Ends the renderers, and waits until they have ended. Afterwards no PDF is made.
    pub async fn stop(&self) {
        self.renderer.pool.stop().await;
    }

    /// The public address of this server, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.renderer.options.public_url
    }

    /// Finds a rendition in the cache or makes it.
    ///
    /// # Errors
    /// [`Error::RendererNotReady`], [`Error::RendererFailed`], [`Error::NoThaiFont`], [`Error::RenditionTooLarge`],
    /// [`Error::Busy`] if too many requests wait or it takes too long.
    pub(super) async fn make(&self, job: RenderJob, now: Timestamp) -> Result<RenderedFile, Error> {
        let options = &self.renderer.options;
        let now = SystemTime::from(now);
        if let Some(made) = self.find(job.clone(), now).await? {
            return Ok(made);
        }
        if job.format == Format::Pdf {
            // A task of its own: what was begun is finished and stored, even if the request no longer waits.
            let work = tokio::spawn(Arc::clone(&self.renderer).make_pdf(job, now));
            let made = tokio::time::timeout(options.time_limit, work).await;
            return made
                .map_err(|_| Error::Busy)?
                .map_err(|error| Error::Internal(error.to_string()))?;
        }
        let _slot = QueueSlot::take(&self.waiting, options.queue + options.at_once)?;
        let work = async {
            let permit = Arc::clone(&self.permits).acquire_owned().await;
            let permit = permit.map_err(|error| Error::Internal(error.to_string()))?;
            self.begin(job, now, permit)?
                .await
                .map_err(|_| Error::Internal("rendering failed unexpectedly".to_owned()))?
        };
        tokio::time::timeout(options.time_limit, work)
            .await
            .map_err(|_| Error::Busy)?
    }

    /// Looks in the cache. Which PDFs in it are valid is known when a renderer has started once.
    async fn find(&self, job: RenderJob, now: SystemTime) -> Result<Option<RenderedFile>, Error> {
        let renderer = Arc::clone(&self.renderer);
        if job.format == Format::Pdf && renderer.pool.known().is_none() {
            return Ok(None);
        }
        blocking(move || renderer.find(&job, now)).await
    }

    /// Makes the rendition on a thread of its own. The thread holds the permit until it is finished, even if the request
    /// no longer waits. A later request then finds the file in the cache.
    fn begin(
        &self,
        job: RenderJob,
        now: SystemTime,
        permit: OwnedSemaphorePermit,
    ) -> Result<oneshot::Receiver<Result<RenderedFile, Error>>, Error> {
        let (sender, receiver) = oneshot::channel();
        let renderer = Arc::clone(&self.renderer);
        let work = move || {
            let made = renderer.make(&job, now);
            drop(permit);
            // The request may no longer wait.
            let _ = sender.send(made);
        };
        let thread = thread::Builder::new().name("rendition".to_owned());
        thread
            .spawn(work)
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(receiver)
    }
}

/// A place in the queue, which is left when the value is dropped.
struct QueueSlot<'a>(&'a AtomicUsize);

impl<'a> QueueSlot<'a> {
    fn take(waiting: &'a AtomicUsize, max: usize) -> Result<Self, Error> {
        let slot = Self(waiting);
        if waiting.fetch_add(1, Ordering::AcqRel) >= max {
            return Err(Error::Busy);
        }
        Ok(slot)
    }
}

impl Drop for QueueSlot<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Renderer {
    /// Makes a file that needs no renderer process.
    fn make(&self, job: &RenderJob, now: SystemTime) -> Result<RenderedFile, Error> {
        let key = key(job, None)?;
        // Another request may have made the same file in the meantime.
        let kept = self.cache.get(&key, now);
        let bytes = if let Some(bytes) = kept {
            bytes
        } else {
            let bytes = formats::render(job.format, &job.manuscript.rendition(), &job.links)?;
            self.cache.put(&key, &bytes, now);
            bytes
        };
        Ok(RenderedFile {
            bytes,
            fonts: String::new(),
        })
    }

    /// Makes a PDF in a renderer process.
    async fn make_pdf(self: Arc<Self>, job: RenderJob, now: SystemTime) -> Result<RenderedFile, Error> {
        if self.pool.known().is_none() {
            let identity = self.pool.identity(job.manuscript.place).await;
            identity.map_err(refused_by_pool)?;
            let renderer = Arc::clone(&self);
            let looked = job.clone();
            if let Some(found) = blocking(move || renderer.find(&looked, now)).await? {
                return Ok(found);
            }
        }
        let for_order = job.clone();
        let order = blocking(move || pdf_order(&for_order)).await?;
        let made = self.pool.render(order).await.map_err(refused_by_pool)?;
        blocking(move || {
            let bytes = Vec::from(made.pdf);
            self.cache.put(&key(&job, Some(&made.identity))?, &bytes, now);
            Ok(RenderedFile {
                bytes,
                fonts: made.identity.font_record(),
            })
        })
        .await
    }

    fn find(&self, job: &RenderJob, now: SystemTime) -> Result<Option<RenderedFile>, Error> {
        let identity = self.pool.known().filter(|_| job.format == Format::Pdf);
        let identity = identity.as_deref();
        let bytes = self.cache.get(&key(job, identity)?, now);
        Ok(bytes.map(|bytes| RenderedFile {
            bytes,
            fonts: identity.map(Identity::font_record).unwrap_or_default(),
        }))
    }
}

/// Does work that takes a moment on a thread that may block.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(error.to_string()))?
}

/// A hash over everything that goes into a file.
fn key(job: &RenderJob, renderer: Option<&Identity>) -> Result<String, Error> {
    let links = if job.format == Format::Html {
        serde_json::to_string(&*job.links).map_err(|error| Error::Internal(error.to_string()))?
    } else {
        String::new()
    };
    let format = format!("{:?}", job.format);
    let content = job.manuscript.sha256()?;
    let renderer = renderer.map(Identity::sha256).unwrap_or_default();
    Ok(hex::encode(Sha256::digest(
        [RENDERER, &format, &content, &renderer, &links].join("\n"),
    )))
}

/// What a renderer process is asked for.
fn pdf_order(job: &RenderJob) -> Result<Order, Error> {
    let pdf = PdfJob::of(&job.manuscript.rendition()).map_err(formats::too_large)?;
    Ok(Order {
        key: key(job, None)?,
        size: JobSize::of(&pdf.outline),
        frames: pdf.frames().map_err(|error| formats::refused(&error))?.into(),
        place: job.manuscript.place,
    })
}
