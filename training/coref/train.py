"""Weights of coreference: a log-linear choice among the mentions before and “new”.

The loss is the logarithm of the probability of all right answers, wrong ones made dearer by costs (Durrett & Klein,
“Easy Victories and Uphill Battles in Coreference Resolution”, 2013). Where only a name is known to be right (GAP), the
chains of pronouns that lead to it are summed up. Each kind of mention has weights of its own, which are drawn to those
that its group shares. Needs numpy and scipy.
"""

import numpy as np
from scipy.optimize import minimize

KINDS = "he his self it they first you this name definite bare".split()
PRONOUNS = 8


class Rows:
    """Questions with their candidates, flat. Row 0 of each question is “new”."""

    def __init__(self, features):
        self.count = features
        self.flat, self.sizes, self.starts, self.right, self.cost, self.weight = [], [], [], [], [], []
        self.rows = 0

    def add(self, kind, rows, right, cost, weight=1.0):
        base = KINDS.index(kind) * self.count
        self.starts.append(self.rows)
        self.weight.append(weight)
        for row, is_right, price in zip(rows, right, cost):
            self.flat.append(np.asarray(row, dtype=np.int32) + base)
            self.sizes.append(len(row))
            self.right.append(is_right)
            self.cost.append(price)
            self.rows += 1

    def close(self):
        self.flat = np.concatenate(self.flat)
        self.sizes = np.array(self.sizes)
        self.begin = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        self.starts = np.array(self.starts)
        self.lengths = np.diff(np.append(self.starts, self.rows))
        self.right = np.array(self.right, dtype=bool)
        self.cost = np.array(self.cost)
        self.weight = np.array(self.weight)

    def scores(self, weights):
        return np.add.reduceat(weights[self.flat], self.begin)

    def back(self, gradient, size):
        return np.bincount(self.flat, np.repeat(gradient, self.sizes), size)

    def softmax(self, scores):
        most = np.repeat(np.maximum.reduceat(scores, self.starts), self.lengths)
        odds = np.exp(scores - most)
        return odds / np.repeat(np.add.reduceat(odds, self.starts), self.lengths)

    def loss(self, weights):
        p = self.softmax(self.scores(weights) + self.cost)
        of_right = np.add.reduceat(np.where(self.right, p, 0), self.starts)
        of_right = np.maximum(of_right, 1e-30)
        loss = -(self.weight * np.log(of_right)).sum()
        gradient = p - np.where(self.right, p / np.repeat(of_right, self.lengths), 0)
        return loss, self.back(gradient * np.repeat(self.weight, self.lengths), len(weights))


class Chains(Rows):
    """Questions of GAP. `answer` is what each row leads to: 0 A, 1 B, 2 somebody else, or -1 - q
    for what question q leads to. `gold` has questions with their answer."""

    def __init__(self, features):
        super().__init__(features)
        self.level, self.gold, self.answer = [], [], []

    def close(self):
        super().close()
        self.answer = np.array(self.answer)
        self.level = np.array(self.level)
        self.of_row = np.repeat(np.arange(len(self.starts)), self.lengths)
        self.levels = [np.flatnonzero(self.level[self.of_row] == at) for at in range(self.level.max() + 1)]

    def loss(self, weights):
        p = self.softmax(self.scores(weights))
        count = len(self.starts)
        reached = np.zeros((count + 3, 3))
        reached[count:] = np.eye(3)
        to = np.where(self.answer < 0, -1 - self.answer, count + self.answer)
        for rows in self.levels:
            for at in range(3):
                reached[:count, at] += np.bincount(self.of_row[rows], p[rows] * reached[to[rows], at], count)
        asked, gold = map(np.array, zip(*self.gold))
        found = np.maximum(reached[asked, gold], 1e-30)
        weight = self.weight[asked]
        loss = -(weight * np.log(found)).sum()
        pull = np.zeros((count + 3, 3))
        pull[asked, gold] -= weight / found
        gradient = np.zeros(self.rows)
        for rows in reversed(self.levels):
            pulled = pull[self.of_row[rows]]
            gradient[rows] = (pulled * reached[to[rows]]).sum(1)
            np.add.at(pull, to[rows], p[rows, None] * pulled)
        mean = np.bincount(self.of_row, p * gradient, count)
        gradient = p * (gradient - mean[self.of_row])
        return loss, self.back(gradient, len(weights))


def fit(sets, count, own=8.0, shared=2.0, steps=80, start=None, report=None):
    """Weights [kind, feature] with the least loss. `own` and `shared` are the strengths of the penalties on squares."""
    kinds = len(KINDS)
    groups = np.array([0] * PRONOUNS + [1] * (kinds - PRONOUNS))

    def parts(x):
        own_part = x[: kinds * count].reshape(kinds, count)
        shared_part = x[kinds * count :].reshape(2, count)
        return own_part, shared_part, own_part + shared_part[groups]

    def objective(x):
        own_part, shared_part, weights = parts(x)
        loss = own * (own_part**2).sum() + shared * (shared_part**2).sum()
        gradient = np.zeros(kinds * count)
        for rows in sets:
            more, slope = rows.loss(weights.ravel())
            loss += more
            gradient += slope
        gradient = gradient.reshape(kinds, count)
        of_shared = np.stack([gradient[groups == at].sum(0) for at in range(2)])
        slope = np.concatenate([(gradient + 2 * own * own_part).ravel(), (of_shared + 2 * shared * shared_part).ravel()])
        return loss, slope

    x = np.zeros((kinds + 2) * count) if start is None else start
    done = minimize(objective, x, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8})
    if report:
        report(done)
    return parts(done.x)[2], done.x


def write(path, weights, names, head="", least=0.05):
    with open(path, "w", encoding="utf-8") as out:
        out.write(head + "kind\tfeature\tweight\n")
        for kind in sorted(KINDS):
            row = weights[KINDS.index(kind)]
            for at in sorted(np.flatnonzero(np.abs(row) >= least), key=lambda at: names[at]):
                out.write(f"{kind}\t{names[at]}\t{row[at]:.2f}\n")
