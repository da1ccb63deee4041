use actix_web::Error;
use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;

/// The size of the smallest answers that are compressed, in bytes. Compressing smaller ones is not worth the time.
const MIN_COMPRESSED_SIZE: u64 = 4_096;

/// Prevents the compression of small answers: the compression layer, which is outside of this one, leaves an answer with
/// this header as it is.
pub(crate) async fn leave_small_answers_uncompressed<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    if let BodySize::Sized(size) = response.response().body().size()
        && size < MIN_COMPRESSED_SIZE
        && !response.headers().contains_key(header::CONTENT_ENCODING)
    {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    }
    Ok(response)
}
