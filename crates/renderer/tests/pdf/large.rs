//! Long texts, long words, many steps, many measures.

use image::GrayImage;
use prongsai_domain::measure::{Measure, Step};
use prongsai_rendering::pdf::{LimitExceeded, PdfJob, RenderLimits};

use super::tools::{Pdf, plain};
use super::year::Year;

fn steps(count: usize, text: &str) -> Vec<Step> {
    (1..=count)
        .map(|number| Step {
            key: format!("step-{number}"),
            text: format!("ขั้นที่{number}: {text}"),
            cadence: None,
            due_on: None,
        })
        .collect()
}

/// Checks that there is no ink within 12 mm of the left and right edges and within 4 mm of the top and bottom edges, where the
/// page number stands. A pixel with a grey above 200 (of 255) is blank.
fn assert_margins(page: &GrayImage, dots_per_inch: u32, name: &str) {
    let margin = f64::from(dots_per_inch) / 25.4 * 12.0;
    let (width, height) = (f64::from(page.width()), f64::from(page.height()));
    for (x, y, grey) in page.enumerate_pixels() {
        let (x, y) = (f64::from(x), f64::from(y));
        let is_inside = (margin..width - margin).contains(&x) && (margin / 3.0..height - margin / 3.0).contains(&y);
        assert!(
            is_inside || grey.0[0] > 200,
            "{name}: ink at {x:.0}, {y:.0} of {width}×{height}"
        );
    }
}

#[test]
fn long_texts_and_words_stay_in_their_columns() {
    let word = "x".repeat(300);
    let url = format!(
        "https://www.example.go.th/{}?q={}",
        "segment/".repeat(30),
        "ก".repeat(30)
    );
    let thai = "ประสิทธิภาพการสื่อสาร".repeat(190);
    let gibberish = "ฮ".repeat(1_000);
    for (name, text) in [
        ("word", &word),
        ("url", &url),
        ("thai", &thai),
        ("gibberish", &gibberish),
    ] {
        let mut year = Year::example();
        for measure in &mut year.measures {
            measure.title = text.chars().take(500).collect();
            measure.guideline.clone_from(text);
            measure.steps = steps(3, text);
            measure.monitoring = Some(text.clone());
            if let Some(division) = &mut measure.division {
                division.name = text.chars().take(200).collect();
            }
        }
        let pdf = Pdf::of(&year.rendition(year.plan()));
        pdf.examine();
        let shown = pdf.text_as_set();
        for measure in &year.measures {
            for step in &measure.steps {
                // A row that is longer than a page continues after the page footer.
                let begin: String = plain(&step.text).chars().take(60).collect();
                assert!(shown.contains(&begin), "{name}: {begin:?} is not shown");
            }
        }
        for page in pdf.pages(50) {
            assert_margins(&page, 50, name);
        }
    }
}

#[test]
fn long_words_stay_on_the_poster() {
    // Widths between those that fit in running text and those that fit in the larger letters of a poster.
    for length in (20..=80).step_by(6) {
        let mut year = Year::example();
        let word = "x".repeat(length);
        year.announcements[0].title.clone_from(&word);
        year.announcements[0].subject.clone_from(&word);
        for page in Pdf::of(&year.rendition(year.poster())).pages(50) {
            assert_margins(&page, 50, &format!("{length} letters"));
        }
    }
}

#[test]
fn sixty_steps_of_four_thousand_characters_are_all_there() {
    let mut year = Year::example();
    let text = "จัดให้มีข้อมูลเผยแพร่ต่อสาธารณชน ".repeat(120);
    year.measures[0].steps = steps(60, &text);
    let pdf = Pdf::of(&year.rendition(year.plan()));
    let shown = pdf.text_as_set();
    for number in 1..=60 {
        assert!(shown.contains(&format!("ขั้นที่{number}:")), "step {number}");
    }
    for page in pdf.pages(40) {
        assert_margins(&page, 40, "steps");
    }
}

#[test]
fn a_measure_that_fits_on_a_page_is_not_split() {
    let mut year = Year::example();
    let model: Measure = year.measures[0].clone();
    year.measures = (1..=12)
        .map(|number| Measure {
            title: format!("มาตรการลำดับ{number}เริ่ม"),
            monitoring: Some(format!("ท้ายมาตรการลำดับ{number}")),
            steps: steps(6, "ดำเนินการตามแผนและรายงานต่อผู้บริหาร"),
            ..model.clone()
        })
        .collect();
    let pdf = Pdf::of(&year.rendition(year.plan()));
    let pages: Vec<String> = pdf.text_of_pages();
    for number in 1..=12 {
        let head = plain(&format!("มาตรการลำดับ{number}เริ่ม"));
        let page = pages.iter().find(|page| page.contains(&head)).unwrap();
        assert!(
            page.contains(&plain("ขั้นที่6: ดำเนินการ")),
            "measure {number} is torn: {page}"
        );
        // The head of the table is repeated on every page of the table.
        assert!(
            page.contains(&plain("ขั้นตอน/วิธีการปฏิบัติ")),
            "no head over measure {number}"
        );
    }
    assert!(
        pages.len() > 3,
        "there are ends of pages at which a measure could be split"
    );
}

#[test]
fn empty_renditions_are_made() {
    let mut year = Year::example();
    year.measures.clear();
    year.announcements[0].body.clear();
    year.announcements[0].survey = None;
    year.analysis = None;
    year.shown = None;
    year.report.preface = None;
    for body in year.bodies() {
        Pdf::of(&year.rendition(body)).examine();
    }
}

#[test]
fn a_rendition_beyond_a_limit_is_refused() {
    let year = Year::example();
    let few = RenderLimits {
        max_measures: 1,
        ..RenderLimits::default()
    };
    let refused = PdfJob::within(&year.rendition(year.plan()), &few).unwrap_err();
    assert_eq!(refused, LimitExceeded::Measures { actual: 2, max: 1 });
    assert!(refused.message_th().contains("2 มาตรการ"));
    let small = RenderLimits {
        max_bytes: 100,
        ..RenderLimits::default()
    };
    let refused = PdfJob::within(&year.rendition(year.report()), &small).unwrap_err();
    assert!(matches!(refused, LimitExceeded::Bytes { max: 100, .. }), "{refused:?}");
}
