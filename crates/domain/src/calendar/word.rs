//! The meanings of words, and the words that are no names of months or weekdays.

use super::month_name::Language;

/// The meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A month, 1–12, spelled right or in a usual wrong way.
    Month(u8, Language),
    /// A month whose name this word is only near to. It is never read, only suggested.
    NearMonth(u8, Language),
    /// A day of the week: 1 is Monday, 7 is Sunday.
    Weekday(u8),
    /// ณ
    On,
    /// ประจำ, ของ
    Of,
    /// วันที่
    Day,
    /// วัน
    DayOf,
    /// ที่
    Ordinal,
    /// เดือน: the word, not the name of a month
    Month12,
    /// ปี
    Year,
    /// พ.ศ.
    Buddhist,
    /// ค.ศ.
    Christian,
    /// ปีงบประมาณ
    FiscalYear,
    /// ตลอด, ทั้ง
    Whole,
    /// ไตรมาส
    Quarter,
    /// ครึ่งปี
    Half,
    /// รอบ
    Round,
    /// แรก
    First,
    /// หลัง
    Second,
    /// สุดท้าย
    Last,
    /// สัปดาห์
    Week,
    /// A number in letters, 1–12: หนึ่ง. It counts quarters, halves and lengths, never days of a month.
    Count(u8),
    /// ช่วง, ใน
    During,
    /// ภายใน
    Within,
    /// ระยะเวลา, รวม
    Lasting,
    /// ระหว่าง, ตั้งแต่
    Between,
    /// ถึง
    To,
    /// และ
    And,
    /// เวลา, or the T of a timestamp
    Time,
    /// น.
    Hour,
    /// th, st, nd, rd
    Suffix,
}

/// Words without dots, in lower case.
pub(super) const WORDS: &[(&str, Word)] = &[
    ("ณ", Word::On),
    ("on", Word::On),
    ("เมื่อ", Word::On),
    ("ประจำ", Word::Of),
    ("ของ", Word::Of),
    ("of", Word::Of),
    ("วันที่", Word::Day),
    ("วัน", Word::DayOf),
    ("ที่", Word::Ordinal),
    ("เดือน", Word::Month12),
    ("ปี", Word::Year),
    ("พศ", Word::Buddhist),
    ("พุทธศักราช", Word::Buddhist),
    ("be", Word::Buddhist),
    ("คศ", Word::Christian),
    ("คริสต์ศักราช", Word::Christian),
    ("คริสตศักราช", Word::Christian),
    ("ce", Word::Christian),
    ("ad", Word::Christian),
    ("ปีงบประมาณ", Word::FiscalYear),
    ("ปีงบฯ", Word::FiscalYear),
    ("ปีงบ", Word::FiscalYear),
    ("fiscalyear", Word::FiscalYear),
    ("fy", Word::FiscalYear),
    ("ตลอดทั้ง", Word::Whole),
    ("ตลอด", Word::Whole),
    ("ทั้ง", Word::Whole),
    ("ไตรมาส", Word::Quarter),
    ("ไตรมาศ", Word::Quarter),
    ("ไตรมาท", Word::Quarter),
    ("ไตรมาตร", Word::Quarter),
    ("ไตมาส", Word::Quarter),
    ("quarters", Word::Quarter),
    ("quarter", Word::Quarter),
    ("q", Word::Quarter),
    ("ครึ่งปีงบประมาณ", Word::Half),
    ("ครึ่งปี", Word::Half),
    ("ครึ่ง", Word::Half),
    ("half", Word::Half),
    ("รอบการประเมิน", Word::Round),
    ("รอบการรายงาน", Word::Round),
    ("รอบระยะเวลา", Word::Round),
    ("รอบ", Word::Round),
    ("round", Word::Round),
    ("แรก", Word::First),
    ("first", Word::First),
    ("หลัง", Word::Second),
    ("second", Word::Second),
    ("สุดท้าย", Word::Last),
    ("ท้าย", Word::Last),
    ("last", Word::Last),
    ("months", Word::Month12),
    ("month", Word::Month12),
    ("years", Word::Year),
    ("year", Word::Year),
    ("days", Word::DayOf),
    ("day", Word::DayOf),
    ("weeks", Word::Week),
    ("week", Word::Week),
    ("สัปดาห์", Word::Week),
    ("third", Word::Count(3)),
    ("fourth", Word::Count(4)),
    ("ในช่วง", Word::During),
    ("ช่วง", Word::During),
    ("ช่วงเวลา", Word::During),
    ("ห้วงเวลา", Word::During),
    ("ใน", Word::During),
    ("ภายใน", Word::Within),
    ("ระยะเวลาดำเนินการ", Word::Lasting),
    ("ระยะเวลาดำเนินงาน", Word::Lasting),
    ("ระยะเวลา", Word::Lasting),
    ("ระยะ", Word::Lasting),
    ("เป็นระยะเวลา", Word::Lasting),
    ("เป็นเวลา", Word::Lasting),
    ("ใช้เวลา", Word::Lasting),
    ("รวมเวลา", Word::Lasting),
    ("รวมทั้งสิ้น", Word::Lasting),
    ("ทั้งสิ้น", Word::Lasting),
    ("รวม", Word::Lasting),
    ("ครบ", Word::Lasting),
    ("จำนวน", Word::Lasting),
    ("total", Word::Lasting),
    ("for", Word::Lasting),
    ("ระหว่าง", Word::Between),
    ("ตั้งแต่", Word::Between),
    ("นับตั้งแต่", Word::Between),
    ("เริ่มตั้งแต่", Word::Between),
    ("นับแต่", Word::Between),
    ("between", Word::Between),
    ("from", Word::Between),
    ("จนถึง", Word::To),
    ("ถึง", Word::To),
    ("to", Word::To),
    ("และ", Word::And),
    ("กับ", Word::And),
    ("and", Word::And),
    ("เวลา", Word::Time),
    ("t", Word::Time),
    ("at", Word::Time),
    ("นาฬิกา", Word::Hour),
    ("น", Word::Hour),
    ("โมงเช้า", Word::Hour),
    ("โมงเย็น", Word::Hour),
    ("โมง", Word::Hour),
    ("z", Word::Hour),
    ("am", Word::Hour),
    ("pm", Word::Hour),
    ("th", Word::Suffix),
    ("st", Word::Suffix),
    ("nd", Word::Suffix),
    ("rd", Word::Suffix),
];

/// Numbers in letters, from 1.
pub(super) const COUNTS: [&str; 12] = [
    "หนึ่ง",
    "สอง",
    "สาม",
    "สี่",
    "ห้า",
    "หก",
    "เจ็ด",
    "แปด",
    "เก้า",
    "สิบ",
    "สิบเอ็ด",
    "สิบสอง",
];
