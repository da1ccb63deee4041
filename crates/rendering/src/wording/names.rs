use prongsai_domain::analysis::{FindingKind, Heading};
use prongsai_domain::announcement::{AnnouncementKind, Audience};
use prongsai_domain::catalogue::InstrumentCode;
use prongsai_domain::measure::{Cadence, Measure};
use prongsai_domain::result::{Answers, ResultStatus};

/// The heading of an analysis.
pub(crate) const fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::UrgentWeaknesses => "ข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน",
        Heading::NeedsDevelopment => "ประเด็นที่จะต้องพัฒนาให้ดีขึ้น",
        Heading::Strengths => "จุดแข็งที่ควรรักษาไว้",
        Heading::PuttingIntoPractice => "แนวทางการนำผลการวิเคราะห์ไปสู่การปฏิบัติของหน่วยงาน",
        Heading::Recommendations => "ข้อเสนอแนะ",
    }
}

/// The heading of the findings of a kind.
pub(crate) const fn finding_heading(kind: FindingKind) -> Heading {
    match kind {
        FindingKind::UrgentWeakness => Heading::UrgentWeaknesses,
        FindingKind::NeedsDevelopment => Heading::NeedsDevelopment,
        FindingKind::Strength => Heading::Strengths,
    }
}

/// The cadence of a step.
pub(crate) const fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Weekly => "ทุกสัปดาห์",
        Cadence::Monthly => "ทุกเดือน",
        Cadence::Quarterly => "ทุกไตรมาส",
        Cadence::HalfYearly => "ทุก 6 เดือน",
        Cadence::Yearly => "ปีละครั้ง",
    }
}

/// The state of an implementation.
pub(crate) const fn result_status(status: ResultStatus) -> &'static str {
    match status {
        ResultStatus::NotStarted => "ยังไม่เริ่มดำเนินการ",
        ResultStatus::InProgress => "อยู่ระหว่างดำเนินการ",
        ResultStatus::Completed => "ดำเนินการแล้วเสร็จ",
        ResultStatus::Cancelled => "ยกเลิก",
    }
}

/// The planned step that a result answers, in digits that the template may convert; `None` when it is not stated, or
/// the measure no longer has the step.
pub(crate) fn answers(answers: &Answers, measure: &Measure) -> Option<String> {
    match answers {
        Answers::NotStated => None,
        Answers::Unplanned => Some("ดำเนินการนอกเหนือจากแผน".to_owned()),
        Answers::Step(key) => {
            let number = step_number(key, measure)?;
            Some(format!("ตามขั้นตอนที่ {number}"))
        }
    }
}

/// The number of a step in the plan table, from 1; `None` when the measure no longer has the step.
pub(crate) fn step_number(key: &str, measure: &Measure) -> Option<usize> {
    let index = measure.steps.iter().position(|step| step.key == key)?;
    Some(index + 1)
}

/// The full name of an instrument.
pub(crate) const fn instrument(instrument: InstrumentCode) -> &'static str {
    match instrument {
        InstrumentCode::Iit => "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
        InstrumentCode::Eit => "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)",
        InstrumentCode::Oit => "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)",
    }
}

/// The respondents of a survey, as in an invitation.
pub(crate) const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::External => "ประชาชน ผู้รับบริการ และผู้ติดต่อหน่วยงาน",
        Audience::Internal => "บุคลากรภายในหน่วยงาน",
    }
}

/// The kind of an announcement.
pub(crate) const fn announcement_kind(kind: AnnouncementKind) -> &'static str {
    match kind {
        AnnouncementKind::SurveyInvitation => "เชิญตอบแบบวัดการรับรู้",
        AnnouncementKind::IntegrityDeclaration => "เจตจำนงสุจริตของผู้บริหาร",
        AnnouncementKind::NoGiftPolicy => "นโยบายไม่รับของขวัญ (No Gift Policy)",
        AnnouncementKind::DisclosureMeasure => "มาตรการเผยแพร่ข้อมูลต่อสาธารณะ",
        AnnouncementKind::DiscretionMeasure => "มาตรการตรวจสอบการใช้ดุลพินิจ",
        AnnouncementKind::General => "ประกาศทั่วไป",
    }
}
