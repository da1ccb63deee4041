//! Keeps the memory of the server small after work that needs much of it for a short time.
//!
//! Hashing a password takes 19 MiB. After such a block, glibc keeps blocks of this size for later use, in each thread
//! that has hashed: after a few logins the memory of the server grows from 40 MiB to 170 MiB. Only the environment at the start of a program
//! can change this, so the server sets it and executes itself again, as the same process.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// The settings of glibc: a freed block of at least this many bytes returns to the system at once, and all threads
/// share this number of heaps. Values that the user set are kept.
const SETTINGS: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_ARENA_MAX", "2")];

/// Executes the program again with these settings, unless it already has them. When this fails, the program continues
/// and uses more memory.
pub(crate) fn limit_allocator() {
    let missing: Vec<_> = SETTINGS
        .into_iter()
        .filter(|(name, _)| env::var_os(name).is_none())
        .collect();
    if !cfg!(target_env = "gnu") || missing.is_empty() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let error = Command::new(program).args(env::args_os().skip(1)).envs(missing).exec();
    eprintln!(
        "prongsai: the memory settings could not be applied ({error}); the server may use more memory than necessary"
    );
}
