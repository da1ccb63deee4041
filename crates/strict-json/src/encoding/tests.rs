use super::*;

const BUNDLE: &str = "{\"title\": \"มาตรการส่งเสริมคุณธรรมและความโปร่งใส\", \"year\": 2567}";

fn windows_874(text: &str) -> Vec<u8> {
    let write = |c: char| match c {
        'ก'..='๛' => u8::try_from(u32::from(c) - 0xE00 + 0xA0).unwrap(),
        _ => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(write).collect()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn samples() -> Vec<(Vec<u8>, Encoding)> {
    // Read as Latin-1 and written as UTF-8 again.
    let twice: String = BUNDLE.bytes().map(char::from).collect();
    let misread: String = windows_874(BUNDLE).into_iter().map(char::from).collect();
    let marked = format!("\u{FEFF}{BUNDLE}");
    // The wrong bytes come after so much UTF-8 that a look at the beginning misses them.
    let late = [BUNDLE.repeat(2_000).into_bytes(), windows_874(BUNDLE)].concat();
    vec![
        (BUNDLE.as_bytes().to_vec(), Encoding::Utf8),
        (b"{}".to_vec(), Encoding::Utf8),
        (Vec::new(), Encoding::Utf8),
        (BUNDLE.repeat(2_000).into_bytes(), Encoding::Utf8),
        ("{\"a\":\"déjà vu, à ¸ été\"}".as_bytes().to_vec(), Encoding::Utf8),
        (marked.as_bytes().to_vec(), Encoding::Utf8WithBom),
        (utf_16(&marked, u16::to_le_bytes), Encoding::Utf16Le),
        (utf_16(&marked, u16::to_be_bytes), Encoding::Utf16Be),
        (utf_16(BUNDLE, u16::to_le_bytes), Encoding::Utf16Le),
        (utf_16(BUNDLE, u16::to_be_bytes), Encoding::Utf16Be),
        (utf_16("{}", u16::to_le_bytes), Encoding::Utf16Le),
        (windows_874(BUNDLE), Encoding::ThaiSingleByte),
        (late, Encoding::ThaiSingleByte),
        (twice.clone().into_bytes(), Encoding::TwiceEncodedUtf8),
        (twice.repeat(2_000).into_bytes(), Encoding::TwiceEncodedUtf8),
        (misread.into_bytes(), Encoding::TwiceEncodedUtf8),
        (b"{\"a\":\"caf\xE9 cr\xE8me\"}".to_vec(), Encoding::Other),
        (b"\xFF\xFE\0\0{\0\0\0".to_vec(), Encoding::Other),
        // The file ends within a letter.
        (BUNDLE.as_bytes()[..13].to_vec(), Encoding::Other),
    ]
}

#[test]
fn encodings_are_recognised() {
    for (index, (bytes, encoding)) in samples().into_iter().enumerate() {
        assert_eq!(detect(&bytes), encoding, "sample {index}");
    }
}

#[test]
fn pieces_make_no_difference() {
    for (index, (bytes, encoding)) in samples().into_iter().enumerate() {
        for size in [1, 2, 3, 5, 7, 4_096] {
            let mut detector = Detector::default();
            for piece in bytes.chunks(size) {
                detector.push(piece);
            }
            assert_eq!(detector.finish(), encoding, "sample {index}, pieces of {size}");
        }
    }
}

#[test]
fn a_refusal_names_the_encoding() {
    assert_eq!(Encoding::Utf8.skipped(), Ok(0));
    assert_eq!(Encoding::Utf8WithBom.skipped(), Ok(3));
    for encoding in [
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::ThaiSingleByte,
        Encoding::TwiceEncodedUtf8,
        Encoding::Other,
    ] {
        let refused = encoding.skipped().unwrap_err();
        assert!(refused.message_en().contains("UTF-8") && refused.message_th().contains("UTF-8"));
        assert!(!refused.code().is_empty());
    }
}
