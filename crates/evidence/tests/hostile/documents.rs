use crate::make::{
    accepted, all_parts, chunk, contains, exif, jpeg, jpeg_with, part, png_with, refused, segment, zipped,
};
use crate::package::{Package, docx, xlsx};

fn gone(bytes: &[u8], words: &[&str]) {
    let all = all_parts(bytes);
    for word in words {
        assert!(
            !contains(&all, word.as_bytes()),
            "{word}\n{}",
            String::from_utf8_lossy(&all)
        );
    }
}

#[test]
fn a_plain_document_keeps_its_text() {
    let outcome = accepted("a.docx", &docx().zipped());
    assert_eq!(outcome.removed().len() + outcome.doubts().len(), 0);
    let text = part(&outcome.bytes, "word/document.xml").unwrap();
    assert!(
        text.contains("<w:t xml:space=\"preserve\">สวัสดี &amp; ลาก่อน </w:t>"),
        "{text}"
    );
    let outcome = accepted("a.xlsx", &xlsx().zipped());
    assert_eq!(outcome.removed().len() + outcome.doubts().len(), 0);
    assert_eq!(outcome.cleaned.facts.sheets, Some(2));
}

#[test]
fn properties_are_removed_and_the_title_stays() {
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>แผน &amp; ผล</dc:title><dc:creator>SECRET</dc:creator>\
                <cp:lastModifiedBy>SECRET</cp:lastModifiedBy><cp:keywords>SECRET</cp:keywords></cp:coreProperties>";
    let app = "<Properties><Company>SECRET</Company><Manager>SECRET</Manager><Template>C:\\SECRET.dotx</Template></Properties>";
    let custom = "<Properties><property name=\"SECRET\"/></Properties>";
    let document = docx()
        .root("core-properties", "docProps/core.xml", core)
        .root("extended-properties", "docProps/app.xml", app)
        .root("custom-properties", "/docProps/custom.xml", custom)
        .root("thumbnail", "docProps/thumbnail.jpeg", "SECRET");
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["thumbnails", "document-information"]);
    gone(
        &outcome.bytes,
        &["SECRET", "docProps/app", "docProps/custom", "thumbnail"],
    );
    assert!(
        part(&outcome.bytes, "docProps/core.xml")
            .unwrap()
            .contains("<dc:title>แผน &amp; ผล</dc:title>")
    );
    assert!(
        part(&outcome.bytes, "[Content_Types].xml")
            .unwrap()
            .contains("/docProps/core.xml")
    );
    let title = core.replace("แผน &amp; ผล", "C:\\Users\\SECRET\\x.docx");
    let outcome = accepted(
        "a.docx",
        &docx().root("core-properties", "docProps/core.xml", &title).zipped(),
    );
    gone(&outcome.bytes, &["SECRET", "dc:title"]);
}

#[test]
fn templates_and_local_targets_are_removed() {
    let settings = "<w:settings xmlns:w=\"w\" xmlns:r=\"r\"><w:attachedTemplate r:id=\"rId1\"/><w:zoom w:percent=\"100\"/></w:settings>";
    let document = docx()
        .document("settings", "settings.xml", settings)
        .external(
            "word/settings.xml",
            "attachedTemplate",
            "http://SECRET.example/evil.dotm",
        )
        .external("word/document.xml", "hyperlink", "file:///C:\\Users\\SECRET\\x.docx")
        .external("word/document.xml", "hyperlink", "\\\\SECRET\\share\\x.docx")
        .external("word/document.xml", "image", "file://SECRET/x.png")
        .external("word/document.xml", "hyperlink", "ms-msdt:/SECRET")
        .external("word/document.xml", "hyperlink", "https://kept.example/?a=1&b=2")
        .external("word/document.xml", "image", "https://kept.example/x.png");
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["local-paths", "actions", "template-link"]);
    assert_eq!(outcome.doubts(), ["contains-external-pictures"]);
    gone(&outcome.bytes, &["SECRET", "attachedTemplate", "file:"]);
    let relations = part(&outcome.bytes, "word/_rels/document.xml.rels").unwrap();
    assert!(
        relations.contains("https://kept.example/?a=1&amp;b=2\" TargetMode=\"External\""),
        "{relations}"
    );
    // Text refers to the links, so that they stay and lead nowhere.
    assert_eq!(relations.matches("about:blank").count(), 4);
    assert!(part(&outcome.bytes, "word/settings.xml").unwrap().contains("w:zoom"));
}

