use prongsai_domain::analysis::draft::{Applied, DecisionInput, Decisions, ProposedFinding};
use prongsai_domain::analysis::{AnalysisInput, FindingInput, FindingKind};
use prongsai_domain::calendar::FiscalYear;
use prongsai_domain::violation::Checker;

use super::{catalogue, drafted};

fn decide(decisions: &mut Decisions, proposal: &ProposedFinding, input: DecisionInput) {
    let mut checker = Checker::new();
    let decision = input.check(proposal, &mut checker);
    decisions.decide(proposal.clone(), checker.finish(decision).unwrap());
}

fn applied(added: &[&str], replaced: &[&str], present: &[&str]) -> Applied {
    let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    Applied {
        added: owned(added),
        replaced: owned(replaced),
        present: owned(present),
        no_room: Vec::new(),
    }
}

/// The first proposal accepted, the second edited, the third rejected, and the fourth left open.
fn decided() -> (Decisions, Vec<ProposedFinding>) {
    let found = drafted(&[("i1", 60.0), ("i2", 80.0), ("i3", 81.0), ("i4", 90.0)], &[], None);
    let [first, second, third, best] = found.as_slice() else {
        panic!("{found:?}")
    };
    let mut decisions = Decisions::default();
    assert_eq!(decisions.open(&found).len(), 4);
    decide(&mut decisions, first, DecisionInput::Accept);
    let edit = DecisionInput::Edit {
        kind: FindingKind::UrgentWeakness,
        description: " ต้องชี้แจงงบประมาณ ".to_owned(),
    };
    decide(&mut decisions, second, edit);
    decide(
        &mut decisions,
        third,
        DecisionInput::Reject {
            reason: "อยู่ระหว่างปรับปรุง".to_owned(),
        },
    );
    assert_eq!(decisions.open(&found), [best]);
    (decisions, found)
}

#[test]
fn decisions_are_applied_once_and_open_again_when_figures_change() {
    let catalogue = catalogue(2566);
    let (mut decisions, _) = decided();
    let mut analysis = AnalysisInput {
        assessed_fiscal_year: 2566,
        ..AnalysisInput::default()
    };
    let own = FindingInput {
        key: None,
        kind: FindingKind::Strength,
        indicator: "i9".to_owned(),
        description: None,
    };
    analysis.findings.push(own);
    assert_eq!(
        decisions.apply(&mut analysis, &catalogue),
        applied(&["i1-weakness", "i2-weakness"], &[], &[])
    );
    let once = analysis.clone();
    assert_eq!(
        decisions.apply(&mut analysis, &catalogue),
        applied(&[], &[], &["i1-weakness", "i2-weakness"])
    );
    assert_eq!(analysis, once);
    let mut checker = Checker::new();
    let checked = analysis
        .clone()
        .check(FiscalYear::new(2567).unwrap(), &catalogue, &mut checker);
    let checked = checker.finish(checked).unwrap();
    let keys: Vec<&str> = checked.findings.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["finding-1", "i1-weakness", "i2-weakness"]);
    assert_eq!(
        checked.findings.last().unwrap().description.as_deref(),
        Some("ต้องชี้แจงงบประมาณ")
    );

    // Other figures: proposed again. What people edited in the analysis stays; what they did not touch is replaced.
    let later = drafted(&[("i1", 61.0), ("i2", 79.0), ("i3", 81.0), ("i4", 90.0)], &[], None);
    let open: Vec<&str> = decisions.open(&later).into_iter().map(|it| it.id.as_str()).collect();
    assert_eq!(open, ["i1-weakness", "i2-weakness", "i4-strength"]);
    decide(&mut decisions, later.first().unwrap(), DecisionInput::Accept);
    decide(&mut decisions, later.get(1).unwrap(), DecisionInput::Accept);
    analysis.findings.last_mut().unwrap().description = Some("แก้ไขเอง".to_owned());
    assert_eq!(
        decisions.apply(&mut analysis, &catalogue),
        applied(&[], &["i1-weakness"], &["i2-weakness"])
    );
    assert!(
        analysis
            .findings
            .iter()
            .any(|it| it.description.as_ref().is_some_and(|text| text.contains("61.00")))
    );
    assert_eq!(analysis.findings.len(), 3);

    let json = serde_json::to_string(&decisions).unwrap();
    assert_eq!(serde_json::from_str::<Decisions>(&json).unwrap(), decisions);
    assert!(decisions.reopen("i3-weakness") && !decisions.reopen("i3-weakness"));
}

#[test]
fn an_equal_finding_is_not_added_again_and_a_full_analysis_takes_no_more() {
    let catalogue = catalogue(2566);
    let found = drafted(&[("i1", 60.0)], &[], None);
    let proposal = found.first().unwrap();
    let mut decisions = Decisions::default();
    decide(&mut decisions, proposal, DecisionInput::Accept);
    let own = FindingInput {
        key: None,
        kind: proposal.kind,
        indicator: "การปฏิบัติหน้าที่".to_owned(),
        description: Some(proposal.description.replace(' ', "  ")),
    };
    let mut analysis = AnalysisInput {
        findings: vec![own.clone()],
        ..AnalysisInput::default()
    };
    assert_eq!(
        decisions.apply(&mut analysis, &catalogue),
        applied(&[], &[], &["i1-weakness"])
    );
    let other = FindingInput {
        description: None,
        ..own
    };
    let mut analysis = AnalysisInput {
        findings: vec![other; 50],
        ..AnalysisInput::default()
    };
    assert_eq!(decisions.apply(&mut analysis, &catalogue).no_room, ["i1-weakness"]);
    assert_eq!(analysis.findings.len(), 50);
}

#[test]
fn a_decision_needs_its_words() {
    let found = drafted(&[("i1", 60.0)], &[], None);
    let empty = [
        (DecisionInput::Reject { reason: " ".to_owned() }, "/reason"),
        (
            DecisionInput::Edit {
                kind: FindingKind::Strength,
                description: String::new(),
            },
            "/description",
        ),
    ];
    for (input, pointer) in empty {
        let mut checker = Checker::new();
        assert_eq!(input.check(found.first().unwrap(), &mut checker), None);
        assert_eq!(checker.finish(Some(())).unwrap_err().first().unwrap().pointer, pointer);
    }
}
