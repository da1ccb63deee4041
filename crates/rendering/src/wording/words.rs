//! The fixed Thai texts of renditions and public pages: headings, labels, notes and links.
//!
//! They are public because `application` builds file names and titles from some of them, and because tests compare the
//! output with them. Each comment states where the text is printed and what stands next to it.

/// The watermark on every page of a draft; on an HTML page, the words before the note. DOCX has this text and the note
/// in `docx/parts/header_draft.xml`.
pub const DRAFT: &str = "ร่าง";
/// The note on a draft.
pub const DRAFT_NOTE: &str = "ร่างเอกสาร ยังไม่ได้เผยแพร่ ห้ามนำไปใช้อ้างอิง";

/// On the page of a refusal, before the HTTP status.
pub const STATUS_CODE: &str = "รหัสสถานะ";
/// On the page of a refusal, before the id of the request.
pub const REQUEST_ID: &str = "หมายเลขคำขอ";

/// Title of the plan; the fiscal year follows.
pub const PLAN_TITLE: &str = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน";
/// Between a title and its fiscal year, e.g. ประจำปีงบประมาณ พ.ศ. 2567.
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
/// Note in a plan without an analysis.
pub const NO_ANALYSIS: &str = "ยังไม่มีการวิเคราะห์ผลการประเมินของปีงบประมาณนี้";
/// Heading and caption of the plan table.
pub const PLAN_TABLE: &str = "ตารางมาตรการและแนวทางการปฏิบัติ";
/// Note in a plan, a report or a public page without measures.
pub const NO_MEASURE: &str = "ยังไม่มีมาตรการของปีงบประมาณนี้";
/// Heading and caption of the result table.
pub const RESULT_TABLE: &str = "ตารางผลการดำเนินการตามมาตรการ";
/// In the first cell of the row of a measure without results.
pub const NO_RESULT: &str = "ยังไม่มีผลการดำเนินการ";
/// Note in a report that is not yet submitted: its analysis, measures and results are fixed only on submission.
pub const NOT_FROZEN: &str = "รายงานนี้ยังไม่ได้เสนอ ผลการวิเคราะห์ มาตรการ และผลการดำเนินการจะบันทึกไว้ในรายงานเมื่อเสนอ";
/// The text of a table cell without content.
pub const EMPTY: &str = "-";

/// Label of the reporting round.
pub const ROUND: &str = "รอบการรายงาน";
/// Label of the indicators of a measure.
pub const INDICATOR: &str = "ตัวชี้วัด";
/// Label of the target of a measure.
pub const TARGET: &str = "เป้าหมาย";
/// Label of the budget of a measure.
pub const BUDGET: &str = "งบประมาณ";
/// The budget of a measure that uses none.
pub const NO_BUDGET: &str = "ไม่ใช้งบประมาณ";
/// Label of the cadence of a step: how often the step is taken.
pub const CADENCE: &str = "ความถี่";
/// Label of the due date of a step.
pub const DUE: &str = "ภายในวันที่";
/// Label of the status of a result.
pub const STATUS: &str = "สถานะ";
/// Label of the progress in percent.
pub const PROGRESS: &str = "ความก้าวหน้า";
/// Label of the reason for a stated progress.
pub const PROGRESS_REASON: &str = "เหตุผลของร้อยละที่ระบุ";
/// Label of what was done in an activity.
pub const ACTIVITY: &str = "กิจกรรม";
/// Label of the place of an activity.
pub const PLACE: &str = "สถานที่";
/// Label of the number of participants of an activity.
pub const PARTICIPANTS: &str = "ผู้เข้าร่วม";
/// Label of the links to evidence.
pub const EVIDENCE: &str = "หลักฐาน";

