//! Headings and labels.

/// Stands on every page of what is not public.
pub const DRAFT: &str = "ร่าง";
/// Says what a draft is.
pub const DRAFT_NOTE: &str = "ร่างเอกสาร ยังไม่ได้เผยแพร่ ห้ามนำไปใช้อ้างอิง";

/// Title of the plan; the fiscal year follows.
pub const PLAN_TITLE: &str = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน";
/// Before a fiscal year in a title.
pub const OF_YEAR: &str = "ประจำ";
/// Title of the year book; the fiscal year follows.
pub const YEAR_BOOK_TITLE: &str = "สมุดรายปีด้านคุณธรรมและความโปร่งใส";
/// Heading of the contents.
pub const CONTENTS: &str = "สารบัญ";

/// คำนำ.
pub const PREFACE: &str = "คำนำ";
/// Heading of the analysis; the assessed fiscal year follows.
pub const ANALYSIS: &str = "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)";
/// Heading of the scores.
pub const SCORES: &str = "ผลคะแนนการประเมิน";
/// The weighted total of the scores.
pub const TOTAL_SCORE: &str = "คะแนนรวม";
/// The level that was published.
pub const LEVEL: &str = "ระดับผลการประเมิน";
/// Under a heading that the analysis covers with nothing to say: an empty one must say that it is.
pub const NO_FINDING: &str = "ไม่พบประเด็นในหัวข้อนี้";
/// Under a heading that the analysis covers without saying more.
pub const NOT_STATED: &str = "ไม่ได้ระบุ";
/// Where a plan has no analysis.
pub const NO_ANALYSIS: &str = "ยังไม่มีการวิเคราะห์ผลการประเมินของปีงบประมาณนี้";
/// Heading and caption of the plan table.
pub const PLAN_TABLE: &str = "ตารางมาตรการและแนวทางการปฏิบัติ";
/// Where there is no measure.
pub const NO_MEASURE: &str = "ยังไม่มีมาตรการของปีงบประมาณนี้";
/// Heading and caption of the result table.
pub const RESULT_TABLE: &str = "ตารางผลการดำเนินการตามมาตรการ";
/// In the row of a measure without results.
pub const NO_RESULT: &str = "ยังไม่มีผลการดำเนินการ";
/// In a report that was not handed in yet.
pub const NOT_FROZEN: &str = "รายงานนี้ยังไม่ได้เสนอ ผลการวิเคราะห์ มาตรการ และผลการดำเนินการจะบันทึกไว้ในรายงานเมื่อเสนอ";
/// What an empty cell holds.
pub const EMPTY: &str = "-";

/// The round that is reported.
pub const ROUND: &str = "รอบการรายงาน";
/// ตัวชี้วัด.
pub const INDICATOR: &str = "ตัวชี้วัด";
/// เป้าหมาย.
pub const TARGET: &str = "เป้าหมาย";
/// งบประมาณ.
pub const BUDGET: &str = "งบประมาณ";
/// How often a step recurs.
pub const CADENCE: &str = "ความถี่";
/// By when a step is to be done.
pub const DUE: &str = "ภายในวันที่";
/// How far a result is.
pub const STATUS: &str = "สถานะ";
/// Progress in percent.
pub const PROGRESS: &str = "ความก้าวหน้า";
/// Links that show a result.
pub const EVIDENCE: &str = "หลักฐาน";

/// เรื่อง.
pub const SUBJECT: &str = "เรื่อง";
/// Before the date of an announcement.
pub const ISSUED_ON: &str = "ประกาศ ณ วันที่";
/// Before the line on which somebody signs.
pub const SIGNED: &str = "ลงชื่อ";
/// Under the line of who made a report.
pub const PREPARER: &str = "ผู้จัดทำ";
/// Under the line of who approved a report.
pub const APPROVER: &str = "ผู้อนุมัติ";
/// Before the date of an approval.
pub const APPROVED_ON: &str = "อนุมัติเมื่อวันที่";
/// The line on which somebody signs by hand.
pub const SIGNATURE_LINE: &str = "........................................";

/// Above a survey's QR code.
pub const SCAN: &str = "โปรดสแกน QR Code";
/// Before the address that a QR code leads to.
pub const OR_OPEN: &str = "หรือเปิดลิงก์";
/// Headline of a poster.
pub const INVITATION: &str = "ขอเชิญร่วมตอบ";
/// Before whom a survey asks.
pub const FOR_WHOM: &str = "สำหรับ";
/// Before the days on which a survey is open.
pub const OPEN_FROM: &str = "เปิดให้ตอบตั้งแต่วันที่";
/// Between the first and the last day of a survey.
pub const UNTIL: &str = "ถึงวันที่";
/// A poster's thanks.
pub const THANKS: &str = "ทุกคำตอบช่วยให้หน่วยงานโปร่งใสและให้บริการได้ดียิ่งขึ้น";

