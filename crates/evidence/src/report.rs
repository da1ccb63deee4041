use crate::Kind;
use crate::coded::coded;

coded! {
    /// What a file no longer contains.
    Removed {
        /// Bytes before the beginning or after the end of the document or picture.
        ExtraBytes = "extra-bytes", "ข้อมูลส่วนเกินก่อนหรือหลังเนื้อไฟล์", "bytes before or after the content";
        /// EXIF, XMP, IPTC and comments of a picture.
        PictureMetadata = "picture-metadata", "ข้อมูลกำกับรูปภาพ เช่น สถานที่ เวลา และกล้องที่ใช้", "data about the picture, such as place, time and camera";
        /// The colour profile of a picture.
        ColourProfile = "colour-profile", "โปรไฟล์สีของรูปภาพ", "the colour profile of the picture";
        /// A small picture of the file.
        Thumbnails = "thumbnails", "ภาพย่อที่ฝังในไฟล์", "small pictures of the file";
        /// Author, company and programs.
        DocumentInformation = "document-information", "ข้อมูลกำกับเอกสาร เช่น ผู้จัดทำ หน่วยงาน และโปรแกรม", "document properties, such as author, company and program";
        /// Paths of the computer of the author in properties.
        LocalPaths = "local-paths", "ที่อยู่ไฟล์ในเครื่องคอมพิวเตอร์", "paths of files on a computer";
        /// States of a PDF before it was changed.
        EarlierRevisions = "earlier-revisions", "เนื้อหาของเอกสารก่อนแก้ไขครั้งหลังสุด", "earlier revisions of the document";
        /// Scripts.
        Scripts = "scripts", "สคริปต์", "scripts";
        /// Actions that start by themselves, start programs, or send forms.
        Actions = "actions", "คำสั่งที่ทำงานเอง เปิดโปรแกรม หรือส่งแบบฟอร์ม", "actions that start by themselves, start programs or send forms";
        /// Files in a PDF.
        Attachments = "attachments", "ไฟล์แนบ", "attached files";
        /// Sound, film and three-dimensional content.
        RichMedia = "rich-media", "เสียง วิดีโอ และเนื้อหาสามมิติ", "sound, film and three-dimensional content";
        /// A form as XML beside the form of the PDF.
        XfaForm = "xfa-form", "แบบฟอร์ม XFA", "the XFA form";
        /// Data of the program that made the document.
        ApplicationData = "application-data", "ข้อมูลส่วนตัวของโปรแกรมที่สร้างเอกสาร", "private data of the program that made the document";
        /// Settings of a printer.
        PrinterSettings = "printer-settings", "การตั้งค่าเครื่องพิมพ์", "settings of a printer";
        /// The link to the template of a document.
        TemplateLink = "template-link", "ลิงก์ไปยังแม่แบบเอกสาร", "the link to the template";
    }
}

coded! {
    /// What is otherwise different from the file that came.
    Change {
        /// The text had another encoding.
        ConvertedToUtf8 = "converted-to-utf-8", "แปลงข้อความจาก TIS-620 หรือ Windows-874 เป็น UTF-8", "the text was converted from TIS-620 or Windows-874 to UTF-8";
        /// A lossy WebP.
        ConvertedToJpeg = "converted-to-jpeg", "แปลงรูปภาพ WebP เป็น JPEG", "the WebP picture was converted to JPEG";
        /// A lossy WebP with transparency.
        ConvertedToPng = "converted-to-png", "แปลงรูปภาพ WebP แบบโปร่งใสเป็น PNG", "the transparent WebP picture was converted to PNG";
        /// The picture was turned as its metadata said.
        Turned = "turned", "หมุนรูปภาพตามที่กล้องบันทึกไว้", "the picture was turned as the camera recorded";
    }
}

