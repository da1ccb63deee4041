use base64::Engine as _;
use prongsai_domain::announcement::Announcement;
use prongsai_rendering::html::{self, HtmlOptions, Link};
use prongsai_rendering::rendition::{Body, Numerals, PublicationStatus};
use prongsai_rendering::wording;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest as _, Sha256};

use crate::accessible::{all, assert_accessible, text};
use crate::specimen::{SURVEY_URL, Specimen, VERIFY_URL, published};

#[test]
fn every_kind_of_rendition_is_accessible_as_draft_and_published() {
    let specimen = Specimen::new();
    for status in [published(), PublicationStatus::Draft] {
        for body in specimen.bodies() {
            let page = html::page(&specimen.rendition(body, status.clone()), &HtmlOptions::default());
            assert_accessible(&page);
        }
    }
}

#[test]
fn a_draft_says_so_and_a_published_rendition_can_be_verified() {
    let specimen = Specimen::new();
    for body in specimen.bodies() {
        let draft = html::page(
            &specimen.rendition(body.clone(), PublicationStatus::Draft),
            &HtmlOptions::default(),
        );
        let draft = Html::parse_document(&draft);
        assert!(text(&all(&draft, ".draft-note")[0]).contains("ร่าง"));
        assert_eq!(all(&draft, "body.draft, meta[name=robots][content=noindex]").len(), 2);
        assert!(all(&draft, ".proof").is_empty());

        let live = html::page(&specimen.rendition(body, published()), &HtmlOptions::default());
        let live = Html::parse_document(&live);
        assert!(all(&live, ".draft-note, body.draft, meta[name=robots]").is_empty());
        let verification = text(&all(&live, ".proof")[0]);
        assert!(verification.contains("K7QX2-M4P9D") && verification.contains(VERIFY_URL));
        assert_eq!(decode_qr(&all(&live, ".proof svg path")[0]), VERIFY_URL);
    }
}

#[test]
fn the_survey_is_there_as_code_and_as_text() {
    let specimen = Specimen::new();
    for body in [
        Body::of(specimen.announcement.clone()),
        Body::Poster((&specimen.announcement).into()),
    ] {
        let page = html::page(
            &specimen.rendition(body, PublicationStatus::Draft),
            &HtmlOptions::default(),
        );
        let document = Html::parse_document(&page);
        let link = &all(&document, ".qr a")[0];
        assert_eq!((link.attr("href"), text(link).as_str()), (Some(SURVEY_URL), SURVEY_URL));
        assert_eq!(decode_qr(&all(&document, ".qr svg path")[0]), SURVEY_URL);
        assert!(
            document
                .root_element()
                .text()
                .any(|text| text.contains("30 มิถุนายน พ.ศ. 2566"))
        );
    }
}

/// Decodes the QR code from the path that a browser would paint.
fn decode_qr(path: &ElementRef<'_>) -> String {
    let mut dark = std::collections::BTreeSet::new();
    for run in path.attr("d").unwrap().split('M').skip(1) {
        let (column, rest) = run.split_once(' ').unwrap();
        let (row, rest) = rest.split_once('h').unwrap();
        let (column, row): (usize, usize) = (column.parse().unwrap(), row.parse().unwrap());
        let length: usize = rest.split('v').next().unwrap().parse().unwrap();
        dark.extend((column..column + length).map(|column| (column, row)));
    }
    // The number of columns up to the last dark one, and the quiet zone of four after it.
    let modules = dark.iter().map(|(column, _)| column).max().unwrap() + 5;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(modules * 4, modules * 4, |x, y| {
        if dark.contains(&(x / 4, y / 4)) { 0 } else { 255 }
    });
    picture.detect_grids()[0].decode().unwrap().1
}

#[test]
fn the_plan_table_has_its_columns_and_all_that_a_measure_says() {
    let specimen = Specimen::new();
    let page = html::page(
        &specimen.rendition(Body::Plan(specimen.plan()), published()),
        &HtmlOptions::default(),
    );
    let document = Html::parse_document(&page);
    let titles: Vec<String> = all(&document, ".plan thead th").iter().map(text).collect();
    assert_eq!(
        titles,
        wording::PLAN_COLUMNS.clone().map(|column| column.title.into_owned())
    );
    let table = text(&all(&document, ".plan")[0]);
    for said in [
        "45,000 บาท",
        "ข่าวอย่างน้อย 100 เรื่อง",
        "ทุกเดือน",
        "15 กันยายน พ.ศ. 2566",
        "กองคลัง",
    ] {
        assert!(table.contains(said), "{said}");
    }
    assert_eq!(all(&document, ".plan tbody").len(), 3);
    assert_eq!(all(&document, ".plan tbody:nth-of-type(1) li").len(), 2);
    // A heading that the analysis covers is shown even without content.
    let notes: Vec<String> = all(&document, ".note").iter().map(text).collect();
    assert!(notes.contains(&wording::NO_FINDING.to_owned()), "{notes:?}");
}

#[test]
fn the_result_table_has_two_levels_and_a_row_for_a_measure_without_results() {
    let specimen = Specimen::new();
    let body = Body::Document(specimen.signed());
    let page = html::page(&specimen.rendition(body, published()), &HtmlOptions::default());
    let document = Html::parse_document(&page);
    assert_eq!(all(&document, ".results thead tr").len(), 2);
    let group = &all(&document, ".results thead th[scope=colgroup]")[0];
    assert_eq!(
        (group.attr("colspan"), text(group).as_str()),
        (Some("2"), "ผลการดำเนินการ")
    );
    let heads: Vec<Option<&str>> = all(&document, ".results tbody th")
        .iter()
        .map(|head| head.attr("rowspan"))
        .collect();
    assert_eq!(heads, [Some("2"), None, None]);
    let table = text(&all(&document, ".results")[0]);
    for said in [
        "ดำเนินการแล้วเสร็จ",
        "100%",
        "ตามขั้นตอนที่ 2",
        "นอกเหนือจากแผน",
        wording::NO_RESULT,
    ] {
        assert!(table.contains(said), "{said}");
    }
    let evidence = &all(&document, ".results a")[0];
    assert_eq!(evidence.attr("href"), Some("https://www.banyang.example/news/2566"));
}

