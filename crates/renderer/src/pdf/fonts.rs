use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use prongsai_rendering::pdf::{FontFile, RenderError};
use sha2::{Digest, Sha256};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInfo, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

/// Families with Thai letters, the best for official documents first: those that resemble TH Sarabun. Laksaman, which the
/// installations of the server have, is before TH Sarabun New itself, so that servers with more fonts make the same bytes.
const THAI_FAMILIES: [&str; 8] = [
    "Laksaman",
    "TH Sarabun New",
    "TH SarabunPSK",
    "TH Sarabun PSK",
    "Sarabun",
    "Garuda",
    "Noto Sans Thai",
    "Noto Serif Thai",
];

/// Families for letters that the Thai family does not have.
const OTHER_FAMILIES: [&str; 5] = [
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
];

/// Height of the letter ก in TH Sarabun New 1.3, the official typeface, in ems. Its letters are small for their size:
/// those of other typefaces are about 1.5 times as high at the same size.
const OFFICIAL_HEIGHT: f64 = 0.400;

/// The fonts of PDFs, read once.
///
/// The bytes of a PDF depend on the font files, so their names and hashes are recorded.
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    /// One face of each family, in the order in which letters are searched.
    families: Vec<(String, FontInstance)>,
    files: Vec<FontFile>,
}

impl Fonts {
    /// Reads the fonts in these folders and their subfolders: the first known Thai family, and the families for the
    /// letters of other scripts. Folders that do not exist are skipped.
    ///
    /// # Errors
    /// [`RenderError::NoThaiFont`] when no Thai family is found, [`RenderError::Font`] when a file cannot be read.
    pub fn load(folders: &[PathBuf]) -> Result<Self, RenderError> {
        let mut found: Vec<(PathBuf, FontInfo)> = folders
            .iter()
            .filter(|folder| folder.is_dir())
            .flat_map(|folder| typst_kit::fonts::scan(folder))
            .map(|(path, info)| (path.path, info))
            .collect();
        // The result must not depend on the order in which a folder lists its files.
        found.sort_by(|(one, _), (other, _)| one.cmp(other));
        let thai = thai_family(&found).ok_or(RenderError::NoThaiFont)?;
        let others = OTHER_FAMILIES.iter().filter(|name| **name != thai);
        let wanted: Vec<&str> = [thai.as_str()].into_iter().chain(others.copied()).collect();
        Self::read(&found, &wanted)
    }

    fn read(found: &[(PathBuf, FontInfo)], wanted: &[&str]) -> Result<Self, RenderError> {
        let mut paths: BTreeSet<&Path> = BTreeSet::new();
        for (path, info) in found {
            if wanted.contains(&info.family.as_str()) {
                paths.insert(path);
            }
        }
        let mut faces: Vec<Font> = Vec::new();
        let mut files = Vec::new();
        for path in paths {
            let content = fs::read(path).map_err(|error| RenderError::Font {
                path: path.display().to_string(),
                reason: error.to_string(),
            })?;
            let file = FontFile {
                name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                sha256: hex::encode(Sha256::digest(&content)),
            };
            // The same file in two folders is one font.
            if files.contains(&file) {
                continue;
            }
            files.push(file);
            let of_file = Font::iter(Bytes::new(content));
            faces.extend(of_file.filter(|face| wanted.contains(&face.info().family.as_str())));
        }
        files.sort();
        let families: Vec<(String, FontInstance)> = wanted.iter().filter_map(|name| upright(name, &faces)).collect();
        // The Thai family is the first wanted one. Its file may have been damaged or replaced since it was found.
        if families
            .first()
            .is_none_or(|(name, _)| Some(&name.as_str()) != wanted.first())
        {
            return Err(RenderError::NoThaiFont);
        }
        Ok(Self {
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            families,
            files,
        })
    }

    /// The files that were read, by name.
    pub fn files(&self) -> &[FontFile] {
        &self.files
    }

    pub(super) const fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(super) fn face(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    /// The families, in the order in which letters are searched.
    pub(super) fn families(&self) -> impl Iterator<Item = &str> {
        self.families.iter().map(|(name, _)| name.as_str())
    }

    /// The factor of all sizes, so that letters are as large as those of the official typeface at the same size.
    pub(super) fn scale(&self) -> f64 {
        let height = self.families.first().and_then(|(_, face)| {
            let glyph = face.ttf().glyph_index('ก')?;
            let bounds = face.ttf().glyph_bounding_box(glyph)?;
            Some(f64::from(bounds.y_max) / f64::from(face.ttf().units_per_em()))
        });
        height
            .filter(|height| *height > 0.0)
            // A font with wrong metrics must not make the text too small or too large to read.
            .map_or(1.0, |height| (OFFICIAL_HEIGHT / height).clamp(0.4, 1.2))
    }

    /// Width of a letter in ems; `None` when no font has it.
    pub(super) fn advance(&self, letter: char) -> Option<f64> {
        self.families.iter().find_map(|(_, face)| {
            let glyph = face.ttf().glyph_index(letter)?;
            face.x_advance(glyph.0).map(typst::layout::Em::get)
        })
    }
}

/// The preferred family with Thai letters, or else any other that has them.
fn thai_family(found: &[(PathBuf, FontInfo)]) -> Option<String> {
    // A consonant, a vowel above, a tone mark, and the vowel of two parts.
    let has_thai = |info: &FontInfo| ['ก', 'ี', '่', 'ำ'].iter().all(|c| info.coverage.contains(u32::from(*c)));
    let known = THAI_FAMILIES.iter().find(|name| {
        let mut of_family = found.iter().filter(|(_, info)| info.family == **name);
        of_family.any(|(_, info)| has_thai(info))
    });
    match known {
        Some(name) => Some((*name).to_owned()),
        None => found
            .iter()
            .find(|(_, info)| has_thai(info))
            .map(|(_, info)| info.family.clone()),
    }
}

/// The regular face of a family, or any face.
fn upright(family: &str, faces: &[Font]) -> Option<(String, FontInstance)> {
    let of_family = || faces.iter().filter(|face| face.info().family == family);
    let plain = of_family().find(|face| face.info().variant == FontVariant::default());
    let face = plain.or_else(|| of_family().next())?.clone();
    // The size only matters for fonts with an optical size; 16 pt is the size of running text.
    let instance = face.instantiate(FontVariant::default(), Abs::pt(16.0), &FontVariations::default());
    Some((family.to_owned(), instance))
}
