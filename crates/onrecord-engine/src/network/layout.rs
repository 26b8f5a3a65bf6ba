//! The order in which the words of a batch lie in memory.

use std::ops::Range;

/// Words of several sentences, step by step: first the first words of all sentences, the longest
/// sentence first, then their second words, and so on. So the words that a recurrent layer works
/// on at a step lie together, and a neighbour is found without a table.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Numbers of the sentences, longest first.
    order: Vec<usize>,
    /// Where each step begins; at the end, the number of words.
    starts: Vec<usize>,
}

impl Layout {
    /// Lays out sentences of the given lengths.
    pub(crate) fn arrange(&mut self, lengths: &[usize]) {
        self.order.clear();
        self.order.extend(0..lengths.len());
        self.order.sort_by_key(|&sentence| std::cmp::Reverse(lengths[sentence]));
        self.starts.clear();
        self.starts.push(0);
        let mut alive = self.order.len();
        for step in 0.. {
            while alive > 0 && lengths[self.order[alive - 1]] <= step {
                alive -= 1;
            }
            if alive == 0 {
                break;
            }
            self.starts.push(self.starts[step] + alive);
        }
    }

    /// Number of words.
    pub(crate) fn words(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Number of sentences.
    pub(crate) fn sentences(&self) -> usize {
        self.order.len()
    }

    /// Length of the longest sentence.
    pub(crate) fn steps(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many sentences have a word at a step.
    pub(crate) fn alive(&self, step: usize) -> usize {
        if step < self.steps() { self.starts[step + 1] - self.starts[step] } else { 0 }
    }

    /// Row of a word: its place in its sentence, and the place of the sentence in the order.
    pub(crate) fn row(&self, step: usize, place: usize) -> usize {
        self.starts[step] + place
    }

    /// Rows of all words of some steps.
    pub(crate) fn rows(&self, steps: Range<usize>) -> Range<usize> {
        self.starts[steps.start]..self.starts[steps.end]
    }

    /// Steps that follow each other, in groups of at least `least` words but for the last one.
    pub(crate) fn groups(&self, least: usize) -> Vec<Range<usize>> {
        let (mut groups, mut start) = (Vec::new(), 0);
        for end in 1..=self.steps() {
            if end == self.steps() || self.rows(start..end).len() >= least {
                groups.push(start..end);
                start = end;
            }
        }
        groups
    }

    /// The sentences in their order, with their numbers: place and number.
    pub(crate) fn order(&self) -> impl Iterator<Item = (usize, usize)> {
        self.order.iter().copied().enumerate()
    }

    /// Number of the sentence at a place of the order.
    pub(crate) fn number(&self, place: usize) -> usize {
        self.order[place]
    }

    /// All words in the order of their rows: step and place.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.steps()).flat_map(|step| (0..self.alive(step)).map(move |place| (step, place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lie_step_by_step() {
        let mut layout = Layout::default();
        layout.arrange(&[2, 0, 3, 3]);
        assert_eq!((layout.words(), layout.steps(), layout.sentences()), (8, 3, 4));
        assert_eq!(layout.order().map(|(_, number)| number).collect::<Vec<_>>(), [2, 3, 0, 1]);
        assert_eq!([0, 1, 2, 3].map(|step| layout.alive(step)), [3, 3, 2, 0]);
        let rows: Vec<_> = layout.cells().map(|(step, place)| layout.row(step, place)).collect();
        assert_eq!(rows, (0..8).collect::<Vec<_>>());
        assert_eq!((layout.groups(4), layout.rows(1..3)), (vec![0..2, 2..3], 3..8));
        layout.arrange(&[]);
        assert_eq!((layout.words(), layout.steps()), (0, 0));
    }
}
