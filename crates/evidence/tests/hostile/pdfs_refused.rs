use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use prongsai_evidence::Limits;

use crate::make::{accepted, attempt_with, pdf, pdf_of, plain_pdf, refused, stream};

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A document with an object stream of this index and these objects.
fn packed(index: &str, objects: &[u8], filter: &str) -> Vec<u8> {
    let plain = [index.as_bytes(), objects].concat();
    let data = if filter.contains("Flate") {
        deflated(&plain)
    } else {
        plain
    };
    let dictionary = format!("/Type/ObjStm/N 9/First {}{filter}", index.len());
    pdf_of(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page>>".to_vec(),
            stream(&dictionary, &data),
        ],
        "",
    )
}

#[test]
fn encrypted_files_are_refused() {
    let objects = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Kids[]>>".to_vec()];
    for trailer in ["/Encrypt<</Filter/Standard/V 4>>", "/Encrypt 9 0 R", "/#45ncrypt 9 0 R"] {
        assert_eq!(refused("a.pdf", &pdf_of(&objects, trailer)), "file-is-encrypted");
    }
}

/// A megabyte that becomes a gigabyte: unpacking stops at the limit.
#[test]
fn object_streams_are_unpacked_within_bounds() {
    let limit = Limits::default().object_streams_max;
    let bomb = packed("9 0 ", &vec![b' '; limit + 1], "/Filter/FlateDecode");
    assert!(bomb.len() < 200_000);
    assert_eq!(refused("a.pdf", &bomb), "too-complex");
    // Many values: each one costs more memory than its two bytes.
    let values = [
        b"[".to_vec(),
        b"0 ".repeat(Limits::default().values_max + 1),
        b"]".to_vec(),
    ]
    .concat();
    let bomb = packed("9 0 ", &values, "/Filter/FlateDecode");
    assert_eq!(refused("a.pdf", &bomb), "too-complex");
    let raw = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Kids[]>>",
        &String::from_utf8(values).unwrap(),
    ]);
    assert_eq!(refused("a.pdf", &raw), "too-complex");
}

/// Objects that share bytes would be read once for each of them.
#[test]
fn overlapping_objects_and_strange_filters_are_refused() {
    let index: Vec<String> = (10..1_000).map(|number| format!("{number} 0 ")).collect();
    let index = index.concat();
    assert_eq!(
        refused("a.pdf", &packed(&index, b"[1 2 3]", "/Filter/FlateDecode")),
        "too-complex"
    );
    assert_eq!(refused("a.pdf", &packed("10 0 11 1 ", b"[[[[1]]]]", "")), "too-complex");
    for filter in [
        "/Filter/LZWDecode",
        "/Filter[/ASCIIHexDecode/FlateDecode]",
        "/DecodeParms<</Predictor 12>>",
    ] {
        assert_eq!(
            refused("a.pdf", &packed("9 0 ", b"1", filter)),
            "file-is-damaged",
            "{filter}"
        );
    }
    assert_eq!(
        refused("a.pdf", &packed("9 0 ", b"1", "/First 99999")),
        "file-is-damaged"
    );
    accepted("a.pdf", &packed("9 0 10 4 ", b"1   [2]", "/Filter/FlateDecode"));
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("[<</A ", ">>]")] {
        for depth in [65, 100_000] {
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(refused("a.pdf", &plain_pdf("", "", &[&deep])), "too-complex");
        }
    }
    // Brackets within texts are no nesting.
    let text = format!("({}{})", "(".repeat(100_000), ")".repeat(100_000));
    accepted("a.pdf", &plain_pdf("", "", &[&text]));
}

/// Nothing follows the tables, so nothing runs in circles.
#[test]
fn circles_end() {
    let loops = pdf_of(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[2 0 R 1 0 R 3 0 R]>>".to_vec(),
            b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>".to_vec(),
            b"4 0 R".to_vec(),
        ],
        "/Prev 9/XRefStm 9",
    );
    accepted("a.pdf", &loops);
    let no_page = pdf(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]>>"]);
    assert_eq!(refused("a.pdf", &no_page), "no-pages");
    let length = pdf(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]>>",
        "<</Type/Page/Contents 4 0 R>>",
        "<</Length 4 0 R>>\nstream\nabc\nendstream",
    ]);
    accepted("a.pdf", &length);
}

/// Texts without an end, and streams without an end: every object could read the rest of the file.
#[test]
fn nothing_is_read_again_and_again() {
    for piece in [
        "1 0 obj (\n",
        "1 0 obj <41\n",
        "1 0 obj [\n",
        "1 0 obj <<>> stream\n",
        "1 0 obj <</A(\n",
        "1 0 R % x\n",
    ] {
        let text = format!("%PDF-1.4\n{}%%EOF", piece.repeat(200_000));
        let code = refused("a.pdf", text.as_bytes());
        assert!(matches!(code, "too-complex" | "file-is-damaged"), "{piece}: {code}");
    }
}

/// Many nodes of the tree of pages share one list of all of them, and many properties share one text.
#[test]
fn what_is_shared_is_not_read_again_and_again() {
    let references: Vec<String> = (4..100_000).map(|number| format!("{number} 0 R ")).collect();
    let list = format!("[{}]", references.concat());
    let node = vec!["<</Kids 3 0 R>>"; 99_996];
    let objects = [
        vec!["<</Type/Catalog/Pages 2 0 R>>", "<</Kids 3 0 R>>", list.as_str()],
        node,
    ]
    .concat();
    assert_eq!(refused("a.pdf", &pdf(&objects)), "too-complex");
    let text = format!("(C:\\\\{})", "x".repeat(5_000_000));
    let entries: Vec<String> = (0..100_000).map(|number| format!("/K{number} 4 0 R")).collect();
    let info = format!("<<{}>>", entries.concat());
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Kids[3 0 R]>>",
        "<<>>",
        &text,
        &info,
    ];
    let objects: Vec<Vec<u8>> = objects.iter().map(|object| object.as_bytes().to_vec()).collect();
    let outcome = accepted("a.pdf", &pdf_of(&objects, "/Info 5 0 R"));
    assert_eq!(outcome.removed(), ["document-information"]);
}

#[test]
fn too_many_objects_or_pages_are_refused() {
    let few = Limits {
        objects_max: 3,
        ..Limits::default()
    };
    let file = plain_pdf("", "", &["1"]);
    assert_eq!(attempt_with("a.pdf", &file, &few).err().unwrap().code(), "too-complex");
    assert_eq!(
        refused("a.pdf", b"%PDF-1.4\n1 0 obj\n<</Pages 2 0 R>>\nendobj\n%%EOF"),
        "file-is-damaged"
    );
}
