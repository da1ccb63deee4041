use prongsai_domain::organization::Channels;
use prongsai_rendering::html::site::overview;
use prongsai_rendering::html::{VerifiedState, verification};
use prongsai_rendering::rendition::Numerals;
use prongsai_rendering::wording;
use scraper::Html;

use crate::accessible::{all, assert_accessible, text};
use crate::specimen::hostile::CORPUS;
use crate::specimen::site::{channels, contents, moment, page};
use crate::specimen::{self, SURVEY_URL, Specimen};

#[test]
fn a_year_shows_its_measures_reports_announcements_and_channels() {
    let specimen = Specimen::new();
    let channels = channels("1 หมู่ 2");
    let name = "เทศบาลตำบลบ้านตัวอย่าง";
    let html = overview(&page(&contents(&specimen, name), &channels, name, "2566-02-01"));
    assert_accessible(&html);
    let document = Html::parse_document(&html);
    let bar = &all(&document, "progress")[0];
    assert_eq!((bar.attr("value"), bar.attr("max")), (Some("60"), Some("100")));
    let said = text(&document.root_element());
    for part in [
        "อยู่ระหว่างดำเนินการ",
        "60%",
        "4 รายการ",
        "รอบ 12 เดือน",
        "5 ตุลาคม พ.ศ. 2566",
        "1567",
    ] {
        assert!(said.contains(part), "{part}");
    }
    let hrefs: Vec<&str> = all(&document, "a")
        .iter()
        .filter_map(|link| link.attr("href"))
        .collect();
    for href in [
        "/m/1",
        "/r/1",
        "/r/1.pdf",
        "/a/1",
        "/2565",
        "tel:1567",
        "mailto:honest@banyang.example",
        SURVEY_URL,
    ] {
        assert!(hrefs.contains(&href), "{href} in {hrefs:?}");
    }
    assert!(
        !hrefs.iter().any(|href| href.starts_with("tel:0")),
        "a text with two numbers is not dialled"
    );
    assert_eq!(all(&document, "link[type='application/atom+xml']").len(), 1);
}

#[test]
fn the_page_says_how_many_people_approve() {
    let specimen = Specimen::new();
    let channels = Channels::default();
    let contents = contents(&specimen, "เทศบาล");
    let mut shown = page(&contents, &channels, "เทศบาล", "2566-02-01");
    shown.numerals = Numerals::Thai;
    let html = overview(&shown);
    assert_accessible(&html);
    let document = Html::parse_document(&html);
    let section = &all(&document, "section[aria-labelledby='approval-basis']")[0];
    let facts: Vec<(String, String)> = all(&document, "section[aria-labelledby='approval-basis'] dl.facts > div")
        .iter()
        .map(|fact| {
            let part = |name: &str| fact.child_elements().find(|part| part.value().name() == name).unwrap();
            (text(&part("dt")), text(&part("dd")))
        })
        .collect();
    let facts: Vec<(&str, &str)> = facts.iter().map(|(dt, dd)| (dt.as_str(), dd.as_str())).collect();
    let expected = [
        (wording::APPROVERS, "๒ คน ในจำนวนนี้ ๑ คน ได้รับสิทธิโดยไม่มีบุคคลที่สองยืนยัน"),
        (wording::PUBLISHERS, "๓ คน"),
        (wording::APPROVERS_WHO_DRAFT, "๐ คน"),
        (wording::PUBLIC_DOCUMENTS, "๑๗ ฉบับ อนุมัติโดยบุคคลรวม ๔ คน"),
    ];
    assert_eq!(facts, expected);
    assert!(text(section).contains(wording::APPROVAL_BASIS_NOTE));
}

#[test]
fn the_code_of_a_survey_shows_while_it_is_open() {
    let specimen = Specimen::new();
    let channels = Channels::default();
    for (today, codes, words) in [
        ("2566-01-02", 0, wording::WINDOW_BEFORE),
        ("2566-06-30", 1, wording::WINDOW_OPEN),
        ("2566-07-01", 0, wording::WINDOW_CLOSED),
    ] {
        let html = overview(&page(&contents(&specimen, "เทศบาล"), &channels, "เทศบาล", today));
        assert_accessible(&html);
        assert!(html.contains(words), "{today}");
        assert_eq!(all(&Html::parse_document(&html), "svg").len(), codes, "{today}");
        assert!(html.contains(wording::NO_CHANNEL));
    }
}

#[test]
fn thai_numerals_name_the_other_years_too() {
    let specimen = Specimen::new();
    let channels = Channels::default();
    let contents = contents(&specimen, "เทศบาล");
    let mut thai = page(&contents, &channels, "เทศบาล", "2566-02-01");
    thai.numerals = Numerals::Thai;
    let document = Html::parse_document(&overview(&thai));
    let year = &all(&document, ".years a")[0];
    assert_eq!((year.attr("href"), text(year).as_str()), (Some("/2565"), "๒๕๖๕"));
}

#[test]
fn an_empty_year_says_so() {
    let specimen = Specimen::new();
    let channels = Channels::default();
    let contents = contents(&specimen, "เทศบาล");
    let mut empty = page(&contents, &channels, "เทศบาล", "2566-02-01");
    empty.documents.clear();
    let html = overview(&empty);
    assert_accessible(&html);
    for words in [wording::NO_MEASURE, wording::NO_REPORT, wording::NO_ANNOUNCEMENT] {
        assert!(html.contains(words));
    }
}

#[test]
fn texts_of_users_on_the_public_page_are_never_markup() {
    for written in CORPUS {
        let specimen = Specimen::saying(written);
        let channels = channels(written);
        let html = overview(&page(&contents(&specimen, written), &channels, written, "2566-02-01"));
        let document = Html::parse_document(&html);
        assert!(all(&document, "script, img, iframe, base, br, b").is_empty());
        assert_eq!(all(&document, "svg").len(), 1);
        assert_eq!(
            text(&all(&document, "#reports + ul h3 a")[0]),
            wording::printable(written)
        );
        for link in all(&document, "a") {
            assert!(!link.attr("href").unwrap().starts_with("javascript"));
        }
    }
}

fn verified(state: VerifiedState<'_>) -> Html {
    let html = verification(&specimen::site::verified(state));
    assert_accessible(&html);
    Html::parse_document(&html)
}

#[test]
fn a_verified_rendition_is_live_superseded_or_withdrawn() {
    let live = verified(VerifiedState::Live);
    let said = text(&live.root_element());
    for part in [
        wording::LIVE,
        "K7QX2-M4P9D",
        "9f86d081884c",
        "2c26b46b68ff",
        "รายงาน ปี ๒๕๖๖",
        "๕ ตุลาคม พ.ศ. ๒๕๖๖",
    ] {
        assert!(said.contains(part), "{part}");
    }
    assert!(!said.contains("จังหวัดกรุงเทพมหานคร"));

    let at = moment("2023-11-01T00:00:00Z");
    let old = verified(VerifiedState::Superseded {
        at: Some(at),
        successor: Some("/public/v1/reports/1"),
    });
    assert!(text(&old.root_element()).contains(wording::SUPERSEDED));
    assert_eq!(all(&old, "dd a[href='/public/v1/reports/1']").len(), 1);

    let gone = verified(VerifiedState::Withdrawn {
        at,
        reason: "ตัวเลขผิด <b>",
    });
    let said = text(&gone.root_element());
    assert!(said.contains(wording::WITHDRAWN) && said.contains("ตัวเลขผิด <b>") && said.contains("๑ พฤศจิกายน"));
}