coded! {
    /// What stays in the file, and what the person should look at before it is published.
    Doubt {
        /// A path of a computer in the text.
        LocalPaths = "contains-local-paths", "ข้อความมีที่อยู่ไฟล์ในเครื่องคอมพิวเตอร์", "the text contains paths of files on a computer";
        /// Comments with the names of their authors.
        Comments = "contains-comments", "เอกสารมีความเห็นพร้อมชื่อผู้เขียน", "the document has comments with the names of their authors";
        /// Tracked changes.
        TrackedChanges = "contains-tracked-changes", "เอกสารมีการติดตามการแก้ไข ซึ่งแสดงข้อความที่ลบและชื่อผู้แก้", "the document has tracked changes, which show deleted text and names";
        /// Hidden text, rows or sheets.
        HiddenContent = "contains-hidden-content", "เอกสารมีข้อความ แผ่นงาน หรือชั้นข้อมูลที่ซ่อนไว้", "the document has hidden text, sheets or layers";
        /// Pictures that are fetched from elsewhere.
        ExternalPictures = "contains-external-pictures", "เอกสารดึงรูปภาพจากเว็บไซต์อื่น", "the document fetches pictures from elsewhere";
        /// Connections to databases and files.
        DataConnections = "contains-data-connections", "สมุดงานเชื่อมต่อกับข้อมูลภายนอก", "the workbook has connections to other data";
        /// Pictures in formats that cannot be cleaned.
        PicturesNotCleaned = "pictures-not-cleaned", "เอกสารมีรูปภาพบางรูปแบบที่ลบข้อมูลกำกับไม่ได้", "the document has pictures whose metadata cannot be removed";
        /// Cells that a spreadsheet program would compute.
        Formulas = "cells-like-formulas", "บางเซลล์ขึ้นต้นเหมือนสูตร โปรแกรมตารางคำนวณอาจคำนวณเมื่อเปิด", "some cells begin like formulas, which a spreadsheet program may compute";
        /// A signed file, which was not cleaned.
        SignedNotCleaned = "signed-not-cleaned", "ไฟล์มีลายมือชื่ออิเล็กทรอนิกส์ จึงเก็บไว้ตามเดิมรวมทั้งข้อมูลกำกับ", "the file is signed and was kept as it is, with its properties";
    }
}

/// What is known about a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// The number of pages of a PDF.
    pub pages: Option<u32>,
    /// The width of a picture, in pixels.
    pub width: Option<u32>,
    /// The height of a picture, in pixels.
    pub height: Option<u32>,
    /// The number of sheets of a workbook.
    pub sheets: Option<u32>,
    /// The number of characters of a text or a table as text.
    pub characters: Option<u64>,
}

/// A small picture of a picture.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Thumbnail {
    /// PNG if the picture may be transparent, otherwise JPEG.
    pub kind: Kind,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The bytes of the picture.
    pub bytes: Vec<u8>,
}

/// A file that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cleaned {
    /// The format of the cleaned file, which is not that of the file that came where `changes` say so.
    pub kind: Kind,
    /// The number of bytes of the cleaned file.
    pub size: u64,
    /// What is known about it.
    pub facts: Facts,
    /// What it no longer contains, without repetitions.
    pub removed: Vec<Removed>,
    /// What is otherwise different.
    pub changes: Vec<Change>,
    /// What stays in it, and should be looked at.
    pub doubts: Vec<Doubt>,
    /// Whether the file states that it is signed. The signature is not verified.
    pub signed: bool,
    /// Whether the cleaned file has the bytes of the file that came.
    pub same_bytes: bool,
    /// A small picture, for pictures.
    pub thumbnail: Option<Thumbnail>,
}

impl Cleaned {
    /// A file of which nothing is known.
    pub(crate) const fn new(kind: Kind) -> Self {
        Self {
            kind,
            size: 0,
            facts: Facts {
                pages: None,
                width: None,
                height: None,
                sheets: None,
                characters: None,
            },
            removed: Vec::new(),
            changes: Vec::new(),
            doubts: Vec::new(),
            signed: false,
            same_bytes: false,
            thumbnail: None,
        }
    }

    /// The media type that the cleaned file is served with.
    pub const fn media_type(&self) -> &'static str {
        self.kind.media_type()
    }

    /// The extension of its name, without the dot.
    pub const fn extension(&self) -> &'static str {
        self.kind.extension()
    }

    pub(crate) fn remove(&mut self, what: Removed) {
        if !self.removed.contains(&what) {
            self.removed.push(what);
        }
    }

    pub(crate) fn doubt(&mut self, what: Doubt) {
        if !self.doubts.contains(&what) {
            self.doubts.push(what);
        }
    }
}
