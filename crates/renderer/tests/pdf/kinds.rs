//! Each kind of rendition is valid, tagged, dated, reproducible and complete.

use prongsai_domain::document::DocumentKind;
use prongsai_renderer::pdf::Fonts;
use prongsai_rendering::outline::{Block, CellItem, Outline};
use prongsai_rendering::pdf::RenderError;
use prongsai_rendering::rendition::{Body, Numerals, Rendition};

use super::tools::{FONTS, Pdf, codes, codes_by_zbar, plain, render};
use super::year::{Year, verification};

fn years() -> Vec<Year> {
    [Some(Year::example()), Year::real()].into_iter().flatten().collect()
}

/// The texts that a rendition must show.
fn texts(rendition: &Rendition<'_>) -> Vec<String> {
    let outline = Outline::of(rendition);
    let mut texts = vec![outline.title.clone()];
    // A letter names its organization in the title; a poster does not show the place.
    match &rendition.body {
        Body::Document(document) if document.content.kind() == DocumentKind::Announcement => {}
        Body::Poster(_) => texts.extend(outline.issuer.first().cloned()),
        Body::Plan(_) | Body::Document(_) | Body::YearBook(_) => texts.extend(outline.issuer.clone()),
    }
    for part in &outline.parts {
        texts.push(part.title.clone());
        for block in &part.blocks {
            block_texts(block, &mut texts);
        }
    }
    texts
}

fn block_texts(block: &Block, texts: &mut Vec<String>) {
    match block {
        Block::Heading(_, text)
        | Block::Subject(text)
        | Block::Paragraph(text)
        | Block::Note(text)
        | Block::SmallPrint(text) => {
            texts.push(text.clone());
        }
        Block::Facts(facts) => texts.extend(facts.iter().map(|(label, text)| format!("{label}: {text}"))),
        Block::Findings(findings) => {
            for (name, more) in findings {
                texts.push(format!("{name}{}", more.as_deref().unwrap_or_default()));
            }
        }
        Block::Table(table) => {
            texts.extend(table.columns.iter().map(|column| column.title.to_string()));
            for group in &table.groups {
                for item in group.rows.iter().flatten().chain([&group.head]).flatten() {
                    item_texts(item, texts);
                }
            }
        }
        Block::Signatures(signatures) => texts.extend(signatures.iter().map(|one| one.position.clone())),
        Block::Qr(qr) => texts.extend([qr.caption.to_string(), qr.url.clone()]),
    }
}

fn item_texts(item: &CellItem, texts: &mut Vec<String>) {
    match item {
        CellItem::Text(text) => texts.push(text.clone()),
        CellItem::Labelled(label, text) => texts.push(format!("{label}: {text}")),
        CellItem::Steps(steps) => texts.extend(steps.iter().map(|step| step.text.clone())),
        CellItem::Link { title, url } => texts.extend([title.clone(), url.clone()]),
    }
}

#[test]
fn every_rendition_is_valid_and_has_its_texts() {
    for year in years() {
        for body in year.bodies() {
            let kind = body.kind();
            let rendition = year.rendition(body);
            let pdf = Pdf::of(&rendition);
            pdf.examine();
            let shown = pdf.text_as_set();
            for text in texts(&rendition) {
                assert!(shown.contains(&plain(&text)), "{kind} lacks {text:?} in {shown}");
            }
        }
    }
}

#[test]
fn an_announcement_reads_from_top_to_bottom() {
    for year in years() {
        let announcement = &year.announcements[0];
        let shown = Pdf::of(&year.rendition(year.announcement())).text();
        let mut rest = shown.as_str();
        let date = format!("ประกาศ ณ วันที่ {}", announcement.issued_on.thai());
        let texts = [&announcement.title, &announcement.subject]
            .into_iter()
            .chain(&announcement.body);
        for text in texts.chain([&date, &announcement.signatory.position]) {
            let (_, after) = rest
                .split_once(&plain(text))
                .unwrap_or_else(|| panic!("{text:?} is not in {rest:?}"));
            rest = after;
        }
    }
}

#[test]
fn tables_keep_the_order_of_their_rows() {
    for year in years() {
        let shown = Pdf::of(&year.rendition(year.plan())).text_as_set();
        let mut rest = shown.as_str();
        for measure in &year.measures {
            let steps = measure.steps.iter().map(|step| &step.text);
            for text in [&measure.title, &measure.guideline].into_iter().chain(steps) {
                let (_, after) = rest
                    .split_once(&plain(text))
                    .unwrap_or_else(|| panic!("{text:?} is not in {rest:?}"));
                rest = after;
            }
        }
    }
}

#[test]
fn heads_of_columns_and_rows_are_tagged() {
    let year = Year::example();
    for body in [year.plan(), year.report(), year.year_book()] {
        let structure = Pdf::of(&year.rendition(body)).structure();
        for tag in [
            "Table (block)",
            " TR\n",
            "/Scope /Column",
            "/Scope /Row",
            " TD:",
            "H1",
            "H2",
        ] {
            assert!(structure.contains(tag), "{tag} is not in {structure}");
        }
        // At least one for each of the five columns of the plan, and one for each measure.
        let heads = structure.matches(" TH <").count();
        assert!(heads >= 5 + year.measures.len(), "{heads} header cells in {structure}");
    }
}

