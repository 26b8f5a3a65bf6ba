#!/usr/bin/env python3
"""Scores statements against our own gold.

    python3 accuracy/statements/score.py --bin target/release/onrecord accuracy/statements/open.jsonl [--errors] [--json]

A statement is found (`full`) when contents share at least half of their words (Dice), sources share a word (or both have
none) and cues do, as in score_quotes.py. Of the found: act (any accepted), medium, form, factuality. Conditions, addressees
and relays are counted over all found pairs: precision and recall of the field. Calibration: a statement that is found is
right; ten equal bins, expected calibration error, area under the ROC curve. Standard library only.
"""

import argparse
import collections
import json
import re
import subprocess

WORD = re.compile(r"\w+(?:['’]\w+)*")


def words(text, spans):
    """Places of the words of spans."""
    return {m.start() for m in WORD.finditer(text) if any(s <= m.start() < e for s, e in spans)}


def spans(field):
    if field is None:
        return []
    pieces = field if isinstance(field, list) else [field.get("span", field)]
    return [(piece["start"], piece["end"]) for piece in pieces]


def dice(one, other):
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def same(one, other):
    return bool(one & other) or not one and not other


def read(program, gold):
    lines = "".join(json.dumps({key: g[key] for key in ("id", "text", "published") if g.get(key)}) + "\n" for g in gold)
    done = subprocess.run([*program.split(), "read", "-", "--format", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    of = {row["id"]: row["source_id"] for row in rows if row["kind"] == "document"}
    found = collections.defaultdict(list)
    for row in rows:
        if row["kind"] == "statement":
            found[of[row["document"]]].append(row)
    return found


def pairs(text, gold, system):
    """Numbers of gold and system that are one, with whether source and cue agree too."""
    parts = lambda one: [words(text, spans(one[key])) for key in ("content", "source", "cue")]
    golds, systems = [parts(g) for g in gold], [parts(s) for s in system]
    near = []
    for i, (content, source, cue) in enumerate(golds):
        for j, (content2, source2, cue2) in enumerate(systems):
            d = dice(content, content2)
            if not content:
                # A saying without content is found by its cue.
                d = 0.5 if cue & cue2 else 0.0
            if d >= 0.3:
                near.append((d + 0.05 * bool(cue & cue2), d, i, j))
    near.sort(key=lambda one: (-one[0], one[2], one[3]))
    taken, used = set(), set()
    for _, d, i, j in near:
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            yield i, j, d >= 0.5 and same(golds[i][1], systems[j][1]) and same(golds[i][2], systems[j][2])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("gold", nargs="+")
    args = parser.parse_args()
    gold = [json.loads(line) for path in args.gold for line in open(path, encoding="utf-8")]
    found = read(args.bin, gold)
    count, judged = collections.Counter(), []
    say = print if args.errors else lambda *_: None
    for passage in gold:
        text, mine = passage["text"], found.get(passage["id"], [])
        theirs = passage["statements"]
        count["gold"] += len(theirs)
        count["system"] += len(mine)
        full, matched = set(), set()
        for i, j, is_full in pairs(text, theirs, mine):
            g, s = theirs[i], mine[j]
            matched.add(i)
            if not is_full:
                say(passage["id"], "PARTLY", show(g), "| got", show(s))
                continue
            count["full"] += 1
            full.add(j)
            for key, right in (("act", s["act"] in g["act"]), ("medium", s["medium"] == g["medium"]), ("form", s["form"] == g["form"]), ("factuality", s["factuality"] == g["factuality"])):
                count[key] += right
                if not right:
                    say(passage["id"], key.upper(), "want", g[key], "got", s[key], ":", show(g))
            for key in ("condition", "addressee", "deadline"):
                a, b = words(text, spans(g[key])), words(text, spans(s[key]))
                count[key, "gold"] += bool(a)
                count[key, "system"] += bool(b)
                count[key, "right"] += bool(a & b)
                if bool(a) != bool(b) or a and not a & b:
                    say(passage["id"], key.upper(), "want", (g[key] or {}).get("text"), "got", text_of(s[key]), ":", show(g))
            a = [words(text, spans(via)) for via in g["via"]]
            b = [words(text, spans(via)) for via in s["via"]]
            right = sum(any(one & other for other in b) for one in a)
            count["via", "gold"] += len(a)
            count["via", "system"] += len(b)
            count["via", "right"] += min(right, len(b))
            if right < max(len(a), len(b)):
                say(passage["id"], "VIA", "want", [v["text"] for v in g["via"]], "got", [text_of(v) for v in s["via"]], ":", show(g))
        for i, g in enumerate(theirs):
            if i not in matched:
                say(passage["id"], "MISSED", show(g))
        for j, s in enumerate(mine):
            judged.append((s["confidence"], j in full))
            if j not in full:
                say(passage["id"], "STRAY", show(s))
    out = {"passages": len(gold), "gold": count["gold"], "system": count["system"]}
    out |= rates("", count["full"], count["system"], count["gold"])
    for key in ("act", "medium", "form", "factuality"):
        out[key] = round(count[key] / max(count["full"], 1), 3)
    for key in ("condition", "addressee", "deadline", "via"):
        out |= rates(key + "_", count[key, "right"], count[key, "system"], count[key, "gold"])
    out |= calibration(judged)
    if args.reliability:
        print("| confidence | statements | mean | right |\n|---|---|---|---|")
        for low, bin in sorted(bins(judged).items()):
            mean, right = (sum(column) / len(bin) for column in zip(*bin))
            print(f"| {low / 10:.1f} to {low / 10 + 0.1:.1f} | {len(bin)} | {mean:.2f} | {right:.2f} |")
        return
    print(json.dumps(out) if args.json else "\n".join(f"{key:22}{value}" for key, value in out.items()))


def show(one):
    cue = (one["cue"] or {}).get("text") or (one["cue"] or {}).get("lemma")
    return f"[{text_of(one['source'])}] {cue} [{' … '.join(piece.get('text') or piece.get('quote') for piece in one['content'])[:110]}]"


def text_of(party):
    return None if party is None else party.get("text") or party.get("span", party)["quote"]


def rates(name, right, system, gold):
    p, r = right / max(system, 1), right / max(gold, 1)
    return {f"{name}precision": round(p, 3), f"{name}recall": round(r, 3), f"{name}f1": round(2 * p * r / max(p + r, 1e-9), 3)}


def bins(judged):
    """Ten equal bins of the confidence."""
    found = collections.defaultdict(list)
    for confidence, right in judged:
        found[min(int(confidence * 10), 9)].append((confidence, right))
    return found


def calibration(judged):
    error = sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins(judged).values()) / max(len(judged), 1)
    ranked = sorted(judged)
    places, at = {}, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        places[ranked[at][0]] = (at + end + 1) / 2
        at = end
    good = sum(right for _, right in judged)
    bad = len(judged) - good
    area = (sum(places[c] for c, right in judged if right) - good * (good + 1) / 2) / max(good * bad, 1)
    return {"calibration_error": round(error, 3), "auroc": round(area, 3)}


if __name__ == "__main__":
    main()
