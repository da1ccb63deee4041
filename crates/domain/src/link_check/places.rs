//! Where the addresses stand that are visited.

use crate::kind::{PublicText, TextForm};
use crate::link::{self, FoundLink, LinkKind};
use crate::organization::Channels;
use crate::result::ImplementationResult;

/// The addresses of an organization itself, each with its JSON pointer.
pub fn links_of_profile<'a>(
    website: Option<&'a str>,
    contact: &'a Channels,
    whistle_blowing: &'a Channels,
) -> impl Iterator<Item = (String, &'a str)> {
    let all = [
        ("/website", website),
        ("/contact/url", contact.url.as_deref()),
        ("/whistle_blowing/url", whistle_blowing.url.as_deref()),
    ];
    all.into_iter()
        .filter_map(|(pointer, url)| Some((pointer.to_owned(), url?)))
}

/// The addresses in public texts of a document, each with the JSON pointer of the text. Links of surveys are left out: a visit may
/// count as an answer, and they end with the survey.
pub fn links_of_texts(texts: &[PublicText<'_>]) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for text in texts {
        if text.form == TextForm::Survey {
            continue;
        }
        let found = link::find(text.text).filter(is_visited);
        links.extend(found.map(|link| (text.pointer.clone(), link.address)));
    }
    links
}

fn is_visited(link: &FoundLink<'_>) -> bool {
    let never = [LinkKind::InternalSurvey, LinkKind::PublicSurvey, LinkKind::LocalPath];
    !never.into_iter().any(|kind| link.is(kind))
}

/// The links that are evidence of a result, each with its JSON pointer. Files are no links: they are within the site.
pub fn links_of_result(result: &ImplementationResult) -> impl Iterator<Item = (String, &str)> {
    let links = result.evidence.iter().enumerate();
    links
        .filter(|(_, evidence)| evidence.file.is_none())
        .map(|(index, evidence)| (format!("/evidence/{index}/url"), evidence.url.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::InstrumentCode;
    use crate::kind::Kind as _;
    use crate::review::samples::invitation;

    #[test]
    fn links_of_texts_are_found_and_those_of_surveys_are_not() {
        let mut announcement = invitation(InstrumentCode::Eit);
        announcement.body = vec![
            "อ่านที่ https://a.go.th/1 และwww.a.go.th/2".to_owned(),
            r"D:\งาน\x.pdf https://itas.nacc.go.th/go/eit/abc123".to_owned(),
        ];
        let texts = announcement.public_texts();
        assert!(texts.iter().any(|text| text.form == TextForm::Survey));
        let found = links_of_texts(&texts);
        let expected = ["https://a.go.th/1", "https://www.a.go.th/2"].map(|url| ("/body/0".to_owned(), url.to_owned()));
        assert_eq!(found, expected);
    }
}
