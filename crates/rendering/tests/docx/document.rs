//! The elements of a document.

use std::io::Cursor;

use prongsai_rendering::docx;
use prongsai_rendering::rendition::{Body, Numerals, PublicationStatus};
use prongsai_rendering::wording;

use super::specimen::{SURVEY_URL, Specimen, VERIFY_URL, published};
use super::unpacked::{Element, attribute, document, elements, named, texts, unpack};

#[test]
fn every_part_is_well_formed_and_everything_referred_to_is_there() {
    let specimen = Specimen::new();
    for status in [published(), PublicationStatus::Draft] {
        for body in specimen.bodies() {
            let files = document(&specimen.rendition(body, status.clone()));
            for (name, content) in files.iter().filter(|(name, _)| !name.starts_with("word/media/")) {
                assert!(!elements(content).is_empty(), "{name}");
            }
            let relations = elements(&files["word/_rels/document.xml.rels"]);
            let mut ids: Vec<&str> = Vec::new();
            for relation in named(&relations, "Relationship") {
                ids.push(attribute(relation, "Id"));
                if attribute(relation, "TargetMode") != "External" {
                    let target = format!("word/{}", attribute(relation, "Target"));
                    assert!(files.contains_key(&target), "{target}");
                }
            }
            let main = elements(&files["word/document.xml"]);
            for element in &main {
                for name in ["r:id", "r:embed"] {
                    let id = attribute(element, name);
                    assert!(id.is_empty() || ids.contains(&id), "{id}");
                }
            }
            let styles = elements(&files["word/styles.xml"]);
            let known: Vec<&str> = named(&styles, "w:style")
                .iter()
                .map(|style| attribute(style, "w:styleId"))
                .collect();
            for element in main
                .iter()
                .filter(|element| ["w:pStyle", "w:rStyle", "w:tblStyle"].contains(&element.name.as_str()))
            {
                assert!(
                    known.contains(&attribute(element, "w:val")),
                    "{}",
                    attribute(element, "w:val")
                );
            }
        }
    }
}

#[test]
fn a_table_has_a_head_that_repeats() {
    let specimen = Specimen::new();
    let body = Body::Document(specimen.signed());
    let main = elements(&document(&specimen.rendition(body, published()))["word/document.xml"]);
    assert_eq!(named(&main, "w:tbl").len(), 3);
    // One row of scores, one of the plan, two of the results.
    assert_eq!(named(&main, "w:tblHeader").len(), 4);
    let captions: Vec<&str> = named(&main, "w:tblCaption")
        .iter()
        .map(|one| attribute(one, "w:val"))
        .collect();
    assert_eq!(captions, [wording::SCORES, wording::PLAN_TABLE, wording::RESULT_TABLE]);
    let sizes = named(&main, "w:pgSz");
    assert_eq!(attribute(sizes[0], "w:orient"), "landscape");
    assert_rows_fill_the_grid(&main);
    let said = texts(&main);
    for column in wording::RESULT_COLUMNS.iter().chain(&wording::PLAN_COLUMNS) {
        assert!(said.contains(&*column.title), "{}", column.title);
    }
}

/// Each row of each table has as many cells as the table has columns. A cell that spans several columns counts for
/// each.
fn assert_rows_fill_the_grid(main: &[Element]) {
    let (mut columns, mut cells, mut rows) = (0, 0, 0);
    for element in main {
        match element.name.as_str() {
            "w:tbl" => (columns, cells) = (0, 0),
            // Each row checks the number of cells of the row before. Before the first row, `cells` is as after a full one.
            "w:gridCol" => (columns, cells) = (columns + 1, columns + 1),
            "w:tr" => {
                assert_eq!(cells, columns);
                (cells, rows) = (0, rows + 1);
            }
            "w:tc" => cells += 1,
            "w:gridSpan" => cells += attribute(element, "w:val").parse::<usize>().unwrap() - 1,
            _ => {}
        }
    }
    assert_eq!(cells, columns);
    assert_eq!(rows, 6 + 4 + 6, "scores, plan, results with their heads");
}

#[test]
fn headings_are_headings_and_the_language_is_thai() {
    let specimen = Specimen::new();
    for body in specimen.bodies() {
        let files = document(&specimen.rendition(body, published()));
        let main = elements(&files["word/document.xml"]);
        let levels: Vec<u8> = named(&main, "w:pStyle")
            .iter()
            .filter_map(|style| attribute(style, "w:val").strip_prefix("Heading")?.parse().ok())
            .collect();
        assert_eq!(levels.first(), Some(&1));
        assert_eq!(
            levels.iter().filter(|level| matches!(level, 1)).count(),
            1,
            "{levels:?}"
        );
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        let styles = elements(&files["word/styles.xml"]);
        assert_eq!(attribute(named(&styles, "w:lang")[0], "w:bidi"), "th-TH");
        // In half points: 16 pt.
        assert_eq!(attribute(named(&styles, "w:szCs")[0], "w:val"), "32");
    }
}

