use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::SystemTime;

use jiff::Timestamp;
use moka::sync::Cache;
use prongsai_rendering::pdf::Fonts;
use sha2::{Digest as _, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::cache::DiskCache;
use super::formats::{self, Format, PageLinks};
use super::manuscript::Manuscript;
use super::options::RenditionOptions;
use crate::Error;

/// The stack size of a rendering thread, in bytes. The layout of nested tables needs deep recursion.
const STACK_SIZE: usize = 16 * 1024 * 1024;
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

/// Makes renditions on threads of their own, a few at once and with a time limit.
pub struct Renditions {
    renderer: Arc<Renderer>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// The files that are known to be recorded.
    pub(super) recorded: Cache<String, ()>,
}

/// The state that the rendering threads share.
struct Renderer {
    fonts: OnceLock<Fonts>,
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
    /// Makes the service. Fonts are searched for when the first PDF is requested.
    pub fn new(options: RenditionOptions) -> Self {
        Self {
            permits: Arc::new(Semaphore::new(options.at_once.max(1))),
            waiting: AtomicUsize::new(0),
            renderer: Arc::new(Renderer {
                fonts: OnceLock::new(),
                cache: DiskCache::new(options.cache_dir.clone(), options.cache_bytes),
                options,
            }),
            recorded: Cache::new(MAX_RECORDED),
        }
    }

    /// The public address of this server, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.renderer.options.public_url
    }

    /// Finds a rendition in the cache or makes it.
    ///
    /// # Errors
    /// [`Error::NoThaiFont`], [`Error::RenditionTooLarge`], [`Error::Busy`] if too many requests wait or it takes too
    /// long.
    pub(super) async fn make(&self, job: RenderJob, now: Timestamp) -> Result<RenderedFile, Error> {
        let options = &self.renderer.options;
        let now = SystemTime::from(now);
        if let Some(made) = self.find(job.clone(), now).await? {
            return Ok(made);
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

    /// Looks in the cache, unless the fonts must be loaded first, which is slow.
    async fn find(&self, job: RenderJob, now: SystemTime) -> Result<Option<RenderedFile>, Error> {
        let renderer = Arc::clone(&self.renderer);
        if job.format == Format::Pdf && renderer.fonts.get().is_none() {
            return Ok(None);
        }
        let looked = tokio::task::spawn_blocking(move || renderer.find(&job, now)).await;
        looked.map_err(|error| Error::Internal(error.to_string()))?
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
        let thread = thread::Builder::new()
            .name("rendition".to_owned())
            .stack_size(STACK_SIZE);
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
    fn make(&self, job: &RenderJob, now: SystemTime) -> Result<RenderedFile, Error> {
        let fonts = if job.format == Format::Pdf {
            Some(self.fonts()?)
        } else {
            None
        };
        let key = key(job, fonts)?;
        // Another request may have made the same file in the meantime.
        let kept = self.cache.get(&key, now);
        let bytes = if let Some(bytes) = kept {
            bytes
        } else {
            let bytes = formats::render(job.format, &job.manuscript.rendition(), &job.links, fonts)?;
            self.cache.put(&key, &bytes, now);
            bytes
        };
        Ok(RenderedFile {
            bytes,
            fonts: fonts.map(font_record).unwrap_or_default(),
        })
    }

    fn find(&self, job: &RenderJob, now: SystemTime) -> Result<Option<RenderedFile>, Error> {
        let fonts = self.fonts.get().filter(|_| job.format == Format::Pdf);
        let bytes = self.cache.get(&key(job, fonts)?, now);
        Ok(bytes.map(|bytes| RenderedFile {
            bytes,
            fonts: fonts.map(font_record).unwrap_or_default(),
        }))
    }

    /// The fonts. If none were found, they are searched for again, because they may have been installed in the
    /// meantime.
    fn fonts(&self) -> Result<&Fonts, Error> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let fonts = Fonts::load(&self.options.font_dirs).map_err(|error| formats::refused(&error))?;
        tracing::info!(fonts = font_record(&fonts), "fonts for renditions");
        Ok(self.fonts.get_or_init(|| fonts))
    }
}

/// A hash over everything that goes into a file.
fn key(job: &RenderJob, fonts: Option<&Fonts>) -> Result<String, Error> {
    let links = if job.format == Format::Html {
        serde_json::to_string(&*job.links).map_err(|error| Error::Internal(error.to_string()))?
    } else {
        String::new()
    };
    let format = format!("{:?}", job.format);
    let content = job.manuscript.sha256()?;
    let fonts = fonts.map(Fonts::sha256).unwrap_or_default();
    Ok(hex::encode(Sha256::digest(
        [RENDERER, &format, &content, &fonts, &links].join("\n"),
    )))
}

/// The fonts as they are recorded: file names, each with the beginning of its hash.
fn font_record(fonts: &Fonts) -> String {
    let files = fonts.files().iter().map(|file| {
        let hash: String = file.sha256.chars().take(16).collect();
        format!("{} {hash}", file.name)
    });
    files.collect::<Vec<_>>().join(", ")
}
