use std::fmt::Write as _;

use super::ProblemCode;

/// The list of all problems as Markdown, for `openapi/problems.md`.
pub fn problems_markdown() -> String {
    let mut out = String::from(
        "# Problems\n\n<!-- Generated from crates/http/src/problem/code.rs; do not edit. -->\n\n\
         Every error answer is a problem document (RFC 9457, `application/problem+json`). Programs rely on `code`; `title`,\n\
         `detail` and `message` are for people, in Thai or, with `Accept-Language: en`, in English.\n\
         The `type` of a problem is `/problems/{code}`, which every server serves.\n\n\
         | status | code | ความหมาย | meaning |\n| --- | --- | --- | --- |\n",
    );
    for code in ProblemCode::ALL {
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "| {} | `{}` | **{}** {} | **{}** {} |",
            code.status().as_u16(),
            code.as_str(),
            code.title_th(),
            code.meaning_th(),
            code.title_en(),
            code.meaning_en(),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_listed_once() {
        let markdown = problems_markdown();
        for code in ProblemCode::ALL {
            assert_eq!(
                markdown.matches(&format!("| `{}` |", code.as_str())).count(),
                1,
                "{code:?}"
            );
        }
    }
}
