use clap::{ArgAction, Args};
use prongsai_application::VisitOptions;

/// The configuration of the link check.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct LinkConfig {
    /// Whether the links that organizations show the public are checked once a day; only then does the server visit other
    /// websites
    #[arg(
        long = "link-checks",
        env = "PRONGSAI_LINK_CHECKS",
        default_value_t = false,
        action = ArgAction::Set,
        global = true,
        value_name = "BOOL"
    )]
    is_on: bool,
}

impl LinkConfig {
    /// How links are visited; `None` if they are not checked. The addresses of this computer and its networks are never visited.
    pub(crate) fn visits(self) -> Option<VisitOptions> {
        self.is_on.then(VisitOptions::default)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use prongsai_application::Loopback;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        links: LinkConfig,
    }

    #[test]
    fn links_are_checked_only_when_the_operator_says_so() {
        let visits = |arguments: &[&str]| {
            let line = std::iter::once(&"prongsai").chain(arguments);
            Line::try_parse_from(line).unwrap().links.visits()
        };
        assert!(visits(&[]).is_none() && visits(&["--link-checks=false"]).is_none());
        let options = visits(&["--link-checks", "true"]).unwrap();
        assert_eq!(options.loopback, Loopback::Refused);
    }
}
