//! The activities in the table of results.

use prongsai_rendering::html::{self, HtmlOptions};
use prongsai_rendering::rendition::Body;
use scraper::Html;

use crate::accessible::{all, text};
use crate::specimen::{Specimen, published};

#[test]
fn activities_are_rows_below_the_results_of_their_measure() {
    let mut specimen = Specimen::new();
    specimen.add_activity();
    let body = Body::Document(specimen.signed());
    let page = html::page(&specimen.rendition(body, published()), &HtmlOptions::default());
    let document = Html::parse_document(&page);
    let heads = all(&document, ".results tbody th");
    assert_eq!(heads[0].attr("rowspan"), Some("3"));
    let rows: Vec<String> = all(&document, ".results tbody tr").iter().map(text).collect();
    for said in [
        "กิจกรรม",
        "ออกพบประชาชน",
        "(ตามขั้นตอนที่ 2)",
        "ศาลาประชาคม หมู่ที่ 4",
        "12 มีนาคม พ.ศ. 2566",
        "1,042 คน",
        "หลักฐาน: ภาพกิจกรรม",
    ] {
        assert!(rows[2].contains(said), "{said}: {}", rows[2]);
    }
    let links = all(&document, ".results a[href='https://www.banyang.example/visits']");
    assert_eq!(links.len(), 1);
}
