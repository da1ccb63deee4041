use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use prongsai_application::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::context::authenticate;
use super::payload::{JSON, MEBIBYTE, MERGE_PATCH, read};
use super::{idempotency, json};
use crate::problem::Problem;

/// A POST with a JSON body. A body that is not there counts as `{}`: it is fine where every field may be missing.
///
/// `LIMIT` is the largest body, in bytes.
pub struct JsonPost<T, const LIMIT: usize = MEBIBYTE> {
    /// Who asks, with the claim to an idempotency key where one was sent.
    pub context: Context,
    /// What they sent.
    pub input: T,
}

/// A POST whose body is handed on as it came; `LIMIT` is its largest size, in bytes.
pub struct PostedBytes<const LIMIT: usize = MEBIBYTE> {
    /// Who asks, with the claim to an idempotency key where one was sent.
    pub context: Context,
    /// What they sent: something that says it is JSON.
    pub bytes: Bytes,
}

/// A PUT or PATCH with a JSON body. A body that is not there is refused, before any precondition is compared.
///
/// `LIMIT` is the largest body, in bytes.
pub struct Body<T, const LIMIT: usize = MEBIBYTE> {
    /// Who asks.
    pub context: Context,
    /// What they sent.
    pub input: T,
}

/// The body of a POST that takes none: nothing, or an empty object.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned + 'static, const LIMIT: usize> FromRequest for JsonPost<T, LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let posted = PostedBytes::<LIMIT>::from_request(request, payload);
        async move {
            let PostedBytes { context, bytes } = posted.await?;
            Ok(Self {
                context,
                input: json::parse(&bytes)?,
            })
        }
        .boxed_local()
    }
}

impl<const LIMIT: usize> FromRequest for PostedBytes<LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let mut context = authenticate(&request).await?;
            let bytes = read(&request, payload, LIMIT, JSON).await?;
            context.idempotency = idempotency::claim(&request, &bytes)?;
            Ok(Self { context, bytes })
        }
        .boxed_local()
    }
}

impl<T: DeserializeOwned + 'static, const LIMIT: usize> FromRequest for Body<T, LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let context = authenticate(&request).await?;
            let bytes = read(&request, payload, LIMIT, MERGE_PATCH).await?;
            Ok(Self {
                context,
                input: json::parse_present(&bytes)?,
            })
        }
        .boxed_local()
    }
}
