#!/usr/bin/env python3
"""Scores events and figures against our own gold.

    python3 accuracy/events/score.py --bin target/release/onrecord accuracy/events/open.jsonl [--errors] [--json]

The passages themselves stand in ../statements/FILE of the same name. An event is found when its trigger shares a word with the
gold one's and the type is the same, one to one; where several could be, the one whose parties and trigger fit best.
Optional gold is not missed where it is not found, and right where it is. `near` is the same with any trigger of the sentence.

Roles are right when every actor and every recipient of the one has its like among those of the other (none in both is right).
Two parties are alike when the head word of one (the last word of a noun phrase before its first preposition, comma or clause) is
among the words of the other: of its quote, the name that it was resolved to, and the name in its id; case, articles and a final
's or plural s aside. Of the found: factuality (any accepted), mode, about_type; contexts as precision and recall over all.

A figure is found when spans share a word; its value is right when low, high, approx and unit all are. Of the right: what is
counted (none in both, or alike as parties are). Standard library only.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess

WORD = re.compile(r"\w+(?:[-.]\w+)*")
# What ends the head of a noun phrase.
TAIL = re.compile(
    r",|;|\(|\b(?:of|in|at|on|for|from|to|with|by|near|across|along|under|over|who|whose|which|that|where|and|or|against|between|inside|outside|around|about)\b",
    re.I,
)
EMPTY = {"the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those", "of", "in", "and", "s"}
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?![\s\"”’')]|$)[^.!?\n]*)*[.!?]*[\"”’')]*")


def stem(word):
    """`guards`, `Guard's` → `guard`."""
    word = word.casefold()
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def words(text):
    return [stem(w) for w in WORD.findall(re.sub(r"['’]s?\b", " ", text)) if w.casefold() not in EMPTY]


def head(text):
    """`ministry officials in the port` → `official`."""
    found = words(TAIL.split(text)[0]) or words(text)
    return found[-1] if found else ""


def party(one):
    """Head and all words of an actor, a recipient or what is counted, of gold or of the program."""
    texts = [one["text"]] if "text" in one else [one["span"]["quote"], one.get("name") or ""]
    rest = (one.get("actor") or "").partition(".")[2].replace("-", " ")
    return {head(t) for t in texts if t}, {w for t in [*texts, rest] for w in words(t)}


def alike(one, other):
    (heads, all_words), (heads2, all_words2) = party(one), party(other)
    return bool(heads & all_words2 or heads2 & all_words)


def same(golds, systems):
    return all(any(alike(g, s) for s in systems) for g in golds) and all(any(alike(g, s) for g in golds) for s in systems)


def places(text, span):
    """Places of the words of a span."""
    return {m.start() for m in WORD.finditer(text) if m.start() < span["end"] and span["start"] < m.end()}


def read(program, gold):
    lines = "".join(json.dumps({key: g[key] for key in ("id", "text", "published") if g.get(key)}) + "\n" for g in gold)
    done = subprocess.run([*program.split(), "read", "-", "--format", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    of = {row["id"]: row["source_id"] for row in rows if row["kind"] == "document"}
    found = collections.defaultdict(lambda: {"event": [], "figure": [], "statement": []})
    for row in rows:
        if row["kind"] in ("event", "figure", "statement"):
            found[of[row["document"]]][row["kind"]].append(row)
    return found


def passages(path):
    """Gold of one file, each with the text of its passage."""
    path = pathlib.Path(path)
    texts = {p["id"]: p for p in map(json.loads, (path.parent.parent / "statements" / path.name).open(encoding="utf-8"))}
    return [texts[g["id"]] | g for g in map(json.loads, path.open(encoding="utf-8"))]


def match(golds, systems, fit):
    """One to one, best first: (number in golds, number in systems)."""
    near = [(score, i, j) for i, g in enumerate(golds) for j, s in enumerate(systems) if (score := fit(g, s)) is not None]
    taken, used = set(), set()
    for _, i, j in sorted(near, key=lambda one: (-one[0], one[1], one[2])):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            yield i, j


def kind(event):
    return (event.get("plover") or event)["type"]


def roles(g, s):
    return same(g["actors"], s["actors"]), same(g["recipients"], s["recipients"])


def match_events(text, golds, systems):
    """Pairs of events of one type with one trigger."""

    def fit(g, s):
        if kind(g) != kind(s):
            return None
        a, b = places(text, g["trigger"]), places(text, s["trigger"])
        return len(a & b) / len(a | b) + sum(roles(g, s)) + (s["factuality"] in g["factuality"]) if a & b else None

    return match(golds, systems, fit)


def sentence(text, span):
    for m in SENTENCE.finditer(text):
        if m.start() <= span["start"] < m.end():
            return m.start(), m[0].strip()
    return span["start"], text[span["start"] : span["end"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--errors", action="store_true", help="a line an error: passage, kind, gold, predicted, sentence, parted by tabs")
    parser.add_argument("--types", action="store_true", help="precision and recall of each type")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("gold", nargs="+")
    args = parser.parse_args()
    gold = [one for path in args.gold for one in passages(path)]
    found = read(args.bin, gold)
    count = collections.Counter()
    for passage in gold:
        text, mine = passage["text"], found[passage["id"]]

        def say(what, g, s, span):
            if args.errors:
                print(passage["id"], what, g, s, sentence(text, span)[1], sep="\t")

        score_events(count, text, passage["events"], mine["event"], say)
        score_figures(count, text, passage["figures"], mine["figure"], say)
    if args.types:
        for name in sorted({key[1] for key in count if len(key) == 3}):
            numbers = {key: count["type", name, key] for key in ("gold", "system", "right")}
            print(f"{name:10}", *(f"{key} {value:4} " for key, value in (numbers | rates("", numbers["right"], numbers["system"], numbers["gold"])).items()))
    out = {"passages": len(gold)}
    for name in ("type", "near", "roles"):
        right = count[name, "right"]
        out |= rates(name + "_", right, count["events", "system"], count["near" if name == "near" else "type", "gold"])
    matched = max(count["type", "right"], 1)
    out |= {name: round(count[name] / matched, 3) for name in ("actors", "recipients", "factuality", "modes", "about_type")}
    out |= rates("contexts_", count["contexts", "right"], count["contexts", "system"], count["contexts", "gold"])
    out |= rates("figures_span_", count["figures", "span"], count["figures", "system"], count["figures", "gold"])
    out |= rates("figures_", count["figures", "right"], count["figures", "system"], count["figures", "gold"])
    out["counted"] = round(count["figures", "of"] / max(count["figures", "right"], 1), 3)
    print(json.dumps(out) if args.json else "\n".join(f"{key:24}{value}" for key, value in out.items()))


def score_events(count, text, golds, systems, say):
    types = {s["id"]: kind(s) for s in systems}
    pairs = dict(match_events(text, golds, systems))
    start = lambda event: sentence(text, event["trigger"])[0]
    near = dict(match(golds, systems, lambda g, s: 0 if kind(g) == kind(s) and start(g) == start(s) else None))
    wanted = lambda matched: sum(not g.get("optional") or i in matched for i, g in enumerate(golds))
    count["events", "system"] += len(systems)
    count["type", "gold"] += wanted(pairs)
    count["near", "gold"] += wanted(near)
    count["near", "right"] += len(near)
    for g, s in ((golds[i], systems[j]) for i, j in pairs.items()):
        count["type", "right"] += 1
        actors, recipients = roles(g, s)
        tell = lambda what, a, b: say(what, f"{kind(g)} {g['trigger']['text']}: {a}", b, g["trigger"])
        count["actors"] += actors
        count["recipients"] += recipients
        count["roles", "right"] += actors and recipients
        for key, right in (("actors", actors), ("recipients", recipients)):
            if not right:
                tell(key.upper(), names(g[key]), names(s[key]))
        about = types.get(s["about"])
        for key, want, got, right in (
            ("factuality", g["factuality"], s["factuality"], s["factuality"] in g["factuality"]),
            ("modes", g["mode"], s["plover"]["mode"], g["mode"] == s["plover"]["mode"]),
            ("about_type", g["about_type"], about, g["about_type"] == about),
        ):
            count[key] += right
            if not right:
                tell(key.upper(), want, got)
        a, b = set(g["contexts"]), set(s["contexts"])
        count["contexts", "gold"] += len(a)
        count["contexts", "system"] += len(b)
        count["contexts", "right"] += len(a & b)
        if a != b:
            tell("CONTEXTS", ",".join(sorted(a)), ",".join(sorted(b)))
    missed = {i: g for i, g in enumerate(golds) if i not in pairs and not g.get("optional")}
    stray = {j: s for j, s in enumerate(systems) if j not in pairs.values()}
    for i, g in enumerate(golds):
        count["type", kind(g), "gold"] += i in pairs or i in missed
        count["type", kind(g), "right"] += i in pairs
    for s in systems:
        count["type", kind(s), "system"] += 1
    # One word with another type is one error, told once.
    wrong = dict(match(list(missed.values()), list(stray.values()), lambda g, s: 0 if places(text, g["trigger"]) & places(text, s["trigger"]) else None))
    for at, (i, g) in enumerate(missed.items()):
        say("TYPE" if at in wrong else "MISSED", show(g), show(list(stray.values())[wrong[at]]) if at in wrong else "", g["trigger"])
    for at, s in enumerate(stray.values()):
        if at not in wrong.values():
            say("STRAY", "", show(s), s["trigger"])


def match_figures(text, golds, systems):
    """Pairs of figures that share a word."""

    def fit(g, s):
        a, b = places(text, g), places(text, s["span"])
        return len(a & b) / len(a | b) if a & b else None

    return match(golds, systems, fit)


def value(figure):
    return figure["low"], figure["high"], figure["approx"], figure["unit"]


def score_figures(count, text, golds, systems, say):
    write = lambda f: f"{f.get('text') or f['span']['quote']} {value(f)}"
    pairs = dict(match_figures(text, golds, systems))
    count["figures", "gold"] += len(golds)
    count["figures", "system"] += len(systems)
    count["figures", "span"] += len(pairs)
    for i, g in enumerate(golds):
        if i not in pairs:
            say("FIGURE MISSED", write(g), "", g)
            continue
        s = systems[pairs[i]]
        if value(g) != value(s):
            say("FIGURE VALUE", write(g), write(s), g)
            continue
        count["figures", "right"] += 1
        a, b = ([f["of"]] if f["of"] else [] for f in (g, s))
        right = same(a, b)
        count["figures", "of"] += right
        if not right:
            say("COUNTED", f"{g['text']}: {names(a)}", names(b), g)
    for j, s in enumerate(systems):
        if j not in pairs.values():
            say("FIGURE STRAY", "", write(s), s["span"])


def names(parties):
    return "[" + "; ".join(p.get("text") or p["span"]["quote"] + (f" = {p['name']}" if p.get("name") and p["name"] != p["span"]["quote"] else "") for p in parties) + "]"


def show(event):
    mine = event.get("plover")
    trigger = event["trigger"].get("text") or event["trigger"].get("quote")
    how = event["factuality"] if mine else "/".join(event["factuality"])
    return f"{kind(event)} {trigger} ({how}) {names(event['actors'])} > {names(event['recipients'])}" + (f" {event['by']}" if mine else "")


def rates(name, right, system, gold):
    p, r = right / max(system, 1), right / max(gold, 1)
    return {f"{name}precision": round(p, 3), f"{name}recall": round(r, 3), f"{name}f1": round(2 * p * r / max(p + r, 1e-9), 3)}


if __name__ == "__main__":
    main()
