//! What published documents look like. They are served as the bytes that were kept at publication; these types describe
//! those bytes for the OpenAPI document, and a test compares them.

#![expect(dead_code, reason = "describes stored bytes; nothing is made of them")]

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The office that published it, as it was called then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicOfficeView {
    /// Which office.
    id: Uuid,
    /// Its name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// What kind of local government.
    #[schema(example = "subdistrict_municipality")]
    kind: String,
    /// Its province.
    #[schema(example = "47")]
    province_code: String,
}

/// A published document: the head of every publication and the fields of its kind.
macro_rules! published {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$doc])*
        #[derive(serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "describes stored bytes; nothing is made of them")]
        pub(crate) struct $name {
            /// Which document.
            id: uuid::Uuid,
            /// Whose.
            organization: crate::public::PublicOfficeView,
            /// Fiscal year, a B.E. year.
            #[schema(example = 2566)]
            fiscal_year: u16,
            /// Number of the edition.
            #[schema(example = 1)]
            edition: u32,
            /// When it was published, in UTC.
            #[schema(format = DateTime)]
            published_at: String,
            /// SHA-256 of the content's canonical JSON (RFC 8785).
            content_sha256: String,
            $($(#[$field_doc])* $field: $kind,)+
        }
    };
}

/// A post, with the person's name where the office states it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicPersonView {
    /// ตำแหน่ง.
    #[schema(example = "นายกเทศมนตรี")]
    position: String,
    /// ชื่อ.
    name: Option<String>,
}

pub(crate) use published;
