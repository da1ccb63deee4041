//! Writes a PDF from its objects, with new numbers.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::model::Model;
use super::value::{Dictionary, Id, Value};
use crate::track::Counting;

/// The number of objects of a packed stream.
const PACK: usize = 200;

/// What stands in the place of an object that a stream contains.
#[derive(Clone, Copy)]
enum Place {
    At(u64),
    In { stream: u32, index: u16 },
}

/// Gives the bytes of a stream.
pub(crate) type Payload<'f> = dyn FnMut(&Dictionary<'_>, Range<usize>) -> std::borrow::Cow<'f, [u8]> + 'f;

struct Writer<'n, W> {
    out: Counting<W>,
    numbers: &'n HashMap<Id, u32>,
    places: Vec<(u32, Place)>,
}

/// Writes the objects of this order. `info` is the information dictionary.
pub(crate) fn write(
    model: &Model<'_>,
    order: &[Id],
    info: Option<&Dictionary<'_>>,
    version: &[u8],
    payload: &mut Payload<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let numbers: HashMap<Id, u32> = (1..).zip(order).map(|(number, id)| (*id, number)).collect();
    let mut writer = Writer {
        out: Counting::new(out),
        numbers: &numbers,
        places: Vec::new(),
    };
    let version = if model.is_packed && version < b"1.5".as_slice() {
        b"1.5"
    } else {
        version
    };
    writer.out.write_all(b"%PDF-")?;
    writer.out.write_all(version)?;
    writer.out.write_all(b"\n%\xE2\xE3\xCF\xD3\n")?;
    let mut next = u32::try_from(order.len()).unwrap_or(u32::MAX - 1_000_000) + 1;
    let mut packed: Vec<(u32, &Value<'_>)> = Vec::new();
    for id in order {
        let (Some(object), Some(number)) = (model.objects.get(id), numbers.get(id)) else {
            continue;
        };
        match (&object.value, &object.stream) {
            (Value::Dictionary(dictionary), Some(range)) => {
                let bytes = payload(dictionary, range.clone());
                writer.stream(*number, dictionary, &bytes)?;
            }
            (value, _) if model.is_packed => packed.push((*number, value)),
            (value, _) => writer.object(*number, value)?,
        }
    }
    for objects in packed.chunks(PACK) {
        writer.pack(next, objects)?;
        next += 1;
    }
    let root = numbers.get(&model.root).copied().unwrap_or_default();
    let info_number = match info {
        Some(info) => {
            writer.object(next, &Value::Dictionary(info.clone()))?;
            next += 1;
            Some(next - 1)
        }
        None => None,
    };
    writer.end(next, root, info_number, model.is_packed)
}

impl<W: Write> Writer<'_, W> {
    fn begin(&mut self, number: u32) -> io::Result<()> {
        self.places.push((number, Place::At(self.out.written)));
        writeln!(self.out, "{number} 0 obj")
    }

    fn object(&mut self, number: u32, value: &Value<'_>) -> io::Result<()> {
        self.begin(number)?;
        put(&mut self.out, value, self.numbers)?;
        self.out.write_all(b"\nendobj\n")
    }

    fn stream(&mut self, number: u32, dictionary: &Dictionary<'_>, bytes: &[u8]) -> io::Result<()> {
        self.begin(number)?;
        self.out.write_all(b"<<")?;
        for (name, value) in &dictionary.0 {
            if name.as_ref() != b"Length" {
                put_name(&mut self.out, name)?;
                self.out.write_all(b" ")?;
                put(&mut self.out, value, self.numbers)?;
            }
        }
        self.content(bytes)
    }

    /// The end of a dictionary, and the bytes of its stream.
    fn content(&mut self, bytes: &[u8]) -> io::Result<()> {
        write!(self.out, "/Length {}>>\nstream\n", bytes.len())?;
        self.out.write_all(bytes)?;
        self.out.write_all(b"\nendstream\nendobj\n")
    }

    fn pack(&mut self, number: u32, objects: &[(u32, &Value<'_>)]) -> io::Result<()> {
        let mut index = Vec::new();
        let mut bytes = Vec::new();
        for (at, (inner, value)) in (0..).zip(objects) {
            write!(index, "{inner} {} ", bytes.len())?;
            put(&mut bytes, value, self.numbers)?;
            bytes.push(b'\n');
            self.places.push((
                *inner,
                Place::In {
                    stream: number,
                    index: at,
                },
            ));
        }
        let first = index.len();
        let bytes = deflated(&[&index, &bytes])?;
        self.begin(number)?;
        write!(
            self.out,
            "<</Type/ObjStm/N {}/First {first}/Filter/FlateDecode",
            objects.len()
        )?;
        self.content(&bytes)
    }

    fn end(mut self, next: u32, root: u32, info: Option<u32>, is_packed: bool) -> io::Result<()> {
        self.places.sort_unstable_by_key(|(number, _)| *number);
        let start = self.out.written;
        let info = info.map(|info| format!("/Info {info} 0 R")).unwrap_or_default();
        if is_packed {
            self.places.push((next, Place::At(start)));
            let table: Vec<u8> = self.rows().flat_map(packed_row).collect();
            let table = deflated(&[&table])?;
            let size = next + 1;
            write!(
                self.out,
                "{next} 0 obj\n<</Type/XRef/Size {size}/W[1 8 4]/Root {root} 0 R{info}/Filter/FlateDecode"
            )?;
            self.content(&table)?;
        } else {
            write!(self.out, "xref\n0 {next}\n0000000000 65535 f \n")?;
            let rows: Vec<Option<Place>> = self.rows().skip(1).collect();
            for row in rows {
                match row {
                    Some(Place::At(at)) => writeln!(self.out, "{at:010} 00000 n ")?,
                    _ => self.out.write_all(b"0000000000 00000 f \n")?,
                }
            }
            write!(self.out, "trailer\n<</Size {next}/Root {root} 0 R{info}>>\n")?;
        }
        write!(self.out, "startxref\n{start}\n%%EOF\n")
    }

    /// The place of each number, from 0.
    fn rows(&self) -> impl Iterator<Item = Option<Place>> {
        let mut places = self.places.iter().copied().peekable();
        let last = self.places.last().map_or(0, |(number, _)| *number);
        (0..=last).map(move |number| places.next_if(|(it, _)| *it == number).map(|(_, place)| place))
    }
}

/// A row of the table of a packed file: kind, 8 bytes, 4 bytes.
fn packed_row(place: Option<Place>) -> Vec<u8> {
    let (kind, first, second) = match place {
        None => (0, 0, 0),
        Some(Place::At(at)) => (1, at, 0),
        Some(Place::In { stream, index }) => (2, u64::from(stream), u32::from(index)),
    };
    let mut row = vec![kind];
    row.extend(first.to_be_bytes());
    row.extend(second.to_be_bytes());
    row
}

fn deflated(parts: &[&[u8]]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    for part in parts {
        encoder.write_all(part)?;
    }
    encoder.finish()
}

fn put(out: &mut impl Write, value: &Value<'_>, numbers: &HashMap<Id, u32>) -> io::Result<()> {
    match value {
        Value::Atom(bytes) | Value::Text(bytes) => out.write_all(bytes),
        Value::Name(name) => put_name(out, name),
        Value::Reference(id) => match numbers.get(id) {
            Some(number) => write!(out, "{number} 0 R"),
            None => out.write_all(b"null"),
        },
        Value::List(list) => {
            out.write_all(b"[")?;
            for (at, item) in list.iter().enumerate() {
                if at > 0 {
                    out.write_all(b" ")?;
                }
                put(out, item, numbers)?;
            }
            out.write_all(b"]")
        }
        Value::Dictionary(Dictionary(entries)) => {
            out.write_all(b"<<")?;
            for (name, value) in entries {
                put_name(out, name)?;
                out.write_all(b" ")?;
                put(out, value, numbers)?;
            }
            out.write_all(b">>")
        }
    }
}

fn put_name(out: &mut impl Write, name: &[u8]) -> io::Result<()> {
    out.write_all(b"/")?;
    for byte in name {
        let is_plain = byte.is_ascii_graphic() && !super::parser::is_delimiter(*byte) && *byte != b'#';
        if is_plain || *byte >= 0x80 {
            out.write_all(&[*byte])?;
        } else {
            write!(out, "#{byte:02X}")?;
        }
    }
    Ok(())
}
