//! What a process with hostile input may use: limits that it sets for itself, before it starts a thread. The renderer and the
//! inspection of uploaded files call it.

use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetError, RulesetStatus, Scope};
use nix::sys::prctl;
use nix::sys::resource::{Resource, UsageWho, getrlimit, getrusage, rlim_t, setrlimit};
use nix::sys::signal::Signal;

/// The largest number of open files: the three of the process, a font, and some that libraries may open.
const FILES: rlim_t = 64;
/// The largest processor time of the process in its whole life, in seconds. The server ends it long before.
const LIFE_SECONDS: rlim_t = 3_600;

/// The limits of a process.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest address space, in bytes.
    pub memory: u64,
    /// The largest file that it writes, in bytes; 0 if it writes none.
    pub file: u64,
    /// The largest processor time of one job, in seconds.
    pub cpu_seconds: u64,
}

/// Whether the kernel keeps the process away from files and the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// From all of them.
    Full,
    /// From those that this kernel knows.
    Partial,
    /// The kernel has no Landlock, or it may not be used.
    None,
}

impl Confinement {
    /// A word for the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Partial => "partial",
            Self::None => "none",
        }
    }
}

/// Limits memory, files and processor time, and ends the process with its parent.
///
/// # Errors
/// The system refuses a limit.
pub fn limit(limits: Limits) -> nix::Result<()> {
    // The server's end closes the standard input, too. This also ends a process that does not read.
    prctl::set_pdeathsig(Signal::SIGKILL)?;
    prctl::set_no_new_privs()?;
    // No core file: it would contain drafts.
    prctl::set_dumpable(false)?;
    lower(Resource::RLIMIT_CORE, 0)?;
    lower(Resource::RLIMIT_FSIZE, limits.file)?;
    lower(Resource::RLIMIT_NOFILE, FILES)?;
    lower(Resource::RLIMIT_AS, limits.memory)?;
    lower(Resource::RLIMIT_CPU, LIFE_SECONDS)
}

/// Gives the next job its processor time. When it is used up, the kernel ends the process.
///
/// # Errors
/// The system refuses the limit.
pub fn limit_job(limits: Limits) -> nix::Result<()> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let used = usage.user_time().tv_sec() + usage.system_time().tv_sec();
    let used = rlim_t::try_from(used).unwrap_or_default();
    let (_, hard) = getrlimit(Resource::RLIMIT_CPU)?;
    // Both times were rounded down.
    let soft = used.saturating_add(limits.cpu_seconds).saturating_add(2);
    setrlimit(Resource::RLIMIT_CPU, soft.min(hard), hard)
}

/// Takes all files and the network away, as far as the kernel can. Open files stay open: the fonts are read before.
pub fn shut_away() -> Confinement {
    // Where a container forbids the calls, the limits are all there is.
    match restrict() {
        Ok(RulesetStatus::FullyEnforced) => Confinement::Full,
        Ok(RulesetStatus::PartiallyEnforced) => Confinement::Partial,
        Ok(RulesetStatus::NotEnforced) | Err(_) => Confinement::None,
    }
}

fn restrict() -> Result<RulesetStatus, RulesetError> {
    let abi = ABI::V6;
    // A kernel that does not know an access is asked for the others.
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .restrict_self()?;
    Ok(status.ruleset)
}

fn lower(resource: Resource, limit: rlim_t) -> nix::Result<()> {
    // A service manager may have set a lower limit, which cannot be raised.
    let (_, hard) = getrlimit(resource)?;
    let limit = limit.min(hard);
    setrlimit(resource, limit, limit)
}
