//! What can go wrong with a ledger.

use std::fmt::Display;
use std::path::PathBuf;

use rusqlite::ErrorCode;

/// An error of the ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SQLite failed in a way that has no name here.
    #[error("sqlite: {0}")]
    Sqlite(String),
    /// The file cannot be opened or made.
    #[error("cannot open ledger `{}`: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The file is something else: not SQLite, or another program's.
    #[error("`{}` is not a ledger of onrecord", path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// A later program wrote the file.
    #[error("ledger `{}` has version {found}, but this program knows versions up to {known} only", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that this program reads.
        known: u32,
    },
    /// The file must be migrated first, which reading only cannot do.
    #[error("ledger `{}` has version {found} and must be brought to version {known} first", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version that this program reads.
        known: u32,
    },
    /// It was opened for reading only, or file or disk cannot be written.
    #[error("the ledger cannot be written: it, or its disk, is read-only")]
    ReadOnly,
    /// Disk or quota is full. Nothing of the batch was kept.
    #[error("the ledger cannot grow: the disk or quota is full")]
    Full,
    /// Others held the lock for too long.
    #[error(
        "the ledger is locked: another process has been writing to it for more than 30 seconds"
    )]
    Busy,
    /// The bytes on disk are no longer what was written.
    #[error("the ledger is damaged: {0}")]
    Corrupt(String),
    /// A row cannot be read as what it should be.
    #[error("the ledger is damaged at {item}: {message}")]
    Damaged {
        /// Id or key of the row.
        item: String,
        /// What is wrong with it.
        message: String,
    },
    /// A capture or line that is larger than SQLite stores (10⁹ bytes).
    #[error("a capture or line is larger than a ledger can store (1 GB)")]
    TooLarge,
    /// What was to be added contradicts itself.
    #[error("cannot add {item}: {message}")]
    Invalid {
        /// Id or path of what was to be added.
        item: String,
        /// The contradiction.
        message: String,
    },
    /// Not an id, nor enough of one.
    #[error(
        "`{id}` is not an id, nor the beginning of one (`doc-`, `sta-`, `eve-`, `fig-` or `act-` and 4 to 32 hexadecimal digits)"
    )]
    BadId {
        /// As it was given.
        id: String,
    },
    /// The beginning of several ids.
    #[error("`{prefix}` may be {}", or(ids))]
    Ambiguous {
        /// As it was given.
        prefix: String,
        /// The first ids that begin so, at most 5.
        ids: Vec<String>,
    },
    /// Not a day, month or year.
    #[error("`{value}` is not a day, month or year (2019-07-01, 2019-07 or 2019)")]
    BadDate {
        /// As it was given.
        value: String,
    },
    /// Nothing to search for.
    #[error("`{query}` holds no word to search for")]
    NoWords {
        /// As it was given.
        query: String,
    },
    /// No actor of the ledger or of the base.
    #[error("no actor has the id {id}")]
    NoActor {
        /// As it was given.
        id: String,
    },
    /// A judgement that says nothing new.
    #[error("{message}")]
    Judged {
        /// What is so already.
        message: String,
    },
    /// A judgement that contradicts others.
    #[error("{message}")]
    Contradicts {
        /// The contradiction.
        message: String,
        /// What to do first.
        hint: &'static str,
    },
    /// The receiver of an export failed.
    #[error("cannot write the export: {0}")]
    Output(#[from] std::io::Error),
}

/// A result of the ledger.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// What to do about it, if there is something: for a line that begins with `hint:`.
    ///
    /// ```
    /// assert!(onrecord_ledger::Error::Full.hint().unwrap().contains("kept"));
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Full => {
                Some("nothing of this batch was kept; make room and read the same input again")
            }
            Self::ReadOnly => {
                Some("copy the ledger to where it can be written, or name another one")
            }
            Self::Busy => Some("wait for the other process to end, then read the same input again"),
            Self::NotALedger { .. } => Some("name another file; this one was not changed"),
            Self::Newer { .. } => Some("use the version of onrecord that wrote it, or a later one"),
            Self::Older { .. } => Some("open it once to write, which migrates it"),
            Self::Corrupt(_) | Self::Damaged { .. } => {
                Some("`onrecord verify` names what is wrong; what it does not name can be exported")
            }
            Self::Ambiguous { .. } => Some("give more digits"),
            Self::NoActor { .. } => {
                Some("`onrecord actors` lists ids, `onrecord kb find` those of the base")
            }
            Self::Contradicts { hint, .. } => Some(hint),
            _ => None,
        }
    }

    pub(crate) fn damaged(item: &str, message: &dyn Display) -> Self {
        Self::Damaged { item: item.to_owned(), message: message.to_string() }
    }

    pub(crate) fn invalid(item: &dyn Display, message: impl Into<String>) -> Self {
        Self::Invalid { item: item.to_string(), message: message.into() }
    }
}

fn or(ids: &[String]) -> String {
    let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    quoted.join(" or ")
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as Sql;
        match &error {
            Sql::FromSqlConversionFailure(..)
            | Sql::IntegralValueOutOfRange(..)
            | Sql::Utf8Error(..)
            | Sql::InvalidColumnType(..) => return Self::Corrupt(error.to_string()),
            _ => {}
        }
        // A quota, or a limit on the size of files, is told as a failed write.
        if error.sqlite_extended_error_code() == Some(rusqlite::ffi::SQLITE_IOERR_WRITE) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Corrupt(error.to_string())
            }
            Some(ErrorCode::TooBig) => Self::TooLarge,
            _ => Self::Sqlite(error.to_string()),
        }
    }
}
