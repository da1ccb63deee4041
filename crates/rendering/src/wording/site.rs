//! The texts of the pages that belong to no organization: the start page and the list of organizations.

/// Title of the list of organizations.
pub(crate) const DIRECTORY_TITLE: &str = "รายชื่อองค์กรปกครองส่วนท้องถิ่น";
/// The name of the system, after a title and on the start page.
pub(crate) const SYSTEM: &str = "โปร่งใส (Prongsai)";
/// What the list of organizations is for.
pub(crate) const DIRECTORY_LEAD: &str = "เลือกหน่วยงานเพื่ออ่านมาตรการ รายงาน และประกาศด้านคุณธรรมและความโปร่งใสที่เผยแพร่แล้ว";
/// Label of the field for a part of a name.
pub(crate) const NAME_OF_ORGANIZATION: &str = "ชื่อหน่วยงาน";
/// Label of the choice of a province.
pub(crate) const PROVINCE: &str = "จังหวัด";
/// The choice of all provinces.
pub(crate) const ALL_PROVINCES: &str = "ทุกจังหวัด";
/// The button that searches, and the name of the form.
pub(crate) const SEARCH: &str = "ค้นหา";
/// Note when no organization matches.
pub(crate) const NO_ORGANIZATION: &str = "ไม่พบหน่วยงานตามเงื่อนไขที่ค้นหา";
/// Note on an organization that has published nothing.
pub(crate) const NOTHING_PUBLISHED: &str = "ยังไม่มีเอกสารที่เผยแพร่";
/// The link to the next part of the list.
pub(crate) const NEXT_PAGE: &str = "หน้าถัดไป";
/// The link to the beginning of the list.
pub(crate) const FIRST_PAGE: &str = "กลับไปหน้าแรก";
/// The name of the links between the parts of the list.
pub(crate) const PAGES: &str = "หน้าของรายการ";
/// What the system is for.
pub(crate) const START_LEAD: &str = "ระบบจัดทำ อนุมัติ และเผยแพร่มาตรการส่งเสริมคุณธรรมและความโปร่งใสขององค์กรปกครองส่วนท้องถิ่น";
/// The link to the list of organizations.
pub(crate) const FOR_CITIZENS: &str = "ข้อมูลที่เผยแพร่ต่อสาธารณะ แยกตามหน่วยงาน";
/// The link to the documentation page.
pub(crate) const FOR_DEVELOPERS: &str = "คู่มือการเชื่อมต่อระบบ (API)";
/// The link to the OpenAPI document.
pub(crate) const OPENAPI: &str = "เอกสาร OpenAPI สำหรับโปรแกรม (JSON)";
/// Label of the version of the program.
pub(crate) const VERSION: &str = "รุ่น";
