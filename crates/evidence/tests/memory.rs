//! The worst files are cleaned or refused within the memory that `docs/evidence-files.md` states. Each is cleaned by a
//! process of its own, which is this program again, in a shell that limits its address space.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::File;
use std::io::{BufWriter, Write as _, sink};
use std::process::Command;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use prongsai_evidence::{Failure, Limits, clean};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PATH: &str = "PRONGSAI_EVIDENCE_FILE";
/// In KiB, as `ulimit` counts.
const LARGE: u64 = 1_048_576;
const SMALL: u64 = 262_144;

/// Cleans the file of the environment. The tests below start it.
#[test]
#[ignore = "other tests start it in a process of its own"]
fn child() {
    let path = std::env::var(PATH).unwrap();
    match clean(&mut File::open(&path).unwrap(), &path, &Limits::default(), &mut sink()) {
        Ok(_) => println!("<accepted>"),
        Err(Failure::Refused(refusal)) => println!("<{}>", refusal.code()),
        Err(Failure::Io(error)) => panic!("{error}"),
    }
}

/// What becomes of a file in a process with so much memory: nothing if the process ends before.
fn within(kib: u64, name: &str, write: impl FnOnce(&mut BufWriter<File>)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut file = BufWriter::new(File::create(&path).unwrap());
    write(&mut file);
    file.into_inner().unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {kib} && exec timeout 300 \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "child"])
        .env(PATH, &path)
        .env("MALLOC_ARENA_MAX", "1")
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let word = text.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    word.map_or_else(String::new, |(word, _)| word.to_owned())
}

/// Without this, the other tests could not fail.
#[test]
fn a_process_that_needs_more_memory_ends() {
    let text = vec![0xA1; 20_000_000];
    assert_eq!(within(SMALL / 3, "a.txt", |file| file.write_all(&text).unwrap()), "");
}

/// Zlib data of a byte that repeats.
fn repeated(byte: u8, length: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let block = vec![byte; 1_048_576];
    for _ in 0..length / block.len() {
        encoder.write_all(&block).unwrap();
    }
    encoder.write_all(block.get(..length % block.len()).unwrap()).unwrap();
    encoder.finish().unwrap()
}

fn chunk(file: &mut impl std::io::Write, name: &[u8], data: &[u8]) {
    let body = [name, data].concat();
    file.write_all(&u32::try_from(data.len()).unwrap().to_be_bytes())
        .unwrap();
    file.write_all(&body).unwrap();
    file.write_all(&crc32fast::hash(&body).to_be_bytes()).unwrap();
}

/// A PNG of one colour, of four channels, that is to be turned.
fn turned_png(file: &mut impl std::io::Write, width: u32, height: u32) {
    file.write_all(b"\x89PNG\r\n\x1A\n").unwrap();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    chunk(file, b"IHDR", &header);
    chunk(
        file,
        b"eXIf",
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0",
    );
    let rows = usize::try_from(u64::from(height) * (1 + 4 * u64::from(width))).unwrap();
    chunk(file, b"IDAT", &repeated(0, rows));
    chunk(file, b"IEND", b"");
}

#[test]
fn the_largest_pictures_fit() {
    assert_eq!(
        within(LARGE, "a.png", |file| turned_png(file, 7_000, 7_000)),
        "accepted"
    );
    assert_eq!(
        within(SMALL, "a.png", |file| turned_png(file, 20_000, 2_501)),
        "too-many-pixels"
    );
}

fn pdf(file: &mut impl std::io::Write, more: &[u8]) {
    file.write_all(b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/X 4 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<<>>endobj\n")
        .unwrap();
    file.write_all(more).unwrap();
    file.write_all(b"\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
        .unwrap();
}

#[test]
fn pdfs_with_as_many_values_as_allowed_fit() {
    let count = Limits::default().values_max - 100;
    for piece in ["/#41 ", "[]"] {
        let values = [
            b"4 0 obj[".to_vec(),
            piece.repeat(count).into_bytes(),
            b"]endobj\n".to_vec(),
        ]
        .concat();
        assert_eq!(within(LARGE, "a.pdf", |file| pdf(file, &values)), "accepted", "{piece}");
        let values = values.repeat(2);
        assert_eq!(
            within(LARGE, "a.pdf", |file| pdf(file, &values)),
            "too-complex",
            "{piece}"
        );
    }
    let pairs = [b"4 0 obj[".to_vec(), b"<</A 1>>".repeat(count / 2), b"]endobj".to_vec()].concat();
    assert_eq!(within(LARGE, "a.pdf", |file| pdf(file, &pairs)), "accepted");
}

#[test]
fn bombs_are_refused_in_little_memory() {
    let packed = repeated(b' ', 134_217_728);
    let head = format!(
        "4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>stream\n",
        packed.len()
    );
    let bomb = [head.as_bytes(), &packed, b"\nendstream endobj"].concat();
    assert_eq!(within(SMALL, "a.pdf", |file| pdf(file, &bomb)), "too-complex");
    // A stream that nothing has to unpack stays packed.
    let head = format!("4 0 obj<</Filter/FlateDecode/Length {}>>stream\n", packed.len());
    let stream = [head.as_bytes(), &packed, b"\nendstream endobj"].concat();
    assert_eq!(within(SMALL, "a.pdf", |file| pdf(file, &stream)), "accepted");
    let document = |file: &mut BufWriter<File>, name: &str, content: &mut dyn FnMut(&mut dyn std::io::Write)| {
        let mut zip = ZipWriter::new(file);
        let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        let types = format!("<T><Override PartName=\"/d.xml\" ContentType=\"{main}\"/></T>");
        let relations = format!(
            "<R><Relationship Type=\"x/officeDocument\" Target=\"d.xml\"/><Relationship Type=\"x/y\" Target=\"{name}\"/></R>"
        );
        for (part, text) in [
            ("[Content_Types].xml", types.as_str()),
            ("_rels/.rels", &relations),
            ("d.xml", "<d/>"),
        ] {
            zip.start_file(part, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        content(&mut zip);
        zip.finish().unwrap();
    };
    let block = vec![b' '; 1_048_576];
    let mut spaces = |out: &mut dyn std::io::Write| {
        for _ in 0..64 {
            out.write_all(&block).unwrap();
        }
    };
    for name in ["x.xml", "x.png", "x.odttf", "x/_rels/y.rels"] {
        let code = within(SMALL, "a.docx", |file| document(file, name, &mut spaces));
        assert!(
            matches!(code.as_str(), "unpacked-too-large" | "too-complex"),
            "{name}: {code}"
        );
    }
    let mut elements = |out: &mut dyn std::io::Write| {
        let mut number = 0_u32;
        out.write_all(b"<x>").unwrap();
        for _ in 0..200_000 {
            number = number.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            write!(out, "<y z=\"{number}\">{number}</y>").unwrap();
        }
        out.write_all(b"</x>").unwrap();
    };
    assert_eq!(
        within(SMALL, "a.docx", |file| document(file, "x.xml", &mut elements)),
        "accepted"
    );
}

#[test]
fn the_largest_texts_fit() {
    let length = usize::try_from(Limits::default().text_bytes_max).unwrap();
    let thai = vec![0xA1; length];
    assert_eq!(
        within(SMALL, "a.txt", |file| file.write_all(&thai).unwrap()),
        "accepted"
    );
    let signs = "%41".repeat(length / 3);
    assert_eq!(
        within(SMALL, "a.csv", |file| file.write_all(signs.as_bytes()).unwrap()),
        "accepted"
    );
}
