/// The longest side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE: u32 = 320;

/// What a file may need. The default is what `docs/evidence-files.md` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits {
    /// The maximum size of a file, in bytes.
    pub bytes_max: u64,
    /// The maximum size of a text or a table as text, in bytes.
    pub text_bytes_max: u64,
    /// The maximum number of pixels of a picture.
    pub pixels_max: u64,
    /// The maximum of each side of a picture, in pixels.
    pub side_max: u32,
    /// The maximum number of pages of a PDF.
    pub pages_max: u32,
    /// The maximum number of objects of a PDF.
    pub objects_max: usize,
    /// The maximum number of values (numbers, names, texts, lists) of all objects of a PDF together.
    pub values_max: usize,
    /// The maximum number of bytes of all object streams of a PDF together, unpacked.
    pub object_streams_max: usize,
    /// The maximum number of parts of a DOCX or XLSX.
    pub parts_max: usize,
    /// The maximum number of bytes of all parts together, unpacked.
    pub unpacked_max: u64,
    /// The maximum number of bytes of one part that is read as a whole: pictures, relationships, properties.
    pub whole_part_max: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            bytes_max: 100 * MIB,
            text_bytes_max: 20 * MIB,
            pixels_max: 50_000_000,
            side_max: 20_000,
            pages_max: 5_000,
            objects_max: 500_000,
            values_max: 4_000_000,
            object_streams_max: 64 * 1024 * 1024,
            parts_max: 2_000,
            unpacked_max: 400 * MIB,
            whole_part_max: 64 * MIB,
        }
    }
}
