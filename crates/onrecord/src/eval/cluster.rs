//! Clusters of mentions, scored as the scorer of CoNLL 2012 does: MUC (Vilain et al. 1995), B³ (Bagga
//! and Baldwin 1998) and CEAF with entity similarity (Luo 2005). A mention is right when its first
//! and last word are.

use std::collections::BTreeMap;
use std::ops::Range;

use pathfinding::prelude::{Matrix, kuhn_munkres};

/// A mention: its sentence and its words.
pub(crate) type Mention = (usize, Range<usize>);

/// Mentions of the same.
pub(crate) type Cluster = Vec<Mention>;

/// Right and all, of the system and of gold, by measure; sums over documents.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    measures: [[f64; 4]; 3],
    mentions: [usize; 3],
}

/// Percentages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// F1 of MUC, B³ and CEAF.
    pub(crate) measures: [f64; 3],
    /// Their mean.
    pub(crate) conll: f64,
    /// Precision, recall and F1 of mentions.
    pub(crate) mentions: [f64; 3],
}

impl Sums {
    /// Adds the clusters of a document.
    pub(crate) fn add(&mut self, gold: &[Cluster], system: &[Cluster]) {
        let (of_gold, of_system) = (places(gold), places(system));
        let [muc, cubed, ceaf] = &mut self.measures;
        sum(muc, [links(system, &of_gold), links(gold, &of_system)]);
        sum(cubed, [shares(system, &of_gold), shares(gold, &of_system)]);
        let best = similarity(gold, system);
        sum(ceaf, [(best, count(system.len())), (best, count(gold.len()))]);
        let common = of_system.keys().filter(|mention| of_gold.contains_key(*mention)).count();
        let [right, found, all] = &mut self.mentions;
        *right += common;
        *found += of_system.len();
        *all += of_gold.len();
    }

    /// The figures of all documents together.
    pub(crate) fn figures(&self) -> Figures {
        let measures = self.measures.map(|[right, found, of_gold, gold]| {
            harmonic(share(right, found), share(of_gold, gold))
        });
        let [right, found, gold] = self.mentions.map(count);
        let (precision, recall) = (share(right, found), share(right, gold));
        let conll = measures.iter().sum::<f64>() / 3.0;
        Figures { measures, conll, mentions: [precision, recall, harmonic(precision, recall)] }
    }
}

fn sum(measure: &mut [f64; 4], [(right, found), (of_gold, gold)]: [(f64, f64); 2]) {
    for (sum, more) in measure.iter_mut().zip([right, found, of_gold, gold]) {
        *sum += more;
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { 100.0 * part / whole } else { 0.0 }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "no document has 2^52 mentions")]
fn count(number: usize) -> f64 {
    number as f64
}

/// The cluster of each mention.
fn places(clusters: &[Cluster]) -> BTreeMap<(usize, usize, usize), usize> {
    let all = clusters.iter().enumerate();
    all.flat_map(|(number, cluster)| cluster.iter().map(move |one| (key(one), number))).collect()
}

fn key((sentence, words): &Mention) -> (usize, usize, usize) {
    (*sentence, words.start, words.end)
}

/// MUC: links that need not be added, of those that hold clusters together.
fn links(clusters: &[Cluster], other: &BTreeMap<(usize, usize, usize), usize>) -> (f64, f64) {
    let (mut right, mut all) = (0, 0);
    for cluster in clusters {
        let found: Vec<Option<usize>> =
            cluster.iter().map(|one| other.get(&key(one)).copied()).collect();
        let missing = found.iter().filter(|one| one.is_none()).count();
        let mut parts: Vec<usize> = found.into_iter().flatten().collect();
        parts.sort_unstable();
        parts.dedup();
        right += cluster.len() - parts.len() - missing;
        all += cluster.len() - 1;
    }
    (count(right), count(all))
}

/// B³: of each mention, how much of its cluster is with it on the other side too.
fn shares(clusters: &[Cluster], other: &BTreeMap<(usize, usize, usize), usize>) -> (f64, f64) {
    let (mut right, mut all) = (0.0, 0);
    for cluster in clusters {
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for part in cluster.iter().filter_map(|one| other.get(&key(one))) {
            *parts.entry(*part).or_default() += 1;
        }
        let squares: usize = parts.values().map(|size| size * size).sum();
        right += count(squares) / count(cluster.len());
        all += cluster.len();
    }
    (right, count(all))
}