/// Before the subject of an announcement.
pub const SUBJECT: &str = "เรื่อง";
/// Before the date of an announcement.
pub const ISSUED_ON: &str = "ประกาศ ณ วันที่";
/// Before the line for a signature.
pub const SIGNED: &str = "ลงชื่อ";
/// Under the signature line of the person who prepared a report.
pub const PREPARER: &str = "ผู้จัดทำ";
/// Under the signature line of the person who approved a report or complaint statistics.
pub const APPROVER: &str = "ผู้อนุมัติ";
/// Before the date of an approval.
pub const APPROVED_ON: &str = "อนุมัติเมื่อวันที่";
/// Before a measure that a verified report shows and that was withdrawn since, with the day.
pub const WITHDRAWN_MEASURE: &str = "มาตรการที่ถอนแล้วหลังเผยแพร่";
/// Before the reason for an approval by a person who wrote in the document.
pub const APPROVED_BY_AUTHOR: &str = "เอกสารนี้ผู้จัดทำเป็นผู้อนุมัติเอง เนื่องจาก";
/// The same of a measure in a plan or a report.
pub const MEASURE_APPROVED_BY_AUTHOR: &str = "มาตรการนี้ผู้จัดทำเป็นผู้อนุมัติเอง เนื่องจาก";
/// The same of the report that the analysis in a plan is taken from.
pub const ANALYSIS_APPROVED_BY_AUTHOR: &str = "รายงานที่แสดงผลการวิเคราะห์นี้ ผู้จัดทำเป็นผู้อนุมัติเอง เนื่องจาก";
/// Label of what is said of an approval.
pub const APPROVAL: &str = "การอนุมัติ";
/// The line for a signature by hand.
pub const SIGNATURE_LINE: &str = "........................................";

/// Above a survey's QR code.
pub const SCAN: &str = "โปรดสแกน QR Code";
/// Before the address that a QR code contains, printed under the code.
pub const OR_OPEN: &str = "หรือเปิดลิงก์";
/// Beginning of the title of a poster; the name of the survey follows.
pub const INVITATION: &str = "ขอเชิญร่วมตอบ";
/// Before the group of people who are invited to answer a survey.
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

/// The first link of a page, for the keyboard and for screen readers: it leads past the links to the content.
pub const SKIP: &str = "ข้ามไปยังเนื้อหา";
/// Label of the links to other formats.
pub const DOWNLOADS: &str = "ดาวน์โหลดเอกสาร";
/// The link to the Atom feed of an organization.
pub const FEED: &str = "ติดตามเอกสารใหม่ (Atom)";
/// Title of an organization's public page; the fiscal year follows.
pub const SITE_TITLE: &str = "คุณธรรมและความโปร่งใส";
/// Heading of the measures on a public page.
pub const MEASURES: &str = "มาตรการและความก้าวหน้า";
/// Heading of the reports on a public page.
pub const REPORTS: &str = "รายงานผลการดำเนินการ";
/// Note on a public page without a report.
pub const NO_REPORT: &str = "ยังไม่มีรายงานที่เผยแพร่ในปีงบประมาณนี้";
/// Heading of the announcements on a public page.
pub const ANNOUNCEMENTS: &str = "ประกาศ";
/// Note on a public page without an announcement.
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
/// Heading of the channels for general complaints.
pub const COMPLAINTS: &str = "ช่องทางร้องเรียนทั่วไป";
/// Note under a heading of channels that has none.
pub const NO_CHANNEL: &str = "หน่วยงานยังไม่ได้ระบุช่องทาง";
/// Heading of the contact channels.
pub const CONTACT: &str = "ติดต่อหน่วยงาน";
/// Heading of the numbers of people who approve and publish.
pub const APPROVAL_BASIS: &str = "ผู้อนุมัติและผู้เผยแพร่ของหน่วยงาน";
/// Label of the number of people who may approve.
pub const APPROVERS: &str = "ผู้มีสิทธิอนุมัติ";
/// Label of the number of people who may publish.
pub const PUBLISHERS: &str = "ผู้มีสิทธิเผยแพร่";
/// Label of the number of people who may approve and draft.
pub const APPROVERS_WHO_DRAFT: &str = "ผู้มีสิทธิอนุมัติที่มีสิทธิจัดทำเอกสารด้วย";
/// Label of the number of public documents.
pub const PUBLIC_DOCUMENTS: &str = "เอกสารที่เผยแพร่อยู่";
/// The unit after a number of people.
pub const PEOPLE: &str = "คน";
/// The unit after a number of documents.
pub const DOCUMENTS: &str = "ฉบับ";
/// After a number of people; how many of them have the role from one person follows.
pub const OF_THESE: &str = "ในจำนวนนี้";
/// After the number of people to whom one person gave the role.
pub const UNCONFIRMED: &str = "ได้รับสิทธิโดยไม่มีบุคคลที่สองยืนยัน";
/// Before the number of serious warnings that approvers acknowledged in public documents.
pub const ACKNOWLEDGED_WARNINGS: &str = "โดยผู้อนุมัติรับทราบข้อสังเกตร้ายแรง";
/// Before the number of a part of an instrument.
pub const PART: &str = "ส่วนที่";
/// The unit after a number of warnings.
pub const POINTS: &str = "ข้อ";
/// After the number of public documents; the number of people who approved them follows.
pub const APPROVED_BY: &str = "อนุมัติโดยบุคคลรวม";
/// Note under the numbers of people.
pub const APPROVAL_BASIS_NOTE: &str = "ระบบนับจากบัญชีผู้ใช้ที่ใช้งานได้และบันทึกการอนุมัติของทุกปีงบประมาณ หน่วยงานแก้ไขตัวเลขเหล่านี้ไม่ได้";
/// Heading of the links to the pages of other fiscal years.
pub const YEARS: &str = "ปีงบประมาณอื่น";
/// Before the name of the organization that goes on instead of this one.
pub const MERGED_INTO: &str = "ข้อมูลใหม่ของหน่วยงานนี้อยู่ที่";
/// The title of the pages of the organizations before this one.
pub const PREDECESSORS: &str = "ข้อมูลของหน่วยงานเดิม";
/// Label of a postal address.
pub const ADDRESS: &str = "ที่อยู่";
/// Label of a telephone number.
pub const PHONE: &str = "โทรศัพท์";
/// Label of an e-mail address.
pub const EMAIL: &str = "อีเมล";
/// Label of the address of a web page.
pub const WEB_PAGE: &str = "เว็บไซต์";
/// Label of the number of a hotline.
pub const HOTLINE: &str = "สายด่วน";
/// State of a survey that is not yet open; its first day follows.
pub const WINDOW_BEFORE: &str = "ยังไม่เปิด จะเปิดวันที่";
/// State of a survey that is open; its last day follows.
pub const WINDOW_OPEN: &str = "เปิดให้ตอบอยู่ ถึงวันที่";
/// State of a survey that is closed; its last day follows.
pub const WINDOW_CLOSED: &str = "ปิดแล้วเมื่อสิ้นวันที่";

