//! Cleans files, and says what was done, in which time, and with how much memory:
//! `cargo run --release -p prongsai-evidence --example clean FILE [RESULT]`.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write, sink};
use std::time::Instant;

use prongsai_evidence::{Failure, Limits, clean};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("the name of a file is missing")?;
    let mut out: Box<dyn Write> = match arguments.next() {
        Some(result) => Box::new(BufWriter::new(File::create(result)?)),
        None => Box::new(sink()),
    };
    let start = Instant::now();
    let outcome = clean(&mut File::open(&path)?, &path, &Limits::default(), &mut out);
    let milliseconds = start.elapsed().as_millis();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or_default();
    match outcome {
        Ok(mut cleaned) => {
            cleaned.thumbnail = None;
            println!("{}", serde_json::to_string(&cleaned)?);
        }
        Err(Failure::Refused(refusal)) => {
            println!(
                "{}: {}; {}",
                refusal.code(),
                refusal.message_en(),
                refusal.suggestion_en()
            );
        }
        Err(Failure::Io(error)) => return Err(error.into()),
    }
    println!("{milliseconds} ms, {peak}");
    Ok(())
}
