//! Writes zips that no library would write.

/// What is wrong with a zip.
#[derive(Clone, Copy)]
pub(crate) enum Entry {
    /// Bytes before the part of this number, or before the directory.
    Before(usize, &'static [u8]),
    /// A comment at the end.
    Comment(&'static [u8]),
    /// Another name of the part of this number.
    Alias(&'static str, usize),
    /// The first part claims to be encrypted.
    Encrypted,
}

/// A zip of stored parts.
pub(crate) fn raw_zip(parts: &[(String, Vec<u8>)], wrong: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut entries: Vec<(String, usize, usize)> = Vec::new();
    let gap = |at: usize| {
        wrong.iter().find_map(move |it| match it {
            Entry::Before(before, gap) if *before == at => Some(*gap),
            _ => None,
        })
    };
    let is_encrypted = wrong.iter().any(|it| matches!(it, Entry::Encrypted));
    for (at, (name, content)) in parts.iter().enumerate() {
        bytes.extend(gap(at).unwrap_or_default());
        entries.push((name.clone(), at, bytes.len()));
        bytes.extend(b"PK\x03\x04");
        bytes.extend(header(name, content, is_encrypted && at == 0));
        bytes.extend([0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
    }
    bytes.extend(gap(parts.len()).unwrap_or_default());
    for it in wrong {
        if let Entry::Alias(name, of) = it {
            entries.push(((*name).to_owned(), *of, entries[*of].2));
        }
    }
    let start = bytes.len();
    for (name, of, offset) in &entries {
        bytes.extend(b"PK\x01\x02\x14\0");
        bytes.extend(header(name, &parts[*of].1, is_encrypted && *of == 0));
        bytes.extend([0; 14 - 2]);
        bytes.extend(u32::try_from(*offset).unwrap().to_le_bytes());
        bytes.extend(name.as_bytes());
    }
    let size = u32::try_from(bytes.len() - start).unwrap();
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend(size.to_le_bytes());
    bytes.extend(u32::try_from(start).unwrap().to_le_bytes());
    let comment = wrong.iter().find_map(|it| match it {
        Entry::Comment(comment) => Some(*comment),
        _ => None,
    });
    let comment = comment.unwrap_or_default();
    bytes.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
    bytes.extend(comment);
    bytes
}

/// What both headers of a part have, from the version that is needed to the length of the name.
fn header(name: &str, content: &[u8], is_encrypted: bool) -> Vec<u8> {
    let size = u32::try_from(content.len()).unwrap().to_le_bytes();
    let mut bytes = vec![20, 0, u8::from(is_encrypted), 8, 0, 0, 0, 0, 0x21, 0];
    bytes.extend(crc32fast::hash(content).to_le_bytes());
    bytes.extend([size, size].concat());
    bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    bytes
}
