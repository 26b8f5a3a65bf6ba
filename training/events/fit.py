#!/usr/bin/env python3
"""How likely an event or a figure is right: weights of its features, from our own gold.

    python3 training/events/fit.py --bin target/release/onrecord [--write]

An event is right when it has type and trigger of a gold event, a figure when its value is right, as accuracy/events/score.py has it.
The confidence is logistic in the sum of the weights of its features, all of which stand in the printed line. Weights are
fitted on accuracy/events/open.jsonl alone. The report tells calibration error (ten equal bins) and AUROC of three confidences: the
one that is printed, the share of right ones on the open part for everything, and the fitted one; on the open part in five folds,
and on the held part. `--write` writes the engine's table of events; figures are too few to fit. Needs numpy.
"""

import argparse
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ACCURACY = HERE.parents[1] / "accuracy"
TABLE = HERE.parents[1] / "crates/onrecord-engine/tables/event-confidence.tsv"
# Two files are called score.py.
sys.path.insert(0, str(ACCURACY / "statements"))
from score import calibration

del sys.modules["score"]
sys.path.insert(0, str(ACCURACY / "events"))
import score

HEAD = """\
# event-confidence.tsv: what speaks for an event being right: its confidence is logistic in the sum of the weights.
# format: feature (as src/event/confidence.rs names it), weight (logarithm of odds). Sorted by feature.
# origin: training/events/fit.py, from accuracy/events/open.jsonl (ours). licence: CC0-1.0
feature	weight
"""
# Strength of the penalty on squares.
PENALTY = 8.0


def of_event(event):
    """As `features` in crates/onrecord-engine/src/event/confidence.rs."""
    yield "any"
    yield f"type={event['plover']['type']}"
    yield f"factuality={event['factuality']}"
    yield f"asserted={event['asserted_by']['kind']}"
    yield f"by={event['by'].split('@')[0]}"
    for duty in ("actors", "recipients"):
        parties = event[duty]
        yield f"{duty}={min(len(parties), 2)}"
        if any(one["codes"] or one["actor"] for one in parties):
            yield f"{duty}=known"
    for field in ("about", "place", "date"):
        if event[field]:
            yield field
    if event["plover"]["mode"]:
        yield "mode"


def of_figure(figure):
    yield "any"
    quote = figure["span"]["quote"]
    yield "digits" if any(sign.isdigit() for sign in quote) else "words"
    yield f"approx={figure['approx'] or 'none'}"
    unit = figure["unit"] or "none"
    yield "unit=" + (unit if unit in ("none", "person", "%", "1") else "counted" if figure["of"] else "measure")
    if figure["of"]:
        yield "of"
    if " " in quote:
        yield "several words"


def examples(program, part):
    """Events and figures of each passage: features, a number, the confidence printed, whether it is right."""
    gold = score.passages(ACCURACY / f"events/{part}.jsonl")
    found = score.read(program, gold)
    for passage in gold:
        text, mine = passage["text"], found[passage["id"]]
        right = {j for _, j in score.match_events(text, passage["events"], mine["event"])}
        yield (
            [(list(of_event(e)), e["confidence"], at in right) for at, e in enumerate(mine["event"])],
            [(list(of_figure(f)), f["confidence"], is_right) for f, is_right in judged_figures(text, passage, mine)],
        )


def judged_figures(text, passage, mine):
    pairs = dict(score.match_figures(text, passage["figures"], mine["figure"]))
    right = {j for i, j in pairs.items() if score.value(passage["figures"][i]) == score.value(mine["figure"][j])}
    return [(figure, at in right) for at, figure in enumerate(mine["figure"])]


def fit(rows):
    names = sorted({name for features, *_ in rows for name in features})
    table = np.zeros((len(rows), len(names)))
    for at, (features, *_) in enumerate(rows):
        for name in features:
            table[at, names.index(name)] = 1
    right = np.array([row[-1] for row in rows], dtype=float)
    strength = np.array([0.0 if name == "any" else PENALTY for name in names])

    weights = np.zeros(len(names))
    # Newton's method; some rounds more than it ever takes.
    for _ in range(30):
        p = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (p - right) + 2 * strength * weights
        curve = (table * (p * (1 - p) + 1e-9)[:, None]).T @ table + np.diag(2 * strength)
        weights -= np.linalg.solve(curve, slope)
    return dict(zip(names, weights))


def judge(weights, rows):
    total = lambda features: sum(weights.get(name, 0.0) for name in features)
    return [(1 / (1 + math.exp(-total(features))), right) for features, _, right in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    parts = {part: list(examples(args.bin, part)) for part in ("open", "held")}
    print("| kind | part | right of all | confidence | calibration error | AUROC |\n|---|---|---|---|---|---|")
    lines = []
    for column, kind in enumerate(("event", "figure")):
        of = {part: [one[column] for one in passages] for part, passages in parts.items()}
        flat = {part: [row for rows in passages for row in rows] for part, passages in of.items()}
        weights = fit(flat["open"])
        folds = []
        for fold in range(5):
            rest = fit([row for at, rows in enumerate(of["open"]) if at % 5 != fold for row in rows])
            folds += judge(rest, [row for at, rows in enumerate(of["open"]) if at % 5 == fold for row in rows])
        share = sum(row[-1] for row in flat["open"]) / len(flat["open"])
        for part, rows in flat.items():
            for name, judged in (
                ("printed", [(confidence, right) for _, confidence, right in rows]),
                (f"{share:.2f} for all", [(share, right) for *_, right in rows]),
                ("fitted", folds if part == "open" else judge(weights, rows)),
            ):
                good = sum(right for _, right in judged)
                scores = calibration(judged)
                print(f"| {kind} | {part} | {good} of {len(judged)} | {name} | {scores['calibration_error']} | {scores['auroc']} |")
        if kind == "event":
            lines = [f"{name}\t{weights[name]:.2f}\n" for name in sorted(weights, key=str.encode) if abs(weights[name]) >= 0.005]
    if args.write:
        TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")


main()