/// Title of the page that shows the result of a verification.
pub const VERIFICATION_TITLE: &str = "ผลการตรวจสอบเอกสาร";
/// Label of the document that a code belongs to. Also the title of a rendition whose document has an empty title.
pub const DOCUMENT: &str = "เอกสาร";
/// Label of the number of an edition.
pub const EDITION: &str = "ฉบับที่";
/// Label of the state of an edition.
pub const STATE: &str = "สถานะเอกสาร";
/// The state of an edition that is public and in force.
pub const LIVE: &str = "เผยแพร่และใช้อยู่";
/// The state of an edition that a later one replaced.
pub const SUPERSEDED: &str = "มีฉบับใหม่แทนที่แล้ว";
/// The link from a superseded edition to the current one.
pub const SUCCESSOR: &str = "เปิดฉบับปัจจุบัน";
/// The state of a withdrawn edition.
pub const WITHDRAWN: &str = "ถอนจากการเผยแพร่แล้ว";
/// Label of the reason of a withdrawal.
pub const REASON: &str = "เหตุผล";
/// Label of the day on which the edition was superseded or withdrawn.
pub const SINCE: &str = "ตั้งแต่วันที่";
/// Label of the hash of the PDF file.
pub const PDF_HASH: &str = "ค่า SHA-256 ของไฟล์ PDF";
/// Label of the hash of the PDF file of a poster.
pub const POSTER_HASH: &str = "ค่า SHA-256 ของไฟล์ PDF โปสเตอร์";
/// Note under the hashes: a file or content with another hash is not the published one.
pub const HASH_NOTE: &str = "หากเนื้อหาหรือไฟล์ที่ท่านได้รับให้ค่า SHA-256 ไม่ตรงกับค่าใด ๆ ข้างต้น เอกสารนั้นไม่ใช่ฉบับที่หน่วยงานเผยแพร่";

/// Before the number of a page in the footer: หน้า 1 จาก 3 in PDF, หน้า 1/3 in DOCX.
pub const PAGE: &str = "หน้า";
/// Between the number of a page and the number of all pages, in PDF.
pub const OF_PAGES: &str = "จาก";
