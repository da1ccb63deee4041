use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::Fonts;

/// The templates by their path. The first one is the main file, which imports the others.
const TEMPLATES: [(&str, &str); 4] = [
    ("/rendition.typ", include_str!("../../templates/rendition.typ")),
    ("/blocks.typ", include_str!("../../templates/blocks.typ")),
    ("/table.typ", include_str!("../../templates/table.typ")),
    ("/frame.typ", include_str!("../../templates/frame.typ")),
];

/// The path of the data for the templates: [`RenditionData`](super::data::RenditionData) as JSON.
pub(super) const DATA: &str = "/rendition.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // This feature has `pdf.header-cell`, with which table.typ marks row headers for screen readers.
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    TEMPLATES
        .iter()
        .filter_map(|(path, text)| Some(Source::new(file_id(path)?, (*text).to_owned())))
        .collect()
});

/// Everything that the templates can read: themselves, the data and the pictures of one document, the fonts. No disk,
/// no network, no packages, no clock.
pub(super) struct RenditionWorld<'a> {
    fonts: &'a Fonts,
    main: FileId,
    files: BTreeMap<String, Bytes>,
}

impl<'a> RenditionWorld<'a> {
    /// A world with these files; `None` only if the path of a template is not valid.
    pub(super) fn new(fonts: &'a Fonts, files: BTreeMap<String, Bytes>) -> Option<Self> {
        Some(Self {
            fonts,
            main: SOURCES.first()?.id(),
            files,
        })
    }
}

impl World for RenditionWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = SOURCES.iter().find(|source| source.id() == id);
        source.cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        match path.root() {
            VirtualRoot::Project => self.files.get(path.vpath().get_with_slash()).cloned(),
            VirtualRoot::Package(_) => None,
        }
        .ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // A template that asks for the date fails: the bytes must not depend on the day.
        None
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
