//! The two ways out: data to standard output, word on the work to standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::safe::safe;

/// What `main` knows of the world around.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    /// Standard output is a terminal.
    pub(crate) stdout_terminal: bool,
    /// Standard error is a terminal.
    pub(crate) stderr_terminal: bool,
    /// Colours may be used on a terminal.
    pub(crate) colour: bool,
    /// Columns of the terminal, if it tells.
    pub(crate) columns: Option<usize>,
}

impl World {
    /// Looks around once, at the start.
    pub(crate) fn look() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Self {
            stdout_terminal: io::stdout().is_terminal(),
            stderr_terminal: io::stderr().is_terminal(),
            colour: !set("NO_COLOR") && !dumb,
            columns: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        }
    }
}

/// Standard output: for data that can be piped.
pub(crate) struct Out {
    writer: BufWriter<StdoutLock<'static>>,
    terminal: bool,
}

impl Out {
    /// Takes standard output.
    pub(crate) fn new(world: World) -> Self {
        Self {
            writer: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            terminal: world.stdout_terminal,
        }
    }

    /// Ends a piece that is whole in itself: somebody at a terminal need not wait for more.
    pub(crate) fn piece(&mut self) -> io::Result<()> {
        if self.terminal { self.writer.flush() } else { Ok(()) }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Standard error: notices, failures, progress. That nobody can see them is no reason to stop.
pub(crate) struct Console {
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Console {
    /// Takes standard error.
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet, bar: None }
    }

    /// Shows a bar for `total` files, if there is anybody to see it, until the console is dropped.
    pub(crate) fn progress(&mut self, world: World, total: impl FnOnce() -> u64) {
        // A table on the same terminal shows how far we are, and a bar would run through it.
        if self.quiet || !world.stderr_terminal || world.stdout_terminal {
            return;
        }
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {msg}");
        let bar = ProgressBar::with_draw_target(Some(total()), ProgressDrawTarget::stderr());
        self.bar = Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())));
    }

    /// A file is done.
    pub(crate) fn file_done(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// How far we are, in words.
    pub(crate) fn far(&self, words: impl FnOnce() -> String) {
        if let Some(bar) = &self.bar {
            bar.set_message(words());
        }
    }

    /// Something to know.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.line("note", text);
        }
    }

    /// An input that was read in part.
    pub(crate) fn partly(&self, text: &str) {
        if !self.quiet {
            self.line("partly", text);
        }
    }

    /// An input that failed: named even when quiet.
    pub(crate) fn failed(&self, text: &str) {
        self.line("failed", text);
    }

    /// An error that ends the command.
    pub(crate) fn error(&self, text: &str, hint: Option<&str>) {
        self.line("error", text);
        if let Some(hint) = hint {
            self.line("hint", hint);
        }
    }

    /// What was done, at the end.
    pub(crate) fn summary(&mut self, text: &str) {
        self.finish();
        if !self.quiet {
            self.print(&safe(text));
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn line(&self, label: &str, text: &str) {
        self.print(&format!("{label}: {}", safe(text)));
    }

    fn print(&self, line: &str) {
        let print = || {
            // Nothing is left to tell it to.
            let _ = writeln!(io::stderr(), "{line}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}