/// CEAF: how alike clusters are (twice what they share, by what both have), under the best pairing.
fn similarity(gold: &[Cluster], system: &[Cluster]) -> f64 {
    let of_gold = places(gold);
    let mut common = vec![vec![0_usize; gold.len()]; system.len()];
    for (row, cluster) in common.iter_mut().zip(system) {
        for number in cluster.iter().filter_map(|one| of_gold.get(&key(one))) {
            row[*number] += 1;
        }
    }
    let sizes: Vec<usize> = gold.iter().map(Vec::len).collect();
    let alike = |row: &Vec<usize>, cluster: &Cluster| -> Vec<f64> {
        let pairs = row.iter().zip(&sizes);
        pairs.map(|(both, size)| 2.0 * count(*both) / count(size + cluster.len())).collect()
    };
    let table: Vec<Vec<f64>> =
        common.iter().zip(system).map(|(row, one)| alike(row, one)).collect();
    best_pairs(if system.len() <= gold.len() { table } else { turned(&table) })
}

fn turned(table: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = table.first().map_or(0, Vec::len);
    (0..columns).map(|column| table.iter().map(|row| row[column]).collect()).collect()
}

/// The greatest sum of values of which no two share a row or column. There are as many columns as
/// rows, or more.
fn best_pairs(table: Vec<Vec<f64>>) -> f64 {
    let whole = |row: Vec<f64>| -> Vec<i64> { row.into_iter().map(scaled).collect() };
    let Ok(table) = Matrix::from_rows(table.into_iter().map(whole)) else { return 0.0 };
    if table.rows == 0 {
        return 0.0;
    }
    let (sum, _) = kuhn_munkres(&table);
    #[expect(clippy::cast_precision_loss, reason = "rounds in the 16th digit")]
    let sum = sum as f64;
    sum / SCALE
}

/// The method of pairing needs whole numbers.
const SCALE: f64 = 1e9;

#[expect(clippy::cast_possible_truncation, reason = "values are between 0 and 1")]
fn scaled(value: f64) -> i64 {
    (value * SCALE) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clusters of mentions that are letters: `ab cd`.
    fn letters(text: &str) -> Vec<Cluster> {
        let mention = |letter: char| (0, letter as usize..letter as usize + 1);
        text.split_whitespace().map(|cluster| cluster.chars().map(mention).collect()).collect()
    }

    fn figures(gold: &str, system: &str) -> [String; 3] {
        let mut sums = Sums::default();
        sums.add(&letters(gold), &letters(system));
        sums.figures().measures.map(|figure| format!("{figure:.2}"))
    }

    /// The examples of Luo (2005, section 5), and small cases; an implementation of our own in
    /// Python has the same figures.
    #[test]
    fn measures_are_those_of_their_papers() {
        assert_eq!(figures("ab cde", "ab cde"), ["100.00", "100.00", "100.00"]);
        let gold = "abcde fg hijkl";
        assert_eq!(figures(gold, "abcde fghijkl"), ["94.74", "86.49", "73.33"]);
        assert_eq!(figures(gold, "abcdehijkl fg"), ["94.74", "73.68", "66.67"]);
        assert_eq!(figures(gold, "abcdefghijkl"), ["90.00", "54.55", "29.41"]);
        assert_eq!(figures("ab", "cd"), ["0.00", "0.00", "0.00"]);
        assert_eq!(figures("abc", "ab xy"), ["50.00", "47.06", "53.33"]);
        assert_eq!(figures("ab", ""), ["0.00", "0.00", "0.00"]);
    }

    #[test]
    fn pairs_are_the_best_ones() {
        assert!((best_pairs(vec![vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert!((best_pairs(vec![vec![0.1, 0.2, 0.9]]) - 0.9).abs() < 1e-9);
        assert!(best_pairs(Vec::new()).abs() < 1e-9);
    }
}
