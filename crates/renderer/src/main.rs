//! `prongsai-renderer`: makes PDFs for `prongsai`, which starts it and talks to it over its standard input and output.

use std::io::{self, BufWriter, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use anyhow::{Context as _, Result};
use clap::Parser;
use prongsai_confine::{self as confine, Limits};
use prongsai_renderer::pdf::{Fonts, STACK_SIZE};
use prongsai_renderer::serve::{self, Jobs};

/// Makes PDFs. The program prongsai starts it; it is of no use by itself.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Folder that is searched for fonts; may be given several times
    #[arg(long = "fonts", value_name = "FOLDER")]
    fonts: Vec<PathBuf>,

    // The server always gives `--memory` and `--cpu` (`PoolOptions`). The defaults are for a start by hand.
    /// Largest address space of this process, in MiB
    #[arg(long, default_value_t = 2048, value_name = "MIB")]
    memory: u64,

    // A later one counts: tests append their own (tests/pool/failures.rs).
    /// Largest processor time of one PDF, in seconds
    #[arg(long, default_value_t = 180, overrides_with = "cpu", value_name = "SECONDS")]
    cpu: u64,

    /// Obey the titles of jobs that exercise the limits; only in builds with debug assertions
    #[arg(long, hide = true)]
    drills: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // A message of a panic may quote the text of a draft, and the server logs what this process writes.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        eprintln!("panicked at {place}");
    }));
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    // All limits bind before the first thread starts, and before anything that came from the server is read.
    let limits = Limits {
        memory: arguments.memory.saturating_mul(1024 * 1024),
        file: 0,
        cpu_seconds: arguments.cpu,
    };
    confine::limit(limits).context("the limits of the process cannot be set")?;
    let fonts = Fonts::load(&arguments.fonts);
    let confinement = confine::shut_away();
    let hello = serve::hello(&fonts, confinement);
    io::stdout().write_all(&hello?)?;
    io::stdout().flush()?;
    let Ok(fonts) = fonts else { return Ok(()) };
    let jobs = Jobs {
        fonts,
        limits,
        drills: arguments.drills,
    };
    let serving = thread::Builder::new()
        .name("layout".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            let mut input = io::stdin().lock();
            let mut output = BufWriter::new(io::stdout().lock());
            jobs.serve(&mut input, &mut output)
        })
        .context("no thread can be started")?;
    // The hook has written where it panicked.
    let ended = serving.join().map_err(|_| anyhow::anyhow!("the layout panicked"))?;
    ended.context("jobs cannot be answered")
}
