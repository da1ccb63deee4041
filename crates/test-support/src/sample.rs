//! Request bodies as an organization would send them; a test overrides the fields that it is about.

use serde_json::{Value, json};

/// The fiscal year of all samples.
pub const YEAR: u16 = 2566;

/// Copies the members of `overrides` into `base`; `null` removes a member.
#[must_use]
pub fn with(mut base: Value, overrides: &Value) -> Value {
    let members = base.as_object_mut().expect("a body is an object");
    for (name, value) in overrides.as_object().expect("overrides are an object") {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    base
}

/// A municipality in Sakon Nakhon.
pub fn organization(name_th: &str) -> Value {
    json!({
        "name_th": name_th, "kind": "subdistrict_municipality", "province_code": "47", "district_code": "4702",
        "website": "https://www.example.go.th/",
        "contact": { "phone": "0 4200 0000", "email": "saraban@example.go.th" },
        "whistle_blowing": { "url": "https://www.example.go.th/แจ้งเบาะแส", "hotline": "1205" },
    })
}

/// A user without roles.
pub fn user(username: &str) -> Value {
    json!({ "username": username, "display_name": "ผู้ใช้ทดสอบ", "position": "เจ้าหน้าที่" })
}

/// A template of a measure for the indicator i7. Its owner is to be added; without one it is of the platform.
pub fn measure_template() -> Value {
    json!({
        "key": "sample-template",
        "template": {
            "title": "มาตรการเพิ่มช่องทางการติดต่อ", "indicators": ["i7"],
            "guideline": "เผยแพร่ช่องทางการติดต่อให้ประชาชนทราบทุกหมู่บ้าน",
            "steps": [{ "text": "จัดทำแผ่นพับ" }, { "text": "ประชุมร่วมกับชุมชน", "cadence": "quarterly" }],
            "responsible_post": "หัวหน้าสำนักปลัด", "reporting_round_months": 12,
        },
    })
}

/// An analysis for [`YEAR`]. It is about the assessment of the year before.
pub fn analysis() -> Value {
    json!({
        "assessed_fiscal_year": 2565,
        "covers": ["urgent_weaknesses", "needs_development", "strengths"],
        "scores": { "total": 84.28, "iit": 85.5, "eit": 82.1, "oit": 85.0, "indicators": { "i7": 78.25 } },
        "findings": [
            { "key": "communication", "kind": "needs_development", "indicator": "i7",
              "description": "ประชาชนยังไม่ทราบช่องทางติดต่อสอบถาม" },
            { "key": "service", "kind": "strength", "indicator": "i6" },
        ],
        "putting_into_practice": "นำประเด็นที่ต้องพัฒนามากำหนดเป็นมาตรการประจำปี",
        "recommendations": "ควรติดตามผลทุกไตรมาส",
    })
}

/// A measure about communication.
pub fn measure(organization_id: &str) -> Value {
    json!({
        "organization_id": organization_id, "fiscal_year": YEAR,
        "title": "เพิ่มประสิทธิภาพการสื่อสารกับประชาชน",
        "indicators": ["i7"],
        "guideline": "เผยแพร่ข้อมูลข่าวสารผ่านหลายช่องทางและรับฟังความคิดเห็นของประชาชน",
        "steps": [
            { "text": "ปรับปรุงหน้าเว็บไซต์ให้มีข้อมูลครบถ้วน", "due_on": "2566-03-31" },
            { "text": "ลงพื้นที่พบปะประชาชน", "cadence": "monthly" },
        ],
        "monitoring": "รายงานต่อผู้บริหารทุกไตรมาส",
        "reporting_round_months": 12,
    })
}

/// A result of the first step of [`measure`].
pub fn result() -> Value {
    json!({
        "details": "ปรับปรุงเมนูเว็บไซต์และเพิ่มช่องทางถามตอบ",
        "period": "2566-01/2566-03",
        "output": "เว็บไซต์มีข้อมูลครบ 43 รายการ",
        "outcome": "ประชาชนสอบถามทางโทรศัพท์น้อยลง",
        "status": "completed", "progress_percent": 100,
        "step": "step-1",
        "evidence": [{ "url": "https://www.example.go.th/ita", "title": "หน้าเว็บไซต์" }],
    })
}

/// An activity for the first step of [`measure`].
pub fn activity() -> Value {
    json!({
        "step": "step-1",
        "held": "12-13 มี.ค. 2566",
        "place": "ศาลาประชาคม หมู่ที่ 4",
        "participants": 42,
        "text": "ประชุมหมู่บ้าน ชี้แจงช่องทางสอบถามข้อมูล",
        "evidence": [{ "url": "https://www.example.go.th/visits", "title": "ภาพการประชุม" }],
    })
}

/// A report of the year.
pub fn report(organization_id: &str) -> Value {
    json!({
        "organization_id": organization_id, "fiscal_year": YEAR,
        "title": "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566",
        "reporting_round_months": 12, "preface": "รายงานฉบับนี้จัดทำขึ้นเพื่อเผยแพร่ต่อสาธารณะ",
        "preparer": { "position": "หัวหน้าสำนักปลัด" },
    })
}

/// The no-gift policy.
pub fn announcement(organization_id: &str) -> Value {
    json!({
        "organization_id": organization_id, "fiscal_year": YEAR, "kind": "no_gift_policy",
        "subject": "นโยบายไม่รับของขวัญ (No Gift Policy)",
        "body": ["ผู้บริหารและเจ้าหน้าที่ทุกคนไม่รับของขวัญจากการปฏิบัติหน้าที่"],
        "issued_on": "2566-01-03",
        "signatory": { "position": "นายกเทศมนตรี" },
    })
}

/// An invitation to a survey: `EIT` or `IIT`. The link has the form that the domain expects for the instrument.
pub fn invitation(organization_id: &str, instrument: &str) -> Value {
    let (word, audience) = if instrument == "IIT" {
        ("iit", "internal")
    } else {
        ("eit", "external")
    };
    let survey = json!({
        "instrument": instrument, "audience": audience, "url": format!("https://itas.nacc.go.th/go/{word}/abc123"),
        "opens_on": "2566-01-03", "closes_on": "2566-10-31",
    });
    let own = json!({ "kind": "survey_invitation", "subject": "ขอเชิญตอบแบบสำรวจ", "survey": survey });
    with(announcement(organization_id), &own)
}

/// Complaint statistics of the first six months.
pub fn complaint_statistics(organization_id: &str) -> Value {
    json!({
        "organization_id": organization_id, "fiscal_year": YEAR, "period": "2565-10/2566-03",
        "channels": [
            { "channel": "telephone", "received": 3, "finished": 2, "in_progress": 1 },
            { "channel": "in_person", "received": 0, "finished": 0, "in_progress": 0 },
        ],
    })
}

/// A small but complete year of an organization, as a bundle.
pub fn bundle(name_th: &str) -> Value {
    json!({
        "format": "prongsai.bundle/1",
        "organization": {
            "name_th": name_th, "kind": "subdistrict_municipality", "province_code": "47", "district_th": "กุสุมาลย์",
            "divisions": ["สำนักปลัด"],
        },
        "fiscal_year": YEAR,
        "analysis": {
            "assessed_fiscal_year": 2565, "covers": ["needs_development"],
            "findings": [{ "kind": "needs_development", "indicator": "ประสิทธิภาพการสื่อสาร" }],
        },
        "measures": [{
            "key": "measure-1", "title": "เพิ่มช่องทางสื่อสาร", "indicator": "i7",
            "guideline": "เผยแพร่ข้อมูลให้ครบทุกช่องทาง", "steps": ["ปรับปรุงเว็บไซต์", "ประชุมร่วมกับประชาชน"],
            "responsible_division": "สำนักปลัด", "monitoring": "รายงานทุก 6 เดือน", "reporting_round_months": 12,
            "results": [{ "details": "เปิดช่องทางออนไลน์แล้ว", "period": "2566-03", "output": "มีช่องทางเพิ่ม 2 ช่องทาง" }],
        }],
        "report": { "title": "รายงานประจำปี", "reporting_round_months": 12, "preparer": { "position": "ปลัดเทศบาล" } },
        "announcements": [{
            "key": "announcement-1", "kind": "integrity_declaration", "subject": "เจตจำนงสุจริต",
            "body": ["จะบริหารงานด้วยความซื่อสัตย์สุจริต"], "issued_on": "2566-01-03",
            "signatory": { "position": "นายกเทศมนตรี" },
        }],
    })
}
