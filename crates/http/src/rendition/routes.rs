/// Defines the renditions of a kind of document, one handler for each format, and the functions `rendition_routes` and
/// `public_rendition_routes`.
macro_rules! rendition_routes {
    (
        kind: $kind:ident,
        private { $($(#[$doc:meta])* $name:ident $path:tt $format:ident $media:tt;)+ }
        public { $($(#[$public_doc:meta])* $public_name:ident $public_path:tt $public_format:ident $public_media:tt;)+ }
    ) => {
        use prongsai_application::rendition::{Format, document as private_document, public_document};

        $(
            $(#[$doc])*
            #[utoipa::path(tag = "renditions",
                responses((status = 200, body = Vec<u8>, content_type = $media, description = "The rendition")))]
            #[get($path)]
            async fn $name(
                app: Data<App>,
                Authenticated(context): Authenticated,
                PathValue(id): PathValue<DocumentId>,
            ) -> Answer {
                let made = private_document(&app, &context, DocumentKind::$kind, id, Format::$format).await?;
                crate::rendition::private_rendition(made)
            }
        )+

        $(
            $(#[$public_doc])*
            #[utoipa::path(tag = "renditions", params(IfNoneMatch),
                responses((status = 200, body = Vec<u8>, content_type = $public_media, description = "The rendition")))]
            #[get($public_path)]
            async fn $public_name(app: Data<App>, PathValue(id): PathValue<DocumentId>, known: IfNoneMatch) -> Answer {
                let made = public_document(&app, DocumentKind::$kind, id, Format::$public_format).await?;
                crate::rendition::public_rendition(&known, made)
            }
        )+

        fn rendition_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($name);)+
        }

        fn public_rendition_routes(cfg: &mut ServiceConfig) {
            $(cfg.service($public_name);)+
        }
    };
}

pub(crate) use rendition_routes;
