use prongsai_rendering::pdf::RenderError;

/// The reason why no PDF was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// The renderer is missing, or is not the one of this server. It may come later.
    #[error("the renderer is not ready: {0}")]
    NotReady(String),
    /// Too many renditions wait.
    #[error("too many renditions wait")]
    Full,
    /// The renderer refuses the job, or has no font.
    #[error(transparent)]
    Refused(RenderError),
    /// The renderer failed with this job.
    #[error("the renderer failed: {0}")]
    Failed(Failure),
    /// The server stops.
    #[error("the server stops")]
    Stopped,
}

/// How a renderer failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It was not finished in time, and was killed.
    #[error("it took too long")]
    Deadline,
    /// It used more processor time than a job may use.
    #[error("it used too much processor time")]
    Processor,
    /// It needed more memory than it may use.
    #[error("it needed too much memory")]
    Memory,
    /// It ended for another reason.
    #[error("it ended unexpectedly")]
    Crashed,
    /// The same job failed before, too often to try it again now.
    #[error("the same job failed before")]
    Again,
}

impl Failure {
    /// A word for metrics and the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Processor => "processor",
            Self::Memory => "memory",
            Self::Crashed => "crashed",
            Self::Again => "again",
        }
    }
}
