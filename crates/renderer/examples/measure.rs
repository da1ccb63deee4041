//! Measures the time and memory of one kind of rendition in a process of its own: `measure KIND [MEASURES]`. `make
//! bench` runs it. Prints one line of JSON: the time to load the fonts, the time of the first rendition, the median
//! time of ten more (of one more if a number of measures is given), the size of the file, and the highest memory of the
//! process before and after the renditions.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool for developers"
)]
#![allow(dead_code, reason = "the year is shared with the tests")]

use std::time::{Duration, Instant};

use prongsai_domain::measure::Measure;
use prongsai_domain::report::FrozenMeasure;
use prongsai_renderer::pdf::{self, Fonts};
use prongsai_rendering::pdf::{PdfJob, font_folders};

#[path = "../tests/pdf/year/mod.rs"]
mod year;
use year::Year;

fn main() {
    let kind = std::env::args().nth(1).expect("a kind of rendition");
    let count = std::env::args()
        .nth(2)
        .map(|number| number.parse().expect("a number of measures"));
    let year = count.map_or_else(Year::example, |count| of_many_measures(&Year::example(), count));
    let body = year
        .bodies()
        .into_iter()
        .find(|body| body.kind() == kind)
        .expect("a kind of rendition");
    let rendition = year.rendition(body);
    let (fonts, loading) = timed(|| Fonts::load(&font_folders()).unwrap());
    let before = highest_memory();
    let (file, cold) = timed(|| pdf::render(PdfJob::of(&rendition).unwrap(), &fonts).unwrap());
    let times = if count.is_some() { 1 } else { 10 };
    let mut warm: Vec<Duration> = (0..times)
        .map(|_| timed(|| pdf::render(PdfJob::of(&rendition).unwrap(), &fonts).unwrap()).1)
        .collect();
    warm.sort();
    println!(
        "{{\"fonts_ms\":{:.1},\"cold_ms\":{:.1},\"warm_ms\":{:.1},\"bytes\":{},\"before_mib\":{before},\"highest_mib\":{}}}",
        milliseconds(loading),
        milliseconds(cold),
        milliseconds(warm[warm.len() / 2]),
        file.len(),
        highest_memory()
    );
}

/// The example with this many measures, each with five steps. In the report they have the results of the example's
/// measures in turn: two and one.
fn of_many_measures(year: &Year, count: usize) -> Year {
    let mut large = year.clone();
    let models: Vec<Measure> = year.measures.clone();
    large.measures = (0..count)
        .map(|index| {
            let model = models[index % models.len()].clone();
            Measure {
                title: format!("{} ลำดับที่ {}", model.title, index + 1),
                steps: model.steps.iter().cycle().take(5).cloned().collect(),
                ..model
            }
        })
        .collect();
    let shown = large.shown.as_mut().unwrap();
    let models: Vec<FrozenMeasure> = shown.measures.clone();
    shown.measures = large
        .measures
        .iter()
        .enumerate()
        .map(|(index, content)| FrozenMeasure {
            content: content.clone(),
            ..models[index % models.len()].clone()
        })
        .collect();
    large
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    (work(), begun.elapsed())
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The highest memory use of the process so far, in MiB.
fn highest_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or_default()
        / 1_024
}
