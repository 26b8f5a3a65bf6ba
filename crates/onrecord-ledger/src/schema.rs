//! Opens the file, and brings an older one up to date.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::columns;
use crate::error::{Error, Result};

/// One file a version; a released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../schema/0001.sql"),
    include_str!("../schema/0002.sql"),
    include_str!("../schema/0003.sql"),
    include_str!("../schema/0004.sql"),
];
/// `onrc`: says that a SQLite file is ours (the `file` command shows it, too).
const APPLICATION_ID: u32 = 0x6F6E_7263;
/// Bytes of the smallest page of SQLite.
const PAGE: u64 = 512;
/// How long to wait for another process before giving up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Times that the switch to write-ahead logging is tried.
const TRIES: usize = 100;
/// Kibibytes of the file kept in memory: bands and words are spread over all of it.
const CACHE: i32 = 16 << 10;
/// Prepared statements kept.
const STATEMENTS: usize = 64;

const NO_MUTEX: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

/// The version that this program writes.
#[expect(clippy::cast_possible_truncation, reason = "there are few versions")]
pub(crate) const VERSION: u32 = MIGRATIONS.len() as u32;

/// Opens for reading and writing; makes and migrates.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    look(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | NO_MUTEX;
    let named = |error| name(path, error);
    let mut connection = Connection::open_with_flags(plain(path), flags).map_err(named)?;
    connection.busy_timeout(PATIENCE).map_err(named)?;
    // Nothing may be written before it is known to be ours: not even the journal mode.
    let version = settled_version(&mut connection, path)?;
    if connection.is_readonly("main").map_err(named)? {
        return Err(Error::ReadOnly);
    }
    log_ahead(&connection).map_err(named)?;
    if version < VERSION {
        migrate(&mut connection, path)?;
    }
    settle(&connection).map_err(named)?;
    Ok(connection)
}

/// Opens without writing.
pub(crate) fn open_read_only(path: &Path) -> Result<Connection> {
    if !path.exists() {
        return Err(Error::Open {
            path: path.to_owned(),
            reason: no_file(path, "there is no such file"),
        });
    }
    look(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | NO_MUTEX;
    let plainly =
        Connection::open_with_flags(plain(path), flags).map_err(|error| name(path, error));
    match plainly.and_then(|connection| ready(connection, path)) {
        Err(Error::Open { .. } | Error::ReadOnly) if path.is_file() => open_immutable(path),
        other => other,
    }
}

/// Opens a ledger that cannot change: reading a write-ahead log needs files beside the ledger,
/// which a read-only disk does not let SQLite make.
fn open_immutable(path: &Path) -> Result<Connection> {
    // Without its log, a ledger whose writer was killed would miss what was added last.
    if std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.is_file() && log.len() > 0) {
        let reason =
            "its log (`-wal`) cannot be read here: copy both files to where they can be written";
        return Err(Error::Open { path: path.to_owned(), reason: reason.to_owned() });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | NO_MUTEX;
    let connection = Connection::open_with_flags(immutable_uri(path), flags);
    ready(connection.map_err(|error| name(path, error))?, path)
}

/// Opens one that is kept nowhere.
pub(crate) fn in_memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    migrate(&mut connection, Path::new(":memory:"))?;
    settle(&connection)?;
    Ok(connection)
}

/// Refuses what SQLite would take for an empty database and write over: a file of a few bytes. The
/// file is not opened for that, since closing it would take the locks from other connections of this
/// process (`https://sqlite.org/howtocorrupt.html`, 2.2).
fn look(path: &Path) -> Result<()> {
    let Ok(metadata) = std::fs::metadata(path) else { return Ok(()) };
    if !metadata.is_file() {
        let reason = if metadata.is_dir() { "it is a directory" } else { "it is not a file" };
        return Err(Error::Open { path: path.to_owned(), reason: reason.to_owned() });
    }
    match metadata.len() {
        1..PAGE => Err(Error::NotALedger { path: path.to_owned() }),
        _ => Ok(()),
    }
}

