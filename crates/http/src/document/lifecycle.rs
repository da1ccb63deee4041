/// Defines the handlers that every kind of document has, the views of the kind and a function `common_routes`. The
/// handlers of the kinds differ only in names, paths and content.
macro_rules! document_routes {
    (
        kind: $kind:ident, tag: $tag:tt, content: $content:ident,
        $(#[$view_doc:meta])* $view:ident, $(#[$edition_doc:meta])* $edition_view:ident,
        $get:ident $item_path:tt, $delete:ident,
        $submit:ident $submit_path:tt, $return:ident $return_path:tt, $approve:ident $approve_path:tt,
        $publish:ident $publish_path:tt, $withdraw:ident $withdraw_path:tt, $revise:ident $revise_path:tt,
        $editions:ident $editions_path:tt, $edition:ident $edition_path:tt, $history:ident $history_path:tt,
        $warnings:ident $warnings_path:tt $(,)?
    ) => {
        $(#[$view_doc])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub(crate) struct $view {
            #[serde(flatten)]
            head: DocumentHead,
            #[serde(flatten)]
            content: $content,
        }

        $(#[$edition_doc])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub(crate) struct $edition_view {
            #[serde(flatten)]
            head: EditionHead,
            #[serde(flatten)]
            content: $content,
        }

        impl crate::document::Exposed for $kind {
            type View = $view;
            type EditionView = $edition_view;

            fn view(&self, head: DocumentHead, frozen: Option<FrozenYear>) -> $view {
                $view { head, content: $content::new(self, frozen) }
            }

            fn edition_view(&self, head: EditionHead, frozen: Option<FrozenYear>) -> $edition_view {
                $edition_view { head, content: $content::new(self, frozen) }
            }
        }

        use actix_web::web::Data;
        use actix_web::{delete, get, post};
        use prongsai_application::{App, document};
        use prongsai_domain::document::{Command, DocumentKind};
        use prongsai_domain::id::DocumentId;
        use prongsai_domain::report::FrozenYear;
        use utoipa_actix_web::service_config::ServiceConfig;

        use crate::Answer;
        use crate::document::{
            self as documents, ApproveInput, DocumentHead, DocumentWarningsView, EditionHead, EditionRowView, HistoryEntryView, ReasonInput,
            ReviseInput, WithdrawInput,
        };
        use crate::extract::{PathValue, Authenticated, IfMatch, IfNoneMatch, ListQuery, NoFilters, Nothing, Page, Paging, JsonPost};

        const KIND: DocumentKind = DocumentKind::$kind;

        /// Shows a document with the actions that the caller may take next.
        ///
        /// It has the edition in work, otherwise the live one, otherwise the last.
        #[utoipa::path(tag = $tag, params(IfNoneMatch),
            responses((status = 200, body = $view, description = "The document")))]
        #[get($item_path)]
        pub(crate) async fn $get(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id): PathValue<DocumentId>,
            known: IfNoneMatch,
        ) -> Answer {
            let view = document::find(&app, &context, KIND, id).await?;
            Ok(documents::shown::<$kind>(&known, &view))
        }

        /// Deletes a draft that was never submitted.
        ///
        /// If the draft is a correction, the live edition stays.
        #[utoipa::path(tag = $tag, params(IfMatch), responses((status = 204, description = "The draft was deleted")))]
        #[delete($item_path)]
        pub(crate) async fn $delete(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            documents::delete(&app, &context, (KIND, id), &precondition).await
        }

        /// Submits the edition for approval.
        ///
        /// A report freezes the analysis, the measures and the results that it shows.
        #[utoipa::path(tag = $tag, params(IfMatch), request_body(content = Nothing),
            responses((status = 200, body = $view, description = "The submitted document")))]
        #[post($submit_path)]
        pub(crate) async fn $submit(
            app: Data<App>,
            JsonPost { context, .. }: JsonPost<Nothing>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            documents::step::<$kind>(&app, &context, id, &precondition, Command::Submit, None).await
        }

        /// Returns the edition to its drafters, with a reason.
        #[utoipa::path(tag = $tag, params(IfMatch),
            request_body(content = ReasonInput, example = json!({ "reason": "ขั้นตอนที่ 2 ยังไม่มีกำหนดเวลา" })),
            responses((status = 200, body = $view, description = "The returned document")))]
        #[post($return_path)]
        pub(crate) async fn $return(
            app: Data<App>,
            JsonPost { context, input }: JsonPost<ReasonInput>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            let command = Command::Return { reason: input.checked()? };
            documents::step::<$kind>(&app, &context, id, &precondition, command, None).await
        }

        /// Approves the edition.
        ///
        /// A person who drafted or submitted it may not approve it. `acknowledged` names each serious warning about it, with a
        /// reason of its own.
        #[utoipa::path(tag = $tag, params(IfMatch),
            request_body(content = ApproveInput, examples(
                ("approve" = (summary = "The usual case", value = json!({}))),
                ("override" = (summary = "An override of the four-eyes rule",
                    value = json!({ "override_reason": "หน่วยงานมีผู้ปฏิบัติงานเพียงคนเดียว" }))))),
            responses((status = 200, body = $view, description = "The approved document")))]
        #[post($approve_path)]
        pub(crate) async fn $approve(
            app: Data<App>,
            JsonPost { context, input }: JsonPost<ApproveInput>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            documents::approve::<$kind>(&app, &context, id, &precondition, input).await
        }

        /// Publishes the approved edition.
        ///
        /// The edition that was live before is superseded.
        #[utoipa::path(tag = $tag, params(IfMatch), request_body(content = Nothing),
            responses((status = 200, body = $view, description = "The published document")))]
        #[post($publish_path)]
        pub(crate) async fn $publish(
            app: Data<App>,
            JsonPost { context, .. }: JsonPost<Nothing>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            documents::step::<$kind>(&app, &context, id, &precondition, Command::Publish, None).await
        }

        /// Withdraws an edition, with a reason.
        ///
        /// The reason becomes public if the edition was public.
        #[utoipa::path(tag = $tag, params(IfMatch),
            request_body(content = WithdrawInput, example = json!({ "reason": "เผยแพร่ผิดฉบับ" })),
            responses((status = 200, body = $view, description = "The withdrawn document")))]
        #[post($withdraw_path)]
        pub(crate) async fn $withdraw(
            app: Data<App>,
            JsonPost { context, input }: JsonPost<WithdrawInput>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            let (reason, edition) = input.checked()?;
            documents::step::<$kind>(&app, &context, id, &precondition, Command::Withdraw { reason }, edition).await
        }

        /// Begins a correction: a new draft with the content of the live edition, or of the last edition of a withdrawn
        /// document.
        ///
        /// A live edition stays live until the draft is published.
        #[utoipa::path(tag = $tag, params(IfMatch),
            request_body(content = ReviseInput, example = json!({
                "change_kind": "substantive", "change_note": "ปรับเป้าหมายตามงบประมาณที่ได้รับ" })),
            responses((status = 200, body = $view, description = "The new draft")))]
        #[post($revise_path)]
        pub(crate) async fn $revise(
            app: Data<App>,
            JsonPost { context, input }: JsonPost<ReviseInput>,
            PathValue(id): PathValue<DocumentId>,
            IfMatch(precondition): IfMatch,
        ) -> Answer {
            documents::revise::<$kind>(&app, &context, id, &precondition, &input).await
        }

        /// Lists the editions that the caller may see, newest first.
        #[utoipa::path(tag = $tag,
            responses((status = 200, body = Page<EditionRowView>, description = "All editions")))]
        #[get($editions_path)]
        pub(crate) async fn $editions(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id): PathValue<DocumentId>,
        ) -> Answer {
            documents::editions(&app, &context, KIND, id).await
        }

        /// Shows one edition of a document.
        #[utoipa::path(tag = $tag, responses((status = 200, body = $edition_view, description = "The edition")))]
        #[get($edition_path)]
        pub(crate) async fn $edition(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id_and_number): PathValue<(DocumentId, u32)>,
        ) -> Answer {
            documents::edition::<$kind>(&app, &context, id_and_number).await
        }

        /// Lists the history of a document, oldest first: who did what, when and why.
        #[utoipa::path(tag = $tag, params(Paging),
            responses((status = 200, body = Page<HistoryEntryView>, description = "A page of the history")))]
        #[get($history_path)]
        pub(crate) async fn $history(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id): PathValue<DocumentId>,
            ListQuery { paging, .. }: ListQuery<NoFilters>,
        ) -> Answer {
            documents::history(&app, &context, KIND, id, &paging).await
        }

        /// Lists the warnings about a document, the most serious first.
        ///
        /// A warning does not make the document wrong, but a careful reader would ask. The warnings about a report include those
        /// about what it shows. An approval acknowledges each serious one.
        #[utoipa::path(tag = $tag,
            responses((status = 200, body = DocumentWarningsView, description = "The warnings")))]
        #[get($warnings_path)]
        pub(crate) async fn $warnings(
            app: Data<App>,
            Authenticated(context): Authenticated,
            PathValue(id): PathValue<DocumentId>,
        ) -> Answer {
            documents::warnings(&app, &context, KIND, id).await
        }

        fn common_routes(cfg: &mut ServiceConfig) {
            cfg.service($get).service($delete).service($submit).service($return).service($approve).service($publish);
            cfg.service($withdraw).service($revise).service($editions).service($edition).service($history);
            cfg.service($warnings);
        }
    };
}

pub(crate) use document_routes;
