use serde_json::{Value, json};

/// A small bundle, as the example in the OpenAPI document.
pub(super) fn example() -> Value {
    json!({
        "format": "prongsai.bundle/1",
        "organization": {
            "name_th": "เทศบาลตำบลดอนฟ้าใส", "kind": "subdistrict_municipality", "district_th": "ดอกคำใต้",
            "province_code": "56", "divisions": ["สำนักปลัด"],
        },
        "fiscal_year": 2567,
        "analysis": {
            "assessed_fiscal_year": 2566, "covers": ["needs_development"],
            "findings": [{ "kind": "needs_development", "indicator": "ประสิทธิภาพการสื่อสาร" }],
        },
        "measures": [{
            "key": "measure-1", "title": "ให้ผู้รับบริการติดตามคำขอได้เอง", "indicator": "ประสิทธิภาพการสื่อสาร",
            "guideline": "บอกช่องทางและขั้นตอนของคำขอทุกประเภท",
            "steps": ["จัดทำแผ่นพับ", { "text": "ประชุมร่วมกับชุมชน", "cadence": "quarterly" }],
            "responsible_division": "สำนักปลัด", "reporting_round_months": 12,
            "results": [{
                "details": "แจกแผ่นพับทุกหมู่บ้าน", "period": "2567-01", "output": "แผ่นพับ 800 ชุด", "step": "step-1",
                "evidence": [{ "url": "https://donfahsai.example.go.th/leaflet.pdf" }],
            }],
        }],
        "reports": [{
            "title": "รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2567 (ฉบับเบื้องต้น)", "preliminary": true,
            "reporting_round_months": 12, "preparer": { "position": "หัวหน้าสำนักปลัดเทศบาล" },
        }],
        "announcements": [{
            "key": "no-gift", "kind": "no_gift_policy", "subject": "นโยบายไม่รับของขวัญ",
            "body": ["ผู้บริหารและบุคลากรทุกคนไม่รับของขวัญจากการปฏิบัติหน้าที่"], "issued_on": "2567-01-03",
            "signatory": { "position": "นายกเทศมนตรี" },
        }],
    })
}

#[cfg(test)]
mod tests;
