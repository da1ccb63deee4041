use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::{invalid, name, pairs, typed};
use crate::problem::{Bilingual, FieldError, Problem, ProblemCode};

/// The number of entries of a page if the request does not state it.
const DEFAULT_LIMIT: u16 = 50;
/// The maximum number of entries of a page.
const MAX_LIMIT: u16 = 200;
/// The version of the cursor format, as a prefix of every cursor. A changed format gets another version, and cursors of
/// the earlier one are refused as invalid.
const CURSOR_PREFIX: &[u8] = b"1:";

/// The query of a list: typed filters and the page. As `params(…, Paging)` it documents `limit` and `cursor`.
#[derive(Clone, Debug)]
pub struct ListQuery<T> {
    /// The filters; see [`Filters`](super::Filters) for the requirements on `T`.
    pub filters: T,
    /// The page.
    pub paging: Paging,
}

/// The requested page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The maximum number of entries.
    limit: u16,
    /// The key of the entry before the page, as JSON; `None` for the first page.
    after: Option<Vec<u8>>,
    /// Path and query without the cursor, for the link to the next page.
    base: String,
    /// Whether a program follows the list: see [`Paging::followed`].
    is_followed: bool,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// The cursor of the next page; `null` on the last one.
    pub next: Option<String>,
}

impl<T: DeserializeOwned> FromRequest for ListQuery<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request.path(), request.query_string()))
    }
}

impl<T: DeserializeOwned> ListQuery<T> {
    fn of(path: &str, query: &str) -> Result<Self, Problem> {
        let mut pairs = pairs(query)?;
        let mut take = |name: &str| {
            let place = pairs.iter().position(|(other, _)| other == name);
            place.map(|place| pairs.remove(place).1)
        };
        let limit = take("limit").map_or(Ok(DEFAULT_LIMIT), |written| parse_limit(&written))?;
        let after = take("cursor").map(|written| open_cursor(&written)).transpose()?;
        let filters = typed(&pairs)?;
        let kept = query
            .split('&')
            .filter(|item| !item.is_empty() && name(item).as_deref() != Some("cursor"));
        let base = format!("{path}?{}", kept.collect::<Vec<_>>().join("&"));
        Ok(Self {
            filters,
            paging: Paging {
                limit,
                after,
                base,
                is_followed: false,
            },
        })
    }
}

impl Paging {
    /// The key of the entry before the page; `None` for the first page.
    ///
    /// # Errors
    /// 400 `invalid-cursor` if the cursor does not belong to this list.
    pub fn after<K: DeserializeOwned>(&self) -> Result<Option<K>, Problem> {
        self.after
            .as_deref()
            .map(|key| serde_json::from_slice(key).map_err(|_| invalid_cursor()))
            .transpose()
    }

    /// Whether a program follows the list, which grows at its end. Every page then has a cursor, also the last one, from
    /// which the program goes on later.
    #[must_use]
    pub const fn followed(mut self, is_followed: bool) -> Self {
        self.is_followed = is_followed;
        self
    }

    /// Path and query of the list, without the cursor.
    pub fn list(&self) -> &str {
        self.base.trim_end_matches('?')
    }

    /// Whether this is the first page.
    pub const fn is_first(&self) -> bool {
        self.after.is_none()
    }

