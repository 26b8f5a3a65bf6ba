//! Reads knowledge: the built-in base, and layers of one's own over it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use onrecord_knowledge::petrarch::{Agent, Options};
use onrecord_knowledge::{
    Base, Fact, Form, Ids, Knowledge, Places, Problem, Source, check_layer, join,
};

use crate::failure::why;
use crate::out::Console;
use crate::walk::{Input, walk};

/// A file of a layer.
pub(crate) struct File {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// How it is written.
    pub(crate) form: Form,
    /// What it says.
    pub(crate) source: Source,
    /// Hash of its name and of what is in it.
    hash: String,
}

/// The built-in base.
pub(super) fn built_in() -> Base {
    Base::open(onrecord_base::FACTS).expect("it is compiled with the program")
}

/// The built-in base with its gazetteer.
pub(crate) fn only_built_in() -> Knowledge {
    let places = Places::open(onrecord_base::PLACES).expect("it is compiled with the program");
    Knowledge::new(built_in(), places)
}

/// The built-in base and gazetteer, with these layers over it, lowest first. What is wrong with
/// them is named on the console.
///
/// # Errors
/// A file of which nothing could be read.
pub(crate) fn knowledge(
    layers: &[PathBuf],
    options: Options,
    console: &Console,
) -> Result<Knowledge> {
    Ok(layered(layers, options, console)?.map_or_else(only_built_in, |(knowledge, _)| knowledge))
}

/// The same with the hash of all layers, if there are any.
///
/// # Errors
/// A file of which nothing could be read.
pub(crate) fn layered(
    layers: &[PathBuf],
    options: Options,
    console: &Console,
) -> Result<Option<(Knowledge, String)>> {
    if layers.is_empty() {
        return Ok(None);
    }
    let knowledge = only_built_in();
    let layers = layers.iter().map(|path| whole(path, options)).collect::<Result<Vec<_>>>()?;
    let (facts, agents) = join_over(knowledge.base(), &layers, console)?;
    let knowledge =
        Knowledge::new(Base::new(&facts), knowledge.places().clone()).with_agents(agents);
    let mut parts = vec![options.pivot.to_string()];
    for files in &layers {
        parts.extend(files.iter().map(|file| file.hash.clone()));
        parts.push("next".to_owned());
    }
    Ok(Some((knowledge, onrecord_model::hash_of(&parts.join(" ")))))
}

/// All facts of a base and of layers over it.
fn join_over<'f>(
    base: &'f Base,
    layers: &'f [Vec<File>],
    console: &Console,
) -> Result<(Vec<Fact<'f>>, Vec<Agent>)> {
    let mut joined: Vec<Fact<'f>> = base.all_facts().collect();
    for files in layers {
        let read = Layer::of(files, &joined);
        for ((file, facts), problems) in files.iter().zip(&read.facts).zip(&read.problems) {
            let name = file.path.display();
            if facts.is_empty() && file.source.agents.is_empty() && !problems.is_empty() {
                bail!("{name}: nothing could be read: {}", problems[0]);
            }
            problems.iter().for_each(|problem| console.partly(&format!("{name}:{}", at(problem))));
        }
        joined = join(&[joined, read.facts.concat()]);
    }
    let agents = layers.iter().flatten().flat_map(|file| file.source.agents.iter().cloned());
    Ok((joined, agents.collect()))
}

/// A problem behind the name of its file: `3: what`.
pub(crate) fn at(problem: &Problem) -> String {
    format!("{}: {}", problem.line, problem.what)
}

/// What the files of a layer say, and what is wrong with them.
pub(crate) struct Layer<'f> {
    /// By file.
    pub(crate) facts: Vec<Vec<Fact<'f>>>,
    /// By file and line.
    pub(crate) problems: Vec<Vec<Problem>>,
}

impl<'f> Layer<'f> {
    /// Reads the facts of files and looks at them together, over those `below`.
    pub(crate) fn of(files: &'f [File], below: &[Fact<'_>]) -> Self {
        let (facts, mut problems): (Vec<_>, Vec<_>) =
            files.iter().map(|file| file.source.facts()).unzip();
        for (problems, more) in problems.iter_mut().zip(check_layer(&facts, below)) {
            problems.extend(more);
            problems.sort_by_key(|problem| problem.line);
        }
        Self { facts, problems }
    }
}

/// The files of a layer, all of them.
pub(super) fn whole(path: &Path, options: Options) -> Result<Vec<File>> {
    let (files, failed) = files(&[path.to_owned()], options);
    match failed.first() {
        Some(reason) => bail!("{reason}"),
        None => Ok(files),
    }
}

/// The files behind these paths, read, and what could not be read. In a folder files that have no
/// form of a layer are passed over.
pub(crate) fn files(paths: &[PathBuf], options: Options) -> (Vec<File>, Vec<String>) {
    let (mut files, mut failed, mut ids) = (Vec::new(), Vec::new(), Ids::default());
    let forms = "a layer has *.tsv, *.csv, *.actors.txt and *.agents.txt";
    for path in paths {
        let before = files.len() + failed.len();
        for input in walk(std::slice::from_ref(path)) {
            match input {
                Input::File(file) => {
                    let name = file.file_name().unwrap_or_default().to_string_lossy();
                    let Some(form) = Form::of(&name) else { continue };
                    match fs::read(&file) {
                        Ok(bytes) => {
                            let source = Source::read(form, &name, &bytes, options, &mut ids);
                            let whole = format!("{name}\n{}", String::from_utf8_lossy(&bytes));
                            let hash = onrecord_model::hash_of(&whole);
                            files.push(File { form, source, path: file, hash });
                        }
                        Err(error) => failed.push(format!("{}: {}", file.display(), why(&error))),
                    }
                }
                Input::Failed(path, reason) | Input::Skipped(path, reason) => {
                    failed.push(format!("{}: {reason}", path.display()));
                }
                Input::Stdin => failed.push("-: a layer is a file or a folder".to_owned()),
            }
        }
        if files.len() + failed.len() == before {
            failed.push(format!("{}: nothing to read: {forms}", path.display()));
        }
    }
    (files, failed)
}
