"""Fits the weights of pairs of events and figures on our own open gold.

usage: pairs.py --bin B --pairs P [--write]

B is the program, P the example `stories` of `onrecord-stories`. Prints the weights as rows of
`crates/onrecord-stories/tables/pairs.tsv`; `--write` puts those of figures there. Logistic regression with a penalty on the squares of
the weights; each pair of one story and type or aspect is a case. Standard library only.
"""

import argparse
import json
import math
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]
TABLE = ROOT / "crates/onrecord-stories/tables/pairs.tsv"
sys.path.insert(0, str(ROOT / "accuracy/stories"))
import score  # noqa: E402

PENALTY = 1.0
STEPS = 3000


def record(binary, documents):
    text = "".join(json.dumps({k: d[k] for k in score.FIELDS if d.get(k)}) + "\n" for d in documents)
    command = [*binary.split(), "--quiet", "read", "-", "--mentions", "--format", "jsonl"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def things(lines, folder):
    """Item to the thing that the gold says it tells; events that the gold does not list are left out."""
    texts = score.Texts(lines)
    of = {}
    triggers = [(texts.trigger(m), act["act"]) for act in score.rows(folder / "events.jsonl") for m in act["mentions"]]
    for event in lines["event"]:
        place = (texts.name[event["document"]], event["trigger"]["start"], event["trigger"]["end"])
        of.update({event["id"]: act for trigger, act in triggers if trigger and score.overlap(trigger, place)})
    topics = {}
    for row in score.rows(folder / "agreements.jsonl"):
        if row["kind"] == "figure":
            for side in row["sides"]:
                for item in side["items"]:
                    for place in texts.places(item["document"], item["quote"]):
                        topics[(item["document"], *place)] = row["story"] + row["topic"]
    for figure in lines["figure"]:
        document = texts.name[figure["document"]]
        spans = [figure["span"]] + ([figure["of"]["span"]] if figure["of"] else [])
        found = [t for p, t in topics.items() for s in spans if score.overlap(p, (document, s["start"], s["end"]))]
        of[figure["id"]] = found[0] if found else figure["id"]
    return of


def fit(cases):
    """Weights of `(features, is one)`; gradient ascent with momentum."""
    size = len(cases[0][0])
    weights, speed = [0.0] * size, [0.0] * size
    for _ in range(STEPS):
        slope = [-PENALTY * w for w in weights]
        slope[0] = 0.0
        for features, is_one in cases:
            odds = sum(w * f for w, f in zip(weights, features) if f)
            miss = is_one - 1.0 / (1.0 + math.exp(-odds))
            for at, feature in enumerate(features):
                if feature:
                    slope[at] += miss * feature
        speed = [0.9 * v + 0.5 * s / len(cases) for v, s in zip(speed, slope)]
        weights = [w + v for w, v in zip(weights, speed)]
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pairs", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    folder = ROOT / "accuracy/stories/open"
    text = record(args.bin, score.rows(folder / "documents.jsonl"))
    lines = {"document": [], "event": [], "figure": [], "statement": []}
    for line in map(json.loads, text.splitlines()):
        lines.setdefault(line["kind"], []).append(line)
    of = things(lines, folder)
    pairs = subprocess.run([args.pairs, "pairs"], input=text, capture_output=True, text=True, check=True).stdout
    cases, names = {"act": [], "value": [], "values": []}, {}
    for row in pairs.splitlines():
        kind, left, right, *features = row.split("\t")
        names[kind] = [f.split("=")[0] for f in features]
        if left in of and right in of:
            cases[kind].append(([float(f.split("=")[1]) for f in features], float(of[left] == of[right])))
    rows = [line for line in TABLE.read_text().splitlines() if line.startswith("#")]
    for kind in cases:
        random.Random(1).shuffle(cases[kind])
        weights = fit(cases[kind])
        print(f"{kind}: {len(cases[kind])} pairs, {sum(c[1] for c in cases[kind]):.0f} of one", file=sys.stderr)
        rows += [f"{kind}\t{name}\t{weight:.2f}" for name, weight in zip(names[kind], weights)]
    if args.write:
        # What is fitted for acts joins too much under average linkage: those rows are authored.
        acts = [row for row in TABLE.read_text().splitlines() if row.startswith("act")]
        head = [row for row in rows if row.startswith("#")]
        TABLE.write_text("\n".join([*head, *acts, *(row for row in rows if row.startswith("value"))]) + "\n")
    print("\n".join(rows))


main()
