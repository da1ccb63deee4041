use super::call::{Call, Subject};
use super::examined::{Examined, Present};
use crate::calendar::{BuddhistDate, ReportingRound};
use crate::doubt::Severity;
use crate::rule::Rule;

/// What a rule found in an examination, before its day is known.
pub(crate) struct Found {
    pub(crate) rule: &'static Rule,
    /// `None`: the severity of the rule when the day is past, and info before it.
    pub(crate) severity: Option<Severity>,
    pub(crate) subject: Subject,
    /// The place in the JSON of the subject.
    pub(crate) pointer: String,
    pub(crate) message_th: String,
    pub(crate) message_en: String,
    pub(crate) suggestion: Option<String>,
    /// The reporting round of the subject; that of the year if it has none.
    pub(crate) round: Option<ReportingRound>,
    /// The day of the document, for rules that look at it.
    pub(crate) document_day: Option<BuddhistDate>,
    /// The calls that mend it, in order.
    pub(crate) mend: Vec<Call>,
}

impl Found {
    /// Something that is missing: it becomes more serious when its day is past.
    pub(crate) fn missing(
        rule: &'static Rule,
        subject: Subject,
        (message_th, message_en): (impl Into<String>, impl Into<String>),
        mend: Vec<Call>,
    ) -> Self {
        Self {
            rule,
            severity: None,
            subject,
            pointer: String::new(),
            message_th: message_th.into(),
            message_en: message_en.into(),
            suggestion: None,
            round: None,
            document_day: None,
            mend,
        }
    }

    /// A document that waits for a step, although it should be public by its day.
    pub(crate) fn waiting(
        rule: &'static Rule,
        document: &Present<'_>,
        messages: (impl Into<String>, impl Into<String>),
        step: fn(Subject) -> Call,
    ) -> Self {
        Self {
            document_day: Some(document.day),
            ..Self::missing(rule, document.subject, messages, vec![step(document.subject)])
        }
    }

    /// A measure that does not state a field.
    pub(crate) fn unstated(
        rule: &'static Rule,
        examined: &Examined<'_>,
        measure: usize,
        field: &'static str,
        messages: (impl Into<String>, impl Into<String>),
    ) -> Self {
        let subject = Subject::Measure(measure);
        Self {
            pointer: format!("/{field}"),
            ..Self::missing(rule, subject, messages, examined.change(subject, field, None))
        }
    }
}
