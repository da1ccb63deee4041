//! Headings and labels.

/// The watermark on every page of a draft.
pub const DRAFT: &str = "ร่าง";
/// The note on a draft.
pub const DRAFT_NOTE: &str = "ร่างเอกสาร ยังไม่ได้เผยแพร่ ห้ามนำไปใช้อ้างอิง";

/// Title of the plan; the fiscal year follows.
pub const PLAN_TITLE: &str = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน";
/// Before a fiscal year in a title.
pub const OF_YEAR: &str = "ประจำ";
/// Title of the year book; the fiscal year follows.
pub const YEAR_BOOK_TITLE: &str = "สมุดรายปีด้านคุณธรรมและความโปร่งใส";
/// Heading of the table of contents.
pub const CONTENTS: &str = "สารบัญ";

/// Heading of the preface.
pub const PREFACE: &str = "คำนำ";
/// Heading of the analysis; the assessed fiscal year follows.
pub const ANALYSIS: &str = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)";
/// Heading of the scores.
pub const SCORES: &str = "ผลคะแนนการประเมิน";
/// Label of the weighted total of the scores.
pub const TOTAL_SCORE: &str = "คะแนนรวม";
/// Label of the published level.
pub const LEVEL: &str = "ระดับผลการประเมิน";
/// Under a heading of the analysis without findings, so that the section is not empty.
pub const NO_FINDING: &str = "ไม่พบประเด็นในหัวข้อนี้";
/// Under a heading of the analysis without a text.
pub const NOT_STATED: &str = "ไม่ได้ระบุ";
/// In a plan without an analysis.
pub const NO_ANALYSIS: &str = "ยังไม่มีการวิเคราะห์ผลการประเมินของปีงบประมาณนี้";
/// Heading and caption of the plan table.
pub const PLAN_TABLE: &str = "ตารางมาตรการและแนวทางการปฏิบัติ";
/// In a plan without measures.
pub const NO_MEASURE: &str = "ยังไม่มีมาตรการของปีงบประมาณนี้";
/// Heading and caption of the result table.
pub const RESULT_TABLE: &str = "ตารางผลการดำเนินการตามมาตรการ";
/// In the row of a measure without results.
pub const NO_RESULT: &str = "ยังไม่มีผลการดำเนินการ";
/// In a report that is not yet submitted.
pub const NOT_FROZEN: &str = "รายงานนี้ยังไม่ได้เสนอ ผลการวิเคราะห์ มาตรการ และผลการดำเนินการจะบันทึกไว้ในรายงานเมื่อเสนอ";
/// The text of an empty cell.
pub const EMPTY: &str = "-";

/// Label of the reporting round.
pub const ROUND: &str = "รอบการรายงาน";
/// Label of the indicators of a measure.
pub const INDICATOR: &str = "ตัวชี้วัด";
/// Label of the target of a measure.
pub const TARGET: &str = "เป้าหมาย";
/// Label of the budget of a measure.
pub const BUDGET: &str = "งบประมาณ";
/// Label of the cadence of a step.
pub const CADENCE: &str = "ความถี่";
/// Label of the due date of a step.
pub const DUE: &str = "ภายในวันที่";
/// Label of the status of a result.
pub const STATUS: &str = "สถานะ";
/// Label of the progress in percent.
pub const PROGRESS: &str = "ความก้าวหน้า";
/// Label of the links to evidence.
pub const EVIDENCE: &str = "หลักฐาน";

/// Before the subject of an announcement.
pub const SUBJECT: &str = "เรื่อง";
/// Before the date of an announcement.
pub const ISSUED_ON: &str = "ประกาศ ณ วันที่";
/// Before a signature line.
pub const SIGNED: &str = "ลงชื่อ";
/// Under the signature line of the person who prepared a report.
pub const PREPARER: &str = "ผู้จัดทำ";
/// Under the signature line of the person who approved a report.
pub const APPROVER: &str = "ผู้อนุมัติ";
/// Before the date of an approval.
pub const APPROVED_ON: &str = "อนุมัติเมื่อวันที่";
/// The line for a signature by hand.
pub const SIGNATURE_LINE: &str = "........................................";

/// Above a survey's QR code.
pub const SCAN: &str = "โปรดสแกน QR Code";
/// Before the address of a QR code.
pub const OR_OPEN: &str = "หรือเปิดลิงก์";
/// Headline of a poster.
pub const INVITATION: &str = "ขอเชิญร่วมตอบ";
/// Before the respondents of a survey.
pub const FOR_WHOM: &str = "สำหรับ";
/// Before the days when a survey is open.
pub const OPEN_FROM: &str = "เปิดให้ตอบตั้งแต่วันที่";
/// Between the first and the last day of a survey.
pub const UNTIL: &str = "ถึงวันที่";
/// The thanks on a poster.
pub const THANKS: &str = "ทุกคำตอบช่วยให้หน่วยงานโปร่งใสและให้บริการได้ดียิ่งขึ้น";

/// Heading of the verification.
pub const VERIFICATION: &str = "การตรวจสอบเอกสาร";
/// Label of the verification code.
pub const CODE: &str = "รหัสตรวจสอบ";
/// Before the address of the verification.
pub const VERIFY_AT: &str = "ตรวจสอบเอกสารนี้ได้ที่";
/// Label of the hash of the content.
pub const CONTENT_HASH: &str = "ค่า SHA-256 ของเนื้อหา";

