/// Defines the lists and the public answer of a kind whose rows have a title and whose lists have only the common
/// filters, and the functions `plain_routes` and `public_plain_routes`. Use it after `document_routes!`.
macro_rules! plain_routes {
    (
        tag: $tag:tt, public_view: $public_view:ident, title: $title:tt,
        $(#[$row_doc:meta])* $row:ident;
        $(#[$public_row_doc:meta])* $public_row:ident;
        $(#[$list_doc:meta])* $list:ident $path:tt;
        $(#[$public_list_doc:meta])* $public_list:ident;
        $(#[$public_get_doc:meta])* $public_get:ident $item_path:tt;
    ) => {
        $(#[$row_doc])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub(crate) struct $row {
            #[serde(flatten)]
            row: crate::document::DocumentRow,
            /// The title.
            #[schema(example = $title)]
            title: String,
        }

        impl From<prongsai_application::DocumentSummary> for $row {
            fn from(summary: prongsai_application::DocumentSummary) -> Self {
                Self { row: (&summary).into(), title: summary.title }
            }
        }

        $(#[$public_row_doc])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub(crate) struct $public_row {
            #[serde(flatten)]
            row: crate::public::PublicRow,
            /// The title.
            #[schema(example = $title)]
            title: String,
        }

        impl From<prongsai_application::PublicationSummary> for $public_row {
            fn from(summary: prongsai_application::PublicationSummary) -> Self {
                Self { row: (&summary).into(), title: summary.title }
            }
        }

        $(#[$list_doc])*
        #[utoipa::path(tag = $tag, params(crate::document::DocumentFilters, Paging),
            responses((status = 200, body = Page<$row>, description = "A page of documents")))]
        #[get($path)]
        pub(crate) async fn $list(
            app: Data<App>,
            Authenticated(context): Authenticated,
            ListQuery { filters, paging }: ListQuery<crate::document::DocumentFilters>,
        ) -> Answer {
            documents::list::<$row>(&app, &context, KIND, &filters.into(), &paging).await
        }

        $(#[$public_list_doc])*
        #[utoipa::path(tag = "public", params(crate::public::PublicFilters, Paging, IfNoneMatch),
            responses((status = 200, body = Page<$public_row>, description = "A page of documents")))]
        #[get($path)]
        pub(crate) async fn $public_list(
            app: Data<App>,
            ListQuery { filters, paging }: ListQuery<crate::public::PublicFilters>,
            known: IfNoneMatch,
        ) -> Answer {
            crate::public::list(&app, KIND, &filters.into(), &paging, &known, $public_row::from).await
        }

        $(#[$public_get_doc])*
        #[utoipa::path(tag = "public", params(IfNoneMatch),
            responses((status = 200, description = "The document", content(($public_view = "application/json"),
                (String = "text/html"), (Vec<u8> = "application/pdf"),
                (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))))]
        #[get($item_path)]
        pub(crate) async fn $public_get(
            app: Data<App>,
            PathValue(id): PathValue<DocumentId>,
            form: crate::rendition::RequestedForm,
            known: IfNoneMatch,
        ) -> Answer {
            crate::public::document(&app, KIND, id, form, &known).await
        }

        fn plain_routes(cfg: &mut ServiceConfig) {
            cfg.service($list);
        }

        fn public_plain_routes(cfg: &mut ServiceConfig) {
            cfg.service($public_get).service($public_list);
        }
    };
}

pub(crate) use plain_routes;
