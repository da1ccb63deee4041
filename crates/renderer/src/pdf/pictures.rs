use std::collections::BTreeMap;

use prongsai_rendering::pdf::RenderError;
use prongsai_rendering::qr::{self, QrOptions};
use typst::foundations::Bytes;

/// The pictures of one rendition, as files that the templates read.
#[derive(Default)]
pub(super) struct Pictures {
    /// The pictures as PNG, by path.
    by_path: BTreeMap<String, Bytes>,
    /// Paths of the QR codes, by their text.
    qr_codes: BTreeMap<String, String>,
}

impl Pictures {
    pub(super) fn into_files(self) -> BTreeMap<String, Bytes> {
        self.by_path
    }

    /// The path of the QR code with this text; a code that occurs twice is drawn once.
    pub(super) fn qr_code(&mut self, text: &str) -> Result<String, RenderError> {
        if let Some(path) = self.qr_codes.get(text) {
            return Ok(path.clone());
        }
        let path = format!("/qr-{}.png", self.qr_codes.len());
        let picture = qr::png(text, QrOptions::default())?;
        self.by_path.insert(path.clone(), Bytes::new(picture));
        self.qr_codes.insert(text.to_owned(), path.clone());
        Ok(path)
    }

    /// Adds the organization's emblem. The templates know its path.
    pub(super) fn add_emblem(&mut self, png: Vec<u8>) {
        self.by_path.insert("/emblem.png".to_owned(), Bytes::new(png));
    }
}
