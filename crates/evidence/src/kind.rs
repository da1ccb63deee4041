use crate::coded::coded;

coded! {
    /// A format that is accepted.
    Kind {
        /// Portable Document Format.
        Pdf = "pdf", "เอกสาร PDF", "a PDF document";
        /// Portable Network Graphics.
        Png = "png", "รูปภาพ PNG", "a PNG picture";
        /// JPEG.
        Jpeg = "jpeg", "รูปภาพ JPEG", "a JPEG picture";
        /// WebP.
        Webp = "webp", "รูปภาพ WebP", "a WebP picture";
        /// A text document of Word 2007 and later.
        Docx = "docx", "เอกสาร Word (DOCX)", "a Word document (DOCX)";
        /// A workbook of Excel 2007 and later.
        Xlsx = "xlsx", "สมุดงาน Excel (XLSX)", "an Excel workbook (XLSX)";
        /// A table as text.
        Csv = "csv", "ตารางข้อความ CSV", "a CSV table";
        /// Text.
        Txt = "txt", "ไฟล์ข้อความ TXT", "a text file";
    }
}

impl Kind {
    /// The media type that the file is served with.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
        }
    }

    /// The extension of its names, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            other => other.code(),
        }
    }

    /// Whether it is a picture.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp)
    }

    /// The kind that an extension promises. Upper and lower case are the same.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        match extension.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            other => Self::ALL.iter().copied().find(|kind| kind.code() == other),
        }
    }
}

coded! {
    /// A format that is recognised, in order to say what the file is, and not accepted.
    Foreign {
        /// Vector graphics, which may contain scripts.
        Svg = "svg", "รูปภาพ SVG", "an SVG picture";
        /// A page of the web.
        Html = "html", "หน้าเว็บ (HTML)", "a web page (HTML)";
        /// Other XML.
        Xml = "xml", "ไฟล์ XML", "an XML file";
        /// A program as text.
        Script = "script", "สคริปต์", "a script";
        /// Rich text.
        Rtf = "rtf", "เอกสาร RTF", "an RTF document";
        /// A program for printers.
        PostScript = "postscript", "ไฟล์ PostScript", "a PostScript file";
        /// A picture, perhaps animated.
        Gif = "gif", "รูปภาพ GIF", "a GIF picture";
        /// A picture of a scanner.
        Tiff = "tiff", "รูปภาพ TIFF", "a TIFF picture";
        /// A picture of a telephone.
        Heic = "heic", "รูปภาพ HEIC หรือ AVIF", "an HEIC or AVIF picture";
        /// A bitmap or an icon.
        Bitmap = "bitmap", "รูปภาพ BMP หรือไอคอน", "a BMP picture or an icon";
        /// A document of Word 97 to 2003.
        OldWord = "doc", "เอกสาร Word แบบเก่า (DOC)", "an old Word document (DOC)";
        /// A workbook of Excel 97 to 2003.
        OldExcel = "xls", "สมุดงาน Excel แบบเก่า (XLS)", "an old Excel workbook (XLS)";
        /// Another compound file.
        Compound = "compound-file", "ไฟล์แบบเก่าของ Microsoft (OLE)", "an old Microsoft file (OLE)";
        /// Slides.
        Slides = "pptx", "งานนำเสนอ PowerPoint", "a PowerPoint presentation";
        /// A template or add-in of Word or Excel.
        Template = "template", "แม่แบบของ Word หรือ Excel", "a template of Word or Excel";
        /// A workbook of Excel in binary form.
        BinaryWorkbook = "xlsb", "สมุดงาน Excel แบบไบนารี (XLSB)", "a binary Excel workbook (XLSB)";
        /// A document of `LibreOffice` and others.
        OpenDocument = "opendocument", "เอกสาร OpenDocument (ODT, ODS)", "an OpenDocument file (ODT, ODS)";
        /// Files in a file.
        Archive = "archive", "ไฟล์บีบอัด (ZIP, RAR, 7z และอื่น ๆ)", "an archive (ZIP, RAR, 7z and others)";
        /// A program.
        Program = "program", "โปรแกรม", "a program";
        /// Sound or film.
        Media = "sound-or-film", "ไฟล์เสียงหรือวิดีโอ", "sound or film";
    }
}

impl Foreign {
    /// What the person can do, in Thai.
    pub const fn mend_th(self) -> &'static str {
        match self {
            Self::Svg | Self::Gif | Self::Tiff | Self::Heic | Self::Bitmap => "โปรดแปลงเป็น PNG หรือ JPEG แล้วอัปโหลดใหม่",
            Self::Html | Self::Xml | Self::PostScript | Self::Slides => "โปรดพิมพ์หรือส่งออกเป็น PDF แล้วอัปโหลดใหม่",
            Self::OldWord | Self::Rtf => "โปรดเปิดด้วย Word แล้วบันทึกเป็น .docx หรือ PDF",
            Self::OldExcel | Self::BinaryWorkbook => "โปรดเปิดด้วย Excel แล้วบันทึกเป็น .xlsx",
            Self::Compound | Self::Template | Self::OpenDocument => "โปรดบันทึกเป็น .docx, .xlsx หรือ PDF",
            Self::Archive => "โปรดอัปโหลดไฟล์ข้างในทีละไฟล์",
            Self::Script | Self::Program => "ไม่รับไฟล์ที่สั่งให้เครื่องทำงานได้",
            Self::Media => "โปรดเผยแพร่ไว้ที่อื่นแล้วใส่ลิงก์แทน",
        }
    }

    /// What the person can do, in English.
    pub const fn mend_en(self) -> &'static str {
        match self {
            Self::Svg | Self::Gif | Self::Tiff | Self::Heic | Self::Bitmap => "convert it to PNG or JPEG",
            Self::Html | Self::Xml | Self::PostScript | Self::Slides => "print or export it as PDF",
            Self::OldWord | Self::Rtf => "open it in Word and save it as .docx or PDF",
            Self::OldExcel | Self::BinaryWorkbook => "open it in Excel and save it as .xlsx",
            Self::Compound | Self::Template | Self::OpenDocument => "save it as .docx, .xlsx or PDF",
            Self::Archive => "upload the files that are in it, one by one",
            Self::Script | Self::Program => "files that a computer can run are not accepted",
            Self::Media => "publish it elsewhere and give the link instead",
        }
    }
}
