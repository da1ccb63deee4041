use actix_web::HttpResponse;
use actix_web::http::header::{self, HeaderValue};
use prongsai_application::rendition::{self, Format, RenderOutput};

use crate::extract::IfNoneMatch;
use crate::present;
use crate::problem::Problem;

/// Answers with a public rendition. The entity tag is made from its bytes; the answer is 304 if the client already has
/// it.
pub(crate) fn public_rendition(known: &IfNoneMatch, output: RenderOutput) -> Result<HttpResponse, Problem> {
    present::cacheable(known, response(output)?)
}

/// Answers with a rendition for the caller only. The middleware adds `Cache-Control: no-store`, as to every answer below
/// `/api/v1`.
pub(crate) fn private_rendition(output: RenderOutput) -> Result<HttpResponse, Problem> {
    response(output)
}

/// Answers with a public page. Its content security policy forbids loading resources and running scripts.
pub(crate) fn page(known: &IfNoneMatch, html: String) -> Result<HttpResponse, Problem> {
    let response = HttpResponse::Ok()
        .content_type(Format::Html.media_type())
        .insert_header((header::CONTENT_SECURITY_POLICY, rendition::content_security_policy()))
        .body(html);
    present::cacheable(known, response)
}

fn response(output: RenderOutput) -> Result<HttpResponse, Problem> {
    let disposition = disposition(&output);
    let disposition = HeaderValue::from_str(&disposition).map_err(|error| Problem::internal(error.to_string()))?;
    let mut response = HttpResponse::Ok();
    response.content_type(output.format.media_type());
    response.insert_header((header::CONTENT_DISPOSITION, disposition));
    match output.format {
        Format::Html => {
            response.insert_header((header::CONTENT_SECURITY_POLICY, rendition::content_security_policy()));
        }
        // These formats are already compressed. The header tells the compression layer to leave the body as it is; the
        // middleware `frame` removes the header.
        Format::Pdf | Format::Docx => {
            response.insert_header((header::CONTENT_ENCODING, "identity"));
        }
        Format::Csv | Format::YearCsv(_) => {}
    }
    Ok(response.body(output.bytes))
}

/// The value of `Content-Disposition`, with the file name in Thai (RFC 8187), and in ASCII for programs that do not
/// support RFC 8187.
fn disposition(output: &RenderOutput) -> String {
    let kind = if output.format.is_saved() {
        "attachment"
    } else {
        "inline"
    };
    let name = present::extended_value(&output.file_name);
    format!("{kind}; filename=\"{}\"; filename*=UTF-8''{name}", output.plain_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thai_name_is_written_as_rfc_8187_says() {
        let output = |format, file_name: &str| RenderOutput {
            bytes: Vec::new(),
            format,
            file_name: file_name.to_owned(),
            plain_name: "plan-2566.pdf".to_owned(),
        };
        assert_eq!(
            disposition(&output(Format::Pdf, "แผน 2566.pdf")),
            "inline; filename=\"plan-2566.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99%202566.pdf"
        );
        let odd = disposition(&output(Format::Docx, "a\"b'c%d;e\r\n*.docx"));
        assert!(
            odd.starts_with("attachment; ") && odd.ends_with("''a%22b%27c%25d%3Be%0D%0A%2A.docx"),
            "{odd}"
        );
    }
}
