use super::code::IndicatorCode;
use super::model::{Catalogue, Indicator, SubIndicator};
use crate::text::{edit_distance, fold};

/// The number of characters of a text that are compared with the names. A comparison with a long text takes long.
const COMPARED_CHARS: usize = 300;
/// Longest text that is looked for, in characters; names are shorter. To fold a text takes long if it is long.
const LOOKED_UP_CHARS: usize = 1_000;
/// Shortest text that is searched inside a name, in characters.
const CONTAINED_CHARS: usize = 5;

impl Indicator {
    /// All names of the indicator: code, both names, aliases.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        let fixed = [self.code.to_string(), self.name_th.clone(), self.name_en.clone()];
        fixed.into_iter().chain(self.aliases.iter().cloned())
    }
}

impl Catalogue {
    /// The indicator with this code.
    pub fn indicator(&self, code: IndicatorCode) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The indicator with this code, name or alias; spacing, letter case and split vowels are ignored.
    pub fn find_indicator(&self, code_or_name_or_alias: &str) -> Option<&Indicator> {
        if code_or_name_or_alias.chars().nth(LOOKED_UP_CHARS).is_some() {
            return None;
        }
        let wanted = fold(code_or_name_or_alias);
        self.indicators
            .iter()
            .find(|indicator| indicator.names().any(|name| fold(&name) == wanted))
    }

    /// The indicator that an unknown name most likely means; `None` when no name is similar.
    pub fn suggest_indicator(&self, text: &str) -> Option<&Indicator> {
        let beginning: String = text.chars().take(LOOKED_UP_CHARS).collect();
        let wanted: Vec<char> = fold(&beginning).chars().take(COMPARED_CHARS).collect();
        if wanted.is_empty() {
            return None;
        }
        let closest = |indicator: &Indicator| {
            indicator
                .names()
                .filter_map(|name| closeness(&wanted, &fold(&name)))
                .min()
        };
        self.indicators
            .iter()
            .filter_map(|indicator| closest(indicator).map(|distance| (distance, indicator)))
            .min_by_key(|(distance, indicator)| (*distance, indicator.order))
            .map(|(_, indicator)| indicator)
    }

    /// The sub-indicator with this code.
    pub fn sub_indicator(&self, code: &str) -> Option<&SubIndicator> {
        self.sub_indicators.iter().find(|part| part.code == code)
    }
}

/// The edit distance of the texts, in characters. `None` when they are too different for a suggestion: none contains the other,
/// and more than a third of the longer one differs.
fn closeness(wanted: &[char], name: &str) -> Option<usize> {
    let name: Vec<char> = name.chars().collect();
    let distance = edit_distance(wanted, &name);
    let longer = wanted.len().max(name.len());
    let contained = contains(&name, wanted) || contains(wanted, &name);
    (contained || distance * 3 <= longer).then_some(distance)
}

fn contains(long: &[char], short: &[char]) -> bool {
    short.len() >= CONTAINED_CHARS && long.windows(short.len()).any(|window| window == short)
}
