/// The template of a path, such as `/api/v1/measures/{id}/editions/{number}` or `/public/v1/measures/{id}.pdf`.
///
/// It only answers whether a path matches. That is less than a route of actix-web does, and needs no regular expressions:
/// those of all paths would take several MiB.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PathTemplate {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Fixed(String),
    /// A parameter with what stands before and after it. It has at least one character.
    Parameter {
        before: String,
        after: String,
        letters: Letters,
    },
}

/// The letters of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letters {
    Any,
    /// Those of a UUID.
    Hexadecimal,
    Digits,
}

impl PathTemplate {
    /// Reads a template. In public pages an organization has the letters of its id, and a year has digits: without that, the
    /// page of an organization would match every path below `/public`.
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            segments: text
                .split('/')
                .map(|segment| Segment::new(segment, text.starts_with("/public/{organization}")))
                .collect(),
        }
    }

    /// The template as it is written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a path matches.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let mut parts = path.split('/');
        let is_same = self
            .segments
            .iter()
            .all(|segment| parts.next().is_some_and(|part| segment.matches(part)));
        is_same && parts.next().is_none()
    }
}

impl Segment {
    fn new(text: &str, is_of_page: bool) -> Self {
        let parameter = text
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        let Some((before, (name, after))) = parameter else {
            return Self::Fixed(text.to_owned());
        };
        Self::Parameter {
            before: before.to_owned(),
            after: after.to_owned(),
            letters: match name {
                "organization" if is_of_page => Letters::Hexadecimal,
                "fiscal_year" if is_of_page => Letters::Digits,
                _ => Letters::Any,
            },
        }
    }

    fn matches(&self, part: &str) -> bool {
        match self {
            Self::Fixed(text) => text == part,
            Self::Parameter { before, after, letters } => part
                .strip_prefix(before.as_str())
                .and_then(|rest| rest.strip_suffix(after.as_str()))
                .is_some_and(|value| !value.is_empty() && letters.cover(value)),
        }
    }
}

impl Letters {
    fn cover(self, value: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Hexadecimal => value
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')),
            Self::Digits => value.bytes().all(|byte| byte.is_ascii_digit()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_matches_as_the_route_does() {
        for (template, path, expected) in [
            ("/", "/", true),
            ("/", "", false),
            ("/api/v1/measures", "/api/v1/measures", true),
            ("/api/v1/measures", "/api/v1/measures/", false),
            ("/api/v1/measures/{id}", "/api/v1/measures/", false),
            ("/api/v1/measures/{id}", "/api/v1/measures/7", true),
            ("/api/v1/measures/{id}", "/api/v1/measures/7.pdf", true),
            ("/api/v1/measures/{id}", "/api/v1/measures/7/approve", false),
            ("/api/v1/measures/{id}.pdf", "/api/v1/measures/7.pdf", true),
            ("/api/v1/measures/{id}.pdf", "/api/v1/measures/.pdf", false),
            ("/api/v1/measures/{id}.pdf", "/api/v1/measures/7.csv", false),
            (
                "/api/v1/measures/{id}/editions/{number}",
                "/api/v1/measures/a/editions/2",
                true,
            ),
            (
                "/api/v1/measures/{id}/editions/{number}",
                "/api/v1/measures/a/history/2",
                false,
            ),
            ("/public/", "/public/", true),
            ("/public/", "/public", false),
            ("/public/{organization}", "/public/01a-f", true),
            ("/public/{organization}", "/public/v1", false),
            ("/public/{organization}/", "/public/01/", true),
            ("/public/{organization}/", "/public/v1/", false),
            ("/public/{organization}/{fiscal_year}", "/public/01/2566", true),
            ("/public/{organization}/{fiscal_year}", "/public/01/x", false),
            ("/public/{organization}/feed.atom", "/public/01/feed.atom", true),
        ] {
            assert_eq!(PathTemplate::new(template).matches(path), expected, "{template} {path}");
        }
    }

    #[test]
    fn actix_web_matches_the_same_paths() {
        let id = "019376a1-5c3e-7b8a-9f0d-2b1c4d5e6f70";
        let templates: Vec<String> = crate::openapi::document().paths.paths.keys().cloned().collect();
        let paths: Vec<String> = templates
            .iter()
            .flat_map(|template| {
                let filled =
                    template
                        .split('/')
                        .map(|segment| match segment.split_once('{').zip(segment.split_once('}')) {
                            Some(((before, _), (_, after))) => format!("{before}{id}{after}"),
                            None => segment.to_owned(),
                        });
                let path = filled.collect::<Vec<_>>().join("/");
                [format!("{path}/"), format!("{path}x"), path]
            })
            .collect();
        // The routes of public pages restrict their parameters by patterns (`site`), which the document does not have.
        for template in templates.iter().filter(|template| !template.starts_with("/public/{")) {
            let route = actix_web::dev::ResourceDef::new(template.as_str());
            let ours = PathTemplate::new(template);
            for path in &paths {
                assert_eq!(ours.matches(path), route.is_match(path), "{template} {path}");
            }
        }
    }
}
