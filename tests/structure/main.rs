//! The structure of the code: no two files of a crate need each other. The documents about security name what exists.
//!
//! A file needs another one when it names an item that the other one defines. A re-exported name (`pub use`) counts
//! for the file that defines it.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and says why"
)]

mod documents;
mod modules;
mod paths;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;

/// The roots of the libraries and programs under `crates`.
fn roots() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = tests.parent().unwrap().join("crates");
    let mut roots = Vec::new();
    for folder in std::fs::read_dir(crates).unwrap() {
        let src = folder.unwrap().path().join("src");
        let programs = std::fs::read_dir(src.join("bin")).into_iter().flatten();
        let programs = programs.map(|program| program.unwrap().path().join("main.rs"));
        roots.extend(
            [src.join("lib.rs"), src.join("main.rs")]
                .into_iter()
                .chain(programs)
                .filter(|root| root.is_file()),
        );
    }
    roots.sort();
    roots
}

/// The circles of a crate. Each is a list of lines: the file that uses names, the file that defines them, and the names.
fn circles(root: &Path) -> Vec<Vec<String>> {
    let modules = modules::read(root);
    let mut needs: BTreeMap<(&Path, &Path), BTreeSet<String>> = BTreeMap::new();
    for module in &modules {
        for path in &module.paths {
            if let Some(definition) = resolve::definition(&modules, module, path)
                && definition != module.file
            {
                needs
                    .entry((&module.file, definition))
                    .or_default()
                    .insert(path.join("::"));
            }
        }
    }
    let graph: DiGraphMap<&Path, ()> = needs.keys().map(|&(from, to)| (from, to)).collect();
    let within = |circle: &[&Path]| {
        let inside = needs
            .iter()
            .filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
        inside
            .map(|((from, to), names)| format!("{} -> {}: {names:?}", from.display(), to.display()))
            .collect::<Vec<String>>()
    };
    let components = tarjan_scc(&graph);
    components
        .iter()
        .filter(|one| one.len() > 1)
        .map(|one| within(one))
        .collect()
}

#[test]
fn no_two_files_of_a_crate_need_each_other() {
    let roots = roots();
    assert!(roots.len() >= 10, "{roots:?}");
    let found: Vec<Vec<String>> = roots.iter().flat_map(|root| circles(root)).collect();
    let text: Vec<String> = found.iter().map(|circle| circle.join("\n")).collect();
    assert!(found.is_empty(), "{} circles:\n\n{}", found.len(), text.join("\n\n"));
}

#[test]
fn a_circle_is_found_through_re_exported_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a;\nmod b;\nmod c;\nuse b::Second;\n");
    write("a.rs", "pub struct First;\nfn f() { let _ = crate::Second; }\n");
    write(
        "b.rs",
        "pub struct Second(super::a::First);\n#[cfg(test)]\nmod tests { use crate::c::third; }\n",
    );
    write("c.rs", "use crate::b;\npub fn third() { vec![b::Second]; }\n");
    let found = circles(&folder.path().join("lib.rs"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found.concat().len(), 2, "{found:?}");
}

#[test]
fn a_circle_is_found_through_a_module_that_has_another_name_here() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a;\nmod b;\n");
    write(
        "a.rs",
        "use crate::b::{self as other};\npub struct First;\nfn f() { let _ = other::Second; }\n",
    );
    write("b.rs", "pub struct Second(super::a::First);\n");
    let found = circles(&folder.path().join("lib.rs"));
    assert_eq!(found.len(), 1, "{found:?}");
}

/// Whether a path names what opens a connection to PostgreSQL, or one without TLS.
fn opens_connection(path: &[String]) -> bool {
    let names: Vec<&str> = path.iter().map(String::as_str).collect();
    matches!(
        names.as_slice(),
        [.., "NoTls" | "establish"] | [.., "tokio_postgres", "connect"]
    )
}

/// `crates/persistence/src/connection` opens every connection, as the URL says about TLS. Only the tests connect to their
/// servers without it.
#[test]
fn connections_are_opened_in_one_place() {
    let mut found = BTreeSet::new();
    for root in roots() {
        let modules = modules::read(&root);
        let opening = modules
            .iter()
            .filter(|module| module.paths.iter().any(|path| opens_connection(path)));
        found.extend(opening.map(|module| module.file.clone()));
    }
    let [only] = Vec::from_iter(&found)[..] else {
        panic!("{found:?}")
    };
    assert!(only.ends_with("crates/test-support/src/connection.rs"), "{found:?}");
}
