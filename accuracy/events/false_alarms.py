#!/usr/bin/env python3
"""Counts events in 200 passages that tell none: false alarms per 1,000 words, at most 2 wanted.

    python3 accuracy/events/false_alarms.py --bin target/release/onrecord [--shared ../shared] [--errors] [--json]

The passages are whole paragraphs (about 150 words) of GUM's academic texts, biographies and travel guides. false_alarms.tsv
names them by document, first and last paragraph (counted from 0); their text stays in SHARED/data. Those with a reason in
`left_out` tell of a political event and are not read. They were found by looking at every passage with a word of war, rule or
law, and at every one in which the program found something. Standard library only.
"""

import argparse
import collections
import csv
import json
import pathlib
import subprocess

from score import sentence

HERE = pathlib.Path(__file__).resolve().parent


def paragraphs(path):
    """Paragraphs of each document of a CoNLL-U file, as text."""
    found = {}
    for line in path.open(encoding="utf-8"):
        key, _, value = line.strip().partition(" = ")
        if key == "# newdoc id":
            found[value] = mine = [[]]
        elif key == "# newpar":
            mine.append([])
        elif key == "# text":
            mine[-1].append(value)
    return {name: [" ".join(one) for one in document if one] for name, document in found.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--shared", default=HERE.parents[2] / "shared", type=pathlib.Path)
    parser.add_argument("--errors", action="store_true", help="a line an event: passage, type, factuality, trigger, rule, sentence, parted by tabs")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    documents = {}
    for part in ("train", "dev", "test"):
        documents |= paragraphs(args.shared / f"data/language/ud-gum-clean/en_gum-ud-{part}.conllu")
    with (HERE / "false_alarms.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if not row["left_out"]]
    texts = {f"{row['document']}:{row['from']}-{row['to']}": "\n\n".join(documents[row["document"]][int(row["from"]) : int(row["to"]) + 1]) for row in rows}
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    done = subprocess.run([*args.bin.split(), "read", "-", "--format", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    record = [json.loads(line) for line in done.stdout.splitlines()]
    of = {row["id"]: row["source_id"] for row in record if row["kind"] == "document"}
    events = [row for row in record if row["kind"] == "event"]
    words, kinds = sum(len(text.split()) for text in texts.values()), collections.Counter()
    for event in events:
        name, plover = of[event["document"]], event["plover"]
        kinds[f"{plover['type']} {event['by']}"] += 1
        if args.errors:
            place = sentence(texts[name], event["trigger"])[1].replace("\n", " ")
            print(name, "/".join(filter(None, (plover["type"], plover["mode"]))), event["factuality"], event["trigger"]["quote"], event["by"], place, sep="\t")
    out = {"passages": len(texts), "words": words, "events": len(events), "per_thousand_words": round(1000 * len(events) / words, 2)}
    print(json.dumps(out) if args.json else "\n".join(f"{key:24}{value}" for key, value in out.items()))
    if not args.json:
        for kind, times in kinds.most_common(10):
            print(f"{times:4} {kind}")


if __name__ == "__main__":
    main()