#[test]
fn codes_are_pictures_with_a_text_and_a_link() {
    let specimen = Specimen::new();
    let body = Body::of(specimen.announcement.clone());
    let files = document(&specimen.rendition(body, published()));
    let main = elements(&files["word/document.xml"]);
    let said: Vec<&str> = named(&main, "wp:docPr")
        .iter()
        .map(|picture| attribute(picture, "descr"))
        .collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].contains(SURVEY_URL) && said[1].contains(VERIFY_URL), "{said:?}");
    for (number, expected) in [(1, SURVEY_URL), (2, VERIFY_URL)] {
        let file = &files[&format!("word/media/picture{number}.png")];
        let picture = image::load_from_memory(file).unwrap().into_luma8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            picture
                .get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
                .0[0]
        });
        assert_eq!(prepared.detect_grids()[0].decode().unwrap().1, expected);
    }
    let relations = elements(&files["word/_rels/document.xml.rels"]);
    let targets: Vec<&str> = named(&relations, "Relationship")
        .iter()
        .map(|one| attribute(one, "Target"))
        .collect();
    assert!(
        targets.contains(&SURVEY_URL) && targets.contains(&VERIFY_URL),
        "{targets:?}"
    );
}

#[test]
fn a_draft_has_the_watermark_and_a_published_rendition_its_code() {
    let specimen = Specimen::new();
    for body in specimen.bodies() {
        let draft = document(&specimen.rendition(body.clone(), PublicationStatus::Draft));
        let header = elements(&draft["word/header.xml"]);
        // The first `v:textpath` belongs to the type of the shape, the second one has the text.
        assert_eq!(attribute(named(&header, "v:textpath")[1], "string"), wording::DRAFT);
        assert!(texts(&header).contains(wording::DRAFT_NOTE));
        assert!(!texts(&elements(&draft["word/footer.xml"])).contains(wording::CODE));

        let live = document(&specimen.rendition(body, published()));
        assert!(named(&elements(&live["word/header.xml"]), "v:textpath").is_empty());
        assert!(texts(&elements(&live["word/footer.xml"])).contains("K7QX2-M4P9D"));
    }
}

#[test]
fn the_same_rendition_gives_the_same_bytes_and_carries_its_date() {
    let specimen = Specimen::new();
    for body in specimen.bodies() {
        let rendition = specimen.rendition(body, published());
        let first = docx::document(&rendition).unwrap();
        assert_eq!(first, docx::document(&rendition).unwrap());
        let core = elements(&unpack(first)["docProps/core.xml"]);
        assert_eq!(named(&core, "dcterms:created")[0].text, "2023-03-15T02:30:00Z");
        assert!(!named(&core, "dc:title")[0].text.is_empty());
    }
}

#[test]
fn the_emblem_keeps_its_proportions() {
    let mut specimen = Specimen::new();
    let mut png = Cursor::new(Vec::new());
    let wide = image::GrayImage::new(400, 100);
    wide.write_to(&mut png, image::ImageFormat::Png).unwrap();
    specimen.template.logo_png = Some(png.into_inner());
    let main = elements(
        &document(&specimen.rendition(Body::Plan(specimen.plan()), PublicationStatus::Draft))["word/document.xml"],
    );
    // In English Metric Units: 8 cm by 2 cm.
    let extent = named(&main, "wp:extent")[0];
    assert_eq!(
        (attribute(extent, "cx"), attribute(extent, "cy")),
        ("2880000", "720000")
    );

    specimen.template.logo_png = Some(b"<svg/>".to_vec());
    let main = elements(
        &document(&specimen.rendition(Body::Plan(specimen.plan()), PublicationStatus::Draft))["word/document.xml"],
    );
    assert!(named(&main, "wp:extent").is_empty());
}

#[test]
fn thai_numerals_number_the_steps_too() {
    let mut specimen = Specimen::new();
    specimen.template.numerals = Numerals::Thai;
    let files = document(&specimen.rendition(Body::Plan(specimen.plan()), PublicationStatus::Draft));
    let numbering = elements(&files["word/numbering.xml"]);
    assert_eq!(attribute(named(&numbering, "w:numFmt")[0], "w:val"), "thaiNumbers");
    assert_eq!(named(&numbering, "w:num").len(), 3);
    assert!(texts(&elements(&files["word/document.xml"])).contains("๔๕,๐๐๐ บาท"));
}
