//! Measures how long it takes to read a date, a period and a number: `cargo bench -p prongsai-domain`.
//!
//! Each line is the median of rounds, in nanoseconds for one text. Reading takes at most 2 µs; refusing may take longer.

use std::hint::black_box;
use std::time::Instant;

use prongsai_domain::calendar::{BuddhistDate, FiscalYear, Period};
use prongsai_domain::number;

const ROUNDS: usize = 31;
const TIMES: u32 = 2_000;

const DATES: [&str; 6] = [
    "2024-04-24",
    "24/4/2567",
    "24 เมษายน 2567",
    "๒๔ เม.ย. ๖๗",
    "วันพุธที่ 24 เดือนเมษายน พ.ศ. 2567",
    "15 กรกฏาคม 2567",
];
const PERIODS: [&str; 6] = [
    "2023-10/2024-03",
    "2024-06-21/2024-07-20",
    "ต.ค. - มี.ค. 2567",
    "ไตรมาสที่ 2 (1 ม.ค. 67 - 31 มี.ค. 67)",
    "ตั้งแต่ 21 มิถุนายน ถึง 20 กรกฎาคม 2567",
    "ตลอดปีงบประมาณ",
];
const REFUSED: [&str; 3] = ["15 กรกฎษาคม 2567", "27 – 30 พ.ย. 2566", "วันศุกร์ที่ 24 เมษายน 2567"];
const BUDGETS: [&str; 3] = ["538,800 บาท", "ไม่ใช้งบประมาณ", "๕๓๘๘๐๐"];

fn main() {
    let year = FiscalYear::new(2567).ok();
    for text in DATES {
        measure("date", text, || BuddhistDate::parse(black_box(text)).is_ok());
    }
    for text in PERIODS {
        measure("period", text, || Period::parse_in(black_box(text), year).is_ok());
    }
    for text in REFUSED {
        measure("refused date", text, || BuddhistDate::parse(black_box(text)).is_ok());
    }
    for text in BUDGETS {
        measure("budget", text, || number::budget(black_box(text), 1_000_000).is_ok());
    }
}

fn measure(kind: &str, text: &str, read: impl Fn() -> bool) {
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..TIMES {
                black_box(read());
            }
            begun.elapsed().as_nanos() / u128::from(TIMES)
        })
        .collect();
    rounds.sort_unstable();
    let median = rounds.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{median:>6} ns  {kind:<12}  {text}");
}
