"""MUC, B³ and CEAF with entity similarity, and the score of GAP. Needs scipy."""

import numpy as np
from scipy.optimize import linear_sum_assignment


def f1(right, found, gold):
    precision, recall = right[0] / max(found, 1e-9), right[1] / max(gold, 1e-9)
    return 2 * precision * recall / max(precision + recall, 1e-9)


class Conll:
    """Sums over documents; clusters are lists of hashable mentions."""

    def __init__(self):
        self.sums = np.zeros((3, 4))  # measure: right of system, system, right of gold, gold
        self.mentions = np.zeros(3)

    def add(self, gold, system):
        gold = [set(c) for c in gold if len(c) > 1]
        system = [set(c) for c in system if len(c) > 1]
        of_gold = {m: at for at, c in enumerate(gold) for m in c}
        of_system = {m: at for at, c in enumerate(system) for m in c}
        self.mentions += [len(of_gold.keys() & of_system.keys()), len(of_system), len(of_gold)]
        self.sums[0] += [*muc(system, of_gold), *muc(gold, of_system)]
        self.sums[1] += [*bcubed(system, of_gold, gold), *bcubed(gold, of_system, system)]
        if gold and system:
            table = np.array([[2 * len(g & s) / (len(g) + len(s)) for s in system] for g in gold])
            rows, columns = linear_sum_assignment(-table)
            best = table[rows, columns].sum()
        else:
            best = 0.0
        self.sums[2] += [best, len(system), best, len(gold)]

    def figures(self):
        each = [f1((a, c), b, d) * 100 for a, b, c, d in self.sums]
        right, found, gold = self.mentions
        return {"muc": each[0], "b3": each[1], "ceafe": each[2], "conll": sum(each) / 3, "recall": right / max(gold, 1) * 100, "mentions": f1((right, right), found, gold) * 100}


def muc(clusters, other):
    right = total = 0
    for cluster in clusters:
        parts = {other[m] for m in cluster if m in other}
        missing = sum(m not in other for m in cluster)
        right += len(cluster) - len(parts) - missing
        total += len(cluster) - 1
    return right, total


def bcubed(clusters, other, others):
    right = total = 0
    for cluster in clusters:
        counts = {}
        for m in cluster:
            if m in other:
                counts[other[m]] = counts.get(other[m], 0) + 1
        right += sum(n * n for n in counts.values()) / len(cluster)
        total += len(cluster)
    return right, total


def gap(rows, answers):
    """F1 in percent: all, male, female. Answers are pairs for A and B."""
    counts = np.zeros((2, 3))
    for row, answer in zip(rows, answers):
        for name, said in zip("AB", answer):
            gold = row[f"{name}-coref"]
            counts[int(row["is_female"])] += [gold and said, said, gold]
    def score(n):
        return 200 * n[0] / max(n[1] + n[2], 1)

    return {"f1": score(counts.sum(0)), "male": score(counts[0]), "female": score(counts[1])}
