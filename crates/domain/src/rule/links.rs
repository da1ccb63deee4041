//! Links that do not work, that leak something, or that lead elsewhere. One search finds all of them.

use crate::doubt::{Doubt, Severity};
use crate::kind::{PublicText, TextForm};
use crate::link::{self, FoundLink, LinkKind, is_expected_host};
use crate::review::year::ReviewedYear;

use super::definition::{Due, Rule, rule};

pub(crate) static LINK_CUT_OFF: Rule = rule!(
    "link-cut-off",
    Warning,
    "ลิงก์ถูกตัดไม่ครบ",
    "A link is cut off",
    common_sense("ลิงก์ที่ไม่ครบเปิดไม่ได้"),
    Drafter,
    Due::Now,
);

pub(crate) static TWO_LINKS_IN_ONE: Rule = rule!(
    "two-links-in-one",
    Warning,
    "ลิงก์สองลิงก์เขียนต่อกัน",
    "Two links are written as one",
    common_sense("ลิงก์ที่เขียนต่อกันเปิดไม่ได้"),
    Drafter,
    Due::Now,
);

pub(crate) static LOCAL_PATH: Rule = rule!(
    "local-path",
    Warning,
    "ที่อยู่เปิดได้เฉพาะในเครื่องหรือเครือข่ายของผู้เขียน",
    "An address opens only on the computer or network of its author",
    common_sense("ผู้อ่านเปิดแฟ้มในเครื่องของผู้เขียนไม่ได้ และที่อยู่อาจเผยชื่อผู้เขียน"),
    Drafter,
    Due::Now,
);

pub(crate) static LINK_WITHOUT_SCHEME: Rule = rule!(
    "link-without-scheme",
    Info,
    "ลิงก์ไม่ขึ้นต้นด้วย https://",
    "A link has no https://",
    common_sense("ลิงก์ที่ไม่มี https:// อาจกดเปิดไม่ได้"),
    Drafter,
    Due::Now,
);

pub(crate) static LINK_TO_OTHER_HOST: Rule = rule!(
    "link-to-other-host",
    Info,
    "ลิงก์ไปยังเว็บไซต์อื่น",
    "A link leads to another website",
    common_sense("ข้อมูลสาธารณะควรอยู่บนเว็บไซต์หลักของหน่วยงาน"),
    Drafter,
    Due::Now,
);

