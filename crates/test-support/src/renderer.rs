use std::path::PathBuf;
use std::sync::Once;

/// The program that makes PDFs: in the folder of the programs, above the folder of the tests.
///
/// If it was not built, PDFs are answered 503 `renderer-not-ready`; this says once how to build it.
pub fn renderer_program() -> PathBuf {
    static SAID: Once = Once::new();
    let own = std::env::current_exe().expect("the path of the test program");
    // A test program is in `target/debug/deps`.
    let folder = own.ancestors().nth(2).expect("the folder of the programs");
    let program = folder.join("prongsai-renderer");
    if !program.is_file() {
        SAID.call_once(|| {
            eprintln!(
                "{} is missing, so no PDF can be made: cargo build -p prongsai-renderer",
                program.display()
            );
        });
    }
    program
}

/// The renderer processes that a process started and has not waited for, also those that have ended.
pub fn renderer_processes(parent: u32) -> Vec<u32> {
    let parent = parent.to_string();
    let entries = std::fs::read_dir("/proc").expect("the processes");
    let ids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    ids.filter(|id: &u32| {
        // "id (name) state parent ..."; the name has at most 15 letters.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{id}/stat")) else {
            return false;
        };
        let Some((name, rest)) = stat.rsplit_once(") ") else {
            return false;
        };
        name.ends_with("(prongsai-render") && rest.split(' ').nth(1) == Some(parent.as_str())
    })
    .collect()
}
