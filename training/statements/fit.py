#!/usr/bin/env python3
"""Makes tables/confidence.tsv of onrecord-engine: how likely a finding is right, from our own gold.

    python3 training/statements/fit.py PROGRAM [--check]

PROGRAM is the example `statement_features` of the engine. A finding is right when it matches a statement of
accuracy/statements/open.jsonl as `full` of its score.py does. `--check` fits on four fifths in turn and tells how good the
rest comes out. The held-back passages are never read. Needs numpy and scipy.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import numpy as np
from scipy.optimize import minimize

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "accuracy/statements"))
import score

GOLD = ROOT / "accuracy/statements/open.jsonl"
TABLE = ROOT / "crates/onrecord-engine/tables/confidence.tsv"
HEAD = """\
# confidence.tsv: what speaks for a finding being right: the confidence of a statement is logistic in the sum of the weights.
# format: feature (as src/statement/confidence.rs names it), weight (logarithm of odds). Sorted by feature.
# origin: training/statements/fit.py, from accuracy/statements/open.jsonl (ours). licence: CC0-1.0
"""
# Strength of the penalty on squares, for features that a single word makes and for the others.
LEMMA, OTHER = 4.0, 3.0


def examples(program, gold):
    lines = "".join(json.dumps({"id": g["id"], "text": g["text"]}) + "\n" for g in gold)
    done = subprocess.run([program], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    for passage, line in zip(gold, done.stdout.splitlines()):
        findings = json.loads(line)["findings"]
        span = lambda pair: pair and {"start": pair[0], "end": pair[1]}
        mine = [
            {"content": [span(piece) for piece in f["content"]], "source": span(f["source"]), "cue": span(f["cue"])}
            for f in findings
        ]
        right = {j for _, j, is_full in score.pairs(passage["text"], passage["statements"], mine) if is_full}
        yield [(f["features"], at in right) for at, f in enumerate(findings)]


def fit(rows):
    names = sorted({name for features, _ in rows for name in features})
    number = {name: at for at, name in enumerate(names)}
    flat = np.array([number[name] for features, _ in rows for name in features])
    of = np.repeat(np.arange(len(rows)), [len(features) for features, _ in rows])
    right = np.array([is_right for _, is_right in rows], dtype=float)
    strength = np.array([0.0 if name == "any" else LEMMA if name.startswith("lemma=") else OTHER for name in names])

    def loss(weights):
        total = np.bincount(of, weights[flat], len(rows))
        p = 1 / (1 + np.exp(-total))
        value = -(right * np.log(p + 1e-12) + (1 - right) * np.log(1 - p + 1e-12)).sum() + (strength * weights**2).sum()
        return value, np.bincount(flat, (p - right)[of], len(names)) + 2 * strength * weights

    done = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, done.x))


def judge(weights, rows):
    return [(1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in features))), is_right) for features, is_right in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    gold = [json.loads(line) for line in GOLD.open(encoding="utf-8")]
    passages = list(examples(args.program, gold))
    count = sum(len(g["statements"]) for g in gold)
    if args.check:
        judged = []
        for fold in range(5):
            weights = fit([row for at, rows in enumerate(passages) if at % 5 != fold for row in rows])
            judged += judge(weights, [row for at, rows in enumerate(passages) if at % 5 == fold for row in rows])
        print(score.calibration(judged))
        for least in (0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
            kept = [right for p, right in judged if p >= least]
            print(least, score.rates("", sum(kept), len(kept), count))
        return
    weights = fit([row for rows in passages for row in rows])
    with TABLE.open("w", encoding="utf-8") as out:
        out.write(HEAD + "feature\tweight\n")
        for name in sorted(weights, key=str.encode):
            if abs(weights[name]) >= 0.02:
                out.write(f"{name}\t{weights[name]:.2f}\n")


main()
