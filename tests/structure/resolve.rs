use std::path::Path;

use crate::modules::Module;

/// Most re-exports that are followed for one name; it ends the search when they form a circle.
const RE_EXPORTS_MAX: usize = 20;

/// The target of a path: a module, or the file that defines an item.
#[derive(Clone, Copy)]
enum Target<'a> {
    Module(&'a Module),
    Definition(&'a Path),
}

/// The file that defines the item that a path in a module names. `None` for modules and for other crates.
pub(crate) fn definition<'a>(modules: &'a [Module], from: &'a Module, path: &[String]) -> Option<&'a Path> {
    match follow(modules, from, path, RE_EXPORTS_MAX)? {
        Target::Definition(file) => Some(file),
        Target::Module(_) => None,
    }
}

fn follow<'a>(modules: &'a [Module], from: &'a Module, path: &[String], left: usize) -> Option<Target<'a>> {
    let (first, mut rest) = path.split_first()?;
    let mut target = match first.as_str() {
        "crate" => Target::Module(modules.iter().find(|one| one.path.is_empty())?),
        "self" => Target::Module(from),
        "super" => Target::Module(parent(modules, from)?),
        name => named(modules, from, name, rest.is_empty(), left)?,
    };
    while let (Target::Module(module), Some((name, after))) = (target, rest.split_first()) {
        target = match name.as_str() {
            "super" => Target::Module(parent(modules, module)?),
            name => named(modules, module, name, after.is_empty(), left)?,
        };
        rest = after;
    }
    Some(target)
}

fn parent<'a>(modules: &'a [Module], of: &Module) -> Option<&'a Module> {
    let (_, path) = of.path.split_last()?;
    modules.iter().find(|one| one.path == path)
}

/// The target of a name in a module. When a module and another item have this name, the last name of a path is the
/// item, and the others are the module.
fn named<'a>(modules: &'a [Module], module: &'a Module, name: &str, is_last: bool, left: usize) -> Option<Target<'a>> {
    let left = left.checked_sub(1)?;
    let child = || {
        let is_child = |one: &&Module| {
            one.path
                .split_last()
                .is_some_and(|(last, path)| last == name && path == module.path)
        };
        module
            .children
            .contains(name)
            .then(|| modules.iter().find(is_child))
            .flatten()
            .map(Target::Module)
    };
    let other = || {
        if module.definitions.contains(name) {
            return Some(Target::Definition(module.file.as_path()));
        }
        if let Some(path) = module.imports.get(name) {
            return follow(modules, module, path, left);
        }
        let inside = |glob: &Vec<String>| match follow(modules, module, glob, left)? {
            Target::Module(inner) if !std::ptr::eq(inner, module) => named(modules, inner, name, is_last, left),
            Target::Module(_) | Target::Definition(_) => None,
        };
        module.globs.iter().find_map(inside)
    };
    if is_last {
        other().or_else(child)
    } else {
        child().or_else(other)
    }
}
