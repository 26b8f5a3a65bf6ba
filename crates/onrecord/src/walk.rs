//! From the paths that were given to the files behind them.

use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::failure::why;

/// Something to read, or why it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A regular file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Not read, and that is a failure.
    Failed(PathBuf, String),
    /// Not read, and that is as it should be.
    Skipped(PathBuf, String),
}

/// Every input behind these paths, in the order given; folders are walked by name.
///
/// Hidden files in folders are left out. Links are followed where they were given, not inside a
/// folder (they may lead out of it, or round in a circle). Nothing is opened but folders.
pub(crate) fn walk(paths: &[PathBuf]) -> impl Iterator<Item = Input> + '_ {
    paths.iter().flat_map(|path| given(path))
}

fn given(path: &Path) -> Box<dyn Iterator<Item = Input>> {
    if path.as_os_str() == "-" {
        return Box::new(std::iter::once(Input::Stdin));
    }
    let input = match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => return Box::new(folder(path)),
        Ok(meta) => regular(path, meta.file_type()),
        Err(_) if path.is_symlink() => Input::Failed(path.to_owned(), "dangling link".to_owned()),
        Err(error) => Input::Failed(path.to_owned(), why(&error)),
    };
    Box::new(std::iter::once(input))
}

fn folder(path: &Path) -> impl Iterator<Item = Input> + use<> {
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let mut inputs = WalkDir::new(path)
        .follow_root_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| !hidden(entry))
        .filter_map(entry)
        .peekable();
    let empty = inputs
        .peek()
        .is_none()
        .then(|| Input::Failed(path.to_owned(), "folder holds no files".to_owned()));
    inputs.chain(empty)
}

fn entry(entry: walkdir::Result<DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) if entry.path_is_symlink() => Some(link(entry.path())),
        Ok(entry) => Some(regular(entry.path(), entry.file_type())),
        Err(error) => {
            let path = error.path().map(Path::to_owned).unwrap_or_default();
            let reason = error.io_error().map_or_else(|| "links in a circle".to_owned(), why);
            Some(Input::Failed(path, reason))
        }
    }
}

fn link(path: &Path) -> Input {
    if fs::metadata(path).is_ok() {
        Input::Skipped(path.to_owned(), "a link inside a folder is not followed".to_owned())
    } else {
        Input::Failed(path.to_owned(), "dangling link".to_owned())
    }
}

/// Only regular files are opened: a pipe would block, a device may never end.
fn regular(path: &Path, kind: FileType) -> Input {
    if kind.is_file() {
        return Input::File(path.to_owned());
    }
    Input::Failed(
        path.to_owned(),
        format!("{} is not read; use `-` for standard input", special(kind)),
    )
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "a special file"
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        let name = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        walk(paths)
            .map(|input| match input {
                Input::File(path) => name(&path),
                Input::Stdin => "-".to_owned(),
                Input::Failed(path, why) => format!("{}! {why}", name(&path)),
                Input::Skipped(path, why) => format!("{}? {why}", name(&path)),
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_by_name_and_nothing_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.git")).unwrap();
        for file in ["c.txt", "b/2.txt", "b/1.txt", ".hidden", "b/.git/config"] {
            fs::write(root.join(file), "x").unwrap();
        }
        assert!(Command::new("mkfifo").arg(root.join("d.fifo")).status().unwrap().success());
        let _socket = UnixListener::bind(root.join("e.sock")).unwrap();
        symlink("nowhere", root.join("f.link")).unwrap();
        symlink("c.txt", root.join("g.link")).unwrap();
        symlink(root, root.join("h.link")).unwrap();
        assert_eq!(
            names(root, &[root.to_owned()]),
            [
                "b/1.txt",
                "b/2.txt",
                "c.txt",
                "d.fifo! a named pipe is not read; use `-` for standard input",
                "e.sock! a socket is not read; use `-` for standard input",
                "f.link! dangling link",
                "g.link? a link inside a folder is not followed",
                "h.link? a link inside a folder is not followed",
            ]
        );
    }

    #[test]
    fn given_paths_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir(root.join("empty")).unwrap();
        fs::write(root.join(".hidden"), "x").unwrap();
        symlink(".hidden", root.join("link")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        let paths = ["link", ".hidden", "dangling", "missing", "empty"].map(|name| root.join(name));
        assert_eq!(
            names(root, &paths),
            [
                "link",
                ".hidden",
                "dangling! dangling link",
                "missing! no such file",
                "empty! folder holds no files"
            ]
        );
        assert_eq!(names(root, &["-".into(), "/dev/null".into()])[0], "-");
        assert!(names(root, &["/dev/null".into()])[0].contains("a device is not read"));
    }
}