/// Finds links that do not work, that leak something, or that lead elsewhere. A text has at most one doubt of each code.
pub(crate) fn check(year: &ReviewedYear, texts: &[PublicText<'_>], doubts: &mut Vec<Doubt>) {
    for text in texts {
        let mut codes = Vec::new();
        let mut previous: Option<FoundLink<'_>> = None;
        for link in link::find(text.text) {
            // A field for an address takes one link. Other texts may have several, if something stands between them.
            let is_address = text.form == TextForm::Address;
            let joined = previous.filter(|before| is_address || before.is(LinkKind::JoinedToNext));
            let two = joined.map(|before| two_links(&before, &link));
            for found in one_link(&link, &year.expected_hosts).into_iter().chain(two) {
                if !codes.contains(&found.code) {
                    codes.push(found.code.clone());
                    doubts.push(Doubt {
                        pointer: text.pointer.clone(),
                        ..found
                    });
                }
            }
            previous = Some(link);
        }
    }
}

fn two_links(before: &FoundLink<'_>, link: &FoundLink<'_>) -> Doubt {
    let (one, two) = (before.written, link.written);
    TWO_LINKS_IN_ONE.doubt(
        String::new(),
        format!("ลิงก์สองลิงก์เขียนต่อกัน ควรแยกออกจากกัน: {one} และ {two}"),
        format!("two links are written as one; separate them: {one} and {two}"),
    )
}

fn one_link(link: &FoundLink<'_>, expected: &[String]) -> Vec<Doubt> {
    if link.is(LinkKind::LocalPath) || link.is(LinkKind::PrivateHost) {
        return vec![local_path(link)];
    }
    let mut found = Vec::new();
    found.extend(link.is(LinkKind::CutOff).then(|| cut_off(link)));
    found.extend(link.is(LinkKind::WithoutScheme).then(|| without_scheme(link)));
    found.extend(other_host(link, expected));
    found
}

fn local_path(link: &FoundLink<'_>) -> Doubt {
    let written = link.written;
    LOCAL_PATH.doubt(
        String::new(),
        format!("\"{written}\" เปิดได้เฉพาะในเครื่องหรือเครือข่ายของผู้เขียน ไม่ควรเผยแพร่ ควรใช้ลิงก์สาธารณะ"),
        format!("\"{written}\" opens only on the computer or network of its author; use a public link"),
    )
}

fn cut_off(link: &FoundLink<'_>) -> Doubt {
    let written = link.written;
    LINK_CUT_OFF.doubt(
        String::new(),
        format!("ลิงก์ \"{written}\" ดูเหมือนถูกตัดไม่ครบ กรุณาใส่ลิงก์เต็ม"),
        format!("the link \"{written}\" seems to be cut off; give the whole link"),
    )
}

fn without_scheme(link: &FoundLink<'_>) -> Doubt {
    let (written, address) = (link.written, &link.address);
    LINK_WITHOUT_SCHEME
        .doubt(
            String::new(),
            format!("ลิงก์ \"{written}\" ควรขึ้นต้นด้วย https:// คือ {address}"),
            format!("the link \"{written}\" should begin with https://: {address}"),
        )
        .suggesting(Some(address.clone()))
}

fn other_host(link: &FoundLink<'_>, expected: &[String]) -> Option<Doubt> {
    let (written, host) = (link.written, &link.host);
    let (severity, th, en) = if link.is(LinkKind::LookAlikeHost) {
        (
            Severity::Warning,
            format!("ชื่อเว็บไซต์ \"{host}\" คล้ายกับชื่ออื่น กรุณาตรวจสอบว่าเป็นเว็บไซต์ที่ต้องการ"),
            format!("the host \"{host}\" looks like another one; check that it is the right one"),
        )
    } else if link.is(LinkKind::Shortener) {
        (
            Severity::Info,
            format!("\"{written}\" เป็นลิงก์ย่อ ผู้อ่านไม่ทราบปลายทาง ควรใช้ลิงก์เต็ม"),
            format!("\"{written}\" is a shortened link and hides where it leads; give the whole link"),
        )
    } else if is_expected_host(host, expected) {
        return None;
    } else {
        (
            Severity::Info,
            format!("ลิงก์ไปยัง \"{host}\" ซึ่งไม่ใช่เว็บไซต์ของหน่วยงานหรือของรัฐ"),
            format!("the link leads to \"{host}\", which is no website of the organization or the state"),
        )
    };
    Some(LINK_TO_OTHER_HOST.doubt(String::new(), th, en).with_severity(severity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::samples::{good_year, text_doubts};

    fn found(guideline: &str, evidence: &str) -> Vec<(String, String)> {
        let mut year = good_year();
        year.frame.expected_hosts = vec!["www.hinghoi.com".to_owned()];
        year.measures[0].0.guideline = guideline.to_owned();
        year.measures[1].1[0].evidence[0].url = evidence.to_owned();
        let doubts = text_doubts(check, &year).into_iter();
        doubts.map(|doubt| (doubt.code.into_owned(), doubt.pointer)).collect()
    }

    #[test]
    fn doubtful_links_are_named_where_they_stand() {
        const GOOD: &str = "https://www.example.go.th/a.pdf";
        for (text, code) in [
            ("ดู https://a.go.th/x...", "link-cut-off"),
            ("ดูwww.a.go.th", "link-without-scheme"),
            ("https://a.go.th/1https://a.go.th/2", "two-links-in-one"),
            ("https://drive.google.com/x", "link-to-other-host"),
            ("https://bit.ly/x", "link-to-other-host"),
            (r"C:\ita\x.pdf", "local-path"),
            ("http://192.168.1.2/x.pdf", "local-path"),
        ] {
            let guideline = "/measures/0/guideline".to_owned();
            assert_eq!(found(text, GOOD), [(code.to_owned(), guideline)], "{text}");
        }
        let evidence = "/measures/1/results/0/evidence/0/url".to_owned();
        assert_eq!(
            found("ตามแผน", "https://a.go.th/1.pdf https://a.go.th/2.pdf"),
            [("two-links-in-one".to_owned(), evidence)]
        );
    }

    #[test]
    fn ordinary_links_leave_no_doubt() {
        for text in [
            "https://a.go.th/1.pdf https://a.go.th/2.pdf",
            "https://a.go.th/1.pdf, https://data.hinghoi.com/2.pdf และ https://www.tei.or.th",
            "ไม่มีลิงก์",
        ] {
            assert_eq!(found(text, "https://www.example.go.th/a.pdf"), [], "{text}");
        }
    }
}
