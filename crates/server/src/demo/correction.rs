use anyhow::Result;
use prongsai_application::measure::{self, MeasureChange};
use prongsai_application::{App, Precondition, direct, document};
use prongsai_domain::document::{ChangeKind, ChangeNote, DocumentKind};
use prongsai_domain::id::DocumentId;
use prongsai_domain::measure::MeasureInput;

use super::staff::Staff;
use crate::services::{context_of, explained};

/// The measurable target that replaces the one published first.
const TARGET: &str = "รายการยืมทุกรายการบันทึกในทะเบียนคุม และผลการสุ่มตรวจตรงกับทะเบียนคุมไม่น้อยกว่าร้อยละ 95";

/// What the public reads about the change.
const CHANGE: &str = "กำหนดเป้าหมายให้วัดผลได้ตามผลการตรวจสอบทะเบียนคุม";

/// Begins the correction of a published measure: a second edition, which is a draft.
pub(super) async fn begin(app: &App, staff: &Staff, id: DocumentId) -> Result<()> {
    let change = ChangeNote {
        kind: ChangeKind::Substantive,
        text: CHANGE.to_owned(),
    };
    let context = context_of(app, &staff.drafter).await?;
    document::revise(
        app,
        &context,
        DocumentKind::Measure,
        id,
        &Precondition::Any,
        Some(change),
        direct,
    )
    .await
    .map_err(explained)?;
    Ok(())
}

/// Writes the better target into the draft. A start that repeats it, after an interrupted one, changes nothing more.
pub(super) async fn write(app: &App, staff: &Staff, id: DocumentId) -> Result<()> {
    let change = MeasureChange {
        division_id: None,
        apply: |input: &mut MeasureInput| input.target = Some(TARGET.to_owned()),
    };
    let context = context_of(app, &staff.drafter).await?;
    measure::edit(app, &context, id, &Precondition::Any, change)
        .await
        .map_err(explained)?;
    Ok(())
}
