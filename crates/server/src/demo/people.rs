use prongsai_domain::access::Role;

/// A user of the demo. The name is a post, because the demo has no invented people.
pub(super) struct Person {
    /// The login name.
    pub(super) username: &'static str,
    pub(super) role: Role,
    pub(super) scope: DemoScope,
    /// The displayed name.
    pub(super) name: &'static str,
    /// ตำแหน่ง.
    pub(super) position: &'static str,
}

/// The scope of a person's role. The ids of the organizations are not known before the demo is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DemoScope {
    Platform,
    ProvinceOfFirstOrganization,
    FirstOrganization,
    SecondOrganization,
}

const fn person(
    username: &'static str,
    role: Role,
    scope: DemoScope,
    name: &'static str,
    position: &'static str,
) -> Person {
    Person {
        username,
        role,
        scope,
        name,
        position,
    }
}

/// The login name of the platform administrator.
pub(super) const PLATFORM_ADMIN: &str = "platform_admin";
/// The login name of the auditor, who is added last.
pub(super) const AUDITOR: &str = "auditor";

/// The people whose logins are printed and written to the file: one for each role, and a drafter of the other
/// organization.
pub(super) const SHOWN: [Person; 8] = [
    person(
        PLATFORM_ADMIN,
        Role::PlatformAdmin,
        DemoScope::Platform,
        "ผู้ดูแลแพลตฟอร์ม (สาธิต)",
        "ผู้ดูแลระบบ",
    ),
    person(
        "provincial_viewer",
        Role::ProvincialViewer,
        DemoScope::ProvinceOfFirstOrganization,
        "ผู้กำกับดูแลระดับจังหวัด (สาธิต)",
        "เจ้าหน้าที่ส่งเสริมการปกครองท้องถิ่น",
    ),
    person(
        "organization_admin",
        Role::OrganizationAdmin,
        DemoScope::FirstOrganization,
        "ผู้ดูแลข้อมูลหน่วยงาน (สาธิต)",
        "หัวหน้าฝ่ายอำนวยการ",
    ),
    person(
        "drafter",
        Role::Drafter,
        DemoScope::FirstOrganization,
        "ผู้จัดทำ (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
    person(
        "approver",
        Role::Approver,
        DemoScope::FirstOrganization,
        "ผู้อนุมัติ (สาธิต)",
        "ปลัดเทศบาล",
    ),
    person(
        "publisher",
        Role::Publisher,
        DemoScope::FirstOrganization,
        "ผู้เผยแพร่ (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
    person(
        AUDITOR,
        Role::Auditor,
        DemoScope::FirstOrganization,
        "ผู้ตรวจสอบภายใน (สาธิต)",
        "นักวิชาการตรวจสอบภายใน",
    ),
    person(
        "other_drafter",
        Role::Drafter,
        DemoScope::SecondOrganization,
        "ผู้จัดทำของอีกหน่วยงาน (สาธิต)",
        "นักวิเคราะห์นโยบายและแผน",
    ),
];

/// The people who approve and publish in the second organization while the demo is loaded. Nobody needs their logins
/// afterwards, so these are not shown.
pub(super) const HIDDEN: [Person; 2] = [
    person(
        "other_approver",
        Role::Approver,
        DemoScope::SecondOrganization,
        "ผู้อนุมัติของอีกหน่วยงาน (สาธิต)",
        "ปลัดเทศบาล",
    ),
    person(
        "other_publisher",
        Role::Publisher,
        DemoScope::SecondOrganization,
        "ผู้เผยแพร่ของอีกหน่วยงาน (สาธิต)",
        "หัวหน้าสำนักปลัดเทศบาล",
    ),
];
