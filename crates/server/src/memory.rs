//! Keeps the server small after work that needs much memory for a moment.
//!
//! Hashing a password takes 19 MiB. After such a block, glibc keeps blocks of this size for later use, in each thread
//! that ever hashed: after a few logins a server of 40 MiB holds 170. Only the environment at the start of a program
//! can change this, so the server sets it and executes itself again, as the same process.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// glibc's settings: blocks of this size in bytes or more go back to the system at once; and the number of separate
/// heaps for all threads. Values that the user set are kept.
const SETTINGS: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_ARENA_MAX", "2")];

/// Executes the program again with these settings, unless it already has them. When this fails, the program continues
/// and uses more memory.
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