/// Heading of the verification.
pub const VERIFICATION: &str = "การตรวจสอบเอกสาร";
/// The code by which a paper is verified.
pub const CODE: &str = "รหัสตรวจสอบ";
/// Before the address at which a paper is verified.
pub const VERIFY_AT: &str = "ตรวจสอบเอกสารนี้ได้ที่";
/// The hash of a paper's content.
pub const CONTENT_HASH: &str = "ค่า SHA-256 ของเนื้อหา";

/// What a survey's QR code is, for who cannot see it; the address follows.
pub const SURVEY_QR_ALT: &str = "QR Code ไปยังแบบวัดการรับรู้ที่";
/// What a verification's QR code is, for who cannot see it; the address follows.
pub const VERIFICATION_QR_ALT: &str = "QR Code สำหรับตรวจสอบเอกสารที่";
/// What the emblem is, for who cannot see it; the office's name follows.
pub const EMBLEM_ALT: &str = "ตราสัญลักษณ์ของ";

/// The link past what stands before the content.
pub const SKIP: &str = "ข้ามไปยังเนื้อหา";
/// What the links to other formats are.
pub const DOWNLOADS: &str = "ดาวน์โหลดเอกสาร";
/// The Atom feed.
pub const FEED: &str = "ติดตามเอกสารใหม่ (Atom)";
/// Title of an office's public page; the fiscal year follows.
pub const SITE_TITLE: &str = "คุณธรรมและความโปร่งใส";
/// Heading of the measures.
pub const MEASURES: &str = "มาตรการและความก้าวหน้า";
/// Heading of the reports.
pub const REPORTS: &str = "รายงานผลการดำเนินการ";
/// Where there is no report.
pub const NO_REPORT: &str = "ยังไม่มีรายงานที่เผยแพร่ในปีงบประมาณนี้";
/// Heading of the announcements.
pub const ANNOUNCEMENTS: &str = "ประกาศ";
/// Where there is no announcement.
pub const NO_ANNOUNCEMENT: &str = "ยังไม่มีประกาศที่เผยแพร่ในปีงบประมาณนี้";
/// ผู้รับผิดชอบ.
pub const RESPONSIBLE: &str = "ผู้รับผิดชอบ";
/// How many results a measure has.
pub const RESULT_COUNT: &str = "ผลการดำเนินการที่บันทึกแล้ว";
/// After a count of results.
pub const ENTRIES: &str = "รายการ";
/// Before the day of publication.
pub const PUBLISHED_ON: &str = "เผยแพร่เมื่อวันที่";
/// Heading of the channels for reporting corruption.
pub const WHISTLE_BLOWING: &str = "ช่องทางแจ้งเบาะแสการทุจริต";
/// Where an office has named no such channel.
pub const NO_CHANNEL: &str = "หน่วยงานยังไม่ได้ระบุช่องทาง";
/// Heading of the ways to reach the office.
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
/// A survey that has not opened; the first day follows.
pub const WINDOW_BEFORE: &str = "ยังไม่เปิด จะเปิดวันที่";
/// A survey that is open; the last day follows.
pub const WINDOW_OPEN: &str = "เปิดให้ตอบอยู่ ถึงวันที่";
/// A survey that is over; the last day follows.
pub const WINDOW_CLOSED: &str = "ปิดแล้วเมื่อสิ้นวันที่";

/// Title of the page that verifies a paper.
pub const VERIFICATION_TITLE: &str = "ผลการตรวจสอบเอกสาร";
/// The paper that a code belongs to.
pub const DOCUMENT: &str = "เอกสาร";
/// The number of an edition.
pub const EDITION: &str = "ฉบับที่";
/// The state of an edition.
pub const STATE: &str = "สถานะเอกสาร";
/// The state of what is public and in force.
pub const LIVE: &str = "เผยแพร่และใช้อยู่";
/// The state of what has a successor.
pub const SUPERSEDED: &str = "มีฉบับใหม่แทนที่แล้ว";
/// The link to a successor.
pub const SUCCESSOR: &str = "เปิดฉบับปัจจุบัน";
/// The state of what was taken back.
pub const WITHDRAWN: &str = "ถอนจากการเผยแพร่แล้ว";
/// Why it was taken back.
pub const REASON: &str = "เหตุผล";
/// When it was superseded or withdrawn.
pub const SINCE: &str = "ตั้งแต่วันที่";
/// The hash of the PDF file.
pub const PDF_HASH: &str = "ค่า SHA-256 ของไฟล์ PDF";
/// How to use the hashes.
pub const HASH_NOTE: &str = "หากเนื้อหาหรือไฟล์ที่ท่านได้รับให้ค่า SHA-256 ไม่ตรงกับค่าข้างต้น เอกสารนั้นไม่ใช่ฉบับที่หน่วยงานเผยแพร่";

/// Before the number of a page.
pub const PAGE: &str = "หน้า";
