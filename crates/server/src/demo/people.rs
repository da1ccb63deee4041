use prongsai_domain::access::Role;

/// A person of the demo, named by a post.
pub(super) struct Person {
    pub(super) username: &'static str,
    pub(super) role: Role,
    pub(super) place: Place,
    pub(super) name: &'static str,
    pub(super) position: &'static str,
}

/// The scope of a role of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Platform,
    ProvinceOfFirstOrganization,
    FirstOrganization,
    SecondOrganization,
}

const fn one(username: &'static str, role: Role, place: Place, name: &'static str, position: &'static str) -> Person {
    Person {
        username,
        role,
        place,
        name,
        position,
    }
}

/// The login of the platform administrator.
pub(super) const PLATFORM_ADMIN: &str = "platform_admin";
/// The login that is added last.
pub(super) const AUDITOR: &str = "auditor";

/// The people whose logins are shown. `auditor` is added last and marks the demo as complete.
pub(super) const SHOWN: [Person; 8] = [
    one(
        PLATFORM_ADMIN,
        Role::PlatformAdmin,
        Place::Platform,
        "ผู้ดูแลแพลตฟอร์ม (สาธิต)",
        "ผู้ดูแลระบบ",
    ),
    one(
        "provincial_viewer",
        Role::ProvincialViewer,
        Place::ProvinceOfFirstOrganization,
        "ผู้กำกับดูแลระดับจังหวัด (สาธิต)",
        "เจ้าหน้าที่ส่งเสริมการปกครองท้องถิ่น",
    ),
    one(
        "organization_admin",
        Role::OrganizationAdmin,
        Place::FirstOrganization,
        "ผู้ดูแลข้อมูลหน่วยงาน (สาธิต)",
        "หัวหน้าฝ่ายอำนวยการ",
    ),
    one(
        "drafter",
        Role::Drafter,
        Place::FirstOrganization,
        "ผู้จัดทำ (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
    one(
        "approver",
        Role::Approver,
        Place::FirstOrganization,
        "ผู้อนุมัติ (สาธิต)",
        "ปลัดเทศบาล",
    ),
    one(
        "publisher",
        Role::Publisher,
        Place::FirstOrganization,
        "ผู้เผยแพร่ (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
    one(
        AUDITOR,
        Role::Auditor,
        Place::FirstOrganization,
        "ผู้ตรวจสอบภายใน (สาธิต)",
        "นักวิชาการตรวจสอบภายใน",
    ),
    one(
        "other_drafter",
        Role::Drafter,
        Place::SecondOrganization,
        "ผู้จัดทำของอีกหน่วยงาน (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
];

/// People whom the second organization also needs, to approve and publish. Their passwords are not shown.
pub(super) const HIDDEN: [Person; 2] = [
    one(
        "other_approver",
        Role::Approver,
        Place::SecondOrganization,
        "ผู้อนุมัติของอีกหน่วยงาน (สาธิต)",
        "ปลัดเทศบาล",
    ),
    one(
        "other_publisher",
        Role::Publisher,
        Place::SecondOrganization,
        "ผู้เผยแพร่ของอีกหน่วยงาน (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
];
