use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::json;
use super::payload::{JSON, MEBIBYTE, read};
use crate::problem::Problem;

/// The JSON body of a POST that needs no login. `fallback` has refused the parameters of a query that are not documented.
pub struct AnonymousPost<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for AnonymousPost<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            let bytes = read(&request, payload, MEBIBYTE, JSON).await?;
            json::parse(&bytes).map(Self)
        }
        .boxed_local()
    }
}
