#!/usr/bin/env python3
"""Scores spaCy's en_core_web_md on gold words, with the measures that onrecord's own models are held to.

    python3 benches/compare/accuracy.py iob2 FILE      names: strict span F1 of PER, LOC, ORG
    python3 benches/compare/accuracy.py conllu FILE    parts of speech, lemmas, subjects and objects

--json FILE also writes the figures. README.md says what the lines mean. Makes its environment on the first call.
"""

import argparse
import json
import sys
from collections import Counter

import environment
import gold
import subjects

# OntoNotes kinds, as PER, LOC, ORG. What is not here is dropped (NORP, EVENT, DATE, …).
SPACY_KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
KINDS = ("PER", "LOC", "ORG")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("form", choices=("iob2", "conllu"))
    options.add_argument("file")
    options.add_argument("--json", help="also write the figures here")
    chosen = options.parse_args()
    environment.enter()
    nlp = environment.load()
    sentences = list(getattr(gold, chosen.form)(chosen.file))
    docs = list(zip(sentences, analysed(nlp, sentences)))
    figures = names(docs) if chosen.form == "iob2" else syntax(docs)
    print(f"{len(sentences)} sentences, {sum(len(s.words) for s in sentences)} words")
    for name, value in figures.items():
        print(f"{name:36} {show(value)}")
    if chosen.json:
        with open(chosen.json, "w", encoding="utf-8") as file:
            json.dump({"versions": environment.versions(nlp), "figures": figures}, file, indent=2)
            file.write("\n")


def analysed(nlp, sentences):
    """Each gold sentence as a document of its own, its words given: nothing is tokenised."""
    from spacy.tokens import Doc

    docs = (Doc(nlp.vocab, words=s.words, spaces=s.spaces) for s in sentences)
    return nlp.pipe(docs, batch_size=64)


def names(docs):
    """Span scores: as they are, and with "the" and "'s" cut off on both sides (OntoNotes has them in its names)."""
    figures = {}
    for title, form in (("strict", as_is), ("without 'the' and 's", trimmed)):
        count = Counter()
        for sentence, doc in docs:
            found = {(e.start, e.end, SPACY_KINDS[e.label_]) for e in doc.ents if e.label_ in SPACY_KINDS}
            tally(count, form(doc, sentence.names), form(doc, found), kind=lambda span: span[2])
        for kind in KINDS:
            figures[f"{title} {kind}"] = score(count, kind)
        figures[f"{title} all"] = score(count, None)
    return figures


def as_is(_doc, names):
    return names


def trimmed(doc, names):
    out = set()
    for start, end, kind in names:
        start += doc[start].lower_ in ("the", "a", "an")
        end -= doc[end - 1].lower_ in ("'s", "’s", "'", "’")
        if start < end:
            out.add((start, end, kind))
    return out


def syntax(docs):
    """Accuracies by word; F1 of subjects and objects."""
    right, words, arcs = Counter(), 0, Counter()
    for sentence, doc in docs:
        words += len(doc)
        for token, upos, lemma in zip(doc, sentence.upos, sentence.lemmas):
            right["UPOS"] += token.pos_ == upos
            right["lemma"] += token.lemma_ == lemma
            right["lemma, any case"] += token.lemma_.lower() == lemma.lower()
        for way in subjects.WAYS:
            for label in subjects.LABELS:
                want, found = subjects.both(way, label, sentence, doc)
                tally(arcs, want, found, kind=lambda _, key=(label, way): key)
    figures = {name: right[name] / words for name in ("UPOS", "lemma", "lemma, any case")}
    for label in subjects.LABELS:
        for way in subjects.WAYS:
            figures[f"{label}, {way}"] = score(arcs, (label, way))
    return figures


def tally(count, want, found, kind):
    for item in want:
        count[kind(item), "gold"] += 1
    for item in found:
        count[kind(item), "found"] += 1
    for item in want & found:
        count[kind(item), "right"] += 1


def score(count, kind):
    """Precision, recall and F1 of one kind, or of all for None."""
    def total(part):
        return sum(n for (k, p), n in count.items() if p == part and kind in (None, k))

    right, found, want = total("right"), total("found"), total("gold")
    return {
        "p": right / found if found else 0.0,
        "r": right / want if want else 0.0,
        "f1": 2 * right / (found + want) if found + want else 0.0,
        "gold": want,
    }


def show(value):
    if isinstance(value, float):
        return f"{value:.4f}"
    return f"F1 {value['f1']:.4f}  (P {value['p']:.4f}, R {value['r']:.4f}, {value['gold']} in gold)"


if __name__ == "__main__":
    sys.exit(main())