#[test]
fn pictures_within_a_document_lose_their_metadata() {
    let photo = jpeg_with(30, 20, &[segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6)].concat())]);
    let photo = [&photo[..], b"PK\x03\x04SECRET"].concat();
    let picture = png_with(&[chunk(*b"tEXt", b"Author\0SECRET")]);
    let frame = "<w:p xmlns:w=\"w\"><pic:cNvPr xmlns:pic=\"p\" id=\"0\" name=\"x\" descr=\"C:\\Users\\SECRET\\photo.jpg\"/></w:p>";
    let document = docx()
        .bytes("image", "media/image1.jpeg", &photo)
        .bytes("image", "media/image2.png", &picture)
        .bytes("image", "media/image3.gif", b"GIF89a...")
        .document("footer", "footer1.xml", frame);
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["extra-bytes", "picture-metadata", "local-paths"]);
    assert_eq!(outcome.doubts(), ["pictures-not-cleaned"]);
    gone(&outcome.bytes, &["SECRET", "GPS", "Exif"]);
    let all = all_parts(&outcome.bytes);
    let start = all.windows(3).position(|it| it == b"\xFF\xD8\xFF").unwrap();
    let kept = image::load_from_memory(&all[start..]).unwrap();
    // The document says how it is turned, and its pixels are those of before.
    assert_eq!(kept, image::load_from_memory(&jpeg(30, 20)).unwrap());
}

#[test]
fn folders_and_printers_of_a_workbook_are_removed() {
    let workbook = xlsx()
        .replace(
            "</workbook>",
            "<mc:A xmlns:mc=\"m\"><x15ac:absPath xmlns:x15ac=\"x\" url=\"C:\\Users\\SECRET\\\"/></mc:A></workbook>",
        )
        .replace(
            "</worksheet>",
            "<pageSetup xmlns:r=\"r\" orientation=\"landscape\" r:id=\"rId1\"/></worksheet>",
        )
        .of(
            "xl/worksheets/sheet1.xml",
            "printerSettings",
            "xl/printerSettings/printerSettings1.bin",
            b"\\\0\\\0SECRET",
        );
    let outcome = accepted("a.xlsx", &workbook.zipped());
    assert_eq!(outcome.removed(), ["local-paths", "printer-settings"]);
    gone(
        &outcome.bytes,
        &["SECRET", "absPath", "printerSettings", "r:id=\"rId1\"/></worksheet"],
    );
    assert!(
        part(&outcome.bytes, "xl/worksheets/sheet1.xml")
            .unwrap()
            .contains("orientation=\"landscape\"")
    );
}

/// What refers to a removed part goes with it: otherwise Word repairs the file.
#[test]
fn nothing_refers_to_what_is_removed() {
    let section = "<w:sectPr><w:printerSettings r:id=\"rId1\"/><w:pgSz w:w=\"1\"/></w:sectPr>";
    let settings = "<w:settings xmlns:w=\"w\"><w:mailMerge><w:recipientData r:id=\"rId1\"/></w:mailMerge></w:settings>";
    let document = docx()
        .replace("<w:p>", &format!("<w:p>{section}"))
        .bytes("printerSettings", "printerSettings/p.bin", b"SECRET")
        .document("settings", "settings.xml", settings)
        .of(
            "word/settings.xml",
            "recipientData",
            "word/recipientData.xml",
            b"<x>SECRET</x>",
        );
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["document-information", "printer-settings"]);
    gone(&outcome.bytes, &["SECRET", "rId1\"/><w:pgSz", "recipientData"]);
    assert!(part(&outcome.bytes, "word/document.xml").unwrap().contains("w:pgSz"));
}

#[test]
fn the_workbook_behind_a_chart_is_removed() {
    let chart = "<c:chartSpace xmlns:c=\"c\" xmlns:r=\"r\"><c:v>5</c:v><c:externalData r:id=\"rId1\"><c:autoUpdate/></c:externalData></c:chartSpace>";
    let document = docx().document("chart", "charts/chart1.xml", chart).of(
        "word/charts/chart1.xml",
        "package",
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
        &zipped(&[("SECRET.txt", b"x")]),
    );
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["attachments"]);
    gone(&outcome.bytes, &["SECRET", "embeddings", "externalData", "autoUpdate"]);
    assert!(
        part(&outcome.bytes, "word/charts/chart1.xml")
            .unwrap()
            .contains("<c:v>5</c:v>")
    );
}

