use super::*;

fn written(text: &str) -> Vec<&str> {
    find(text).map(|link| link.written).collect()
}

fn only(text: &str) -> FoundLink<'_> {
    let mut links = find(text);
    let link = links.next().unwrap_or_else(|| panic!("no link in {text}"));
    assert_eq!(links.next(), None, "{text}");
    link
}

#[test]
fn links_are_found_in_sentences() {
    for (text, links) in [
        ("ดูhttps://a.go.th/1.pdfได้", vec!["https://a.go.th/1.pdf"]),
        ("(https://a.go.th/x).", vec!["https://a.go.th/x"]),
        ("https://a.go.th/x_(1) ก", vec!["https://a.go.th/x_(1)"]),
        ("ที่ www.a.go.th, abc.go.th/x; และ", vec!["www.a.go.th", "abc.go.th/x"]),
        ("เว็บไซต์:abc.go.thครับ", vec!["abc.go.th"]),
        ("https://a.go.th/เอกสาร/1.pdf", vec!["https://a.go.th/เอกสาร/1.pdf"]),
        ("https://เทศบาล.ไทย/x", vec!["https://เทศบาล.ไทย/x"]),
        ("htpp://a.go.th", vec!["htpp://a.go.th"]),
        ("http//a.go.th", vec!["http//a.go.th"]),
        ("https:/a.go.th", vec!["https:/a.go.th"]),
        ("https: //a.go.th/x", vec!["https: //a.go.th/x"]),
        ("https:a.go.th/x", vec!["https:a.go.th/x"]),
        ("ttps://a.go.th/x", vec!["ttps://a.go.th/x"]),
        ("HTTPS://A.GO.TH/x", vec!["HTTPS://A.GO.TH/x"]),
        (
            "https://a.go.th/1.pdfhttps://a.go.th/2.pdf",
            vec!["https://a.go.th/1.pdf", "https://a.go.th/2.pdf"],
        ),
        (
            "https://a.go.th/1.pdfwww.b.go.th",
            vec!["https://a.go.th/1.pdf", "www.b.go.th"],
        ),
        (
            "https://a.go.th/?u=https://b.go.th/x",
            vec!["https://a.go.th/?u=https://b.go.th/x"],
        ),
        (r"เก็บที่ C:\Users\a\รูป.png แล้ว", vec![r"C:\Users\a\รูป.png"]),
        ("file:///home/a/x.pdf", vec!["file:///home/a/x.pdf"]),
        (r"\\server\share", vec![r"\\server\share"]),
    ] {
        assert_eq!(written(text), links, "{text}");
        for link in find(text) {
            assert_eq!(text.get(link.range.clone()), Some(link.written), "{text}");
        }
    }
}

#[test]
fn other_words_with_dots_are_no_links() {
    for text in [
        "สำนักงาน ป.ป.ช. และ พ.ศ. 2566",
        "รุ่น 1.2.3 ไฟล์ report.pdf, plan.docx",
        "อีเมล info@abc.go.th หรือ somchai.th@gmail.com",
        "HTTP/1.1 e.g. i.e. 27.5.2567 10.30 น.",
        "อัตราส่วน 1:2 และ/หรือ a/b c:d",
        "http https: ใช้",
        "",
        "...",
    ] {
        assert_eq!(written(text), [""; 0], "{text}");
    }
}

