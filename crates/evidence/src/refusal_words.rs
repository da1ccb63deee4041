/// The words of a refusal, as far as they contain no number and no format.
pub(crate) struct Words {
    pub(crate) code: &'static str,
    pub(crate) message_th: &'static str,
    pub(crate) message_en: &'static str,
    pub(crate) suggestion_th: &'static str,
    pub(crate) suggestion_en: &'static str,
}

const fn words(
    code: &'static str,
    message_th: &'static str,
    message_en: &'static str,
    suggestion_th: &'static str,
    suggestion_en: &'static str,
) -> Words {
    Words {
        code,
        message_th,
        message_en,
        suggestion_th,
        suggestion_en,
    }
}

/// The words of all refusals.
pub(crate) const WORDS: [Words; 23] = [
    words(
        "file-is-empty",
        "ไฟล์ว่างเปล่า",
        "the file is empty",
        "โปรดเลือกไฟล์อีกครั้ง",
        "choose the file again",
    ),
    words(
        "file-too-large",
        "",
        "",
        "โปรดลดขนาดหรือแบ่งไฟล์",
        "make the file smaller, or divide it",
    ),
    words(
        "extension-not-accepted",
        "ชื่อไฟล์ไม่มีนามสกุล หรือมีนามสกุลที่ระบบไม่รับ",
        "the name has no extension, or one that is not accepted",
        "รับ .pdf .png .jpg .webp .docx .xlsx .csv และ .txt",
        ".pdf, .png, .jpg, .webp, .docx, .xlsx, .csv and .txt are accepted",
    ),
    words("extension-disagrees", "", "", "", ""),
    words("format-not-accepted", "", "", "", ""),
    words(
        "format-unknown",
        "ไม่รู้จักรูปแบบของไฟล์นี้",
        "the format of the file is not known",
        "รับ PDF PNG JPEG WebP DOCX XLSX CSV และ TXT",
        "PDF, PNG, JPEG, WebP, DOCX, XLSX, CSV and TXT are accepted",
    ),
    words(
        "file-is-damaged",
        "ไฟล์เสียหายหรือไม่สมบูรณ์",
        "the file is damaged or incomplete",
        "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
        "open it in the program that made it, and save it again",
    ),
    words(
        "file-is-encrypted",
        "ไฟล์นี้มีรหัสผ่านหรือเข้ารหัสไว้",
        "the file is encrypted or has a password",
        "โปรดบันทึกโดยไม่ใส่รหัสผ่านและไม่จำกัดสิทธิ์",
        "save it without a password and without restrictions",
    ),
    words(
        "file-has-macros",
        "ไฟล์นี้มีแมโคร",
        "the file has macros",
        "โปรดบันทึกเป็น .docx หรือ .xlsx ที่ไม่มีแมโคร",
        "save it as .docx or .xlsx without macros",
    ),
    words(
        "extra-bytes",
        "ไฟล์มีข้อมูลอื่นปนอยู่นอกเนื้อเอกสาร",
        "the file has bytes that do not belong to the document",
        "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
        "open it in the program that made it, and save it again",
    ),
    words(
        "embedded-object",
        "เอกสารมีไฟล์อื่นหรือตัวควบคุมฝังอยู่ข้างใน",
        "the document contains another file or a control",
        "โปรดลบสิ่งที่ฝังไว้ หรือบันทึกเป็น PDF และอัปโหลดไฟล์ข้างในแยกต่างหาก",
        "delete the embedded object, or save it as PDF and upload the inner file by itself",
    ),
    words(
        "signed-with-active-content",
        "ไฟล์ที่ลงลายมือชื่ออิเล็กทรอนิกส์มีสคริปต์ คำสั่ง หรือไฟล์แนบ ซึ่งลบโดยไม่ทำลายลายมือชื่อไม่ได้",
        "the signed file has scripts, actions or attachments, which cannot be removed without breaking the signature",
        "โปรดลงลายมือชื่อในเอกสารที่ไม่มีสิ่งเหล่านี้ หรืออัปโหลดฉบับที่พิมพ์เป็น PDF ใหม่",
        "sign a document without them, or print it to a new PDF",
    ),
    words(
        "active-field",
        "เอกสารมีฟิลด์ที่เปิดโปรแกรมหรือดึงเอกสารอื่น",
        "the document has a field that starts a program or fetches another document",
        "โปรดลบฟิลด์นั้น หรือบันทึกเป็น PDF",
        "delete the field, or save it as PDF",
    ),
    words("unpacked-too-large", "", "", "โปรดแบ่งไฟล์เป็นหลายไฟล์", "divide the file"),
    words(
        "too-complex",
        "โครงสร้างของไฟล์ซับซ้อนเกินไป",
        "the structure of the file is too complex",
        "โปรดพิมพ์เป็น PDF ใหม่ หรือแบ่งไฟล์",
        "print it to a new PDF, or divide it",
    ),
    words(
        "unsafe-part-name",
        "ส่วนประกอบของเอกสารมีชื่อที่ไม่ปลอดภัยหรือซ้ำกัน",
        "a part of the document has an unsafe name, or the name of another part",
        "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
        "open it in the program that made it, and save it again",
    ),
    words(
        "document-type",
        "เอกสารมีการประกาศชนิดเอกสาร XML (DTD) ซึ่งไม่ปลอดภัย",
        "a part of the document declares a document type (DTD), which is not safe",
        "โปรดเปิดด้วยโปรแกรมที่สร้างไฟล์ แล้วบันทึกใหม่",
        "open it in the program that made it, and save it again",
    ),
    words("too-many-pixels", "", "", "โปรดย่อรูปภาพ", "make the picture smaller"),
    words(
        "picture-animated",
        "รูปภาพเคลื่อนไหว",
        "the picture is animated",
        "โปรดบันทึกเป็นรูปภาพนิ่ง",
        "save it as a still picture",
    ),
    words(
        "too-many-pages",
        "",
        "",
        "โปรดแบ่งเอกสารเป็นหลายไฟล์",
        "divide the document",
    ),
    words(
        "no-pages",
        "เอกสาร PDF ไม่มีหน้า",
        "the PDF has no page",
        "โปรดส่งออกเป็น PDF ใหม่",
        "export it as PDF again",
    ),
    words(
        "encoding-unknown",
        "ข้อความไม่ได้เข้ารหัสเป็น UTF-8 TIS-620 หรือ Windows-874",
        "the text is neither in UTF-8 nor in TIS-620 or Windows-874",
        "โปรดบันทึกเป็น UTF-8",
        "save it as UTF-8",
    ),
    words(
        "control-characters",
        "ข้อความมีอักขระควบคุมที่ไม่ใช่ข้อความ",
        "the text has control characters",
        "โปรดลบอักขระเหล่านั้น หรือบันทึกจากโปรแกรมอีกครั้ง",
        "delete them, or save the file again",
    ),
];

/// The words of a code.
pub(crate) fn of(code: &str) -> &'static Words {
    const NONE: Words = words("", "", "", "", "");
    WORDS.iter().find(|words| words.code == code).unwrap_or(&NONE)
}
