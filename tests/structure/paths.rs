use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, Meta, Visibility};

use crate::modules::{Segments, leaves};

/// The paths in an item, with those in macros and attributes.
pub(crate) fn paths_in(item: &Item) -> Vec<Segments> {
    let mut found = Paths::default();
    found.visit_item(item);
    found.0
}

#[derive(Default)]
struct Paths(Vec<Segments>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.0
                .push(path.segments.iter().map(|one| one.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, import: &'ast ItemUse) {
        self.0
            .extend(leaves(&import.tree, Vec::new()).into_iter().map(|(_, path)| path));
    }

    /// `pub(in path)` only names a module; it needs nothing from it.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
    }

    fn visit_macro(&mut self, one: &'ast Macro) {
        visit::visit_path(self, &one.path);
        self.scan(one.tokens.clone());
    }
}

impl Paths {
    /// Finds `name` and `name::name` in tokens whose grammar is unknown.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.keep(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    self.keep(&mut path);
                    colons = 0;
                    self.scan(group.stream());
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.keep(&mut path);
                    colons = 0;
                }
            }
        }
        self.keep(&mut path);
    }

    fn keep(&mut self, path: &mut Segments) {
        let path = std::mem::take(path);
        if !path.is_empty() {
            self.0.push(path);
        }
    }
}
