use std::sync::LazyLock;

use prongsai_rendering::html::{self, HtmlOptions};
use prongsai_rendering::rendition::{Body, PublicationStatus};
use prongsai_rendering::wording::printable;
use proptest::prelude::*;
use scraper::Html;

use crate::accessible::{all, text};
use crate::specimen::hostile::CORPUS;
use crate::specimen::{Specimen, published};

/// The elements of a page with the names of their attributes, without their texts.
fn skeleton(page: &str) -> Vec<String> {
    let document = Html::parse_document(page);
    all(&document, "*")
        .iter()
        .map(|element| {
            let mut names: Vec<&str> = element.value().attrs().map(|(name, _)| name).collect();
            names.sort_unstable();
            format!("{} {}", element.value().name(), names.join(" "))
        })
        .collect()
}

fn pages(specimen: &Specimen) -> Vec<String> {
    let bodies = specimen.bodies().into_iter();
    bodies
        .map(|body| html::page(&specimen.rendition(body, published()), &HtmlOptions::default()))
        .collect()
}

/// For any text, the page has the same elements as for plain words, and contains the text.
fn assert_only_text(written: &str) {
    static PLAIN: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
        pages(&Specimen::saying("คำธรรมดา"))
            .iter()
            .map(|page| skeleton(page))
            .collect()
    });
    let hostile = pages(&Specimen::saying(written));
    for (plain, hostile) in PLAIN.iter().zip(&hostile) {
        assert_eq!(plain, &skeleton(hostile), "{written:?}");
    }
    // In the order of `bodies`: the plan is the first page, the announcement the third.
    let letter = Html::parse_document(&hostile[2]);
    assert_eq!(text(&all(&letter, "h1")[0]), printable(written));
    assert_eq!(
        text(&all(&letter, ".subject")[0]),
        format!("เรื่อง {}", printable(written))
    );
    let plan = Html::parse_document(&hostile[0]);
    assert_eq!(text(&all(&plan, ".plan tbody td p")[0]), printable(written));
}

#[test]
fn texts_of_users_are_never_markup() {
    CORPUS.into_iter().for_each(assert_only_text);
}

#[test]
fn links_of_other_kinds_are_no_links() {
    for written in CORPUS {
        for page in pages(&Specimen::saying(written)) {
            for link in all(&Html::parse_document(&page), "[href]") {
                let href = link.attr("href").unwrap_or_default();
                assert!(href.starts_with("https://") || href.starts_with('#'), "{href}");
            }
        }
    }
}

#[test]
fn an_address_too_long_for_a_qr_code_is_printed_as_text() {
    let mut specimen = Specimen::new();
    let url = format!("https://itas.nacc.go.th/{}", "x".repeat(5_000));
    if let Some(survey) = &mut specimen.announcement.survey {
        survey.url.clone_from(&url);
    }
    let body = Body::of(specimen.announcement.clone());
    let page = html::page(
        &specimen.rendition(body, PublicationStatus::Draft),
        &HtmlOptions::default(),
    );
    let document = Html::parse_document(&page);
    assert!(all(&document, "svg").is_empty());
    assert_eq!(text(&all(&document, ".qr a")[0]), url);
}

#[test]
fn sixty_long_steps_are_all_there() {
    let mut specimen = Specimen::new();
    let long = "ขั้นตอนยาว ".repeat(360);
    let pattern = specimen.measures[0].steps[0].clone();
    specimen.measures[0].steps = (0..60)
        .map(|number| prongsai_domain::measure::Step {
            text: format!("{number} {long}"),
            ..pattern.clone()
        })
        .collect();
    let page = html::page(
        &specimen.rendition(Body::Plan(specimen.plan()), PublicationStatus::Draft),
        &HtmlOptions::default(),
    );
    let document = Html::parse_document(&page);
    let steps = all(&document, ".plan tbody:nth-of-type(1) li");
    assert_eq!(steps.len(), 60);
    assert!(text(&steps[59]).starts_with(&format!("59 {long}")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_text(written in any::<String>().prop_filter("some text", |text| !text.is_empty())) {
        assert_only_text(&written);
    }

    #[test]
    fn any_markup_is_text(written in "[<>&\"'/=!\\-a-zก-๛\\[\\]{}#;: \n]{1,60}") {
        assert_only_text(&written);
    }
}
