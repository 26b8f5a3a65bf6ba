#!/usr/bin/env python3
"""Makes the tables inflections.tsv and bases.tsv of onrecord-engine from WordNet 3.0.

    python3 scripts/inflections.py /usr/share/wordnet      # Debian: wordnet-base

Forms that the rules of crates/onrecord-engine/src/sentence/inflection.rs find by themselves are left out, and so
are words of which they never ask. Python 3 standard library.
"""

import pathlib
import re
import sys

TABLES = pathlib.Path(__file__).resolve().parent.parent / "crates/onrecord-engine/tables"
LICENCE = """\
# From WordNet 3.0 (https://wordnet.princeton.edu), single words only, by scripts/inflections.py; rows of our own
# stand in that script. WordNet 3.0 Copyright 2006 by Princeton University; used under the WordNet 3.0 licence, which
# allows use, change and distribution with this notice, without warranty and without use of the university's name.
"""
# What the treebank of English has otherwise, and what WordNet lacks.
OWN = [
    ("PRP", "i", "I"), ("PRP", "u", "you"), ("PRP", "em", "they"), ("PRP", "ya", "you"),
    ("RBR", "better", "well"), ("RBS", "best", "well"), ("RBR", "more", "more"), ("RBS", "most", "most"),
    ("JJR", "better", "good"), ("JJS", "best", "good"), ("JJR", "worse", "bad"), ("JJS", "worst", "bad"),
    ("RBR", "worse", "badly"), ("RBS", "worst", "badly"), ("JJR", "more", "more"), ("JJS", "most", "most"),
    ("JJR", "less", "less"), ("JJS", "least", "least"), ("RBR", "less", "less"), ("RBS", "least", "least"),
    ("JJR", "further", "far"), ("JJR", "farther", "far"), ("RBR", "further", "far"), ("RBR", "farther", "far"),
    ("JJR", "elder", "old"), ("JJS", "eldest", "old"),
    ("NNS", "troops", "troops"), ("NNS", "people", "people"), ("NNS", "police", "police"),
    ("NNS", "media", "media"), ("NNS", "data", "data"), ("NNS", "species", "species"),
    ("NNS", "clothes", "clothes"), ("NNS", "glasses", "glasses"), ("NNS", "savings", "savings"),
    ("NNS", "thanks", "thanks"), ("NNS", "means", "means"), ("NNS", "headquarters", "headquarters"),
    ("NNS", "series", "series"), ("NNS", "outskirts", "outskirts"), ("NNS", "surroundings", "surroundings"),
    *[("JJ", word, word.title()) for word in """african american arab arabic asian australian brazilian british canadian catholic
      chinese christian dutch egyptian english ethiopian european french german greek hindu indian iranian iraqi irish
      islamic israeli italian japanese jewish korean kurdish latin lebanese mexican muslim nigerian pakistani palestinian
      polish portuguese russian saudi scottish shiite somali spanish sunni swedish swiss syrian thai turkish ukrainian
      vietnamese welsh""".split()],
    *[("NNP", word, word.title()) for word in """monday tuesday wednesday thursday friday saturday sunday january february april
      june july august september october november december""".split()],
    ("NNS", "remains", "remains"), ("NNS", "barracks", "barracks"), ("NNS", "ashes", "ash"), ("NNS", "axes", "axe"),
]
TAGS = {"verb": ["VBD", "VBN"], "noun": ["NNS"], "adj": ["JJR", "JJS"]}


def regular(form, tag):
    """What the rules can make of a form."""
    endings = {"VBG": "ing", "VBD": "ed", "VBN": "ed", "JJR": "er", "JJS": "est", "NNS": "s", "VBZ": "s"}
    if not form.endswith(endings[tag]):
        return set()
    stem = form[: -len(endings[tag])]
    found = {stem}
    if tag in ("NNS", "VBZ"):
        if stem.endswith("ie"):
            found.add(stem[:-2] + "y")
        if re.search(r"(s|x|z|ch|sh|o)e$", stem):
            found.add(stem[:-1])
        return found
    if tag != "VBG" and stem.endswith("i"):
        found.add(stem[:-1] + "y")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        found.add(stem[:-1])
    return found | {stem + "e"}


def exceptions(folder, name):
    for line in (folder / f"{name}.exc").read_text().splitlines():
        form, *lemmas = line.split()
        if form.isalpha() and lemmas and lemmas[0].isalpha():
            yield form, lemmas[0]


def bases(folder, name):
    for line in (folder / f"index.{name}").read_text().splitlines():
        word = line.split(" ", 1)[0]
        if word.isalpha() and len(word) > 1:
            yield word


def main():
    folder = pathlib.Path(sys.argv[1])
    rows = {(tag, form): lemma for tag, form, lemma in OWN}
    for name, tags in TAGS.items():
        for form, lemma in exceptions(folder, name):
            if name == "verb" and form.endswith("ing"):
                fit = ["VBG"]
            elif name == "verb" and form.endswith("s"):
                fit = ["VBZ"]
            elif name == "adj":
                fit = ["JJR"] if form.endswith("r") else ["JJS"] if form.endswith("t") else []
            else:
                fit = tags
            for tag in fit:
                if lemma not in regular(form, tag) and form != lemma:
                    rows.setdefault((tag, form), lemma)
    table = LICENCE + "#\n# form\ttag\tlemma\n#   A form that the rules do not find, its tag (Penn Treebank), its dictionary form.\nform\ttag\tlemma\n"
    table += "".join(f"{form}\t{tag}\t{lemma}\n" for (tag, form), lemma in sorted(rows.items(), key=lambda r: r[0][::-1]))
    (TABLES / "inflections.tsv").write_text(table)

    classes = {letter: set(bases(folder, name)) for letter, name in (("A", "adj"), ("N", "noun"), ("V", "verb"))}
    words = {}
    for letter, known in classes.items():
        for word in known:
            doubled = len(word) > 2 and word[-1] == word[-2]
            if letter == "N":
                asked = re.search(r"(s|x|z|ch|sh|o|i)e$", word)
            else:
                asked = word.endswith("e") or doubled or word + "e" in known
            if asked:
                words[word] = words.get(word, "") + letter
    table = LICENCE + "#\n# word\tclasses\n#   A dictionary form and what it is: V verb, N noun, A adjective.\nword\tclasses\n"
    table += "".join(f"{word}\t{classes}\n" for word, classes in sorted(words.items()))
    (TABLES / "bases.tsv").write_text(table)
    print(len(rows), "forms,", len(words), "words")


if __name__ == "__main__":
    main()
