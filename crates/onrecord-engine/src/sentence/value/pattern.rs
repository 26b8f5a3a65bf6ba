//! Patterns over classes of words, and the machine that runs all of them at once.
//!
//! A pattern is a row of blank-separated parts:
//!
//! | part | matches |
//! |---|---|
//! | `month`, `day\|ordinal` | one item of this class, or of one of these |
//! | `( … )`, `( … \| … )` | a group; either of several |
//! | `month?`, `( … )?` | the same or nothing |
//! | `@date` | the pattern of the row `date` |
//! | `<in`, `<<in`, `>group`, `>>group` | nothing; the item before, the one before it, the next, the one after it has this class |
//! | `<!in`, … | the same, has it not |
//! | `~` | nothing; no blank stands here |
//!
//! There is no repetition, so a match is never longer than its pattern and the time is linear in
//! the items.

use std::collections::BTreeMap;

use super::class::{ClassNames, Classes};
use super::item::Item;

enum Node {
    Op(Op),
    Sequence(Vec<Self>),
    Either(Vec<Self>),
}

#[derive(Clone, Copy)]
enum Op {
    Item(Classes),
    /// The item this many places away, -1 for the one before, has one of the classes or has none.
    Near(isize, Classes, bool),
    Glued,
    Split(usize, usize),
    Jump(usize),
    /// A pattern ends: its number.
    Done(usize),
}

/// Patterns compiled into one program.
#[derive(Default)]
pub(super) struct Program {
    ops: Vec<Op>,
    /// Where each pattern starts, and the classes with which a match of it begins.
    starts: Vec<(usize, Classes)>,
    /// Classes with which some match begins.
    first: Classes,
}

/// Memory of a program at work.
#[derive(Default)]
pub(super) struct Threads {
    /// Places in the program that go on with the item at hand.
    open: Vec<usize>,
    /// Those that go on with the next item.
    next: Vec<usize>,
    /// For each place the step at which it was last come by.
    seen: Vec<u32>,
    step: u32,
}

impl Threads {
    /// Whether a place is come by for the first time in this step.
    fn is_new(&mut self, pc: usize) -> bool {
        std::mem::replace(&mut self.seen[pc], self.step) != self.step
    }
}

impl Program {
    /// Adds a pattern; `parts` holds the patterns that `@` may name.
    pub(super) fn add(
        &mut self,
        pattern: &str,
        number: usize,
        parts: &BTreeMap<&str, &str>,
        names: &ClassNames,
    ) -> Result<(), String> {
        let node = parse(pattern, parts, names, 0)?;
        let mut classes = Classes::default();
        first(&node, &mut classes);
        self.starts.push((self.ops.len(), classes));
        self.first = self.first.or(classes);
        self.emit(&node);
        self.ops.push(Op::Done(number));
        Ok(())
    }

    fn emit(&mut self, node: &Node) {
        match node {
            Node::Op(op) => self.ops.push(*op),
            Node::Sequence(nodes) => nodes.iter().for_each(|node| self.emit(node)),
            Node::Either(nodes) => {
                let mut jumps = Vec::new();
                for (at, node) in nodes.iter().enumerate() {
                    let split = self.ops.len();
                    let last = at + 1 == nodes.len();
                    if !last {
                        self.ops.push(Op::Split(split + 1, 0));
                    }
                    self.emit(node);
                    if !last {
                        jumps.push(self.ops.len());
                        self.ops.push(Op::Jump(0));
                        self.ops[split] = Op::Split(split + 1, self.ops.len());
                    }
                }
                for jump in jumps {
                    self.ops[jump] = Op::Jump(self.ops.len());
                }
            }
        }
    }

    /// The longest match that begins at `start`: the number of its pattern and its end. Of
    /// matches of the same length, that of the first pattern.
    pub(super) fn longest(
        &self,
        items: &[Item],
        start: usize,
        threads: &mut Threads,
    ) -> Option<(usize, usize)> {
        let item = items.get(start)?;
        if !item.begins || !item.classes.any(self.first) {
            return None;
        }
        threads.seen.resize(self.ops.len(), 0);
        threads.open.clear();
        let fits = self.starts.iter().filter(|(_, first)| item.classes.any(*first));
        threads.open.extend(fits.map(|(pc, _)| *pc));
        let mut best: Option<(usize, usize)> = None;
        let mut at = start;
        while !threads.open.is_empty() {
            if let Some(number) = self.step(items, at, threads) {
                best = Some((number, at));
            }
            at += 1;
        }
        best
    }