/// Alternative text of a survey's QR code; the address follows.
pub const SURVEY_QR_ALT: &str = "QR Code ไปยังแบบวัดการรับรู้ที่";
/// Alternative text of a verification's QR code; the address follows.
pub const VERIFICATION_QR_ALT: &str = "QR Code สำหรับตรวจสอบเอกสารที่";
/// Alternative text of the emblem; the organization's name follows.
pub const EMBLEM_ALT: &str = "ตราสัญลักษณ์ของ";

/// The link that skips to the content.
pub const SKIP: &str = "ข้ามไปยังเนื้อหา";
/// Label of the links to other formats.
pub const DOWNLOADS: &str = "ดาวน์โหลดเอกสาร";
/// The link to the Atom feed.
pub const FEED: &str = "ติดตามเอกสารใหม่ (Atom)";
/// Title of an organization's public page; the fiscal year follows.
pub const SITE_TITLE: &str = "คุณธรรมและความโปร่งใส";
/// Heading of the measures.
pub const MEASURES: &str = "มาตรการและความก้าวหน้า";
/// Heading of the reports.
pub const REPORTS: &str = "รายงานผลการดำเนินการ";
/// On a page without a report.
pub const NO_REPORT: &str = "ยังไม่มีรายงานที่เผยแพร่ในปีงบประมาณนี้";
/// Heading of the announcements.
pub const ANNOUNCEMENTS: &str = "ประกาศ";
/// On a page without an announcement.
pub const NO_ANNOUNCEMENT: &str = "ยังไม่มีประกาศที่เผยแพร่ในปีงบประมาณนี้";
/// Label of the responsible division.
pub const RESPONSIBLE: &str = "ผู้รับผิดชอบ";
/// Label of the number of results of a measure.
pub const RESULT_COUNT: &str = "ผลการดำเนินการที่บันทึกแล้ว";
/// The unit after a number of results.
pub const ENTRIES: &str = "รายการ";
/// Before the day of publication.
pub const PUBLISHED_ON: &str = "เผยแพร่เมื่อวันที่";
/// Heading of the channels to report corruption.
pub const WHISTLE_BLOWING: &str = "ช่องทางแจ้งเบาะแสการทุจริต";
/// For an organization without such a channel.
pub const NO_CHANNEL: &str = "หน่วยงานยังไม่ได้ระบุช่องทาง";
/// Heading of the contact channels.
pub const CONTACT: &str = "ติดต่อหน่วยงาน";
/// Heading of the list of years.
pub const YEARS: &str = "ปีงบประมาณอื่น";
/// Postal address.
pub const ADDRESS: &str = "ที่อยู่";
/// Telephone.
pub const PHONE: &str = "โทรศัพท์";
/// E-mail address.
pub const EMAIL: &str = "อีเมล";
/// Web page.
pub const WEB_PAGE: &str = "เว็บไซต์";
/// Hotline.
pub const HOTLINE: &str = "สายด่วน";
/// A survey that has not yet opened; the first day follows.
pub const WINDOW_BEFORE: &str = "ยังไม่เปิด จะเปิดวันที่";
/// A survey that is open; the last day follows.
pub const WINDOW_OPEN: &str = "เปิดให้ตอบอยู่ ถึงวันที่";
/// A survey that has closed; the last day follows.
pub const WINDOW_CLOSED: &str = "ปิดแล้วเมื่อสิ้นวันที่";

/// Title of the page of a verification.
pub const VERIFICATION_TITLE: &str = "ผลการตรวจสอบเอกสาร";
/// Label of the document that a code belongs to.
pub const DOCUMENT: &str = "เอกสาร";
/// Label of the number of an edition.
pub const EDITION: &str = "ฉบับที่";
/// Label of the state of an edition.
pub const STATE: &str = "สถานะเอกสาร";
/// The state of a document that is public and in force.
pub const LIVE: &str = "เผยแพร่และใช้อยู่";
/// The state of a document with a successor.
pub const SUPERSEDED: &str = "มีฉบับใหม่แทนที่แล้ว";
/// The link to a successor.
pub const SUCCESSOR: &str = "เปิดฉบับปัจจุบัน";
/// The state of a withdrawn document.
pub const WITHDRAWN: &str = "ถอนจากการเผยแพร่แล้ว";
/// Label of the reason of a withdrawal.
pub const REASON: &str = "เหตุผล";
/// Label of the date when it was superseded or withdrawn.
pub const SINCE: &str = "ตั้งแต่วันที่";
/// Label of the hash of the PDF file.
pub const PDF_HASH: &str = "ค่า SHA-256 ของไฟล์ PDF";
/// How to use the hashes.
pub const HASH_NOTE: &str = "หากเนื้อหาหรือไฟล์ที่ท่านได้รับให้ค่า SHA-256 ไม่ตรงกับค่าข้างต้น เอกสารนั้นไม่ใช่ฉบับที่หน่วยงานเผยแพร่";

/// Before the number of a page.
pub const PAGE: &str = "หน้า";
/// Before the number of pages.
pub const OF_PAGES: &str = "จาก";
