//! Texts that would break a page if they were not escaped, and a specimen that is made of them.

use prongsai_domain::result::Evidence;

use super::Specimen;

/// Markup, template languages, `javascript:` addresses, text directions, floods, and characters that XML does not
/// allow.
pub(crate) const CORPUS: [&str; 26] = [
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- --><!DOCTYPE html><base href=//evil.example>",
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e; &notanentity;",
    "]]><![CDATA[<x/>]]>",
    "<?php echo 1 ?><?xml version=\"1.0\"?>",
    "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %>",
    "#set page(width: 1cm) #read(\"/etc/passwd\") $x^2$ *b* _i_ `c` \\ @a <b> // x",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "a\u{202E}b\u{202D}c\u{2066}d\u{2069}e",
    "\u{200B}\u{200D}\u{FEFF}ศูนย์\u{200B}กว้าง",
    "ก\u{0E49}\u{0E49}\u{0E49}\u{0E49}\u{0E49}\u{0E49}\u{0E49}\u{0E49}",
    "Z\u{0351}\u{0346}\u{0313}\u{0300}\u{0301}",
    "\0\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}",
    "\u{FFFE}\u{FFFF}\u{FDD0}\u{10FFFF}",
    "a\r\nb\rc\n\n\nd\te",
    "  ช่องว่าง  สองข้าง  ",
    "\n<br>\n",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "{ HYPERLINK \"https://evil.example\" } MERGEFIELD DDEAUTO c:\\\\windows\\\\system32\\\\calc.exe",
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "ที่ ปี่ น้ำ กตัญญู ฎีกา ปู่ ญี่ปุ่น ๒๕๖๖ 2566 😀 العربية עברית",
    "https://very-long.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

impl Specimen {
    /// The specimen with the texts that people write replaced. The name and the website of the organization, the approver and
    /// the link of the survey stay. The specimen has no overrides.
    pub(crate) fn saying(text: &str) -> Self {
        let mut specimen = Self::new();
        let said = || text.to_owned();
        specimen.template.header_lines = vec![said()];
        specimen.template.signature_positions = vec![said()];
        for name in specimen.indicators.values_mut() {
            // A name that equals the title would not be shown next to it.
            *name = format!("ตัวชี้วัด {text}");
        }
        specimen.analysis.putting_into_practice = Some(said());
        specimen.analysis.recommendations = Some(said());
        if let Some(scores) = &mut specimen.analysis.scores {
            scores.published_level = Some(said());
        }
        for finding in &mut specimen.analysis.findings {
            finding.description = Some(said());
        }
        for measure in &mut specimen.measures {
            (measure.title, measure.guideline) = (said(), said());
            (measure.monitoring, measure.target) = (Some(said()), Some(said()));
            measure.steps.iter_mut().for_each(|step| step.text = said());
            if let Some(division) = &mut measure.division {
                division.name = said();
            }
        }
        specimen.report.title = said();
        specimen.report.preface = Some(said());
        specimen.report.preparer.position = said();
        specimen.report.preparer.name = Some(said());
        specimen.year.analysis = Some(specimen.analysis.clone());
        specimen.add_activity();
        for (measure, said_measure) in specimen.year.measures.iter_mut().zip(&specimen.measures) {
            measure.content = said_measure.clone();
            for result in &mut measure.results {
                result.content.details = said();
                result.content.output = Some(said());
                result.content.outcome = Some(said());
                result.content.remarks = Some(said());
                result.content.evidence = vec![Evidence {
                    url: format!("javascript:{text}"),
                    title: Some(said()),
                    file: None,
                }];
                result.content.progress_reason = Some(said());
            }
            for activity in &mut measure.activities {
                activity.content.text = said();
                activity.content.place = Some(said());
                activity.content.evidence = vec![Evidence {
                    url: format!("javascript:{text}"),
                    title: Some(said()),
                    file: None,
                }];
            }
        }
        specimen.announcement.title = said();
        specimen.announcement.subject = said();
        specimen.announcement.body = vec![said(), said()];
        specimen.announcement.signatory.position = said();
        specimen.announcement.signatory.name = Some(said());
        specimen
    }
}