#[test]
fn the_staff_survey_is_known_in_every_spelling() {
    for text in [
        "https://itas.nacc.go.th/go/iit/abc123",
        "http://itas.nacc.go.th/go/iit/abc123",
        "HTTPS://ITAS.NACC.GO.TH/GO/IIT/ABC123",
        "itas.nacc.go.th/go/iit/abc123",
        "www.itas.nacc.go.th/go/iit/abc123",
        "ตอบที่itas.nacc.go.th/go/iit/abc123/ได้",
        "https://itas.nacc.go.th:443/go/iit/abc123/",
        "https://user:pw@itas.nacc.go.th/go/iit/abc123",
        "user@itas.nacc.go.th/go/iit/abc123",
        "https://itas.nacc.go.th./go/iit/abc123",
        "https://itas.nacc.go.th//go//iit//abc123",
        "https://itas.nacc.go.th/go/./x/../iit/abc123",
        "https://itas.nacc.go.th/%67o/%69it/abc123",
        "https://itas.nacc.go.th/go%2Fiit%2Fabc123",
        "https://itas.nacc.go.th/go%252Fiit%252Fabc123",
        "https://itas%2Enacc.go.th/go/iit/abc123",
        r"https:\\itas.nacc.go.th\go\iit\abc123",
        "htpps://itas.nacc.go.th/go/iit/abc123",
        "https//itas.nacc.go.th/go/iit/abc123",
        "https: //itas.nacc.go.th/go/iit/abc123",
        "https://itas.nacc.go.th/th/go/iit/abc123?x=1",
        "https://itas.nacc.go.th/?next=/go/iit/abc123",
        "https://evil.example/?u=https%3A%2F%2Fitas.nacc.go.th%2Fgo%2Fiit%2Fabc123",
        "ｈttps://itas．nacc。go.th/go/iit/abc123",
        "https://itas.nаcc.go.th/go/iit/abc123",
        "https://itas.nacc.go.th/ go/iit/abc123",
        "https://itas.nacc.go.th/go/ iit/abc123",
        "https://itas.nacc.go.th\n/go/iit/abc123",
    ] {
        assert!(
            find(text).any(|link| link.is(LinkKind::InternalSurvey)),
            "{text}: {:?}",
            find(text).next()
        );
    }
    for text in [
        "https://itas.nacc.go.th/go/eit/abc123",
        "https://itas.nacc.go.th/home/iit-manual",
        "https://itas.nacc.go.th.example.com/go/iit/abc123",
        "https://notnacc.go.th/go/iit/abc123",
        "https://itas.nacc.go.th/go/iitx/abc123",
        "https://abc.go.th/go/iit/abc123",
    ] {
        assert!(!only(text).is(LinkKind::InternalSurvey), "{text}");
    }
    assert!(only("itas.nacc.go.th/go/eit/abc123").is(LinkKind::PublicSurvey));
}

#[test]
fn links_are_judged() {
    for (text, kind) in [
        ("https://a.go.th/x...", LinkKind::CutOff),
        ("https://a.go.th/x…", LinkKind::CutOff),
        ("https://a.go.th/abc-", LinkKind::CutOff),
        ("https://a.go.th/%E0%B", LinkKind::CutOff),
        ("https://a.go.th/%", LinkKind::CutOff),
        ("www.a.go.th", LinkKind::WithoutScheme),
        ("http://a.go.th", LinkKind::Insecure),
        ("http://192.168.1.10/x", LinkKind::PrivateHost),
        ("http://localhost:8080/x", LinkKind::PrivateHost),
        ("http://intranet/x", LinkKind::PrivateHost),
        ("http://[::1]/x", LinkKind::PrivateHost),
        ("http://127.0.0.1", LinkKind::PrivateHost),
        ("https://itas.nаcc.go.th/x", LinkKind::LookAlikeHost),
        ("https://itas.nacc.g0.th/x", LinkKind::LookAlikeHost),
        ("https://nacc-go.th/x", LinkKind::LookAlikeHost),
        ("https://nacc.go.th.example.com/x", LinkKind::LookAlikeHost),
        ("https://bit.ly/abc", LinkKind::Shortener),
        ("bit.ly/abc", LinkKind::Shortener),
        (r"D:\งาน\ita.pdf", LinkKind::LocalPath),
        ("C:/inetpub/x", LinkKind::LocalPath),
    ] {
        let link = only(text);
        assert!(link.is(kind), "{text}: {link:?}");
    }
    for text in [
        "https://www.example.go.th/a-b/%E0%B8%81?x=1#y",
        "https://203.0.113.7/x",
        "https://เทศบาล.ไทย/x",
    ] {
        assert_eq!(only(text).kinds, [], "{text}");
    }
    assert!(
        find("https://a.go.th/1.pdfhttps://a.go.th/2.pdf")
            .next()
            .unwrap()
            .is(LinkKind::JoinedToNext)
    );
    assert!(
        !find("https://a.go.th/1.pdf,https://a.go.th/2.pdf")
            .next()
            .unwrap()
            .is(LinkKind::JoinedToNext)
    );
    assert_eq!(only("https: //a.go.th/x").address, "https://a.go.th/x");
}

#[test]
fn a_long_text_takes_linear_time() {
    for part in [
        "a.",
        "www.",
        "h",
        "http",
        "https://",
        "https://a.go.th",
        "%",
        "nacc.go.th/",
        "\\",
        "/go/iit",
        "(",
        "a@",
        ")",
        "ก.",
        "https://a.",
        ".",
        "C:\\",
    ] {
        let text = part.repeat(100_000 / part.len());
        assert!(
            find(&text).map(|link| link.written.len()).sum::<usize>() <= text.len(),
            "{part}"
        );
    }
}
