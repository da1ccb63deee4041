use actix_web::dev::Payload;
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
pub struct JsonPost<T> {
    /// The caller, with the claim to an idempotency key if one was sent.
    pub context: Context,
    /// The body.
    pub input: T,
}

/// A PUT or PATCH with a JSON body. An absent body is refused before any precondition is compared. It takes no idempotency
/// key: `If-Match` already keeps a repeated change from being applied twice.
pub struct Body<T> {
    /// The caller.
    pub context: Context,
    /// The body.
    pub input: T,
}

/// The body of a POST without fields: absent, or an empty object.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned + 'static> FromRequest for JsonPost<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let mut context = authenticate(&request).await?;
            let bytes = read(&request, payload, MEBIBYTE, JSON).await?;
            context.idempotency = idempotency::claim(&request, &bytes)?;
            Ok(Self {
                context,
                input: json::parse(&bytes)?,
            })
        }
        .boxed_local()
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let context = authenticate(&request).await?;
            let bytes = read(&request, payload, MEBIBYTE, MERGE_PATCH).await?;
            Ok(Self {
                context,
                input: json::parse_present(&bytes)?,
            })
        }
        .boxed_local()
    }
}
