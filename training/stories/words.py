"""Counts in how many texts each word stands, for the weights of words in stories.

usage: words.py LANGUAGE_DATA > crates/onrecord-stories/tables/words.tsv

Reads the train and dev parts of UD English EWT and GUM (documents), GAP (development and validation, passages), and
CrossNER politics and WikiGold (sentences). Words that stand in fewer than three texts are left out.
"""

import collections
import csv
import pathlib
import re
import sys

LEAST = 3


def treebank(path):
    """Documents of a CoNLL-U file."""
    text = []
    for line in open(path, encoding="utf8"):
        if line.startswith("# newdoc") and text:
            yield " ".join(text)
            text = []
        elif line.startswith("# text = "):
            text.append(line[9:].strip())
    yield " ".join(text)


def columns(path):
    """Sentences of a file with one word a line."""
    for block in open(path, encoding="utf8").read().split("\n\n"):
        yield " ".join(line.split()[0] for line in block.splitlines() if line.split())


def texts(data):
    for corpus, name in (("ud-ewt", "en_ewt"), ("ud-gum-clean", "en_gum")):
        for part in ("train", "dev"):
            yield from treebank(data / corpus / f"{name}-ud-{part}.conllu")
    for part in ("development", "validation"):
        with open(data / "gap" / f"gap-{part}.tsv", encoding="utf8") as file:
            yield from (row["Text"] for row in csv.DictReader(file, delimiter="\t"))
    for path in ("crossner-politics/train.txt", "crossner-politics/dev.txt", "wikigold/wikigold.conll.txt"):
        yield from columns(data / path)


def main():
    count, found = 0, collections.Counter()
    for text in texts(pathlib.Path(sys.argv[1])):
        count += 1
        found.update(set(re.findall(r"[^\W\d_]+|\d+", text.lower())))
    print("# In how many texts a word stands. Columns: word, texts. First row: all texts.")
    print("# Origin: UD English EWT (CC BY-SA 4.0), UD English GUM (CC BY 4.0; texts free), GAP (Apache-2.0), CrossNER (MIT),")
    print("# WikiGold (CC BY 4.0), their train and dev parts; made by training/stories/words.py. Counts only, no text.")
    print(f"*\t{count}")
    for word, number in sorted(found.items()):
        if number >= LEAST:
            print(f"{word}\t{number}")


main()
