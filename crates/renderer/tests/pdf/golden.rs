//! Compares pages with reference pictures that a person has checked.
//!
//! After an intended change, look at the new pages and store them as the new pictures:
//! `UPDATE_GOLDEN=1 cargo test -p prongsai-renderer --test pdf golden`.

use std::path::PathBuf;

use image::GrayImage;

use super::tools::Pdf;
use super::year::Year;

const DOTS_PER_INCH: u32 = 45;
/// The largest accepted difference between the means of a patch, of 255 grey levels. Versions of poppler smooth edges
/// differently; a word that moved or disappeared makes a much larger difference.
const TOLERANCE: i32 = 28;
/// The side of a patch, in pixels.
const PATCH: u32 = 6;

#[test]
fn pages_look_like_the_golden_pages() {
    let year = Year::example();
    let mut differing = Vec::new();
    for body in year.bodies() {
        let kind = body.kind();
        let pages = Pdf::of(&year.rendition(body)).pages(DOTS_PER_INCH);
        // The year book repeats the pages of the other files behind its cover and its contents.
        let kept = if kind == "yearbook" { 2 } else { pages.len() };
        for (number, page) in pages.iter().take(kept).enumerate() {
            compare(&format!("{kind}-{}", number + 1), page, &mut differing);
        }
    }
    let draft = Pdf::of(&year.draft(year.plan())).pages(DOTS_PER_INCH);
    compare("draft-1", &draft[0], &mut differing);
    assert!(differing.is_empty(), "{differing:?}");
}

fn compare(name: &str, page: &GrayImage, differing: &mut Vec<String>) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.png"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        page.save(&file).unwrap();
        return;
    }
    let golden = image::open(&file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        .into_luma8();
    if golden.dimensions() != page.dimensions() {
        differing.push(format!("{name}: another size"));
        return;
    }
    let worst = difference(&golden, page);
    if worst > TOLERANCE {
        let shown = std::env::temp_dir().join(format!("{name}.png"));
        page.save(&shown).unwrap();
        differing.push(format!("{name} differs by {worst}; it is now {}", shown.display()));
    }
}

/// The largest difference between the mean grey levels of a patch.
fn difference(one: &GrayImage, other: &GrayImage) -> i32 {
    let (width, height) = one.dimensions();
    let mean = |picture: &GrayImage, x: u32, y: u32| {
        let inside = (y..(y + PATCH).min(height)).flat_map(|y| (x..(x + PATCH).min(width)).map(move |x| (x, y)));
        let greys: Vec<i32> = inside.map(|(x, y)| i32::from(picture.get_pixel(x, y).0[0])).collect();
        greys.iter().sum::<i32>() / i32::try_from(greys.len()).unwrap()
    };
    let patches = (0..height)
        .step_by(PATCH as usize)
        .flat_map(|y| (0..width).step_by(PATCH as usize).map(move |x| (x, y)));
    patches
        .map(|(x, y)| (mean(one, x, y) - mean(other, x, y)).abs())
        .max()
        .unwrap_or(0)
}
