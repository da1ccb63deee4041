//! The form of published documents. They are served as the bytes that were stored at publication. These types describe
//! the bytes for the OpenAPI document, and a test compares both.

#![expect(dead_code, reason = "describes stored bytes; no value of the type is made")]

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The organization that published a document, with its name at that time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublicOfficeView)]
pub(crate) struct PublishingOrganizationView {
    /// The id of the organization.
    id: Uuid,
    /// The name.
    #[schema(example = "เทศบาลตำบลตัวอย่าง")]
    name_th: String,
    /// The kind of local government.
    #[schema(example = "subdistrict_municipality")]
    kind: String,
    /// The code of the province.
    #[schema(example = "47")]
    province_code: String,
}

/// Defines the view of a published document: the common fields of all publications and the fields of its kind.
macro_rules! published {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)+ }) => {
        $(#[$doc])*
        #[derive(serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "describes stored bytes; no value of the type is made")]
        pub(crate) struct $name {
            /// The id of the document.
            id: uuid::Uuid,
            /// The organization that published it.
            organization: crate::public::PublishingOrganizationView,
            /// The fiscal year, a B.E. year.
            #[schema(example = 2566)]
            fiscal_year: u16,
            /// The number of the edition.
            #[schema(example = 1)]
            edition: u32,
            /// When it was published, in UTC.
            #[schema(format = DateTime)]
            published_at: String,
            /// The reason for which a person who wrote in the document approved it. Absent when another person approved, and
            /// in bodies from before version 0.3, where only the header `Override-Reason` and the list of editions have it.
            #[schema(example = "หน่วยงานมีเจ้าหน้าที่คนเดียว")]
            #[serde(default)]
            override_reason: Option<String>,
            /// SHA-256 of the content's canonical JSON (RFC 8785).
            content_sha256: String,
            $($(#[$field_doc])* $field: $kind,)+
        }
    };
}

/// A post, with the name of the person if the organization states it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PublicPersonView {
    /// ตำแหน่ง: the post.
    #[schema(example = "นายกเทศมนตรี")]
    position: String,
    /// ชื่อ: the name.
    name: Option<String>,
}

pub(crate) use published;
