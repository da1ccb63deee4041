//! Jobs that exercise the limits. Tests start the renderer with an option for them; the server never does, and a release
//! does not contain them.

/// Does what a title asks for: `drill:memory`, `drill:loop`, `drill:wait` or `drill:crash`.
#[cfg(debug_assertions)]
pub(crate) fn obey(title: &str) {
    if title.contains("drill:memory") {
        let mut eaten = Vec::new();
        loop {
            eaten.push(vec![1_u8; 1024 * 1024]);
        }
    }
    if title.contains("drill:loop") {
        loop {
            std::hint::spin_loop();
        }
    }
    if title.contains("drill:wait") {
        loop {
            std::thread::park();
        }
    }
    if title.contains("drill:crash") {
        std::process::abort();
    }
}

/// Does nothing: this build has no drills.
#[cfg(not(debug_assertions))]
pub(crate) const fn obey(_: &str) {}
