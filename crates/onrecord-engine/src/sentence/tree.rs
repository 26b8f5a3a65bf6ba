//! The best tree over the words of a sentence.

use crate::network::{Path, best};

/// Heads of the words of the tree with the highest sum of scores in which exactly one word depends
/// on the root. Row `i` of `scores` (of `stride` values, `n` rows) tells how well each head fits
/// word `i`: at 0 the root, at `j` word `j - 1`. Heads are counted in the same way. Of equal trees
/// always the same one is taken. What stands for a word as its own head is overwritten.
///
/// The best head of each word makes a tree most of the time. If not: the algorithm of Chu, Liu and
/// Edmonds in the form of Tarjan (1977) for dense graphs, in the square of the length. That only
/// one word depends on the root is achieved by a fine on such arcs that no other gain outweighs
/// (Gabow & Tarjan 1984; Stanojević & Cohen 2021, “A Root of a Problem”).
///
/// # Panics
/// If `scores` is too short.
pub(crate) fn heads(path: Path, scores: &mut [f32], stride: usize, n: usize) -> Vec<usize> {
    let mut greedy = Vec::with_capacity(n);
    for word in 0..n {
        let row = &mut scores[word * stride..][..=n];
        row[word + 1] = f32::NEG_INFINITY;
        greedy.push(best(path, row));
    }
    if is_tree(&greedy) { greedy } else { Contraction::new(scores, stride, n).run() }
}

/// Whether heads make a tree in which one word depends on the root.
fn is_tree(heads: &[usize]) -> bool {
    // For each node the walk that came by last; the root has been reached by all.
    let mut seen = vec![0; heads.len() + 1];
    seen[0] = usize::MAX;
    for start in 1..=heads.len() {
        let mut node = start;
        while seen[node] == 0 {
            seen[node] = start;
            node = heads[node - 1];
        }
        if seen[node] == start {
            return false;
        }
        let end = seen[node];
        let mut node = start;
        while seen[node] == start {
            seen[node] = end;
            node = heads[node - 1];
        }
    }
    heads.iter().filter(|&&head| head == 0).count() == 1
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing is known of it.
    Fresh,
    /// On the path that is being followed.
    Path,
    /// Leads to the root.
    Done,
    /// Part of a cycle that another place stands for.
    Gone,
}

/// An arc between words, as dependent and head, and its score.
#[derive(Clone, Copy)]
struct Arc {
    ends: (usize, usize),
    score: f64,
}

/// No arc as yet.
const NONE: Arc = Arc { ends: (0, 0), score: 0.0 };

/// The graph while its cycles are contracted. A *place* holds a node: a word, the root (place 0),
/// or a cycle that was contracted into one.
struct Contraction {
    places: usize,
    /// Best arc to each place from each place.
    arcs: Vec<Arc>,
    state: Vec<State>,
    /// Node in each place.
    node: Vec<usize>,
    /// Cycle into which each node was contracted.
    outer: Vec<usize>,
    /// Best arc to each node.
    chosen: Vec<Arc>,
}

