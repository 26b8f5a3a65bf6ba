#!/usr/bin/env python3
"""Scores the act of sayings with neutral cues (`said`, `told`) on acts/*.tsv.

    python3 accuracy/statements/acts.py --bin target/release/onrecord [--json] [--confusion]

Each row of acts/*.tsv: the act, another one that a fair reader accepts (or nothing), and a passage with the content between
⟦ and ⟧. The rows are harder than news: a third are near misses, and many leave the act to the situation. A saying counts as
found where a statement has most of the content; of the found, `acts` tells how many have a right act.
"""

import argparse
import collections
import json
import pathlib
import subprocess

ROWS = sorted((pathlib.Path(__file__).parent / "acts").glob("*.tsv"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--confusion", action="store_true")
    chosen = parser.parse_args()
    rows = [line.split("\t") for path in ROWS for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [text.replace("⟦", "").replace("⟧", "") for _, _, text in rows]
    lines = "".join(json.dumps({"id": str(at), "text": text, "title": ""}) + "\n" for at, text in enumerate(texts))
    done = subprocess.run(
        [chosen.bin, "--quiet", "read", "-", "--format", "jsonl"], input=lines, stdout=subprocess.PIPE, text=True, check=True
    )
    document, found = None, collections.defaultdict(list)
    for line in map(json.loads, done.stdout.splitlines()):
        if line["kind"] == "document":
            document = int(line["source_id"])
        elif line["kind"] == "statement":
            found[document].append(line)
    seen = right = 0
    wrong = collections.Counter()
    for at, (act, also, marked) in enumerate(rows):
        start, end = marked.index("⟦"), marked.index("⟧") - 1
        shift = texts[at].index(texts[at].strip())
        common = lambda one: sum(max(0, min(end, c["end"] + shift) - max(start, c["start"] + shift)) for c in one["content"])
        size = lambda one: sum(c["end"] - c["start"] for c in one["content"])
        share = lambda one: 2 * common(one) / (size(one) + end - start)
        best = max(found[at], key=share, default=None)
        if best is None or share(best) < 0.7:
            continue
        seen += 1
        right += best["act"] in (act, also)
        if best["act"] not in (act, also):
            wrong[act, best["act"]] += 1
    figures = {"sayings": len(rows), "found": round(seen / len(rows), 4), "acts": round(right / max(seen, 1), 4)}
    print(json.dumps(figures) if chosen.json else "\n".join(f"{name:10}{value}" for name, value in figures.items()))
    if chosen.confusion:
        print(*(f"{count:5} {want} as {got}" for (want, got), count in wrong.most_common(40)), sep="\n")


if __name__ == "__main__":
    main()
