//! Keeps the server small after work that needed much memory for a moment.
//!
//! Hashing a password takes 19 MiB. glibc learns from such a block to keep its like for the next time, in each thread
//! that ever hashed: after a handful of logins a server of 40 MiB holds 170. It can be told not to, but only by the
//! environment that a program begins with; so the server begins once more, as the same process, with that set.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// glibc's settings: blocks from here on (in bytes) go back to the system at once; and how many separate heaps there are
/// for all threads. Each is one as long as nobody chose another.
const SETTINGS: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_ARENA_MAX", "2")];

/// Begins the program anew with these settings, unless it has begun with them already. When that cannot be done, it goes
/// on as it is: it only stays larger.
pub(crate) fn settle() {
    let missing: Vec<_> = SETTINGS
        .into_iter()
        .filter(|(name, _)| env::var_os(name).is_none())
        .collect();
    if !cfg!(target_env = "gnu") || missing.is_empty() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let error = Command::new(program).args(env::args_os().skip(1)).envs(missing).exec();
    eprintln!("prongsai: memory settings could not be made ({error}); the server may stay larger than it needs to");
}
