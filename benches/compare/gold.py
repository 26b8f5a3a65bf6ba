"""Reads gold sentences: IOB2 (UNER, CrossNER), wikigold's IO, and CoNLL-U. One class of sentence for all."""

import re
from dataclasses import dataclass, field

# Kinds of the gold files, as PER, LOC, ORG. What is not here is dropped (misc, event, election, MISC).
GOLD_KINDS = {
    "PER": "PER", "LOC": "LOC", "ORG": "ORG",
    "politician": "PER", "person": "PER",
    "organisation": "ORG", "politicalparty": "ORG",
    "country": "LOC", "location": "LOC",
}  # fmt: skip


@dataclass
class Sentence:
    """Gold words, whether a blank follows each, and the gold of the file's kind."""

    words: list = field(default_factory=list)
    spaces: list = field(default_factory=list)
    # Spans (first word, word after the last, kind).
    names: set = field(default_factory=set)
    upos: list = field(default_factory=list)
    lemmas: list = field(default_factory=list)
    # For each word the index of its head (None for the root) and the relation.
    heads: list = field(default_factory=list)
    relations: list = field(default_factory=list)


def blocks(path):
    """Lines between empty lines."""
    block = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line:
                block.append(line)
            elif block:
                yield block
                block = []
    if block:
        yield block


def spans(tags):
    """Spans of IOB2 or IO tags. `I-` after another kind or after O begins a span, as conlleval has it."""
    found, start, kind = set(), None, None
    for at, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        if kind is not None and (mark != "I" or name != kind):
            found.add((start, at, kind))
            kind = None
        if mark != "O" and kind is None:
            start, kind = at, name
    return {(first, end, GOLD_KINDS[name]) for first, end, name in found if name in GOLD_KINDS}


def iob2(path):
    """Sentences of a file of named entities: `word<TAB>tag`, `word tag`, or UNER's five columns."""
    for block in blocks(path):
        rows = [re.split(r"[\t ]", line) for line in block if not line.startswith("# ")]
        numbered = len(rows[0]) >= 5
        words = [row[1] if numbered else row[0] for row in rows]
        tags = [row[2] if numbered else row[1] for row in rows]
        # Not every file tells of blanks; they reach names only through the sentence breaks of the parser.
        yield Sentence(words, [True] * len(words), spans(tags))


def conllu(path):
    """Sentences of a treebank: syntactic words, as both programs are given them. Empty nodes are left out."""
    for block in blocks(path):
        sentence, tight, number = Sentence(), set(), {}
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        inside = 0
        for row in rows:
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                tight |= set(range(first, last + ("SpaceAfter=No" in row[9])))
                inside = last
            elif "." not in row[0]:
                at = int(row[0])
                if at > inside and "SpaceAfter=No" in row[9]:
                    tight.add(at)
                number[at] = len(sentence.words)
                sentence.words.append(row[1])
                sentence.upos.append(row[3])
                sentence.lemmas.append(row[2])
                sentence.heads.append(int(row[6]))
                sentence.relations.append(row[7])
        sentence.spaces = [at not in tight for at in number]
        sentence.heads = [number.get(head) for head in sentence.heads]
        yield sentence
