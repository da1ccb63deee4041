//! The objects of a PDF as the last revision has them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::object_stream::{self, Unpacked};
use super::scan::{Found, Scan};
use super::value::{Dictionary, Id, Value};
use crate::{Limits, Refusal};

/// An object.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    pub(crate) value: Value<'a>,
    /// The bytes of a stream in the file.
    pub(crate) stream: Option<Range<usize>>,
    position: usize,
}

/// A document.
#[derive(Debug, Default)]
pub(crate) struct Model<'a> {
    pub(crate) objects: HashMap<Id, Object<'a>>,
    pub(crate) root: Id,
    /// The information dictionary of the last trailer.
    pub(crate) info: Option<Dictionary<'a>>,
    /// Objects of earlier revisions.
    pub(crate) replaced: Vec<Value<'a>>,
    /// Whether objects were packed.
    pub(crate) is_packed: bool,
}

/// Puts the objects together: where two have the same number, the later one in the file counts.
pub(crate) fn assemble<'a>(
    scan: Scan<'a>,
    unpacked: &'a [Unpacked],
    limits: &Limits,
    room: &mut usize,
) -> Result<Model<'a>, Refusal> {
    if scan.trailers.iter().any(|trailer| trailer.get(b"Encrypt").is_some()) {
        return Err(Refusal::Encrypted);
    }
    let mut model = Model {
        is_packed: !unpacked.is_empty(),
        ..Model::default()
    };
    for found in scan.objects {
        let kind = found.value.as_dictionary().and_then(|it| it.name(b"Type"));
        if !matches!(kind, Some(b"ObjStm" | b"XRef")) {
            model.add(found);
        }
    }
    for stream in unpacked {
        for found in object_stream::objects(stream, limits, room)? {
            model.add(found);
        }
        if model.objects.len() + model.replaced.len() > limits.objects_max {
            return Err(Refusal::TooComplex);
        }
    }
    model.root = model.find_root(&scan.trailers).ok_or(Refusal::Damaged)?;
    let info = scan.trailers.iter().rev().find_map(|trailer| trailer.get(b"Info"));
    model.info = info.and_then(|info| model.dictionary(info)).cloned();
    Ok(model)
}

impl<'a> Model<'a> {
    fn add(&mut self, found: Found<'a>) {
        let object = Object {
            value: found.value,
            stream: found.stream,
            position: found.position,
        };
        let is_later = |old: &Object<'_>| old.position <= object.position;
        match self.objects.get(&found.id) {
            Some(old) if !is_later(old) => self.replaced.push(object.value),
            _ => {
                if let Some(old) = self.objects.insert(found.id, object) {
                    self.replaced.push(old.value);
                }
            }
        }
    }

    fn find_root(&self, trailers: &[Dictionary<'_>]) -> Option<Id> {
        let roots = trailers
            .iter()
            .rev()
            .filter_map(|trailer| trailer.get(b"Root")?.as_reference());
        roots.into_iter().find(|id| {
            let root = self.objects.get(id).and_then(|root| root.value.as_dictionary());
            root.is_some_and(|root| root.get(b"Pages").is_some())
        })
    }

    /// The value, or what it refers to.
    pub(crate) fn resolve<'b>(&'b self, value: &'b Value<'a>) -> Option<&'b Value<'a>> {
        match value {
            Value::Reference(id) => self.objects.get(id).map(|object| &object.value),
            direct => Some(direct),
        }
    }

    pub(crate) fn dictionary<'b>(&'b self, value: &'b Value<'a>) -> Option<&'b Dictionary<'a>> {
        self.resolve(value).and_then(Value::as_dictionary)
    }

    /// The number of pages of the tree. A tree that leads in circles ends.
    pub(crate) fn pages(&self, limits: &Limits) -> Result<u32, Refusal> {
        let root = self.objects.get(&self.root).and_then(|root| root.value.as_dictionary());
        let mut open: Vec<Id> = root
            .and_then(|root| root.get(b"Pages")?.as_reference())
            .into_iter()
            .collect();
        let mut seen: HashSet<Id> = open.iter().copied().collect();
        let mut pages = 0;
        // Many nodes may share one list.
        let mut room = limits.values_max;
        while let Some(id) = open.pop() {
            let Some(node) = self.objects.get(&id).and_then(|node| node.value.as_dictionary()) else {
                continue;
            };
            match node
                .get(b"Kids")
                .and_then(|kids| self.resolve(kids))
                .and_then(Value::as_list)
            {
                Some(kids) => {
                    room = room.checked_sub(kids.len()).ok_or(Refusal::TooComplex)?;
                    open.extend(
                        kids.iter()
                            .filter_map(Value::as_reference)
                            .filter(|kid| seen.insert(*kid)),
                    );
                }
                None => pages += 1,
            }
            if pages > limits.pages_max {
                return Err(Refusal::TooManyPages { max: limits.pages_max });
            }
        }
        if pages == 0 {
            return Err(Refusal::NoPages);
        }
        Ok(pages)
    }
}
