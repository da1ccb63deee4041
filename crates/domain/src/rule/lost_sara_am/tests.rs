use super::*;
use crate::doubt::Severity;
use crate::review::samples::{good_year, text_doubts, text_pointers};

fn right_words(text: &str) -> Vec<String> {
    lost(text)
        .into_iter()
        .map(|lost| lost.right.unwrap_or_default())
        .collect()
}

#[test]
fn lost_letters_are_found() {
    for (text, right) in [
        ("ดาเนินการ", "ดำเนิน"),
        ("ดาเนินงานตามแผน", "ดำเนิน"),
        ("ทาให้ประชาชนพึงพอใจ", "ทำให้"),
        ("ตามที่กฎหมายกาหนด", "กำหนด"),
        ("สาหรับบุคลากร", "สำหรับ"),
        ("การใช้อานาจ", "อำนาจ"),
        ("จานวน 3 ครั้ง", "จำนวน"),
        ("ประจาปีงบประมาณ", "ประจำ"),
        ("สานักปลัดเทศบาล", "สำนัก"),
        ("ตาบลแม่ธารใส", "ตำบล"),
        ("อาเภอเมือง", "อำเภอ"),
        ("คาสั่งเทศบาล", "คำสั่ง"),
        ("จัดทาแผนพัฒนา", "จัดทำ"),
        ("จัดทางบประมาณ", "จัดทำงบ"),
        ("ข้อมูลสาคัญ", "สำคัญ"),
        ("ให้คาแนะนา", "คำแนะนำ"),
        ("ให้คำแนะนา", "คำแนะนำ"),
        ("แนะนาประชาชน", "แนะนำ"),
        ("อย่างสม่าเสมอ", "สม่ำเสมอ"),
        ("ด าเนินการ", "ดำเนิน"),
        ("ส านักงาน", "สำนัก"),
        ("ท าให้", "ทำให้"),
        ("น าเสนอ", "นำเสนอ"),
        ("การพัฒน าเสนอ", "นำเสนอ"),
        ("จ านวน", "จำนวน"),
        ("สม่ าเสมอ", "สม่ำเสมอ"),
        ("ด ำเนินการ", "ดำเนิน"),
        ("คณะทางาน", "ทำงาน"),
        ("ที่ทาการ", "ที่ทำการ"),
    ] {
        assert_eq!(right_words(text), [right], "{text}");
    }
}

#[test]
fn right_words_with_the_same_letters_are_left_alone() {
    for text in [
        "ทำนา ตา ทาสี อาจ สามารถ กาหลง คาดว่า จาก ตาก ทาง ยา ทางการ ทางราชการ ทางหลวง",
        "ดำเนินการ ทำให้ กำหนด สำหรับ อำนาจ จำนวน ประจำปี สำนัก ตำบล อำเภอ คำสั่ง จัดทำ สำคัญ แนะนำ สม่ำเสมอ",
        "แผนพัฒนาไปสู่การปฏิบัติ คณะกรรมการพัฒนาเสนอแผน สัมมนาเสนอผล",
        "ราคาสั่งซื้อ ราคาขอรับ ราคาของพัสดุ ราคาตอบ",
        "เจรจาเป็นไปด้วยดี วาจาเลย เจรจากัน",
        "จิตอาสานักเรียน จิตอาสานักศึกษา อาสารับผิดชอบ เอกสารองค์ความรู้ วารสารองค์กร",
        "จัดทางเดิน จัดทางหนีไฟ ขั้นต่าง ๆ แตกต่าง ประจาน",
        "นาฬิกากำหนด อเมริกาจัด กติกากับ ฎีกากับ ไร้ ศาลาดับเพลิง เวลาดับ",
        "บิดามารดาเนิน ธรรมดาเนินไป",
        "รับประทานองุ่น ลำธารงาม สาธารณะ ตาราง ตารางงาน คาถาม้า",
        "ทาสีถนน สีทาให้ทั่ว ครีมทาหน้าที่ดี นกกระทา น้าอา แม่น้าอา",
        "ป ร ะ ก า ศ",
        "ข้าราชการ วิชาการ ประชาชน ภาษี เวลาราชการ มาตรา สภา อาสา ศึกษา รักษา",
        "",
    ] {
        assert_eq!(lost(text), [], "{text}");
    }
}

#[test]
fn an_unknown_word_with_a_space_before_its_vowel_is_doubted() {
    let found = lost("ส าแดงรายการ");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].right, None);
    assert!(found[0].written.starts_with("ส าแดง"));
}

/// Each word of the list is found in its wrong forms, and its right form is none of them.
#[test]
fn every_word_can_be_found() {
    for word in WORDS {
        assert!(word.right.contains('ำ'), "{}", word.right);
        assert_eq!(lost(word.right), [], "{}", word.right);
        for wrong in [word.right.replace('ำ', "า"), word.right.replace('ำ', " า")] {
            let found = right_words(&format!("{wrong} (ก)"));
            assert!(!found.is_empty() && found[0].contains('ำ'), "{wrong}");
        }
    }
    let mut all: Vec<&str> = WORDS.iter().map(|word| word.right).collect();
    let length = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), length);
}

#[test]
fn published_texts_and_examples_are_right() {
    let files = [
        include_str!("../../../../../examples/than-hinghoi-2567.json"),
        include_str!("../../../../../tests/fixtures/bundle-good.json"),
        include_str!("../../../../../tests/fixtures/bundle-doubtful.json"),
        include_str!("../../../../persistence/src/content/fixtures/report-1.json"),
        include_str!("../../../../persistence/src/content/fixtures/announcement-1.json"),
    ];
    for file in files {
        assert_eq!(lost(file), []);
    }
}

#[test]
fn the_place_and_the_right_word_are_named() {
    let mut year = good_year();
    assert_eq!(text_pointers(check, &year), [""; 0]);
    year.measures[0].0.guideline = "ดาเนินการตามที่กฎหมายกาหนด แล้วดาเนินการต่อ".to_owned();
    let found = text_doubts(check, &year);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].pointer, "/measures/0/guideline");
    assert_eq!(found[0].severity, Severity::Warning);
    assert_eq!(found[0].suggestion.as_deref(), Some("ดำเนิน"));
    assert!(found[0].message_th.contains("\"กาหนด\" ควรเป็น \"กำหนด\""), "{found:?}");
}

#[test]
fn a_long_text_takes_linear_time() {
    for text in ["ดา".repeat(100_000), "ส า".repeat(100_000), "ก ".repeat(100_000)] {
        assert!(lost(&text).len() <= NAMED_MAX);
    }
}
