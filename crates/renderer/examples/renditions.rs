//! Writes all renditions of the example year (and of the real one, if it is present) as PDF into a folder:
//! `cargo run --example renditions -- FOLDER`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool for developers"
)]
#![allow(dead_code, reason = "the year is shared with the tests")]

use std::path::Path;

use prongsai_renderer::pdf::{self, Fonts};
use prongsai_rendering::pdf::{PdfJob, font_folders};
use prongsai_rendering::rendition::{Body, Numerals};

#[path = "../tests/pdf/year/mod.rs"]
mod year;
use year::Year;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder to write into");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    let fonts = Fonts::load(&font_folders()).unwrap();
    let mut thai = Year::example();
    thai.template.numerals = Numerals::Thai;
    let years = [
        ("example", Some(Year::example())),
        ("thai", Some(thai)),
        ("real", Year::real()),
    ];
    for (name, year) in years {
        let Some(year) = year else { continue };
        let others = year
            .announcements
            .iter()
            .skip(1)
            .flat_map(|one| [Body::of(one.clone()), Body::Poster(one.into())]);
        for (number, body) in year.bodies().into_iter().chain(others).enumerate() {
            let file = folder.join(format!("{name}-{number}-{}.pdf", body.kind()));
            std::fs::write(
                &file,
                pdf::render(PdfJob::of(&year.rendition(body)).unwrap(), &fonts).unwrap(),
            )
            .unwrap();
        }
        let draft = pdf::render(PdfJob::of(&year.draft(year.report())).unwrap(), &fonts).unwrap();
        std::fs::write(folder.join(format!("{name}-draft.pdf")), draft).unwrap();
    }
}
