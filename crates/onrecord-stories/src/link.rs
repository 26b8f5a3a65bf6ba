//! Average linkage over scores that say how likely two things are one.

use std::collections::BTreeMap;

/// Things that are farther apart in their order are not compared: long stories cost no more than they are long.
const WINDOW: usize = 200;

/// Pairs beyond which more do not make two groups lean to each other more.
const MANY: f64 = 12.0;

/// Groups of the things `0..number`, in order: joined as long as the mean score between two groups is above 0, the
/// best first. `lean` is added for each doubling (in logarithms) of the number of their pairs: what is told often is what is
/// meant where nothing tells otherwise. `score` is asked once for each pair that is compared.
pub(crate) fn link(
    number: usize,
    lean: f64,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..number).map(|at| vec![at]).collect();
    // By group: sum and number of the scores with each later or earlier one.
    let mut scores: Vec<BTreeMap<usize, (f64, f64)>> = vec![BTreeMap::new(); number];
    for right in 0..number {
        for left in right.saturating_sub(WINDOW)..right {
            let score = score(left, right);
            scores[left].insert(right, (score, 1.0));
            scores[right].insert(left, (score, 1.0));
        }
    }
    let best = |of: &BTreeMap<usize, (f64, f64)>| {
        let mut best: Option<(f64, usize)> = None;
        for (&other, &(sum, count)) in of {
            let score = sum / count + lean * libm::log(count.min(MANY));
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, other));
            }
        }
        best
    };
    let mut bests: Vec<Option<(f64, usize)>> = scores.iter().map(best).collect();
    loop {
        let mut most: Option<(f64, usize, usize)> = None;
        for (at, found) in bests.iter().enumerate() {
            if let Some((score, other)) = *found
                && score > most.map_or(0.0, |(most, _, _)| most)
            {
                most = Some((score, at, other));
            }
        }
        let Some((_, at, other)) = most else { break };
        let (left, right) = (at.min(other), at.max(other));
        let moved = std::mem::take(&mut groups[right]);
        groups[left].extend(moved);
        let gone = std::mem::take(&mut scores[right]);
        bests[right] = None;
        scores[left].remove(&right);
        for (third, (sum, count)) in gone {
            scores[third].remove(&right);
            if third != left {
                let both = scores[left].entry(third).or_insert((0.0, 0.0));
                *both = (both.0 + sum, both.1 + count);
                let both = *both;
                scores[third].insert(left, both);
            }
        }
        let touched: Vec<usize> = scores[left].keys().copied().collect();
        for third in touched {
            bests[third] = best(&scores[third]);
        }
        bests[left] = best(&scores[left]);
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_decides() {
        let score = |a: usize, b: usize| match (a, b) {
            (0, 1) => 3.0,
            (0, 2) => 1.0,
            (1, 2) => -2.0,
            (3, 4) => 0.5,
            _ => -1.0,
        };
        assert_eq!(link(5, 0.0, score), [vec![0, 1], vec![2], vec![3, 4]]);
        assert_eq!(link(0, 0.0, |_, _| 1.0), [[0_usize; 0]; 0]);
    }
}
