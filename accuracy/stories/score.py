"""Scores stories, copies, acts told in several places, and agreements against our own gold.

usage: score.py --bin B [--part open|held] [--seed N] [--show copies|acts|agreements] [--json]

Documents go in shuffled; the result must not depend on it. What is scored is told in README.md. Standard library only.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess

HERE = pathlib.Path(__file__).parent
FIELDS = ("id", "text", "title", "url", "published", "outlet")


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]


def run(binary, documents, seed):
    """Lines of the record, by kind, with gold names of documents."""
    documents = list(documents)
    random.Random(seed).shuffle(documents)
    text = "".join(json.dumps({k: d[k] for k in FIELDS if d.get(k)}) + "\n" for d in documents)
    command = [*binary.split(), "--quiet", "read", "-", "--stories", "--format", "jsonl"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    lines = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        line = json.loads(line)
        lines[line["kind"]].append(line)
    return lines


def f1(right, found, wanted):
    p = right / found if found else 0.0
    r = right / wanted if wanted else 0.0
    return {"P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / (p + r) if p + r else 0.0, 3)}


def bcubed(found, wanted):
    """Both: document to story."""
    def groups(of):
        made = collections.defaultdict(set)
        for name, story in of.items():
            made[story].add(name)
        return made
    found = {name: found.get(name, "alone:" + name) for name in wanted}
    left, right = groups(found), groups(wanted)
    both = [(left[found[n]], right[wanted[n]]) for n in wanted]
    p = sum(len(a & b) / len(a) for a, b in both) / len(both)
    r = sum(len(a & b) / len(b) for a, b in both) / len(both)
    return {"P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / (p + r), 3)}


class Texts:
    """Texts of the record, and where things stand in them."""

    def __init__(self, lines):
        self.name = {d["id"]: d["source_id"] for d in lines["document"]}
        self.document = {d["source_id"]: d for d in lines["document"]}

    def places(self, name, quote, start=0):
        """All places of a quote, as whole words, in letters of any case."""
        words = r"\s+".join(re.escape(word) for word in quote.split())
        text = self.document[name]["text"]
        found = re.finditer(r"(?<!\w)" + words + r"(?!\w)", text[start:], re.I)
        return [(start + m.start(), start + m.end()) for m in found]

    def trigger(self, mention):
        document = self.document[mention["document"]]
        start = 0 if mention.get("title") else document["body"]["start"]
        sentence = self.places(mention["document"], mention["sentence"], start) or self.places(mention["document"], mention["sentence"])
        if not sentence:
            return None
        found = self.places(mention["document"], mention["trigger"], sentence[0][0])
        return (mention["document"], *found[0]) if found else None


def overlap(a, b):
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def copies(lines, gold, texts, show):
    kinds = {"exact": "copy", "near": "copy"}
    found = {(texts.name[c["from"]], texts.name.get(c["to"]), kinds.get(c["how"], c["how"])) for c in lines["carry"]}
    wanted = {(c["from"], c["to"], kinds.get(c["kind"], c["kind"])) for c in gold}
    scores = {}
    for name, which in (("copies", ("copy", "partial")), ("cites", ("cites",))):
        a = {c for c in found if c[2] in which}
        b = {c for c in wanted if c[2] in which}
        scores[name] = f1(len(a & b), len(a), len(b))
        if show == "copies":
            for c in sorted(a - b, key=str):
                print("wrong", *c)
            for c in sorted(b - a, key=str):
                print("missed", *c)
    return scores


def acts(lines, gold, texts, show):
    events = {e["id"]: (texts.name[e["document"]], e["trigger"]["start"], e["trigger"]["end"]) for e in lines["event"]}
    by_document = collections.defaultdict(list)
    for event, place in events.items():
        by_document[place[0]].append(event)
    act_of, mentions, lost = {}, 0, 0
    for act in gold:
        for mention in act["mentions"]:
            place = texts.trigger(mention)
            mentions += 1
            if place is None:
                lost += 1
                continue
            for event in by_document[place[0]]:
                if overlap(events[event], place):
                    act_of.setdefault(event, act["act"])
    group_of = {item: line["id"] for line in lines["same_as"] for item in line["items"]}
    found_mentions = len({events[e] for e in act_of})

    def pairs(of):
        groups = collections.defaultdict(set)
        for event in act_of:
            if event in of:
                groups[of[event]].add(events[event])
        return {(a, b) for group in groups.values() for a in group for b in group if a < b}

    found, wanted = pairs(group_of), pairs(act_of)
    total = sum(n * (n - 1) // 2 for n in (len(a["mentions"]) for a in gold))
    if show == "acts":
        text = lambda p: texts.document[p[0]]["text"][max(0, p[1] - 60):p[2] + 60].replace("\n", " / ")
        for a, b in sorted(found - wanted):
            print("wrong ", a, text(a), "\n       ", b, text(b))
        for a, b in sorted(wanted - found):
            print("missed", a, text(a), "\n       ", b, text(b))
    return {
        "same_as": f1(len(found & wanted), len(found), len(wanted)),
        "mentions found": round(found_mentions / (mentions - lost), 3),
        "pairs of all mentions": f1(len(found & wanted), len(found), total),
    }


def compared(row, sides):
    """Each pair of sides, or the one side there is."""
    if row["relation"] in ("corroborated", "repeated"):
        return [[sides[0]]]
    return [[side, other] for at, side in enumerate(sides) for other in sides[at + 1:]]


def sides_of_gold(gold, texts):
    """Agreements of the gold."""
    for row in gold:
        sides = []
        for side in row["sides"]:
            places = [[(i["document"], *p) for p in texts.places(i["document"], i["quote"])] for i in side["items"]]
            sides.append((side["value"], places, side["independent"]))
        yield from ((row, found) for found in compared(row, sides))


def sides_found(lines, texts):
    spans = {}
    for e in lines["event"]:
        spans[e["id"]] = [e["trigger"]]
    for f in lines["figure"]:
        spans[f["id"]] = [f["span"]] + ([f["of"]["span"]] if f.get("of") else [])
    for s in lines["statement"]:
        spans[s["id"]] = s["content"] + ([s["cue"]["span"]] if s["cue"] else [])
    document = {line["id"]: texts.name[line["document"]] for kind in ("event", "figure", "statement") for line in lines[kind]}
    for row in lines["agreement"]:
        sides = []
        for side in row["sides"]:
            places = [[(document[i], s["start"], s["end"]) for s in spans[i]] for i in side["items"]]
            sides.append((side["value"], places, side["independent"]))
        yield from ((row, found) for found in compared(row, sides))


def shared(left, right):
    """How many items of one side meet one of the other."""
    meets = lambda a, b: any(overlap(p, q) for p in a for q in b)
    return sum(any(meets(a, b) for b in right[1]) for a in left[1])


def is_one(found, wanted):
    """Whether two rows tell the same: a pair of sides by one item on each, a single side by half of its items."""
    if len(found) != len(wanted):
        return False
    if len(found) == 1:
        number = shared(found[0], wanted[0])
        return number >= 2 and 2 * number >= len(found[0][1])
    straight = all(shared(a, b) for a, b in zip(found, wanted))
    return straight or all(shared(a, b) for a, b in zip(found, wanted[::-1]))


def agreements(lines, gold, texts, show):
    found, wanted = list(sides_found(lines, texts)), list(sides_of_gold(gold, texts))
    scores = {}
    over = 0
    for name, relations in (("conflicts", ("conflict", "denied")), ("agreements", ("corroborated", "repeated"))):
        a = [row for row in found if row[0]["relation"] in relations]
        b = [row for row in wanted if row[0]["relation"] in relations]
        same = lambda x, y: x[0]["relation"] == y[0]["relation"] and x[0]["on"] == y[0]["kind"] and is_one(x[1], y[1])
        right = [next((y for y in b if same(x, y)), None) for x in a]
        met = [any(same(x, y) for x in a) for y in b]
        p, r = sum(map(bool, right)) / len(a) if a else 0, sum(met) / len(b) if b else 0
        scores[name] = {"P": round(p, 3), "R": round(r, 3), "F1": round(2 * p * r / (p + r) if p + r else 0, 3)}
        for kind in ("figure", "event", "statement"):
            own = [bool(y) for x, y in zip(a, right) if x[0]["on"] == kind]
            theirs = [m for y, m in zip(b, met) if y[0]["kind"] == kind]
            scores[f"{name} {kind}"] = f"P {sum(own)}/{len(own)} R {sum(theirs)}/{len(theirs)}"
        over += sum(bool(y) and any(s[2] > g[2] for s, g in zip(x[1], y[1])) for x, y in zip(a, right) if name == "agreements")
        if show == "agreements":
            say = lambda sides: " | ".join(f"{s[0]} ({s[2]}) {sorted({p[0][0] for p in s[1] if p})}" for s in sides)
            for x, y in zip(a, right):
                if not y:
                    print("wrong ", x[0]["on"], x[0]["relation"], x[0]["detail"], x[0]["topic"], "::", say(x[1]), "::", x[0]["why"])
            for y, m in zip(b, met):
                if not m:
                    print("missed", y[0]["kind"], y[0]["relation"], y[0]["detail"], y[0]["topic"], "::", say(y[1]))
    scores["witnesses counted too high"] = over
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--part", choices=("open", "held"), default="open")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", choices=("copies", "acts", "agreements"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.show and args.part == "held":
        parser.error("the held part is only scored")
    folder = HERE / args.part
    documents = rows(folder / "documents.jsonl")
    lines = run(args.bin, documents, args.seed)
    texts = Texts(lines)
    story = {texts.name[m["item"]]: m["story"] for m in lines["member"]}
    scores = {"stories": bcubed(story, {d["id"]: d["story"] for d in documents})}
    scores |= copies(lines, rows(folder / "carries.jsonl"), texts, args.show)
    scores |= acts(lines, rows(folder / "events.jsonl"), texts, args.show)
    scores |= agreements(lines, rows(folder / "agreements.jsonl"), texts, args.show)
    if args.json:
        print(json.dumps(scores))
    else:
        for name, score in scores.items():
            print(f"{name:28} {' '.join(f'{k} {v}' for k, v in score.items()) if isinstance(score, dict) else score}")


if __name__ == "__main__":
    main()