    /// The number of entries to read: one more than the page has, which shows whether more follow.
    pub fn fetch_limit(&self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Returns a page, `{"items": […], "next": cursor or null}`, with the link to the next page in `Link`.
    ///
    /// `rows` are at most [`Paging::fetch_limit`] entries; `key` returns the key of an entry for the cursor.
    ///
    /// # Errors
    /// 500 when a key cannot be serialised.
    pub fn answer<R, K: Serialize, T: Serialize>(
        &self,
        rows: Vec<R>,
        key: impl Fn(&R) -> K,
        view: impl Fn(R) -> T,
    ) -> Result<HttpResponse, Problem> {
        let (link, page) = self.page(rows, key, view)?;
        let mut response = HttpResponse::Ok();
        if let Some(link) = link {
            response.insert_header((header::LINK, link));
        }
        Ok(response.json(page))
    }

    /// A page and the `Link` to the next one, for answers with headers of their own.
    ///
    /// # Errors
    /// 500 when a key cannot be serialised.
    pub fn page<R, K: Serialize, T>(
        &self,
        mut rows: Vec<R>,
        key: impl Fn(&R) -> K,
        view: impl Fn(R) -> T,
    ) -> Result<(Option<String>, Page<T>), Problem> {
        let limit = usize::from(self.limit);
        let is_last = rows.len() <= limit;
        rows.truncate(limit);
        let next = match rows.last().filter(|_| !is_last || self.is_followed) {
            Some(last) => {
                let key = serde_json::to_vec(&key(last)).map_err(|error| Problem::internal(error.to_string()))?;
                Some(make_cursor(&key))
            }
            None if self.is_followed => self.after.as_deref().map(make_cursor),
            None => None,
        };
        let separator = if self.base.ends_with('?') { "" } else { "&" };
        let link = next
            .as_ref()
            .map(|cursor| format!("<{}{separator}cursor={cursor}>; rel=\"next\"", self.base));
        Ok((
            link,
            Page {
                items: rows.into_iter().map(view).collect(),
                next,
            },
        ))
    }
}

/// The cursor after the entry with this key.
fn make_cursor(key: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode([CURSOR_PREFIX, key].concat())
}

fn open_cursor(written: &str) -> Result<Vec<u8>, Problem> {
    let bytes = URL_SAFE_NO_PAD.decode(written).map_err(|_| invalid_cursor())?;
    bytes
        .strip_prefix(CURSOR_PREFIX)
        .map(<[u8]>::to_vec)
        .ok_or_else(invalid_cursor)
}

fn invalid_cursor() -> Problem {
    let message = Bilingual::new(
        "ใช้ค่า next จากหน้าก่อนหน้าของรายการเดียวกัน",
        "Use the value of next from an earlier page of the same list.",
    );
    Problem::new(ProblemCode::InvalidCursor).with_field_error(FieldError::in_parameter(
        "cursor",
        "invalid-cursor",
        message,
    ))
}

fn parse_limit(written: &str) -> Result<u16, Problem> {
    let limit = written.parse().ok().filter(|limit: &u16| limit.to_string() == written);
    limit.filter(|limit| (1..=MAX_LIMIT).contains(limit)).ok_or_else(|| {
        let message = Bilingual::new(
            format!("จำนวนต่อหน้าเป็นจำนวนเต็ม 1 ถึง {MAX_LIMIT}"),
            format!("A page has 1 to {MAX_LIMIT} entries."),
        );
        invalid(FieldError::in_parameter("limit", "out-of-range", message).suggesting(Some(MAX_LIMIT.to_string())))
    })
}

/// The parameters of every list, for the OpenAPI document. The attributes accept only literals, so the values of
/// `DEFAULT_LIMIT` and `MAX_LIMIT` are repeated.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes the parameters; ListQuery reads them")]
struct PagingParams {
    /// The maximum number of entries: 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// The start of the page: `next` of the page before. The first page has no cursor.
    cursor: Option<String>,
}

impl IntoParams for Paging {
    fn into_params(
        place: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        PagingParams::into_params(place)
    }
}

#[cfg(test)]
mod tests {
    use super::super::query::NoFilters;
    use super::*;

    fn of(query: &str) -> Result<Paging, ProblemCode> {
        ListQuery::<NoFilters>::of("/things", query)
            .map(|query| query.paging)
            .map_err(|problem| problem.code())
    }

    #[test]
    fn a_cursor_leads_on_and_keeps_the_query() {
        let first = of("limit=2").unwrap();
        assert_eq!((first.limit, first.after::<u32>().unwrap()), (2, None));
        let rows = vec![("ก", 6), ("ข", 7), ("ค", 8)];
        assert_eq!(first.fetch_limit(), 3);
        let response = first.answer(rows.clone(), |row| *row, |row| row.1).unwrap();
        let link = response.headers().get("Link").unwrap().to_str().unwrap().to_owned();
        let next = link
            .strip_prefix("</things?")
            .unwrap()
            .strip_suffix(">; rel=\"next\"")
            .unwrap();
        assert!(next.starts_with("limit=2&cursor="), "{next}");
        let (link, page) = of("limit=3").unwrap().page(rows, |row| *row, |row| row.1).unwrap();
        assert_eq!(
            (link, page),
            (
                None,
                Page {
                    items: vec![6, 7, 8],
                    next: None
                }
            )
        );
        let second = of(next).unwrap();
        assert_eq!(second.list(), "/things?limit=2");
        let escaped = of(&next.replace("cursor", "%63ursor")).unwrap();
        assert_eq!(escaped, second, "a name is compared after it was decoded");
        assert_eq!(second.after::<(String, u32)>().unwrap(), Some(("ข".to_owned(), 7)));
        assert!(second.after::<u32>().is_err(), "a cursor of another list");
    }

    #[test]
    fn limits_and_cursors_out_of_bounds_are_refused() {
        for limit in ["0", "201", "-1", "x", "", "07", "99999999999"] {
            assert_eq!(
                of(&format!("limit={limit}")).unwrap_err(),
                ProblemCode::InvalidParameter,
                "{limit}"
            );
        }
        // The last one is `2:{}` in base64: a cursor of another version.
        for cursor in ["", "x", "====", "MTox%20", "Mjp7fQ"] {
            assert_eq!(
                of(&format!("cursor={cursor}")).unwrap_err(),
                ProblemCode::InvalidCursor,
                "{cursor}"
            );
        }
        assert_eq!(of("page=2").unwrap_err(), ProblemCode::UnknownParameter);
    }
}
