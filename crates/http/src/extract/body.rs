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

/// A POST with a JSON body. An absent body is read as `{}`, which is valid when every field is optional.
///
/// `LIMIT` is the size limit of the body, in bytes.
pub struct JsonPost<T, const LIMIT: usize = MEBIBYTE> {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub context: Context,
    /// The body.
    pub input: T,
}

/// A POST whose body is passed on unparsed; `LIMIT` is its size limit, in bytes.
pub struct RawPost<const LIMIT: usize = MEBIBYTE> {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub context: Context,
    /// The body; its content type is JSON.
    pub bytes: Bytes,
}

/// A PUT or PATCH with a JSON body. An absent body is refused before any precondition is compared.
///
/// `LIMIT` is the size limit of the body, in bytes.
pub struct Body<T, const LIMIT: usize = MEBIBYTE> {
    /// The caller.
    pub context: Context,
    /// The body.
    pub input: T,
}

/// The body of a POST without fields: absent, or an empty object.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned + 'static, const LIMIT: usize> FromRequest for JsonPost<T, LIMIT> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let posted = RawPost::<LIMIT>::from_request(request, payload);
        async move {
            let RawPost { context, bytes } = posted.await?;
            Ok(Self {
                context,
                input: json::parse(&bytes)?,
            })
        }
        .boxed_local()
    }
}

impl<const LIMIT: usize> FromRequest for RawPost<LIMIT> {
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
