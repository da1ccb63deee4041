use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

use crate::paths::paths_in;

/// A path as it is written, segment by segment.
pub(crate) type Segments = Vec<String>;

/// A module of a crate, without its tests.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The names that lead to it from the root of the crate.
    pub(crate) path: Segments,
    /// The file that holds it.
    pub(crate) file: PathBuf,
    /// The modules in it.
    pub(crate) children: BTreeSet<String>,
    /// The names of the items that it defines. Items that a macro call makes are not known.
    pub(crate) definitions: BTreeSet<String>,
    /// The paths that it imports, by the name that they have here.
    pub(crate) imports: BTreeMap<String, Segments>,
    /// The modules from which it imports all names.
    pub(crate) globs: Vec<Segments>,
    /// All paths in it.
    pub(crate) paths: BTreeSet<Segments>,
}

/// The modules of the crate with this root.
pub(crate) fn read(root: &Path) -> Vec<Module> {
    let mut modules = Vec::new();
    let folder = root.parent().expect("a root is in a folder");
    read_file(root.to_owned(), folder, Vec::new(), &mut modules);
    modules
}

fn read_file(file: PathBuf, folder: &Path, path: Segments, modules: &mut Vec<Module>) {
    let text = std::fs::read_to_string(&file).expect("a source file is read");
    let items = syn::parse_file(&text).expect("a source file is parsed").items;
    read_items(items, file, folder, path, modules);
}

fn read_items(items: Vec<Item>, file: PathBuf, folder: &Path, path: Segments, modules: &mut Vec<Module>) {
    let mut module = Module {
        path,
        file,
        ..Module::default()
    };
    for item in items {
        match item {
            Item::Mod(inner) if is_for_tests(&inner.attrs) => {}
            Item::Mod(inner) => {
                let name = inner.ident.to_string();
                module.children.insert(name.clone());
                let path = [module.path.as_slice(), std::slice::from_ref(&name)].concat();
                let below = folder.join(&name);
                if let Some((_, items)) = inner.content {
                    read_items(items, module.file.clone(), &below, path, modules);
                } else {
                    let beside = folder.join(format!("{name}.rs"));
                    let file = if beside.is_file() { beside } else { below.join("mod.rs") };
                    read_file(file, &below, path, modules);
                }
            }
            Item::Use(import) => module.import(&import),
            item => {
                module.definitions.extend(name_of(&item));
                module.paths.extend(paths_in(&item));
            }
        }
    }
    modules.push(module);
}

impl Module {
    fn import(&mut self, import: &ItemUse) {
        if is_for_tests(&import.attrs) {
            return;
        }
        for (name, path) in leaves(&import.tree, Vec::new()) {
            // A re-export alone does not need the file.
            if matches!(import.vis, Visibility::Inherited) {
                self.paths.insert(path.clone());
            }
            match name {
                Some(name) => _ = self.imports.insert(name, path),
                None => self.globs.push(path),
            }
        }
    }
}

/// The paths of a use declaration, each with the name that it gets; `None` for `*`.
pub(crate) fn leaves(tree: &UseTree, mut before: Segments) -> Vec<(Option<String>, Segments)> {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            leaves(&path.tree, before)
        }
        UseTree::Group(group) => group.items.iter().flat_map(|one| leaves(one, before.clone())).collect(),
        UseTree::Glob(_) => vec![(None, before)],
        UseTree::Name(name) if name.ident == "self" => vec![(before.last().cloned(), before)],
        UseTree::Name(name) => {
            before.push(name.ident.to_string());
            vec![(before.last().cloned(), before)]
        }
        UseTree::Rename(rename) => {
            if rename.ident != "self" {
                before.push(rename.ident.to_string());
            }
            vec![(Some(rename.rename.to_string()), before)]
        }
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_one = |attribute: &Attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string());
        attribute.path().is_ident("cfg") && condition.is_ok_and(|condition| condition == "test")
    };
    attributes.iter().any(is_one)
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(one) => &one.ident,
        Item::Enum(one) => &one.ident,
        Item::Fn(one) => &one.sig.ident,
        Item::Macro(one) => one.ident.as_ref()?,
        Item::Static(one) => &one.ident,
        Item::Struct(one) => &one.ident,
        Item::Trait(one) => &one.ident,
        Item::Type(one) => &one.ident,
        _ => return None,
    };
    Some(name.to_string())
}
