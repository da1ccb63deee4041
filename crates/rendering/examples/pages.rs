//! Writes renditions of an invented organization as HTML, DOCX and CSV, its public pages and its feed. The files are
//! for people to look at, and for `scripts/check-pages` and `scripts/check-docx`:
//! `cargo run -p prongsai-rendering --example pages -- FOLDER`.

#![expect(
    clippy::expect_used,
    reason = "a tool for developers says what it could not do and stops"
)]

use std::error::Error;
use std::fs;
use std::path::Path;

use prongsai_domain::organization::Channels;
use prongsai_rendering::html::site::overview;
use prongsai_rendering::html::{self, HtmlOptions, Link, VerifiedState, verification};
use prongsai_rendering::rendition::{Numerals, PublicationStatus, Rendition};
use prongsai_rendering::{csv, docx};

#[path = "../tests/html_specimen/mod.rs"]
mod specimen;
use specimen::site::{channels, contents, moment, page, verified};
use specimen::{Specimen, published};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).expect("the folder to write to");
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    renditions(folder)?;
    public_pages(folder)
}

fn renditions(folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut specimen = Specimen::new();
    for body in specimen.bodies() {
        write_rendition(folder, body.kind(), &specimen.rendition(body.clone(), published()))?;
    }
    specimen.template.numerals = Numerals::Thai;
    for body in specimen.bodies() {
        let name = format!("{}-draft", body.kind());
        write_rendition(
            folder,
            &name,
            &specimen.rendition(body.clone(), PublicationStatus::Draft),
        )?;
    }
    Ok(())
}

fn write_rendition(folder: &Path, name: &str, rendition: &Rendition<'_>) -> Result<(), Box<dyn Error>> {
    let options = HtmlOptions {
        canonical: None,
        downloads: vec![
            Link {
                href: "rendition.pdf",
                title: "PDF",
            },
            Link {
                href: "rendition.docx",
                title: "DOCX",
            },
        ],
        home: Some(Link {
            href: "site.html",
            title: rendition.issuer.name_th,
        }),
    };
    fs::write(folder.join(format!("{name}.html")), html::page(rendition, &options))?;
    fs::write(folder.join(format!("{name}.docx")), docx::document(rendition)?)?;
    if let Ok(table) = csv::plan(rendition) {
        fs::write(folder.join(format!("{name}.plan.csv")), table)?;
    }
    if let Ok(table) = csv::results(rendition) {
        fs::write(folder.join(format!("{name}.results.csv")), table)?;
    }
    Ok(())
}

fn public_pages(folder: &Path) -> Result<(), Box<dyn Error>> {
    let specimen = Specimen::new();
    let channels = channels("1 หมู่ 2 ตำบลบ้านตัวอย่าง อำเภอสมมุติ จังหวัดตัวอย่าง");
    let name = "เทศบาลตำบลบ้านตัวอย่าง";
    let contents = contents(&specimen, "ประสิทธิภาพการสื่อสาร");
    let site = page(&contents, &channels, name, "2566-02-01");
    fs::write(folder.join("site.html"), overview(&site))?;
    let nothing = Channels::default();
    let mut empty = page(&contents, &nothing, name, "2566-07-01");
    empty.documents.drain(..2);
    fs::write(folder.join("site-empty.html"), overview(&empty))?;

    let at = moment("2023-11-01T00:00:00Z");
    let states = [
        ("live", VerifiedState::Live),
        (
            "superseded",
            VerifiedState::Superseded {
                at: Some(at),
                successor: Some("report.html"),
            },
        ),
        (
            "withdrawn",
            VerifiedState::Withdrawn {
                at,
                reason: "ตัวเลขในตารางที่ 2 ผิด",
            },
        ),
    ];
    for (name, state) in states {
        fs::write(
            folder.join(format!("verify-{name}.html")),
            verification(&verified(state)),
        )?;
    }
    Ok(())
}
