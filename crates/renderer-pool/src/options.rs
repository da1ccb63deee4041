use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The options of a [`Pool`](crate::Pool).
#[derive(Clone, Debug)]
pub struct PoolOptions {
    /// The program; `None` for the one beside the program of this process.
    pub program: Option<PathBuf>,
    /// More arguments for the program. Only tests have some.
    pub arguments: Vec<OsString>,
    /// The folders that are searched for fonts.
    pub font_dirs: Vec<PathBuf>,
    /// The largest number of processes: one, or two of which one makes only short renditions.
    pub at_once: usize,
    /// The largest number of renditions that wait, of the public and of organizations each. One organization has at most
    /// half of the places.
    pub queue: usize,
    /// The largest address space of a process, in MiB.
    pub memory_mib: u32,
    /// The largest time for one rendition, after which the process is killed; also the largest processor time.
    pub deadline: Duration,
    /// An idle process is ended after this time.
    pub idle: Duration,
    /// A process is ended when its renditions had this many blocks and rows together: about three on a page. What it keeps in
    /// memory then returns to the system.
    pub recycle_units: usize,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self {
            program: None,
            arguments: Vec::new(),
            font_dirs: Vec::new(),
            at_once: 2,
            queue: 32,
            // A year book of 500 measures needs 944 MiB, and an address space is larger than the memory in use.
            memory_mib: 3_072,
            deadline: Duration::from_mins(3),
            idle: Duration::from_mins(1),
            recycle_units: 3_000,
        }
    }
}
