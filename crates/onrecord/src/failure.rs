//! How a command ends: exit codes, and errors with a hint.

use std::fmt;
use std::io;
use std::process::ExitCode;

use onrecord_ledger::Error as Ledger;

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Everything was read, found or written.
    Done,
    /// Every input failed.
    Nothing,
    /// Some inputs failed, or something is wrong with the ledger; all of it is named.
    Faults,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Nothing => 1,
            Status::Faults => 3,
        })
    }
}

/// An error with advice on what to do about it.
#[derive(Debug)]
struct Hinted {
    message: String,
    hint: String,
}

impl fmt::Display for Hinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Hinted {}

/// An error whose hint is printed on a line of its own.
pub(crate) fn hinted(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Hinted { message: message.into(), hint: hint.into() }.into()
}

/// The hint of an error, if it has one.
pub(crate) fn hint_of(error: &anyhow::Error) -> Option<&str> {
    if let Some(hinted) = error.downcast_ref::<Hinted>() {
        return Some(&hinted.hint);
    }
    match error.downcast_ref::<Ledger>()? {
        Ledger::Older { .. } => Some("`onrecord add` brings it up to date"),
        other => other.hint(),
    }
}

/// The exit code of a command that an error ended: 2 where what was asked for makes no sense.
pub(crate) fn code_of(error: &anyhow::Error) -> ExitCode {
    match error.downcast_ref::<Ledger>() {
        Some(Ledger::BadId { .. } | Ledger::BadDate { .. } | Ledger::NoWords { .. }) => {
            ExitCode::from(2)
        }
        _ => ExitCode::from(Status::Nothing),
    }
}

/// Whether the reader of our output went away (`onrecord … | head`): no fault of anybody.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io_kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json_kind =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io_kind.or(json_kind) == Some(io::ErrorKind::BrokenPipe)
    })
}

/// Why the system refused, in a few lowercase words.
pub(crate) fn why(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    };
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_and_broken_pipes_are_found_under_context() {
        let error = hinted("no ledger at x.db", "make one").context("listing");
        assert_eq!(
            (format!("{error:#}").as_str(), hint_of(&error)),
            ("listing: no ledger at x.db", Some("make one"))
        );
        let pipe =
            anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing");
        assert!(is_broken_pipe(&pipe) && !is_broken_pipe(&error));
    }

    #[test]
    fn reasons_are_short() {
        assert_eq!(why(&io::Error::from_raw_os_error(2)), "no such file");
        assert_eq!(why(&io::Error::from_raw_os_error(5)), "input/output error");
    }
}