#[test]
fn the_file_states_title_language_date_and_standards() {
    let year = Year::example();
    let pdf = Pdf::of(&year.rendition(year.announcement()));
    let information = pdf.information();
    let title = format!("ประกาศ{}", year.organization_name);
    assert!(information.contains(&title), "{information}");
    assert!(information.contains("Tagged:          yes"), "{information}");
    let objects = pdf.objects();
    for stated in [
        "/Lang (th",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "2023-01-03T02:30:00",
        "/MarkInfo",
    ] {
        assert!(objects.contains(stated), "the file does not state {stated}");
    }
}

#[test]
fn pictures_have_a_text_with_the_link() {
    let year = Year::example();
    let link = year.announcements[0].survey.as_ref().unwrap().url.clone();
    let pdf = Pdf::of(&year.rendition(year.announcement()));
    assert!(pdf.structure().contains("Figure"), "{}", pdf.structure());
    let objects = pdf.objects();
    let texts: Vec<&str> = objects
        .lines()
        .filter(|line| line.trim_start().starts_with("/Alt "))
        .collect();
    // Texts with Thai letters are UTF-16 in hexadecimal.
    let encoded = hex::encode(link.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    assert!(
        texts.iter().any(|text| text.to_lowercase().contains(&encoded)),
        "{texts:?}"
    );
}

#[test]
fn the_same_rendition_is_the_same_file() {
    let year = Year::example();
    for body in year.bodies() {
        let rendition = year.rendition(body);
        let first = render(&rendition);
        let again = std::thread::scope(|scope| scope.spawn(|| render(&rendition)).join().unwrap());
        assert!(first == again, "{} differs", rendition.body.kind());
        let other = Rendition {
            dated: "2024-01-03T02:30:00Z".parse().unwrap(),
            ..rendition
        };
        assert!(first != render(&other), "the date does not show");
    }
}

#[test]
fn codes_on_the_pages_lead_to_the_links() {
    for year in years() {
        for announcement in &year.announcements {
            let Some(survey) = &announcement.survey else { continue };
            for body in [Body::of(announcement.clone()), Body::Poster(announcement.into())] {
                let pdf = Pdf::of(&year.rendition(body));
                let pages = pdf.pages(300);
                let found: Vec<String> = pages.iter().flat_map(codes).collect();
                assert!(found.contains(&survey.url), "{found:?}");
                assert!(found.contains(&verification().url), "{found:?}");
                let by_zbar: Option<Vec<Vec<String>>> = pages.iter().map(codes_by_zbar).collect();
                if let Some(by_zbar) = by_zbar {
                    assert!(by_zbar.concat().contains(&survey.url), "{by_zbar:?}");
                }
            }
        }
    }
}

#[test]
fn an_announcement_and_a_poster_are_one_page() {
    for year in years() {
        for announcement in &year.announcements {
            for body in [Body::of(announcement.clone()), Body::Poster(announcement.into())] {
                let kind = body.kind();
                assert_eq!(Pdf::of(&year.rendition(body)).page_count(), 1, "{kind}");
            }
        }
    }
}

#[test]
fn a_draft_says_so_on_every_page_and_cannot_be_verified() {
    let year = Year::example();
    let pdf = Pdf::of(&year.draft(year.report()));
    let shown = pdf.text_as_set();
    assert!(pdf.page_count() > 1);
    assert_eq!(
        shown.matches(&plain("ร่างเอกสาร ยังไม่ได้เผยแพร่")).count(),
        pdf.page_count()
    );
    assert!(!shown.contains(&verification().code));
    assert!(
        Pdf::of(&year.rendition(year.report()))
            .text_as_set()
            .contains(&plain(&verification().code))
    );
}

#[test]
fn thai_digits_are_used_except_in_links_and_codes() {
    let mut year = Year::example();
    year.template.numerals = Numerals::Thai;
    let shown = Pdf::of(&year.rendition(year.announcement())).text();
    assert!(shown.contains(&plain("ประกาศ ณ วันที่ ๘ มกราคม พ.ศ. ๒๕๖๗")), "{shown}");
    assert!(shown.contains("หน้า๑จาก๑"), "{shown}");
    assert!(
        shown.contains(&year.announcements[0].survey.as_ref().unwrap().url),
        "{shown}"
    );
    assert!(shown.contains(&plain(&verification().code)), "{shown}");
}

#[test]
fn the_fonts_are_listed_and_a_missing_font_is_reported() {
    let files = FONTS.files();
    assert!(!files.is_empty());
    assert!(
        files
            .iter()
            .all(|file| file.sha256.len() == 64 && !file.name.contains('/'))
    );
    let refused = Fonts::load(&["/nowhere".into()]).err().unwrap();
    assert!(refused.to_string().contains("fonts-tlwg-laksaman-otf"), "{refused}");
    assert!(matches!(refused, RenderError::NoThaiFont), "{refused:?}");
}
