use std::path::PathBuf;
use std::time::Duration;

use prongsai_renderer_pool::PoolOptions;
use prongsai_rendering::pdf::font_folders;

/// The options for making renditions.
#[derive(Clone, Debug)]
pub struct RenditionOptions {
    /// The public address of this server, without a slash at the end. It is used in QR codes and links.
    pub public_url: String,
    /// The folders that are searched for fonts.
    pub font_dirs: Vec<PathBuf>,
    /// The folder for cached files; `None` turns the cache off.
    pub cache_dir: Option<PathBuf>,
    /// The maximum size of the cache, in bytes.
    pub cache_bytes: u64,
    /// The maximum time that a request waits for a rendition.
    pub time_limit: Duration,
    /// The maximum number of renditions that are made at once.
    pub at_once: usize,
    /// The maximum number of requests that wait for a turn. For PDFs, the public and the organizations have a queue of this length
    /// each.
    pub queue: usize,
    /// How renderer processes are started.
    pub renderer: RendererOptions,
}

/// How renderer processes are started.
#[derive(Clone, Debug)]
pub struct RendererOptions {
    /// The program; `None` for `prongsai-renderer` beside the program of this process.
    pub program: Option<PathBuf>,
    /// More arguments for the program. Only tests have some.
    pub arguments: Vec<String>,
    /// The largest address space of a process, in MiB.
    pub memory_mib: u32,
    /// The largest time for one PDF, after which the process is killed; also its largest processor time.
    pub deadline: Duration,
    /// An idle process is ended after this time.
    pub idle: Duration,
    /// A process is ended when its renditions had this many blocks and rows together: about three on a page.
    pub recycle_units: usize,
}

impl Default for RendererOptions {
    fn default() -> Self {
        let defaults = PoolOptions::default();
        Self {
            program: defaults.program,
            arguments: Vec::new(),
            memory_mib: defaults.memory_mib,
            deadline: defaults.deadline,
            idle: defaults.idle,
            recycle_units: defaults.recycle_units,
        }
    }
}

impl Default for RenditionOptions {
    fn default() -> Self {
        Self {
            public_url: "http://127.0.0.1:8080".to_owned(),
            font_dirs: font_folders(),
            cache_dir: None,
            cache_bytes: 256 * 1024 * 1024,
            time_limit: Duration::from_mins(1),
            at_once: 2,
            queue: 32,
            renderer: RendererOptions::default(),
        }
    }
}

impl RenditionOptions {
    /// The options for the processes that make PDFs.
    pub(super) fn pool(&self) -> PoolOptions {
        let renderer = self.renderer.clone();
        PoolOptions {
            program: renderer.program,
            arguments: renderer.arguments.into_iter().map(Into::into).collect(),
            font_dirs: self.font_dirs.clone(),
            at_once: self.at_once,
            queue: self.queue,
            memory_mib: renderer.memory_mib,
            deadline: renderer.deadline,
            idle: renderer.idle,
            recycle_units: renderer.recycle_units,
        }
    }
}
