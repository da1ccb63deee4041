use std::marker::PhantomData;

use actix_web::HttpResponse;
use prongsai_application::AnswerError;
use prongsai_application::document::DocumentView;
use prongsai_domain::document::{Content, Edition};
use prongsai_domain::kind::Listed;
use prongsai_domain::report::FrozenYear;
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::{DocumentHead, EditionHead};
use crate::extract::IfNoneMatch;
use crate::present::{self, Reply};

/// A kind of document in the API.
pub(crate) trait Exposed: Listed {
    /// The view of a document with the edition that the caller sees.
    type View: Serialize;
    /// The view of one edition.
    type EditionView: Serialize;

    /// Makes the view; `frozen` has the parts that a report refers to.
    fn view(&self, head: DocumentHead, frozen: Option<FrozenYear>) -> Self::View;

    /// Makes the view of one edition; `frozen` has the parts that a report refers to.
    fn edition_view(&self, head: EditionHead, frozen: Option<FrozenYear>) -> Self::EditionView;
}

/// A document of a kind, serialized as its view.
pub(crate) struct Shown<'a, K> {
    view: &'a DocumentView,
    kind: PhantomData<K>,
}

impl<'a, K> Shown<'a, K> {
    pub(crate) const fn new(view: &'a DocumentView) -> Self {
        Self {
            view,
            kind: PhantomData,
        }
    }
}

impl<K: Exposed> Serialize for Shown<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = of_kind::<K, S>(&self.view.edition.content)?;
        let head = DocumentHead::from(self.view);
        content.view(head, self.view.frozen.clone()).serialize(serializer)
    }
}

/// An edition of a document of a kind, serialized as its view.
pub(crate) struct ShownEdition<'a, K> {
    edition: &'a Edition,
    frozen: Option<FrozenYear>,
    kind: PhantomData<K>,
}

impl<'a, K> ShownEdition<'a, K> {
    pub(super) const fn new(edition: &'a Edition, frozen: Option<FrozenYear>) -> Self {
        Self {
            edition,
            frozen,
            kind: PhantomData,
        }
    }
}

impl<K: Exposed> Serialize for ShownEdition<'_, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let content = of_kind::<K, S>(&self.edition.content)?;
        let head = EditionHead::from(self.edition);
        content.edition_view(head, self.frozen.clone()).serialize(serializer)
    }
}

/// The content as its kind. It has that kind, because the application loads a document by its kind.
fn of_kind<K: Exposed, S: Serializer>(content: &Content) -> Result<&K, S::Error> {
    K::in_content(content).ok_or_else(|| S::Error::custom(format!("this is no {}", K::KIND)))
}

/// Replies 201 with a new document.
pub(crate) fn created<K: Exposed>(view: &DocumentView) -> Result<Reply, AnswerError> {
    let location = format!("/api/v1/{}/{}", view.document.kind.plural(), view.document.id);
    present::created(&location, view.document.revision, &Shown::<K>::new(view))
}

/// Replies 200 with a document that a POST has changed.
pub(crate) fn changed<K: Exposed>(view: &DocumentView) -> Result<Reply, AnswerError> {
    present::changed(view.document.revision, &Shown::<K>::new(view))
}

/// Answers 200 with a document that a PATCH has changed.
pub(crate) fn edited<K: Exposed>(view: &DocumentView) -> HttpResponse {
    present::ok(view.document.revision, &Shown::<K>::new(view))
}

/// Answers 200 with a document, or 304.
pub(crate) fn shown<K: Exposed>(known: &IfNoneMatch, view: &DocumentView) -> HttpResponse {
    present::ok_unless_known(known, view.document.revision, &Shown::<K>::new(view))
}
