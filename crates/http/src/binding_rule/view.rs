use jiff::Timestamp;
use prongsai_domain::binding_rule::{BindingRule, BindingScope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The rule to bind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BindRule {
    /// The code of the rule; `GET /api/v1/rules` lists the rules.
    #[schema(example = "result-without-evidence")]
    pub(super) rule: String,
}

/// A rule that is binding: a document with a warning of it is neither submitted nor approved nor published.
#[derive(Serialize, ToSchema)]
pub(crate) struct BindingRuleView {
    /// The code of the rule; `GET /api/v1/rules` lists the rules.
    #[schema(example = "result-without-evidence")]
    rule: String,
    /// The province that bound it for all its organizations; `null` if the organization did.
    #[schema(example = "57")]
    province_code: Option<String>,
    /// Whether it is binding; `false` in the answer to its release.
    is_binding: bool,
    /// The person who bound it.
    bound_by: Uuid,
    /// When, in UTC.
    #[schema(value_type = String, format = DateTime)]
    bound_at: Timestamp,
    /// The proposal to release it; `null` if there is none, and after 14 days.
    release: Option<ProposedReleaseView>,
}

/// A proposal to release a binding rule. Another administrator accepts it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposedReleaseView {
    /// The person who proposed it.
    proposed_by: Uuid,
    /// When, in UTC.
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Timestamp,
    /// When the proposal ends, in UTC.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// The rules that are binding.
#[derive(Serialize, ToSchema)]
pub(crate) struct BindingRulesView {
    /// The rules: those of the organization, then those of its province, by code.
    items: Vec<BindingRuleView>,
}

impl BindingRuleView {
    /// A rule that was just released.
    pub(super) fn released(rule: &BindingRule, now: Timestamp) -> Self {
        Self {
            is_binding: false,
            release: None,
            ..Self::of(rule, now)
        }
    }

    pub(super) fn of(rule: &BindingRule, now: Timestamp) -> Self {
        Self {
            is_binding: true,
            rule: rule.rule.clone(),
            province_code: match &rule.scope {
                BindingScope::Organization(_) => None,
                BindingScope::Province(code) => Some(code.to_string()),
            },
            bound_by: rule.bound_by.get(),
            bound_at: rule.bound_at,
            release: rule.open_release(now).map(|proposed| ProposedReleaseView {
                proposed_by: proposed.by.get(),
                proposed_at: proposed.at,
                expires_at: proposed.expires_at(),
            }),
        }
    }
}

impl BindingRulesView {
    pub(super) fn of(rules: &[BindingRule], now: Timestamp) -> Self {
        Self {
            items: rules.iter().map(|rule| BindingRuleView::of(rule, now)).collect(),
        }
    }
}
