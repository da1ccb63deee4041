//! The program on disk: missing, replaced, of another version.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use prongsai_renderer_pool::{Audience, Pool, PoolError, PoolOptions};
use prongsai_rendering::pdf::{FrameKind, Hello, PROTOCOL, RenderError, frame};

use super::tools::{options, order, place, processes, program};

fn pool_with(path: &Path) -> Pool {
    Pool::new(PoolOptions {
        program: Some(path.to_owned()),
        at_once: 1,
        ..options()
    })
}

/// Puts the built program at a path, as a new file.
fn install(path: &Path) {
    let new = path.with_extension("new");
    fs::copy(program(), &new).unwrap();
    fs::rename(&new, path).unwrap();
}

#[tokio::test]
async fn a_missing_program_is_found_when_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prongsai-renderer");
    let pool = pool_with(&path);
    let refused = pool.render(order("a", 0)).await.unwrap_err();
    let PoolError::NotReady(reason) = refused else {
        panic!("{refused:?}")
    };
    assert!(reason.contains(path.to_str().unwrap()), "{reason}");
    install(&path);
    pool.render(order("a", 0)).await.unwrap();
}

#[tokio::test]
async fn a_process_of_a_replaced_program_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prongsai-renderer");
    install(&path);
    let pool = pool_with(&path);
    pool.render(order("a", 0)).await.unwrap();
    let first = processes();
    pool.render(order("b", 0)).await.unwrap();
    assert_eq!(processes(), first, "the program is the same");
    install(&path);
    pool.render(order("c", 0)).await.unwrap();
    assert!(processes().len() == 1 && processes() != first);
}

/// A program that says hello, writes its environment to a file beside it, and ends.
fn impostor(folder: &Path, hello: &Hello) -> std::path::PathBuf {
    let path = folder.join("impostor");
    let hello = frame(FrameKind::Hello, &serde_json::to_vec(hello).unwrap()).unwrap();
    fs::write(folder.join("impostor.hello"), hello).unwrap();
    fs::write(&path, "#!/bin/sh\n/usr/bin/env > \"$0.env\"\n/bin/cat \"$0.hello\"\n").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path
}

#[tokio::test]
async fn a_program_of_another_version_is_not_used_and_learns_nothing() {
    let hello = Hello {
        protocol: PROTOCOL,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        confinement: "none".to_owned(),
        ready: Err(RenderError::NoThaiFont),
    };
    let others = [
        Hello {
            version: "0.0.1".to_owned(),
            ..hello.clone()
        },
        Hello {
            protocol: PROTOCOL + 1,
            ..hello.clone()
        },
    ];
    let folder = tempfile::tempdir().unwrap();
    for other in others {
        let pool = pool_with(&impostor(folder.path(), &other));
        let refused = pool.identity(place(Audience::Public, 1)).await.unwrap_err();
        assert!(matches!(refused, PoolError::NotReady(_)), "{refused:?}");
    }
    let known = fs::read_to_string(folder.path().join("impostor.env")).unwrap();
    // Cargo sets this for the tests; the server has variables with secrets.
    assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
    assert!(!known.contains("CARGO_MANIFEST_DIR"), "{known}");
    let pool = pool_with(&impostor(folder.path(), &hello));
    let refused = pool.identity(place(Audience::Public, 1)).await.unwrap_err();
    assert_eq!(refused, PoolError::Refused(RenderError::NoThaiFont));
}

#[tokio::test]
async fn a_program_that_cannot_be_executed_or_says_nothing_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("prongsai-renderer");
    fs::write(&path, "").unwrap();
    let pool = pool_with(&path);
    for text in ["", "#!/bin/sh\nexit 1\n", "#!/bin/sh\necho no frame at all\n"] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(
            &path,
            fs::Permissions::from_mode(if text.is_empty() { 0o600 } else { 0o700 }),
        )
        .unwrap();
        let refused = pool.render(order("a", 0)).await.unwrap_err();
        assert!(matches!(refused, PoolError::NotReady(_)), "{text}: {refused:?}");
    }
}
