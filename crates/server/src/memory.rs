//! Keeps the memory of the server small after work that needs much of it for a short time.
//!
//! Hashing a password takes a block of 19 MiB. By default, glibc keeps such a block when it is freed, once for each
//! thread that has hashed. After a few logins the memory of the server grows from 40 MiB to 170 MiB. glibc reads its
//! settings from the environment at the start of a program. To change them later with `mallopt` needs unsafe code, which
//! this workspace forbids. The server therefore sets the variables and executes itself again, as the same process.

use std::env;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

/// The settings of glibc. The first: a block of at least 1 MiB returns to the system as soon as it is freed. The
/// second: all threads share one heap, beside their small caches; with two, the server takes 8 MiB more when it has just
/// started. Values that the user has set stay.
const SETTINGS: [(&str, &str); 2] = [("MALLOC_MMAP_THRESHOLD_", "1048576"), ("MALLOC_ARENA_MAX", "1")];

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
    let error = match env::current_exe() {
        Ok(program) => Command::new(program).args(env::args_os().skip(1)).envs(missing).exec(),
        Err(error) => error,
    };
    eprintln!(
        "prongsai: the memory settings could not be applied ({error}); the server may use more memory than necessary"
    );
}
