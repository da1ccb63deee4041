use std::borrow::Cow;

/// The language of the texts in an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Thai, the default.
    #[default]
    Thai,
    /// English.
    English,
}

impl Language {
    /// The language that a client prefers by its `Accept-Language`: the one of `th` and `en` with the higher quality,
    /// the first of two with the same, or Thai if it names neither. `*` counts as `th`.
    pub fn preferred(accept_language: Option<&str>) -> Self {
        let mut best = (Self::Thai, 0.0_f32);
        for item in accept_language.unwrap_or_default().split(',') {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or_default().trim();
            let primary = tag.split('-').next().unwrap_or_default();
            let language = if primary.eq_ignore_ascii_case("en") {
                Self::English
            } else if primary.eq_ignore_ascii_case("th") || primary == "*" {
                Self::Thai
            } else {
                continue;
            };
            let quality = parts
                .find_map(|parameter| {
                    parameter
                        .trim()
                        .strip_prefix("q=")
                        .map(|value| value.trim().parse().unwrap_or(0.0))
                })
                .unwrap_or(1.0);
            if quality > best.1 {
                best = (language, quality);
            }
        }
        best.0
    }

    /// The language tag for `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Thai => "th",
            Self::English => "en",
        }
    }
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// The text in Thai.
    pub th: Cow<'static, str>,
    /// The text in English.
    pub en: Cow<'static, str>,
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(th: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self {
            th: th.into(),
            en: en.into(),
        }
    }

    /// The text in one language.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Thai => &self.th,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_quality_wins_and_thai_is_the_default() {
        for (header, expected) in [
            (None, Language::Thai),
            (Some(""), Language::Thai),
            (Some("en"), Language::English),
            (Some("en-GB,en;q=0.9,th;q=0.8"), Language::English),
            (Some("th-TH,en;q=0.5"), Language::Thai),
            (Some("en;q=0.3, th;q=0.7"), Language::Thai),
            (Some("fr, de;q=0.8"), Language::Thai),
            (Some("fr, en;q=0.2"), Language::English),
            (Some("en;q=0"), Language::Thai),
            (Some(";;;q=,,"), Language::Thai),
        ] {
            assert_eq!(Language::preferred(header), expected, "{header:?}");
        }
    }
}