    /// Lets the open threads take the item at `at`. The first pattern that ends before it, if one
    /// may end there.
    fn step(&self, items: &[Item], at: usize, threads: &mut Threads) -> Option<usize> {
        let mut done: Option<usize> = None;
        threads.step += 1;
        while let Some(pc) = threads.open.pop() {
            if !threads.is_new(pc) {
                continue;
            }
            match self.ops[pc] {
                Op::Item(classes) => {
                    if items.get(at).is_some_and(|item| item.classes.any(classes)) {
                        threads.next.push(pc + 1);
                    }
                }
                Op::Done(number) => {
                    if items[at - 1].ends {
                        done = Some(done.map_or(number, |first| first.min(number)));
                    }
                }
                Op::Jump(to) => threads.open.push(to),
                Op::Split(one, other) => threads.open.extend([other, one]),
                Op::Glued => {
                    if items.get(at).is_some_and(|item| item.glued) {
                        threads.open.push(pc + 1);
                    }
                }
                Op::Near(away, classes, want) => {
                    let near = at.checked_add_signed(away).and_then(|at| items.get(at));
                    let found = near.map_or(Classes::EDGE, |item| item.classes);
                    if found.any(classes) == want {
                        threads.open.push(pc + 1);
                    }
                }
            }
        }
        std::mem::swap(&mut threads.open, &mut threads.next);
        done
    }
}

/// Adds the classes with which a match of `node` begins; whether it may also be empty.
fn first(node: &Node, classes: &mut Classes) -> bool {
    match node {
        Node::Op(Op::Item(found)) => {
            *classes = classes.or(*found);
            false
        }
        Node::Op(_) => true,
        Node::Sequence(nodes) => nodes.iter().all(|node| first(node, classes)),
        Node::Either(nodes) => nodes.iter().fold(false, |empty, node| first(node, classes) | empty),
    }
}

/// How deep patterns may name each other.
const DEPTH: u32 = 8;

fn parse(
    pattern: &str,
    parts: &BTreeMap<&str, &str>,
    names: &ClassNames,
    depth: u32,
) -> Result<Node, String> {
    if depth > DEPTH {
        return Err(format!("`{pattern}` names itself"));
    }
    let mut groups = vec![vec![Vec::new()]];
    for word in pattern.split(' ') {
        let (body, maybe) = word.strip_suffix('?').map_or((word, false), |body| (body, true));
        let node = match body {
            "(" => {
                groups.push(vec![Vec::new()]);
                continue;
            }
            "|" => {
                groups.last_mut().ok_or("a `)` too many")?.push(Vec::new());
                continue;
            }
            ")" => either(groups.pop().ok_or("a `)` too many")?),
            _ => match body.strip_prefix('@') {
                None => Node::Op(op(body, names)?),
                Some(name) => {
                    let part = parts.get(name).ok_or_else(|| format!("`{name}` is no part"))?;
                    parse(part, parts, names, depth + 1)?
                }
            },
        };
        let node = if maybe { Node::Either(vec![node, Node::Sequence(Vec::new())]) } else { node };
        let group = groups.last_mut().and_then(|group| group.last_mut());
        group.ok_or("a `)` too many")?.push(node);
    }
    match (groups.pop(), groups.is_empty()) {
        (Some(group), true) => Ok(either(group)),
        _ => Err("a `(` is not closed".to_owned()),
    }
}

fn either(mut alternatives: Vec<Vec<Node>>) -> Node {
    match alternatives.len() {
        1 => Node::Sequence(alternatives.swap_remove(0)),
        _ => Node::Either(alternatives.into_iter().map(Node::Sequence).collect()),
    }
}

fn op(word: &str, names: &ClassNames) -> Result<Op, String> {
    if word == "~" {
        return Ok(Op::Glued);
    }
    let name = word.trim_start_matches(['<', '>']);
    let away = isize::try_from(word.len() - name.len()).map_err(|error| error.to_string())?;
    let classes =
        name.trim_start_matches('!').split('|').try_fold(Classes::default(), |classes, name| {
            let class = names.get(name).ok_or_else(|| format!("`{name}` is no class"))?;
            Ok::<_, String>(classes.or(class))
        })?;
    Ok(match (word.chars().next(), away) {
        (Some('<'), away) => Op::Near(-away, classes, !name.starts_with('!')),
        (Some('>'), away) => Op::Near(away - 1, classes, !name.starts_with('!')),
        _ => Op::Item(classes),
    })
}