/// Tests that a connection that only reads can be used.
fn ready(mut connection: Connection, path: &Path) -> Result<Connection> {
    connection.busy_timeout(PATIENCE).map_err(|error| name(path, error))?;
    match settled_version(&mut connection, path)? {
        0 => Err(Error::NotALedger { path: path.to_owned() }),
        VERSION => {
            settle(&connection)?;
            Ok(connection)
        }
        found => Err(Error::Older { path: path.to_owned(), found, known: VERSION }),
    }
}

fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    // The file may come from anybody: its schema may call nothing that acts, and its pages are
    // not believed.
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // For queries alone: nothing in the file may depend on it.
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("fold", 1, flags, |given| {
        Ok(given.get_raw(0).as_str_or_null().ok().flatten().map(columns::fold))
    })?;
    // A long reader cannot leave a huge log behind for good.
    connection.pragma_update(None, "journal_size_limit", 1 << 26)
}

/// [`version`] at one state of the file, which another process may be making.
fn settled_version(connection: &mut Connection, path: &Path) -> Result<u32> {
    let state = connection.transaction().map_err(|error| name(path, error))?;
    version(&state, path)
}

/// Version of the file: 0 for an empty one. What it asks is one answer only within a transaction.
fn version(connection: &Connection, path: &Path) -> Result<u32> {
    let number = |pragma: &str| -> Result<u32> {
        connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .map_err(|error| name(path, error))
    };
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| name(path, error))?;
    match (application, found) {
        (0, 0) if tables == 0 => Ok(0),
        (APPLICATION_ID, 1..=VERSION) => Ok(found),
        (APPLICATION_ID, found) if found > VERSION => {
            Err(Error::Newer { path: path.to_owned(), found, known: VERSION })
        }
        _ => Err(Error::NotALedger { path: path.to_owned() }),
    }
}

/// Runs the migrations that the file lacks, all or none.
fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let named = |error| name(path, error);
    // The lock comes first, then the question: another process may have migrated meanwhile.
    let change =
        connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(named)?;
    let from = version(&change, path)?;
    for migration in &MIGRATIONS[from as usize..] {
        change.execute_batch(migration).map_err(named)?;
    }
    change.pragma_update(None, "application_id", APPLICATION_ID).map_err(named)?;
    change.pragma_update(None, "user_version", VERSION).map_err(named)?;
    change.commit().map_err(named)
}

/// Switches to write-ahead logging, which stays with the file: readers do not wait for writers.
///
/// With it, `synchronous = NORMAL` keeps the file whole whenever the process or the power dies. A
/// killed process loses nothing that was committed; after a power cut the last commits may be
/// missing, and since reading the same input again adds exactly what is missing, that does not
/// pay for a disk flush with each batch. On a file system without shared memory SQLite stays with
/// the rollback journal, where only `FULL` is as safe.
fn log_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let mut mode = String::new();
    for left in (0..TRIES).rev() {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0)) {
            Ok(now) => {
                mode = now;
                break;
            }
            // SQLite does not wait for this lock by itself; waiting for the lock to write does.
            Err(error)
                if left > 0 && error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) =>
            {
                connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
            }
            Err(error) => return Err(error),
        }
    }
    let synchronous = if mode == "wal" { "NORMAL" } else { "FULL" };
    connection.pragma_update(None, "synchronous", synchronous)
}

/// A path that SQLite takes for a file, whatever its name is.
fn plain(path: &Path) -> PathBuf {
    if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// The file as an address that tells SQLite to look for neither log nor locks.
fn immutable_uri(path: &Path) -> String {
    let path = plain(path);
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri + "?immutable=1"
}

/// An error while opening, with the name of the file.
fn name(path: &Path, error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::NotALedger { path: path.to_owned() },
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Error::Open { path: path.to_owned(), reason: reason(path, &error) }
        }
        _ => Error::from(error),
    }
}

/// Why a file that [`look`] let pass cannot be opened, better than SQLite tells it.
fn reason(path: &Path, error: &rusqlite::Error) -> String {
    if path.exists() { error.to_string() } else { no_file(path, "no file can be made there") }
}

/// Why there is no file: its directory is missing, or else `otherwise`.
fn no_file(path: &Path, otherwise: &str) -> String {
    let parent = plain(path).parent().is_some_and(Path::is_dir);
    if parent { otherwise } else { "there is no such directory" }.to_owned()
}
