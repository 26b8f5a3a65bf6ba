//! The reading that made a record.

use crate::id::{Id, IdKind};

/// One state of program and data. Records made by the same run can be compared, and reading the
/// same capture twice in the same run gives the same records; so the id is made from versions and
/// hashes, and when it took place is kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    id: Id,
    version: String,
    tables: String,
    models: Option<String>,
}

impl Run {
    /// A run of the program `version` with the data `tables` and `models` (hashes, in hexadecimal).
    pub fn new(version: &str, tables: &str, models: Option<&str>) -> Self {
        let fields = [version.as_bytes(), tables.as_bytes(), models.unwrap_or_default().as_bytes()];
        Self {
            id: Id::of(IdKind::Run, &fields),
            version: version.to_owned(),
            tables: tables.to_owned(),
            models: models.map(str::to_owned),
        }
    }

    /// Its name, made from the other fields.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Version of the program.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Hash of all tables compiled in or given.
    pub fn tables(&self) -> &str {
        &self.tables
    }

    /// Hash of all models; `None` where none is used.
    pub fn models(&self) -> Option<&str> {
        self.models.as_deref()
    }
}