impl Contraction {
    fn new(scores: &[f32], stride: usize, n: usize) -> Self {
        let places = n + 1;
        let mut arcs = vec![NONE; places * places];
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for word in 1..places {
            for head in (0..places).filter(|&head| head != word) {
                let score = scores[(word - 1) * stride + head];
                let score = if score.is_nan() { -1e9 } else { f64::from(score).clamp(-1e9, 1e9) };
                (least, most) = (least.min(score), most.max(score));
                arcs[word * places + head] = Arc { ends: (word, head), score };
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a sentence is short")]
        let fine = 1.0 + (most - least) * places as f64;
        for word in 1..places {
            arcs[word * places].score -= fine;
        }
        let mut state = vec![State::Fresh; places];
        state[0] = State::Done;
        Self {
            places,
            arcs,
            state,
            node: (0..places).collect(),
            outer: vec![usize::MAX; places],
            chosen: vec![NONE; places],
        }
    }

    fn run(mut self) -> Vec<usize> {
        for start in 1..self.places {
            if self.state[start] == State::Fresh {
                self.follow(start);
            }
        }
        self.expand()
    }

    /// Follows best arcs from a place until the root is reached, contracting cycles on the way.
    fn follow(&mut self, start: usize) {
        let mut path = vec![start];
        self.state[start] = State::Path;
        while let Some(&place) = path.last() {
            let from = self.best(place);
            self.chosen[self.node[place]] = self.arcs[place * self.places + from];
            match self.state[from] {
                State::Fresh => {
                    self.state[from] = State::Path;
                    path.push(from);
                }
                State::Path => {
                    let first = path.iter().position(|&other| other == from).unwrap_or(0);
                    let cycle = path.split_off(first);
                    self.contract(&cycle);
                    path.push(cycle[0]);
                }
                State::Done | State::Gone => break,
            }
        }
        for place in path {
            self.state[place] = State::Done;
        }
    }

    /// The place from which the best arc comes, the first of equals.
    fn best(&self, place: usize) -> usize {
        let row = &self.arcs[place * self.places..][..self.places];
        let mut best = 0;
        for from in 1..self.places {
            let is_open = from != place && self.state[from] != State::Gone;
            if is_open && row[from].score > row[best].score {
                best = from;
            }
        }
        best
    }

    /// Puts a cycle into its first place.
    fn contract(&mut self, cycle: &[usize]) {
        let new = self.outer.len();
        let keep = cycle[0];
        let losses: Vec<f64> =
            cycle.iter().map(|&place| self.chosen[self.node[place]].score).collect();
        for &place in cycle {
            self.outer[self.node[place]] = new;
            self.state[place] = State::Gone;
        }
        for other in 0..self.places {
            if self.state[other] == State::Gone {
                continue;
            }
            let (mut to, mut from) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            let (mut arc_to, mut arc_from) = (keep, keep);
            for (&place, loss) in cycle.iter().zip(&losses) {
                let gain = self.arcs[place * self.places + other].score - loss;
                if gain > to {
                    (to, arc_to) = (gain, place);
                }
                let score = self.arcs[other * self.places + place].score;
                if score > from {
                    (from, arc_from) = (score, place);
                }
            }
            let ends = self.arcs[arc_to * self.places + other].ends;
            self.arcs[keep * self.places + other] = Arc { ends, score: to };
            self.arcs[other * self.places + keep] = self.arcs[other * self.places + arc_from];
        }
        self.state[keep] = State::Path;
        self.node[keep] = new;
        self.outer.push(usize::MAX);
        self.chosen.push(NONE);
    }

    /// Opens the cycles again, the last one first: the arc to a cycle replaces one inside it.
    fn expand(mut self) -> Vec<usize> {
        for cycle in (self.places..self.outer.len()).rev() {
            let arc = self.chosen[cycle];
            let mut node = arc.ends.0;
            while self.outer[node] != cycle {
                node = self.outer[node];
            }
            self.chosen[node] = arc;
        }
        self.chosen[1..self.places].iter().map(|arc| arc.ends.1).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best sum of all trees with one child of the root, by trying all.
    fn best_of_all(scores: &[f32], n: usize) -> f64 {
        let total = (n + 1).pow(u32::try_from(n).unwrap());
        let choices = (0..total).map(|mut code| {
            let digits = (0..n).map(|_| {
                let head = code % (n + 1);
                code /= n + 1;
                head
            });
            digits.collect::<Vec<_>>()
        });
        let trees = choices.filter(|heads| is_tree(heads));
        trees.map(|heads| sum(scores, &heads)).fold(f64::NEG_INFINITY, f64::max)
    }

    fn sum(scores: &[f32], heads: &[usize]) -> f64 {
        let stride = heads.len() + 1;
        heads.iter().enumerate().map(|(i, head)| f64::from(scores[i * stride + head])).sum()
    }

    fn matrix(most: usize) -> impl Strategy<Value = (usize, Vec<f32>)> {
        // Few different values, so that there are ties.
        (1..=most).prop_flat_map(|n| {
            let value = prop_oneof![(-3_i8..3).prop_map(f32::from), -5.0_f32..5.0];
            (Just(n), proptest::collection::vec(value, n * (n + 1)))
        })
    }

    proptest! {
        #[test]
        fn no_tree_is_better((n, mut scores) in matrix(5)) {
            let given = scores.clone();
            let heads = heads(Path::fastest(), &mut scores, n + 1, n);
            prop_assert!(is_tree(&heads), "{heads:?}");
            let (found, best) = (sum(&given, &heads), best_of_all(&given, n));
            prop_assert!((found - best).abs() < 1e-6, "{found} for {best}");
        }

        #[test]
        fn long_sentences_have_one_tree((n, mut scores) in matrix(60)) {
            let mut again = scores.clone();
            let found = heads(Path::fastest(), &mut scores, n + 1, n);
            prop_assert!(is_tree(&found), "{found:?}");
            prop_assert_eq!(heads(Path::fastest(), &mut again, n + 1, n), found);
        }
    }

    #[test]
    fn scores_that_are_no_numbers_still_make_a_tree() {
        for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
            assert!(is_tree(&heads(Path::fastest(), &mut [value; 12], 4, 3)));
        }
        assert!(heads(Path::fastest(), &mut [], 1, 0).is_empty());
    }

    #[test]
    fn trees_are_told_from_cycles() {
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[0, 0]));
        assert!(!is_tree(&[2, 1, 0]));
        assert!(!is_tree(&[1]));
    }
}