#[test]
fn parts_that_nothing_uses_are_left_out() {
    let document = docx()
        .plain("word/media/evil.exe", b"MZ SECRET")
        .plain("META-INF/MANIFEST.MF", b"SECRET");
    let outcome = accepted("a.docx", &document.zipped());
    assert_eq!(outcome.removed(), ["application-data"]);
    gone(&outcome.bytes, &["SECRET", "evil", "MANIFEST"]);
}

#[test]
fn what_stays_in_a_document_is_said() {
    let body = |inner: &str| docx().replace("<w:p>", &format!("<w:p>{inner}"));
    for (document, doubt) in [
        (
            body("<w:ins w:id=\"1\" w:author=\"somchai\"><w:r/></w:ins>"),
            "contains-tracked-changes",
        ),
        (
            body("<w:rPr><w:rPrChange w:id=\"1\"/></w:rPr>"),
            "contains-tracked-changes",
        ),
        (body("<w:rPr><w:vanish/></w:rPr>"), "contains-hidden-content"),
        (body("<w:t>C:\\Users\\somchai\\x</w:t>"), "contains-local-paths"),
        (
            docx().document("comments", "comments.xml", "<w:comments xmlns:w=\"w\"/>"),
            "contains-comments",
        ),
    ] {
        assert_eq!(accepted("a.docx", &document.zipped()).doubts(), [doubt]);
    }
    let sheet = |from: &str, to: &str| xlsx().replace(from, to).zipped();
    let hidden = sheet("name=\"B\"", "name=\"B\" state=\"veryHidden\"");
    assert_eq!(accepted("a.xlsx", &hidden).doubts(), ["contains-hidden-content"]);
    let hidden = sheet("<row>", "<row hidden=\"1\">");
    assert_eq!(accepted("a.xlsx", &hidden).doubts(), ["contains-hidden-content"]);
    let connected = xlsx()
        .document("connections", "connections.xml", "<connections/>")
        .zipped();
    assert_eq!(accepted("a.xlsx", &connected).doubts(), ["contains-data-connections"]);
}

#[test]
fn signed_documents_stay_byte_for_byte() {
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>somchai</dc:creator></cp:coreProperties>";
    let signed = docx().root("core-properties", "docProps/core.xml", core).root(
        "digital-signature/origin",
        "_xmlsignatures/origin.sigs.xml",
        "<x/>",
    );
    let bytes = signed.zipped();
    let outcome = accepted("a.docx", &bytes);
    assert!(outcome.cleaned.signed && outcome.cleaned.same_bytes);
    assert_eq!(outcome.bytes, bytes);
    assert_eq!(outcome.doubts(), ["signed-not-cleaned"]);
    let active: Package = signed.external("word/document.xml", "hyperlink", "ms-msdt:/x");
    assert_eq!(refused("a.docx", &active.zipped()), "signed-with-active-content");
}

/// Element names, attributes, entities and white space of a part stay as they are.
#[test]
fn xml_is_copied_faithfully() {
    let text = "<w:x xmlns:w=\"w\" a='1 &lt; \"2\"' b=\"&#3585;\">\n  <w:y/>\r\n<![CDATA[<z>]]>&#x41;&amp;กขค</w:x>";
    let outcome = accepted("a.docx", &docx().document("footnotes", "footnotes.xml", text).zipped());
    let copied = part(&outcome.bytes, "word/footnotes.xml").unwrap();
    assert_eq!(copied.split_once("?>\n").unwrap().1, text);
    // As programs in .NET write parts.
    let marked = format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>{text}");
    let outcome = accepted(
        "a.docx",
        &docx().document("footnotes", "footnotes.xml", &marked).zipped(),
    );
    let copied = part(&outcome.bytes, "word/footnotes.xml").unwrap();
    assert_eq!(copied.split_once("?>\n").unwrap().1, text);
    let dirty = "<?xml version=\"1.0\"?><!-- SECRET --><?mso SECRET?><w:x xmlns:w=\"w\"><!-- SECRET --></w:x>";
    let outcome = accepted("a.docx", &docx().document("footnotes", "footnotes.xml", dirty).zipped());
    gone(&outcome.bytes, &["SECRET"]);
}
