use std::path::PathBuf;

use prongsai_rendering::pdf::Fonts;

use super::formats;
use crate::Error;

/// The names of the font files that PDFs are made with, if fonts are searched for in these folders.
///
/// # Errors
/// [`Error::NoThaiFont`] when no font with Thai letters is found, [`Error::Internal`] when a file cannot be read.
pub fn font_files(folders: &[PathBuf]) -> Result<Vec<String>, Error> {
    let fonts = Fonts::load(folders).map_err(|error| formats::refused(&error))?;
    Ok(fonts.files().iter().map(|file| file.name.clone()).collect())
}
