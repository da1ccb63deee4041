//! A PDF file, examined with poppler and qpdf.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use image::GrayImage;
use prongsai_renderer::pdf::{self, Fonts};
use prongsai_rendering::pdf::{PdfJob, font_folders, read_frame};
use prongsai_rendering::rendition::Rendition;
use tempfile::TempDir;

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::load(&font_folders()).unwrap());

/// The PDF of a rendition, whose job passes through the frames as it does between server and renderer.
pub(crate) fn render(rendition: &Rendition<'_>) -> Vec<u8> {
    let frames = PdfJob::of(rendition).unwrap().frames().unwrap();
    let mut input = &frames[..];
    let mut job = PdfJob::read(&read_frame(&mut input).unwrap().unwrap().payload).unwrap();
    if let Some(emblem) = &mut job.emblem {
        emblem.png = read_frame(&mut input).unwrap().unwrap().payload;
    }
    pdf::render(job, &FONTS).unwrap()
}

pub(crate) struct Pdf {
    folder: TempDir,
}

impl Pdf {
    pub(crate) fn of(rendition: &Rendition<'_>) -> Self {
        let bytes = render(rendition);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("rendition.pdf"), &bytes).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("rendition.pdf")
    }

    /// The text as readers copy it, without white space and invisible break points.
    pub(crate) fn text(&self) -> String {
        plain(&run("pdftotext", &["-enc", "UTF-8"], &self.path(), &["-"]))
    }

    /// The text in the order in which it was set.
    pub(crate) fn text_as_set(&self) -> String {
        plain(&run("pdftotext", &["-enc", "UTF-8", "-raw"], &self.path(), &["-"]))
    }

    /// The text of each page.
    pub(crate) fn text_of_pages(&self) -> Vec<String> {
        let whole = run("pdftotext", &["-enc", "UTF-8", "-raw"], &self.path(), &["-"]);
        let pages = whole.trim_end_matches('\u{C}').split('\u{C}');
        pages.map(plain).collect()
    }

    /// Fails if the file is not valid.
    pub(crate) fn examine(&self) {
        let said = run("qpdf", &["--check"], &self.path(), &[]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        assert!(!said.contains("WARNING"), "{said}");
    }

    /// The tree of tags, with the texts in it.
    pub(crate) fn structure(&self) -> String {
        run("pdfinfo", &["-struct-text"], &self.path(), &[])
    }

    pub(crate) fn information(&self) -> String {
        run("pdfinfo", &[], &self.path(), &[])
    }

    /// The objects as text, for data that the tools do not show.
    pub(crate) fn objects(&self) -> String {
        let options = ["--qdf", "--object-streams=disable", "--stream-data=uncompress"];
        String::from_utf8_lossy(&output("qpdf", &options, &self.path(), &["-"])).into_owned()
    }

    pub(crate) fn page_count(&self) -> usize {
        let information = self.information();
        let line = information.lines().find(|line| line.starts_with("Pages:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// A picture of each page.
    pub(crate) fn pages(&self, dots_per_inch: u32) -> Vec<GrayImage> {
        let prefix = self.folder.path().join(format!("page-{dots_per_inch}"));
        let resolution = dots_per_inch.to_string();
        run(
            "pdftoppm",
            &["-gray", "-png", "-r", &resolution],
            &self.path(),
            &[prefix.to_str().unwrap()],
        );
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_str().unwrap().starts_with(prefix.to_str().unwrap()))
            .collect();
        files.sort();
        files
            .iter()
            .map(|file| image::open(file).unwrap().into_luma8())
            .collect()
    }
}

/// The text without white space and invisible break points.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{2060}'))
        .collect()
}

fn run(program: &str, options: &[&str], file: &Path, more: &[&str]) -> String {
    // pdfinfo writes headings in two encodings at once.
    String::from_utf8_lossy(&output(program, options, file, more)).into_owned()
}

fn output(program: &str, options: &[&str], file: &Path, more: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(options)
        .arg(file)
        .args(more)
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; scripts/install-packages --for-tests installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}");
    output.stdout
}

/// All QR codes in a picture.
pub(crate) fn codes(picture: &GrayImage) -> Vec<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        picture
            .get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap())
            .0[0]
    });
    let grids = prepared.detect_grids();
    grids.iter().map(|grid| grid.decode().unwrap().1).collect()
}

/// The codes that zbar reads in a picture; `None` if zbar is not installed.
pub(crate) fn codes_by_zbar(picture: &GrayImage) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.png");
    picture.save(&file).unwrap();
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .arg(&file)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}
