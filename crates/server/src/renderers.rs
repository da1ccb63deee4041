use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser as _};
use prongsai_application::rendition::RendererOptions;

/// The configuration of the processes that make PDFs.
#[derive(Args, Clone, Debug)]
pub(crate) struct RendererConfig {
    /// Program that makes PDFs. Default: prongsai-renderer in the folder of this program
    #[arg(
        long,
        env = "PRONGSAI_RENDERER",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true,
        value_name = "FILE"
    )]
    renderer: Option<PathBuf>,

    /// Largest address space of a process that makes PDFs, in MiB
    #[arg(
        long,
        env = "PRONGSAI_RENDERER_MEMORY_MIB",
        default_value_t = RendererOptions::default().memory_mib,
        value_parser = clap::value_parser!(u32).range(256..),
        global = true,
        value_name = "MIB"
    )]
    renderer_memory_mib: u32,

    /// Largest time for one PDF, in seconds
    #[arg(
        long,
        env = "PRONGSAI_RENDERER_SECONDS",
        default_value_t = 180,
        // The most is below the processor time of a renderer in its whole life, `LIFE_SECONDS` of `renderer`.
        value_parser = clap::value_parser!(u32).range(10..=3_000),
        global = true,
        value_name = "SECONDS"
    )]
    renderer_seconds: u32,
}

impl RendererConfig {
    /// The options of the processes.
    pub(crate) fn options(&self) -> RendererOptions {
        RendererOptions {
            program: self.renderer.clone().filter(|path| !path.as_os_str().is_empty()),
            memory_mib: self.renderer_memory_mib,
            deadline: Duration::from_secs(u64::from(self.renderer_seconds)),
            ..RendererOptions::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        renderers: RendererConfig,
    }

    fn options(arguments: &[&str]) -> Option<RendererOptions> {
        let line = Line::try_parse_from(std::iter::once(&"prongsai").chain(arguments));
        line.ok().map(|line| line.renderers.options())
    }

    #[test]
    fn the_program_is_beside_this_one_unless_it_is_named() {
        assert_eq!(options(&[]).unwrap().program, None);
        assert_eq!(options(&["--renderer", ""]).unwrap().program, None);
        let named = options(&["--renderer", "/opt/r"]).unwrap();
        assert_eq!(named.program, Some(PathBuf::from("/opt/r")));
    }

    #[test]
    fn limits_that_no_pdf_could_keep_are_refused() {
        let limited = options(&["--renderer-memory-mib", "512", "--renderer-seconds", "20"]).unwrap();
        assert_eq!((limited.memory_mib, limited.deadline), (512, Duration::from_secs(20)));
        for wrong in [["--renderer-memory-mib", "100"], ["--renderer-seconds", "1"]] {
            assert!(options(&wrong).is_none(), "{wrong:?}");
        }
    }
}
