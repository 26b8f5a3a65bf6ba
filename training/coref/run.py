#!/usr/bin/env python3
"""Makes tables/coref-weights.tsv of onrecord-engine, or tells how good such weights are on what they were not made from.

    python3 training/coref/run.py write ../shared/data PROGRAM
    python3 training/coref/run.py check ../shared/data PROGRAM

PROGRAM is the example `coref_features` of the engine. `write` takes the train and dev parts of OntoGUM, LitBank, GAP's
development and validation parts and our own passages; `check` leaves out OntoGUM's dev part, a quarter of the passages, and a
fifth of GAP in turn. The test parts
are never read. Needs numpy and scipy.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile

import data
import score
import train

TABLE = pathlib.Path(__file__).resolve().parents[2] / "crates/onrecord-engine/tables/coref-weights.tsv"
HEAD = """\
# coref-weights.tsv: what speaks for a mention meaning the same as another one, and for it meaning somebody new.
# format: kind of the mention, feature (template and values; `new…` are those of the mention alone), weight (logarithm of
# odds). Sorted by kind and feature; what is not here weighs nothing.
# origin: training/coref/run.py, from OntoGUM's train and dev parts (the free genres of GUM, CC BY 4.0), LitBank (CC BY 4.0)
# GAP's development and validation parts (Apache-2.0), and training/coref/passages-*.md (ours). licence: CC BY 4.0
"""
NAMES = ("name", "definite", "bare")
PERSONS = ("he", "his", "self")
# Kinds that LitBank decides: it marks persons, places and organisations alone.
LITBANK = ("he", "his", "self", "first", "you", "they", *NAMES)
# Costs of taking a mention for a new one that is not, and of joining it to a wrong one.
MISSED, WRONG = 2.0, 2.0
LITBANK_WEIGHT, GAP_WEIGHT, OWN_WEIGHT = 0.2, 1.0, 1.0


def ask(program, what, documents, *args):
    keys = ("text", "words", "title")
    lines = "".join(json.dumps({key: d[key] for key in keys if d.get(key) is not None}) + "\n" for d in documents)
    done = subprocess.run([program, what, *args], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return map(json.loads, done.stdout.splitlines())


def entities(document, mentions):
    """The entity of each mention: that of the same span, else of the nearest one with the same head and an end in common."""
    gold = {tuple(m): entity for entity, ms in document["gold"].items() for m in ms}
    found = [gold.get((sentence, start, end)) for sentence, start, end, *_ in mentions]
    spans = {tuple(m[:3]) for m in mentions}
    by_sentence = collections.defaultdict(list)
    for at, mention in enumerate(mentions):
        by_sentence[mention[0]].append((at, mention))
    for (sentence, start, end), entity in gold.items():
        if (sentence, start, end) in spans:
            continue
        near = [
            (abs(m[1] - start) + abs(m[2] - end), at)
            for at, m in by_sentence[sentence]
            if found[at] is None and m[4] != "verb" and start <= m[3] < end and (m[1] == start or m[2] == end)
        ]
        if near:
            found[min(near)[1]] = entity
    return found


def marked(document, mentions):
    """The entity of each mention of our own passages: of those whose heads one mark holds, the longest has it."""
    found = [None] * len(mentions)
    for start, end, entity in document["marks"]:
        inside = [(m[2] - m[1], at) for at, m in enumerate(mentions) if m[4] != "verb" and start <= m[5] and m[6] <= end]
        if inside:
            found[max(inside)[1]] = entity
    return found


def add(rows, document, answer, weight, is_litbank=False):
    of = marked(document, answer["mentions"]) if "marks" in document else entities(document, answer["mentions"])
    for mention, (new, candidates), entity in zip(answer["mentions"], answer["asked"], of):
        kind = mention[4]
        if kind == "verb" or is_litbank and (kind not in LITBANK or entity is None):
            continue
        right = [entity is not None and of[other] == entity for other, _ in candidates]
        known = any(right)
        if is_litbank and not known and kind not in NAMES:
            continue
        cost = [MISSED * known] + [WRONG * (known and not is_right) for is_right in right]
        rows.add(kind, [new] + [features for _, features in candidates], [not known] + right, cost, weight)


def labels(row, mentions):
    """What each mention of a row of GAP stands for: 0 and 1 for its names, 2 for anything else."""
    text = row["text"].encode()
    names = [text[slice(*row[name])].decode().split() for name in "AB"]
    for mention in mentions:
        start, end = mention[5:7]
        inside = [row[name][0] <= start and end <= row[name][1] for name in "AB"]
        word = text[start:end].decode()
        same = [mention[4] == "name" and word in name for name in names]
        if mention[4] not in NAMES:
            yield 2
        elif any(inside):
            yield inside.index(True)
        else:
            yield same.index(True) if sum(same) == 1 else 2


def add_gap(rows, row, answer):
    mentions = answer["mentions"]
    of = list(labels(row, mentions))
    is_target = (m[4] in PERSONS and m[5] == row["pronoun"][0] for m in mentions)
    target = next((at for at, found in enumerate(is_target) if found), None)
    if target is None:
        return
    number = {}
    for at, (mention, (new, candidates)) in enumerate(zip(mentions[: target + 1], answer["asked"])):
        if mention[4] not in PERSONS:
            continue
        leads = [2] + [-1 - number[other] if other in number else of[other] for other, _ in candidates]
        level = max((rows.level[number[other]] + 1 for other, _ in candidates if other in number), default=0)
        number[at] = len(rows.starts)
        rows.add(mention[4], [new] + [f for _, f in candidates], [False] * len(leads), [0.0] * len(leads), GAP_WEIGHT)
        rows.answer += leads
        rows.level.append(level)
    rows.gold.append((number[target], 0 if row["A-coref"] else 1 if row["B-coref"] else 2))


def gap_answer(row, clusters):
    said = [False, False]
    for cluster in clusters:
        if any(m[4] in PERSONS and m[5] == row["pronoun"][0] for m in cluster):
            for m in cluster:
                for at, name in enumerate("AB"):
                    said[at] |= m[4] in NAMES and row[name][0] <= m[5] and m[6] <= row[name][1]
    return said


def own_score(documents, answers):
    """Of the pronouns of our own passages, how many are joined to names or nouns of the same entity, and how many at all."""
    right = joined = count = 0
    for document, answer in zip(documents, answers):
        of_head = {}
        for start, end, entity in document["marks"]:
            of_head.update({at: entity for at in range(start, end)})
        for cluster in answer["clusters"]:
            nouns = collections.Counter(of_head.get(m[5]) for m in cluster if m[4] in NAMES)
            best = nouns.most_common(1)[0][0] if nouns else None
            for m in cluster:
                if m[4] not in NAMES and m[4] != "verb" and m[5] in of_head:
                    joined += best is not None
                    right += best == of_head[m[5]]
        text = document["text"].encode()
        pronouns = "he him his himself she her hers herself it its itself they them their i me my we us our you your".split()
        count += sum(text[start:end].decode().lower() in pronouns for start, end, _ in document["marks"])
    return {"right": round(100 * right / count, 2), "joined": round(100 * joined / count, 2), "pronouns": count}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("write", "check"))
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("program")
    args = parser.parse_args()
    names = subprocess.run([args.program, "names"], stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    ontogum = [d | {"title": None} for d in data.ontogum(args.data / "coref/ontogum-clean") if d["split"] != "test"]
    dev = [d for d in ontogum if d["split"] == "dev"] if args.what == "check" else []
    gap = [r for part in ("development", "validation") for r in data.gap(args.data / f"language/gap/gap-{part}.tsv")]
    of_gap = list(ask(args.program, "features", gap))
    rows = train.Rows(len(names))
    for documents, weight in ((ontogum, 1.0), (list(data.litbank(args.data / "coref/litbank")), LITBANK_WEIGHT)):
        documents = [d for d in documents if d not in dev]
        for document, answer in zip(documents, ask(args.program, "features", documents)):
            add(rows, document, answer, weight, is_litbank=weight < 1)
    own = list(data.passages(pathlib.Path(__file__).parent))
    held_own = own[::4] if args.what == "check" else []
    rest = [d for d in own if d not in held_own]
    for document, answer in zip(rest, ask(args.program, "features", rest)):
        add(rows, document, answer, OWN_WEIGHT)
    rows.close()
    start, asked, answers = None, [], []
    for fold in range(5 if args.what == "check" else 1):
        chains = train.Chains(len(names))
        for at, (row, answer) in enumerate(zip(gap, of_gap)):
            if args.what == "write" or at % 5 != fold:
                add_gap(chains, row, answer)
        chains.close()
        weights, start = train.fit([rows, chains], len(names), steps=150 if start is None else 60, start=start)
        if args.what == "write":
            train.write(TABLE, weights, names, HEAD)
            break
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
            train.write(file.name, weights, names)
            held = gap[fold::5]
            asked += held
            answers += [gap_answer(r, a["clusters"]) for r, a in zip(held, ask(args.program, "clusters", held, file.name))]
            if fold == 0:
                figures = score.Conll()
                for d, a in zip(dev, ask(args.program, "clusters", dev, file.name)):
                    clusters = [[tuple(m[:3]) for m in cluster] for cluster in a["clusters"]]
                    figures.add([[tuple(m) for m in cluster] for cluster in d["gold"].values()], clusters)
                print("own", own_score(held_own, ask(args.program, "clusters", held_own, file.name)))
                print("ontogum dev", {name: round(float(value), 2) for name, value in figures.figures().items()})
    if args.what == "check":
        print("gap, five folds", {name: round(float(value), 2) for name, value in score.gap(asked, answers).items()})


if __name__ == "__main__":
    main()