#[test]
fn thai_numerals_are_used_except_in_addresses_and_codes() {
    let mut specimen = Specimen::new();
    specimen.template.numerals = Numerals::Thai;
    for body in specimen.bodies() {
        let page = html::page(&specimen.rendition(body, published()), &HtmlOptions::default());
        let document = Html::parse_document(&page);
        assert_eq!(all(&document, "body.thai-numerals").len(), 1);
        for element in all(&document, "h1, h2, h3, p, li, td, th, dd").iter().filter(|one| {
            let inner = Selector::parse("code, a, .address").unwrap();
            one.select(&inner).next().is_none() && !text(one).contains("https://")
        }) {
            let said = text(element);
            assert!(!said.contains(|c: char| c.is_ascii_digit()), "{said}");
        }
        assert!(text(&all(&document, ".proof")[0]).contains("K7QX2-M4P9D"));
    }
}

#[test]
fn a_book_begins_with_contents_that_lead_to_its_parts() {
    let specimen = Specimen::new();
    let book = specimen.bodies().pop().unwrap();
    let page = html::page(&specimen.rendition(book, published()), &HtmlOptions::default());
    let document = Html::parse_document(&page);
    let entries = all(&document, ".contents li a");
    assert_eq!(entries.len(), 3);
    for entry in entries {
        let target = all(&document, entry.attr("href").unwrap());
        assert_eq!(text(&target[0]), text(&entry));
    }
}

#[test]
fn an_announcement_without_survey_has_no_code() {
    let specimen = Specimen::new();
    let plain = Announcement {
        survey: None,
        ..specimen.announcement.clone()
    };
    for body in [Body::of(plain.clone()), Body::Poster((&plain).into())] {
        let page = html::page(
            &specimen.rendition(body, PublicationStatus::Draft),
            &HtmlOptions::default(),
        );
        assert_accessible(&page);
        assert!(!page.contains("<svg"));
    }
}

#[test]
fn a_report_that_is_not_submitted_says_what_is_missing() {
    let specimen = Specimen::new();
    let body = Body::of(specimen.report.clone());
    let page = html::page(
        &specimen.rendition(body, PublicationStatus::Draft),
        &HtmlOptions::default(),
    );
    assert_accessible(&page);
    assert!(page.contains(wording::NOT_FROZEN));
    assert!(
        page.contains("ปลัดเทศบาล"),
        "the template's post signs where nobody approved yet"
    );
}

#[test]
fn a_plan_says_that_there_is_no_analysis_however_few_measures_it_has() {
    let specimen = Specimen::new();
    for measures in [0, 1, 2] {
        let mut plan = specimen.plan();
        plan.analysis = None;
        plan.measures.truncate(measures);
        let page = html::page(
            &specimen.rendition(Body::Plan(plan), published()),
            &HtmlOptions::default(),
        );
        assert!(page.contains(wording::NO_ANALYSIS), "{measures} measures");
    }
}

#[test]
fn only_a_png_is_shown_as_emblem() {
    let mut specimen = Specimen::new();
    let png = prongsai_rendering::qr::png("emblem", prongsai_rendering::qr::QrOptions::default()).unwrap();
    for (bytes, shown) in [(png, 1), (b"<svg onload=alert(1)>".to_vec(), 0)] {
        specimen.template.logo_png = Some(bytes);
        let page = html::page(
            &specimen.rendition(Body::Plan(specimen.plan()), PublicationStatus::Draft),
            &HtmlOptions::default(),
        );
        assert_accessible(&page);
        assert_eq!(all(&Html::parse_document(&page), "img.emblem").len(), shown);
    }
}

/// HTML shows a line end in a text as a space.
#[test]
fn the_reason_of_an_approval_keeps_its_lines() {
    let specimen = Specimen::new();
    let mut signed = specimen.signed();
    signed.signatures.override_reason = Some("บรรทัดแรก\nบรรทัดที่สอง");
    let page = html::page(
        &specimen.rendition(Body::Document(signed), published()),
        &HtmlOptions::default(),
    );
    assert!(page.contains("แรก<br>บรรทัด"), "{page}");
}

#[test]
fn the_policy_allows_the_one_stylesheet_by_its_hash() {
    let specimen = Specimen::new();
    let options = HtmlOptions {
        canonical: Some("https://prongsai.example/public/v1/reports/1.html"),
        downloads: vec![Link {
            href: "/public/v1/reports/1.pdf",
            title: "PDF",
        }],
        home: Some(Link {
            href: "/public/ban-yang/2566",
            title: "เทศบาลตำบลบ้านตัวอย่าง",
        }),
    };
    let page = html::page(&specimen.rendition(Body::Plan(specimen.plan()), published()), &options);
    assert_accessible(&page);
    let document = Html::parse_document(&page);
    let styles = all(&document, "style");
    assert_eq!(styles.len(), 1);
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text(&styles[0])));
    assert_eq!(html::style_hash(), format!("sha256-{digest}"));
    assert!(html::content_security_policy().contains(&format!("style-src '{}'", html::style_hash())));
    assert_eq!(all(&document, "link[rel=canonical]").len(), 1);
    assert_eq!(all(&document, "header a").len(), 2);
}
