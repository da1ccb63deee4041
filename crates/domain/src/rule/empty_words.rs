//! Words that add no information to the title of a measure.

/// Words that add no information when an output adds them to the title of its measure. A word that contains another one
/// comes before it, so that no part of it remains.
const EMPTY_WORDS: [&str; 88] = [
    "องค์การบริหารส่วนจังหวัด",
    "องค์กรปกครองส่วนท้องถิ่น",
    "องค์การบริหารส่วนตำบล",
    "อย่างมีประสิทธิภาพ",
    "บรรลุวัตถุประสงค์",
    "เป็นที่เรียบร้อย",
    "ตามวัตถุประสงค์",
    "ประจำปีงบประมาณ",
    "ผลการดำเนินงาน",
    "ผลการดำเนินการ",
    "อย่างต่อเนื่อง",
    "ตามที่กำหนดไว้",
    "บรรลุเป้าหมาย",
    "มีประสิทธิภาพ",
    "ดำเนินกิจกรรม",
    "ภายในหน่วยงาน",
    "เรียบร้อยแล้ว",
    "ตามเป้าหมาย",
    "ตามที่กำหนด",
    "เทศบาลเมือง",
    "ปีงบประมาณ",
    "เทศบาลตำบล",
    "ปฏิบัติตาม",
    "ทุกประการ",
    "เทศบาลนคร",
    "เสร็จสิ้น",
    "ดำเนินงาน",
    "เรียบร้อย",
    "ต่อเนื่อง",
    "ตามแผนงาน",
    "ดำเนินการ",
    "ดังกล่าว",
    "ส่งเสริม",
    "รายงานผล",
    "สำนักงาน",
    "ปรับปรุง",
    "หน่วยงาน",
    "จังหวัด",
    "มากขึ้น",
    "โครงการ",
    "ครบถ้วน",
    "ประจำปี",
    "ยกระดับ",
    "กิจกรรม",
    "มาตรการ",
    "สมบูรณ์",
    "สำเร็จ",
    "เทศบาล",
    "จัดให้",
    "ตามแผน",
    "ลุล่วง",
    "เรื่อง",
    "ดีขึ้น",
    "องค์กร",
    "แนวทาง",
    "เพื่อ",
    "จัดทำ",
    "กำหนด",
    "เพิ่ม",
    "แก้ไข",
    "อย่าง",
    "พัฒนา",
    "เสร็จ",
    "ภายใน",
    "ครับ",
    "ด้าน",
    "เป็น",
    "ขึ้น",
    "ทั้ง",
    "แล้ว",
    "ไว้",
    "ตาม",
    "นี้",
    "ของ",
    "โดย",
    "ที่",
    "และ",
    "การ",
    "ให้",
    "อบต",
    "อบจ",
    "ค่ะ",
    "ได้",
    "จน",
    "ไป",
    "ปี",
    "ทำ",
    "พศ",
];

/// Empty words that are parts of other words. They are removed only from the ends of pieces.
const PARTICLES: [&str; 3] = ["มี", "ใน", "ผล"];

/// Words that open the titles of measures, and that an output may leave out.
const OPENINGS: [&str; 7] = ["มาตรการ", "โครงการ", "กิจกรรม", "แนวทาง", "การ", "เรื่อง", "ด้าน"];

/// The pieces of a text of letters that remain without empty words, with a space between them.
pub(super) fn empty_words_removed(text: &str) -> String {
    let rest = EMPTY_WORDS
        .iter()
        .fold(text.to_owned(), |rest, word| rest.replace(word, " "));
    let pieces = rest.split_whitespace().map(without_particles);
    pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

fn without_particles(piece: &str) -> &str {
    PARTICLES.iter().fold(piece, |piece, particle| {
        let piece = piece.strip_prefix(particle).unwrap_or(piece);
        piece.strip_suffix(particle).unwrap_or(piece)
    })
}

/// A title of letters without the words that open titles.
pub(super) fn without_opening(title: &str) -> &str {
    let mut rest = title;
    while let Some(shorter) = OPENINGS.iter().find_map(|opening| rest.strip_prefix(opening)) {
        rest = shorter;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_come_first() {
        for (place, word) in EMPTY_WORDS.iter().enumerate() {
            let later = EMPTY_WORDS.iter().skip(place + 1).find(|later| later.contains(word));
            assert_eq!(later, None, "{word}");
        }
    }

    #[test]
    fn a_title_of_openings_has_no_core() {
        assert_eq!(without_opening("มาตรการการใช้งบประมาณ"), "ใช้งบประมาณ");
        assert_eq!(without_opening("มาตรการ"), "");
    }
}
