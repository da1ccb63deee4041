//! The link of a perception survey: ITAS gives each organization one token for both instruments.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::catalogue::InstrumentCode;

/// Host of the survey links.
const HOST: &str = "itas.nacc.go.th";

/// The six-character token of an organization in ITAS; part of the survey links.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SurveyToken(String);

/// The reason why a survey link or token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SurveyLinkError {
    /// Not six lower-case letters or digits.
    #[error("a survey token is six lower-case letters or digits")]
    Token,
    /// Not a URL.
    #[error("not a web address")]
    NotAnAddress,
    /// Not `https`.
    #[error("a survey link begins with https://")]
    Scheme,
    /// Another host, a port or a user name.
    #[error("a survey link leads to itas.nacc.go.th")]
    Host,
    /// Another path, a query or a fragment.
    #[error("the path of a survey link is /go/eit/TOKEN or /go/iit/TOKEN")]
    Path,
    /// The path names the other instrument.
    #[error("the link leads to the survey of the other instrument")]
    Instrument,
    /// The open-data instrument has no survey.
    #[error("only EIT and IIT are surveys")]
    NotASurvey,
}

impl SurveyToken {
    /// Parses a token, as in a link.
    pub fn parse(text: &str) -> Result<Self, SurveyLinkError> {
        let fits = text.len() == 6
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(SurveyLinkError::Token)
        }
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SurveyToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SurveyToken {
    type Error = SurveyLinkError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<SurveyToken> for String {
    fn from(token: SurveyToken) -> Self {
        token.0
    }
}

/// The link of an instrument's survey for an organization.
pub fn link(instrument: InstrumentCode, token: &SurveyToken) -> Result<String, SurveyLinkError> {
    Ok(format!("https://{HOST}/go/{}/{token}", path_word(instrument)?))
}

/// Checks a survey link exactly and returns its token.
pub(crate) fn check_link(instrument: InstrumentCode, raw: &str) -> Result<SurveyToken, SurveyLinkError> {
    let word = path_word(instrument)?;
    let url = Url::parse(raw).map_err(|_| SurveyLinkError::NotAnAddress)?;
    if url.scheme() != "https" {
        return Err(SurveyLinkError::Scheme);
    }
    let bare_host = url.port().is_none() && url.username().is_empty() && url.password().is_none();
    if url.host_str() != Some(HOST) || !bare_host {
        return Err(SurveyLinkError::Host);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(SurveyLinkError::Path);
    }
    let rest = url.path().strip_prefix("/go/").ok_or(SurveyLinkError::Path)?;
    let (named, token) = rest.split_once('/').ok_or(SurveyLinkError::Path)?;
    if named != "eit" && named != "iit" {
        return Err(SurveyLinkError::Path);
    }
    let token = SurveyToken::parse(token).map_err(|_| SurveyLinkError::Path)?;
    if named != word {
        return Err(SurveyLinkError::Instrument);
    }
    // The parser accepts variants (upper-case host, extra slashes); the link that is stored and printed must be the
    // plain form.
    if link(instrument, &token)? != raw {
        return Err(SurveyLinkError::Path);
    }
    Ok(token)
}

fn path_word(instrument: InstrumentCode) -> Result<&'static str, SurveyLinkError> {
    match instrument {
        InstrumentCode::Iit => Ok("iit"),
        InstrumentCode::Eit => Ok("eit"),
        InstrumentCode::Oit => Err(SurveyLinkError::NotASurvey),
    }
}

impl SurveyLinkError {
    /// Stable code for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Token => "not-a-survey-token",
            Self::NotAnAddress => "not-a-web-address",
            Self::Scheme | Self::Host | Self::Path => "not-a-survey-link",
            Self::Instrument => "survey-link-of-other-instrument",
            Self::NotASurvey => "not-a-survey-instrument",
        }
    }

    /// The error, in Thai.
    pub const fn message_th(self) -> &'static str {
        match self {
            Self::Token => "รหัสแบบวัดคืออักษรอังกฤษตัวเล็กหรือตัวเลข 6 ตัว",
            Self::NotAnAddress => "ไม่ใช่ที่อยู่เว็บ",
            Self::Scheme => "ลิงก์แบบวัดต้องขึ้นต้นด้วย https://",
            Self::Host => "ลิงก์แบบวัดต้องอยู่ที่ itas.nacc.go.th",
            Self::Path => "ลิงก์แบบวัดต้องอยู่ในรูป https://itas.nacc.go.th/go/eit/รหัส หรือ /go/iit/รหัส",
            Self::Instrument => "ลิงก์นี้เป็นของแบบวัดอีกประเภทหนึ่ง",
            Self::NotASurvey => "มีแบบวัดเฉพาะ EIT และ IIT",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_and_its_token_belong_together() {
        let token = SurveyToken::parse("h9unqk").unwrap();
        let url = link(InstrumentCode::Eit, &token).unwrap();
        assert_eq!(url, "https://itas.nacc.go.th/go/eit/h9unqk");
        assert_eq!(check_link(InstrumentCode::Eit, &url), Ok(token));
        assert_eq!(check_link(InstrumentCode::Iit, &url), Err(SurveyLinkError::Instrument));
    }

    #[test]
    fn look_alikes_are_refused() {
        for url in [
            "http://itas.nacc.go.th/go/eit/h9unqk",
            "https://itas.nacc.go.th.example/go/eit/h9unqk",
            "https://itas.nacc.go.th@evil.example/go/eit/h9unqk",
            "https://itas.nacc.go.th:8443/go/eit/h9unqk",
            "https://itas.nacc.go.th/go/eit/h9unqk?x=1",
            "https://itas.nacc.go.th/go/eit/h9unqk#x",
            "https://itas.nacc.go.th/go/eit/../eit/h9unqk",
            "https://itas.nacc.go.th/go/eit/H9UNQK",
            "https://itas.nacc.go.th/go/eit/h9unqk/",
            "HTTPS://ITAS.NACC.GO.TH/go/eit/h9unqk",
            "javascript:alert(1)",
            "h9unqk",
        ] {
            assert!(check_link(InstrumentCode::Eit, url).is_err(), "{url}");
        }
    }
}
