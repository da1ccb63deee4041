//! The API as its own OpenAPI document describes it; the tests for all operations iterate over it.

mod operation;
mod rights;
mod table;
mod table_of_channels;
mod table_of_files;
mod table_of_jobs;
mod table_of_rules;
mod table_of_scores;
mod table_of_tokens;
mod world;

use prongsai_test_support::TestApp;
use serde_json::Value;

pub(crate) use operation::Operation;
pub(crate) use rights::{Outsider, named_operations, rights_of};
pub(crate) use world::World;

/// The document that a server returns.
pub(crate) struct Contract {
    document: Value,
}

impl Contract {
    pub(crate) async fn of(app: &TestApp) -> Self {
        Self {
            document: app.anonymous().get("/api/openapi.json").await.is(200).json(),
        }
    }

    pub(crate) const fn document(&self) -> &Value {
        &self.document
    }

    /// Every operation, in the order of the document.
    pub(crate) fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, item) in self.document["paths"].as_object().expect("paths") {
            for method in ["get", "post", "put", "patch", "delete"] {
                if let Some(specification) = item.get(method) {
                    operations.push(Operation::new(method, path, specification));
                }
            }
        }
        assert!(
            operations.len() > 20,
            "the document is nearly empty: {}",
            operations.len()
        );
        operations
    }

    /// Every operation that needs a token.
    pub(crate) fn secured(&self) -> Vec<Operation> {
        self.operations().into_iter().filter(Operation::is_secured).collect()
    }

    /// Every operation that takes a body.
    pub(crate) fn with_body(&self) -> Vec<Operation> {
        self.operations()
            .into_iter()
            .filter(|operation| operation.body_schema().is_some())
            .collect()
    }

    /// A schema or response, with references resolved.
    pub(crate) fn resolve<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(reference) = value["$ref"].as_str() {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            value = self
                .document
                .pointer(pointer)
                .unwrap_or_else(|| panic!("{reference} leads nowhere"));
        }
        value
    }
}
