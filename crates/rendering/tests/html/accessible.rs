//! The requirements of every page for people who use a screen reader or enlarge the page.

use scraper::{ElementRef, Html, Selector};

pub(crate) fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

pub(crate) fn text(element: &ElementRef<'_>) -> String {
    element.text().collect()
}

/// Checks the requirements of every page, independent of its content.
pub(crate) fn assert_accessible(page: &str) {
    let document = Html::parse_document(page);
    assert_eq!(document.errors, Vec::<String>::new());
    assert_eq!(document.root_element().attr("lang"), Some("th"));
    assert_eq!(all(&document, "title").len(), 1);
    assert_eq!(all(&document, "h1").len(), 1, "one main heading");
    assert_eq!(all(&document, "main").len(), 1);
    assert!(
        all(
            &document,
            "script, iframe, object, link[rel=stylesheet], [style], [onclick]"
        )
        .is_empty()
    );
    let levels: Vec<u8> = all(&document, "h1, h2, h3, h4, h5, h6")
        .iter()
        .map(|heading| heading.value().name()[1..].parse().unwrap())
        .collect();
    assert_eq!(levels.first(), Some(&1), "{levels:?}");
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "a level is left out: {levels:?}");
    }
    for image in all(&document, "img") {
        assert!(image.attr("alt").is_some_and(|alt| !alt.is_empty()));
        assert!(image.attr("src").unwrap().starts_with("data:image/png;base64,"));
    }
    for svg in all(&document, "svg") {
        let wrapper = ElementRef::wrap(svg.parent().unwrap()).unwrap();
        assert_eq!(wrapper.attr("role"), Some("img"));
        assert!(wrapper.attr("aria-label").is_some_and(|alt| alt.contains("https://")));
    }
    let mut ids: Vec<&str> = all(&document, "[id]").iter().filter_map(|one| one.attr("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for labelled in all(&document, "[aria-labelledby]") {
        assert!(ids.contains(&labelled.attr("aria-labelledby").unwrap()));
    }
    all(&document, "table").iter().for_each(assert_table);
}

fn assert_table(table: &ElementRef<'_>) {
    let select = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        table.select(&selector).map(|one| text(&one)).collect()
    };
    assert_eq!(select("caption").len(), 1);
    assert_eq!(select("thead th:not([scope])"), Vec::<String>::new());
    assert_eq!(select("tbody th:not([scope])"), Vec::<String>::new());
    assert!(!select("thead th[scope=col]").is_empty());
    assert!(
        select("td, th").iter().all(|cell| !cell.trim().is_empty()),
        "an empty cell"
    );
    // Each row has as many cells as the table has columns, including cells that span from the row above.
    let cells = Selector::parse("th, td").unwrap();
    let columns: usize = table
        .select(&Selector::parse("thead tr:first-child th").unwrap())
        .map(|head| head.attr("colspan").map_or(1, |span| span.parse().unwrap()))
        .sum();
    for body in table.select(&Selector::parse("tbody").unwrap()) {
        for (index, row) in body.select(&Selector::parse("tr").unwrap()).enumerate() {
            assert_eq!(row.select(&cells).count() + usize::from(index > 0), columns);
        }
    }
}
