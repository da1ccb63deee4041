/// The papers of a kind of document, one handler for each format, with the functions `paper_routes` and
/// `public_paper_routes`.
macro_rules! paper_routes {
    (
        kind: $kind:ident,
        own { $($(#[$doc:meta])* $name:ident $path:tt $format:ident $media:tt;)+ }
        public { $($(#[$public_doc:meta])* $public_name:ident $public_path:tt $public_format:ident $public_media:tt;)+ }
    ) => {
        use prongsai_application::paper::{Format, document as own_document, public_document};

        $(
            $(#[$doc])*
            #[utoipa::path(tag = "papers",
                responses((status = 200, body = Vec<u8>, content_type = $media, description = "The paper")))]
            #[get($path)]
            async fn $name(
                app: Data<App>,
                Authenticated(context): Authenticated,
                PathValue(id): PathValue<DocumentId>,
            ) -> Answer {
                let made = own_document(&app, &context, DocumentKind::$kind, id, Format::$format).await?;
                crate::paper::own_paper(made)
            }
        )+

        $(
            $(#[$public_doc])*
            #[utoipa::path(tag = "papers", params(IfNoneMatch),
                responses((status = 200, body = Vec<u8>, content_type = $public_media, description = "The paper")))]
            #[get($public_path)]
            async fn $public_name(app: Data<App>, PathValue(id): PathValue<DocumentId>, known: IfNoneMatch) -> Answer {
                let made = public_document(&app, DocumentKind::$kind, id, Format::$public_format).await?;
                crate::paper::public_paper(&known, made)
            }
        )+

        fn paper_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }

        fn public_paper_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($public_name);)+
        }
    };
}

pub(crate) use paper_routes;
