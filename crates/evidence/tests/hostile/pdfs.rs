use prongsai_evidence::Limits;

use crate::make::{accepted, contains, exif, jpeg_with, pdf_of, plain_pdf, refused, segment, stream};

fn gone(bytes: &[u8], words: &[&str]) {
    for word in words {
        assert!(
            !contains(bytes, word.as_bytes()),
            "{word}\n{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn scripts_and_actions_are_removed_wherever_they_stand() {
    let pdf = plain_pdf(
        "/OpenAction 4 0 R/Names<</JavaScript<</Names[(x) 4 0 R]>>/Dests<</Names[(d)[3 0 R/Fit]]>>>>/AA<</WC 4 0 R>>\
         /AcroForm<</Fields[6 0 R]/XFA[(template) 7 0 R]>>",
        "/Annots[5 0 R 6 0 R 8 0 R<</Subtype/Link/Rect[0 0 1 1]/A<</S/Launch/Win<</F(SECRETcmd.exe)>>>>>>]/AA<</O 4 0 R>>",
        &[
            "<</S/J#61vaScript/JS(SECRETalert)/Next<</S/Launch/F(SECRETcalc)>>>>",
            "<</Subtype/Link/Rect[0 0 1 1]/A<</S/GoTo/D(d)/Next[4 0 R<</S/ImportData/F(SECRETfdf)>>]>>>>",
            "<</Subtype/Widget/FT/Tx/T(name)/V(VALUE)/Rect[0 0 1 1]/A<</S/SubmitForm/F(http://SECRET.example)>>/AA<</K 4 0 R>>>>",
            "<</Length 12>>\nstream\nSECRET-XFA..\nendstream",
            "<</Subtype/Screen/Rect[0 0 1 1]/A<</S/Rendition/JS(SECRETrun)>>>>",
        ],
    );
    let outcome = accepted("a.pdf", &pdf);
    assert_eq!(outcome.removed(), ["scripts", "actions", "rich-media", "xfa-form"]);
    gone(
        &outcome.bytes,
        &[
            "SECRET",
            "JavaScript",
            "J#61",
            "Launch",
            "SubmitForm",
            "/AA",
            "OpenAction",
            "XFA",
            "Screen",
        ],
    );
    for kept in ["VALUE", "/GoTo", "(d)", "/Widget"] {
        assert!(contains(&outcome.bytes, kept.as_bytes()), "{kept}");
    }
    assert_eq!(outcome.cleaned.facts.pages, Some(1));
}

#[test]
fn links_of_the_web_stay_and_local_ones_go() {
    let link = |target: &str| format!("<</Subtype/Link/Rect[0 0 1 1]/A<<{target}>>>>");
    let links = [
        link("/S/URI/URI(https://kept.example/a?b=1#c)"),
        link("/S/URI/URI(mailto:kept@example.go.th)"),
        link("/S/URI/URI(kept/next.html)"),
        link("/S/URI/URI(file:///C:/Users/SECRET/x.pdf)"),
        link("/S/URI/URI(JaVaScRiPt:SECRET)"),
        link("/S/URI/URI<5C5C5345435245545C7368617265>"),
        link("/S/URI/URI(data:text/html,SECRET)"),
        link("/S/URI/URI 9 0 R"),
        link("/S/GoToR/F(C:\\\\Users\\\\SECRET\\\\x.pdf)/D[0/Fit]"),
        link("/S/GoToR/F<</Type/Filespec/UF(/C/Users/SECRET/x.pdf)>>/D[0/Fit]"),
        link("/S/GoToR/F(kept.pdf)/D[0/Fit]"),
        link("/S/GoToE/F(SECRET.pdf)"),
    ];
    let page = format!("/Annots[{}]", links.concat());
    let outcome = accepted("a.pdf", &plain_pdf("/OpenAction[3 0 R/Fit]", &page, &[]));
    assert_eq!(outcome.removed(), ["local-paths", "actions", "attachments"]);
    gone(&outcome.bytes, &["SECRET", "5345435245", "file:", "Users"]);
    for kept in [
        "https://kept.example/a?b=1#c",
        "kept@example",
        "kept/next",
        "kept.pdf",
        "/OpenAction",
    ] {
        assert!(contains(&outcome.bytes, kept.as_bytes()), "{kept}");
    }
}

/// What programs write that do not read the standard closely.
#[test]
fn careless_files_are_read() {
    let file = "%PDF-1.3\r1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\r\
        3 0 obj<</Type/Page/Contents[4 0 R 6 0 R 7 0 R]>>endobj\n\
        4 0 obj<</Length 5 0 R>>stream \r\n(one)\r\nendstream endobj5 0 obj 5 endobj\n\
        6 0 obj<</Length 999>>stream\n(two)endstream\nendobj\n\
        7 0 obj<</Length 7>>stream\n(three)endstreamendobj\n\
        xref\ngarbage\ntrailer<</Root 1 0 R>>startxref 0 %%EOF  \n\0";
    let outcome = accepted("a.pdf", file.as_bytes());
    assert_eq!(outcome.removed(), [""; 0]);
    for (text, length) in [("(one)", 5), ("(two)", 5), ("(three)", 7)] {
        let stream = format!("/Length {length}>>\nstream\n{text}\nendstream");
        assert!(
            contains(&outcome.bytes, stream.as_bytes()),
            "{stream}\n{}",
            String::from_utf8_lossy(&outcome.bytes)
        );
    }
}

/// Pages give names of their own choice to fonts and pictures.
#[test]
fn fonts_with_the_names_of_keys_stay() {
    let fonts = "<</AA 4 0 R/AF 4 0 R/EF<</Type/Font/Subtype/Type1/BaseFont/Kept>>/JS 5 0 R>>";
    let page = format!("/Resources<</Font{fonts}/ColorSpace<</RF[/Indexed/DeviceRGB 0<000000>]>>>>");
    let more = [
        "<</Type/Font/Subtype/Type1/BaseFont/Kept>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Length 2>>\nstream\nq \nendstream",
    ];
    let outcome = accepted("a.pdf", &plain_pdf("", &page, &more));
    assert_eq!(outcome.removed(), [""; 0]);
    for kept in ["/AA ", "/AF ", "/EF ", "/JS ", "/RF "] {
        assert!(contains(&outcome.bytes, kept.as_bytes()), "{kept}");
    }
    // What only calls itself so goes.
    let trick = plain_pdf(
        "/AA<</Type/Font/S/JavaScript/JS(SECRET)>>/AF 4 0 R",
        "/AA 5 0 R",
        &[
            "<</Type/Font/EF<</F 6 0 R>>/F(SECRET)>>",
            "<</Type/Font/O<</S/JavaScript/JS(SECRET)>>>>",
            "<</Length 6>>\nstream\nSECRET\nendstream",
        ],
    );
    gone(&accepted("a.pdf", &trick).bytes, &["SECRET", "JavaScript"]);
}

#[test]
fn attached_files_are_removed() {
    let file = "<</Type/Filespec/F(SECRET.zip)/UF(SECRET.zip)/EF<</F 6 0 R>>>>";
    let pdf = plain_pdf(
        "/Names<</EmbeddedFiles<</Names[(SECRET)5 0 R]>>>>/AF[5 0 R]/Collection<</View/T>>",
        "/Annots[4 0 R]/AF[5 0 R]",
        &[
            "<</Subtype/FileAttachment/Rect[0 0 1 1]/FS 5 0 R/Contents(SECRET)>>",
            file,
            "<</Type/EmbeddedFile/Length 6>>\nstream\nPK\x03\x04..\nendstream",
        ],
    );
    let outcome = accepted("a.pdf", &pdf);
    assert_eq!(outcome.removed(), ["attachments"]);
    gone(
        &outcome.bytes,
        &["SECRET", "PK\x03\x04", "EmbeddedFile", "/EF", "FileAttachment"],
    );
}

#[test]
fn properties_and_paths_are_removed_and_a_plain_title_stays() {
    let objects = |title: &str| {
        let info = format!("<</Title{title}/Author(SECRET)/Producer(SECRET)/X(C:\\\\Users\\\\SECRET)>>");
        vec![
            b"<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/PieceInfo<</X(SECRET)>>>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Metadata 5 0 R/Thumb 5 0 R>>".to_vec(),
            info.into_bytes(),
            stream("/Type/Metadata/Subtype/XML", b"<x:xmpmeta>SECRET</x:xmpmeta>"),
        ]
    };
    let outcome = accepted("a.pdf", &pdf_of(&objects("(Kept title)"), "/Info 4 0 R"));
    assert_eq!(
        outcome.removed(),
        ["thumbnails", "document-information", "local-paths", "application-data"]
    );
    gone(&outcome.bytes, &["SECRET", "Metadata", "PieceInfo", "Author"]);
    assert!(contains(&outcome.bytes, b"(Kept title)"));
    for title in [
        "(C:\\\\Users\\\\SECRET\\\\x.doc)",
        "(Microsoft Word - SECRET.doc)",
        "<FEFF0043003A005C0055>",
    ] {
        let outcome = accepted("a.pdf", &pdf_of(&objects(title), "/Info 4 0 R"));
        gone(&outcome.bytes, &["SECRET", "/Title", "/Info"]);
    }
}

#[test]
fn earlier_revisions_vanish() {
    let mut pdf = plain_pdf("", "/Contents 4 0 R", &["<</Length 7>>\nstream\n(SECRET\nendstream"]);
    pdf.extend(b"4 0 obj\n<</Length 4>>\nstream\nNEW.\nendstream\nendobj\n");
    pdf.extend(b"trailer\n<</Size 5/Root 1 0 R/Prev 9>>\nstartxref\n0\n%%EOF\n");
    let outcome = accepted("a.pdf", &pdf);
    assert_eq!(outcome.removed(), ["earlier-revisions"]);
    gone(&outcome.bytes, &["SECRET"]);
    assert!(contains(&outcome.bytes, b"NEW."));
}

#[test]
fn photographs_within_a_pdf_lose_their_metadata() {
    let photo = jpeg_with(8, 8, &[segment(0xE1, &[b"Exif\0\0".as_slice(), &exif(6)].concat())]);
    let image = "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode";
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 4 0 R>>>>>>".to_vec(),
        stream(image, &photo),
    ];
    let outcome = accepted("a.pdf", &pdf_of(&objects, ""));
    assert_eq!(outcome.removed(), ["picture-metadata"]);
    gone(&outcome.bytes, &["GPS", "Exif"]);
    let start = outcome.bytes.windows(3).position(|it| it == b"\xFF\xD8\xFF").unwrap();
    assert_eq!(image::load_from_memory(&outcome.bytes[start..]).unwrap().width(), 8);
}

#[test]
fn files_elsewhere_that_streams_and_forms_name_are_removed() {
    let pdf = plain_pdf(
        "",
        "/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>",
        &[
            "<</F(\\\\\\\\SECRET\\\\share)/FFilter/FlateDecode/Length 2>>\nstream\nq \nendstream",
            "<</Subtype/Form/BBox[0 0 1 1]/Ref<</F(SECRET.pdf)>>/OPI<</F(SECRET)>>/Length 2>>\nstream\nq \nendstream",
        ],
    );
    let outcome = accepted("a.pdf", &pdf);
    assert_eq!(outcome.removed(), ["local-paths"]);
    gone(&outcome.bytes, &["SECRET"]);
}

const SIGNATURE: &str = "<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>/Name(somchai)>>";

#[test]
fn signed_files_stay_byte_for_byte() {
    let form = "/AcroForm<</SigFlags 3/Fields[4 0 R]>>";
    let field = "<</FT/Sig/T(s)/V 5 0 R/Subtype/Widget/Rect[0 0 0 0]>>";
    let signed = plain_pdf(form, "/Annots[4 0 R]", &[field, SIGNATURE]);
    let outcome = accepted("a.pdf", &signed);
    assert!(outcome.cleaned.signed && outcome.cleaned.same_bytes);
    assert_eq!(outcome.bytes, signed);
    assert_eq!(outcome.doubts(), ["signed-not-cleaned"]);
    let script = "<</S/JavaScript/JS(x)>>";
    for (more, field_more) in [("/OpenAction 6 0 R", ""), ("", "/AA<</K 6 0 R>>"), ("", "")] {
        let field = field.replace("<</FT", &format!("<<{field_more}/FT"));
        let active = plain_pdf(&format!("{form}{more}"), "/Annots[4 0 R]", &[&field, SIGNATURE, script]);
        assert_eq!(
            refused("a.pdf", &active),
            "signed-with-active-content",
            "{more}{field_more}"
        );
    }
    // A script of an earlier revision, or in the bytes of a stream, is found by readers that use the tables.
    let mut earlier = plain_pdf(form, "/Annots[4 0 R]", &[field, SIGNATURE, script]);
    earlier.extend(b"6 0 obj\nnull\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    assert_eq!(refused("a.pdf", &earlier), "signed-with-active-content");
    let hidden = format!("<</Length 40>>\nstream\n7 0 obj {script:<32}\nendstream");
    let hidden = plain_pdf(form, "/Annots[4 0 R]/Contents 6 0 R", &[field, SIGNATURE, &hidden]);
    assert_eq!(refused("a.pdf", &hidden), "extra-bytes");
    assert_eq!(refused("a.pdf", &[&signed[..], b"PK\x03\x04"].concat()), "extra-bytes");
    assert_eq!(refused("a.pdf", &[b"x", &signed[..]].concat()), "extra-bytes");
}

#[test]
fn comments_and_hidden_layers_are_said() {
    let pdf = plain_pdf(
        "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>",
        "/Annots[4 0 R]",
        &[
            "<</Subtype/Text/Rect[0 0 1 1]/T(somchai)/Contents(x)>>",
            "<</Type/OCG/Name(x)>>",
        ],
    );
    assert_eq!(
        accepted("a.pdf", &pdf).doubts(),
        ["contains-comments", "contains-hidden-content"]
    );
}

/// Objects that are packed, as most programs write them, are read and packed again.
#[test]
fn packed_objects_are_read_and_written() {
    let inner = "<</Type/Catalog/Pages 2 0 R/Lang(th)>> <</Type/Pages/Kids[3 0 R]/Count 1>> <</Type/Page/Parent 2 0 R/AA<</O<</S/JavaScript/JS(SECRET)>>>>>>";
    let pages = inner.find("<</Type/Pages").unwrap();
    let page = inner.find("<</Type/Page/").unwrap();
    let index = format!("1 0 2 {pages} 3 {page} ");
    let body = stream(
        &format!("/Type/ObjStm/N 3/First {}", index.len()),
        format!("{index}{inner}").as_bytes(),
    );
    let mut pdf = b"%PDF-1.5\n10 0 obj\n".to_vec();
    pdf.extend(&body);
    pdf.extend(b"\nendobj\n11 0 obj\n");
    pdf.extend(stream("/Type/XRef/Root 1 0 R/Size 12/W[1 1 1]", b"x"));
    pdf.extend(b"\nendobj\nstartxref\n9\n%%EOF");
    let outcome = accepted("a.pdf", &pdf);
    assert_eq!(outcome.removed(), ["actions"]);
    assert_eq!(outcome.cleaned.facts.pages, Some(1));
    assert!(contains(&outcome.bytes, b"/ObjStm") && contains(&outcome.bytes, b"/XRef"));
    gone(&outcome.bytes, &["SECRET"]);
    let few = Limits {
        pages_max: 0,
        ..Limits::default()
    };
    let refusal = crate::make::attempt_with("a.pdf", &pdf, &few).err().unwrap();
    assert_eq!(refusal.code(), "too-many-pages");
}
